"""Offers: bounds that can be met, tiers that follow each other, duty terms that name their destination."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from corridor.errors import Fault, Severity
from corridor.schema.moving import Lane
from corridor.schema.supply import Offer
from corridor.tables.draft import Draft, Located, TableDraft

_SAME_IN_A_SCHEDULE = (
    "site", "product", "period", "per", "tiering", "destination", "np_origin", "producer_entity",
    "duty_borne_by", "available_from",
)  # fmt: skip


def check_offers(draft: Draft) -> tuple[Fault, ...]:
    """Return faults of offers and their price tiers."""
    table = draft[Offer]
    ways = {(at.row.from_site, at.row.to_site) for at in draft[Lane].rows}
    faults: list[Fault] = []
    schedules: dict[str, list[Located[Offer]]] = {}
    tooled: dict[str, Located[Offer]] = {}
    for at in table.rows:
        faults.extend(_bounds(table, at))
        faults.extend(_destination(table, at, ways if draft.judgeable(Lane) else None))
        if at.row.tooling_group is not None:
            first = tooled.setdefault(at.row.tooling_group, at)
            if first.row.tooling != at.row.tooling:
                rule = f"offers of one tooling_group share one tooling; row {first.number} has {first.row.tooling:g}"
                faults.append(table.fault(at, "tooling", rule, "Make them equal, or use another group."))
        if at.row.schedule is not None:
            schedules.setdefault(at.row.schedule, []).append(at)
    if table.whole:
        for tiers in schedules.values():
            faults.extend(_schedule(table, tiers))
    return tuple(faults)


def _bounds(table: TableDraft[Offer], at: Located[Offer]) -> Iterator[Fault]:
    """Yield faults of quantities that no purchase can meet."""
    row = at.row
    most = row.max_quantity
    if most is None:
        return
    if row.min_quantity > most:
        yield table.fault(at, "min_quantity", f"larger than max_quantity ({most:g})", "Exchange or mend the two.")
    least = row.order_minimum * row.orders_per_period
    if row.per == "period" and least > most > 0:
        yield table.fault(
            at,
            "order_minimum",
            f"{row.orders_per_period} orders of it are {least:g}, more than max_quantity ({most:g})",
            "Lower it, or the number of orders.",
        )
    if row.per == "period" and row.order_multiple is not None and row.order_multiple > most > 0:
        yield table.fault(
            at, "order_multiple", f"one multiple is more than max_quantity ({most:g})", "Mend one of the two."
        )


def _destination(table: TableDraft[Offer], at: Located[Offer], ways: set[tuple[str, str]] | None) -> Iterator[Fault]:
    """Yield faults of offers bound to a destination."""
    row = at.row
    if row.duty_borne_by == "seller" and row.destination is None:
        yield table.fault(
            at,
            "duty_borne_by",
            "the seller bears the duty, and no destination is given",
            "Give the site the price holds for in `destination`.",
        )
    if row.customs_value is not None and row.destination is None:
        yield table.fault(
            at,
            "customs_value",
            "the value is used on the way to a destination only, and none is given",
            "Give `destination`, or use table values.",
            Severity.WARNING,
        )
    if row.destination is not None and row.destination == row.site:
        yield table.fault(
            at, "destination", "the destination is the site itself", "Leave it empty, or name another site."
        )
    elif row.destination is not None and ways is not None and (row.site, row.destination) not in ways:
        yield table.fault(
            at,
            "destination",
            f"no lane goes there from {row.site}: the offer is never used",
            "Add a lane, or mend the destination.",
            Severity.WARNING,
        )


def _schedule(table: TableDraft[Offer], tiers: list[Located[Offer]]) -> Iterator[Fault]:
    """Yield faults of the tiers of one schedule."""
    first = tiers[0]
    same = True
    for at in tiers[1:]:
        for column in _SAME_IN_A_SCHEDULE:
            if getattr(at.row, column) != getattr(first.row, column):
                same = False
                yield table.fault(
                    at,
                    column,
                    f"tiers of one schedule have one {column}; row {first.number} has another",
                    "Make them equal, or use another schedule.",
                )
    if not same:
        return
    ordered = sorted(tiers, key=lambda at: at.row.min_quantity)
    lowest = ordered[0]
    if lowest.row.tiering == "incremental" and lowest.row.min_quantity > 0:
        yield table.fault(
            lowest,
            "min_quantity",
            "the first of incremental tiers begins at 0",
            "Write 0; a least order is order_minimum.",
        )
    for at in ordered:
        if at.row.tiering == "incremental" and (at.row.order_minimum or at.row.order_multiple):
            column = "order_minimum" if at.row.order_minimum else "order_multiple"
            yield table.fault(
                at,
                column,
                "order terms of an incremental tier would hold for its own units only",
                "Leave them empty, or use tiering all_units.",
            )
    for lower, upper in pairwise(ordered):
        if lower.row.max_quantity != upper.row.min_quantity:
            ends = "has no end" if lower.row.max_quantity is None else f"ends at {lower.row.max_quantity:g}"
            yield table.fault(
                upper,
                "min_quantity",
                f"the tier below (row {lower.number}) {ends}",
                "Let each tier begin where the one below ends.",
            )
