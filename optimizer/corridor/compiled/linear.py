"""Linear expressions of many rows at once: a constant per row, and terms coefficient x variable."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from corridor.compiled.labels import Floats, Ints

Numbers = float | Floats
"""One number for all rows, or one for each."""


@dataclass(frozen=True)
class Term:
    """For each entry a coefficient of one column of one variable; entry e belongs to row rows[e] (None: row e)."""

    variable: Any
    positions: Ints
    """Rows of the variable."""
    weights: Numbers
    rows: Ints | None = None


@dataclass(frozen=True)
class Linear:
    """constant + sum of terms."""

    constant: Numbers = 0.0
    terms: tuple[Term, ...] = ()

    def __add__(self, other: Linear) -> Linear:
        """Return the sum."""
        return Linear(self.constant + other.constant, self.terms + other.terms)

    def times(self, factor: Numbers) -> Linear:
        """Return every row times its factor."""
        return Linear(self.constant * factor, tuple(_scaled(term, factor) for term in self.terms))

    def summed(self, repeat: Ints, count: int, inner: int) -> Linear:
        """Return the sum over the rows of an inner frame, for each of `count` rows outside."""
        constant: Numbers = 0.0
        if np.ndim(self.constant) or self.constant:
            each = np.broadcast_to(np.asarray(self.constant, dtype=np.float64), (inner,))
            constant = np.bincount(repeat, weights=each, minlength=count).astype(np.float64)
        return Linear(constant, tuple(_moved(term, repeat) for term in self.terms))


ZERO = Linear()


def _scaled(term: Term, factor: Numbers) -> Term:
    if factor.__class__ is float and factor == 1.0:
        return term
    at_entry = factor if np.ndim(factor) == 0 or term.rows is None else np.asarray(factor)[term.rows]
    return Term(term.variable, term.positions, term.weights * at_entry, term.rows)


def _moved(term: Term, repeat: Ints) -> Term:
    rows = repeat if term.rows is None else repeat[term.rows]
    return Term(term.variable, term.positions, term.weights, rows)
