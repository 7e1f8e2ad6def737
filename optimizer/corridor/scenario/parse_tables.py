"""Patches on tables: which rows are meant, and what becomes of them."""

from __future__ import annotations

from dataclasses import replace

from corridor.errors import Fault
from corridor.io.yaml_tree import Items, Keys, Leaf, Spot, Tree, shown
from corridor.scenario.cells import cells_of, named, row_of, several, single, unknown_name
from corridor.scenario.patches import Addition, Cell, Condition, Patch, Removal, TableChange
from corridor.schema.catalog import MODEL_TABLES
from corridor.schema.filter_language import FilterSyntaxError, parse
from corridor.schema.row import Row
from corridor.tables.columns import Column, columns_of

TABLES: dict[str, type[Row]] = {row_class.TABLE: row_class for row_class in MODEL_TABLES}
ACTIONS = ("set", "scale", "add", "remove")
KEYS = ("table", "of", "where", *ACTIONS)
"""Names that a patch on a table may have."""

FACTOR = Column("factor", "factor", "number", required=True, least=0.0)
"""What `scale` multiplies with."""

_EXAMPLE = "Write such as `set: {unit_cost: 12}`, `scale: {capacity: 0.5}`, `add: [{...}]` or `remove: yes`."


def parse_table_patch(tree: Keys, faults: list[Fault]) -> tuple[Patch, ...]:
    """Return what a patch on a table says: one patch, or none with its faults."""
    actions = [name for name in ACTIONS if name in tree.entries]
    chosen = _rows_meant(tree, faults)
    if not actions:
        faults.append(tree.spot.fault("", "the patch does nothing", _EXAMPLE))
    if chosen is None or not actions:
        return ()
    row_class, conditions = chosen
    if len(actions) > 1 and actions != ["set", "scale"]:
        rule = f"{' and '.join(f'`{name}`' for name in actions)} stand in one patch"
        faults.append(
            tree.names[actions[1]].fault("", rule, "Make a patch of each; only `set` and `scale` may stand together.")
        )
        return ()
    if actions == ["add"]:
        return _addition(tree, row_class, faults)
    if actions == ["remove"]:
        return _removal(tree, row_class, conditions, faults)
    return _change(tree, row_class, conditions, faults)


def conditions_of(row_class: type[Row], tree: Keys, faults: list[Fault]) -> tuple[Condition, ...]:
    """Return the conditions `column: value` or `column: [value, value]`."""
    columns = {column.name: column for column in columns_of(row_class)}
    found = []
    for name, value in tree.entries.items():
        if name not in columns:
            faults.append(unknown_name(tree.names[name], name, columns, f"column of table {row_class.TABLE}"))
            continue
        cells = several(_optional(columns[name]), value, faults)
        found.append(_condition(row_class, columns[name], negated=False, cells=cells, spot=tree.names[name]))
    return tuple(found)


def _condition(row_class: type[Row], column: Column, negated: bool, cells: tuple[Cell, ...], spot: Spot) -> Condition:
    """Return a condition; an empty value means what an empty cell does."""
    default = row_class.model_fields[column.field].default
    meant = tuple(replace(cell, value=default) if cell.value is None else cell for cell in cells)
    return Condition(column.name, column.field, negated, meant, spot)


def _optional(column: Column) -> Column:
    """Return a column in which an empty cell is no fault: one may ask for empty cells."""
    return replace(column, required=False)


def _rows_meant(tree: Keys, faults: list[Fault]) -> tuple[type[Row], tuple[Condition, ...]] | None:
    """Return the table of a patch and its conditions, or None with a fault."""
    named_table, of = tree.get("table"), tree.get("of")
    if named_table is not None and of is not None:
        faults.append(tree.names["of"].fault("", "`table` and `of` stand in one patch", "Keep one of the two."))
        return None
    if of is not None:
        if "where" in tree.entries:
            rule = "`of` has its conditions in brackets, and `where` stands beside it"
            faults.append(tree.names["where"].fault("", rule, "Put them into the brackets, or write `table`."))
        return _filter(of, faults)
    if named_table is None:
        rule, remedy = "no table is named", "Add `table: offers`, or `of: offers[site=A|B]`."
        faults.append(tree.spot.fault("", rule, remedy))
        return None
    name = shown(named_table) if isinstance(named_table, Leaf) else ""
    if name not in TABLES:
        faults.append(unknown_name(named_table.spot, name, TABLES, "table of a model"))
        return None
    where = tree.get("where")
    if where is None:
        return TABLES[name], ()
    keys = named(where, "Write such as `where: {site: [A, B]}`.", faults)
    return None if keys is None else (TABLES[name], conditions_of(TABLES[name], keys, faults))


def _filter(tree: Tree, faults: list[Fault]) -> tuple[type[Row], tuple[Condition, ...]] | None:
    """Return what `offers[site=A|B, product!=CELL]` says."""
    text = shown(tree) if isinstance(tree, Leaf) else ""
    try:
        chosen = parse(text, {name: tuple(c.name for c in columns_of(one)) for name, one in TABLES.items()})
    except FilterSyntaxError as error:
        faults.append(tree.spot.fault(text, str(error), "Write such as `offers[site=A|B, product!=CELL]`."))
        return None
    row_class = TABLES[chosen.table]
    columns = {column.name: column for column in columns_of(row_class)}
    found = []
    for condition in chosen.conditions:
        column = columns[condition.column]
        leaves = Items(tuple(Leaf(value, tree.spot) for value in condition.values), tree.spot)
        cells = several(_optional(column), leaves, faults)
        found.append(_condition(row_class, column, condition.negated, cells, tree.spot))
    return row_class, tuple(found)


def _addition(tree: Keys, row_class: type[Row], faults: list[Fault]) -> tuple[Patch, ...]:
    """Return the rows that a patch adds."""
    if "where" in tree.entries or (isinstance(of := tree.get("of"), Leaf) and "[" in (of.text or "")):
        faults.append(
            tree.names["add"].fault(
                "", "rows are added to a table, not to some of its rows", "Leave out the conditions."
            )
        )
        return ()
    added = tree.entries["add"]
    rows = added.items if isinstance(added, Items) else (added,)
    if not rows:
        faults.append(added.spot.fault("", "no row is added", "Write `add: [{column: value, ...}]`."))
    found = [row_of(row_class, row, faults) for row in rows]
    return (Addition(tree.spot, row_class, tuple(row for row in found if row is not None)),)


def _removal(
    tree: Keys, row_class: type[Row], conditions: tuple[Condition, ...], faults: list[Fault]
) -> tuple[Patch, ...]:
    """Return the removal of rows."""
    word = tree.entries["remove"]
    if not isinstance(word, Leaf) or word.text != "yes":
        faults.append(word.spot.fault(shown(word), "`remove` takes one word", "Write `remove: yes`."))
    if not conditions:
        rule = f"all rows of table {row_class.TABLE} would go"
        faults.append(tree.names["remove"].fault("", rule, "Say which, with `where` or in brackets."))
    return (Removal(tree.spot, row_class, conditions),)


def _change(
    tree: Keys, row_class: type[Row], conditions: tuple[Condition, ...], faults: list[Fault]
) -> tuple[Patch, ...]:
    """Return what a patch sets and multiplies."""
    what = f"column of table {row_class.TABLE}"
    sets, scales = {}, {}
    if "set" in tree.entries:
        keys = named(tree.entries["set"], "Write such as `set: {unit_cost: 12}`.", faults)
        sets = {} if keys is None else cells_of(row_class, keys, what, faults)
    if "scale" in tree.entries:
        keys = named(tree.entries["scale"], "Write such as `scale: {capacity: 0.5}`.", faults)
        scales = {} if keys is None else _factors(row_class, keys, what, faults)
    for field in sets.keys() & scales.keys():
        faults.append(scales[field].spot.fault("", "the column is set and scaled in one patch", "Do one of the two."))
    return (TableChange(tree.spot, row_class, conditions, sets, scales),)


def _factors(row_class: type[Row], tree: Keys, what: str, faults: list[Fault]) -> dict[str, Cell]:
    """Return field -> factor."""
    columns = {column.name: column for column in columns_of(row_class)}
    numbers = {name: column for name, column in columns.items() if column.kind in ("number", "integer")}
    found = {}
    for name, value in tree.entries.items():
        if name in columns and name not in numbers:
            remedy = f"Use `set`; the numbers of the table are {', '.join(numbers)}." if numbers else "Use `set`."
            faults.append(tree.names[name].fault(name, "only numbers can be multiplied", remedy))
        elif name not in columns:
            faults.append(unknown_name(tree.names[name], name, numbers, what))
        elif (cell := single(FACTOR, value, faults)) is not None:
            found[columns[name].field] = cell
    return found
