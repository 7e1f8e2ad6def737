"""Which lane row holds in each period, and in which periods a shipment arrives."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from corridor.network.calendar import Calendar, Shares
from corridor.schema.moving import Lane
from corridor.schema.row import EACH
from corridor.tables.star import StarIndex

Way = tuple[str, str, str, str]
"""(from_site, to_site, mode, route)"""

Timetable = tuple[tuple[Lane | None, ...], tuple[Shares, ...]]
"""For each period the lane row that holds, and in which periods a shipment arrives."""


def way_of(lane: Lane) -> Way:
    """Return the way of a lane row."""
    return lane.from_site, lane.to_site, lane.mode, lane.route


def transit_days(lane: Lane) -> float:
    """[days] Transit, dwell in port and expected inspection."""
    return lane.transit_days + lane.port_dwell_days + lane.inspection_share * lane.inspection_days


@dataclass(frozen=True)
class Timetables:
    """The table of lanes, period by period. Everything is worked out when first asked, and once."""

    rows: tuple[Lane, ...]
    index: StarIndex[Lane]
    calendar: Calendar
    _found: dict[tuple[Way, str], Timetable] = field(default_factory=dict)
    _schedules: dict[float, tuple[Shares, ...]] = field(default_factory=dict)
    """Transit days -> arrivals of a shipment of each period."""

    @cached_property
    def products(self) -> Mapping[Way, frozenset[str]]:
        """Way -> products named in its rows, `*` among them."""
        found: dict[Way, set[str]] = {}
        for row in self.rows:
            found.setdefault(way_of(row), set()).add(row.product)
        return {way: frozenset(products) for way, products in found.items()}

    @cached_property
    def least_shipments(self) -> frozenset[Way]:
        """Ways of which some row has a least shipment."""
        return frozenset(way_of(row) for row in self.rows if row.min_shipment > 0)

    def of(self, way: Way, product: str) -> Timetable:
        """Return the lane row and the arrivals of every period."""
        found = self._found.get((way, product))
        if found is None:
            found = self._found[way, product] = self._make(way, product)
        return found

    def _make(self, way: Way, product: str) -> Timetable:
        codes = self.calendar.codes
        if way not in self._changing:
            lane = self.index.find(*way, product, EACH)
            return (lane,) * len(codes), ((),) * len(codes) if lane is None else self._schedule(lane)
        lanes = tuple(self.index.find(*way, product, code) for code in codes)
        return lanes, tuple(() if lane is None else self._schedule(lane)[t] for t, lane in enumerate(lanes))

    @cached_property
    def _changing(self) -> frozenset[Way]:
        """Ways of which some row names a period."""
        return frozenset(way_of(row) for row in self.rows if row.period != EACH)

    def _schedule(self, lane: Lane) -> tuple[Shares, ...]:
        """Return where in time a shipment by a lane arrives, for each period in which it may leave."""
        days = transit_days(lane)
        if days not in self._schedules:
            self._schedules[days] = tuple(self.calendar.arrivals(t, days) for t in range(len(self.calendar)))
        return self._schedules[days]
