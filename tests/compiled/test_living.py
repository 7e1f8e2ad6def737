"""A living model follows its Pyomo model: after any changes it is what compiling again gives."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pyomo.environ as pyo
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.compiled.canonical import assert_same
from tests.compiled.example import model

from corridor.compiled import (
    LivingModel,
    StructureChangedError,
    TableConstraint,
    TableParam,
    TableSet,
    compile_model,
)

ACTIONS: dict[str, Callable[[Any, float], None]] = {
    "a tariff": lambda m, v: m.tariff.__setitem__(("B", "X", 1), v),
    "a tariff by its object": lambda m, v: setattr(m.tariff["A", "Y", 1], "value", v),
    "all tariffs": lambda m, v: m.tariff.assign(v),
    "a capacity": lambda m, v: m.stock.__setitem__("B", v),
    "a share": lambda m, v: m.part.__setitem__("C", v),
    "a need": lambda m, v: m.least.__setitem__(("X", 1), v),
    "a bound": lambda m, v: m.flow["A", "X", 1].setub(v),
    "all bounds": lambda m, v: m.flow.bound(upper=v + np.arange(5)),
    "fixed": lambda m, v: m.flow["B", "Y", 2].fix(v),
    "free": lambda m, _: m.flow.unfix(),
    "a row off": lambda m, _: m.share["A"].deactivate(),
    "rows on": lambda m, _: m.share.activate(),
    "rows off": lambda m, _: m.share.deactivate(),
}
"""What users do, with a number."""


def equal(living: LivingModel, m: Any) -> None:
    """Assert that a living model is what compiling again gives; rows that are switched off say nothing in it."""
    form, again = living.form, compile_model(m)
    silent = [
        number
        for number, (name, index) in enumerate(form.rows)
        if not getattr(m, name).active or not getattr(m, name)[index].active
    ]
    assert (form.row_lower[silent] == -np.inf).all()
    assert (form.row_upper[silent] == np.inf).all()
    matrix = form.matrix.copy()
    for number in silent:
        matrix.data[matrix.indptr[number] : matrix.indptr[number + 1]] = 0.0
    assert_same(type(form)(**{**form.__dict__, "matrix": matrix}), again)


@settings(max_examples=60, deadline=None, derandomize=True)
@given(st.lists(st.tuples(st.sampled_from(sorted(ACTIONS)), st.sampled_from([0.0, 0.5, 1.0, 2.5, 40.0])), max_size=8))
def test_any_changes_in_any_order(actions: list[tuple[str, float]]):
    """Random changes, with an update after each or several."""
    m = model()
    living = LivingModel(m)
    for number, (action, value) in enumerate(actions):
        ACTIONS[action](m, value)
        if number % 2:
            living.update()
    living.update()
    equal(living, m)
    assert living.update().nothing


def test_only_what_a_tariff_touches_is_told():
    """One tariff is one cost; one capacity one coefficient; one need two bounds of one row."""
    m = model()
    living = LivingModel(m)
    m.tariff["B", "X", 1] = 3.0
    changes = living.update()
    assert (len(changes.costly), len(changes.rows), len(changes.at_rows), len(changes.columns)) == (1, 0, 0, 0)
    assert (changes.costly[0], changes.cost[0]) == (living.form.columns.number("flow", ("B", "X", 1)), 6.0)
    m.stock["B"] = 3.0
    changes = living.update()
    assert (len(changes.costly), len(changes.rows), changes.coefficients.tolist()) == (0, 0, [-3.0])
    m.least["X", 1] = 2.0
    changes = living.update()
    assert (changes.row_lower.tolist(), changes.row_upper.tolist(), len(changes.at_rows)) == ([2.0], [5.0], 0)


@pytest.mark.parametrize(
    "change",
    [
        lambda m: m.share["A"].set_value(m.short["X", 1] >= 0),
        lambda m: setattr(m, "more", pyo.Var()),
        lambda m: setattr(m, "another", pyo.Constraint(expr=m.short["X", 1] <= 1)),
        lambda m: setattr(m.open["A"], "domain", pyo.Reals),
        lambda m: m.freight.set_value(m.short["X", 1]),
        lambda m: setattr(m, "p", pyo.Param(initialize=1.0, mutable=True)),
    ],
    ids=["other columns", "a variable", "a constraint", "a domain", "a named expression", "a parameter"],
)
def test_what_no_update_can_express(change: Callable[[Any], None]):
    """Such a change is refused; compiling again is the way."""
    m = model()
    living = LivingModel(m)
    change(m)
    with pytest.raises(StructureChangedError):
        living.update()


def test_an_objective_that_somebody_sets_later():
    """The cost vector follows."""
    m = model()
    living = LivingModel(m)
    m.cost.set_value(sum(m.short[k] for k in m.NEEDS))
    assert set(living.update().costly) == set(range(len(living.form.cost)))
    assert_same(living.form, compile_model(m))


def with_ordinary_parameters() -> Any:
    """Return the model with a rule that uses Pyomo's own mutable parameters, one over labels and one alone."""
    m = model()
    m.ceiling = pyo.Param(["X", "Y", "Z"], initialize={"X": 4.0, "Y": 5.0, "Z": 6.0}, mutable=True)
    m.factor = pyo.Param(initialize=2.0, mutable=True)
    m.most = TableConstraint(m.NEEDS, rule=lambda m, e, d: m.short[e, d] <= m.ceiling[e])
    m.room = TableConstraint(m.SITES, rule=lambda m, s: m.factor * m.open[s] <= m.stock[s])
    return m


@pytest.mark.parametrize(
    ("change", "rows", "coefficients"),
    [
        (lambda m: m.ceiling.__setitem__("Y", 1.5), [1.5], []),
        (lambda m: m.factor.set_value(3.0), [], [3.0, 3.0, 3.0]),
    ],
    ids=["over labels", "alone"],
)
def test_parameters_of_pyomo_in_table_rules(
    change: Callable[[Any], None], rows: list[float], coefficients: list[float]
):
    """They are followed like table-backed ones, and only the rows that use them are told."""
    m = with_ordinary_parameters()
    living = LivingModel(m)
    change(m)
    changes = living.update()
    assert changes.row_upper.tolist() == rows
    assert changes.coefficients.tolist() == coefficients
    assert_same(living.form, compile_model(m))


def test_a_value_used_by_rows_that_lie_apart():
    """A limit by destination over lanes in another order: all lanes there follow it, and no other."""
    m = model()
    m.ENDS = TableSet(np.array(["X", "Y"], dtype=object))
    m.most = TableParam(m.ENDS, [4.0, 5.0], mutable=True)
    m.narrow = TableConstraint(m.LANES, rule=lambda m, s, e, d: m.flow[s, e, d] <= m.most[e])
    living = LivingModel(m)
    for end, lanes in (("X", 2), ("Y", 3)):
        m.most[end] = 1.5
        assert living.update().row_upper.tolist() == [1.5] * lanes
        assert_same(living.form, compile_model(m))


@pytest.mark.parametrize("moved", [1, 2, 3, 4, 5])
def test_many_values_at_once(moved: int):
    """Few or most tariffs and stocks: the program is what compiling again gives, and only what differs is told."""
    m = model()
    living = LivingModel(m)
    m.tariff.assign(m.tariff.values_array() + (np.arange(5) < moved))
    m.stock.assign(m.stock.values_array() + (np.arange(3) < moved))
    changes = living.update()
    assert (len(changes.costly), len(changes.coefficients)) == (moved, min(moved, 3))
    assert_same(living.form, compile_model(m))
    assert living.update().nothing
