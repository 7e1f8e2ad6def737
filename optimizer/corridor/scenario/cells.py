"""Values of a scenario: converted exactly as cells of a table are, with the same messages."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeVar

from pydantic import BaseModel, ValidationError

from corridor.errors import Fault, Severity
from corridor.io.suggest import did_you_mean, listed, nearest
from corridor.io.yaml_tree import Items, Keys, Leaf, Spot, Tree, shown
from corridor.scenario.patches import Cell, PlacedRow
from corridor.schema.row import Row
from corridor.tables.columns import Column, columns_of
from corridor.tables.convert import convert, empty
from corridor.tables.convert_text import to_text
from corridor.tables.trouble import Trouble

M = TypeVar("M", bound=BaseModel)


def single(column: Column, tree: Tree, faults: list[Fault]) -> Cell | None:
    """Return one value of a column, or None with a fault. A cell whose value is None is empty."""
    if not isinstance(tree, Leaf):
        faults.append(tree.spot.fault("", f"{shown(tree)} stands where one value is needed", "Write one value."))
        return None
    value = convert(column, tree.text, "yaml")
    if value is None and column.required:
        value = empty(column)
    if isinstance(value, Trouble):
        faults.append(tree.spot.fault(tree.text or "", value.rule, value.remedy, value.severity))
        return None if value.severity >= Severity.ERROR else Cell(value.used, tree.spot)
    return Cell(value, tree.spot)


def several(column: Column, tree: Tree, faults: list[Fault]) -> tuple[Cell, ...]:
    """Return the values of a list, or the one that stands alone."""
    parts = tree.items if isinstance(tree, Items) else (tree,)
    if not parts:
        faults.append(tree.spot.fault("", "the list is empty", "Name at least one value, or leave the line out."))
    cells = (single(column, part, faults) for part in parts)
    return tuple(cell for cell in cells if cell is not None)


def texts(tree: Tree, faults: list[Fault]) -> Cell:
    """Return a list of texts as one value."""
    parts = tree.items if isinstance(tree, Items) else (tree,)
    found = []
    for part in parts:
        if not isinstance(part, Leaf):
            faults.append(part.spot.fault("", f"{shown(part)} stands where a text is needed", "Write a text."))
        elif part.text is not None:
            text = to_text(part.text)
            if isinstance(text, Trouble):
                faults.append(part.spot.fault(part.text, text.rule, text.remedy))
            else:
                found.append(text)
    return Cell(tuple(found), tree.spot)


def unknown_name(spot: Spot, name: str, allowed: Mapping[str, object], what: str) -> Fault:
    """Return the fault of a name that is none of those allowed."""
    return spot.fault(
        name, f"there is no such {what}", did_you_mean(name, allowed, f"Write one of {listed(allowed, 40)}.")
    )


def named(tree: Tree, remedy: str, faults: list[Fault]) -> Keys | None:
    """Return names with values, or None with a fault if something else stands there."""
    if isinstance(tree, Keys) and tree.entries:
        return tree
    faults.append(tree.spot.fault(shown(tree), "here stand names with values", remedy))
    return None


def cells_of(
    model: type[BaseModel], tree: Keys, what: str, faults: list[Fault], leave_out: tuple[str, ...] = ()
) -> dict[str, Cell]:
    """Return field -> value of the columns of a class that are given; what is no column is a fault.

    `what` says what a name is, such as `column of table offers`.
    """
    columns = {column.name: column for column in columns_of(model) if column.name not in leave_out}
    found: dict[str, Cell] = {}
    for name, value in tree.entries.items():
        column = columns.get(name)
        if column is None:
            faults.append(unknown_name(tree.names[name], name, columns, what))
            continue
        cell = texts(value, faults) if column.kind == "list" else single(column, value, faults)
        if cell is not None:
            found[column.field] = cell
    return found


def filled(model: type[M], tree: Keys, cells: Mapping[str, Cell], faults: list[Fault]) -> M | None:
    """Return an instance made of the cells that are not empty, or None with a fault for everything that is missing.

    What the class refuses stands at its cell.
    """
    whole = True
    names = [column.name for column in columns_of(model)]
    meant = {nearest(name, names) for name in tree.names if name not in names}
    for column in columns_of(model):
        if column.required and column.name not in tree.entries and column.field not in cells:
            whole = False
            if column.name in meant:  # Told already, at the name that is misspelt.
                continue
            faults.append(tree.spot.fault("", f"`{column.name}` is missing", f"Add `{column.name}: ...`."))
    if not whole or any(_broken(column, tree, cells) for column in columns_of(model)):
        return None
    return validated(
        model, {field: cell.value for field, cell in cells.items() if cell.value is not None}, cells, tree.spot, faults
    )


def _broken(column: Column, tree: Keys, cells: Mapping[str, Cell]) -> bool:
    """Return whether a value was given and could not be read."""
    return column.name in tree.entries and column.field not in cells


def validated(
    model: type[M], values: Mapping[str, object], cells: Mapping[str, Cell], spot: Spot, faults: list[Fault]
) -> M | None:
    """Return an instance of a class, or None with what it refuses, at its cell or at `spot`."""
    try:
        return model.model_validate(dict(values))
    except ValidationError as error:
        names = {column.name: column.field for column in columns_of(model)}
        for refused in error.errors():
            field = str(refused["loc"][0]) if refused["loc"] else ""
            cell = cells.get(names.get(field, field))
            rule = refused["msg"].removeprefix("Value error, ")
            place = cell.spot if cell is not None else spot
            faults.append(
                place.fault(refused["input"], rule[:1].lower() + rule[1:], "See the column in the table reference.")
            )
        return None


def row_of(
    row_class: type[Row], tree: Tree, faults: list[Fault], defaults: Mapping[str, object] | None = None
) -> PlacedRow | None:
    """Return a row that names with values say, or None with its faults.

    `defaults` [by field] fill what is not given.
    """
    keys = named(tree, f"Write the columns of table {row_class.TABLE} with their values.", faults)
    if keys is None:
        return None
    cells = cells_of(row_class, keys, f"column of table {row_class.TABLE}", faults)
    names = {column.field: column.name for column in columns_of(row_class)}
    given = {
        field: Cell(value, keys.spot)  # type: ignore[arg-type]
        for field, value in (defaults or {}).items()
        if names[field] not in keys.entries
    }
    row = filled(row_class, keys, {**given, **cells}, faults)
    if row is None:
        return None
    return PlacedRow(row, keys.spot, {names[field]: cell.spot for field, cell in cells.items()})
