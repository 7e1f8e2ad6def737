"""Arcs: one for each shipment that may be planned, with all that a unit on it costs."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NamedTuple

import pandas as pd

from corridor.network.lookups import Lookups, transit_days
from corridor.network.nodes import NodeIndex
from corridor.network.pricing import Pricing
from corridor.network.reach import Reach, Spot, Way
from corridor.network.states import State
from corridor.network.tariffs import ArcDuty, Tariffs
from corridor.schema.moving import Lane
from corridor.units import DAYS_PER_YEAR

MFN = "MFN"
"""Border option: no preference is claimed."""
NO_TAG = "-"
"""Destination tag of goods whose content is not traced."""


class Arc(NamedTuple):
    """A shipment that may be planned. Costs are money per unit."""

    product: str
    state: str
    from_site: str
    to_site: str
    mode: str
    route: str
    option: str
    tag: str
    ship_period: str
    t: int
    node: int
    """Balance row the goods leave."""
    freight: float
    insurance: float
    export_tax: float
    duty: float
    carrying: float
    handling: float
    mass_t: float
    """[t / unit]"""
    transaction_value: float
    customs_value: float
    transit_days: float
    under_way: float
    """[1] Share that arrives behind the horizon."""
    np_origin: str
    end_use: str
    importer: str


@dataclass
class ArcRows:
    """Arcs and where their goods arrive."""

    rows: list[Arc] = field(default_factory=list)
    arrivals: list[tuple[int, int, float]] = field(default_factory=list)
    """(node, arc, share)"""
    duties: list[ArcDuty] = field(default_factory=list)
    lanes: list[Lane] = field(default_factory=list)

    def frame(self) -> pd.DataFrame:
        """Return the table of arcs."""
        return pd.DataFrame(self.rows, columns=list(Arc._fields))


def build_arcs(lookups: Lookups, reach: Reach, nodes: NodeIndex, pricing: Pricing, tariffs: Tariffs) -> ArcRows:
    """Return every useful arc."""
    found = ArcRows()
    for spot, way, target in reach.moves:
        closing = lookups.closing_value(target[0], target[1]) > 0
        for t in range(reach.earliest[spot], reach.latest[spot] + 1):
            lane = lookups.lane(way, spot[1], t)
            if lane is None or lookups.site_barred(spot[0], t):
                continue
            shares = lookups.arrivals(way, spot[1], t)
            if closing or (shares and shares[0][0] <= reach.latest[target]):
                _add(found, lookups, nodes, pricing, tariffs, lane, spot, way, target[2], t, shares)
    return found


def _add(
    found: ArcRows,
    lookups: Lookups,
    nodes: NodeIndex,
    pricing: Pricing,
    tariffs: Tariffs,
    lane: Lane,
    spot: Spot,
    way: Way,
    arrived: State,
    t: int,
    shares: tuple[tuple[int, float], ...],
) -> None:
    site, product, state = spot
    settings = lookups.model.settings
    days = transit_days(lane)
    mass_kg = lookups.products[product].mass_kg
    freight = lane.unit_cost + lane.cost_per_t * (mass_kg or 0.0) / 1000.0 + demurrage(lane)
    value = pricing.value_of(state, way[0], way[1], product, t)
    duty = tariffs.duty(lane, product, state, t, days, value, freight)
    if duty.unknown:
        return
    if value is None:
        pricing.unknown.add((way[0], way[1], product))
    worth = value or 0.0
    arc = len(found.rows)
    handling = 0.0
    for later, share in shares:
        found.arrivals.append((nodes.at(way[1], product, arrived, later), arc, share))
        row = lookups.handling.find(way[1], product, lookups.calendar.codes[later])
        handling += 0.0 if row is None else share * row.unit_cost
    found.rows.append(
        Arc(
            product,
            state.label,
            way[0],
            way[1],
            way[2],
            way[3],
            MFN,
            NO_TAG,
            lookups.calendar.codes[t],
            t,
            nodes.at(site, product, state, t),
            freight,
            lane.insurance * worth,
            lane.export_tax * worth if duty.importer else 0.0,
            duty.amount,
            worth * settings.rate_per_year * days / DAYS_PER_YEAR,
            handling,
            (mass_kg or 0.0) / 1000.0,
            worth,
            duty.customs_value,
            days,
            lookups.calendar.under_way(t, days),
            duty.origin or state.origin,
            state.end_use,
            duty.importer,
        )
    )
    found.duties.append(duty)
    found.lanes.append(lane)


def demurrage(lane: Lane) -> float:
    """[money / unit] Expected demurrage."""
    if not lane.shipment_size:
        return 0.0
    return lane.inspection_share * lane.inspection_days * lane.demurrage_per_day / lane.shipment_size
