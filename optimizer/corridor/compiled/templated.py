"""Components over a table whose rule is turned into a template when they join a model."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from corridor.compiled.template import Kept, Rule, Template, template_of
from corridor.compiled.touched import OnTouch


class Templated(OnTouch):
    """Mixed into Pyomo's indexed components with a rule, in front of them."""

    name: str
    parent_block: Callable[[], Any]

    def _keep(self, rule: Rule) -> None:
        self._own_rule = rule
        self._template = Kept()
        self._made: dict[Any, Any] = {}

    def construct(self, _data: Any = None) -> None:
        """Turn the rule into a template. Raises TemplateError if that cannot be done."""
        self._constructed = True
        self.template()

    def template(self) -> Template:
        """Return the template of the rule."""
        found: Template = self._template.get(
            lambda: template_of(self.name, self.parent_block(), self._own_rule, self._index_set)
        )
        return found

    def _body(self, data: Any) -> Any:
        """Return Pyomo's expression of a data object."""
        return data.expr

    def rewritten(self) -> Iterator[tuple[int, Any]]:
        """Yield (position, data object) of what no longer is as the rule gave it."""
        for position, data in self.touched():
            if self._body(data) is not self._made.get(data.index()):
                yield position, data

    def _getitem_when_not_present(self, index: Any) -> Any:
        self.position(index)
        data = super()._getitem_when_not_present(index)  # type: ignore[misc]
        self._made[index] = self._body(data)
        return data
