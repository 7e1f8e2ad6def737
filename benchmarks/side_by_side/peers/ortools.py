"""OR-Tools' model builder, with the rows of the floor ready as compressed arrays, which favours it.

What is measured ends with its own model: it hands a model to a solver only when it solves, so its transfer is missing,
which favours it again.
"""

from __future__ import annotations

from typing import Any

from ortools.linear_solver.python import model_builder

from benchmarks.side_by_side.arrays import Program
from benchmarks.side_by_side.peers.floor import program as prepare

__all__ = ["build", "prepare", "shape"]


def build(program: Program) -> Any:
    """Return OR-Tools' model of the program."""
    m = model_builder.Model()
    columns = [
        m.new_num_var(lower, upper, None)
        for lower, upper in zip(program.col_lower.tolist(), program.col_upper.tolist(), strict=True)
    ]
    starts, data = program.matrix.indptr.tolist(), program.matrix.data
    taken = [columns[index] for index in program.matrix.indices.tolist()]
    bounds = zip(program.row_lower.tolist(), program.row_upper.tolist(), strict=True)
    for row, (lower, upper) in enumerate(bounds):
        begin, end = starts[row], starts[row + 1]
        body = model_builder.LinearExpr.weighted_sum(taken[begin:end], data[begin:end])
        m.add_linear_constraint(body, lower, upper)
    m.minimize(model_builder.LinearExpr.weighted_sum(columns, program.cost))
    return m


def shape(m: Any) -> tuple[int, int, int]:
    """Return (rows, columns, entries) of a model."""
    proto = m.export_to_proto()
    return m.num_constraints, m.num_variables, sum(len(row.var_index) for row in proto.constraint)
