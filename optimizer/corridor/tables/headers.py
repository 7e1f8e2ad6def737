"""Column names of a file against those of its table: each wrong one is reported once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from corridor.errors import Fault, Severity
from corridor.io.cells import RawTable, shown
from corridor.io.suggest import nearest
from corridor.tables.columns import Column
from corridor.tables.convert_text import visible


def match_header(table: RawTable, columns: Sequence[Column]) -> tuple[Mapping[str, int], tuple[Fault, ...]]:
    """Return column name -> position, and the faults of the header line.

    A column that is missing because its name is misspelt is reported once, at the misspelt name.
    """
    names = [column.name for column in columns]
    found: dict[str, int] = {}
    faults: list[Fault] = []
    wrong: list[int] = []
    for position, cell in enumerate(table.header):
        text = shown(cell)
        if text in names:
            if text in found:
                faults.append(_fault(table, position, "the column name stands twice", "Delete one of them."))
            found.setdefault(text, position)
        elif not text.strip():
            if any(row.cells[position] is not None for row in table.rows):
                faults.append(_unnamed(table, position))
        else:
            wrong.append(position)
    absent = [name for name in names if name not in found]
    suggested: set[str] = set()
    for position in wrong:
        text = shown(table.header[position])
        near = nearest(visible(text), [name for name in absent if name not in suggested])
        suggested.add(near)
        remedy = f"Did you mean `{near}`?" if near else f"The table has the columns {', '.join(names)}."
        faults.append(_fault(table, position, "there is no such column", remedy))
    for column in columns:
        if column.required and column.name not in found and column.name not in suggested:
            faults.append(
                Fault(
                    table.file,
                    table.header_row,
                    column.name,
                    table.address(table.header_row, 0),
                    "",
                    f"the column `{column.name}` is missing",
                    f"Add a column `{column.name}`.",
                    Severity.ERROR,
                )
            )
    return found, tuple(faults)


def _fault(table: RawTable, position: int, rule: str, remedy: str) -> Fault:
    """Return a fault at a column name."""
    text = shown(table.header[position])
    address = table.address(table.header_row, position)
    return Fault(table.file, table.header_row, text, address, text, rule, remedy, Severity.ERROR)


def _unnamed(table: RawTable, position: int) -> Fault:
    """Return the fault of values that stand below no column name."""
    row = next(row for row in table.rows if row.cells[position] is not None)
    return Fault(
        table.file,
        row.number,
        "",
        table.address(row.number, position),
        shown(row.cells[position]),
        "a value stands in a column without a name",
        "Give the column a name, or delete the value.",
        Severity.ERROR,
    )
