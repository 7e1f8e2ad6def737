"""The way of a shipment on the map: the great circle, so that no lane runs the wrong way round."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from math import acos, atan2, ceil, cos, degrees, hypot, radians, sin

from corridor.report.worldmap.projection import CUT, Point, in_view

_STEP = 2.0
"""[degrees] Longest piece of a way."""
_FARTHEST = 62.0
"""[degrees] No way is drawn nearer to a pole: ships do not sail there, and it would leave the picture."""
_BOW = 15.0
"""[degrees of latitude] How far such a way bends towards the pole instead."""


def way(start: Point, end: Point) -> list[list[Point]]:
    """Return the way between two places (longitude, latitude) in pieces that end at the edge of the map.

    Longitudes are in the map's range. The way is the great circle; where that comes too near to a pole, it is
    a bow across the middle of the map.
    """
    return _split(_flattened(great_circle(start, end)))


def great_circle(start: Point, end: Point) -> list[Point]:
    """Return points on the shortest way between two places; longitudes run on across the date line."""
    a, b = _vector(start), _vector(end)
    dot = max(-1.0, min(1.0, sum(p * q for p, q in zip(a, b, strict=True))))
    angle = acos(dot)
    if angle < 1e-9:
        return [start, end]
    if degrees(angle) > 179.9:  # opposite places have no one shortest way
        return great_circle(start, (end[0], end[1] + 0.2 if end[1] < 0 else end[1] - 0.2))
    pieces = max(2, ceil(degrees(angle) / _STEP))
    points: list[Point] = []
    for i in range(pieces + 1):
        u, v = sin(angle * (1 - i / pieces)) / sin(angle), sin(angle * i / pieces) / sin(angle)
        x, y, z = (u * p + v * q for p, q in zip(a, b, strict=True))
        lon = degrees(atan2(y, x))
        if points:
            lon += 360.0 * round((points[-1][0] - lon) / 360.0)
        points.append((lon, degrees(atan2(z, hypot(x, y)))))
    return points


def _vector(place: Point) -> tuple[float, float, float]:
    lon, lat = radians(place[0]), radians(place[1])
    return cos(lat) * cos(lon), cos(lat) * sin(lon), sin(lat)


def _flattened(points: list[Point]) -> list[Point]:
    """Return a way as it is unless it comes too near to a pole.

    Then it is a bow across the map that does not cross the edge.
    """
    (lon_a, lat_a), (lon_b, lat_b) = points[0], points[-1]
    extreme = max((lat for _, lat in points), key=abs)
    if abs(extreme) <= max(_FARTHEST, abs(lat_a), abs(lat_b)):
        return points
    lon_a, lon_b = in_view(lon_a), in_view(lon_b)
    bow = max(0.0, min(_BOW, _FARTHEST - abs(lat_a + lat_b) / 2)) * (1 if extreme > 0 else -1)
    count = len(points) - 1
    return [
        (
            lon_a + (lon_b - lon_a) * i / count,
            lat_a + (lat_b - lat_a) * i / count + 4 * i / count * (1 - i / count) * bow,
        )
        for i in range(count + 1)
    ]


def _split(points: Sequence[Point]) -> list[list[Point]]:
    """Return a way in the map's range of longitudes, cut where it crosses the edge."""
    pieces: list[list[Point]] = [[(in_view(points[0][0]), points[0][1])]]
    for (lon, lat), (next_lon, next_lat) in pairwise(points):
        here = pieces[-1][-1][0]
        there = here + next_lon - lon
        edge = CUT if there < CUT else CUT + 360.0 if there > CUT + 360.0 else None
        if edge is None:
            pieces[-1].append((there, next_lat))
            continue
        crossing = lat + (next_lat - lat) * (edge - here) / (there - here)
        pieces[-1].append((edge, crossing))
        other = CUT + 360.0 if edge == CUT else CUT
        pieces.append([(other, crossing), (there + other - edge, next_lat)])
    return pieces
