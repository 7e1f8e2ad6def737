"""Write a workbook. Text stays text, whatever it begins with; nothing is dropped silently."""

from __future__ import annotations

import io
from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

import xlsxwriter

from corridor.errors import Fault, FaultError, Severity
from corridor.io.cells import OutTable, Raw, letters, shown

_OPTIONS = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}
_MADE = datetime(2000, 1, 1)
"""Day of making that every workbook carries, so that equal content gives equal bytes."""
_FIRST_EXCEL_DAY = date(1900, 3, 1)
"""Before it spreadsheets count a day that never was."""


_MOST_ROWS = 1_048_575
"""[1] Most rows below the header of a sheet."""


class _Exact(float):
    """A number that is written with all its digits.

    xlsxwriter formats numbers with 16 digits (`:.16G`), which loses the last bit of one double in two.
    """

    def __format__(self, _: str) -> str:
        """Return the shortest text that reads back equal."""
        return repr(float(self))


def workbook_bytes(tables: Sequence[OutTable]) -> bytes:
    """Return a workbook with one sheet per table.

    Raises FaultError if a cell or a table is larger than a sheet can hold; nothing is written then.
    """
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, _OPTIONS)
    book.set_properties({"created": _MADE})
    formats = {
        "header": book.add_format({"bold": True, "bottom": 1}),
        "text": book.add_format({"num_format": "@"}),
        "date": book.add_format({"num_format": "yyyy-mm-dd"}),
    }
    faults: list[Fault] = []
    for table in tables:
        faults.extend(_write_sheet(book.add_worksheet(table.name), table, formats))
    if not tables:
        book.add_worksheet("empty")
    book.close()
    if faults:
        raise FaultError(faults)
    return out.getvalue()


def _write_sheet(sheet: Any, table: OutTable, formats: dict[str, Any]) -> list[Fault]:
    """Write one sheet; return faults for what does not fit into it."""
    if len(table.rows) > _MOST_ROWS:
        rule = f"{len(table.rows)} rows; a sheet holds {_MOST_ROWS} below its header"
        return [Fault(table.name, None, "", "", "", rule, "Write CSV or Parquet.", Severity.ERROR)]
    faults: list[Fault] = []
    sheet.freeze_panes(1, 0)
    for column, (name, kind) in enumerate(zip(table.header, table.kinds, strict=True)):
        sheet.set_column(column, column, max(10, len(name) + 2), formats.get(kind))
        _note(faults, table, 0, column, name, sheet.write_string(0, column, name, formats["header"]))
    for row, cells in enumerate(table.rows, start=1):
        for column, cell in enumerate(cells):
            if cell is not None and cell != "":
                code = _write_cell(sheet, row, column, cell, formats)
                _note(faults, table, row, column, cell, code)
    return faults


def _write_cell(sheet: Any, row: int, column: int, cell: Raw, formats: dict[str, Any]) -> int:
    """Write one cell; return xlsxwriter's code (0: written)."""
    if isinstance(cell, bool):
        return int(sheet.write_boolean(row, column, cell))
    if isinstance(cell, float | int):
        return int(sheet.write_number(row, column, _Exact(cell)))
    if isinstance(cell, date) and cell >= _FIRST_EXCEL_DAY:
        return int(sheet.write_datetime(row, column, cell, formats["date"]))
    return int(sheet.write_string(row, column, str(cell), formats["text"]))


def _note(faults: list[Fault], table: OutTable, row: int, column: int, cell: Raw, code: int) -> None:
    """Add a fault if a cell was not written."""
    if code == 0:
        return
    rule = "longer than the 32,767 characters a cell holds" if code == -2 else "outside the largest sheet"
    faults.append(
        Fault(
            table.name,
            row + 1,
            table.header[column],
            f"{letters(column)}{row + 1}",
            shown(cell),
            rule,
            "Shorten it, or write CSV or Parquet.",
            Severity.ERROR,
        )
    )
