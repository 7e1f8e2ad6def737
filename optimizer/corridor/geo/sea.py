"""Distances by sea, to fill table lanes once. Needs the extra `geo` (searoute, Eurostat's network of sea lanes)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from corridor.errors import Fault, Severity, UsageError
from corridor.geo.great_circle import great_circle
from corridor.schema.moving import Lane
from corridor.schema.places import Site
from corridor.tables.tables import Model

try:
    import searoute
except ImportError:
    searoute = None

PASSAGES = ("suez", "panama", "malacca", "gibraltar", "babalmandab", "sunda", "ormuz", "northeast", "northwest")
"""Passages that can be shut."""

FAR_KM = 150.0
"""[km] A site farther from the sea lanes than this is reported: the answer may leave from another coast."""


@dataclass(frozen=True)
class SeaWay:
    """A way by sea."""

    km: float
    """[km] Along the sea lanes, with the straight pieces to both sites."""
    off_network_km: float
    """[km] The longer of the two straight pieces."""


def sea_way(start: Site, end: Site, shut: Sequence[str] = ()) -> SeaWay:
    """Return the way by sea between two sites with coordinates.

    The Northwest Passage is always shut: naming other passages would open it silently otherwise. Raises
    UsageError if searoute is not installed, a site has no coordinates, or no way is found.
    """
    if searoute is None:
        raise UsageError("distances by sea need the extra geo: pip install 'corridor[geo]'")
    if start.lat is None or start.lon is None or end.lat is None or end.lon is None:
        raise UsageError(f"{start.site} or {end.site} has no coordinates: fill in lat and lon in table sites")
    closed = sorted({"northwest", *shut})
    found = searoute.searoute([start.lon, start.lat], [end.lon, end.lat], units="km", restrictions=closed)
    points = found.geometry["coordinates"]
    if len(points) < 2 or not found.properties["length"] > 0:
        raise UsageError(f"no way by sea was found from {start.site} to {end.site}")
    first = great_circle(start.lat, start.lon, points[0][1], points[0][0])
    last = great_circle(end.lat, end.lon, points[-1][1], points[-1][0])
    return SeaWay(float(found.properties["length"]) + first + last, max(first, last))


def with_sea_distances(model: Model, shut: Sequence[str] = ()) -> tuple[Model, int, tuple[Fault, ...]]:
    """Return a model whose sea lanes all have a distance, how many were filled, and what is doubtful.

    Distances that are stated stay. Raises UsageError as `sea_way` does, and for an unknown passage.
    """
    unknown = sorted(set(shut) - set(PASSAGES))
    if unknown:
        raise UsageError(f"there is no passage {', '.join(unknown)}: known are {', '.join(PASSAGES)}")
    sites = {site.site: site for site in model.tables[Site]}
    known: dict[tuple[str, str], SeaWay] = {}
    lanes: list[Lane] = []
    doubts: list[Fault] = []
    filled = 0
    for lane in model.tables[Lane]:
        if lane.mode != "sea" or lane.distance_km is not None:
            lanes.append(lane)
            continue
        pair = (lane.from_site, lane.to_site)
        if pair not in known:
            known[pair] = sea_way(sites[pair[0]], sites[pair[1]], shut)
            if known[pair].off_network_km > FAR_KM:
                doubts.append(_far(pair, known[pair]))
        lanes.append(lane.model_copy(update={"distance_km": round(known[pair].km)}))
        filled += 1
    return replace(model, tables=model.tables.with_rows(Lane, lanes)), filled, tuple(doubts)


def _far(pair: tuple[str, str], way: SeaWay) -> Fault:
    return Fault(
        "lanes",
        None,
        "distance_km",
        "",
        f"{pair[0]} to {pair[1]}",
        f"an end lies {way.off_network_km:.0f} km from the nearest sea lane, taken as a straight line",
        "Check the coordinates, or state distance_km.",
        Severity.WARNING,
    )
