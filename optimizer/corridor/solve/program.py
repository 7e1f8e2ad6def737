"""The program as arrays: what Pyomo's standard form gives, with ranged rows merged."""

from __future__ import annotations

import gc
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import pyomo.environ as pyo
from pyomo.repn.plugins.standard_form import LinearStandardFormCompiler
from scipy import sparse

Floats = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Program:
    """min cost x + offset, subject to row_lower <= A x <= row_upper, col_lower <= x <= col_upper."""

    cost: Floats
    offset: float
    matrix: sparse.csr_array
    row_lower: Floats
    row_upper: Floats
    col_lower: Floats
    col_upper: Floats
    integer: npt.NDArray[np.bool_]
    """Columns that must be whole."""
    columns: tuple[tuple[str, int], ...]
    """(variable, row id) of each column."""
    rows: tuple[tuple[str, int], ...]
    """(constraint, row id) of each row."""


def compile_program(m: pyo.ConcreteModel) -> Program:
    """Return the arrays of a Pyomo model.

    Raises ArithmeticError if any number in it is not finite where it must be: a solver would drop such a row
    and call the rest optimal.
    """
    enabled = gc.isenabled()
    gc.disable()  # Pyomo makes many small objects; collecting them costs a third of the time.
    try:
        form = LinearStandardFormCompiler().write(m, mixed_form=True)
    finally:
        if enabled:
            gc.enable()
    keep, lower, upper, rows = _merge_ranges(form)
    lows, highs, whole, columns = _columns(form.columns)
    program = Program(
        cost=np.asarray(form.c.toarray()).reshape(-1),
        offset=float(form.c_offset[0]),
        matrix=sparse.csr_array(form.A.tocsr()[keep]),
        row_lower=lower,
        row_upper=upper,
        col_lower=lows,
        col_upper=highs,
        integer=whole,
        columns=columns,
        rows=rows,
    )
    for name, values in (("a cost", program.cost), ("a coefficient", program.matrix.data)):
        if not np.isfinite(values).all():
            raise ArithmeticError(f"{name} of the program is not finite")
    for name, values in (("row", lower), ("row", upper), ("column", lows), ("column", highs)):
        if np.isnan(values).any():
            raise ArithmeticError(f"a bound of a {name} of the program is not a number")
    return program


def _merge_ranges(form: Any) -> tuple[list[int], Floats, Floats, tuple[tuple[str, int], ...]]:
    """Return the matrix rows to keep, their bounds and names: a ranged row comes as two neighbours."""
    keep: list[int] = []
    lower: list[float] = []
    upper: list[float] = []
    rows: list[tuple[str, int]] = []
    previous = None
    for number, (row, rhs) in enumerate(zip(form.rows, form.rhs, strict=True)):
        if row.constraint is not previous:
            keep.append(number)
            lower.append(-np.inf)
            upper.append(np.inf)
            rows.append((row.constraint.parent_component().name, int(row.constraint.index())))
            previous = row.constraint
        if row.bound_type <= 0:
            lower[-1] = float(rhs)
        if row.bound_type >= 0:
            upper[-1] = float(rhs)
    return keep, np.array(lower), np.array(upper), tuple(rows)


def _columns(variables: Any) -> tuple[Floats, Floats, npt.NDArray[np.bool_], tuple[tuple[str, int], ...]]:
    lows = np.array([-np.inf if v.lb is None else v.lb for v in variables], dtype=float)
    highs = np.array([np.inf if v.ub is None else v.ub for v in variables], dtype=float)
    whole = np.array([v.is_integer() or v.is_binary() for v in variables], dtype=bool)
    return lows, highs, whole, tuple((v.parent_component().name, int(v.index())) for v in variables)
