"""Units, masses and tariff codes of products, and whether a price per one unit can be turned into another."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from corridor.errors import Fault
from corridor.io.suggest import did_you_mean
from corridor.schema.goods import Product, UnitFactor
from corridor.schema.row import EACH
from corridor.schema.supply import Quote
from corridor.tables.draft import Draft, Located, TableDraft
from corridor.units import UNITS, factor

_TONS = frozenset({"ton", "tons", "tn", "tonne", "tonnes", "mt", "st", "lt"})
PIECES = frozenset({"pcs", "pc", "pce", "piece", "pieces", "stk", "stück", "each", "ea"})
"""Words, in small letters, that often mean `unit`. They are asked about, never taken for it."""

_SAME = 1e-6
"""[1] Relative difference up to which a factor agrees with the exact one."""


def check_measures(draft: Draft) -> tuple[Fault, ...]:
    """Return faults of units and of tariff codes of products."""
    faults: list[Fault] = []
    products = draft[Product]
    for at in products.rows:
        if at.row.unit not in UNITS:
            faults.append(_unknown(products, at, "unit", at.row.unit))
        if at.row.hs is not None and len(at.row.hs) < 6:
            faults.append(
                products.fault(
                    at,
                    "hs",
                    "the tariff code of a product has 6 digits or more",
                    "Write at least the subheading, such as 850760.",
                )
            )
    faults.extend(_factors(draft))
    faults.extend(_quotes(draft))
    return tuple(faults)


def _unknown(table: TableDraft[Any], at: Located[Any], column: str, unit: str) -> Fault:
    """Return the fault of a unit that is not in the closed list."""
    if unit.casefold() in _TONS:
        return table.fault(
            at,
            column,
            f"`{unit}` can mean 1000 kg, 907 kg or 1016 kg",
            "Write `t` for 1000 kg, else give the quantity in kg or lb.",
        )
    units = ", ".join(sorted(UNITS))
    remedy = piece_remedy(unit) or did_you_mean(unit, UNITS, f"Units are {units}.")
    return table.fault(at, column, "there is no such unit", remedy, value=unit)


def piece_remedy(unit: str) -> str:
    """Return what to do about a word for single pieces; empty for other words."""
    return "Did you mean `unit`?" if unit.strip(" .").casefold() in PIECES else ""


def _factors(draft: Draft) -> Iterator[Fault]:
    """Yield faults of table units."""
    table = draft[UnitFactor]
    for at in table.rows:
        row = at.row
        for column in ("from_unit", "to_unit"):
            if getattr(row, column).casefold() in _TONS:
                yield _unknown(table, at, column, getattr(row, column))
        exact = factor(row.from_unit, row.to_unit)
        if exact is not None and abs(row.factor - exact) > _SAME * exact:
            yield table.fault(
                at,
                "factor",
                f"one {row.from_unit} is {exact:g} {row.to_unit} by definition",
                "Delete the row; use other names for units that differ, such as wet_t.",
            )


def _quotes(draft: Draft) -> Iterator[Fault]:
    """Yield faults of quotes whose unit cannot be turned into that of the product."""
    table = draft[Quote]
    units = {at.row.product: at.row.unit for at in draft[Product].rows}
    rows = tuple(at.row for at in draft[UnitFactor].rows)
    named = {unit for row in rows for unit in (row.from_unit, row.to_unit)}
    for at in table.rows:
        given, needed = at.row.per_unit, units.get(at.row.product)
        if given.casefold() in _TONS or given not in UNITS | named:
            yield _unknown(table, at, "per_unit", given)
        elif needed in UNITS and draft.judgeable(UnitFactor) and not _turns(at.row, needed, rows):
            yield table.fault(
                at,
                "per_unit",
                f"nothing says how many {needed} one {given} of {at.row.product} is",
                f"Add a row to table units: product {at.row.product}, from_unit {given}, to_unit {needed}.",
            )


def _turns(quote: Quote, needed: str, rows: tuple[UnitFactor, ...]) -> bool:
    """Return whether a quote's unit can be turned into `needed`, by one row at most."""
    given = quote.per_unit
    if factor(given, needed) is not None:
        return True
    ends = [
        pair
        for row in rows
        if row.product in {quote.product, EACH}
        for pair in ((row.from_unit, row.to_unit), (row.to_unit, row.from_unit))
    ]
    return any(factor(given, a) is not None and factor(b, needed) is not None for a, b in ends)
