"""A program that lives in HiGHS gives, after every change and from every start, what a new solve gives."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from tests.analytic.building import EXACT, PART, goods, lane, offer, sites
from tests.analytic.building import model as model_of
from tests.properties.rich import rich

from corridor.compiled import compile_model
from corridor.pipeline.prepare import prepare
from corridor.schema.moving import Demand
from corridor.solve import living as living_module
from corridor.solve.living import LivingProgram, Start, start_after
from corridor.solve.running import race
from corridor.solve.strategy import solve

STARTS: tuple[Start, ...] = ("dual from basis", "primal from basis", "fresh", "race")


def cheaper(m: Any) -> None:
    """Halve some prices and duties."""
    m.cost_duty_per_unit.assign(m.cost_duty_per_unit.values_array() * 0.5)
    if len(m.ARCS):
        m.cost_freight_per_unit[0] = 99.0


def hungrier(m: Any) -> None:
    """Ask for a tenth less everywhere."""
    m.wanted.assign(m.wanted.values_array() * 0.9)
    m.short.bound(upper=m.wanted.values_array())


def roomier(m: Any) -> None:
    """Widen every capacity, and fix one shipment at zero."""
    m.making_free.assign(m.making_free.values_array() * 1.2)
    m.making_capacity.assign(m.making_capacity.values_array() * 1.2)
    if len(m.ARCS):
        m.ship[0].fix(0.0)


@pytest.mark.parametrize("seed", range(50_000, 50_006))
@pytest.mark.parametrize("start", STARTS)
def test_changes_give_what_a_new_solve_gives(seed: int, start: Start):
    """Costs, demands, capacities, one after the other, on random programs without decisions."""
    m = prepare(rich(seed, decisions="none")).pyomo_model
    program = LivingProgram.of(m, EXACT.model_copy(update={"threads": 2}))
    program.solve()
    for change in (cheaper, hungrier, roomier):
        change(m)
        program.update()
        found, expected = program.solve(start), solve(compile_model(m), EXACT)
        assert found.status == expected.status
        if expected.status == "optimal":
            assert found.objective == pytest.approx(expected.objective, rel=1e-7, abs=1e-6)


def test_todays_openings_answer_at_once():
    """Two sellers, one opened at a fixed cost of 50: with it 100 x 1 + 50. Its price doubles: 250 with today's
    openings; anew the other seller, 100 x 1.8 without a fixed cost, is cheaper: 180.
    """
    tables = model_of(
        sites(A="US", B="US"), goods(PART),
        offer("A", 1.0, fixed_cost=50.0, max_quantity=200), offer("B", 1.8),
        lane("B", "A"), Demand(site="A", product=PART, quantity=100),
    )  # fmt: skip
    ready = prepare(tables)
    plan = solve(ready.program, EXACT)
    assert plan.objective == pytest.approx(150)
    held = LivingProgram.of(ready.pyomo_model, EXACT, plan.values)
    assert held.solve().objective == pytest.approx(150)
    m = ready.pyomo_model
    m.cost_purchase_per_unit[int(np.argmin(m.cost_purchase_per_unit.values_array()))] = 2.0
    held.update()
    assert held.solve().objective == pytest.approx(50 + 180)
    assert solve(compile_model(m), EXACT).objective == pytest.approx(180)


def test_a_program_with_decisions_has_to_be_held():
    """What lives is linear."""
    ready = prepare(model_of(sites(A="US"), goods(PART), offer("A", 1, fixed_cost=1, max_quantity=9),
                             Demand(site="A", product=PART, quantity=1)))  # fmt: skip
    with pytest.raises(ValueError, match="hold the integer columns"):
        LivingProgram.of(ready.pyomo_model, EXACT)


def test_the_time_limit_holds_for_each_run(monkeypatch: pytest.MonkeyPatch):
    """HiGHS adds up the time of all runs of one object: without care the second run has none left."""
    m = prepare(rich(50_001, decisions="none")).pyomo_model
    program = LivingProgram.of(m, EXACT.model_copy(update={"time_limit": 5.0}))
    first = program.solve()
    monkeypatch.setattr(type(program.h), "getRunTime", lambda _: 100.0)
    again = program.solve("fresh")
    assert (first.status, again.status) == ("optimal", "optimal")
    assert program.h.getOptionValue("time_limit")[1] == 105.0


def changes(**counts: int) -> Any:
    """Return changes of so many columns, costs, rows, and coefficients of as many columns."""
    none = {"columns": 0, "costly": 0, "rows": 0, "at_rows": 0}
    found = {name: range(count) for name, count in (none | counts).items()}
    return type("Changes", (), {**found, "at_columns": found["at_rows"]})()


@pytest.mark.parametrize(
    ("moved", "columns", "threads", "start"),
    [
        ({"rows": 5}, 10**6, 1, "dual from basis"),
        ({"at_rows": 5}, 100, 1, "dual from basis"),
        ({"at_rows": 6}, 100, 1, "fresh"),
        ({"costly": 50}, 100, 1, "primal from basis"),
        ({"costly": 300}, 10**4, 1, "primal from basis"),
        ({"costly": 301}, 10**4, 1, "fresh"),
        ({"costly": 3}, 10**6, 2, "primal from basis"),
        ({"costly": 4}, 10**6, 2, "race"),
        ({"costly": 5, "rows": 1}, 10**5, 2, "fresh"),
    ],
)
def test_the_start_depends_on_what_changed(moved: dict[str, int], columns: int, threads: int, start: Start):
    """As the benchmarks say."""
    assert start_after(changes(**moved), columns, threads) == start


def test_two_changes_before_a_solve_count_together(monkeypatch: pytest.MonkeyPatch):
    """A change of costs and then one of demands: no basis is kept for either. Nothing changed: the basis is optimal."""
    m = prepare(rich(50_001, decisions="none")).pyomo_model
    program = LivingProgram.of(m, EXACT)
    methods: list[str] = []
    monkeypatch.setattr(living_module, "set_method", lambda h, method: methods.append(method))
    program.solve()
    program.solve()
    cheaper(m)
    program.update()
    program.solve()
    cheaper(m)
    program.update()
    hungrier(m)
    program.update()
    program.solve()
    assert methods == ["interior point", "simplex", "primal simplex", "interior point"]


@pytest.mark.parametrize("one_by_one", [0, 10**6])
def test_many_coefficients_are_told_at_once(one_by_one: int, monkeypatch: pytest.MonkeyPatch):
    """Whether HiGHS hears of each or gets the program again, it solves what compiling gives."""
    monkeypatch.setattr(living_module, "ONE_BY_ONE", one_by_one)
    monkeypatch.setattr(living_module, "FEW_COEFFICIENTS", -1.0)
    m = prepare(rich(50_001, decisions="none")).pyomo_model
    program = LivingProgram.of(m, EXACT)
    program.solve()
    before = program.h
    roomier(m)
    m.limit_of_flow.assign(m.limit_of_flow.values_array() * 0.9)
    changed = program.update()
    assert (program.h is before) == (len(changed.at_rows) <= one_by_one)
    found, expected = program.solve(), solve(compile_model(m), EXACT)
    assert found.objective == pytest.approx(expected.objective, rel=1e-7, abs=1e-6)


def test_races_one_after_the_other():
    """Each race begins with the winner of the last, whichever it was, and finds the optimum."""
    m = prepare(rich(50_002, decisions="none")).pyomo_model
    program = LivingProgram.of(m, EXACT.model_copy(update={"threads": 2}))
    program.solve()
    for change in (cheaper, hungrier, cheaper):
        change(m)
        program.update()
        found, expected = program.solve("race"), solve(compile_model(m), EXACT)
        assert found.status == expected.status
        assert found.objective == pytest.approx(expected.objective, rel=1e-7, abs=1e-6)


def test_an_interruption_is_told(monkeypatch: pytest.MonkeyPatch):
    """What was found when the user stopped it, marked as interrupted."""
    m = prepare(rich(50_001, decisions="none")).pyomo_model
    program = LivingProgram.of(m, EXACT)
    monkeypatch.setattr(living_module, "race", lambda h: (race(h)[0], True))
    assert program.solve().interrupted
