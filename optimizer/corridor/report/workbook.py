"""The plan as an Excel workbook: one sheet a table, frozen headings, filters, formats, totals that add up.

Text is always written as text. Cells that a spreadsheet might take for a formula once somebody edits them
carry Excel's quote mark as well.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from pathlib import Path
from typing import Any

import xlsxwriter

from corridor.errors import UsageError
from corridor.report.cell_kinds import is_money, kind_of, shown
from corridor.report.content import Content
from corridor.report.disclaimer import disclaimer, footer, sentences
from corridor.report.sheet import Cell, Column, Day, Kind, Sheet
from corridor.report.sheets_about import title_of
from corridor.result.run import Run

_FORMATS: dict[Kind, str] = {
    "text": "@",
    "money": "#,##0.00;[Red]-#,##0.00",
    "unit_money": "[>=100]#,##0.00;[<=-100]-#,##0.00;#,##0.0000",
    "quantity": "#,##0.000",
    "share": "0.0%",
    "count": "0",
    "number": "General",
}
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n")
_LAST_ROW = 1_048_576
"""Rows of an Excel sheet."""
_LONGEST_TEXT = 32_767
"""Characters of an Excel cell."""
_WIDEST = 60
"""[characters] Columns with longer text wrap."""
_AMBER = "#FFE2A8"
"""Colour of rows that a reader must not overlook."""
_MADE_ON = datetime(2000, 1, 1)
"""Date in the file's properties: the same run gives the same bytes."""


def write_workbook(run: Run, path: Path) -> None:
    """Write the workbook of a run.

    Raises UsageError where a table does not fit into an Excel sheet or the file cannot be written.
    """
    write_sheets(run, Content.of(run).sheets, path)


def write_sheets(run: Run, sheets: Iterable[Sheet], path: Path) -> None:
    """Write tables about a run as a workbook. Raises UsageError as `write_workbook` does."""
    options = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    book = xlsxwriter.Workbook(str(path), options)
    book.set_properties({"title": title_of(run), "comments": disclaimer(run), "created": _MADE_ON})
    formats = _Formats(book)
    told, foot = sentences(run), footer(run)
    for sheet in sheets:
        _SheetWriter(book.add_worksheet(sheet.name), sheet, formats, path).write(told, foot)
    try:
        book.close()
    except (OSError, xlsxwriter.exceptions.FileCreateError) as error:
        raise UsageError(
            f"{path}: the workbook cannot be written ({error}). Close it in Excel, or give another path."
        ) from error


class _Formats:
    """Cell formats, made once."""

    def __init__(self, book: Any) -> None:
        self._book = book
        self._made: dict[tuple[tuple[str, object], ...], Any] = {}

    def get(self, **properties: object) -> Any:
        """Return the format with these properties."""
        key = tuple(sorted(properties.items()))
        if key not in self._made:
            self._made[key] = self._book.add_format(
                {"font_name": "Calibri", "font_size": 10, "valign": "top", **properties}
            )
        return self._made[key]


class _SheetWriter:
    """Writes one sheet."""

    def __init__(self, worksheet: Any, sheet: Sheet, formats: _Formats, path: Path) -> None:
        self._worksheet = worksheet
        self._sheet = sheet
        self._formats = formats
        self._path = path

    def write(self, disclaimer: tuple[str, ...], foot: str) -> None:
        """Write heading, rows, totals and notes; the disclaimer a sentence a line, so that none runs off the page."""
        sheet, worksheet = self._sheet, self._worksheet
        if len(sheet.rows) + 10 > _LAST_ROW:
            raise UsageError(
                f"{self._path}, sheet {sheet.name!r}: {len(sheet.rows):,} rows do not fit into an Excel "
                f"sheet of {_LAST_ROW:,}. Read the table from the run folder (CSV or Parquet) instead."
            )
        heading = self._formats.get(
            bold=True,
            bg_color="#1F3A5F",
            font_color="#FFFFFF",
            text_wrap=True,
            border=1,
            border_color="#FFFFFF",
        )
        for c, column in enumerate(sheet.columns):
            self._check(worksheet.write_string(0, c, column.heading, heading), 0, c)
            worksheet.set_column(c, c, self._width(c, column))
        for r, row in enumerate(sheet.rows, start=1):
            look = {"bg_color": _AMBER} if r - 1 in sheet.amber else {}
            for c, (column, cell) in enumerate(zip(sheet.columns, row, strict=True)):
                self._cell(r, c, column.kind, cell, **look)
        last = len(sheet.rows)
        worksheet.freeze_panes(1, 0)
        worksheet.autofilter(0, 0, max(last, 1), len(sheet.columns) - 1)
        row_after = self._totals(last + 1) if sheet.rows else last + 1
        for text in filter(None, ("" if sheet.rows else sheet.empty, sheet.note, *disclaimer)):
            row_after += 1
            self._check(
                worksheet.write_string(row_after, 0, text, self._formats.get(italic=True, font_color="#555555")),
                row_after,
                0,
            )
        self._page_setup(foot)

    def _page_setup(self, foot: str) -> None:
        self._worksheet.set_landscape()
        self._worksheet.set_paper(9)
        self._worksheet.fit_to_pages(1, 0)
        self._worksheet.repeat_rows(0)
        self._worksheet.set_footer("&L&8" + foot.replace("&", "&&"))

    def _cell(self, r: int, c: int, kind: Kind, cell: Cell, **look: object) -> None:
        worksheet, style = self._worksheet, self._formats.get(num_format=_FORMATS[kind_of(kind, cell)], **look)
        if cell is None:
            self._check(worksheet.write_blank(r, c, None, style), r, c)
        elif isinstance(cell, Day):
            style = self._formats.get(num_format="yyyy-mm-dd", align="left", **look)
            self._check(worksheet.write_datetime(r, c, datetime.fromisoformat(cell), style), r, c)
        elif isinstance(cell, str):
            quoted = {"quote_prefix": True} if cell.startswith(_FORMULA_STARTS) else {}
            style = self._formats.get(num_format="@", text_wrap=len(cell) > _WIDEST, **quoted, **look)
            self._check(worksheet.write_string(r, c, cell, style), r, c)
        else:
            self._check(worksheet.write_number(r, c, cell / 100 if is_money(kind, cell) else cell, style), r, c)

    def _totals(self, r: int) -> int:
        """Write the total line as live sums with their values, and return the row behind it."""
        totals = self._sheet.totals()
        if totals is None:
            return r
        for c, (column, cell) in enumerate(zip(self._sheet.columns, totals, strict=True)):
            look = {"bold": True, "top": 1}
            if column.total == "sum":
                name = xlsxwriter.utility.xl_col_to_name(c)
                style = self._formats.get(num_format=_FORMATS[column.kind], **look)
                formula = f"=SUM({name}2:{name}{r})"
                self._check(self._worksheet.write_formula(r, c, formula, style, int(cell or 0) / 100), r, c)
            else:
                self._cell(r, c, "text" if isinstance(cell, str) else column.kind, cell, **look)
        return r + 1

    def _width(self, c: int, column: Column) -> float:
        """[characters] Width that shows the longest cell, and the heading on at most two lines."""
        longest = max((len(shown(column.kind, row[c])) for row in self._sheet.rows), default=0)
        if column.total == "sum":
            longest = max(longest, len(shown(column.kind, sum(int(row[c] or 0) for row in self._sheet.rows))))
        words = max(len(word) for word in column.heading.split(" "))
        return min(_WIDEST, max(longest, words, (len(column.heading) + 1) // 2, 6) + 3)

    def _check(self, code: int, r: int, c: int) -> None:
        """Refuse what xlsxwriter would lose without a word."""
        if code == 0:
            return
        what = {
            -1: "the cell lies outside of what Excel can hold",
            -2: f"the text is longer than the {_LONGEST_TEXT:,} characters of an Excel cell",
        }.get(code, f"xlsxwriter refused it with code {code}")
        place = f"{self._sheet.name}!{xlsxwriter.utility.xl_rowcol_to_cell(r, c)}"
        raise UsageError(f"{self._path}, {place}: {what}. Shorten it in the model, or use the CSV tables of the run.")
