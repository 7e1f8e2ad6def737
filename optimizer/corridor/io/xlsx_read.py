"""Read a workbook: each sheet is a table, the sheet `model` holds the settings."""

from __future__ import annotations

import zipfile
from collections.abc import Collection, Mapping
from pathlib import Path

from corridor.errors import Fault, Severity
from corridor.io.cells import Raw, RawModel, RawRow, RawSetting, RawTable, letters, shown
from corridor.io.digest import sha256
from corridor.io.faults import fatal
from corridor.io.xlsx_archive import BrokenWorkbookError, opened
from corridor.io.xlsx_parts import Book, SheetEntry, read_book
from corridor.io.xlsx_sheet import SheetCells, corners, read_sheet

SETTINGS_SHEET = "model"
SETTINGS_HEADER = ("setting", "value")


def read_workbook(path: Path, wanted: Collection[str]) -> tuple[RawModel, tuple[Fault, ...]]:
    """Return what a workbook holds, and the faults of the file itself. `wanted` are the names of tables."""
    file = path.name
    inputs = {file: sha256(path)}
    try:
        with opened(path) as archive:
            return _read(archive, file, wanted, inputs)
    except BrokenWorkbookError as error:
        return RawModel(inputs=inputs), (error.fault(file),)


def _read(
    archive: zipfile.ZipFile, file: str, wanted: Collection[str], inputs: dict[str, str]
) -> tuple[RawModel, tuple[Fault, ...]]:
    """Return what an opened workbook holds, and its faults."""
    book = read_book(archive)
    faults: list[Fault] = []
    tables: list[RawTable] = []
    unread: list[tuple[str, str]] = []
    settings: RawTable | None = None
    for entry in book.sheets:
        label = f"{file}[{entry.name}]"
        if entry.name != SETTINGS_SHEET and entry.name not in wanted:
            unread.append((label, entry.name))
            continue
        if entry.state != "visible":
            faults.append(_hidden(label, entry))
        table, found = _table(archive, entry, book, label)
        faults.extend(found)
        if table is not None and entry.name == SETTINGS_SHEET:
            settings = table
        elif table is not None:
            tables.append(table)
    given, found = _settings(settings, file)
    settings_file = settings.file if settings else f"{file}[{SETTINGS_SHEET}]"
    model = RawModel(tuple(tables), tuple(unread), given, settings_file, "xlsx", inputs)
    return model, (*faults, *found)


def _table(
    archive: zipfile.ZipFile, entry: SheetEntry, book: Book, label: str
) -> tuple[RawTable | None, tuple[Fault, ...]]:
    """Return one sheet as a table, and its faults."""
    if not entry.part:
        return None, (fatal(label, "not a worksheet", "Give a sheet with cells this name."),)
    try:
        cells = read_sheet(archive, entry.part, book)
    except BrokenWorkbookError as error:
        return None, (error.fault(label),)
    filled = {number: row for number, row in cells.rows.items() if any(map(_says_something, row.values()))}
    if not filled:
        return None, (fatal(label, "the sheet is empty", "Give it a row of column names, or delete it."),)
    header_row = min(filled)
    names = filled[header_row]
    width = max(names) + 1
    rows = tuple(
        RawRow(number, tuple(filled[number].get(column) for column in range(width)))
        for number in sorted(filled)
        if number != header_row and min(filled[number]) < width
    )
    header = tuple(names.get(column) for column in range(width))
    table = RawTable(entry.name, label, "xlsx", header_row, header, rows)
    return table, (*_beside(filled, table, width), *_merged(cells, table))


def _says_something(value: Raw) -> bool:
    """Return whether a cell is more than blanks."""
    return not isinstance(value, str) or bool(value.strip())


def _beside(rows: Mapping[int, Mapping[int, Raw]], table: RawTable, width: int) -> tuple[Fault, ...]:
    """Return faults of values to the right of the table: they belong to no column."""
    faults = []
    for number in sorted(rows):
        column = max(rows[number])
        if column >= width:
            faults.append(
                Fault(
                    table.file,
                    number,
                    "",
                    f"{letters(column)}{number}",
                    shown(rows[number][column]),
                    "a value stands outside the table, below no column name",
                    "Delete it, or give its column a name.",
                    Severity.ERROR,
                )
            )
    return tuple(faults)


def _merged(cells: SheetCells, table: RawTable) -> tuple[Fault, ...]:
    """Return faults of merged cells that touch the table: all but the first of them are empty."""
    last = table.rows[-1].number if table.rows else table.header_row
    faults = []
    for reference in cells.merged:
        place = corners(reference)
        if place and place[2] >= table.header_row and place[0] <= last and place[1] < len(table.header):
            first = f"{letters(place[1])}{place[0]}"
            column = shown(table.header[place[1]])
            value = cells.rows.get(place[0], {}).get(place[1])
            faults.append(
                Fault(
                    table.file,
                    place[0],
                    column,
                    first,
                    shown(value),
                    f"the cells {reference} are merged: only the first of them holds a value",
                    "Unmerge them and fill each cell.",
                    Severity.ERROR,
                )
            )
    return tuple(faults)


def _settings(table: RawTable | None, file: str) -> tuple[tuple[RawSetting, ...], tuple[Fault, ...]]:
    """Return the settings of the sheet `model`, and its faults."""
    remedy = "Give it the columns `setting` and `value`, and rows for at least `name` and `as_of`."
    if table is None:
        fault = Fault(file, None, "", "", "", f"there is no sheet `{SETTINGS_SHEET}`", remedy, Severity.ERROR)
        return (), (fault,)
    header = tuple(map(shown, table.header))
    if header[:2] != SETTINGS_HEADER:
        fault = Fault(
            table.file,
            table.header_row,
            "",
            table.address(table.header_row, 0),
            ", ".join(header),
            "the columns of this sheet are `setting` and `value`",
            remedy,
            Severity.ERROR,
        )
        return (), (fault,)
    return tuple(
        RawSetting(shown(row.cells[0]), (row.cells[1],), "single", row.number, table.address(row.number, 1))
        for row in table.rows
        if row.cells[0] is not None or row.cells[1] is not None
    ), ()


def _hidden(label: str, entry: SheetEntry) -> Fault:
    """Return the warning of a hidden sheet."""
    return Fault(
        label,
        None,
        "",
        "",
        entry.state,
        "the sheet is hidden, and it is read",
        "Show it, so that everybody sees what is planned with; or delete it.",
        Severity.WARNING,
    )
