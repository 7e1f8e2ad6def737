"""Named expressions and the objective, evaluated at once; Pyomo's own expression is made when it is asked for."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pyomo.environ as pyo
from pyomo.core.base.expression import ExpressionData, IndexedExpression, ScalarExpression
from pyomo.core.base.objective import ObjectiveData, ScalarObjective

from corridor.compiled.evaluate import Evaluator, Touch
from corridor.compiled.frames import Frame
from corridor.compiled.linear import Linear
from corridor.compiled.sets import TableSet
from corridor.compiled.template import Kept, Rule, Template, template_of
from corridor.compiled.templated import Templated
from corridor.compiled.touched import table_set


def template_of_expression(component: Any) -> Template:
    """Return the template of a table-backed expression."""
    template: Template = component.template()
    return template


class _OneRule:
    """A scalar component whose expression comes from a rule of the block alone."""

    is_table_expression = True
    name: str
    parent_block: Callable[[], Any]
    _keeper: type
    """Pyomo's class whose slot holds the expression."""

    def _keep(self, rule: Rule) -> None:
        self._own_rule = rule
        self._template = Kept()
        self._shown = Kept()

    def construct(self, _data: Any = None) -> None:
        """Turn the rule into a template. Raises TemplateError if that cannot be done."""
        self._constructed = True
        self._data = {None: self}
        self.template()

    def template(self) -> Template:
        """Return the template of the rule."""
        found: Template = self._template.get(lambda: template_of(self.name, self.parent_block(), self._own_rule, None))
        return found

    def linear(self, touch: Touch | None = None) -> Linear:
        """Return the expression as the rule gives it now."""
        evaluate = Evaluator(f"expression {self.name}", template_of_expression, touch)
        return evaluate.linear(self.template().expression, Frame(1))

    @property
    def untouched(self) -> bool:
        """Whether the expression still is what the rule gives."""
        return self._written() == _NOTHING

    def _written(self) -> tuple[Any, ...]:
        """Return what somebody set."""
        return self._keeper.__dict__["_args_"].__get__(self)  # type: ignore[no-any-return]

    @property
    def _args_(self) -> tuple[Any, ...]:
        """Pyomo's expression: made from the rule, or what somebody set."""
        written = self._written()
        if written != _NOTHING or id(self) in _BEING_COPIED:
            return written
        return (self._shown.get(lambda: self._own_rule(self.parent_block())),)

    @_args_.setter
    def _args_(self, args: tuple[Any, ...]) -> None:
        self._keeper.__dict__["_args_"].__set__(self, args)

    def __getstate__(self) -> Any:
        """Return the state to be copied or pickled, without an expression being made for it."""
        _BEING_COPIED.add(id(self))
        try:
            return super().__getstate__()
        finally:
            _BEING_COPIED.discard(id(self))


_NOTHING = (None,)
"""What Pyomo keeps where no expression was set."""
_BEING_COPIED: set[int] = set()
"""ids of expressions whose state is being read."""


class TableExpression(_OneRule, ScalarExpression):  # type: ignore[misc]
    """A named expression `rule(block)`."""

    _keeper = ExpressionData

    def __init__(self, rule: Rule, **kwargs: Any) -> None:
        """Keep the rule; it is called when the component joins a model."""
        ScalarExpression.__init__(self, **kwargs)
        self._keep(rule)


class TableObjective(_OneRule, ScalarObjective):  # type: ignore[misc]
    """An objective `rule(block)`."""

    _keeper = ObjectiveData

    def __init__(self, rule: Rule, sense: Any = pyo.minimize, **kwargs: Any) -> None:
        """Keep the rule; it is called when the component joins a model."""
        ScalarObjective.__init__(self, sense=sense, **kwargs)
        self._keep(rule)

    def construct(self, _data: Any = None) -> None:
        """Set the sense, and turn the rule into a template. Raises TemplateError if that cannot be done."""
        super().construct(_data)
        self.set_sense(self._init_sense(self.parent_block(), None))


class IndexedTableExpression(Templated, IndexedExpression):  # type: ignore[misc]
    """Named expressions over a table. One that somebody sets by hand is refused where a rule uses it."""

    is_table_expression = True

    def __init__(self, index: TableSet, rule: Rule, **kwargs: Any) -> None:
        """Keep the rule; it is called when the component joins a model."""
        super().__init__(table_set(index, "IndexedTableExpression"), rule=rule, **kwargs)
        self._keep(rule)

    @property
    def untouched(self) -> bool:
        """Whether every expression still is what the rule gives."""
        return not any(True for _ in self.rewritten())

    def _body(self, data: Any) -> Any:
        return data._args_[0]

    def linear(self, touch: Touch | None = None) -> Linear:
        """Return all expressions, row by row, as the rule gives them now."""
        template = self.template()
        frame = Frame.over(self.rows, np.arange(len(self.rows)), template.indices)
        return Evaluator(f"expression {self.name}", template_of_expression, touch).linear(template.expression, frame)
