"""From the rows that the builders found to the tables of the network."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from corridor.network.arcs import ArcRows
from corridor.network.bounds import Useful
from corridor.network.buying import OrderLot, Purchase, PurchaseRows
from corridor.network.capacity import Capacities
from corridor.network.claims import ClaimRow
from corridor.network.custody import Assigned, CustodyRows
from corridor.network.elections import ElectionLot, ElectionRows, ElectionTest
from corridor.network.limits import LimitRow, LimitRows
from corridor.network.loads import Loads
from corridor.network.lookups import Lookups
from corridor.network.making import Lot, LotRows, LotUse
from corridor.network.network import CustodyTables, ElectionTables, LoadTables, Network
from corridor.network.nodes import NodeIndex
from corridor.network.openings import OpeningRows
from corridor.network.origin_rows import OriginRows, OriginTestRow
from corridor.network.quotas import QuotaPeriod, QuotaRest, QuotaRows
from corridor.network.shelf_life import ShelfLife, ShelfLifeRows
from corridor.network.stores import ClosingCredit, Disposal, Holding, StockBound, StoreRows
from corridor.network.wanted import Handover, Want, WantRows


@dataclass(frozen=True)
class Parts:
    """Everything the builders found."""

    lookups: Lookups
    nodes: NodeIndex
    arcs: ArcRows
    lots: LotRows
    tests: OriginRows
    bought: PurchaseRows
    stores: StoreRows
    shelf_lives: ShelfLifeRows
    wants: WantRows
    openings: OpeningRows
    capacities: Capacities
    limits: LimitRows
    useful: Useful
    quotas: QuotaRows
    elections: ElectionRows
    custody: CustodyRows

    def variables(self) -> tuple[Sequence[object], ...]:
        """Return the rows that become variables, table by table."""
        return (
            self.arcs.rows,
            self.bought.rows,
            self.lots.lots,
            self.lots.uses,
            self.custody.assigned,
            self.stores.holdings,
            self.stores.disposals,
            self.wants.wants,
            self.wants.handovers,
            self.stores.closings,
            self.bought.orders,
            self.openings.rows,
            *[self.openings.changes] * 2,  # opened, closed
            *[self.limits.rows] * 2,  # over, under
            self.quotas.rests,
        )


def assemble(parts: Parts) -> Network:
    """Return the network of the parts, without notes."""
    return Network(
        calendar=parts.lookups.calendar,
        nodes=parts.nodes.frame(parts.lookups.calendar, parts.stores.supply),
        arcs=parts.arcs.frame(),
        purchases=_frame(parts.bought.rows, Purchase._fields),
        claims=_frame(parts.arcs.claims, ClaimRow._fields),
        lots=_frame(parts.lots.lots, Lot._fields),
        uses=_frame(parts.lots.uses, LotUse._fields),
        holdings=_frame(parts.stores.holdings, Holding._fields),
        disposals=_frame(parts.stores.disposals, Disposal._fields),
        wants=_frame(parts.wants.wants, Want._fields),
        handovers=_frame(parts.wants.handovers, Handover._fields),
        openings=parts.openings.frame(),
        changes=parts.openings.change_frame(),
        orders=_frame(parts.bought.orders, OrderLot._fields),
        stock_bounds=_frame(parts.stores.bounds, StockBound._fields),
        closings=_frame(parts.stores.closings, ClosingCredit._fields),
        shelf_lives=_frame(parts.shelf_lives.rows, ShelfLife._fields),
        limits=_frame(parts.limits.rows, LimitRow._fields),
        quotas=_frame(parts.quotas.rows, QuotaPeriod._fields),
        quota_rests=_frame(parts.quotas.rests, QuotaRest._fields),
        origin_tests=_frame(parts.tests.rows, OriginTestRow._fields),
        **_test_links(parts.tests),
        input_groups=_frame(parts.lots.groups, ("lot", "group")),
        input_shares=_frame(parts.lots.shares, ("lot", "input", "min_share", "max_share")),
        arrivals=_frame(parts.arcs.arrivals, ("node", "arc", "share")),
        outputs=_frame(parts.lots.outputs, ("node", "lot", "quantity")),
        carried=_frame(parts.stores.carried, ("node", "holding")),
        group_uses=_frame(parts.lots.group_uses, ("group", "use")),
        share_uses=_frame(parts.lots.share_uses, ("share", "use")),
        order_purchases=_frame(parts.bought.order_purchases, ("order", "purchase")),
        bound_holdings=_frame(parts.stores.bound_holdings, ("bound", "holding")),
        shelf_holdings=_frame(parts.shelf_lives.holdings, ("shelf_life", "holding")),
        shelf_nodes=_frame(parts.shelf_lives.nodes, ("shelf_life", "node", "share")),
        **_closing_links(parts.lookups, parts.nodes, parts.arcs, parts.stores),
        tiers_filled=_frame(parts.bought.filled, ("load", "opening", "width")),
        one_of=_sets(parts.bought.one_of, "opening"),
        once=_sets(parts.openings.once, "change"),
        limit_terms={t: _summed(rows) for t, rows in parts.limits.terms.items()},
        limit_wholes={t: _summed(rows) for t, rows in parts.limits.wholes.items()},
        live_nodes=_live_nodes(parts),
        quota_arcs=_frame(parts.quotas.uses, ("quota", "arc", "weight")),
        limit_counts=_frame(parts.limits.counted, ("limit", "opening")),
        process_loads=_loads(parts.capacities.processes),
        resource_loads=_loads(parts.capacities.resources),
        depot_loads=_loads(parts.capacities.depots),
        lane_loads=_loads(parts.capacities.lanes),
        offer_loads=_loads(parts.bought.loads),
        count_loads={t: _loads(loads) for t, loads in parts.limits.loads.items()},
        elections=_elections(parts.elections),
        custody=_custody(parts.custody, parts.tests),
        duties=tuple(parts.arcs.duties),
        fees=tuple(parts.arcs.fees),
        useful=parts.useful,
        notes=(),
        unmerged_columns=sum(map(len, parts.variables())),
    )


def _closing_links(lookups: Lookups, nodes: NodeIndex, arcs: ArcRows, stores: StoreRows) -> dict[str, pd.DataFrame]:
    """Return what each closing credit may count and what it is covered by."""
    closing_of = {(row.site, row.product): n for n, row in enumerate(stores.closings)}
    last = len(lookups.calendar) - 1
    under_way = [
        (closing_of[arc.to_site, arc.product], n, arc.under_way)
        for n, arc in enumerate(arcs.rows)
        if arc.under_way > 0 and (arc.to_site, arc.product) in closing_of
    ]
    in_stock = [
        (closing_of[row.site, row.product], n)
        for n, row in enumerate(stores.holdings)
        if row.t == last and (row.site, row.product) in closing_of
    ]
    leaving = [
        (closing_of[site, product], n)
        for (site, product, _, t), n in nodes.ids.items()
        if t == last and (site, product) in closing_of
    ]
    return {
        "closing_arcs": _frame(under_way, ("closing", "arc", "share")),
        "closing_holdings": _frame(in_stock, ("closing", "holding")),
        "closing_nodes": _frame(leaving, ("closing", "node")),
    }


def _test_links(tests: OriginRows) -> dict[str, pd.DataFrame]:
    """Return what enters each test of origin, per unit of output value."""
    scale = [row.scale for row in tests.rows]
    return {
        "test_uses": _frame([(r, u, n / scale[r]) for r, u, n, _ in tests.uses if n], ("test", "use", "counted")),
        "test_inputs": _frame(tests.uses, ("test", "use", "counted", "value")),
        "test_lots": _frame([(r, n, most / scale[r]) for r, n, most, _ in tests.lots], ("test", "lot", "allowed")),
        "test_values": _frame([(r, n, value) for r, n, _, value in tests.lots], ("test", "lot", "value")),
    }


def _custody(found: CustodyRows, tests: OriginRows) -> CustodyTables:
    """Return the tables of books."""
    scale = [row.scale for row in tests.rows]
    return CustodyTables(
        assigned=_frame(found.assigned, Assigned._fields),
        fills=_frame(found.fills, Assigned._fields[:8]),
        fill_assigned=_frame(found.fill_assigned, ("fill", "assigned", "runs")),
        fill_lots=_frame(found.fill_lots, ("fill", "lot", "runs")),
        pools=_frame(found.pools, ("site", "product", "window", "input", "input_state")),
        pool_assigned=_frame(found.pool_assigned, ("pool", "assigned")),
        pool_uses=_frame(found.pool_uses, ("pool", "use")),
        counted=_frame([(r, v, n / scale[r]) for r, v, n, _ in found.counted if n], ("test", "assigned", "counted")),
        inputs=_frame(found.counted, ("test", "assigned", "counted", "value")),
    )


def _elections(found: ElectionRows) -> ElectionTables:
    """Return the tables of elections, coefficients per unit of output value."""
    scale = [row.scale for row in found.tests]
    allowed = [(row.test, row.lot, (row.allowed - row.whole) / scale[row.test]) for row in found.lots]
    return ElectionTables(
        tests=_frame(found.tests, ElectionTest._fields),
        lots=_frame(found.lots, ElectionLot._fields),
        inputs=_frame(found.uses, ("test", "use", "counted", "value")),
        counted=_frame([(r, u, n / scale[r]) for r, u, n, _ in found.uses if n], ("test", "use", "counted")),
        allowed=_frame(allowed, ("test", "lot", "allowed")),
        decisions=_frame(
            [(r, row.opening, row.most / row.scale) for r, row in enumerate(found.tests)], ("test", "opening", "most")
        ),
        claims=_loads(found.claims),
    )


def _frame(rows: Sequence[Any], columns: Iterable[str]) -> pd.DataFrame:
    return pd.DataFrame(list(rows), columns=list(columns))


def _loads(loads: Loads) -> LoadTables:
    return LoadTables(
        rows=loads.frame(),
        bounded=loads.bounded,
        members=_frame(loads.members, ("load", "member", "weight")),
        upper=_frame(loads.upper, ("load", "opening", "capacity")),
        lower=_frame(loads.lower, ("load", "opening", "least")),
        ramp=_frame(loads.ramp, ("load", "change", "capacity")),
    )


def _summed(terms: Sequence[tuple[int, int, float]]) -> pd.DataFrame:
    """Return limit terms with one line per variable: a row may be in a part and in the whole."""
    sums: dict[tuple[int, int], float] = {}
    for row, member, weight in terms:
        sums[row, member] = sums.get((row, member), 0.0) + weight
    return _frame([(*key, weight) for key, weight in sorted(sums.items())], ("limit", "member", "weight"))


def _live_nodes(parts: Parts) -> list[int]:
    """Return the balance rows that some variable enters, in order."""
    live = {arc.node for arc in parts.arcs.rows} | {node for node, _, _ in parts.arcs.arrivals}
    live |= {node for node, _, _ in parts.lots.outputs} | {use.node for use in parts.lots.uses}
    live |= {row.node for row in parts.bought.rows} | {row.node for row in parts.stores.disposals}
    live |= {row.node for row in parts.stores.holdings} | {node for node, _ in parts.stores.carried}
    return sorted(live | {row.node for row in parts.wants.handovers})


def _sets(sets: Sequence[Sequence[int]], member: str) -> pd.DataFrame:
    return _frame([(n, item) for n, one in enumerate(sets) for item in one], ("set", member))
