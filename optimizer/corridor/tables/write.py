"""Write a model as CSV folder, Parquet folder or workbook. What is read back is equal."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Literal

from corridor.errors import Fault, FaultError, Severity, UsageError
from corridor.io.atomic import write_files
from corridor.io.cells import OutKind, OutTable, Raw
from corridor.io.csv_write import csv_bytes
from corridor.io.folder_read import SETTINGS_FILE, TABLES_FOLDER, table_files
from corridor.io.parquet_write import parquet_bytes
from corridor.io.xlsx_read import SETTINGS_HEADER, SETTINGS_SHEET
from corridor.io.xlsx_write import workbook_bytes
from corridor.io.yaml_write import yaml_text
from corridor.schema.catalog import MODEL_TABLES
from corridor.schema.row import Row
from corridor.schema.settings import ModelSettings
from corridor.tables.columns import Column, columns_of
from corridor.tables.convert_text import unstorable
from corridor.tables.tables import Model

Form = Literal["csv", "xlsx", "parquet"]
_KINDS: dict[str, OutKind] = {"number": "number", "integer": "integer", "date": "date"}
_WRITERS = {"csv": csv_bytes, "parquet": parquet_bytes}


def write_model(model: Model, place: Path, form: Form = "csv") -> None:
    """Write a model to a folder (`csv`, `parquet`) or to a workbook (`xlsx`).

    Other files of the folder are kept; table files that the model does not have are deleted. Files appear
    whole or not at all. Raises FaultError if a value cannot be stored (nothing is written then), UsageError
    for an unknown form, OSError if the place cannot be written.
    """
    place = Path(place)
    tables = [out_table(c, model.tables[c]) for c in MODEL_TABLES if model.tables[c]]
    if form == "xlsx":
        write_files({place: workbook_bytes([_settings_table(model.settings), *tables])})
    elif form in _WRITERS:
        contents = {place / SETTINGS_FILE: yaml_text(settings_cells(model.settings)).encode()}
        for table in tables:
            contents[place / TABLES_FOLDER / f"{table.name}.{form}"] = _WRITERS[form](table)
        stale = [path for path in table_files(place) if path not in contents and path.stem in _names()]
        write_files(contents)
        for path in stale:
            path.unlink()
    else:
        raise UsageError(f"unknown form {form!r}; allowed: csv, xlsx, parquet")


def out_table(row_class: type[Row], rows: Sequence[Row]) -> OutTable:
    """Return a table ready to be written: required and key columns, and those that say something.

    Raises FaultError for values that would not read back equal.
    """
    columns = [
        column
        for column in columns_of(row_class)
        if column.required
        or column.field in row_class.KEY
        or any(getattr(row, column.field) != _default(row_class, column) for row in rows)
    ]
    faults = [
        fault
        for number, row in enumerate(rows, start=2)
        for column in columns
        if (fault := _unwritable(row_class, column, number, getattr(row, column.field)))
    ]
    if faults:
        raise FaultError(faults)
    return OutTable(
        row_class.TABLE,
        tuple(column.name for column in columns),
        tuple(_KINDS.get(column.kind, "text") for column in columns),
        tuple(tuple(getattr(row, column.field) for column in columns) for row in rows),
    )


def settings_cells(settings: ModelSettings) -> dict[str, Raw | tuple[str, ...]]:
    """Return the settings that differ from their default, and those without one."""
    found: dict[str, Raw | tuple[str, ...]] = {}
    for name, info in ModelSettings.model_fields.items():
        value = getattr(settings, name)
        if info.is_required() or value != info.default:
            found[name] = value
    return found


def _settings_table(settings: ModelSettings) -> OutTable:
    """Return the sheet `model`; a list has one row for each of its texts."""
    rows: list[tuple[Raw, ...]] = []
    for name, value in settings_cells(settings).items():
        rows.extend((name, part) for part in (value if isinstance(value, tuple) else (value,)))
    return OutTable(SETTINGS_SHEET, SETTINGS_HEADER, ("text", "text"), tuple(rows))


def _names() -> set[str]:
    """Return the names of a model's tables."""
    return {row_class.TABLE for row_class in MODEL_TABLES}


def _default(row_class: type[Row], column: Column) -> object:
    """Return what an empty cell of a column means."""
    return row_class.model_fields[column.field].default


def _unwritable(row_class: type[Row], column: Column, number: int, value: object) -> Fault | None:
    """Return the fault of a value that no file can hold so that it reads back equal."""
    if not isinstance(value, str):
        return None
    bad = unstorable(value)
    if bad:
        rule, remedy = f"the text holds {bad}", "Delete it."
    elif not value and (column.required or _default(row_class, column)):
        rule, remedy = "an empty text cannot be told from an empty cell", "Give it a value."
    else:
        return None
    return Fault(row_class.TABLE, number, column.name, "", value[:60], rule, remedy, Severity.ERROR)
