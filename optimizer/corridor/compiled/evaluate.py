"""Evaluating a template for all rows of a frame with numpy."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
import pyomo.environ as pyo
from pyomo.common.numeric_types import native_numeric_types, native_types
from pyomo.core import expr as nodes
from pyomo.core.expr.template_expr import GetItemExpression, IndexTemplate, TemplateSumExpression

from corridor.compiled.frames import Frame, ragged
from corridor.compiled.labels import Column, Floats, Ints, Rows, column_of, constant
from corridor.compiled.linear import ZERO, Linear, Numbers, Term
from corridor.compiled.ordinary import OrdinaryIndex, rows_of_group, rows_of_index
from corridor.compiled.params import values_of
from corridor.compiled.sets import TableGroup, TableSet
from corridor.compiled.template import Template, TemplateError

Touch = Callable[[Any, Ints, Ints], None]
"""Told of each mutable parameter: (parameter, positions in it, rows of the outermost frame that use them)."""


class Evaluator:
    """Evaluates the templates of one component; `where` names it in messages."""

    def __init__(self, where: str, inner_template: Callable[[Any], Template], touch: Touch | None = None) -> None:
        """Evaluate for a component; `inner_template` gives the template of a named expression that it uses."""
        self.where = where
        self._inner_template = inner_template
        self._touch = touch
        self._ordinary: dict[int, OrdinaryIndex] = {}

    def refused(self, what: str, instead: str) -> TemplateError:
        """Return the error for something that a linear template cannot hold."""
        return TemplateError(f"{self.where} has {what}. {instead}")

    def linear(self, expression: Any, frame: Frame) -> Linear:
        """Return an expression in every row of a frame.

        Raises TemplateError for what is not linear, KeyError for labels that a component does not have.
        """
        kind = expression.__class__
        if kind in native_numeric_types:
            return Linear(float(expression))
        if kind is IndexTemplate:
            return Linear(self._number_of(expression, frame))
        if isinstance(expression, GetItemExpression):
            return self._item(expression, frame)
        if kind is TemplateSumExpression:
            return self._sum(expression, frame)
        if isinstance(expression, nodes.SumExpression):
            total = ZERO
            for part in expression.args:
                total += self.linear(part, frame)
            return total
        if isinstance(expression, nodes.ProductExpression):
            return self._product(*(self.linear(part, frame) for part in expression.args))
        if isinstance(expression, nodes.NegationExpression):
            return self.linear(expression.args[0], frame).times(-1.0)
        if isinstance(expression, nodes.DivisionExpression):
            over, under = (self.linear(part, frame) for part in expression.args)
            return over.times(1.0 / self._plain(under, "a division by a variable"))
        if isinstance(expression, nodes.PowExpression):
            base, power = (self._plain(self.linear(p, frame), "a power of a variable") for p in expression.args)
            return Linear(base**power)
        return self._leaf(expression, frame)

    def _leaf(self, expression: Any, frame: Frame) -> Linear:
        """Return a component or a data object that stands in a rule without index templates."""
        if getattr(expression, "is_named_expression_type", bool)():
            component = expression.parent_component()
            if hasattr(component, "is_table_expression") and component.untouched:
                return self._named(component, expression.index(), frame)
            return self.linear(expression.expr, frame)
        if getattr(expression, "is_variable_type", bool)():
            component = expression.parent_component()
            return Linear(0.0, (Term(component, self._row_of(expression, frame), 1.0),))
        if getattr(expression, "is_parameter_type", bool)():
            self._noted(expression.parent_component(), self._row_of(expression, frame), frame)
            return Linear(float(pyo.value(expression)))
        raise self.refused(f"`{expression}` ({type(expression).__name__})", "Only linear expressions can be compiled.")

    def _row_of(self, data: Any, frame: Frame) -> Ints:
        """Return the row of a data object in its component, for every row of a frame."""
        return np.full(frame.count, self._index(data.parent_component()).position(data))

    def _product(self, left: Linear, right: Linear) -> Linear:
        if left.terms and right.terms:
            raise self.refused("a product of two variables", "Only linear expressions can be compiled.")
        return left.times(right.constant) if left.terms else right.times(left.constant)

    def _plain(self, found: Linear, what: str) -> Numbers:
        if found.terms:
            raise self.refused(what, "Only linear expressions can be compiled.")
        return found.constant

    def _number_of(self, template: Any, frame: Frame) -> Floats:
        column = frame.origin(template).column()
        if column.vocabulary is not None:
            raise self.refused(f"a label of {template} used as a number", "Use a TableParam over the labels.")
        return column.codes.astype(np.float64)

    def _item(self, expression: Any, frame: Frame) -> Linear:
        """Return `component[indices]`."""
        component, *indices = expression._args_
        if hasattr(component, "is_table_expression"):
            return self._named_items(component, indices, frame)
        positions = self._positions(component, indices, frame)
        if component.ctype is pyo.Var:
            return Linear(0.0, (Term(component, positions, 1.0),))
        if component.ctype is pyo.Param:
            return Linear(self._values(component)[self._noted(component, positions, frame)])
        raise self.refused(
            f"`{component.name}` ({component.ctype.__name__})", "Use variables, parameters, expressions."
        )

    def _noted(self, parameter: Any, positions: Ints, frame: Frame) -> Ints:
        if self._touch is not None and parameter._mutable:
            self._touch(parameter, positions, frame.outermost)
        return positions

    def _values(self, parameter: Any) -> Floats:
        return values_of(parameter)

    def _named(self, component: Any, index: Any, frame: Frame) -> Linear:
        """Return a table-backed named expression at one index."""
        template = self._inner_template(component)
        if not template.indices:
            return self.linear(template.expression, frame.beside(Rows.counting(0), np.arange(0), ()))
        at = np.full(frame.count, component.position(index))
        return self.linear(template.expression, frame.beside(component.rows, at, template.indices))

    def _named_items(self, component: Any, indices: Sequence[Any], frame: Frame) -> Linear:
        if not component.untouched:
            what = f"`{component.name}`, of which an expression was set by hand"
            raise self.refused(what, "Change its rule or a mutable parameter in it instead.")
        template = self._inner_template(component)
        positions = self._positions(component, indices, frame)
        return self.linear(template.expression, frame.beside(component.rows, positions, template.indices))

    def _sum(self, expression: Any, frame: Frame) -> Linear:
        """Return a sum over sets and groups."""
        return self.nested(expression.template_iters(), expression._local_args_[0], frame)

    def nested(self, groups: Sequence[Any], body: Any, frame: Frame) -> Linear:
        """Return the sum of a body over the members that groups of index templates run over, one inside the other."""
        current, opened = frame, []
        for templates in groups:
            repeat, rows, positions = self.members(templates[0]._set, current)
            opened.append((repeat, current.count, len(repeat)))
            current = current.inner(repeat, rows, positions, templates)
        found = self.linear(body, current)
        for repeat, outside, inside in reversed(opened):
            found = found.summed(repeat, outside, inside)
        return found

    def members(self, members: Any, frame: Frame) -> tuple[Ints, Rows, Ints]:
        """Return (row of the frame, table, position) of each member a sum runs over."""
        if isinstance(members, GetItemExpression):
            group, *indices = members._args_
            keys, starts, rows, positions = (
                (group.keys_of_groups, group.starts, group.members.rows, group.rows)
                if isinstance(group, TableGroup)
                else rows_of_group(group)
            )
            repeat, places = ragged(starts, self._found(keys, indices, frame))
            return repeat, rows, positions[places]
        rows = members.rows if isinstance(members, TableSet) else rows_of_index(members)
        count = len(rows)
        return np.repeat(np.arange(frame.count), count), rows, np.tile(np.arange(count), frame.count)

    def _index(self, component: Any) -> OrdinaryIndex:
        """Return the rows of a component's index set."""
        if id(component) not in self._ordinary:
            self._ordinary[id(component)] = OrdinaryIndex.of(component)
        return self._ordinary[id(component)]

    def _positions(self, component: Any, indices: Sequence[Any], frame: Frame) -> Ints:
        """Return the rows of a component that indices name. Raises KeyError if some do not exist."""
        rows = component.rows if hasattr(component, "touched") else self._index(component).rows
        found = self._found(rows, indices, frame)
        if len(found) and found.min() < 0:
            lost = np.flatnonzero(found < 0)
            labels = tuple(self._key(index, frame).label(int(lost[0])) for index in indices)
            raise KeyError(
                f"{self.where} asks for {component.name}[{', '.join(map(str, labels))}], which does not exist "
                f"({len(lost)} such row(s)): give the rule only rows for which it does, or use a group."
            )
        return found

    def _found(self, rows: Rows, indices: Sequence[Any], frame: Frame) -> Ints:
        """Return positions of indices in rows, MISSING where there are none."""
        known = self._same_table(rows, indices, frame)
        return known if known is not None else rows.find([self._key(index, frame) for index in indices])

    @staticmethod
    def _same_table(rows: Rows, indices: Sequence[Any], frame: Frame) -> Ints | None:
        """Return the positions at once if the indices are the columns of these very rows."""
        first: Ints | None = None
        for number, index in enumerate(indices):
            if index.__class__ is not IndexTemplate:
                return None
            origin = frame.origin(index)
            if origin.rows is not rows or origin.number != number:
                return None
            if first is not None and origin.positions is not first:
                return None
            first = origin.positions
        return first if len(indices) == len(rows.columns) else None

    def _key(self, index: Any, frame: Frame) -> Column:
        """Return the labels of one index of an item."""
        if index.__class__ is IndexTemplate:
            return frame.origin(index).column()
        if index.__class__ in native_types:
            return constant(index, frame.count)
        numbers = np.broadcast_to(self._plain(self.linear(index, frame), "a variable as index"), (frame.count,))
        whole = np.rint(numbers)
        if not (whole == numbers).all():
            raise self.refused("an index that is no whole number", "Use labels, or whole numbers.")
        return column_of(whole.astype(np.int64))
