"""Programmes that switch each other off in a ring, so that none comes before the others."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence

from corridor.errors import Fault
from corridor.reference.measure import Measure, measure
from corridor.reference.overlap import can_meet
from corridor.reference.placed import Placed
from corridor.schema.programmes import Programme


def ring_faults(programmes: Sequence[Placed[Programme]], territory: Callable[[str], str]) -> Iterator[Fault]:
    """Yield the records that exclude a programme by which they are excluded in turn, on the same goods and days.

    Exemptions come before all others, so a ring is one of exemptions or one of other records.
    """
    for exempt in (True, False):
        switching = [
            (one, measure(one.row))
            for one in programmes
            if one.row.excludes and one.row.side == "import" and (one.row.semantics == "exempt") == exempt
        ]
        after = {
            number: [other for other, (_, two) in enumerate(switching) if _switches(one, two, territory)]
            for number, (_, one) in enumerate(switching)
        }
        for number in sorted(_on_rings(after)):
            placed, one = switching[number]
            if placed.own:
                ring = " -> ".join(switching[step][1].record.programme for step in _ring(number, after))
                rule = f"programmes switch each other off in a ring on the same goods and days: {ring}"
                names = f"record {one.record.record} of {one.record.programme}"
                yield placed.fault("excludes", rule, f"Let {names} or another of the ring exclude less")


def _switches(one: Measure, other: Measure, territory: Callable[[str], str]) -> bool:
    """Return whether a record switches off another one."""
    return (
        one.record.importer == other.record.importer
        and other.record.programme in one.excludes
        and can_meet(one, other, territory)
    )


def _on_rings(after: Mapping[int, Sequence[int]]) -> frozenset[int]:
    """Return the nodes of a graph that lie on a ring."""
    return frozenset(node for node in after if len(_ring(node, after)) > 1)


def _ring(start: int, after: Mapping[int, Sequence[int]]) -> tuple[int, ...]:
    """Return the shortest way from a node back to itself, both ends included; without one, the node alone."""
    came: dict[int, int] = {}
    reached = [start]
    for node in reached:
        for following in after[node]:
            if following == start:
                way = [start, node]
                while way[-1] != start:
                    way.append(came[way[-1]])
                return tuple(reversed(way))
            if following not in came:
                came[following] = node
                reached.append(following)
    return (start,)
