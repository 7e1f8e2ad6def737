"""Ways between two places: by road, rail, sea or air, with rough speeds and freight rates that are made up."""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from benchmarks.generator.chance import rounded
from benchmarks.generator.places import Place
from corridor.geo.great_circle import great_circle

Mode = Literal["sea", "air", "road", "rail"]


@dataclass(frozen=True)
class Kind:
    """A mode of transport."""

    detour: float
    """[1] Length of the way over the great circle."""
    km_per_day: float
    waiting: tuple[float, float]
    """[days] Least and largest time in ports and terminals."""
    per_t: float
    """[thousand money / t] Freight, whatever the distance."""
    per_t_km: float
    """[thousand money / (t km)]"""


KINDS: Mapping[Mode, Kind] = {
    "sea": Kind(1.35, 620.0, (4.0, 11.0), 0.045, 0.000011),
    "air": Kind(1.1, 6000.0, (2.0, 4.0), 0.9, 0.00022),
    "road": Kind(1.25, 550.0, (0.5, 2.0), 0.02, 0.00009),
    "rail": Kind(1.3, 450.0, (2.0, 6.0), 0.04, 0.00003),
}

_ROAD_KM = 4000.0
"""[km] Longest way by road."""


@dataclass(frozen=True)
class Way:
    """A way from one place to another."""

    mode: Mode
    route: str
    km: float
    transit_days: float
    waiting_days: float
    cost_per_t: float
    """[thousand money / t]"""
    share: float
    """[1] Of the even flow that it may carry, over and above what a pair with one way may."""


def ways(start: Place, end: Place, second: float, chance: random.Random) -> Iterator[Way]:
    """Yield the main way between two places and, for a share `second` of the pairs, another one."""
    direct = great_circle(start.lat, start.lon, end.lat, end.lon)
    by_land = start.country.land == end.country.land and direct < _ROAD_KM
    yield _way("road" if by_land else "sea", "DIRECT", direct, 1.0, 1.0, chance)
    if chance.random() < second:
        if by_land:
            yield _way("rail", "DIRECT", direct, 1.0, 0.5, chance)
        elif chance.random() < 0.5:
            yield _way("sea", "SLOW", direct, 1.3, 0.6, chance)
        else:
            yield _way("air", "DIRECT", direct, 1.0, 0.25, chance)


def _way(mode: Mode, route: str, direct: float, longer: float, share: float, chance: random.Random) -> Way:
    kind = KINDS[mode]
    km = max(30.0, direct * kind.detour * longer)
    # A longer route is the cheaper one: a slow service with transhipment.
    price = (kind.per_t + kind.per_t_km * km) * chance.uniform(0.85, 1.2) * (0.6 if longer > 1.0 else 1.0)
    return Way(
        mode=mode,
        route=route,
        km=rounded(km),
        transit_days=round(km / kind.km_per_day, 1),
        waiting_days=round(chance.uniform(*kind.waiting), 1),
        cost_per_t=rounded(price),
        share=share,
    )
