"""Length of a way: the lane's own, else the great circle between its sites."""

from __future__ import annotations

import math

from corridor.schema.moving import Lane
from corridor.schema.places import Site

EARTH_KM = 6371.0
"""[km] Mean radius of the earth (IUGG: 6371.0088)."""

SAME_WAY = 2e-3
"""[1] Great circles on a sphere and on the ellipsoid's axes differ by less; no constraint or cost rests on one."""


def way_km(lane: Lane, start: Site, end: Site) -> float | None:
    """[km] Return the length of a lane, or None if neither it nor the coordinates of its sites are given."""
    if lane.distance_km is not None:
        return lane.distance_km
    if start.lat is None or start.lon is None or end.lat is None or end.lon is None:
        return None
    here, there = math.radians(start.lat), math.radians(end.lat)
    across = math.sin((there - here) / 2) ** 2
    along = math.cos(here) * math.cos(there) * math.sin(math.radians(end.lon - start.lon) / 2) ** 2
    return 2 * EARTH_KM * math.asin(min(1.0, math.sqrt(across + along)))


def same_way(shown: float | None, right: float | None) -> bool:
    """Return whether a length is shown as it is."""
    if shown is None or right is None:
        return shown is right
    return math.isclose(shown, right, rel_tol=SAME_WAY, abs_tol=0.1)
