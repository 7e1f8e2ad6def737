"""Flows on their lanes: when they arrive, and what they cost by the tables and the law."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from fractions import Fraction
from typing import NamedTuple

from corridor.audit.book import Book
from corridor.audit.calendar import Arrival
from corridor.audit.entry_fees import EntryFees, UnitFees
from corridor.audit.origin_state import OriginState
from corridor.audit.plan import key_of
from corridor.audit.unit_costs import Pricing, UnitCosts
from corridor.schema.moving import Lane
from corridor.schema.results import Flow


class Shipment(NamedTuple):
    """A flow with its lane, and what a unit of it costs."""

    flow: Flow
    key: str
    """Key of the flow in findings."""
    state: OriginState
    lane: Lane
    under_way: Fraction
    """[days] Transit, dwell and expected inspection."""
    arrival: Arrival
    unit: UnitCosts
    """[money / unit]"""
    fees: UnitFees
    """[money / unit] On its entry."""

    @property
    def costs(self) -> Fraction:
        """[money / unit] Return all that moving a unit costs."""
        return self.unit.costs + self.fees.paid


def lane_of(book: Book, flow: Flow) -> Lane | None:
    """Return the lane that a flow uses, or None if the table has none."""
    return book.lanes.find(flow.from_site, flow.to_site, flow.mode, flow.route, flow.product, flow.ship_period)


def shipments(book: Book, pricing: Pricing, flows: Iterable[tuple[Flow, OriginState]]) -> Iterator[Shipment]:
    """Yield a shipment for each flow that has a lane."""
    calendar, entry_fees = book.calendar, EntryFees(book)
    for flow, state in flows:
        lane = lane_of(book, flow)
        if lane is not None:
            unit, under_way = pricing.of(flow, state, lane)
            arrival = calendar.arrival(calendar.number[flow.ship_period], under_way)
            fees = entry_fees.of(flow, state, lane, unit, under_way)
            yield Shipment(flow, f"flows {key_of(flow)}", state, lane, under_way, arrival, unit, fees)
