"""The map as SVG: land, ways, arrows, sites and their labels.

Everything is in map units; what must keep its size on the screen (points, arrows, text) stands in groups that
carry their place and are scaled by the page when it is zoomed. All text is escaped.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from html import escape
from math import atan2, degrees

from corridor.report.short_names import short_names
from corridor.report.worldmap.countries import countries
from corridor.report.worldmap.labels import Box, Label, place_labels
from corridor.report.worldmap.projection import WIDTH, Point, in_view, outline, project
from corridor.report.worldmap.view import view_of
from corridor.report.worldmap.ways import way

SCREEN_WIDTH = 1120.0
"""[px] Width that the drawing is laid out for."""
_FONT = 11.5
"""[px]"""
_MOST_ARROWS = 60
"""Arrows on the widest arcs only; the tooltips of all say where they lead."""
_LONGEST = 26
"""[characters] Of a label in the first view; from nearer the page shows whole names."""
_LONGEST_OF_FEW = 40
"""[characters] The same where there are few."""
_LONGEST_NARROW = 14
"""[characters] The same on a narrow screen, where only demand is named."""
_RING = 9.5
"""[px] Radius of the ring around a site whose demand stays short."""
MOST_LABELS = 16
"""Sites that carry a label in the first view; the others say their name under the pointer, or from nearer."""
_RADIUS = 5.0
"""[px] Of a site's point."""
_SINGAPORE: Point = (103.82, 1.35)
_NEAR_SINGAPORE = 0.75
"""[degrees] A site this near stands for Singapore on the map."""
_SOUTHMOST = -60.0
"""[degrees] The whole world is shown down to here: there is nothing to see farther south."""


@dataclass(frozen=True)
class Spot:
    """A site on the map."""

    name: str
    lon: float
    lat: float
    tip: str
    css: str
    """Classes of the point."""


@dataclass(frozen=True)
class Arc:
    """Goods between two sites."""

    start: Point
    """(longitude, latitude)"""
    end: Point
    width: float
    """[px]"""
    colour: int
    """Number of the stage colour."""
    tip: str


def draw_map(spots: Sequence[Spot], arcs: Sequence[Arc], title: str) -> str:
    """Return the map as one SVG element; the important spots come first, the wide arcs last."""
    drawn = [(arc, [[project(*p) for p in piece] for piece in way(arc.start, arc.end)]) for arc in arcs]
    points = [project(in_view(spot.lon), spot.lat) for spot in spots]
    view = view_of([*points, *(p for _, pieces in drawn for piece in pieces for p in piece)])
    pixel = (view[2] - view[0]) / SCREEN_WIDTH
    size = f"{view[0]:.1f} {view[1]:.1f} {view[2] - view[0]:.1f} {view[3] - view[1]:.1f}"
    parts = [
        f'<svg class="map" role="img" aria-label="{escape(title)}" viewBox="{size}" data-home="{size}" '
        f'data-world="0 0 {WIDTH:.0f} {project(0.0, _SOUTHMOST)[1]:.0f}">',
        f'<path class="sea" d="{_path([outline()])}Z"/><g class="land">',
        *_land(pixel),
        "</g><g class='ways'>",
        *(_way(arc, pieces) for arc, pieces in drawn),
        "</g>",
        *(_arrow(arc, pieces, pixel) for arc, pieces in drawn[-_MOST_ARROWS:]),
        *_sites(spots, points, pixel, view),
        "</svg>",
    ]
    return "\n".join(part for part in parts if part)


def _path(pieces: Iterable[Sequence[Point]], grain: float = 0.0) -> str:
    """Return path data; points nearer than `grain` to the one before are left out."""
    words = []
    for piece in pieces:
        kept = [piece[0]]
        for point in piece[1:-1]:
            if abs(point[0] - kept[-1][0]) + abs(point[1] - kept[-1][1]) >= grain:
                kept.append(point)
        kept.append(piece[-1])
        words.append("M" + " ".join(f"{x:.2f},{y:.2f}" for x, y in kept))
    return "".join(words)


def _land(pixel: float) -> Iterable[str]:
    """Yield one path a country; islets smaller than a dot are left out, but never a whole country."""
    for country in countries():
        rings = [[project(*point) for point in ring] for ring in country.rings]
        sizes = [max(x for x, _ in ring) - min(x for x, _ in ring) for ring in rings]
        kept = [ring for ring, size in zip(rings, sizes, strict=True) if size >= min(pixel, max(sizes))]
        data = "".join(_path([ring], 0.5 * pixel) + "Z" for ring in kept)
        yield f'<path d="{data}" data-tip="{escape(country.name)}"/>'


def _way(arc: Arc, pieces: Sequence[Sequence[Point]]) -> str:
    tip = escape(arc.tip)
    return (
        f'<path class="way stage{arc.colour}" d="{_path(pieces)}" style="stroke-width:{arc.width:.1f}px" '
        f'data-tip="{tip}"/>'
    )


def _arrow(arc: Arc, pieces: Sequence[Sequence[Point]], pixel: float) -> str:
    """Return a tip that points along the way, a little behind its middle."""
    piece = max(pieces, key=len)
    i = min(len(piece) - 2, int(0.55 * len(piece)))
    (x, y), (nx, ny) = piece[i], piece[i + 1]
    size = 3.5 + arc.width
    tail = -0.7 * size
    path = (
        f'<path class="arrow stage{arc.colour}" transform="rotate({degrees(atan2(ny - y, nx - x)):.1f})" '
        f'd="M{size:.1f},0L{tail:.1f},{-tail:.1f}L{tail:.1f},{tail:.1f}Z"/>'
    )
    return _fixed("", (x, y), pixel, path)


def _sites(spots: Sequence[Spot], points: Sequence[Point], pixel: float, view: Box) -> Iterable[str]:
    """Yield points, then labels. Singapore is always there: it is too small for its land to be seen."""
    shown = list(spots)
    places = list(points)
    if not any(abs(s.lon - _SINGAPORE[0]) + abs(s.lat - _SINGAPORE[1]) < _NEAR_SINGAPORE for s in spots):
        shown.insert(0, Spot("Singapore", *_SINGAPORE, "Singapore (no site of the plan)", "place"))
        places.insert(0, project(*_SINGAPORE))
    for spot, place in reversed(list(zip(shown, places, strict=True))):  # the important ones on top
        radius = _RADIUS if spot.css != "place" else 0.6 * _RADIUS
        ring = f'<circle class="ring" r="{_RING:.1f}"/>' if "short" in spot.css.split() else ""
        circle = f'{ring}<circle r="{radius:.1f}"/>'
        yield _fixed(f"spot {spot.css}", place, pixel, circle, f' data-tip="{escape(spot.tip)}"')
    texts = short_names([spot.name for spot in shown], _LONGEST if len(shown) > MOST_LABELS else _LONGEST_OF_FEW)
    markets = [spot.name for spot in shown if "market" in spot.css.split()]
    tiny = dict(zip(markets, short_names(markets, _LONGEST_NARROW), strict=True))
    first = _named(shown)
    free = place_labels(
        [texts[i] for i in first],
        [places[i] for i in first],
        _FONT * pixel,
        view,
        _RADIUS * pixel,
        [places[i] for i in range(len(places)) if i not in first],
    )
    labels = dict(zip(first, free, strict=True))
    for i, (spot, text, place) in enumerate(zip(shown, texts, places, strict=True)):
        css = f"name {spot.css}" + ("" if i in labels else " minor")
        yield _fixed(css, place, pixel, _label(labels.get(i), text, tiny.get(spot.name, text), spot.name, place, pixel))


def _named(spots: Sequence[Spot]) -> list[int]:
    """Return which spots carry a label: the first ones, and Singapore. The others are named under the pointer."""
    return [i for i, spot in enumerate(spots) if i < MOST_LABELS or spot.css == "place"]


def _fixed(css: str, place: Point, pixel: float, content: str, more: str = "") -> str:
    """Return a group that keeps its size on the screen; its content is in pixels around its place."""
    x, y = place
    return (
        f'<g class="fixed {css}" data-x="{x:.2f}" data-y="{y:.2f}" '
        f'transform="translate({x:.2f} {y:.2f}) scale({pixel:.5f})"{more}>{content}</g>'
    )


def _label(label: Label | None, text: str, tiny: str, name: str, point: Point, pixel: float) -> str:
    """Return a label in pixels around its point; one without a free place is hidden until there is room."""
    whole = f' data-full="{escape(name)}" data-tiny="{escape(tiny)}"' if name != tiny else ""
    if label is None:
        return f'<text x="{_FONT:.1f}" y="4" visibility="hidden"{whole}>{escape(text)}</text>'
    x, y = (label.x - point[0]) / pixel, (label.y - point[1]) / pixel
    line = f'<path class="leader" d="M0,0L{x:.1f},{y:.1f}"/>' if label.leads else ""
    return f'{line}<text x="{x:.1f}" y="{y + 4:.1f}" text-anchor="{label.anchor}"{whole}>{escape(label.text)}</text>'
