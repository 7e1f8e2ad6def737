"""Numbers: what spreadsheets make of them, and what must not reach a solver."""

from __future__ import annotations

import math
import re
from datetime import date

from corridor.errors import Severity
from corridor.io.cells import Form, Raw
from corridor.schema.row import LARGEST
from corridor.tables.columns import Column
from corridor.tables.convert_text import invisible
from corridor.tables.trouble import Trouble

SMALLEST = 1e-9
"""[any unit] A number nearer to zero than this, and not zero, would be dropped by a solver without a word."""

_PLAIN = re.compile(r"[+-]?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d+)?")
_PERCENT = re.compile(r"([+-]?\d+(?:[.,]\d+)?)\s*(?:%|percent|pct)", re.IGNORECASE)
_COMMA = re.compile(r"[+-]?[\d.,' ]*\d[\d.,' ]*")
_WITH_UNIT = re.compile(r"([+-]?\d[\d.]*)\s*([A-Za-z$€£¥/²³_ ]+)")
_WITH_MONEY = re.compile(r"(?:[$€£¥]|[A-Z]{3})\s*([+-]?\d[\d.]*)")
_NOT_FINITE = re.compile(r"[+-]?(nan|inf|infinity)|n/?a|null|none|-", re.IGNORECASE)


def to_number(column: Column, raw: Raw, form: Form) -> float | Trouble:
    """Return a cell as a number within the bounds of its column."""
    if isinstance(raw, bool):
        return Trouble("a yes/no value stands where a number is needed", "Write a number.")
    if isinstance(raw, date):
        return Trouble(
            "a day stands where a number is needed",
            "Format the cell as a number; spreadsheets turn entries such as 3-1 or 1/2 into days.",
        )
    if isinstance(raw, float | int):
        return _within(column, float(raw))
    text = str(raw).strip(" ")
    if not _PLAIN.fullmatch(text):
        return _not_plain(text)
    number = _within(column, float(text))
    if form == "xlsx" and not isinstance(number, Trouble):
        return Trouble("the number is stored as text", "Format the column as a number.", Severity.WARNING, number)
    return number


def to_integer(column: Column, raw: Raw, form: Form) -> int | Trouble:
    """Return a cell as a whole number within the bounds of its column."""
    number = to_number(column, raw, form)
    value = number.used if isinstance(number, Trouble) else number
    if not isinstance(value, float):
        return number  # type: ignore[return-value]  # a trouble without a value
    if not value.is_integer():
        return Trouble("a whole number is needed", f"Write {math.floor(value)} or {math.ceil(value)}.")
    if isinstance(number, Trouble):
        return Trouble(number.rule, number.remedy, number.severity, int(value))
    return int(value)


def _within(column: Column, number: float) -> float | Trouble:
    """Return a number that is finite, sensible and within its bounds."""
    if not math.isfinite(number):
        return Trouble("not a finite number", "Write a number; leave the cell empty where there is no limit.")
    if abs(number) > LARGEST:
        return Trouble(
            f"larger than {LARGEST:g}, beyond which a solver's tolerances mean nothing",
            "Leave the cell empty where there is no limit, or count in a larger unit.",
        )
    if 0 < abs(number) < SMALLEST:
        return Trouble(
            f"nearer to zero than {SMALLEST:g}: a solver would take it for 0",
            "Write 0, or count in a smaller unit.",
        )
    if column.above is not None and number <= column.above:
        return Trouble(f"must be above {column.above:g}", _bound_remedy(column, number))
    if column.least is not None and number < column.least:
        return Trouble(f"must be at least {column.least:g}", _bound_remedy(column, number))
    if column.most is not None and number > column.most:
        return Trouble(f"must be at most {column.most:g}", _bound_remedy(column, number))
    return number + 0.0  # -0.0 becomes 0.0


def _bound_remedy(column: Column, number: float) -> str:
    """Return what to do with a number out of bounds."""
    if column.most == 1 and 1 < number <= 100:
        return f"A share is written as a fraction: did you mean {number / 100:g}?"
    if number < 0:
        return "Check the sign: the column cannot be negative." if column.least == 0 else "Check the sign."
    return "Check the number and its unit."


def _not_plain(text: str) -> Trouble:
    """Return why a text is not a number, and how to write it."""
    hidden = invisible(text)
    if hidden:
        cleaned = "".join(letter for letter in text if letter.isdigit() or letter in "+-.eE")
        return Trouble(f"not a number: it holds {hidden}", f"Write {cleaned or 'digits only'}.")
    if _NOT_FINITE.fullmatch(text):
        return Trouble("not a finite number", "Write a number; leave the cell empty where there is no limit.")
    percent = _PERCENT.fullmatch(text)
    if percent:
        share = float(percent[1].replace(",", ".")) / 100
        return Trouble("a percentage written as text", f"Write {share:.12g}: shares are fractions.")
    if _COMMA.fullmatch(text):
        return Trouble(
            "thousands marks or a decimal comma",
            f"Write {_readings(text)}: a point is the decimal mark, and nothing marks thousands.",
        )
    unit = _WITH_UNIT.fullmatch(text)
    if unit:
        return Trouble(
            "a unit stands in the cell",
            f"Write {unit[1]} only; the unit is that of the column, not `{unit[2].strip()}`.",
        )
    money = _WITH_MONEY.fullmatch(text)
    if money:
        return Trouble("a currency stands in the cell", f"Write {money[1]} only; the currency is that of the model.")
    return Trouble("not a number", "Write digits, with a point as decimal mark, such as 1234.5.")


def _readings(text: str) -> str:
    """Return what a number with commas or thousands marks can mean."""
    digits = text.replace("'", "").replace(" ", "")
    last = max(digits.rfind(","), digits.rfind("."))
    whole = digits.replace(",", "").replace(".", "")
    if last < 0:
        return whole
    after = len(digits) - last - 1
    fraction = whole[: len(whole) - after] + "." + whole[len(whole) - after :] if after else whole
    marks = digits.count(",") + digits.count(".")
    if marks > 1 and digits.count(digits[last]) > 1:
        return whole
    if marks == 1 and after == 3:
        return f"{whole} or {fraction}"
    return fraction
