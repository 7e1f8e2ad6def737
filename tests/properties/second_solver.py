"""The arrays of a program in SCIP: another solver, another code base, the same mathematics."""

from __future__ import annotations

import math
from typing import NamedTuple

from pyscipopt import Model, quicksum

from corridor.compiled import StandardForm


class Answer(NamedTuple):
    """What SCIP says."""

    status: str
    objective: float
    bound: float


def scip(program: StandardForm, gap: float) -> Answer:
    """Solve a program with SCIP; the objective is inf where no plan exists."""
    solver = Model()
    solver.hideOutput()
    solver.setParam("limits/gap", gap)
    solver.setParam("parallel/maxnthreads", 1)
    solver.setParam("limits/time", 60.0)
    columns = [
        solver.addVar(
            lb=None if math.isinf(low) else low, ub=None if math.isinf(high) else high,
            vtype="I" if whole else "C", obj=float(cost),
        )
        for low, high, whole, cost in zip(
            program.col_lower.tolist(), program.col_upper.tolist(), program.integer, program.cost, strict=True
        )
    ]  # fmt: skip
    matrix = program.matrix
    for row, (low, high) in enumerate(zip(program.row_lower.tolist(), program.row_upper.tolist(), strict=True)):
        begin, end = matrix.indptr[row], matrix.indptr[row + 1]
        body = quicksum(
            float(weight) * columns[column]
            for column, weight in zip(matrix.indices[begin:end], matrix.data[begin:end], strict=True)
        )
        if not math.isinf(low):
            solver.addCons(body >= low)
        if not math.isinf(high):
            solver.addCons(body <= high)
    solver.addObjoffset(program.offset)
    solver.optimize()
    if solver.getStatus() == "infeasible":
        return Answer("infeasible", math.inf, math.inf)
    return Answer(solver.getStatus(), float(solver.getObjVal()), float(solver.getDualbound()))
