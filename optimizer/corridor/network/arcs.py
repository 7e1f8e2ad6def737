"""Arcs: one for each shipment that may be planned, with all that a unit on it costs."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NamedTuple

import pandas as pd

from corridor.geo.great_circle import way_length
from corridor.network.claims import ClaimRow
from corridor.network.entries import Entries, Entry, Shipped
from corridor.network.entry_fees import ArcFees
from corridor.network.lookups import Lookups
from corridor.network.nodes import NodeIndex
from corridor.network.pricing import Pricing
from corridor.network.reach import Reach, Spot
from corridor.network.states import State
from corridor.network.tariffs import ArcDuty
from corridor.network.timetables import transit_days
from corridor.schema.moving import Lane
from corridor.units import DAYS_PER_YEAR

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
    """What is claimed, and the quota it enters within (schema/border_option.py)."""
    tag: str
    ship_period: str
    t: int
    node: int
    """Balance row the goods leave."""
    freight: float
    insurance: float
    export_tax: float
    duty: float
    fees: float
    claim_cost: float
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
    arrival_state: str
    """Empty: the state, no longer bound to an offer."""


@dataclass
class ArcRows:
    """Arcs and where their goods arrive."""

    rows: list[Arc] = field(default_factory=list)
    arrivals: list[tuple[int, int, float]] = field(default_factory=list)
    """(node, arc, share)"""
    duties: list[ArcDuty] = field(default_factory=list)
    fees: list[ArcFees] = field(default_factory=list)
    claims: list[ClaimRow] = field(default_factory=list)
    lanes: list[Lane] = field(default_factory=list)

    def frame(self) -> pd.DataFrame:
        """Return the table of arcs."""
        return pd.DataFrame(self.rows, columns=list(Arc._fields))


def build_arcs(
    lookups: Lookups,
    reach: Reach,
    nodes: NodeIndex,
    pricing: Pricing,
    entries: Entries,
) -> ArcRows:
    """Return every useful arc."""
    builder = _Builder(lookups, nodes, pricing, entries, ArcRows())
    for spot, way, target in reach.moves:
        closing = target[:2] in reach.ends or lookups.closing_value(target[0], target[1]) > 0
        lanes, arrivals = lookups.timetables.of(way, spot[1])
        for t in range(reach.earliest[spot], reach.latest[spot] + 1):
            lane, shares = lanes[t], arrivals[t]
            if lane is None or lookups.site_barred(spot[0], t):
                continue
            if closing or (shares and shares[0][0] <= reach.latest[target]):
                builder.add(lane, spot, t, shares, target[2])
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
    entries: Entries
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

    def add(self, lane: Lane, spot: Spot, t: int, shares: tuple[tuple[int, float], ...], arrived: State) -> None:
        """Add the shipments of a spot's goods by a lane in period `t`, one for each way to enter worth having.

        There is none if the duty is unknown.
        """
        _, product, state = spot
        haul = self.haul(lane, product)
        value = self.pricing.value_of(state, lane.from_site, lane.to_site, product, t)
        shipped = Shipped(lane, product, state, t, haul.days, value, haul.freight)
        for entry in self.entries.of(shipped):
            if value is None:
                self.pricing.unknown.add((lane.from_site, lane.to_site, product))
                if lane.insurance or (lane.export_tax and entry.duty.importer):
                    self.entries.tariffs.needs_value(lane, product)
            self._remember(shipped, entry)
            handling = self._arrive(lane, product, arrived, shares)
            self.found.rows.append(self._arc(shipped, entry, spot, arrived, handling))

    def _remember(self, shipped: Shipped, entry: Entry) -> None:
        """Keep what the next arc's entry rests on: duty and fees, its claim, its quota."""
        number = len(self.found.rows)
        self.found.duties.append(entry.duty)
        self.found.fees.append(entry.fees)
        self.found.lanes.append(shipped.lane)
        if entry.claim is not None:
            layers = entry.duty.layers
            claim = self.entries.claims.row(number, entry.claim, entry.duty_unclaimed, layers, shipped.t)
            self.found.claims.append(claim)
        if entry.within is not None:
            window = self.lookups.calendar.arrival_window(shipped.t, shipped.days)
            self.entries.quotas.enter(number, entry.within, entry.per_unit, window)

    def _arc(self, shipped: Shipped, entry: Entry, spot: Spot, arrived: State, handling: float) -> Arc:
        """Return the arc of a shipment that enters in a way; `handling` [money / unit] is what receiving it costs."""
        lane, product, state, t, days, value, freight = shipped
        duty, worth, calendar = entry.duty, value or 0.0, self.lookups.calendar
        rate = self.lookups.model.settings.rate_per_year
        haul = self.haul(lane, product)
        return Arc(
            product=product,
            state=state.label,
            from_site=lane.from_site,
            to_site=lane.to_site,
            mode=lane.mode,
            route=lane.route,
            option=entry.option,
            tag=NO_TAG,
            ship_period=calendar.codes[t],
            t=t,
            node=self.nodes.at(*spot, t),
            freight=freight,
            insurance=lane.insurance * worth,
            export_tax=lane.export_tax * worth if duty.importer else 0.0,
            duty=duty.amount,
            fees=entry.fees.amount,
            claim_cost=entry.claim_cost,
            carrying=worth * rate * days / DAYS_PER_YEAR,
            handling=handling,
            mass_t=haul.mass_t,
            transaction_value=worth,
            customs_value=duty.customs_value,
            transit_days=days,
            distance_km=haul.distance_km,
            under_way=calendar.under_way(t, days),
            np_origin=duty.origin or state.origin,
            end_use=state.end_use,
            importer=duty.importer,
            arrival_state="" if arrived == state.arrived() else arrived.label,
        )

    def _arrive(self, lane: Lane, product: str, state: State, shares: tuple[tuple[int, float], ...]) -> float:
        """Link the next shipment to where and as what it arrives; return what receiving a unit costs [money / unit]."""
        arc = len(self.found.rows)
        cost = 0.0
        for t, share in shares:
            self.found.arrivals.append((self.nodes.at(lane.to_site, product, state, t), arc, share))
            row = self.lookups.handling.find(lane.to_site, product, self.lookups.calendar.codes[t])
            cost += 0.0 if row is None else share * row.unit_cost
        return cost


def demurrage(lane: Lane) -> float:
    """[money / unit] Expected demurrage."""
    if not lane.shipment_size:
        return 0.0
    return lane.inspection_share * lane.inspection_days * lane.demurrage_per_day / lane.shipment_size
