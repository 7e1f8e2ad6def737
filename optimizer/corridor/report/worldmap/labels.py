"""Labels that do not cover each other.

Each takes the first free place around its point, the important ones first.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from corridor.report.worldmap.projection import Point

_WIDTH = 0.66
"""[1] Mean width of a letter as a share of the font size."""
_NEAR = (1.0, 2.2, 3.6)
"""[1] Distances of the rings of places that are tried, in font sizes. From the second ring on, a line leads
to the label."""
_DIRECTIONS: tuple[tuple[float, float], ...] = (
    (1, 0),
    (-1, 0),
    (0.7, -0.8),
    (0.7, 0.8),
    (-0.7, -0.8),
    (-0.7, 0.8),
    (0, -1),
    (0, 1),
)

Box = tuple[float, float, float, float]
"""(left, top, right, bottom) [map unit]"""


@dataclass(frozen=True)
class Label:
    """Where a label stands."""

    text: str
    x: float
    """[map unit] Where the text is anchored."""
    y: float
    """[map unit] Middle of the text."""
    anchor: Literal["start", "middle", "end"]
    leads: bool
    """Whether a line leads from the point to the label."""


def place_labels(
    texts: Sequence[str],
    points: Sequence[Point],
    font: float,
    view: Box,
    radius: float,
    others: Sequence[Point] = (),
) -> list[Label | None]:
    """Return the place of each label, or None where none is free.

    `font` and `radius` (of the points) are in map units; `others` are points without a label.
    """
    taken: list[Box] = [(x - radius, y - radius, x + radius, y + radius) for x, y in [*points, *others]]
    placed: list[Label | None] = []
    for own, (text, point) in enumerate(zip(texts, points, strict=True)):
        found = _first_free(text, point, font, view, [box for i, box in enumerate(taken) if i != own])
        placed.append(found)
        if found is not None:
            taken.append(_box(found, font))
    return placed


def _first_free(text: str, point: Point, font: float, view: Box, taken: Sequence[Box]) -> Label | None:
    for ring, distance in enumerate(_NEAR):
        for dx, dy in _DIRECTIONS:
            anchor: Literal["start", "middle", "end"] = "start" if dx > 0 else "end" if dx < 0 else "middle"
            label = Label(text, point[0] + dx * distance * font, point[1] + dy * distance * font, anchor, ring > 0)
            box = _box(label, font)
            inside = box[0] >= view[0] and box[1] >= view[1] and box[2] <= view[2] and box[3] <= view[3]
            if inside and not any(_overlap(box, other) for other in taken):
                return label
    return None


def _box(label: Label, font: float) -> Box:
    width = len(label.text) * font * _WIDTH
    left = label.x - {"start": 0.0, "middle": width / 2, "end": width}[label.anchor]
    return left, label.y - 0.6 * font, left + width, label.y + 0.6 * font


def _overlap(a: Box, b: Box) -> bool:
    return a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3]
