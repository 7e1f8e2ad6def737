"""The cells of one sheet, streamed from its XML: values, error cells, formulas that were never calculated."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from corridor.io.cells import BadCell, Raw, column_of
from corridor.io.limits import MOST_CELLS
from corridor.io.xlsx_archive import BrokenWorkbookError, parse
from corridor.io.xlsx_parts import Book, unescaped

_ADDRESS = re.compile(r"\$?([A-Z]{1,3})\$?([0-9]{1,7})")
_LEAP_BUG = 60
"""Day number of 29 February 1900, a day that spreadsheets count and that never was."""

_ERROR_REMEDIES = {
    "#N/A": "The look-up found nothing: mend it, or type the value.",
    "#DIV/0!": "The formula divides by zero: mend it, or type the value.",
    "#REF!": "The formula points to a deleted cell: mend it, or type the value.",
    "#NAME?": "The formula uses an unknown name: mend it, or type the value.",
    "#VALUE!": "The formula works on a value of the wrong kind: mend it, or type the value.",
}


@dataclass(frozen=True)
class SheetCells:
    """What a sheet holds."""

    rows: Mapping[int, Mapping[int, Raw]]
    """Row number -> column (from 0) -> value. Empty cells are left out."""
    merged: tuple[str, ...]
    """Merged ranges, such as A2:A4."""


@dataclass
class _Cell:
    """The cell being read."""

    row: int = 0
    column: int = -1
    kind: str = "n"
    style: int = 0
    value: list[str] = field(default_factory=list)
    has_value: str = "no"
    formula: list[str] = field(default_factory=list)
    has_formula: str = "no"


class _Reader:
    """Collects cells while the XML streams by."""

    def __init__(self, book: Book) -> None:
        """Start with an empty sheet."""
        self.book = book
        self.rows: dict[int, dict[int, Raw]] = {}
        self.merged: list[str] = []
        self._cell = _Cell()
        self._row = 0
        self._column = -1
        self._into: list[str] | None = None
        self._phonetic = 0
        self._count = 0

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        """Begin an element."""
        if tag == "c":
            self._begin_cell(attributes)
        elif tag == "v" or (tag == "t" and not self._phonetic):
            self._cell.has_value = "yes"
            self._into = self._cell.value
        elif tag == "f":
            self._cell.has_formula = "yes"
            self._into = self._cell.formula
        elif tag == "row":
            self._row = int(attributes["r"]) if "r" in attributes else self._row + 1
            self._column = -1
        elif tag == "rPh":
            self._phonetic += 1
        elif tag == "mergeCell":
            self.merged.append(attributes.get("ref", ""))

    def end(self, tag: str) -> None:
        """Finish an element."""
        if tag == "c":
            value = self._value()
            if value is not None:
                self._count += 1
                if self._count > MOST_CELLS:
                    raise BrokenWorkbookError(
                        f"a sheet has more than {MOST_CELLS} cells with content", "Use CSV or Parquet."
                    )
                self.rows.setdefault(self._cell.row, {})[self._cell.column] = value
        elif tag in {"v", "t", "f"}:
            self._into = None
        elif tag == "rPh":
            self._phonetic -= 1

    def text(self, data: str) -> None:
        """Take text."""
        if self._into is not None:
            self._into.append(data)

    def _begin_cell(self, attributes: dict[str, str]) -> None:
        """Begin a cell."""
        place = _ADDRESS.fullmatch(attributes.get("r", ""))
        self._column = column_of(place[1]) if place else self._column + 1
        row = int(place[2]) if place else self._row
        self._cell = _Cell(row, self._column, attributes.get("t", "n"), int(attributes.get("s", "0")))

    def _value(self) -> Raw:
        """Return the value of the cell just read."""
        cell = self._cell
        text = "".join(cell.value)
        if cell.has_formula == "yes" and (cell.has_value == "no" or (not text and cell.kind != "str")):
            return _never_calculated("".join(cell.formula))
        if not text:
            return None
        match cell.kind:
            case "s":
                return self._shared(text)
            case "str" | "inlineStr":
                return unescaped(text)
            case "b":
                return text.strip() in {"1", "true"}
            case "e":
                return BadCell(
                    text,
                    "an error value stands in the cell",
                    _ERROR_REMEDIES.get(text, "Mend the formula, or type the value."),
                )
            case "d":
                return _iso(text)
            case _:
                return self._number(text)

    def _shared(self, text: str) -> Raw:
        """Return a shared text."""
        try:
            return self.book.texts[int(text)] or None
        except (IndexError, ValueError):
            return BadCell(text, "the text of the cell is missing from the workbook", "Type it again.")

    def _number(self, text: str) -> Raw:
        """Return a number, or the day it shows."""
        try:
            number = float(text)
        except ValueError:
            return BadCell(text, "a damaged number", "Type it again.")
        if number == 0 and self._cell.has_formula == "yes" and self.book.results == "unsure":
            return _never_calculated("".join(self._cell.formula))
        if self._cell.style in self.book.date_styles:
            return day_of(number, self.book.epoch)
        return number


def read_sheet(archive: zipfile.ZipFile, part: str, book: Book) -> SheetCells:
    """Return the cells of a sheet. Raises BrokenWorkbookError."""
    reader = _Reader(book)
    parse(archive, part, reader.start, reader.end, reader.text)
    return SheetCells(reader.rows, tuple(reader.merged))


def day_of(number: float, epoch: int) -> Raw:
    """Return the day (or day and time) of a serial number, or the number itself if there is no such day."""
    if not 0 < number < 2_958_466:  # 9999-12-31
        return number
    if epoch == 1904:
        zero = datetime(1904, 1, 1)
    else:
        zero = datetime(1899, 12, 30) if number >= _LEAP_BUG else datetime(1899, 12, 31)
    moment = zero + timedelta(seconds=round(number * 86400))
    return moment.date() if moment == datetime(moment.year, moment.month, moment.day) else moment


def _iso(text: str) -> Raw:
    """Return the day of an ISO text cell."""
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return text
    return moment.date() if moment.time() == datetime.min.time() else moment


def _never_calculated(formula: str) -> BadCell:
    """Return a formula cell without a result."""
    return BadCell(
        f"={formula}",
        "a formula whose result is not stored in the file",
        "Open the workbook in a spreadsheet program, let it calculate, save it; or type the value.",
    )


def corners(reference: str) -> tuple[int, int, int, int] | None:
    """Return first row, first column, last row and last column (columns from 0) of a range, or None."""
    ends = [_ADDRESS.fullmatch(part) for part in reference.split(":")]
    if not ends or ends[0] is None or ends[-1] is None:
        return None
    first, last = ends[0], ends[-1]
    return int(first[2]), column_of(first[1]), int(last[2]), column_of(last[1])
