"""Ordinary Pyomo components beside table-backed ones, in one model."""

from __future__ import annotations

from typing import Any

import numpy as np
import pyomo.environ as pyo
from tests.compiled.canonical import assert_same

from corridor.compiled import (
    IndexedTableExpression,
    TableConstraint,
    TableExpression,
    TableObjective,
    TableParam,
    TableSet,
    TableVar,
    compile_model,
)
from corridor.compiled.reference import standard_form


def mixed() -> pyo.ConcreteModel:
    """Return a model of both kinds: each uses variables, parameters and sets of the other, also on a block."""
    m = pyo.ConcreteModel()
    m.S = TableSet(np.array(["a", "b"], dtype=object))
    m.K = pyo.Set(initialize=["a", "b", "c"])
    m.N = pyo.Set(initialize=[1, 2])
    m.next = pyo.Set(m.N, initialize={1: [2], 2: []})
    m.x = TableVar(m.S, pyo.NonNegativeReals, upper=[3.0, np.inf])
    m.y = pyo.Var(m.K, domain=pyo.Binary)
    m.n = pyo.Var(m.N, bounds=(0, 9))
    m.free = pyo.Var()
    m.p = TableParam(m.S, [1.5, 2.5])
    m.q = pyo.Param(m.K, initialize={"a": 4.0, "b": 5.0, "c": 6.0}, mutable=True)
    m.r = pyo.Param(initialize=7.0, mutable=True)
    m.each = IndexedTableExpression(m.S, rule=lambda m, s: m.p[s] * m.x[s] + m.q[s] * m.y[s])
    m.all = TableExpression(rule=lambda m: sum(m.each[s] for s in m.S) - m.free)
    m.one = TableConstraint(m.S, rule=lambda m, s: m.each[s] + m.y["c"] + m.n[1] >= m.r)
    m.two = TableConstraint(m.S, rule=lambda m, s: sum(m.y[k] for k in m.K) + m.x[s] <= 2 + m.all)
    m.three = pyo.Constraint(m.N, rule=lambda m, i: m.n[i] + m.x["b"] == m.q["c"] + m.p["a"])
    m.four = pyo.Constraint(expr=(1, m.free + m.all, 5))
    m.T = TableSet(np.array([1, 2]))
    m.five = TableConstraint(m.T, rule=lambda m, i: sum(m.n[j] for j in m.next[i]) >= -m.n[i])
    m.b = pyo.Block()
    m.b.w = TableVar(m.S, lower=-1.0)
    m.b.row = TableConstraint(m.S, rule=_on_block)
    m.cost = TableObjective(rule=lambda m: m.all + 2 * sum(m.b.w[s] for s in m.S) + m.r * m.free, sense=pyo.maximize)
    return m


def _on_block(b: Any, s: str) -> Any:
    return b.w[s] - b.model().x[s] <= b.model().q[s]


def test_both_kinds_are_one_program():
    """Pyomo's own standard form of the whole model says the same."""
    assert_same(compile_model(mixed()), standard_form(mixed()))


def test_values_of_parameters_are_those_of_now():
    """Mutable parameters are read when the model is compiled."""
    ours, theirs = mixed(), mixed()
    for m in (ours, theirs):
        compile_model(m)
        m.q["a"] = 40.0
        m.r.value = 70.0
    assert_same(compile_model(ours), standard_form(theirs))


def test_names_of_rows_and_columns():
    """Scalars have no index; components of blocks have their full name."""
    form = compile_model(mixed())
    assert form.columns[form.columns.number("free")] == ("free", None)
    assert form.columns[form.columns.number("b.w", "b")] == ("b.w", "b")
    assert list(form.rows)[form.rows.range("three")] == [("three", 1), ("three", 2)]
    assert [name for name, _ in form.rows].count("five") == 2
    assert list(form.columns) == [form.columns[i] for i in range(len(form.columns))]


def test_an_objective_that_somebody_set():
    """Setting the expression of a table-backed objective replaces its rule."""
    ours, theirs = mixed(), mixed()
    for m in (ours, theirs):
        m.cost.set_value(m.free + 3 * m.x["a"])
        m.cost.sense = pyo.minimize
    assert_same(compile_model(ours), standard_form(theirs))
