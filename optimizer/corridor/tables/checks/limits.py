"""Limits: filters that name something, bounds that can be met, measures that fit."""

from __future__ import annotations

from collections.abc import Iterator

from corridor.errors import Fault, Severity
from corridor.schema.filter_language import COLUMNS, Filter, FilterSyntaxError, parse
from corridor.schema.goods import Product
from corridor.schema.moving import Limit
from corridor.tables.checks.filter_values import unknown_values
from corridor.tables.draft import Draft, Located, TableDraft

_ATTRIBUTE_TABLES = {
    "from_country": tuple(COLUMNS),
    "np_origin": tuple(COLUMNS),
    "owner": ("flows", "purchases", "production"),
    "site": tuple(COLUMNS),
}
"""Attribute -> tables whose rows have it."""


def check_limits(draft: Draft) -> tuple[Fault, ...]:
    """Return faults of limits."""
    table = draft[Limit]
    faults: list[Fault] = []
    for at in table.rows:
        of, found = _filter(draft, table, at, "of")
        faults.extend(found)
        if at.row.within:
            within, found = _filter(draft, table, at, "within")
            faults.extend(found)
            faults.extend(_mass(draft, table, at, within))
        faults.extend(_form(table, at, of))
        faults.extend(_bounds(table, at))
        faults.extend(_mass(draft, table, at, of))
    return tuple(faults)


def _filter(
    draft: Draft, table: TableDraft[Limit], at: Located[Limit], column: str
) -> tuple[Filter | None, tuple[Fault, ...]]:
    """Return the filter of a column, or None, and its faults."""
    text = getattr(at.row, column)
    try:
        found = parse(text)
    except FilterSyntaxError as error:
        remedy = "Write TABLE[column=value|value, column!=value], such as flows[product=CELL, to_country=US]."
        return None, (table.fault(at, column, str(error), remedy, value=text),)
    faults = tuple(table.fault(at, column, rule, remedy, value=text) for rule, remedy in unknown_values(draft, found))
    return found, faults


def _form(table: TableDraft[Limit], at: Located[Limit], of: Filter | None) -> Iterator[Fault]:
    """Yield faults of measure, form and attribute that do not go together."""
    row = at.row
    if row.form == "share" and not row.within:
        yield table.fault(at, "within", "a share needs the whole it is taken of", "Fill `within`.", value="")
    if row.form != "share" and row.within:
        yield table.fault(
            at,
            "within",
            f"only a share has a whole; this limit is a {row.form}",
            "Write as = share, or empty `within`.",
        )
    if (row.form == "count") != (row.measure == "sites"):
        yield table.fault(
            at, "measure", "as = count goes with measure = sites, and only with it", "Change one of the two."
        )
    if row.attribute_by and row.form == "count":
        yield table.fault(
            at,
            "attribute_by",
            "a count is not taken for each attribute value",
            "Use total or share, or empty it.",
        )
    elif row.attribute_by and of and of.table not in _ATTRIBUTE_TABLES[row.attribute_by]:
        tables = ", ".join(_ATTRIBUTE_TABLES[row.attribute_by])
        yield table.fault(
            at, "attribute_by", f"rows of {of.table} have no {row.attribute_by}", f"Tables with it: {tables}."
        )
    if row.measure == "cost" and of and of.table in {"stocks", "deliveries"}:
        yield table.fault(
            at,
            "measure",
            f"rows of {of.table} have no cost of their own",
            "Use quantity, mass or value, or another table.",
        )


def _bounds(table: TableDraft[Limit], at: Located[Limit]) -> Iterator[Fault]:
    """Yield faults of bounds."""
    row = at.row
    if row.lower is None and row.upper is None:
        yield table.fault(at, "upper", "neither lower nor upper is given", "Give one of them.", value="")
    if row.lower is not None and row.upper is not None and row.lower > row.upper:
        yield table.fault(at, "lower", f"larger than upper ({row.upper:g})", "Exchange or mend the two.")
    for column, bound in (("lower", row.lower), ("upper", row.upper)):
        if bound is not None and row.form == "share" and not 0 <= bound <= 1:
            hint = f"did you mean {bound / 100:g}?" if 1 < bound <= 100 else "write a fraction such as 0.25."
            yield table.fault(at, column, "a share lies between 0 and 1", f"A share is a fraction: {hint}")
        elif bound is not None and bound < 0 and row.measure != "cost":
            yield table.fault(
                at,
                column,
                f"a {row.measure} is never below 0",
                "Leave it empty where there is no bound." if column == "lower" else "Check the sign.",
                Severity.WARNING if column == "lower" else Severity.ERROR,
            )
    if row.form == "count" and row.lower is not None and row.lower > 0 and row.threshold == 0:
        yield table.fault(
            at,
            "threshold",
            "a least count needs the quantity from which a site counts",
            "Give a threshold above 0.",
            value="",
        )
    if row.form != "count" and row.threshold > 0:
        yield table.fault(
            at,
            "threshold",
            "only a count has a threshold",
            "Delete it, or write as = count.",
            Severity.WARNING,
        )


def _mass(draft: Draft, table: TableDraft[Limit], at: Located[Limit], of: Filter | None) -> Iterator[Fault]:
    """Yield a fault of a limit by mass over products whose mass is not known."""
    if at.row.measure != "mass" or of is None or not draft.judgeable(Product):
        return
    named = {c.column: c.values for c in of.conditions if not c.negated}
    unknown = [
        found.row.product
        for found in draft[Product].rows
        if found.row.mass_kg is None
        and ("product" in named or "group" in named)
        and found.row.product in named.get("product", (found.row.product,))
        and (found.row.group or "") in named.get("group", (found.row.group or "",))
    ]
    if unknown:
        yield table.fault(
            at,
            "measure",
            f"the mass is not known of {', '.join(unknown[:5])}",
            "Give mass_kg in table products, or limit the quantity.",
        )
