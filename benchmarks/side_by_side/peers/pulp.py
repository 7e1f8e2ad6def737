"""PuLP, with the rows of the floor ready as compressed arrays: it does not pay for look-ups, which favours it."""

from __future__ import annotations

import highspy
import pulp

from benchmarks.side_by_side.arrays import Program
from benchmarks.side_by_side.peers.floor import program as prepare

__all__ = ["build", "prepare"]


def build(program: Program) -> highspy.Highs:
    """Return HiGHS with the program, through PuLP. PuLP knows no rows with two bounds: one becomes two rows."""
    m = pulp.LpProblem("bench", pulp.LpMinimize)
    columns = [
        pulp.LpVariable(f"x{number}", lower, None if upper == float("inf") else upper)
        for number, (lower, upper) in enumerate(
            zip(program.col_lower.tolist(), program.col_upper.tolist(), strict=True)
        )
    ]
    m += pulp.LpAffineExpression(list(zip(columns, program.cost.tolist(), strict=True)))
    starts, indices, data = (part.tolist() for part in (program.matrix.indptr, program.matrix.indices,
                                                        program.matrix.data))  # fmt: skip
    bounds = zip(program.row_lower.tolist(), program.row_upper.tolist(), strict=True)
    for row, (lower, upper) in enumerate(bounds):
        begin, end = starts[row], starts[row + 1]
        body = pulp.LpAffineExpression(list(zip(map(columns.__getitem__, indices[begin:end]), data[begin:end],
                                                strict=True)))  # fmt: skip
        if lower == upper:
            m += pulp.LpConstraint(body, pulp.LpConstraintEQ, f"r{row}", upper)
            continue
        if upper < float("inf"):
            m += pulp.LpConstraint(body, pulp.LpConstraintLE, f"r{row}", upper)
        if lower > -float("inf"):
            m += pulp.LpConstraint(body, pulp.LpConstraintGE, f"r{row}_", lower)
    interface = pulp.HiGHS(msg=False)
    interface.createAndConfigureSolver(m)
    interface.buildSolverModel(m)
    return m.solverModel
