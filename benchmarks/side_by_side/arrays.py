"""A program as bare arrays, and how it gets into HiGHS."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import highspy
import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Program:
    """min cost x + offset, subject to row_lower <= A x <= row_upper, col_lower <= x <= col_upper."""

    cost: Floats
    offset: float
    matrix: Any
    """Rows, compressed."""
    row_lower: Floats
    row_upper: Floats
    col_lower: Floats
    col_upper: Floats
    integer: npt.NDArray[np.bool_]


def passed(program: Program) -> highspy.Highs:
    """Return HiGHS with a program. Raises RuntimeError if HiGHS refuses it."""
    h = highspy.Highs()
    h.silent()
    matrix = program.matrix
    status = h.passModel(
        len(program.cost),
        len(program.row_lower),
        int(matrix.nnz),
        int(highspy.MatrixFormat.kRowwise),
        int(highspy.ObjSense.kMinimize),
        program.offset,
        program.cost,
        program.col_lower,
        program.col_upper,
        program.row_lower,
        program.row_upper,
        matrix.indptr.astype(np.int32),
        matrix.indices.astype(np.int32),
        matrix.data,
        program.integer.astype(np.int32),
    )
    if status == highspy.HighsStatus.kError:
        raise RuntimeError("HiGHS refused the program")
    return h
