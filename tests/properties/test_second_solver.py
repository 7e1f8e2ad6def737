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


FIRST = 20_000
"""Seed of the first model."""


def agree(seed: int) -> None:
    """Assert that both solvers give the same optimum of a random model, and neither plan is below the other's
    bound.
    """
    program = prepare(rich(seed)).program
    found = solve(program, SolveOptions(gap=GAP, threads=1, time_limit=60))
    other = scip(program, GAP)
    if math.isinf(other.objective):
        assert found.status == "infeasible", seed
        return
    assert found.status == "optimal", seed
    assert other.status in {"optimal", "gaplimit"}, seed
    allowed = (2 * GAP + FEASIBILITY) * max(1.0, abs(other.objective))
    assert found.objective == pytest.approx(other.objective, rel=0, abs=allowed), seed
    assert found.bound <= other.objective + allowed, seed
    assert other.bound <= found.objective + allowed, seed


@pytest.mark.parametrize("first", range(FIRST, FIRST + 100, BATCH))
def test_highs_and_scip_agree(first: int):
    """The same arrays give the same optimum in both solvers."""
    for seed in range(first, first + BATCH):
        agree(seed)
