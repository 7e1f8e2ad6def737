"""The part of the map that is shown first."""

from __future__ import annotations

from collections.abc import Sequence

from corridor.report.worldmap.labels import Box
from corridor.report.worldmap.projection import HEIGHT, WIDTH, Point

_ASPECT = (1.75, 2.3)
"""Least and largest width of the view as a multiple of its height."""


def view_of(points: Sequence[Point]) -> Box:
    """Return the part of the map that shows all points, with room around them, in the shape of a page."""
    if not points:
        return 0.0, 0.0, WIDTH, HEIGHT
    left, right = min(x for x, _ in points), max(x for x, _ in points)
    top, bottom = min(y for _, y in points), max(y for _, y in points)
    pad = 0.06 * max(right - left, bottom - top, 60.0)
    width, height = right - left + 3 * pad, bottom - top + 2 * pad
    width, height = max(width, _ASPECT[0] * height), max(height, width / _ASPECT[1])
    x, y = (left + right - width) / 2, (top + bottom - height) / 2
    x = min(max(x, 0.0), WIDTH - width) if width <= WIDTH else (WIDTH - width) / 2
    y = min(max(y, 0.0), HEIGHT - height) if height <= HEIGHT else (HEIGHT - height) / 2
    return x, y, x + width, y + height
