"""From tables and law to the network: reach, arcs, lots, purchases, stocks, demand, capacities, limits."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

import pandas as pd

from corridor.errors import Fault, FaultError, Severity
from corridor.network.arcs import Arc, ArcRows, build_arcs
from corridor.network.attributes import limit_frames
from corridor.network.bounds import largest_useful
from corridor.network.buying import OrderLot, Purchase, PurchaseRows, build_purchases
from corridor.network.capacity import Capacities, depot_loads, lane_loads, process_loads, resource_loads
from corridor.network.limits import LimitRow, LimitRows, build_limits
from corridor.network.loads import Loads
from corridor.network.lookups import Lookups
from corridor.network.making import Lot, LotRows, LotUse, build_lots
from corridor.network.network import LoadTables, Network
from corridor.network.nodes import NodeIndex
from corridor.network.notes import assumptions, stranded, unbounded
from corridor.network.openings import OpeningRows
from corridor.network.pricing import Pricing
from corridor.network.reach import search
from corridor.network.stores import ClosingCredit, Disposal, Holding, StockBound, StoreRows, build_stores
from corridor.network.tariffs import Tariffs
from corridor.network.uses import declared_uses
from corridor.network.wanted import Handover, Want, WantRows, build_wants
from corridor.reference.law import Law
from corridor.tables.tables import Model


def expand(model: Model, law: Law) -> Network:
    """Return the network of a model under a law.

    Raises FaultError, with every fault in it, where a coefficient cannot be known: a duty without a record, a
    customs value without a price, a switched capacity without any bound.
    """
    lookups = Lookups(model, law)
    uses = declared_uses(lookups)
    reach = search(lookups)
    need = largest_useful(lookups, reach)
    nodes, openings = NodeIndex(), OpeningRows()
    pricing, tariffs = Pricing(lookups), Tariffs(lookups)
    arcs = build_arcs(lookups, reach, nodes, pricing, tariffs)
    lots = build_lots(lookups, reach, nodes)
    bought = build_purchases(lookups, reach, uses, nodes, need, openings)
    stores = build_stores(lookups, reach, uses, nodes, pricing)
    wants = build_wants(lookups, uses, nodes)
    capacities = Capacities()
    process_loads(lookups, lots, need, openings, capacities.processes)
    resource_loads(lookups, lots, capacities.resources)
    places = [(site, product, t) for site, product, _, t in nodes.ids]
    depot_loads(lookups, arcs, places, need, openings, capacities.depots)
    lane_loads(lookups, arcs, need, openings, capacities.lanes)
    frames = limit_frames(lookups, arcs.rows, bought.rows, lots.lots, wants.handovers, stores.holdings, pricing)
    limits = build_limits(lookups, frames, need, openings)
    network = _network(lookups, nodes, arcs, lots, bought, stores, wants, openings, capacities, limits, need)
    faults = [*tariffs.faults.values(), *unbounded(network), *stranded(network), *assumptions(pricing, stores, lookups)]
    if any(fault.severity >= Severity.ERROR for fault in faults):
        raise FaultError(faults)
    return _with_notes(network, faults)


def _with_notes(network: Network, notes: Sequence[Fault]) -> Network:
    return Network(**{**network.__dict__, "notes": tuple(sorted(notes))})


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
    frame = _frame(terms, ("limit", "member", "weight"))
    return frame.groupby(["limit", "member"], as_index=False, sort=True)["weight"].sum()


def _live_nodes(
    arcs: ArcRows, lots: LotRows, bought: PurchaseRows, stores: StoreRows, wants: WantRows
) -> list[int]:
    """Return the balance rows that some variable enters, in order."""
    live = {arc.node for arc in arcs.rows} | {node for node, _, _ in arcs.arrivals}
    live |= {node for node, _, _ in lots.outputs} | {use.node for use in lots.uses}
    live |= {row.node for row in bought.rows} | {row.node for row in stores.disposals}
    live |= {row.node for row in stores.holdings} | {node for node, _ in stores.carried}
    return sorted(live | {row.node for row in wants.handovers})


def _sets(sets: Sequence[Sequence[int]], member: str) -> pd.DataFrame:
    return _frame([(n, item) for n, one in enumerate(sets) for item in one], ("set", member))


def _network(
    lookups: Lookups, nodes: NodeIndex, arcs: ArcRows, lots: LotRows, bought: PurchaseRows, stores: StoreRows,
    wants: WantRows, openings: OpeningRows, capacities: Capacities, limits: LimitRows, need: dict[str, float],
) -> Network:
    columns = sum(map(len, (arcs.rows, bought.rows, lots.lots, lots.uses, stores.holdings, stores.disposals,
                            wants.wants, wants.handovers, stores.closings, bought.orders, openings.rows)))
    return Network(
        calendar=lookups.calendar,
        nodes=nodes.frame(lookups.calendar, stores.supply),
        arcs=arcs.frame(),
        purchases=_frame(bought.rows, Purchase._fields),
        lots=_frame(lots.lots, Lot._fields),
        uses=_frame(lots.uses, LotUse._fields),
        holdings=_frame(stores.holdings, Holding._fields),
        disposals=_frame(stores.disposals, Disposal._fields),
        wants=_frame(wants.wants, Want._fields),
        handovers=_frame(wants.handovers, Handover._fields),
        openings=openings.frame(),
        changes=openings.change_frame(),
        orders=_frame(bought.orders, OrderLot._fields),
        stock_bounds=_frame(stores.bounds, StockBound._fields),
        closings=_frame(stores.closings, ClosingCredit._fields),
        limits=_frame(limits.rows, LimitRow._fields),
        input_groups=_frame(lots.groups, ("lot", "group")),
        input_shares=_frame(lots.shares, ("lot", "input", "min_share", "max_share")),
        arrivals=_frame(arcs.arrivals, ("node", "arc", "share")),
        outputs=_frame(lots.outputs, ("node", "lot", "quantity")),
        carried=_frame(stores.carried, ("node", "holding")),
        group_uses=_frame(lots.group_uses, ("group", "use")),
        share_uses=_frame(lots.share_uses, ("share", "use")),
        order_purchases=_frame(bought.order_purchases, ("order", "purchase")),
        bound_holdings=_frame(stores.bound_holdings, ("bound", "holding")),
        **_closing_links(lookups, nodes, arcs, stores),
        tiers_filled=_frame(bought.filled, ("load", "opening", "width")),
        one_of=_sets(bought.one_of, "opening"),
        once=_sets(openings.once, "change"),
        limit_terms={t: _summed(rows) for t, rows in limits.terms.items()},
        limit_wholes={t: _summed(rows) for t, rows in limits.wholes.items()},
        live_nodes=_live_nodes(arcs, lots, bought, stores, wants),
        limit_counts=_frame(limits.counted, ("limit", "opening")),
        process_loads=_loads(capacities.processes),
        resource_loads=_loads(capacities.resources),
        depot_loads=_loads(capacities.depots),
        lane_loads=_loads(capacities.lanes),
        offer_loads=_loads(bought.loads),
        count_loads={t: _loads(loads) for t, loads in limits.loads.items()},
        duties=tuple(arcs.duties),
        need=need,
        notes=(),
        unmerged_columns=columns,
    )


def _closing_links(
    lookups: Lookups, nodes: NodeIndex, arcs: ArcRows, stores: StoreRows
) -> dict[str, pd.DataFrame]:
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
