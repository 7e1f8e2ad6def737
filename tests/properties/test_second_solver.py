"""HiGHS and SCIP agree on random models, each within its gap."""

from __future__ import annotations

import math

import pytest
from tests.properties.rich import rich
from tests.properties.second_solver import scip

from corridor.pipeline.prepare import prepare
from corridor.solve.options import SolveOptions
from corridor.solve.strategy import solve

GAP = 1e-6
FEASIBILITY = 1e-6
"""[1] Each solver takes a row for satisfied within 1e-6: what that may be worth of the objective."""
BATCH = 10
"""Models of one test."""

FIRST = 20_000
"""Seed of the first model."""


def disagreement(seed: int) -> str:
    """Return in what the solvers differ on a random model, empty text where they agree: status, optimum, or a plan
    below the other's bound.
    """
    program = prepare(rich(seed)).program
    found = solve(program, SolveOptions(gap=GAP, threads=1, time_limit=60))
    other = scip(program, GAP)
    if math.isinf(other.objective):
        return "" if found.status == "infeasible" else f"seed {seed}: HiGHS {found.status}, SCIP {other.status}"
    allowed = (2 * GAP + FEASIBILITY) * max(1.0, abs(other.objective))
    agreed = (
        found.status == "optimal"
        and other.status in {"optimal", "gaplimit"}
        and abs(found.objective - other.objective) <= allowed
        and found.bound <= other.objective + allowed
        and other.bound <= found.objective + allowed
    )
    told = f"HiGHS {found.status} {found.objective!r}, bound {found.bound!r}; SCIP {other}"
    return "" if agreed else f"seed {seed}: {told}"


@pytest.mark.parametrize("first", range(FIRST, FIRST + 100, BATCH))
def test_highs_and_scip_agree(first: int):
    """The same arrays give the same optimum in both solvers."""
    differences = [disagreement(seed) for seed in range(first, first + BATCH)]
    assert differences == [""] * BATCH
