"""How much must be sent per unit of use, because part of a shipment arrives when nobody needs it."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from corridor.network.lookups import Lookups
from corridor.network.reach import Reach, Way

Place = tuple[str, int]
"""(site, period) of one product."""


@dataclass(frozen=True)
class _Leg:
    """A way a product may take: from where, to where, and in which periods it may leave and is of use."""

    source: str
    target: str
    way: Way
    leaves: range
    needed_until: int


def sent_per_use(lookups: Lookups, reach: Reach, product: str) -> float:
    """[1] Return the most that is sent from any site in any period for one unit that is of use somewhere later.

    Walked backward in time: one unit at a place may serve a use there, be stored, or be sent on, and of what is
    sent only one arrival may be wanted, for the others may come too early or too late. Goods may be carried
    around several sites within a period, but visit none twice.
    """
    legs = _legs(reach, product)
    sites = sorted({leg.source for leg in legs} | {leg.target for leg in legs})
    most: dict[Place, float] = {}
    for t in reversed(range(len(lookups.calendar))):
        for site in sites:
            rule = lookups.stock_rule(site, product, t)
            stored = rule is not None and rule.max_quantity != 0
            most[site, t] = most.get((site, t + 1), 1.0) if stored else 1.0
        at_once: list[tuple[_Leg, float]] = []
        for leg in legs:
            if t not in leg.leaves:
                continue
            behind = 1.0 - math.fsum(share for _, share in lookups.arrivals(leg.way, product, t))
            if behind > 0.0 and lookups.closing_value(leg.target, product) > 0:
                most[leg.source, t] = max(most[leg.source, t], 1.0 / behind)
            for arrival, share in lookups.arrivals(leg.way, product, t):
                if arrival == t:
                    at_once.append((leg, share))
                elif arrival <= leg.needed_until:
                    most[leg.source, t] = max(most[leg.source, t], most[leg.target, arrival] / share)
        _within_period(most, at_once, t, len(sites) - 1)
    return max(most.values(), default=1.0)


def _within_period(most: dict[Place, float], at_once: Sequence[tuple[_Leg, float]], t: int, legs: int) -> None:
    """Carry the need of a period back along ways of at most that many legs that arrive in the same period."""
    for _ in range(legs):
        before: Mapping[Place, float] = dict(most)
        for leg, share in at_once:
            most[leg.source, t] = max(most[leg.source, t], before[leg.target, t] / share)
        if most == before:
            return


def _legs(reach: Reach, product: str) -> list[_Leg]:
    """Return the ways of a product, states merged: the least bound that holds for each of them."""
    spans: dict[Way, tuple[int, int, int]] = {}
    for spot, way, target in reach.moves:
        if spot[1] == product:
            first, last, needed = reach.earliest[spot], reach.latest[spot], reach.latest[target]
            known = spans.get(way, (first, last, needed))
            spans[way] = (min(first, known[0]), max(last, known[1]), max(needed, known[2]))
    return [
        _Leg(way[0], way[1], way, range(first, last + 1), needed)
        for way, (first, last, needed) in sorted(spans.items())
    ]
