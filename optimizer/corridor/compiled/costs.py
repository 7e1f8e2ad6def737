"""The objective as entries (column, cost) that can be computed again part by part.

An objective is one row; what a change of a price touches is found one level deeper, at the members its sums run over.
So it is taken apart into its sums, and each sum is evaluated over its outermost members.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
from pyomo.common.numeric_types import native_numeric_types
from pyomo.core import expr as nodes
from pyomo.core.expr.template_expr import TemplateSumExpression

from corridor.compiled.evaluate import Evaluator, Touch
from corridor.compiled.expressions import TableObjective, template_of_expression
from corridor.compiled.frames import Frame
from corridor.compiled.labels import Floats, Ints, Rows
from corridor.compiled.linear import Linear, Term
from corridor.compiled.places import distinct, stretches

MANY = 4
"""The costs of one in so many columns are found by adding up all."""


@dataclass(frozen=True)
class Part:
    """factor x expression, or factor x the sum of an expression over members (rows of a table)."""

    where: str
    factor: float
    expression: Any
    rows: Rows
    positions: Ints
    groups: tuple[Any, ...]
    """Index templates: of the outermost members, then of the sums inside."""

    @property
    def units(self) -> int:
        """The number of outermost members."""
        return len(self.positions)

    def linear(self, units: Ints | None = None, touch: Touch | None = None) -> Linear:
        """Return the part, one row for each of its outermost members, or for some of them."""
        evaluate = Evaluator(self.where, template_of_expression, touch)
        chosen = self.positions if units is None else self.positions[units]
        frame = Frame.over(self.rows, chosen, self.groups[0] if self.groups else ())
        return evaluate.nested(self.groups[1:], self.expression, frame).times(self.factor)


def parts(goal: TableObjective) -> list[Part]:
    """Return the parts of an objective."""
    where = f"objective {goal.name}"
    return list(_parts(where, goal.template().expression, 1.0, Evaluator(where, template_of_expression)))


def _parts(where: str, expression: Any, factor: float, evaluate: Evaluator) -> Iterator[Part]:
    if getattr(expression, "is_named_expression_type", bool)() and hasattr(expression, "is_table_expression"):
        if expression.untouched:
            yield from _parts(where, expression.template().expression, factor, evaluate)
        else:
            yield from _parts(where, expression.expr, factor, evaluate)
    elif isinstance(expression, nodes.SumExpression):
        for inner in expression.args:
            yield from _parts(where, inner, factor, evaluate)
    elif isinstance(expression, nodes.NegationExpression):
        yield from _parts(where, expression.args[0], -factor, evaluate)
    elif isinstance(expression, nodes.ProductExpression) and expression.args[0].__class__ in native_numeric_types:
        yield from _parts(where, expression.args[1], factor * expression.args[0], evaluate)
    elif isinstance(expression, TemplateSumExpression):
        first, *inner = expression.template_iters()
        _, rows, positions = evaluate.members(first[0]._set, Frame(1))
        yield Part(where, factor, expression._local_args_[0], rows, positions, (first, *inner))
    else:
        yield Part(where, factor, expression, Rows.counting(1), np.zeros(1, dtype=np.int64), ())


class Costs:
    """Costs as entries, and where each comes from."""

    def __init__(self, found: list[Part], start_of: Any, columns: int) -> None:
        """Evaluate parts; `start_of` gives the first column of a variable, `columns` is how many there are."""
        self.parts = found
        self._start_of = start_of
        self._columns = columns
        self._begin: list[list[int]] = []
        self._units: list[list[Ints | None]] = []
        constants, cols, weights, count = [], [], [], 0
        for part in found:
            linear = part.linear()
            constants.append(_total(linear, part.units))
            begin, units = [], []
            for term in linear.terms:
                begin.append(count)
                units.append(term.rows)
                cols.append(term.positions + start_of(term.variable))
                weights.append(_weights(term))
                count += len(term.positions)
            self._begin.append(begin)
            self._units.append(units)
        self.constants = constants
        self.entry_columns: Ints = np.concatenate(cols) if cols else np.zeros(0, dtype=np.int64)
        self.weights: Floats = np.concatenate(weights) if weights else np.zeros(0)
        self._order: Ints | None = None

    @property
    def offset(self) -> float:
        """The constant of the objective."""
        return float(sum(self.constants))

    def cost(self) -> Floats:
        """Return the cost of every column."""
        return np.bincount(self.entry_columns, weights=self.weights, minlength=self._columns).astype(np.float64)

    def again(self, number: int, units: Ints) -> Ints:
        """Compute some members of a part again; return the columns they cost, each once."""
        part = self.parts[number]
        everything = len(units) == part.units
        found = part.linear(None if everything else units)
        touched = []
        for begin, rows, term in zip(self._begin[number], self._units[number], found.terms, strict=True):
            entries: Any
            if everything:
                entries = slice(begin, begin + len(term.positions))
            else:
                entries = begin + (units if rows is None else _at(rows, units))
            self.weights[entries] = _weights(term)
            touched.append(self.entry_columns[entries])
        if np.ndim(found.constant) or found.constant:
            self.constants[number] = _total(part.linear(), part.units)
        return distinct(np.concatenate(touched), self._columns) if touched else np.zeros(0, dtype=np.int64)

    def of(self, columns: Ints) -> Floats:
        """Return the cost of some columns, added up in the order that `cost` adds."""
        if MANY * len(columns) > self._columns:
            return self.cost()[columns]
        if self._order is None:
            self._order = np.argsort(self.entry_columns, kind="stable")
            self._starts = np.searchsorted(self.entry_columns[self._order], np.arange(self._columns + 1))
        begin, end = self._starts[columns], self._starts[columns + 1]
        repeat = np.repeat(np.arange(len(columns)), end - begin)
        places = stretches(begin, end)
        return np.bincount(repeat, weights=self.weights[self._order[places]], minlength=len(columns)).astype(np.float64)


def _weights(term: Term) -> Floats:
    return np.broadcast_to(np.asarray(term.weights, dtype=np.float64), (len(term.positions),))


def _total(linear: Linear, units: int) -> float:
    return float(np.broadcast_to(np.asarray(linear.constant, dtype=np.float64), (units,)).sum())


def _at(rows: Ints, units: Ints) -> Ints:
    """Return where the entries of units stand; entries come in the order of their units."""
    return stretches(np.searchsorted(rows, units, side="left"), np.searchsorted(rows, units, side="right"))
