"""Numbers, days and incoterms as buyers write them. What can be read in two ways is asked, not guessed."""

from __future__ import annotations

import re
from datetime import date, datetime

from corridor.io.cells import Raw, shown
from corridor.quotes.column_map import DayOrder, Decimal
from corridor.quotes.headings import INCOTERMS
from corridor.tables.trouble import Trouble

_BLANKS = str.maketrans("", "", " \u00a0\u2009\u202f'")
"""Blanks and apostrophes that mark thousands."""

_PATTERNS = {
    "point": re.compile(r"[+-]?(\d{1,3}(,\d{3})+|\d+)(\.\d+)?"),
    "comma": re.compile(r"[+-]?(\d{1,3}(\.\d{3})+|\d+)(,\d+)?"),
    "": re.compile(r"[+-]?\d+(\.\d+)?"),
}
_TWO_READINGS = re.compile(r"[+-]?[1-9]\d{0,2}\.\d{3}")
"""1.234 may be one and a bit or more than a thousand."""

_SAY_DECIMAL = "Write `decimal: point` or `decimal: comma` in the map"

_DAY = re.compile(r"(\d{1,4})[./\- ](\d{1,2})[./\- ](\d{1,4})")


def number_in(raw: Raw, decimal: Decimal) -> float | Trouble:
    """Return the number of a cell. Text with commas or a doubtful point needs `decimal` in the map."""
    if isinstance(raw, int | float) and not isinstance(raw, bool):
        return float(raw)
    text = shown(raw, longest=200).strip().translate(_BLANKS)
    if not _PATTERNS[decimal].fullmatch(text):
        other = next((mark for mark in ("point", "comma") if _PATTERNS[mark].fullmatch(text)), "")
        if other and not decimal:
            return Trouble("a number stored as text with marks", _SAY_DECIMAL)
        if other:
            return Trouble(f"not a number with `decimal: {decimal}`", "Mend the cell, or `decimal`")
        return Trouble("not a number", "Write digits only; unit and currency have columns of their own")
    if not decimal and _TWO_READINGS.fullmatch(text):
        return Trouble(f"{text} may mean {text.replace('.', '')} or {float(text):g}", _SAY_DECIMAL)
    marks = {"point": (",", ""), "comma": (".", ""), "": ("", "")}[decimal]
    bare = text.replace(*marks) if decimal else text
    return float(bare.replace(",", "."))


def day_in(raw: Raw, order: DayOrder) -> date | Trouble | Raw:
    """Return the day of a cell; text in another form than 2027-01-31 needs `dates` in the map."""
    if isinstance(raw, datetime):
        return raw.date()
    found = _DAY.fullmatch(shown(raw).strip()) if isinstance(raw, str) else None
    if found is None or not order:
        return raw
    year, month, day = (int(found.groups()[order.index(letter)]) for letter in "ymd")
    try:
        return date(year, month, day) if year >= 1000 else raw
    except ValueError:
        return Trouble(f"no such day in the order {order}", "Mend the cell, or `dates` in the map")


def incoterm_in(text: str) -> tuple[str, str]:
    """Return the incoterm at the begin of a text, and the place behind it: `CIF Los Angeles`."""
    first, _, rest = text.strip().partition(" ")
    word = first.strip(",;:").upper()
    return (word, rest.strip(" ,;:")) if word in INCOTERMS else (text, "")
