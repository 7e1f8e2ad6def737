"""Length of a way as the crow flies, where its lane does not say it."""

from __future__ import annotations

import math

from corridor.schema.moving import Lane
from corridor.schema.places import Site

EARTH_RADIUS_KM = 6371.0088
"""[km] Mean radius (IUGG)."""


def way_length(lane: Lane, start: Site, end: Site) -> float:
    """[km] Return the length of a lane; not a number where it is not stated and a site has no coordinates."""
    if lane.distance_km is not None:
        return lane.distance_km
    if start.lat is None or start.lon is None or end.lat is None or end.lon is None:
        return math.nan
    return great_circle(start.lat, start.lon, end.lat, end.lon)


def great_circle(lat: float, lon: float, other_lat: float, other_lon: float) -> float:
    """[km] Return the distance of two points given in degrees, on a sphere (haversine formula)."""
    a, b = math.radians(lat), math.radians(other_lat)
    half_lat, half_lon = (b - a) / 2, math.radians(other_lon - lon) / 2
    chord = math.sin(half_lat) ** 2 + math.cos(a) * math.cos(b) * math.sin(half_lon) ** 2
    return 2 * EARTH_RADIUS_KM * math.asin(math.sqrt(chord))
