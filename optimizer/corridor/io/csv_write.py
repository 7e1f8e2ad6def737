"""Write CSV: UTF-8, comma separated, one line of column names. Numbers read back equal."""

from __future__ import annotations

import csv
import io

from corridor.io.cells import OutTable, Raw
from corridor.io.text_guard import guard


def csv_bytes(table: OutTable) -> bytes:
    """Return a table as a CSV file. Text that a spreadsheet would run as a formula is guarded."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(table.header)
    writer.writerows([plain(cell) for cell in row] for row in table.rows)
    return out.getvalue().encode("utf-8")


def plain(cell: Raw) -> str:
    """Return a cell as CSV text: shortest form that reads back equal."""
    if cell is None:
        return ""
    if isinstance(cell, str):
        return guard(cell)
    if isinstance(cell, float) and cell.is_integer() and abs(cell) < 1e15:
        return str(int(cell))
    return repr(cell) if isinstance(cell, float) else str(cell)
