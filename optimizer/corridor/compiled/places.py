"""Positions in arrays: parts of them, and each only once."""

from __future__ import annotations

import numpy as np

from corridor.compiled.labels import Ints


def stretches(begin: Ints, end: Ints) -> Ints:
    """Return begin[0], ... end[0] - 1, begin[1], ... end[1] - 1, and so on."""
    sizes = end - begin
    before = np.cumsum(sizes) - sizes
    places: Ints = np.arange(int(sizes.sum())) + np.repeat(begin - before, sizes)
    return places


def distinct(positions: Ints, count: int) -> Ints:
    """Return positions below `count` in order, each once."""
    if len(positions) < count // 16:  # Sorting a few is faster than marking all.
        return np.unique(positions)
    marked = np.zeros(count, dtype=bool)
    marked[positions] = True
    return np.flatnonzero(marked)
