"""The same rules through table-backed components and through Pyomo's own give the same program."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pyomo.environ as pyo
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.compiled.canonical import assert_same, close
from tests.compiled.example import model
from tests.golden.cases import CASES
from tests.properties.rich import rich

from corridor.compiled import STOCK, TABLES, Components, compile_model
from corridor.compiled.reference import standard_form
from corridor.formulation import build
from corridor.network.network import Network
from corridor.pipeline.prepare import prepare
from corridor.tables.library import find_model
from corridor.tables.read import read_model


def check(network: Network) -> None:
    """Assert that the formulation of a network is the same program both ways."""
    assert_same(compile_model(build(network)), standard_form(build(network, STOCK)))


def test_the_example_is_one_program():
    """Labels, groups by two columns, ranges, named expressions, factors, whole numbers."""
    assert_same(compile_model(model()), standard_form(model(STOCK)))


def test_pyomo_itself_reads_the_table_backed_model():
    """Pyomo's own standard form of the table-backed components: every data object is made, none differs."""
    assert_same(compile_model(model()), standard_form(model()))


@pytest.mark.parametrize("components", [TABLES, STOCK], ids=["tables", "stock"])
def test_ordinary_models_compile_too(components: Components):
    """The compiler reads Pyomo's own components row by row."""
    assert_same(compile_model(model(components)), standard_form(model(STOCK)))


@pytest.mark.parametrize("family", CASES)
def test_every_family_is_one_program(family: str):
    """The models of the golden files, which fill every constraint of the formulation."""
    check(prepare(CASES[family]()).network)


@pytest.mark.parametrize("name", ["two_plants", "ev_battery_asean"])
def test_every_shipped_model_is_one_program(name: str):
    """The models in `models/`."""
    check(prepare(read_model(find_model(name))).network)


@settings(max_examples=25, deadline=None, derandomize=True)
@given(st.integers(0, 10**6))
def test_random_tables_are_one_program(seed: int):
    """Random sourcing models."""
    check(prepare(rich(seed)).network)


LABEL = st.sampled_from(["a", "b", "c", "NA", "1"]) | st.integers(-3, 3)


@st.composite
def links(draw: st.DrawFn) -> pd.DataFrame:
    """Draw a table of owner, member and coefficient, each pair once."""
    pairs = draw(st.lists(st.tuples(LABEL, LABEL), unique_by=lambda pair: (str(pair[0]), str(pair[1])), max_size=12))
    weights = draw(st.lists(st.sampled_from([-2.5, 0.0, 1.0, 1e-3, 7.0]), min_size=len(pairs), max_size=len(pairs)))
    owners, members = ([pair[i] for pair in pairs] for i in (0, 1))
    return pd.DataFrame(
        {"owner": pd.Series(owners, dtype=object), "member": pd.Series(members, dtype=object), "weight": weights}
    )


def linked(c: Components, table: pd.DataFrame) -> pyo.ConcreteModel:
    """Return rows of owners over variables of members, and a range over all of them."""
    m = pyo.ConcreteModel()
    m.PAIRS = c.Set(table[["owner", "member"]])
    m.OWNERS, m.MEMBERS = (c.Set(np.array(list(dict.fromkeys(table[k])), dtype=object)) for k in ("owner", "member"))
    m.of = c.Group(m.PAIRS, by=table["owner"])
    m.weight = c.Param(m.PAIRS, table["weight"])
    m.x = c.Var(m.MEMBERS, upper=9.0)
    m.y = c.Var(m.OWNERS, pyo.Binary)
    m.row = c.Constraint(
        m.OWNERS, rule=lambda m, o: sum(m.weight[k, i] * m.x[i] for k, i in m.of[o]) - 2 * m.y[o] >= 1 - m.y[o]
    )
    m.twice = c.Constraint(
        m.OWNERS,
        rule=lambda m, o: pyo.inequality(
            -1, sum(m.weight[k, i] * sum(m.x[j] for p, j in m.of[k]) for k, i in m.of[o]) + m.y[o], 4
        ),
    )
    m.cost = c.Objective(rule=lambda m: sum(m.x[i] for i in m.MEMBERS), sense=pyo.maximize)
    return m


@settings(max_examples=60, deadline=None, derandomize=True)
@given(links())
def test_random_labels_are_one_program(table: pd.DataFrame):
    """Text and numbers as labels, empty groups, sums in sums, maximization."""
    ours, theirs = compile_model(linked(TABLES, table)), compile_model(linked(STOCK, table))
    assert list(ours.rows) == list(theirs.rows)
    assert list(ours.columns) == list(theirs.columns)
    assert close(ours.matrix.toarray(), theirs.matrix.toarray())
    for name in ("cost", "row_lower", "row_upper", "col_lower", "col_upper"):
        assert close(getattr(ours, name), getattr(theirs, name)), name
