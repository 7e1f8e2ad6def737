"""Whether two programme records can cover the same goods on the same day."""

from __future__ import annotations

from collections.abc import Callable

from corridor.reference.measure import Measure
from corridor.reference.where import exclusive
from corridor.schema.row import EACH


def can_meet(one: Measure, other: Measure, territory: Callable[[str], str]) -> bool:
    """Return whether two records can cover the same goods on the same day.

    `territory` gives the customs territory of a country. Conditions count as far as single facts tell them apart.
    """
    return (
        max(one.first, other.first) <= min(one.last, other.last)
        and _share_origin(one, other, territory)
        and _share_end_use(one, other)
        and _share_code(one, other)
        and not exclusive(one.record.where, other.record.where)
    )


def _share_origin(one: Measure, other: Measure, territory: Callable[[str], str]) -> bool:
    """Return whether some origin is covered by both."""
    named = (one.origins | other.origins) - {EACH}
    if not named:
        return True
    return any(
        one.lists_origin(origin, territory(origin)) and other.lists_origin(origin, territory(origin))
        for origin in named
    )


def _share_end_use(one: Measure, other: Measure) -> bool:
    """Return whether some end use is covered by both."""
    named = one.named_end_uses() | other.named_end_uses() | {"none"}
    return any(one.lists_end_use(use) and other.lists_end_use(use) for use in named)


def _share_code(one: Measure, other: Measure) -> bool:
    """Return whether some code is covered by both: the finer one of two prefixes, unless it is left out."""
    named = (one.hs | other.hs) - {EACH}
    if not named:
        return True
    return any(
        one.lists_code(code) and other.lists_code(code) and not one.excepts_code(code) and not other.excepts_code(code)
        for code in named
    )
