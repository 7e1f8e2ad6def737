"""The arrays of a Pyomo model: ranged rows, zeros, names, and numbers that are refused."""

from __future__ import annotations

import math

import numpy as np
import pyomo.environ as pyo
import pytest
from pydantic import ValidationError

from corridor.compiled import TableConstraint, TableParam, TableSet, compile_model
from corridor.solve.options import SolveOptions


def small(cost: float = 1.0, weight: float = 2.0, upper: float | None = 5.0) -> pyo.ConcreteModel:
    """Return min cost x0 + 3 x1 with a ranged row, an equality, a lower row and an upper row."""
    m = pyo.ConcreteModel()
    m.I = pyo.Set(initialize=range(3), ordered=True)
    m.x = pyo.Var(m.I, bounds=(0.0, upper))
    m.n = pyo.Var([0], domain=pyo.Binary)
    m.between = pyo.Constraint([0], rule=lambda m, i: pyo.inequality(1.0, weight * m.x[0] + m.x[1], 4.0))
    m.equal = pyo.Constraint([7], rule=lambda m, i: m.x[0] - m.n[0] == 1.0)
    m.least = pyo.Constraint([0], rule=lambda m, i: m.x[1] >= -2.0)
    m.most = pyo.Constraint([0], rule=lambda m, i: m.x[1] + 3.0 <= 9.0)
    m.cost = pyo.Objective(expr=cost * m.x[0] + 3 * m.x[1] + 10.0)
    return m


def test_a_ranged_row_is_one_row_and_names_are_kept():
    """Four rows with their bounds; constants move to the bounds; the third x, in no row and no cost, is kept."""
    program = compile_model(small())
    rows = dict(zip(program.rows, zip(program.row_lower, program.row_upper, strict=True), strict=True))
    assert rows == {
        ("between", 0): (1.0, 4.0),
        ("equal", 7): (1.0, 1.0),
        ("least", 0): (-2.0, math.inf),
        ("most", 0): (-math.inf, 6.0),
    }
    assert list(program.columns) == [("x", 0), ("x", 1), ("x", 2), ("n", 0)]
    assert program.matrix.shape == (4, 4)
    assert program.offset == 10.0


def test_costs_bounds_and_integrality_stand_in_the_order_of_the_columns():
    """Each array has one entry per column."""
    program = compile_model(small(upper=None))
    place = {column: number for number, column in enumerate(program.columns)}
    x, n = place["x", 0], place["n", 0]
    assert program.cost[x] == 1.0
    assert (program.col_lower[x], program.col_upper[x]) == (0.0, math.inf)
    assert (program.col_lower[n], program.col_upper[n]) == (0.0, 1.0)
    assert program.integer.tolist() == [column == ("n", 0) for column in program.columns]


@pytest.mark.parametrize("wrong", [math.nan, math.inf, -math.inf])
@pytest.mark.parametrize("where", ["cost", "weight"])
def test_numbers_that_are_not_finite_are_refused(where: str, wrong: float):
    """A solver would drop such a row and call the rest optimal."""
    with pytest.raises(ArithmeticError):
        compile_model(small(**{where: wrong}))


def test_a_bound_that_is_not_a_number_is_refused():
    """Infinity is a bound, NaN is not: Pyomo refuses it in its own components, we in ours."""
    m = small()
    m.x[0].setub(math.nan)
    with pytest.raises(ValueError, match="non-finite"):
        compile_model(m)
    m = small()
    m.I2 = TableSet(2)
    m.most2 = TableParam(m.I2, [1.0, math.nan])
    m.wrong = TableConstraint(m.I2, rule=lambda m, i: m.x[0] + m.x[1] <= m.most2[i])
    with pytest.raises(ArithmeticError, match=r"bounds of wrong\[1\] are -inf and nan"):
        compile_model(m)


@pytest.mark.parametrize(
    ("option", "wrong"),
    [
        ("gap", -0.1), ("gap", 1.5), ("gap", math.nan), ("time_limit", 0), ("time_limit", -1), ("threads", 0),
        ("threads", 1.5), ("seed", -1), ("seed", 2**31), ("presolve", "off"),
    ],
)  # fmt: skip
def test_options_are_checked_when_made(option: str, wrong: object):
    """Values out of range and unknown options are refused, and the message names the option."""
    with pytest.raises(ValidationError, match=option):
        SolveOptions(**{option: wrong})


def test_options_cannot_be_changed():
    """They are frozen; the defaults are a gap of a thousandth, one thread, no time limit."""
    options = SolveOptions()
    assert (options.gap, options.time_limit, options.threads, options.seed) == (0.001, None, 1, 0)
    with pytest.raises(ValidationError):
        options.gap = 0.5


def test_the_matrix_holds_what_the_rows_say():
    """Coefficients by name."""
    program = compile_model(small())
    place = {column: number for number, column in enumerate(program.columns)}
    between = program.matrix.toarray()[program.rows.index(("between", 0))]
    expected = {("x", 0): 2.0, ("x", 1): 1.0, ("x", 2): 0.0, ("n", 0): 0.0}
    assert {name: between[number] for name, number in place.items()} == expected
    assert np.isfinite(program.matrix.data).all()
