"""Days: written 2027-01-31, or a real date cell of a workbook."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta

from corridor.errors import Severity
from corridor.io.cells import Form, Raw
from corridor.tables.convert_text import invisible
from corridor.tables.trouble import Trouble

FIRST_DAY = date(1950, 1, 1)
LAST_DAY = date(2150, 12, 31)
"""Days outside these bounds are slips."""

_ISO = re.compile(r"(\d{4})-(\d{2})-(\d{2})")
_OTHER = re.compile(r"(\d{1,4})[./\- ](\d{1,2})[./\- ](\d{1,4})")
_EXCEL_DAY_ZERO = date(1899, 12, 30)
_FORM = "Write days as 2027-01-31."


def to_date(raw: Raw, form: Form) -> date | Trouble:
    """Return a cell as a day."""
    if isinstance(raw, bool):
        return Trouble("a TRUE/FALSE value stands where a day is needed", _FORM)
    if isinstance(raw, datetime):
        return Trouble("a time of day stands with the day", f"Write {raw.date().isoformat()} only.")
    if isinstance(raw, date):
        return _sensible(raw)
    if isinstance(raw, float | int):
        return _serial(float(raw), form)
    text = str(raw).strip(" ")
    hidden = invisible(text)
    if hidden:
        return Trouble(f"the day holds {hidden}", _FORM)
    iso = _ISO.fullmatch(text)
    if not iso:
        return _other_form(text)
    try:
        return _sensible(date(int(iso[1]), int(iso[2]), int(iso[3])))
    except ValueError:
        return Trouble("there is no such day", "Check month and day (year-month-day).")


def _sensible(day: date) -> date | Trouble:
    """Return a day within sensible bounds."""
    if FIRST_DAY <= day <= LAST_DAY:
        return day
    return Trouble(f"days lie between {FIRST_DAY} and {LAST_DAY}", "Check the year.")


def _serial(number: float, form: Form) -> date | Trouble:
    """Return the day of a number that a workbook holds without a date format."""
    if number.is_integer() and 18264 <= number <= 91676:  # 1950-01-01 to 2150-12-31
        day = _EXCEL_DAY_ZERO + timedelta(days=int(number))
        if form == "xlsx":
            return Trouble(
                f"a number stands where a day is needed; it is read as {day}",
                "Format the cell as a date.",
                Severity.WARNING,
                day,
            )
        return Trouble("a number stands where a day is needed", f"Write {day} if that is what is meant.")
    return Trouble("a number stands where a day is needed", _FORM)


def _other_form(text: str) -> Trouble:
    """Return why a text is not a day, with the day if only one can be meant."""
    if re.fullmatch(r"\d{5}", text):
        day = _serial(float(text), "csv")
        return day if isinstance(day, Trouble) else Trouble("not a day", _FORM)
    other = _OTHER.fullmatch(text)
    if not other:
        return Trouble("not a day", _FORM)
    parts = [int(part) for part in other.groups()]
    readings = sorted({d for order in ((0, 1, 2), (2, 1, 0), (2, 0, 1)) if (d := _day(parts, order))})
    if len(readings) == 1:
        return Trouble("a day in another form", f"Write {readings[0]}.")
    if not readings:
        return Trouble("there is no such day", _FORM)
    return Trouble(
        "an ambiguous day: month and day can be exchanged",
        "Write " + " or ".join(map(str, readings)) + ", whichever is meant.",
    )


def _day(parts: list[int], order: tuple[int, int, int]) -> date | None:
    """Return the day of three numbers read in an order (year, month, day positions), or None."""
    year, month, day = (parts[position] for position in order)
    try:
        return date(year, month, day) if year >= 1000 else None
    except ValueError:
        return None
