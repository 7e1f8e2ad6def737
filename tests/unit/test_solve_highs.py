"""How a solve ends: every status, limits, interruption, and what is refused."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from tests.unit.solve_example import INF, market_split, program

from corridor.compiled import StandardForm
from corridor.errors import InternalError
from corridor.solve import linear
from corridor.solve.options import SolveOptions
from corridor.solve.solution import Progress, Solution
from corridor.solve.strategy import solve

ROOT = Path(__file__).resolve().parents[2]
KNAPSACK = program([-3, -4, -5], [((2, 3, 4), -INF, 6)], [(0, 1)] * 3, {0, 1, 2})
"""Values 3, 4, 5 and weights 2, 3, 4 in a sack of 6: the first and third, worth 8."""


def check_without_plan(found: Solution, status: str) -> None:
    """Assert that there is a status and no plan."""
    assert found.status == status
    assert np.isnan(found.objective)
    assert found.values is found.row_duals is found.reduced_costs is None


def test_a_linear_program_is_solved_with_duals():
    """min 2x + 3y, x + y >= 4, x <= 3: x = 3, y = 1, cost 9; one unit more costs 3, one more of x saves 1."""
    found = solve(program([2, 3], [((1, 1), 4, INF)], [(0, 3), (0, INF)]), SolveOptions())
    assert found.status == "optimal"
    assert (found.objective, found.bound, found.gap) == (9.0, 9.0, 0.0)
    assert found.values.tolist() == [3.0, 1.0]
    assert found.row_values.tolist() == [4.0]
    assert found.row_duals.tolist() == [3.0]
    assert found.reduced_costs.tolist() == [-1.0, 0.0]


def test_an_integer_program_is_solved_to_whole_numbers():
    """The knapsack is worth 8; its integers are exact and its bound meets its objective."""
    found = solve(KNAPSACK, SolveOptions(gap=0))
    assert found.status == "optimal"
    assert found.objective == pytest.approx(-8)
    assert found.bound == pytest.approx(-8)
    assert found.values.tolist() == [1.0, 0.0, 1.0]


def test_duals_of_a_mixed_integer_plan_are_those_at_its_integers():
    """A plant for 10 opens one of two lines; with the lines fixed another unit costs what the open line takes."""
    case = program(
        [50, 80, 3, 1],
        [((0, 0, 1, 1), 10, INF), ((-20, 0, 1, 0), -INF, 0), ((0, -20, 0, 1), -INF, 0)],
        [(0, 1), (0, 1), (0, INF), (0, INF)],
        {0, 1},
    )
    found = solve(case, SolveOptions(gap=0))
    assert found.objective == pytest.approx(50 + 30)
    assert found.row_duals[0] == pytest.approx(3)


@pytest.mark.parametrize(
    "case",
    [
        program([1], [((1,), 2, INF)], [(0, 1)]),
        program([1, 1], [((2, 2), 3, 3)], [(0, 5), (0, 5)], {0, 1}),
        program([-1, 0, 0], [((1, -1, 0), 0, 0), ((0, 0, 2), 1, 1)], [(0, INF), (0, INF), (0, 5)], {0, 2}),
        program([1], [((1,), 0, 1)], [(2, 1)]),
    ],
    ids=["continuous", "integer", "unbounded without its integers", "bounds that cross"],
)
def test_infeasible(case: StandardForm):
    """No plan exists, also where the costs alone would fall without end."""
    check_without_plan(solve(case, SolveOptions()), "infeasible")


@pytest.mark.parametrize("whole", [(), (0,)], ids=["continuous", "integer"])
def test_unbounded(whole: tuple[int, ...]):
    """Plans exist and none is the cheapest."""
    case = program([-1, 0], [((1, -1), 0, 0)], [(0, INF), (0, INF)], whole)
    check_without_plan(solve(case, SolveOptions()), "unbounded")


def test_time_limit_without_a_plan():
    """Stopped before anything was found: no plan, and no claim that there is none."""
    found = solve(market_split(slack=False), SolveOptions(time_limit=0.05))
    check_without_plan(found, "stopped")
    assert not found.interrupted


def test_time_limit_with_a_plan():
    """Stopped with a plan: feasible, with the gap that is left."""
    found = solve(market_split(slack=True), SolveOptions(time_limit=0.3, gap=0))
    assert found.status == "feasible"
    assert found.bound < found.objective
    assert found.gap == pytest.approx((found.objective - found.bound) / found.objective)
    whole = found.values[:50]
    assert np.array_equal(whole, np.round(whole))


def test_a_linear_program_stopped_by_a_limit_is_not_optimal(monkeypatch: pytest.MonkeyPatch):
    """A point that satisfies every row need not be the cheapest: it is feasible, with an unknown gap."""
    monkeypatch.setattr(linear, "ended", lambda h: "feasible")
    found = solve(program([2, 3], [((1, 1), 4, INF)], [(0, 3), (0, INF)]), SolveOptions())
    assert found.status == "feasible"


def test_interruption_keeps_the_plan_found():
    """Ctrl-C after the first plan: the solve ends, feasible, marked as interrupted, with a plan."""
    command = [sys.executable, "-m", "tests.unit.solve_example"]
    report = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False, timeout=120)
    assert report.returncode == 0, report.stderr
    assert report.stdout.split() == ["feasible", "True", "True"]


def test_progress_is_reported_with_bound_and_gap():
    """The report sees plans get no dearer and bounds no lower."""
    seen: list[Progress] = []
    solve(market_split(slack=True), SolveOptions(time_limit=0.3, gap=0), seen.append)
    assert seen
    plans = [progress.best for progress in seen]
    assert plans == sorted(plans, reverse=True)
    assert all(progress.bound <= progress.best for progress in seen)


def test_refused_options_are_our_fault():
    """What gets past the options and HiGHS refuses is an internal error that names it."""
    wrong = SolveOptions.model_construct(gap=-1.0, time_limit=None, threads=1, seed=0)
    with pytest.raises(InternalError, match="mip_rel_gap"):
        solve(KNAPSACK, wrong)


def test_a_refused_program_is_our_fault():
    """HiGHS takes no coefficient as large as 1e30: that is told, not solved around."""
    case = program([1], [((1e30,), 0, 1)], [(0, 1)])
    with pytest.raises(InternalError, match="the program"):
        solve(case, SolveOptions())


def test_the_log_of_the_solver_is_kept():
    """It names the solver, and nothing is printed."""
    assert "HiGHS" in solve(KNAPSACK, SolveOptions()).log


@pytest.mark.parametrize("seed", [0, 1, 7])
def test_equal_programs_give_equal_plans(seed: int):
    """Twice the same program, seed and thread: the same bits."""
    first, second = (solve(KNAPSACK, SolveOptions(seed=seed)) for _ in range(2))
    assert np.array_equal(first.values, second.values)
    assert np.array_equal(first.row_duals, second.row_duals)
