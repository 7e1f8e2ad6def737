"""A buyer's workbook as raw cells, and where in it the quotes stand."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from corridor.errors import Fault, FaultError, Severity
from corridor.io.cells import Raw, letters, shown
from corridor.io.suggest import did_you_mean, listed
from corridor.io.xlsx_archive import BrokenWorkbookError, opened
from corridor.io.xlsx_parts import read_book
from corridor.io.xlsx_sheet import read_sheet
from corridor.quotes.column_map import ColumnMap
from corridor.quotes.headings import confidences, same_text

HeadingsAre = Literal["understood", "unknown"]

_SEARCHED_ROWS = 40
"""[rows] Headings are looked for in so many rows with content."""

_FEWEST = 3
"""[1] A row of headings has at least so many that are understood."""


@dataclass(frozen=True)
class Sheet:
    """One sheet of a workbook."""

    name: str
    label: str
    """`file[sheet]`, as faults name it."""
    rows: Mapping[int, Mapping[int, Raw]]
    """Row -> column (from 0) -> value. Empty cells are left out."""

    def address(self, row: int, column: int) -> str:
        """Return the A1 address of a cell."""
        return f"{letters(column)}{row}"


@dataclass(frozen=True)
class Block:
    """The rows of a sheet that hold quotes, below their headings."""

    sheet: Sheet
    header_row: int
    headings: Mapping[int, str]
    """Column (from 0) -> heading."""
    body: tuple[int, ...]
    """Rows below the headings that hold something."""
    headings_are: HeadingsAre = "understood"
    """unknown: they only look like headings, and which quote columns they mean must be asked."""

    def position(self, heading: str) -> int | None:
        """Return the column with a heading, or None; case and blanks do not matter."""
        wanted = same_text(heading)
        return next((column for column, text in self.headings.items() if same_text(text) == wanted), None)

    def twice(self, heading: str) -> bool:
        """Return whether several columns have a heading."""
        return sum(same_text(text) == same_text(heading) for text in self.headings.values()) > 1

    def sample(self, most: int = 20) -> list[list[Raw]]:
        """Return the first rows below the headings, in the order of the headings."""
        rows = (self.sheet.rows[row] for row in self.body[:most])
        return [[row.get(column) for column in self.headings] for row in rows]


def read_sheets(path: Path) -> tuple[Sheet, ...]:
    """Return the visible sheets that hold something. Raises `FaultError` if the workbook cannot be read."""
    try:
        with opened(path) as archive:
            book = read_book(archive)
            found = [
                Sheet(entry.name, f"{path.name}[{entry.name}]", read_sheet(archive, entry.part, book).rows)
                for entry in book.sheets
                if entry.part and entry.state == "visible"
            ]
    except BrokenWorkbookError as error:
        raise FaultError([error.fault(path.name)]) from error
    filled = tuple(sheet for sheet in found if sheet.rows)
    if not filled:
        raise _fatal(path.name, "the workbook is empty", "Give a workbook with a row of headings and quotes")
    return filled


def find_block(sheets: Iterable[Sheet], given: ColumnMap) -> Block:
    """Return where the quotes stand: as the map says, else where most headings are understood.

    Title lines above the headings do not matter. If none are understood and the map names no columns, the row
    that most looks like headings is returned as unknown. Raises `FaultError` if nothing looks like headings.
    """
    candidates = tuple(sheets)
    file = candidates[0].label.partition("[")[0]
    if given.sheet:
        names = [sheet.name for sheet in candidates]
        candidates = tuple(sheet for sheet in candidates if sheet.name == given.sheet)
        if not candidates:
            remedy = did_you_mean(given.sheet, names, f"The workbook has {listed(names)}")
            raise _fatal(file, f"there is no sheet {given.sheet!r} with content", remedy)
    found: list[tuple[float, Sheet, int]] = []
    for sheet in candidates:
        rows = [given.header_row] if given.header_row else sorted(sheet.rows)[:_SEARCHED_ROWS]
        scores = [(_score(sheet.rows.get(row, {}), given), -row) for row in rows]
        score, row = max(scores)
        found.append((score, sheet, -row))
    best = max(found, key=lambda one: one[0])
    equal = [sheet.name for score, sheet, _ in found if score == best[0]]
    if best[0] < (1 if given.columns else _FEWEST):
        strange = None if given.columns else _unknown(candidates, given)
        if strange is not None:
            return strange
        raise _fatal(
            candidates[0].label if len(candidates) == 1 else file,
            f"no row looks like the headings of quotes{_in_row(given)}",
            "Give a row of headings such as Supplier, Part no, Unit price, Currency, Unit, Incoterm; or name "
            "sheet and header_row in the map",
        )
    if len(equal) > 1:
        raise _fatal(file, f"several sheets look alike: {', '.join(equal)}", f"Write `sheet: {equal[0]}` in the map")
    _, sheet, row = best
    return _block(sheet, row, given)


def _block(sheet: Sheet, row: int, given: ColumnMap, headings_are: HeadingsAre = "understood") -> Block:
    """Return the block below a row of headings."""
    texts = {column: " ".join(shown(value).split()) for column, value in sorted(sheet.rows[row].items())}
    headings = {column: text for column, text in texts.items() if text}
    last = given.last_row or max(sheet.rows)
    body = tuple(number for number in sorted(sheet.rows) if row < number <= last)
    return Block(sheet, row, headings, body, headings_are)


def _unknown(sheets: Iterable[Sheet], given: ColumnMap) -> Block | None:
    """Return the block below the row with most texts, if something as wide stands below it; else None."""
    best: tuple[int, Sheet, int] | None = None
    for sheet in sheets:
        for row in [given.header_row] if given.header_row else sorted(sheet.rows)[:_SEARCHED_ROWS]:
            texts = sum(isinstance(value, str) and bool(value.strip()) for value in sheet.rows.get(row, {}).values())
            filled = any(below > row and len(sheet.rows[below]) >= _FEWEST for below in sheet.rows)
            if texts >= _FEWEST and filled and (best is None or texts > best[0]):
                best = (texts, sheet, row)
    return None if best is None else _block(best[1], best[2], given, "unknown")


def check_headings(block: Block, given: ColumnMap) -> None:
    """Raise `FaultError` for headings of the map that the sheet lacks or has twice."""
    faults = []
    for column, heading in given.columns.items():
        rule = ""
        if block.position(heading) is None:
            rule = f"the map takes {column} from the heading {heading!r}, which the sheet does not have"
        elif block.twice(heading):
            rule = f"the map takes {column} from the heading {heading!r}, which stands twice"
        if rule:
            shown_headings = ", ".join(block.headings.values())
            faults.append(
                Fault(
                    block.sheet.label,
                    block.header_row,
                    column,
                    "",
                    heading,
                    rule,
                    f"Mend the map or the sheet; headings: {shown_headings}",
                    Severity.ERROR,
                )
            )
    if faults:
        raise FaultError(faults)


def _score(cells: Mapping[int, Raw], given: ColumnMap) -> float:
    """[1] Return how many headings of a row are understood: those of the map, else synonyms."""
    texts = {same_text(value) for value in cells.values() if isinstance(value, str)}
    if given.columns:
        return sum(same_text(heading) in texts for heading in given.columns.values())
    best: dict[str, float] = {}
    for text in texts:
        for column, confidence in confidences(text, ()).items():
            best[column] = max(best.get(column, 0.0), confidence)
    return sum(best.values())


def _in_row(given: ColumnMap) -> str:
    """Return where was looked, if the map says so."""
    return f" in row {given.header_row}" if given.header_row else ""


def _fatal(file: str, rule: str, remedy: str) -> FaultError:
    """Return the exception for a workbook in which no quotes are found."""
    return FaultError([Fault(file, None, "", "", "", rule, remedy, Severity.FATAL)])
