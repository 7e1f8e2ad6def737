"""Shadow prices and reduced costs are those that Pyomo's own way to HiGHS gives."""

from __future__ import annotations

import pyomo.environ as pyo
import pytest
from tests.compiled.example import model

from corridor.compiled import STOCK, TableSuffix, compile_model
from corridor.solve.options import SolveOptions
from corridor.solve.strategy import solve


def test_marginals_are_seen_on_components():
    """The relaxation of the example: suffixes filled from arrays equal those that a Pyomo solver interface fills."""
    ours, theirs = model(), model(STOCK)
    for m in (ours, theirs):
        m.open.domain = pyo.UnitInterval
    ours.dual, ours.rc = TableSuffix(), TableSuffix()
    form = compile_model(ours)
    found = solve(form, SolveOptions())
    assert found.row_duals is not None
    assert found.reduced_costs is not None
    ours.dual.load(form.rows, found.row_duals)
    ours.rc.load(form.columns, found.reduced_costs)
    theirs.dual, theirs.rc = (pyo.Suffix(direction=pyo.Suffix.IMPORT) for _ in range(2))
    solver = pyo.SolverFactory("appsi_highs")
    assert pyo.check_optimal_termination(solver.solve(theirs))
    assert pyo.value(theirs.cost) == pytest.approx(found.objective)
    for name in ("leaving", "arriving", "share"):
        for index in getattr(ours, name):
            dual = ours.dual[getattr(ours, name)[index]]
            assert dual == pytest.approx(theirs.dual[getattr(theirs, name)[index]], abs=1e-7), (name, index)
    for name in ("flow", "open", "short"):
        for index in getattr(ours, name):
            rc = ours.rc[getattr(ours, name)[index]]
            assert rc == pytest.approx(theirs.rc[getattr(theirs, name)[index]], abs=1e-7), (name, index)
    assert len(ours.dual.array(ours.leaving)) == 3


def test_values_of_users_come_first():
    """A value set on a data object is kept until arrays are loaded; unknown components have none."""
    m = model()
    m.dual = TableSuffix()
    m.dual[m.leaving["A"]] = 5.0
    assert m.dual[m.leaving["A"]] == 5.0
    assert m.leaving["B"] not in m.dual
    assert m.dual.get(m.leaving["B"], 1.5) == 1.5
    with pytest.raises(KeyError):
        m.dual[m.leaving["B"]]
