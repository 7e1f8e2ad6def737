"""What a solve finds, and how far it has come."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import highspy
import numpy as np

from corridor.compiled.labels import Floats

Status = Literal["optimal", "feasible", "infeasible", "unbounded", "stopped"]


@dataclass(frozen=True)
class Progress:
    """Where a running solve stands."""

    seconds: float
    best: float
    """[money] Objective of the best plan so far; inf before the first."""
    bound: float
    """[money] No plan can cost less; -inf before the first bound."""
    gap: float
    """[1] inf before the first plan."""
    nodes: int


@dataclass(frozen=True)
class Solution:
    """What the solver found. `values` is None where there is no plan."""

    status: Status
    objective: float
    bound: float
    gap: float
    nodes: int
    values: Floats | None
    row_values: Floats | None
    row_duals: Floats | None
    """[money / unit of the row] Of the linear program at the fixed openings."""
    reduced_costs: Floats | None
    interrupted: bool
    """Whether the user stopped it."""
    log: str


def without_plan(status: Status, nodes: int, interrupted: bool, lines: Sequence[str]) -> Solution:
    """Return the solution of a solve that found no plan."""
    return Solution(status, np.nan, -np.inf, np.inf, nodes, None, None, None, None, interrupted, "".join(lines))


def with_plan(
    status: Status,
    objective: float,
    bound: float,
    gap: float,
    nodes: int,
    h: highspy.Highs,
    interrupted: bool,
    lines: Sequence[str],
) -> Solution:
    """Return the solution that HiGHS holds."""
    solution = h.getSolution()
    return Solution(
        status,
        objective,
        bound,
        gap,
        nodes,
        np.asarray(solution.col_value, dtype=float),
        np.asarray(solution.row_value, dtype=float),
        np.asarray(solution.row_dual, dtype=float),
        np.asarray(solution.col_dual, dtype=float),
        interrupted,
        "".join(lines),
    )
