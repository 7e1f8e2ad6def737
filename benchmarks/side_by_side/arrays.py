"""A program as bare arrays: what `corridor.solve.highs.loaded` reads of one, without names."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

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
