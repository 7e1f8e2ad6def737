"""HiGHS and SCIP agree on random models, each within its gap."""

from __future__ import annotations

import math

import pytest
from tests.properties.rich import rich
from tests.properties.second_solver import scip

from corridor.pipeline.instance import prepare
from corridor.solve.highs import solve
from corridor.solve.options import SolveOptions

GAP = 1e-6
FEASIBILITY = 1e-6
"""[1] Each solver takes a row for satisfied within 1e-6: what that may be worth of the objective."""
BATCH = 10


@pytest.mark.parametrize("first", range(0, 100, BATCH))
def test_highs_and_scip_agree(first: int):
    """The same arrays give the same optimum in both solvers, and neither plan is below the other's bound."""
    for seed in range(first, first + BATCH):
        program = prepare(rich(20_000 + seed)).program
        found = solve(program, SolveOptions(gap=GAP, threads=1))
        other = scip(program, GAP)
        if math.isinf(other.objective):
            assert found.status == "infeasible", seed
            continue
        assert (found.status, other.status) in {("optimal", "optimal"), ("optimal", "gaplimit")}, seed
        allowed = (2 * GAP + FEASIBILITY) * max(1.0, abs(other.objective))
        assert found.objective == pytest.approx(other.objective, rel=0, abs=allowed), seed
        assert found.bound <= other.objective + allowed, seed
        assert other.bound <= found.objective + allowed, seed
