"""The cheapest change of inputs that makes a lot pass a test of origin.

Replacing an input by an originating one takes its value out of what counts, at a premium. Which inputs to replace is a
knapsack: a discrete part is replaced in the whole lot or not at all, a material that is exchanged for others in any
share, and then the least premium for a unit of value moved comes first.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations

_ROUNDING = 1e-9
"""[1] Relative rounding that does not count as a shortfall."""
_MOST_PARTS = 14
"""Discrete parts of which all sets are tried; of more, those with the best premium for a unit of value."""


@dataclass(frozen=True)
class Replaceable:
    """An input that could be replaced by one that originates."""

    name: str
    value: float
    """[money, or t] What it takes out of `counted` if all of it is replaced."""
    premium: float
    """[money] What replacing all of it costs more; below 0 where it saves."""
    discrete: bool = False
    """Whether only all of it or nothing is replaced."""


@dataclass(frozen=True)
class Change:
    """Inputs to replace."""

    premium: float
    """[money]"""
    shares: tuple[tuple[str, float], ...]
    """(input, share [1] of it that is replaced), in the order given."""


def cheapest_change(inputs: Sequence[Replaceable], needed: float) -> Change | None:
    """Return the cheapest replacement that takes `needed` [money, or t] out of what counts; None if none does."""
    if needed <= 0:
        return Change(0.0, ())
    able = [one for one in inputs if one.value > 0]
    parts = [one for one in able if one.discrete]
    if len(parts) > _MOST_PARTS:
        parts = sorted(parts, key=lambda one: one.premium / one.value)[:_MOST_PARTS]
    mixed = sorted((one for one in able if not one.discrete), key=lambda one: one.premium / one.value)
    best: tuple[float, dict[str, float]] | None = None
    for count in range(len(parts) + 1):
        for chosen in combinations(parts, count):
            found = _filled(chosen, mixed, needed)
            if found is not None and (best is None or found[0] < best[0]):
                best = found
    if best is None:
        return None
    return Change(best[0], tuple((one.name, best[1][one.name]) for one in inputs if one.name in best[1]))


def _filled(
    chosen: Sequence[Replaceable], mixed: Sequence[Replaceable], needed: float
) -> tuple[float, dict[str, float]] | None:
    """Return premium and shares of some discrete parts with as much of the others as is then still needed."""
    left = needed - sum(one.value for one in chosen)
    premium = sum(one.premium for one in chosen)
    shares = {one.name: 1.0 for one in chosen}
    for one in mixed:
        if left <= needed * _ROUNDING:
            break
        share = min(1.0, left / one.value)
        shares[one.name] = share
        premium += share * one.premium
        left -= share * one.value
    return None if left > needed * _ROUNDING else (premium, shares)
