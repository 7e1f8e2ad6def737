"""Goods, stocks and sites that serve nothing still obey the tables: pruning may not make them vanish."""

import pytest
from tests.analytic.building import PART, check_optimum, goods, lane, model, offer, periods, sites, solve, solve_model

from corridor.errors import FaultError
from corridor.schema.goods import Capability, Process, RecipeLine
from corridor.schema.moving import Demand, Limit
from corridor.schema.row import Row
from corridor.schema.supply import Stock

BUY_TEN: list[Row] = [
    offer("SELLER", 10.0),
    lane("SELLER", "BUYER"),
    Demand(site="BUYER", product=PART, quantity=10),
]
PLACES = [*sites(SELLER="US", BUYER="US", SHED="US"), *goods(PART, "JUNK")]


def test_opening_stock_that_serves_nothing_is_stored():
    """10 parts at 10, and 5 JUNK in a shed at 36.5 per unit and year for ten days: 100 + 5 x 36.5 x 10 / 365 = 105."""
    shed = Stock(site="SHED", product="JUNK", opening=5, unit_cost=36.5)
    check_optimum(solve(PLACES, *BUY_TEN, shed), 105)


def test_opening_stock_that_can_go_nowhere_is_a_fault():
    """Neither storage nor disposal: the table contradicts itself, and the message says how to mend it."""
    shed = Stock(site="SHED", product="JUNK", opening=5, max_quantity=0)
    with pytest.raises(FaultError, match="neither shipped, used, delivered, stored nor disposed of"):
        solve(PLACES, *BUY_TEN, shed)


def test_a_least_stock_that_no_goods_can_reach_is_a_fault():
    """Nothing sells JUNK, so 3 of it cannot lie in the shed."""
    shed = Stock(site="SHED", product="JUNK", min_quantity=3)
    with pytest.raises(FaultError, match="no goods can be in stock there"):
        solve(PLACES, *BUY_TEN, shed)


def test_goods_are_bought_for_a_closing_value_alone():
    """4 units more are worth 12 each at the end and cost 10: 140 - 48 = 92."""
    worth = Stock(site="BUYER", product=PART, closing_value=12, closing_limit=4)
    check_optimum(solve(PLACES, *BUY_TEN, worth), 92)
    shed = Stock(site="SHED", product=PART, closing_value=12, closing_limit=4)
    check_optimum(solve(PLACES, *BUY_TEN, lane("SELLER", "SHED"), shed), 92)


def test_a_least_count_over_nothing_cannot_be_met_and_a_soft_one_is_priced():
    """No lane leaves SHED: at least one site there is impossible; at a price of 7 it costs 7."""
    rule = {"limit": "RULE", "of": "flows[from_site=SHED]", "measure": "sites", "as": "count", "lower": 1}
    hard = Limit.model_validate({**rule, "threshold": 1})
    assert solve(PLACES, *BUY_TEN, hard).info["status"] == "infeasible"
    check_optimum(solve(PLACES, *BUY_TEN, Limit.model_validate({**rule, "threshold": 1, "price": 7})), 107)


def test_an_open_capability_makes_its_least_run_in_every_period():
    """The plant makes 10 in T1 and is useless in T2 (the buyer needs nothing then), yet closing it costs 30.

    Staying open in T2 would force 5 more units that nothing can take (no storage, no disposal): it must close.
    10 x 1 + 30 = 40.
    """
    plant = Capability(site="SELLER", process="MAKE", unit_cost=1, min_run=5, close_cost=30)
    recipe = RecipeLine(process="MAKE", product=PART, role="output", quantity=1)
    want = Demand(site="BUYER", product=PART, period="T1", quantity=10)
    run = solve(periods(2), PLACES, lane("SELLER", "BUYER"), plant, Process(process="MAKE"), recipe, want)
    check_optimum(run, 40)


def test_a_useless_capability_that_is_open_costs_the_cheaper_of_closing_and_staying():
    """Nobody wants JUNK. Closing the plant costs 30, staying open 20 in each of two periods: 100 + 30 = 130."""
    plant = Capability(site="SHED", process="MAKE", fixed_cost=20, close_cost=30)
    recipe = RecipeLine(process="MAKE", product="JUNK", role="output", quantity=1)
    want = Demand(site="BUYER", product=PART, period="T1", quantity=10)
    parts = [PLACES, *BUY_TEN[:2], want, plant, Process(process="MAKE"), recipe]
    check_optimum(solve(periods(2), *parts), 130)
    assert solve_model(model(periods(1), *parts)).info["objective"] == pytest.approx(120)
