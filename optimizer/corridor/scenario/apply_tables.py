"""Patches on tables: rows changed, taken out, added."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from corridor.errors import Fault, Severity
from corridor.io.cells import shown
from corridor.io.suggest import did_you_mean, listed
from corridor.io.yaml_tree import Spot
from corridor.reference.law_tables import TABLES as LAW_TABLES
from corridor.reference.read import key_of
from corridor.scenario.cells import validated
from corridor.scenario.patches import Addition, Cell, Condition, PlacedRow, Removal, TableChange
from corridor.scenario.state import Applied, State, unread
from corridor.schema.row import Row
from corridor.tables.columns import Column, columns_of
from corridor.tables.convert import convert
from corridor.tables.trouble import Trouble, Typed


def meant(
    rows: Sequence[Row], row_class: type[Row], conditions: Sequence[Condition], spot: Spot, faults: list[Fault]
) -> list[bool]:
    """Return for each row whether all conditions hold. A value that no row has, and no row at all, are faults."""
    if not rows:
        faults.append(
            spot.fault(row_class.TABLE, f"table {row_class.TABLE} of the model has no rows", _elsewhere(row_class))
        )
        return []
    before = len(faults)
    for condition in conditions:
        held = {shown(getattr(row, condition.field)) for row in rows}
        for cell in condition.cells:
            if shown(cell.value) not in held:  # type: ignore[arg-type]
                rule = f"no row of table {row_class.TABLE} has this {condition.column}"
                word = shown(cell.value)  # type: ignore[arg-type]
                remedy = did_you_mean(
                    word, held, f"The column holds {listed(held, 12)}. {_elsewhere(row_class)}".strip()
                )
                faults.append(cell.spot.fault(word, rule, remedy))
    chosen = [all(condition.accepts(row) for condition in conditions) for row in rows]
    if not any(chosen) and len(faults) == before:
        rule = f"no row of table {row_class.TABLE} meets all conditions together"
        faults.append(spot.fault("", rule, "Loosen one of them: each by itself is met."))
    return chosen


def _elsewhere(row_class: type[Row]) -> str:
    """Return where rows of a table can stand that the model does not have."""
    if row_class in LAW_TABLES:
        return "Records of the reference data are replaced by a record with the same key: add one."
    return ""


def change(state: State, patch: TableChange) -> Applied:
    """Return the state in which rows have other values."""
    faults = unread(state, patch.row_class, patch.spot)
    rows = state.tables[patch.row_class]
    chosen = meant(rows, patch.row_class, patch.conditions, patch.spot, faults)
    for field, cell in patch.scales.items():
        if any(chosen) and all(getattr(row, field) is None for row, hit in zip(rows, chosen, strict=True) if hit):
            faults.append(cell.spot.fault("", "the rows have no number there: nothing is multiplied", "Use `set`."))
    if faults:
        return state, faults
    found: list[Row] = []
    made: list[PlacedRow] = []
    for row, hit in zip(rows, chosen, strict=True):
        new = _changed(row, patch, faults) if hit else row
        found.append(new)
        if hit:
            names = {column.field: column.name for column in columns_of(patch.row_class)}
            cells = {names[field]: cell.spot for field, cell in (*patch.sets.items(), *patch.scales.items())}
            made.append(PlacedRow(new, patch.spot, cells))
    if not faults and found == list(rows):
        rule = "the patch changes nothing: the rows have these values already"
        faults.append(patch.spot.fault("", rule, "Leave it out, or write other values.", Severity.WARNING))
    return state.with_rows(patch.row_class, found, made), list(dict.fromkeys(faults))


def _changed(row: Row, patch: TableChange, faults: list[Fault]) -> Row:
    """Return a row with other values, or the row as it is with faults."""
    values: dict[str, object] = {}
    for field, cell in patch.sets.items():
        empty = patch.row_class.model_fields[field].default
        values[field] = empty if cell.value is None else cell.value
    columns = {column.field: column for column in columns_of(patch.row_class)}
    for field, cell in patch.scales.items():
        old = getattr(row, field)
        if old is not None:
            new = _scaled(columns[field], old, cell, faults)
            if new is None:
                return row
            values[field] = new
    shape = {**row.model_dump(), **values}
    changed = validated(patch.row_class, shape, {**patch.sets, **patch.scales}, patch.spot, faults)
    return row if changed is None else changed


def _scaled(column: Column, old: float, cell: Cell, faults: list[Fault]) -> Typed:
    """Return a number times a factor, if the column may hold it."""
    product = old * float(cell.value)  # type: ignore[arg-type]
    value = convert(column, product, "yaml")
    if isinstance(value, Trouble):
        rule = f"{old:g} x {cell.value} = {product:g}: {value.rule}"
        faults.append(cell.spot.fault(cell.value, rule, value.remedy, value.severity))
        return value.used
    return value


def remove(state: State, patch: Removal) -> Applied:
    """Return the state without some rows."""
    faults = unread(state, patch.row_class, patch.spot)
    rows = state.tables[patch.row_class]
    chosen = meant(rows, patch.row_class, patch.conditions, patch.spot, faults)
    if faults:
        return state, faults
    return state.with_rows(patch.row_class, [row for row, hit in zip(rows, chosen, strict=True) if not hit], ()), []


def add(state: State, patch: Addition) -> Applied:
    """Return the state with more rows; a record replaces the one with its key."""
    faults = unread(state, patch.row_class, patch.spot)
    if faults:
        return state, faults
    rows = list(state.tables[patch.row_class])
    if patch.kind == "record":
        keys = {key_of(one.row) for one in patch.rows}
        rows = [row for row in rows if key_of(row) not in keys]
    return state.with_rows(patch.row_class, [*rows, *(one.row for one in patch.rows)], patch.rows), []


def placed_at(row: Row, spot: Spot) -> PlacedRow:
    """Return a row all of whose values stand at one place."""
    return PlacedRow(row, spot, dict.fromkeys((column.name for column in columns_of(type(row))), replace(spot)))
