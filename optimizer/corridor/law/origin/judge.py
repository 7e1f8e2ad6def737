"""Whether a lot meets a test: both sides of it, and the room that is left."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from math import fsum

from corridor.law.origin.terms import Test


@dataclass(frozen=True)
class Judged:
    """Both sides of a test of one lot. [money, or t where the test is by mass]"""

    value: float
    """What the lot is worth, or weighs, on the basis of the test."""
    counted: float
    """What the test limits: materials that count against the lot, less those that count for it."""
    allowed: float
    """The largest `counted` that passes, margin included."""
    headroom: float
    """allowed - counted: not below 0 where the test is met."""


def judge(
    test: Test, value: float, own_value: float, materials: Iterable[tuple[str, float, float]], margin: float = 0.0
) -> Judged:
    """Return both sides of a test.

    `value` is the lot on `test.basis`, `own_value` its own labour, overhead and profit; `materials` are (product, value
    on `test.material_basis`, share of it that counts as originating, see `counted_share`); `margin` [1] is by how much
    content tests must be met better than their threshold.
    """
    terms = []
    for product, worth, share in materials:
        against, towards = test.weight(product)
        terms.append((against * (1.0 - share) + towards * share) * worth)
    counted = fsum(terms)
    allowed = (test.limit - (margin if test.margin else 0.0)) * value + test.own * own_value
    return Judged(value, counted, allowed, allowed - counted)
