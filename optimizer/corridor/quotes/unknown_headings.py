"""A sheet whose headings mean nothing to us, such as German ones: they are listed for the user to assign."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from corridor.errors import Fault, Severity
from corridor.quotes.column_map import ColumnMap
from corridor.quotes.sheets import Block

_COMMENT = "needed: one of the headings listed above, or a value for all rows under constants"


def map_to_fill(given: ColumnMap, block: Block, needed: Sequence[str]) -> tuple[ColumnMap, dict[str, str]]:
    """Return a map in which the needed quote columns wait for a heading, and comments that list the headings."""
    asked = [name for name in needed if not given.has(name) and name not in given.confirm]
    used = {*given.columns.values(), *given.confirm.values()}
    comments = {"unused": "; ".join(text for text in block.headings.values() if text not in used)}
    comments |= {f"columns.{name}": _COMMENT for name in asked}
    columns = {**given.columns, **dict.fromkeys(asked, "")}
    return replace(given, columns=columns, sheet=block.sheet.name, header_row=block.header_row), comments


def unknown_fault(block: Block, map_name: str) -> Fault:
    """Return the fault of a sheet whose headings are not understood."""
    return Fault(
        block.sheet.label,
        block.header_row,
        "",
        "",
        "",
        f"the headings of row {block.header_row} are not understood: {', '.join(block.headings.values())}",
        f"{map_name} was written with these headings: under columns, write the heading behind each quote column "
        "that it fills, and check sheet and header_row; then import again",
        Severity.ERROR,
    )
