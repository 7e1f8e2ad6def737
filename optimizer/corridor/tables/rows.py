"""Turn a raw table into typed rows, with a fault for every cell that does not fit."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any

from pydantic import TypeAdapter, ValidationError

from corridor.errors import Fault, Severity
from corridor.io.cells import Raw, RawTable, shown
from corridor.schema.row import Row
from corridor.tables.columns import Column, columns_of
from corridor.tables.convert import convert, empty
from corridor.tables.draft import Located, TableDraft
from corridor.tables.headers import match_header
from corridor.tables.trouble import Trouble


def draft_table(row_class: type[Row], table: RawTable) -> tuple[TableDraft[Any], tuple[Fault, ...]]:
    """Return the rows of a table that can be read, and the faults of its header and cells."""
    columns = columns_of(row_class)
    positions, faults = match_header(table, columns)
    records: list[dict[str, Any]] = [{} for _ in table.rows]
    broken: set[int] = set()
    found: list[Fault] = list(faults)
    for column in columns:
        if column.name in positions:
            _convert_column(table, column, positions[column.name], records, broken, found)
    complete = all(column.name in positions for column in columns if column.required)
    rows: tuple[Located[Any], ...] = ()
    if complete:
        rows, invalid = _validate(row_class, table, records, broken)
        found.extend(invalid)
    whole = complete and len(rows) == len(table.rows)
    draft = TableDraft(row_class, table, rows, _mentioned(row_class, table, positions, records), whole)
    return draft, tuple(found)


def _convert_column(
    table: RawTable,
    column: Column,
    position: int,
    records: list[dict[str, Any]],
    broken: set[int],
    faults: list[Fault],
) -> None:
    """Put the values of one column into `records`; note rows that have a fault in `broken`."""
    known: dict[tuple[type, Raw], Any] = {}
    for index, row in enumerate(table.rows):
        raw = row.cells[position]
        key = (type(raw), raw)
        if key not in known:
            known[key] = convert(column, raw, table.form)
        value = known[key]
        if value is None and column.required:
            value = empty(column)
        if isinstance(value, Trouble):
            faults.append(
                Fault(
                    table.file,
                    row.number,
                    column.name,
                    table.address(row.number, position),
                    shown(raw),
                    value.rule,
                    value.remedy,
                    value.severity,
                )
            )
            if value.severity >= Severity.ERROR:
                broken.add(index)
            value = value.used
        if value is not None:
            records[index][column.field] = value


def _validate(
    row_class: type[Row], table: RawTable, records: list[dict[str, Any]], broken: set[int]
) -> tuple[tuple[Located[Any], ...], tuple[Fault, ...]]:
    """Return the rows without faults, and faults for what the row class itself refuses."""
    sound = [index for index in range(len(records)) if index not in broken]
    try:
        rows = _adapter(row_class).validate_python([records[index] for index in sound])
    except ValidationError as error:
        faults = tuple(_refused(table, table.rows[sound[int(e["loc"][0])]].number, e) for e in error.errors())
        refused = {sound[int(e["loc"][0])] for e in error.errors()}
        kept, _ = _validate(row_class, table, records, broken | refused)
        return kept, faults
    return tuple(Located(row, table.rows[i].number) for row, i in zip(rows, sound, strict=True)), ()


def _refused(table: RawTable, number: int, error: Any) -> Fault:
    """Return the fault of a value that the row class refuses."""
    column = str(error["loc"][1]) if len(error["loc"]) > 1 else ""
    position = table.header.index(column) if column in table.header else None
    return Fault(
        table.file,
        number,
        column,
        table.address(number, position),
        str(error["input"])[:60],
        error["msg"].lower(),
        "See the column in the table reference.",
        Severity.ERROR,
    )


@cache
def _adapter(row_class: type[Row]) -> TypeAdapter[list[Any]]:
    """Return the validator of all rows of a table at once."""
    return TypeAdapter(list[row_class])  # type: ignore[valid-type]


def _mentioned(
    row_class: type[Row],
    table: RawTable,
    positions: Mapping[str, int],
    records: list[dict[str, Any]],
) -> Mapping[str, frozenset[str]]:
    """Return what stands in the key columns: values that were read, and text that was not."""
    found = {}
    for column in columns_of(row_class):
        if column.field in row_class.KEY and column.name in positions:
            position = positions[column.name]
            raws = (shown(row.cells[position]) for row in table.rows)
            values = (str(record.get(column.field, "")) for record in records)
            found[column.field] = (frozenset(raws) | frozenset(values)) - {""}
    return found
