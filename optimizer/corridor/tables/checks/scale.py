"""Scale: numbers that meet in one program should not differ by more than eight orders of magnitude."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from corridor.errors import Fault, Severity
from corridor.schema.goods import Capability, Product, RecipeLine
from corridor.schema.moving import Demand, Handling, Lane
from corridor.schema.row import Row
from corridor.schema.supply import Offer, Stock, Value
from corridor.tables.draft import Draft, Located, TableDraft

LARGEST_RANGE = 1e8
"""[1] Largest ratio of two numbers of one group that passes without a warning."""

_GROUPS: Mapping[str, tuple[tuple[type[Row], str], ...]] = {
    "money per unit": (
        (Offer, "unit_cost"),
        (Capability, "unit_cost"),
        (Handling, "unit_cost"),
        (Lane, "unit_cost"),
        (Lane, "cost_per_t"),
        (Product, "disposal_cost"),
        (Demand, "shortfall_penalty"),
        (Demand, "price"),
        (Stock, "unit_cost"),
        (Value, "transaction_value"),
    ),
    "quantities": (
        (Demand, "quantity"),
        (Capability, "capacity"),
        (Handling, "capacity"),
        (Lane, "capacity"),
        (Offer, "max_quantity"),
        (Stock, "max_quantity"),
    ),
    "quantities per run": ((RecipeLine, "quantity"),),
}
"""Group -> columns whose numbers become coefficients or bounds of like kind."""


def check_scale(draft: Draft) -> tuple[Fault, ...]:
    """Return a warning for each group of columns whose numbers are too far apart."""
    return tuple(fault for name, columns in _GROUPS.items() for fault in _group(draft, name, columns))


def _group(draft: Draft, name: str, columns: tuple[tuple[type[Row], str], ...]) -> Iterator[Fault]:
    """Yield the warning of one group, at its smallest number, naming the largest."""
    cells: list[tuple[float, TableDraft[Any], Located[Any], str]] = []
    for row_class, column in columns:
        table = draft[row_class]
        sizes = [(abs(getattr(at.row, column) or 0.0), at) for at in table.rows]
        filled = [(size, at) for size, at in sizes if size > 0]
        if filled:
            for pick in (min, max):
                size, at = pick(filled, key=lambda cell: cell[0])
                cells.append((size, table, at, column))
    if not cells:
        return
    low, high = min(cells, key=lambda cell: cell[0]), max(cells, key=lambda cell: cell[0])
    if high[0] / low[0] > LARGEST_RANGE:
        place = high[1].fault(high[2], high[3], "", "")
        where = f"{place.file}!{place.address}" if place.address else f"{place.file} row {high[2].number}"
        yield low[1].fault(
            low[2],
            low[3],
            f"{name} differ by a factor of {high[0] / low[0]:.1g}: the largest is {high[0]:g} ({where}, "
            f"column `{high[3]}`)",
            "Check both numbers; a solver's tolerances blur the small one. Other units bring them nearer.",
            Severity.WARNING,
        )
