"""Constraints whose rule is evaluated for all rows at once."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from pyomo.common.numeric_types import native_types
from pyomo.core import expr as nodes
from pyomo.core.base.constraint import IndexedConstraint

from corridor.compiled.evaluate import Evaluator, Touch
from corridor.compiled.expressions import template_of_expression
from corridor.compiled.frames import Frame
from corridor.compiled.labels import Floats, Ints
from corridor.compiled.linear import Linear, Numbers, Term
from corridor.compiled.sets import TableSet
from corridor.compiled.template import Rule, TemplateError
from corridor.compiled.templated import Templated
from corridor.compiled.touched import table_set


@dataclass(frozen=True)
class RowBlock:
    """Rows `lower <= sum of terms <= upper`, in the order of the positions they were asked for."""

    lower: Floats
    upper: Floats
    terms: tuple[Term, ...]


class TableConstraint(Templated, IndexedConstraint):  # type: ignore[misc]
    """A constraint over a table. Its rule is an ordinary Pyomo rule with `sum` and without a look at single indices."""

    def __init__(self, index: TableSet, rule: Rule, **kwargs: Any) -> None:
        """Keep the rule; it is called when the component joins a model."""
        super().__init__(table_set(index, "TableConstraint"), rule=rule, **kwargs)
        self._keep(rule)
        self._on = True

    def block(self, positions: Ints | None = None, touch: Touch | None = None) -> RowBlock:
        """Return rows as the rule gives them now: all, or those at positions."""
        at = np.arange(len(self.rows)) if positions is None else positions
        template = self.template()
        frame = Frame.over(self.rows, at, template.indices)
        lower, body, upper = self._relation(template.expression, frame, touch)
        count = len(at)
        constant = body.constant

        def minus(bound: Numbers) -> Floats:
            return np.broadcast_to(np.asarray(bound - constant, dtype=np.float64), (count,)).copy()

        return RowBlock(minus(lower), minus(upper), body.terms)

    def _relation(self, relation: Any, frame: Frame, touch: Touch | None) -> tuple[Numbers, Linear, Numbers]:
        """Return (lower, body, upper) as Pyomo would: the side without variables is the bound."""
        where = f"constraint {self.name}"
        evaluate = Evaluator(where, template_of_expression, touch)
        kind = relation.__class__
        if kind is nodes.RangedExpression:
            low, body, high = (evaluate.linear(part, frame) for part in relation.args)
            if low.terms or high.terms:
                raise TemplateError(f"{where} has a variable as a bound of inequality(lower, body, upper)")
            return low.constant, body, high.constant
        if kind not in (nodes.EqualityExpression, nodes.InequalityExpression):
            raise TemplateError(f"{where}: its rule returns `{relation}`, which is no relation such as a <= b")
        left, right = (evaluate.linear(part, frame) for part in relation.args)
        free = kind is nodes.InequalityExpression
        if _constant(relation.args[1]):
            return -np.inf if free else right.constant, left, right.constant
        if _constant(relation.args[0]):
            return left.constant, right, np.inf if free else left.constant
        return -np.inf if free else 0.0, left + right.times(-1.0), 0.0

    def activate(self) -> None:
        """Make every row count."""
        self._switch(True)

    def deactivate(self) -> None:
        """Make no row count."""
        self._switch(False)

    def _switch(self, on: bool) -> None:
        self._active = self._on = on
        for _, data in self.touched():
            data._active = on

    def changed(self) -> list[tuple[int, Any]]:
        """Return (position, data object) of touched rows that no longer are what the rule gives, or do not count."""
        rewritten = {position for position, _ in self.rewritten()}
        return [(at, data) for at, data in self.touched() if not data.active or at in rewritten]

    def _getitem_when_not_present(self, index: Any) -> Any:
        data = super()._getitem_when_not_present(index)
        data._active = self._on
        return data


def _constant(side: Any) -> bool:
    return side.__class__ in native_types or not side.is_potentially_variable()
