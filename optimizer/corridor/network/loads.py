"""Loads: sums of one kind of variable that a capacity bounds, freely or through open/closed decisions."""

from __future__ import annotations

import math
from dataclasses import dataclass, field

import pandas as pd

Pair = tuple[int, int, float]
"""(load, member or opening, weight or coefficient)"""


@dataclass
class Loads:
    """Rows `lower <= sum of weight x variable <= upper` with bounds that may hang on decisions."""

    rows: list[tuple[str, str, float]] = field(default_factory=list)
    """(subject, window, free upper bound; inf: none)"""
    members: list[Pair] = field(default_factory=list)
    upper: list[Pair] = field(default_factory=list)
    """(load, opening, capacity while open)"""
    lower: list[Pair] = field(default_factory=list)
    """(load, opening, least load while open)"""
    ramp: list[Pair] = field(default_factory=list)
    """(load, change, capacity since that opening)"""

    def add(self, subject: str, window: str, free: float) -> int:
        """Add a load with a bound that needs no decision (inf: none, 0: all of it hangs on decisions)."""
        self.rows.append((subject, window, free))
        return len(self.rows) - 1

    def frame(self) -> pd.DataFrame:
        """Return the table of loads."""
        return pd.DataFrame(self.rows, columns=["subject", "window", "free"])

    @property
    def bounded(self) -> list[int]:
        """Return the loads that have an upper row."""
        hanging = {load for load, _, _ in self.upper}
        return [load for load, row in enumerate(self.rows) if load in hanging or not math.isinf(row[2])]
