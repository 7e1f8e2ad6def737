"""The parts of Pyomo that `corridor.compiled` rests on and that Pyomo does not promise to keep."""

from __future__ import annotations

import inspect
from typing import Any

import pyomo
import pyomo.environ as pyo
import pytest
from pyomo.core.base.constraint import ConstraintData, IndexedConstraint
from pyomo.core.base.indexed_component import IndexedComponent
from pyomo.core.base.param import IndexedParam, ParamData
from pyomo.core.base.set import OrderedSetOf
from pyomo.core.base.var import IndexedVar, VarData
from pyomo.core.expr import template_expr

CHANGED = "Pyomo changed a part that corridor.compiled rests on; compare the release notes, then this package: "

PARTS: tuple[tuple[Any, str], ...] = (
    (IndexedComponent, "_getitem_when_not_present"),
    (IndexedComponent, "_create_objects_for_deepcopy"),
    (IndexedConstraint, "_getitem_when_not_present"),
    (IndexedVar, "_getitem_when_not_present"),
    (IndexedParam, "_getitem_when_not_present"),
    (VarData, "_domain"),
    (VarData, "_fixed"),
    (ConstraintData, "_expr"),
    (ConstraintData, "to_bounded_expression"),
    (ParamData, "_index"),
    (OrderedSetOf, "ord"),
    (template_expr, "templatize_rule"),
    (template_expr.TemplateSumExpression, "template_iters"),
    (template_expr.TemplateSumExpression, "_local_args_"),
    (template_expr.IndexTemplate, "_set"),
    (template_expr, "NPV_Structural_GetItemExpression"),
    (template_expr, "NPV_Numeric_GetItemExpression"),
    (template_expr, "Numeric_GetItemExpression"),
)
"""Owner, and the name that has to be there."""


def test_the_minor_version_is_the_one_that_was_tested():
    """pyproject.toml pins the minor version; another one is a decision, not an accident."""
    assert pyomo.version.version_info[:2] == (6, 10), f"{CHANGED}this is Pyomo {pyomo.__version__}"


@pytest.mark.parametrize(("owner", "name"), PARTS, ids=lambda value: value if isinstance(value, str) else "")
def test_a_part_is_still_there(owner: Any, name: str):
    """Each part by name."""
    assert hasattr(owner, name), f"{CHANGED}{getattr(owner, '__name__', owner)}.{name} is gone"


def test_indexed_components_still_ask_for_missing_data():
    """keys() takes a component for full if it has the length of its index set, values() then asks for each."""
    source = inspect.getsource(IndexedComponent.keys) + inspect.getsource(IndexedComponent.values)
    for words in ("len(self) == len(self._index_set)", "return self[s]"):
        assert words in source, f"{CHANGED}IndexedComponent no longer says `{words}`"


def test_sums_are_still_seen_as_templates():
    """A sum over a set becomes one template sum, a sum over anything else is expanded."""
    m = pyo.ConcreteModel()
    m.S = pyo.Set(initialize=[1, 2, 3])
    m.x = pyo.Var(m.S)
    found, _ = template_expr.templatize_rule(m, lambda m, _: sum(m.x[s] for s in m.S), None)
    assert type(found) is template_expr.TemplateSumExpression, f"{CHANGED}sum over a Set"
    found, _ = template_expr.templatize_rule(m, lambda m, _: sum(m.x[s] for s in (1, 2, 3)), None)
    assert len(found.args) == 3, f"{CHANGED}sum over a tuple"
