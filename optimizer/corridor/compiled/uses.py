"""Which rows use which values of a parameter."""

from __future__ import annotations

import numpy as np

from corridor.compiled.labels import Ints
from corridor.compiled.places import distinct, stretches

MOST = 2
"""Where one in so many values of a parameter moved, everything that uses it is computed again at once: to look for the
rest would take longer."""


class Uses:
    """Notes of rows and of the values of one parameter that they use."""

    def __init__(self) -> None:
        """Begin without notes."""
        self._notes: list[tuple[Ints, Ints]] = []
        self._sorted: tuple[Ints, Ints] | None = None

    def note(self, positions: Ints, rows: Ints) -> None:
        """Note that rows use the values at positions, one row for each position."""
        self._notes.append((positions, rows))

    def of(self, changed: Ints, count: int) -> Ints:
        """Return which of `count` rows use one of the values, in order, each once.

        Where most values changed these are simply all rows that use any.
        """
        if not self._notes:
            return np.zeros(0, dtype=np.int64)
        if self._sorted is None:
            self._sorted = self._in_order()
        positions, rows = self._sorted
        if MOST * len(changed) < len(positions):
            begin = np.searchsorted(positions, changed, side="left")
            end = np.searchsorted(positions, changed, side="right")
            rows = rows[stretches(begin, end)]
        return distinct(rows, count)

    def _in_order(self) -> tuple[Ints, Ints]:
        positions, rows = (np.concatenate(part) for part in zip(*self._notes, strict=True))
        order = np.argsort(positions, kind="stable")
        return positions[order], rows[order]
