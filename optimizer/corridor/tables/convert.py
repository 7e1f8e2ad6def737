"""Turn a raw cell into the value of its column, or say precisely why not."""

from __future__ import annotations

from corridor.io.cells import BadCell, Form, Raw
from corridor.tables.columns import Column
from corridor.tables.convert_date import to_date
from corridor.tables.convert_hs import to_hs, to_hs_list
from corridor.tables.convert_number import to_integer, to_number
from corridor.tables.convert_text import to_choice, to_country, to_pattern, to_text
from corridor.tables.trouble import Trouble, Typed


def convert(column: Column, raw: Raw, form: Form) -> Typed | Trouble:
    """Return the value of a cell, or the trouble with it. `None` stands for an empty cell.

    A trouble of severity 0 or 1 carries the value that is used.
    """
    if isinstance(raw, BadCell):
        return Trouble(raw.rule, raw.remedy)
    if raw is None or raw == "":
        return None
    match column.kind:
        case "number":
            return to_number(column, raw, form)
        case "integer":
            return to_integer(column, raw, form)
        case "date":
            return to_date(raw, form)
        case "hs":
            return to_hs(raw)
        case "hs_list":
            return to_hs_list(column, raw)
        case "choice":
            return to_choice(column, raw)
        case "country":
            return to_country(column, raw)
        case "pattern":
            return to_pattern(column, raw)
        case _:
            return to_text(raw)


def empty(column: Column) -> Trouble:
    """Return the trouble of an empty cell in a column that needs a value."""
    if column.kind == "country":
        return Trouble(
            "a country is needed, and the cell is empty",
            "Write the ISO 3166-1 code; if Namibia is meant, write NA (some programs drop it).",
        )
    return Trouble("a value is needed, and the cell is empty", f"Write {describe(column)}.")


def describe(column: Column) -> str:
    """Return in words what a column may hold."""
    match column.kind:
        case "choice":
            return "one of " + ", ".join(column.choices)
        case "date":
            return "a day as 2027-01-31"
        case "hs":
            return "an HS code of 2 to 10 digits, as text"
        case "number" | "integer":
            return "a number" + _bounds(column)
        case "pattern" | "hs_list":
            return "a code" if column.pattern is None else f"text of the form {column.pattern.pattern}"
        case _:
            return "some text"


def _bounds(column: Column) -> str:
    """Return the bounds of a number column in words."""
    parts = []
    if column.above is not None:
        parts.append(f"above {column.above:g}")
    elif column.least is not None:
        parts.append(f"of at least {column.least:g}")
    if column.most is not None:
        parts.append(f"of at most {column.most:g}")
    return " " + " and ".join(parts) if parts else ""
