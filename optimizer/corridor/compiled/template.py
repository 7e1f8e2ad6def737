"""Turning a rule into a template: the rule is called once, with index templates in place of labels."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from pyomo.common.errors import PyomoException
from pyomo.core.expr.template_expr import TemplateExpressionError, templatize_rule

from corridor.compiled.sets import TableSet

Rule = Callable[..., Any]


class TemplateError(Exception):
    """A rule cannot be turned into a template; the message names it and says what to write instead."""


_ADVICE = (
    "A rule is called once for all rows, so it cannot look at a single index. Write `if` on an index as a set of its "
    "own with the rows it holds for; a shifted index such as t - 1 as a group (row -> row before); a dictionary or "
    "list as a TableParam; a loop as sum(... for ... in m.SET)."
)


@dataclass(frozen=True)
class Template:
    """An expression with index templates in it."""

    expression: Any
    indices: tuple[Any, ...]
    """The index templates of the rule's own index, one for each column of its index set."""


def template_of(name: str, block: Any, rule: Rule, index: TableSet | None) -> Template:
    """Return the template of a component's rule. Raises TemplateError, naming the component and its rule."""

    def called(owner: Any, indices: Any) -> Any:
        return rule(owner, *indices) if isinstance(indices, tuple) else rule(owner, indices)

    where = f"{name}: rule `{getattr(rule, '__name__', type(rule).__name__)}`"
    try:
        expression, indices = templatize_rule(block, called, index)
    except TemplateExpressionError as error:
        # Pyomo finds a loop that did not end; where the rule failed inside of one, that failure is the reason.
        reason = error.__context__ or "it loops over a set outside of sum(...)"
        raise TemplateError(f"{where} cannot be turned into a template: {reason}. {_ADVICE}") from error
    except (PyomoException, KeyError, TypeError, AttributeError, IndexError, ValueError, StopIteration) as error:
        raise TemplateError(f"{where} cannot be turned into a template: {error}. {_ADVICE}") from error
    if isinstance(expression, tuple):
        raise TemplateError(f"{where} returns a tuple: return inequality(lower, body, upper) or a relation")
    if expression is None or isinstance(expression, bool):
        raise TemplateError(f"{where} returns {expression!r} and no expression. {_ADVICE}")
    return Template(expression, tuple(indices) if index is not None else ())


class Kept:
    """Something derived that is made once and made again in a copy of its owner: it is neither copied nor pickled."""

    def __init__(self) -> None:
        """Hold nothing yet."""
        self.value: Any = None

    def get(self, make: Callable[[], Any]) -> Any:
        """Return the value, made now if it is not there."""
        if self.value is None:
            self.value = make()
        return self.value

    def __deepcopy__(self, memo: dict[int, Any]) -> Kept:
        """Return an empty one."""
        return Kept()

    def __reduce__(self) -> Any:
        """Pickle as an empty one."""
        return Kept, ()
