"""Codes across editions of the Harmonized System."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import pairwise

from corridor.law.origin.indexed import indexed
from corridor.schema.origin import Concordance

_Step = Mapping[str, tuple[str, ...]]
"""Code of six digits -> its codes in the other edition, where they differ."""


def codes_between(rows: tuple[Concordance, ...], code: str, edition: int, wanted: int) -> tuple[str, ...]:
    """Return what a code of one edition is in another, in order; itself where nothing is recorded.

    Where no rows lead straight from one edition to the other, those of the editions between are followed. Digits
    beyond the sixth belong to national tariffs: they are kept only where the six do not change.
    """
    steps = indexed(rows, _steps)
    codes = {code}
    for step in _way(steps, edition, wanted):
        codes = {after for one in codes for after in step.get(one[:6], (one,))}
    return tuple(sorted(codes))


def _steps(rows: Iterable[Concordance]) -> Mapping[tuple[int, int], _Step]:
    """Return edition, other edition -> codes, in both directions."""
    found: dict[tuple[int, int], dict[str, set[str]]] = {}
    for row in rows:
        found.setdefault((row.edition, row.older_edition), {}).setdefault(row.hs, set()).add(row.older_hs)
        found.setdefault((row.older_edition, row.edition), {}).setdefault(row.older_hs, set()).add(row.hs)
    return {pair: {code: tuple(sorted(to)) for code, to in codes.items()} for pair, codes in found.items()}


def _way(steps: Mapping[tuple[int, int], _Step], edition: int, wanted: int) -> list[_Step]:
    """Return the steps from one edition to another: the direct one, or one by one through those between."""
    if (edition, wanted) in steps:
        return [steps[edition, wanted]]
    low, high = sorted((edition, wanted))
    between = sorted({end for pair in steps for end in pair if low < end < high} | {low, high})
    stations = between if edition <= wanted else between[::-1]
    return [steps[pair] for pair in pairwise(stations) if pair in steps]
