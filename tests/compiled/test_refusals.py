"""What cannot be compiled is refused by name, with what to write instead; nothing is dropped in silence."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pyomo.environ as pyo
import pytest

from corridor.compiled import (
    IndexedTableExpression,
    NotLinearError,
    TableConstraint,
    TableExpression,
    TableGroup,
    TableObjective,
    TableParam,
    TableSet,
    TableVar,
    TemplateError,
    compile_model,
)
from corridor.compiled.labels import Rows, column_of


def base() -> pyo.ConcreteModel:
    """Return three variables in a chain."""
    m = pyo.ConcreteModel()
    m.T = TableSet(3)
    m.S = TableSet(np.array(["a", "b", "c"], dtype=object))
    m.x = TableVar(m.T)
    m.y = TableVar(m.S)
    m.z = pyo.Var()
    m.p = TableParam(m.T, [1.0, 2.0, 3.0])
    m.d = {0: 1.0, 1: 2.0, 2: 3.0}
    m.obj = TableObjective(rule=lambda m: sum(m.x[t] for t in m.T))
    return m


def looped(m: Any, t: int) -> Any:
    """A loop over a set outside of sum."""
    total = 0.0
    for s in m.S:
        total += m.y[s]
    return m.x[t] >= total


RULES: dict[str, tuple[Callable[..., Any], str]] = {
    "if": (lambda m, t: m.x[t] >= 1 if t > 0 else m.x[t] >= 2, "set of its own"),
    "dictionary": (lambda m, t: m.x[t] >= m.d[t], "TableParam"),
    "loop": (looped, r"sum\(\.\.\. for"),
    "product": (lambda m, t: m.x[t] * m.x[t] >= 1, "product of two variables"),
    "product with a scalar": (lambda m, t: m.z * m.x[t] >= 1, "product of two variables"),
    "division": (lambda m, t: 1 / m.x[t] >= 1, "division by a variable"),
    "power": (lambda m, t: m.x[t] ** 2 >= 1, "power of a variable"),
    "function": (lambda m, t: pyo.exp(m.x[t]) >= 1, "Only linear"),
    "tuple": (lambda m, t: (0, m.x[t], 1), "inequality"),
    "no relation": (lambda m, t: m.x[t] + 1, "no relation"),
    "nothing": (lambda m, t: None, "returns None"),
    "variable bound": (lambda m, t: pyo.inequality(m.z, m.x[t], 3), "variable as a bound"),
    "label as number": (lambda m, t: sum(s * m.y[s] for s in m.S) >= m.x[t], "label"),
    "half an index": (lambda m, t: m.x[m.p[t] / 2] >= 1, "no whole number"),
}


@pytest.mark.parametrize("name", RULES)
def test_a_rule_that_cannot_be_compiled_is_named(name: str):
    """The message names the constraint and says what to write instead."""
    m = base()
    rule, advice = RULES[name]

    def compiled() -> None:
        m.broken = TableConstraint(m.T, rule=rule)
        compile_model(m)

    with pytest.raises(TemplateError, match=f"broken(.|\n)*{advice}"):
        compiled()


def test_a_shifted_index_outside_of_the_set_is_named():
    """t - 1 at the first row: the label is given, and a group is the remedy."""
    m = base()
    m.chain = TableConstraint(m.T, rule=lambda m, t: m.x[t] - m.x[t - 1] >= 0)
    with pytest.raises(KeyError, match=r"chain asks for x\[-1\], which does not exist \(1 such row"):
        compile_model(m)


def test_the_remedy_for_a_shifted_index_works():
    """A group from each row to the row before it, empty at the first."""
    m = base()
    m.before = TableGroup(m.T, by=[1, 2], rows=[0, 1])
    m.chain = TableConstraint(m.T, rule=lambda m, t: m.x[t] - sum(m.x[s] for s in m.before[t]) >= m.p[t])
    assert compile_model(m).matrix.toarray()[:, :3].tolist() == [[1, 0, 0], [-1, 1, 0], [0, -1, 1]]


def test_other_kinds_of_components_are_refused():
    """A special ordered set has no place in the arrays; deactivated it does not matter."""
    m = base()
    m.w = pyo.Var([1, 2])
    m.sos = pyo.SOSConstraint(var=m.w, sos=1)
    with pytest.raises(NotLinearError, match="sos is a SOSConstraint"):
        compile_model(m)
    m.sos.deactivate()
    compile_model(m)


def test_nonlinear_ordinary_constraints_are_refused():
    """Pyomo's own constraints are read, and have to be linear."""
    m = base()
    m.curve = pyo.Constraint(expr=m.z**2 <= 1)
    with pytest.raises(NotLinearError, match="curve is not linear"):
        compile_model(m)


def test_one_objective():
    """None or two are refused."""
    m = base()
    m.second = pyo.Objective(expr=m.z)
    with pytest.raises(NotLinearError, match="has 2"):
        compile_model(m)
    m.obj.deactivate()
    m.second.deactivate()
    with pytest.raises(NotLinearError, match="has 0"):
        compile_model(m)


def test_a_variable_of_an_inactive_block_is_refused():
    """A row that uses a column which is not there."""
    m = base()
    m.b = pyo.Block()
    m.b.w = pyo.Var()
    m.link = pyo.Constraint(expr=m.b.w + m.z >= 1)
    m.b.deactivate()
    with pytest.raises(NotLinearError, match=r"b\.w is used"):
        compile_model(m)


@pytest.mark.parametrize(
    ("labels", "reason"),
    [([0.5, 1.0], "whole numbers or text"), (["a", None], "label is missing")],
)
def test_labels_that_are_none(labels: list[Any], reason: str):
    """Half numbers and missing labels."""
    with pytest.raises(TypeError, match=reason):
        column_of(labels)


def test_a_row_twice():
    """Two equal rows are found when a row is looked for."""
    with pytest.raises(ValueError, match=r"1 row\(s\) of this table occur twice"):
        Rows([column_of(["a", "b", "a"])]).position("b")


@pytest.mark.parametrize("what", [TableVar, lambda i: TableParam(i, 1.0), lambda i: TableConstraint(i, rule=looped)])
def test_ordinary_index_sets_are_refused(what: Callable[[Any], Any]):
    """Table-backed components are indexed by table-backed sets."""
    with pytest.raises(TypeError, match="use Pyomo's own component"):
        what(pyo.Set(initialize=[1, 2]))


def test_lengths_have_to_agree():
    """One value per row; one key per member."""
    rows = TableSet(3)
    with pytest.raises(ValueError, match=r"2 value\(s\) for 3 row\(s\)"):
        TableParam(rows, [1.0, 2.0])
    with pytest.raises(ValueError, match="2 keys for 3 members"):
        TableGroup(rows, by=[1, 2])


def test_constants_stay_what_they_are():
    """A parameter that is not mutable cannot be assigned."""
    m = base()
    with pytest.raises(TypeError, match="not mutable"):
        m.p.assign(3.0)


def test_a_nonlinear_named_expression_is_named():
    """The expression is named, not only the row that uses it."""
    m = base()
    m.e = TableExpression(rule=lambda m: sum(m.x[t] * m.z for t in m.T))
    m.use = TableConstraint(m.T, rule=lambda m, t: m.x[t] >= m.e)
    with pytest.raises(TemplateError, match="product of two variables"):
        compile_model(m)


def test_one_of_many_named_expressions_set_by_hand():
    """A rule that goes over all of them cannot follow one that was set: it is refused, not ignored."""
    m = base()
    m.each = IndexedTableExpression(m.T, rule=lambda m, t: 2 * m.x[t])
    m.use = TableConstraint(m.T, rule=lambda m, t: m.each[t] <= 1)
    compile_model(m)
    m.each[1].set_value(3 * m.x[0])
    with pytest.raises(TemplateError, match="set by hand"):
        compile_model(m)
