"""Capabilities and stocks: bounds that can be met, and amounts that are not silently ignored."""

from __future__ import annotations

from collections.abc import Iterator

from corridor.errors import Fault, Severity
from corridor.schema.goods import Capability, RecipeLine
from corridor.schema.moving import Demand, Lane
from corridor.schema.places import Period
from corridor.schema.row import EACH
from corridor.schema.supply import Offer, Quote, Stock
from corridor.tables.checks.supply import reachable
from corridor.tables.draft import Draft, Located, TableDraft
from corridor.tables.star import StarIndex


def check_making(draft: Draft) -> tuple[Fault, ...]:
    """Return faults of capabilities, stocks and demand."""
    return (*_capabilities(draft), *_stocks(draft), *_demand(draft))


def _capabilities(draft: Draft) -> Iterator[Fault]:
    """Yield faults of capabilities."""
    table = draft[Capability]
    for at in table.rows:
        row = at.row
        if row.capacity is not None and row.min_run > row.capacity:
            yield table.fault(
                at, "min_run", f"larger than the capacity ({row.capacity:g})", "Exchange or mend the two."
            )
        if row.ramp and any(float(step) > 100 for step in row.ramp.split(";")):
            yield table.fault(
                at,
                "ramp",
                "a step is above 100 percent of the capacity",
                "Write percentages such as 25;50;100.",
            )
        if row.ramp and row.capacity is None:
            yield table.fault(
                at, "ramp", "a ramp is a share of the capacity, and there is none", "Give capacity, or delete the ramp."
            )
        if row.ramp and row.initially_open == "yes":
            yield table.fault(
                at,
                "ramp",
                "it is open before the first period, so it has no ramp",
                "Write initially_open = no, or delete the ramp.",
                Severity.WARNING,
            )
        if row.resource is not None and row.use_per_run == 0:
            yield table.fault(
                at,
                "use_per_run",
                "a run takes nothing of the resource",
                "Give what it takes.",
                Severity.WARNING,
            )


def _stocks(draft: Draft) -> Iterator[Fault]:
    """Yield faults of stocks."""
    table = draft[Stock]
    periods = sorted(draft[Period].rows, key=lambda at: at.row.start)
    first = periods[0].row.period if periods else EACH
    index = StarIndex([at.row for at in table.rows], Stock.KEY)
    last = periods[-1].row.period if periods else EACH
    for at in table.rows:
        row = at.row
        if row.max_quantity is not None and row.min_quantity > row.max_quantity:
            yield table.fault(
                at,
                "min_quantity",
                f"larger than max_quantity ({row.max_quantity:g})",
                "Exchange or mend the two.",
            )
        if not draft.judgeable(Period):
            continue
        if row.opening > 0 and row.period not in (EACH, first):
            yield table.fault(
                at,
                "opening",
                f"stock before the first period stands in the row of {row.period}",
                f"Write it in the row of {first}, or of each period (`*`).",
            )
        if row.closing_value > 0 and row.period not in (EACH, last):
            yield table.fault(
                at,
                "closing_value",
                f"only the row of the last period ({last}) says what stock is worth",
                f"Write it in the row of {last}, or of each period (`*`).",
                Severity.WARNING,
            )
        yield from _everywhere(table, at)
        winner = index.find(row.site, row.product, first)
        if row.opening > 0 and row.period in (EACH, first) and winner is not row:
            yield table.fault(
                at,
                "opening",
                f"another row says what is there before {first}: this amount is lost",
                f"Write it in the row that wins for {first}.",
            )


def _everywhere(table: TableDraft[Stock], at: Located[Stock]) -> Iterator[Fault]:
    """Yield a warning of stock that a star puts at many places at once."""
    row = at.row
    column = "opening" if row.opening > 0 else "in_transit"
    if (row.opening > 0 or row.in_transit > 0) and EACH in (row.site, row.product):
        yield table.fault(
            at,
            column,
            "the amount is there at each site and of each product that the `*` stands for",
            "Name site and product.",
            Severity.WARNING,
        )


def _demand(draft: Draft) -> Iterator[Fault]:
    """Yield warnings of demand that nothing can meet."""
    table = draft[Demand]
    if not draft.judgeable(Offer, Quote, Capability, Lane, RecipeLine, Stock):
        return
    places = reachable(draft)
    for at in table.rows:
        if at.row.quantity > 0 and (at.row.site, at.row.product) not in places:
            yield table.fault(
                at,
                "product",
                f"no offer, process, stock or lane brings {at.row.product} to {at.row.site}",
                "Add what is missing; otherwise all of it falls short, or no plan exists.",
                Severity.WARNING,
            )
