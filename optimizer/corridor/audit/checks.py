"""What a family of checks yields: rows to be evaluated, and things that are refused without evaluation."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from functools import lru_cache
from typing import Literal, NamedTuple, TypeAlias

Term: TypeAlias = tuple[Fraction | int, float | int]
"""Coefficient, read exactly from the tables, and quantity, as the plan stores it."""

ROW_TOLERANCE = Fraction(1, 10**6)
"""[1] A constraint row may miss by so much of max(1, sum of absolute terms)."""

COST_TOLERANCE = Fraction(1, 10**9)
"""[1] The same for a cost line, and for a stored column that can be recomputed."""


class Check(NamedTuple):
    """A row: the sum of its terms must be 0, or at most 0, but for the tolerance."""

    family: str
    key: str
    text: str
    """What is wrong if the row fails."""
    terms: Sequence[Term]
    sense: Literal["=", "<="] = "="
    tolerance: Fraction = ROW_TOLERANCE


class Refusal(NamedTuple):
    """Something no tolerance is given to: a forbidden lane, a wrong rate, an unknown code."""

    family: str
    key: str
    text: str
    miss: float = 1.0
    """[unit] The quantity concerned, if there is one."""


Checks: TypeAlias = Iterator[Check | Refusal]
"""What a family yields."""


@lru_cache(maxsize=200_000)
def exact(value: float) -> Fraction:
    """Return a table value as the decimal number that the table shows: 0.1 is one tenth."""
    return Fraction(str(value))


def column(family: str, key: str, name: str, stored: float, terms: Sequence[Term]) -> Check:
    """Return the check that a stored column equals what its terms add up to."""
    return Check(family, key, _column_text(name), [(-1, stored), *terms], "=", COST_TOLERANCE)


@lru_cache
def _column_text(name: str) -> str:
    """Return what is wrong with a column, in words."""
    return f"column `{name}` is not what the tables give"
