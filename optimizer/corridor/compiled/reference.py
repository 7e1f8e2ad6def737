"""The arrays of a model through Pyomo's own standard form: slow, and written by others, so a witness."""

from __future__ import annotations

import gc
from typing import Any

import numpy as np
import pyomo.environ as pyo
from pyomo.repn.plugins.standard_form import LinearStandardFormCompiler
from scipy import sparse

from corridor.compiled.form import Block, Blocks, StandardForm
from corridor.compiled.labels import Floats
from corridor.compiled.ordinary import rows_of
from corridor.compiled.variables import interval


def standard_form(m: Any) -> StandardForm:
    """Return the arrays of a model as Pyomo's standard form gives them, with ranged rows merged.

    Columns in no row and no cost are not in it. Rows and columns come in Pyomo's order.
    """
    enabled = gc.isenabled()
    gc.disable()  # Pyomo makes many small objects; collecting them costs a third of the time.
    try:
        form = LinearStandardFormCompiler().write(m, mixed_form=True)
    finally:
        if enabled:
            gc.enable()
    keep, lower, upper, rows = _merged(form)
    goal = next(iter(m.component_data_objects(pyo.Objective, active=True)))
    maximize = goal.sense == pyo.maximize
    spans = [interval(v.domain) for v in form.columns]
    result = StandardForm(
        np.asarray(form.c.toarray()).reshape(-1),
        float(form.c_offset[0]),
        maximize,
        sparse.csr_array(form.A.tocsr()[keep]),
        lower,
        upper,
        np.array([-np.inf if v.lb is None else v.lb for v in form.columns], dtype=float),
        np.array([np.inf if v.ub is None else v.ub for v in form.columns], dtype=float),
        np.array([whole for _, _, whole in spans], dtype=bool),
        _blocks(form.columns),
        _blocks(rows),
    )
    result.refuse_nonsense()
    return result


def _blocks(data: Any) -> Blocks:
    """Return names of data objects, a block for each run of one component."""
    blocks: list[Block] = []
    run: list[Any] = []
    for one in [*data, None]:
        if run and (one is None or one.parent_component() is not run[0].parent_component()):
            component = run[0].parent_component()
            indexed = component.is_indexed()
            rows = rows_of([each.index() for each in run] if indexed else [0])
            blocks.append(Block(component.name, blocks[-1].stop if blocks else 0, rows, not indexed))
            run = []
        if one is not None:
            run.append(one)
    return Blocks(blocks)


def _merged(form: Any) -> tuple[list[int], Floats, Floats, list[Any]]:
    """Return the matrix rows to keep, their bounds and constraints: a ranged row comes as two neighbours."""
    keep: list[int] = []
    lower: list[float] = []
    upper: list[float] = []
    rows: list[Any] = []
    for number, (row, rhs) in enumerate(zip(form.rows, form.rhs, strict=True)):
        if not rows or row.constraint is not rows[-1]:
            keep.append(number)
            lower.append(-np.inf)
            upper.append(np.inf)
            rows.append(row.constraint)
        if row.bound_type <= 0:
            lower[-1] = float(rhs)
        if row.bound_type >= 0:
            upper[-1] = float(rhs)
    return keep, np.array(lower), np.array(upper), rows
