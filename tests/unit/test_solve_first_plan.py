"""The first plan is a plan, its bound is a bound, and it never changes what is optimal."""

from __future__ import annotations

import itertools
from typing import Any

import numpy as np
import pytest
from benchmarks.generator import generate, preset
from tests.analytic.building import EXACT
from tests.properties.rich import rich
from tests.unit.solve_example import INF, program

from corridor.compiled import StandardForm
from corridor.pipeline.prepare import prepare
from corridor.solve import dropping as dropping_module
from corridor.solve import first_plan as module
from corridor.solve import integer as integer_module
from corridor.solve.clock import Clock
from corridor.solve.first_plan import first_plan, gap_of
from corridor.solve.integer import solve_integer
from corridor.solve.options import SolveOptions
from corridor.solve.running import run
from corridor.solve.solution import Progress
from corridor.solve.strategy import solve

TOLERANCE = 1e-6


@pytest.fixture
def always(monkeypatch: pytest.MonkeyPatch) -> None:
    """Look for a first plan however small the program is."""
    monkeypatch.setattr(module, "WORTHWHILE", 0)


def check_plan(program: StandardForm, values: np.ndarray) -> None:
    """Assert that values satisfy every row, every bound and every whole number."""
    rows = program.matrix @ values
    scale = TOLERANCE * (1.0 + abs(program.matrix) @ np.abs(values))
    assert (rows >= program.row_lower - scale).all()
    assert (rows <= program.row_upper + scale).all()
    assert (values >= program.col_lower - TOLERANCE).all()
    assert (values <= program.col_upper + TOLERANCE).all()
    assert np.allclose(values[program.integer], np.round(values[program.integer]), atol=1e-5)


@pytest.mark.usefixtures("always")
@pytest.mark.parametrize("first", range(60_000, 60_040, 10))
def test_plan_and_bound_of_random_programs(first: int):
    """The plan satisfies the program, costs what it says, and is no better than the optimum; the bound is a bound."""
    found_one = 0
    for seed in range(first, first + 10):
        program = prepare(rich(seed)).program
        if not program.integer.any():
            continue
        found = first_plan(program, EXACT, None)
        best = solve(program, EXACT)
        if best.status != "optimal":
            continue
        margin = 1e-6 * (1.0 + abs(best.objective))
        assert found.bound <= best.objective + margin
        if found.values is not None:
            found_one += 1
            check_plan(program, found.values)
            assert program.cost @ found.values + program.offset == pytest.approx(found.objective, rel=1e-6, abs=1e-5)
            assert found.objective >= best.objective - margin
    assert found_one > 0


@pytest.mark.parametrize("seed", range(60_000, 60_010))
def test_optimum_with_and_without_it(seed: int, monkeypatch: pytest.MonkeyPatch):
    """What is optimal does not depend on where HiGHS begins."""
    program = prepare(rich(seed)).program
    plain = solve(program, EXACT)
    monkeypatch.setattr(module, "WORTHWHILE", 0)
    begun = solve(program, EXACT)
    assert begun.status == plain.status
    if plain.status == "optimal":
        assert begun.objective == pytest.approx(plain.objective, rel=1e-6, abs=1e-6)


@pytest.mark.usefixtures("always")
def test_progress_shows_bound_and_plan_of_the_first_plan():
    """The bound that is shown is that of the whole program, and never falls."""
    seen: list[Progress] = []
    program = prepare(generate(preset("k3", kind="mip", seed=1))).program
    found = solve_integer(program, SolveOptions(gap=0.2, threads=1), seen.append)
    assert found is not None
    assert found.status == "optimal"
    bounds = [progress.bound for progress in seen]
    assert bounds == sorted(bounds)
    assert seen[0].best == np.inf
    assert any(progress.best < np.inf for progress in seen)


@pytest.mark.usefixtures("always")
def test_a_first_plan_within_the_gap_is_the_answer(monkeypatch: pytest.MonkeyPatch):
    """Nothing is searched where the first plan is good enough: no node is looked at."""
    program = prepare(generate(preset("k3", kind="mip", seed=1))).program
    found = solve(program, SolveOptions(gap=0.2, threads=1))
    assert (found.status, found.nodes) == ("optimal", 0)
    assert found.gap == pytest.approx(gap_of(found.objective, found.bound))


@pytest.mark.parametrize("elsewhere", [INF, 100.0], ids=["no plan at its integers", "a dear plan at its integers"])
def test_a_first_plan_that_does_not_survive_rounding(elsewhere: float, monkeypatch: pytest.MonkeyPatch):
    """A plant open by a millionth carries the whole demand. Rounded it is closed: then the search looks closer, finds
    it open at 10 + 1, and does not come back with the first plan.
    """
    case = program([10, 1, 99], [((0, 1, 1), 1, INF), ((-1e6, 1, 0), -INF, 0)], [(0, 1), (0, INF), (0, elsewhere)], {0})
    if elsewhere == INF:
        case = program([10, 1], [((0, 1), 1, INF), ((-1e6, 1), -INF, 0)], [(0, 1), (0, INF)], {0})
    wrong = module.FirstPlan(1.00001, np.array([1e-6, 1.0, 0.0])[: len(case.cost)], 1.00001, False, 0.0)
    monkeypatch.setattr(integer_module, "first_plan", lambda *_: wrong)
    found = solve(case, EXACT)
    assert found.values is not None
    assert found.values[0] == 1.0
    assert found.objective == pytest.approx(11)


def test_a_first_plan_is_kept_where_no_time_is_left(monkeypatch: pytest.MonkeyPatch):
    """HiGHS ends before it has looked at the plan it was given: the plan is the answer, with the gap it has."""
    case = program([10, 1], [((0, 1), 1, INF), ((-5, 1), -INF, 0)], [(0, 1), (0, INF)], {0})
    plan = module.FirstPlan(3.0, np.array([1.0, 1.0]), 11.0, False, 0.0)
    monkeypatch.setattr(integer_module, "first_plan", lambda *_: plan)
    monkeypatch.setattr(integer_module, "ended", lambda _: "stopped")
    monkeypatch.setattr(Clock, "over", lambda _: True)
    found = solve(case, EXACT)
    assert (found.status, found.objective, found.bound) == ("feasible", 11.0, 3.0)


def test_all_steps_share_one_time_limit(monkeypatch: pytest.MonkeyPatch):
    """Each step gets what those before it left; the clock jumps a second whenever it is read."""
    ticks = itertools.count()
    monkeypatch.setattr(Clock, "seconds", lambda _: float(next(ticks)))
    given: list[float] = []

    def noted(h: Any) -> bool:
        given.append(h.getOptionValue("time_limit")[1] - h.getRunTime())
        return run(h)

    for place in (module, dropping_module, integer_module):
        monkeypatch.setattr(place, "run", noted)
    monkeypatch.setattr(module, "SHARE_OF_TIME", 1.0)
    case = prepare(generate(preset("k3", kind="mip", seed=1))).program
    solve(case, SolveOptions(gap=0.2, time_limit=1000.0, threads=1))
    first, *others = given
    assert first == 1000.0
    assert len(others) > 3
    assert others == sorted(others, reverse=True)
    assert 1000.0 - min(others) >= len(others)


def test_small_programs_go_without():
    """Below the size from which it is worthwhile there is neither plan nor bound."""
    assert first_plan(prepare(rich(60_000)).program, EXACT, None) is module.NONE
