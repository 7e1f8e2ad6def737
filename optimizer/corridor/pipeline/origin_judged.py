"""Tests of origin of lots, judged: what a lot that does not claim would have to pass."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

_ROUNDING = 1e-9
"""[1] Relative rounding that does not fail a test."""


class Counted(NamedTuple):
    """An input of a lot in a test."""

    input: str
    state: str
    quantity: float
    """[unit]"""
    value: float
    """[money, or t] All of it, as the test values it."""
    counted: float
    """[money, or t] What the test counts of it."""
    best: float
    """[money, or t] What it would count if all of it originated."""
    discrete: bool


@dataclass(frozen=True)
class JudgedTest:
    """A test of a whole lot at its inputs. [money, or t]"""

    name: str
    basis: str
    value: float
    counted: float
    allowed: float
    inputs: tuple[Counted, ...]

    @property
    def short(self) -> float:
        """[money, or t] By how much the test fails; 0 where it is met."""
        over = self.counted - self.allowed
        return over if over > _ROUNDING * max(1.0, self.value) else 0.0


@dataclass(frozen=True)
class JudgedWay:
    """One alternative of a rule, judged."""

    name: str
    tests: tuple[JudgedTest, ...]

    @property
    def passes(self) -> bool:
        """Whether all its tests are met."""
        return not any(one.short for one in self.tests)
