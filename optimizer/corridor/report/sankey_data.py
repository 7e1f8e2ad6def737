"""The flow chart as drawn: a box for each site and column, one for the smallest sites of a full column."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any

from corridor.report.content import Content
from corridor.report.map_section import stage_colour
from corridor.report.money import in_cents, short_money
from corridor.report.names import NBSP
from corridor.report.sankey import DEMAND, Chart, Link, Pool
from corridor.report.short_names import short_names

MOST_BOXES = 14
"""Boxes in a column; beyond that, the smallest sites share the last one. The table has them all."""
_LENGTHS = (44, 34, 26, 20)
"""[characters] Of a label, on two lines: the page takes the longest that has room. The tooltip has the whole name."""
_DUST = 1e-6
"""[1] Links below this part of the largest are rounding of the solver."""
_MOST_LINES = 6
"""Lines of a tooltip."""

Box = tuple[int, str]
"""(column, site), or (column, "") for the smaller sites together."""


def sankey_data(chart: Chart, content: Content) -> dict[str, Any]:
    """Return boxes, links and column headings; links that carry no cost are left to the table."""
    least = _DUST * max((link.value for link in chart.links), default=0.0)
    links = [link for link in chart.links if link.value > least]
    boxes = _boxes(chart, links)
    merged: dict[tuple[Box, Box, int], list[Link]] = defaultdict(list)
    for link in links:
        colour = stage_colour(content.stages.of_product[link.product])
        merged[boxes[link.source], boxes[link.target], colour].append(link)
    members: dict[Box, list[Pool]] = defaultdict(list)
    for pool, box in boxes.items():
        members[box].append(pool)
    return {
        "nodes": _nodes(members, content),
        "columns": _column_titles(chart, content),
        "links": [
            {
                "source": _id(source),
                "target": _id(target),
                "value": sum(link.value for link in group),
                "tip": _tip(group, content),
                "colour": colour,
            }
            for (source, target, colour), group in sorted(merged.items())
        ],
    }


def _boxes(chart: Chart, links: Sequence[Link]) -> dict[Pool, Box]:
    """Return node -> box."""
    inward: dict[Box, float] = defaultdict(float)
    outward: dict[Box, float] = defaultdict(float)
    pools = sorted({end for link in links for end in (link.source, link.target)})
    own: Mapping[Pool, Box] = {pool: (chart.columns[pool], pool[0]) for pool in pools}
    for link in links:
        outward[own[link.source]] += link.value
        inward[own[link.target]] += link.value
    kept: set[Box] = set()
    for column in sorted(set(chart.columns.values())):
        sites = sorted(
            {box for box in own.values() if box[0] == column},
            key=lambda box: (-max(inward[box], outward[box]), box),
        )
        kept |= set(sites if len(sites) <= MOST_BOXES else sites[: MOST_BOXES - 1])
    return {pool: box if box in kept else (box[0], "") for pool, box in own.items()}


def _id(box: Box) -> str:
    return f"{box[0]} {box[1]}"


def _nodes(members: Mapping[Box, Sequence[Pool]], content: Content) -> list[dict[str, Any]]:
    """Return the boxes in order of column and site."""
    boxes = sorted(members)
    labels = [
        content.names.site(box[1]) if box[1] else f"{len({site for site, _ in members[box]})} smaller sites"
        for box in boxes
    ]
    short = [short_names(labels, length) for length in _LENGTHS]
    return [
        _node(box, members[box], content, list(dict.fromkeys(found[i] for found in short)))
        for i, box in enumerate(boxes)
    ]


def _node(box: Box, pools: Sequence[Pool], content: Content, labels: Sequence[str]) -> dict[str, Any]:
    names, stages = content.names, content.stages
    sites = sorted({site for site, _ in pools})
    what = ["demand" if product == DEMAND else names.product(product) for _, product in pools]
    heading = [names.site(site) for site in sites]
    products = [product for _, product in pools]
    return {
        "id": _id(box),
        "labels": labels,
        "depth": box[0],
        "colour": 0 if DEMAND in products else stage_colour(stages.of_product[products[0]]),
        "tip": "\n".join([*_shortened(heading), ", ".join(sorted(set(what)))]),
    }


def _tip(links: Sequence[Link], content: Content) -> str:
    names = content.names
    lines = [
        f"{names.site(link.source[0])} to {names.site(link.target[0])}: {link.quantity:,.1f}{NBSP}"
        f"{names.unit(link.product)} {names.product(link.product)}, worth "
        f"{short_money(in_cents(link.value, names.money_unit))}{NBSP}{names.currency}"
        for link in sorted(links, key=lambda link: (-link.value, link.source, link.target))
    ]
    return "\n".join(_shortened(lines))


def _shortened(lines: Sequence[str]) -> list[str]:
    if len(lines) <= _MOST_LINES:
        return list(lines)
    return [*lines[: _MOST_LINES - 1], f"and {len(lines) - _MOST_LINES + 1} more"]


def _column_titles(chart: Chart, content: Content) -> list[str]:
    """Return a heading for each column: its stage, and whether goods are only shipped on there."""
    titles: dict[int, str] = {}
    for (_, product), column in chart.columns.items():
        titles[column] = "Demand" if product == DEMAND else content.stages.title(product)
    ordered = [titles[column] for column in sorted(titles)]
    return [f"{title}, shipped on" if i > 0 and title == ordered[i - 1] else title for i, title in enumerate(ordered)]
