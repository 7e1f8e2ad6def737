"""Write CSV: UTF-8, comma separated, one line of column names. Numbers read back equal."""

from __future__ import annotations

from corridor.io.cells import OutTable, Raw
from corridor.io.text_guard import guard


def csv_bytes(table: OutTable) -> bytes:
    """Return a table as a CSV file. Text that a spreadsheet would run as a formula is guarded."""
    lines = [",".join(map(csv_cell, cells)) for cells in (table.header, *table.rows)]
    return ("\n".join(lines) + "\n").encode("utf-8")


def csv_cell(cell: Raw) -> str:
    """Return a cell as CSV text: the shortest form that reads back equal.

    Python's csv writer leaves a lone carriage return without quotation marks, so quoting is done here.
    """
    if cell is None:
        return ""
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() and abs(cell) < 1e15 else repr(cell)
    if not isinstance(cell, str):
        return str(cell)
    text = guard(cell)
    return '"' + text.replace('"', '""') + '"' if any(mark in text for mark in ',"\r\n') else text
