"""Arcs: one for each shipment that may be planned, with all that a unit on it costs."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NamedTuple

import pandas as pd

from corridor.geo.great_circle import way_length
from corridor.network.lookups import Lookups
from corridor.network.nodes import NodeIndex
from corridor.network.pricing import Pricing
from corridor.network.reach import Reach, Spot
from corridor.network.states import State
from corridor.network.tariffs import ArcDuty, Tariffs
from corridor.network.timetables import transit_days
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
    distance_km: float
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
    builder = _Builder(lookups, nodes, pricing, tariffs, ArcRows())
    for spot, way, target in reach.moves:
        closing = target[:2] in reach.ends or lookups.closing_value(target[0], target[1]) > 0
        lanes, arrivals = lookups.timetables.of(way, spot[1])
        for t in range(reach.earliest[spot], reach.latest[spot] + 1):
            lane, shares = lanes[t], arrivals[t]
            if lane is None or lookups.site_barred(spot[0], t):
                continue
            if closing or (shares and shares[0][0] <= reach.latest[target]):
                builder.add(lane, spot, t, shares)
    return builder.found


@dataclass(frozen=True)
class _Haul:
    """What a lane asks for a unit of a product, whenever it leaves."""

    days: float
    freight: float
    mass_t: float
    distance_km: float


@dataclass(frozen=True)
class _Builder:
    """Prices shipments and adds them."""

    lookups: Lookups
    nodes: NodeIndex
    pricing: Pricing
    tariffs: Tariffs
    found: ArcRows
    hauls: dict[tuple[int, str], _Haul] = field(default_factory=dict)
    """(id of a lane row, product) -> what it asks, of those that came up so far"""

    def haul(self, lane: Lane, product: str) -> _Haul:
        """Return what a lane asks for a unit of a product."""
        key = id(lane), product
        if key not in self.hauls:
            mass_kg = self.lookups.products[product].mass_kg or 0.0
            freight = lane.unit_cost + lane.cost_per_t * mass_kg / 1000.0 + demurrage(lane)
            sites = self.lookups.sites
            length = way_length(lane, sites[lane.from_site], sites[lane.to_site])
            self.hauls[key] = _Haul(transit_days(lane), freight, mass_kg / 1000.0, length)
        return self.hauls[key]

    def add(self, lane: Lane, spot: Spot, t: int, shares: tuple[tuple[int, float], ...]) -> None:
        """Add the shipment of a spot's goods by a lane in period `t`, unless its duty is unknown."""
        _, product, state = spot
        haul = self.haul(lane, product)
        value = self.pricing.value_of(state, lane.from_site, lane.to_site, product, t)
        duty = self.tariffs.duty(lane, product, state, t, haul.days, value, haul.freight)
        if duty.unknown:
            return
        export_tax = lane.export_tax if duty.importer else 0.0
        if value is None:
            self.pricing.unknown.add((lane.from_site, lane.to_site, product))
            if lane.insurance or export_tax:
                self.tariffs.needs_value(lane, product)
        worth = value or 0.0
        rate = self.lookups.model.settings.rate_per_year
        row = Arc(
            product=product,
            state=state.label,
            from_site=lane.from_site,
            to_site=lane.to_site,
            mode=lane.mode,
            route=lane.route,
            option=MFN,
            tag=NO_TAG,
            ship_period=self.lookups.calendar.codes[t],
            t=t,
            node=self.nodes.at(*spot, t),
            freight=haul.freight,
            insurance=lane.insurance * worth,
            export_tax=export_tax * worth,
            duty=duty.amount,
            carrying=worth * rate * haul.days / DAYS_PER_YEAR,
            handling=self._arrive(lane, product, state, shares),
            mass_t=haul.mass_t,
            transaction_value=worth,
            customs_value=duty.customs_value,
            transit_days=haul.days,
            distance_km=haul.distance_km,
            under_way=self.lookups.calendar.under_way(t, haul.days),
            np_origin=duty.origin or state.origin,
            end_use=state.end_use,
            importer=duty.importer,
        )
        self.found.rows.append(row)
        self.found.duties.append(duty)
        self.found.lanes.append(lane)

    def _arrive(self, lane: Lane, product: str, state: State, shares: tuple[tuple[int, float], ...]) -> float:
        """Link the next shipment to where it arrives and return what receiving a unit costs [money / unit]."""
        arc = len(self.found.rows)
        cost = 0.0
        for t, share in shares:
            self.found.arrivals.append((self.nodes.at(lane.to_site, product, state.arrived(), t), arc, share))
            row = self.lookups.handling.find(lane.to_site, product, self.lookups.calendar.codes[t])
            cost += 0.0 if row is None else share * row.unit_cost
        return cost


def demurrage(lane: Lane) -> float:
    """[money / unit] Expected demurrage."""
    if not lane.shipment_size:
        return 0.0
    return lane.inspection_share * lane.inspection_days * lane.demurrage_per_day / lane.shipment_size
