"""Natural Earth projection, turned so that the Pacific lies in the middle.

T. Patterson's Natural Earth projection, with the coefficients that d3-geo uses for it (geoNaturalEarth1).
"""

from __future__ import annotations

from math import pi, radians

CENTRE = 155.0
"""[degrees east] The middle of the map. The cut lies at 25 W: off Africa, beside Iceland."""

CUT = CENTRE - 180.0
"""[degrees east] Where the left edge of the map lies."""

WIDTH = 1000.0
"""[map unit] Width of the whole world."""

_SCALE = WIDTH / (2 * pi * 0.8707)

Point = tuple[float, float]
"""On the globe (longitude, latitude) [degrees]; on the map (x, y) [map unit], y down."""


def project(lon: float, lat: float) -> Point:
    """Return the place on the map of a place on the globe; `lon` from CUT to CUT + 360."""
    along, phi = radians(lon - CENTRE), radians(lat)
    p2 = phi * phi
    p4 = p2 * p2
    x = along * (0.8707 - 0.131979 * p2 + p4 * (-0.013791 + p4 * (0.003971 * p2 - 0.001529 * p4)))
    y = phi * (1.007226 + p2 * (0.015085 + p4 * (-0.044475 + 0.028874 * p2 - 0.005916 * p4)))
    return WIDTH / 2 + _SCALE * x, HEIGHT / 2 - _SCALE * y


def in_view(lon: float) -> float:
    """Return a longitude as the map counts it, from CUT to CUT + 360."""
    return (lon - CUT) % 360.0 + CUT


def _top() -> float:
    phi = pi / 2
    p2 = phi * phi
    p4 = p2 * p2
    return phi * (1.007226 + p2 * (0.015085 + p4 * (-0.044475 + 0.028874 * p2 - 0.005916 * p4)))


HEIGHT = 2 * _SCALE * _top()
"""[map unit] Height of the whole world."""


def outline() -> list[Point]:
    """Return the edge of the world on the map."""
    lats = range(-90, 91, 3)
    west = [project(CUT, lat) for lat in lats]
    east = [project(CUT + 360.0, lat) for lat in reversed(lats)]
    return west + east
