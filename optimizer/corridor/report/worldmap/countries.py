"""Country borders from TopoJSON (Natural Earth 1:50m, world-atlas), cut at the edge of the map."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from corridor.report.worldmap.projection import CUT, Point

_FILE = "world-atlas-2.0.2-countries-50m.json"
_LEFT_OUT = frozenset({"Antarctica"})
"""It surrounds a pole and trades nothing."""
_STEP = 3.0
"""[degrees] Points are added where a border runs along the edge of the map for longer than this."""


@dataclass(frozen=True)
class Country:
    """A country and its land, as rings of (longitude, latitude) in the map's range of longitudes."""

    name: str
    rings: tuple[tuple[Point, ...], ...]


@cache
def countries() -> tuple[Country, ...]:
    """Return the countries of the world in order of name."""
    text = files("corridor.report").joinpath("assets", "vendor", _FILE).read_text(encoding="utf-8")
    topology = json.loads(text)
    arcs = _decode(topology)
    found = []
    for geometry in topology["objects"]["countries"]["geometries"]:
        name = str(geometry["properties"]["name"])
        if name in _LEFT_OUT or geometry["type"] not in ("Polygon", "MultiPolygon"):
            continue
        polygons = [geometry["arcs"]] if geometry["type"] == "Polygon" else geometry["arcs"]
        rings = [_ring(arcs, indices) for polygon in polygons for indices in polygon]
        found.append(Country(name, tuple(piece for ring in rings for piece in _pieces(ring))))
    return tuple(sorted(found, key=lambda country: country.name))


def _decode(topology: dict[str, dict[str, list[float]]]) -> list[list[Point]]:
    """Return the arcs of a topology in degrees; they are stored as steps on a grid."""
    (kx, ky), (dx, dy) = topology["transform"]["scale"], topology["transform"]["translate"]
    decoded = []
    arcs: Sequence[Sequence[Sequence[int]]] = topology["arcs"]  # type: ignore[assignment]
    for arc in arcs:
        x = y = 0
        points = []
        for step in arc:
            x, y = x + step[0], y + step[1]
            points.append((x * kx + dx, y * ky + dy))
        decoded.append(points)
    return decoded


def _ring(arcs: Sequence[Sequence[Point]], indices: Sequence[int]) -> list[Point]:
    """Return the ring that arcs make, with longitudes that run on across the date line."""
    points: list[Point] = []
    for index in indices:
        arc = arcs[index] if index >= 0 else arcs[~index][::-1]
        for lon, lat in arc[1:] if points else arc:
            if points:
                lon += 360.0 * round((points[-1][0] - lon) / 360.0)
            points.append((lon, lat))
    return points


def _pieces(ring: Sequence[Point]) -> list[tuple[Point, ...]]:
    """Return the parts of a ring inside the map, each moved into the map's range of longitudes."""
    low, high = min(lon for lon, _ in ring), max(lon for lon, _ in ring)
    pieces = []
    for turn in range(-2, 3):
        shift = 360.0 * turn
        if high + shift <= CUT or low + shift >= CUT + 360.0:
            continue
        moved = [(lon + shift, lat) for lon, lat in ring]
        if low + shift < CUT:
            moved = _clip(moved, CUT, 1.0)
        if high + shift > CUT + 360.0:
            moved = _clip(moved, CUT + 360.0, -1.0)
        if len(moved) >= 3:
            pieces.append(tuple(moved))
    return pieces


def _clip(ring: Sequence[Point], edge: float, side: float) -> list[Point]:
    """Return the part of a ring on one side of a meridian (Sutherland and Hodgman)."""
    kept: list[Point] = []
    for (lon, lat), (next_lon, next_lat) in zip(ring, [*ring[1:], ring[0]], strict=True):
        inside, next_inside = side * (lon - edge) >= 0, side * (next_lon - edge) >= 0
        if inside:
            kept.append((lon, lat))
        if inside != next_inside:
            crossing = lat + (next_lat - lat) * (edge - lon) / (next_lon - lon)
            if kept and kept[-1][0] == edge:
                kept.extend(_along(edge, kept[-1][1], crossing))
            kept.append((edge, crossing))
    return kept


def _along(edge: float, start: float, end: float) -> list[Point]:
    """Return points between two latitudes on a meridian: it is a curve on the map."""
    count = int(abs(end - start) // _STEP)
    return [(edge, start + (end - start) * i / (count + 1)) for i in range(1, count + 1)]
