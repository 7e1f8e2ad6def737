"""Bundles that do not say which of their records counts."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import combinations

from corridor.errors import Fault
from corridor.reference.measure import measure
from corridor.reference.overlap import can_meet
from corridor.reference.placed import Placed
from corridor.schema.programmes import Programme


def bundle_faults(programmes: Sequence[Placed[Programme]], territory: Callable[[str], str]) -> Iterator[Fault]:
    """Yield bundles with two ways to pick, and records of one rank that cover the same goods on the same day."""
    groups: dict[tuple[str, str], list[Placed[Programme]]] = {}
    for one in programmes:
        if one.row.bundle and one.row.pick != "all" and one.row.side == "import":
            groups.setdefault((one.row.importer, one.row.bundle), []).append(one)
        elif one.own and one.row.pick != "all" and not one.row.bundle:
            rule = f"`{one.row.pick}` of no bundle"
            yield one.fault("pick", rule, "Name the bundle of which one record counts, or leave pick empty")
    for (_, bundle), group in groups.items():
        yield from _mixed(bundle, group)
        yield from _of_one_rank(bundle, group, territory)


def _mixed(bundle: str, group: Sequence[Placed[Programme]]) -> Iterator[Fault]:
    """Yield records that pick otherwise than the first one of their bundle."""
    first = next((one for one in group if not one.own), group[0])
    for one in group:
        if one.own and one.row.pick != first.row.pick:
            rule = f"bundle {bundle} picks `{first.row.pick}` in {first.place}"
            yield one.fault("pick", rule, "Give all records of a bundle one way to pick")


def _of_one_rank(bundle: str, group: Sequence[Placed[Programme]], territory: Callable[[str], str]) -> Iterator[Fault]:
    """Yield records that could both be the first of their bundle."""
    ranked = [(one, measure(one.row)) for one in group if one.row.pick == "first"]
    for (one, a), (other, b) in combinations(ranked, 2):
        at, rest = (other, one) if other.own else (one, other)
        if at.own and one.row.rank == other.row.rank and can_meet(a, b, territory):
            rule = f"{rest.place} has the same rank in bundle {bundle} and covers the same goods on the same days"
            yield at.fault("rank", rule, "Give the one that comes first a lower rank")
