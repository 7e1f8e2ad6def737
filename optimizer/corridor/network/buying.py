"""Purchases and the bounds of offers: windows, tiers, order minimums and multiples, tooling."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import pairwise
from typing import NamedTuple

from corridor.network.bounds import Useful
from corridor.network.loads import Loads
from corridor.network.lookups import Lookups
from corridor.network.nodes import NodeIndex
from corridor.network.openings import OpeningRows
from corridor.network.reach import Reach
from corridor.network.schemes import Schemes
from corridor.network.sources import available_share, offer_state, with_uses
from corridor.schema.supply import Offer


class Purchase(NamedTuple):
    """What may be bought under an offer in one period and state."""

    offer: str
    state: str
    period: str
    t: int
    site: str
    product: str
    node: int
    unit_cost: float
    """[money / unit]"""


class OrderLot(NamedTuple):
    """A whole number of order multiples."""

    offer: str
    period: str
    multiple: float
    """[unit]"""
    most: float
    """[1] Largest number that can be of use."""


@dataclass
class PurchaseRows:
    """Purchases, their bounds and their order lots."""

    rows: list[Purchase] = field(default_factory=list)
    loads: Loads = field(default_factory=Loads)
    filled: list[tuple[int, int, float]] = field(default_factory=list)
    """(load of a tier, decision of the next tier, width of the tier)"""
    one_of: list[tuple[int, ...]] = field(default_factory=list)
    """Decisions of which at most one may be taken."""
    orders: list[OrderLot] = field(default_factory=list)
    order_purchases: list[tuple[int, int]] = field(default_factory=list)
    """(order lot, purchase)"""


def build_purchases(
    schemes: Schemes,
    reach: Reach,
    uses: Mapping[str, frozenset[str]],
    nodes: NodeIndex,
    useful: Useful,
    openings: OpeningRows,
) -> PurchaseRows:
    """Return every useful purchase and what bounds it."""
    found = PurchaseRows()
    lookups = schemes.lookups
    by_offer: dict[str, dict[int, list[int]]] = {}
    for code in sorted(lookups.offers):
        by_period = _buy(found, schemes, reach, uses, nodes, lookups.offers[code])
        if by_period:
            by_offer[code] = by_period
    schedules: dict[str, list[Offer]] = defaultdict(list)
    for code in sorted(by_offer):
        offer = lookups.offers[code]
        schedules[offer.schedule or f"={code}"].append(offer)
    bound = _Bounds(lookups, found, by_offer, useful, openings, {})
    for name in sorted(schedules):
        tiers = sorted(schedules[name], key=lambda offer: offer.min_quantity)
        if name.startswith("="):
            bound.single(tiers[0])
        else:
            bound.schedule(tiers)
    return found


def _buy(
    found: PurchaseRows,
    schemes: Schemes,
    reach: Reach,
    uses: Mapping[str, frozenset[str]],
    nodes: NodeIndex,
    offer: Offer,
) -> dict[int, list[int]]:
    """Add what may be bought under an offer, in each period once for each end use; return the rows by period."""
    by_period: dict[int, list[int]] = defaultdict(list)
    lookups, last = schemes.lookups, len(schemes.lookups.calendar) - 1
    states = [offer_state(schemes, reach.wanted, offer, t) for t in range(last + 1)]
    spots = {t: list(with_uses((offer.site, offer.product, state), uses)) for t, state in enumerate(states)}
    for number in range(len(spots[0])):  # End use by end use.
        for t in range(last + 1):
            spot = spots[t][number]
            if t > reach.latest.get(spot, -1) or not available_share(lookups, offer, t) > 0:
                continue
            by_period[t].append(len(found.rows))
            code, node = lookups.calendar.codes[t], nodes.at(*spot, t)
            found.rows.append(
                Purchase(offer.offer, spot[2].label, code, t, offer.site, offer.product, node, offer.unit_cost)
            )
    return dict(by_period)


@dataclass
class _Bounds:
    """Adds the bounds of one purchase: an offer, or the tiers of a schedule."""

    lookups: Lookups
    found: PurchaseRows
    by_offer: Mapping[str, Mapping[int, list[int]]]
    useful: Useful
    openings: OpeningRows
    tools: dict[str, int]
    """Tooling decisions made so far, by offer or group."""

    def _most(self, offer: Offer, periods: tuple[int, ...]) -> float:
        """[unit] Largest quantity of an offer in a window."""
        if offer.max_quantity is None:
            return math.inf
        if offer.per == "period":
            return offer.max_quantity * available_share(self.lookups, offer, periods[0])
        return offer.max_quantity * self.lookups.calendar.prorate(offer.per, periods)

    def _within(self, own: float, offer: Offer) -> float:
        """[unit] Return what can be of use of a quantity that the offer allows."""
        return self.useful.within(own, {offer.product: 1.0})

    def _start(self, tier: Offer, periods: tuple[int, ...]) -> float:
        """[unit] Where a tier begins in a window: where the one before ends."""
        share = available_share(self.lookups, tier, periods[0]) if tier.per == "period" else 1.0
        return tier.min_quantity * self.lookups.calendar.prorate(tier.per, periods) * share

    def _load(self, offer: Offer, window: str, periods: tuple[int, ...], free: float, terms: str = "") -> int:
        """Add what is bought in a window; `terms` tells bounds by orders or tooling from the offer's own."""
        load = self.found.loads.add(offer.offer + terms, window, free)
        for t in periods:
            self.found.loads.members.extend((load, row, 1.0) for row in self.by_offer[offer.offer].get(t, ()))
        return load

    def _windows(self, offer: Offer) -> list[tuple[str, tuple[int, ...]]]:
        """Return the windows of an offer in which something can be bought."""
        return [
            (name, periods)
            for name, periods in self.lookups.calendar.windows(offer.per).items()
            if any(t in self.by_offer[offer.offer] for t in periods)
        ]

    def single(self, offer: Offer) -> None:
        """Bound an offer that stands for itself."""
        for window, periods in self._windows(offer):
            most = self._most(offer, periods)
            if offer.min_quantity == 0 and offer.fixed_cost == 0:
                if not math.isinf(most):
                    self._load(offer, window, periods, most)
                continue
            scale = self.lookups.calendar.prorate(offer.per, periods)
            taken = self.openings.add("offer", offer.offer, window, periods[0], offer.fixed_cost * scale)
            load = self._load(offer, window, periods, 0.0)
            self.found.loads.upper.append((load, taken, self._within(most, offer)))
            if offer.min_quantity > 0:
                self.found.loads.lower.append((load, taken, offer.min_quantity * scale))
        self._orders(offer)

    def schedule(self, tiers: list[Offer]) -> None:
        """Bound the tiers of one purchase."""
        incremental = tiers[0].tiering == "incremental"
        convex = (
            incremental
            and tiers[0].min_quantity == 0
            and all(a.unit_cost <= b.unit_cost and a.customs_value == b.customs_value for a, b in pairwise(tiers))
            and all(tier.fixed_cost == 0 and tier.tooling == 0 for tier in tiers)
        )
        for window, periods in self._windows(tiers[0]):
            scale = self.lookups.calendar.prorate(tiers[0].per, periods)
            taken: list[int] = []
            before: int | None = None
            width_before = 0.0
            for n, tier in enumerate(tiers):
                start = self._start(tier, periods) if incremental and n > 0 else 0.0
                width = self._most(tier, periods) - start
                if convex:
                    before = self._load(tier, window, periods, width)
                    continue
                decision = self.openings.add("offer", tier.offer, window, periods[0], tier.fixed_cost * scale)
                load = self._load(tier, window, periods, 0.0)
                self.found.loads.upper.append((load, decision, self._within(width, tier)))
                if tier.min_quantity > 0 and (n == 0 or not incremental):
                    self.found.loads.lower.append((load, decision, tier.min_quantity * scale))
                if incremental and before is not None:
                    self.found.filled.append((before, decision, width_before))
                before, width_before = load, width
                taken.append(decision)
            if taken and not incremental:
                self.found.one_of.append(tuple(taken))
        for tier in tiers:
            self._orders(tier)

    def _tooling(self, offer: Offer) -> int:
        """Return the decision to pay an offer's tooling, which a group of offers shares."""
        name = offer.tooling_group or offer.offer
        if name not in self.tools:
            self.tools[name] = self.openings.add("tooling", name, "HORIZON", 0, offer.tooling)
        return self.tools[name]

    def _orders(self, offer: Offer) -> None:
        """Add tooling, order minimums and order multiples."""
        calendar = self.lookups.calendar
        periods = tuple(sorted(self.by_offer[offer.offer]))
        if offer.tooling > 0:
            bought = self._tooling(offer)
            load = self._load(offer, "HORIZON", periods, 0.0, ":tooling")
            most = sum(self._most(offer, window) for _, window in self._windows(offer))
            self.found.loads.upper.append((load, bought, self._within(most, offer)))
        for t in periods:
            own = [self._most(offer, window) for _, window in self._windows(offer) if t in window]
            most = self._within(own[0], offer)
            if offer.order_minimum > 0:
                taken = self.openings.add("order", offer.offer, calendar.codes[t], t, 0.0)
                load = self._load(offer, calendar.codes[t], (t,), 0.0, ":order")
                self.found.loads.upper.append((load, taken, most))
                self.found.loads.lower.append((load, taken, offer.order_minimum * offer.orders_per_period))
            if offer.order_multiple is not None:
                number = len(self.found.orders)
                lots = math.ceil(most / offer.order_multiple) if not math.isinf(most) else math.inf
                self.found.orders.append(OrderLot(offer.offer, calendar.codes[t], offer.order_multiple, lots))
                self.found.order_purchases.extend((number, row) for row in self.by_offer[offer.offer][t])
