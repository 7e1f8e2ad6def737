"""Bounds that decisions switch are tight, and never so tight that they cut off a plan."""

import pytest
from tests.analytic.building import PART, check_optimum, goods, lane, offer, periods, sites, solve

from corridor.schema.goods import Capability, Process, Product, RecipeLine
from corridor.schema.moving import Demand, Handling, Limit
from corridor.schema.row import Row
from corridor.schema.supply import Stock

TWO = [*sites(A="US", B="US"), *goods(PART)]
MAKE = Process(process="MAKE")


def want(site: str, quantity: float, **columns: object) -> Demand:
    """Return a demand for PART."""
    return Demand.model_validate({"site": site, "product": PART, "quantity": quantity, **columns})


def line(product: str, role: str, quantity: float = 1.0, **columns: object) -> RecipeLine:
    """Return a line of the recipe MAKE."""
    return RecipeLine.model_validate(
        {"process": "MAKE", "product": product, "role": role, "quantity": quantity, **columns}
    )


@pytest.mark.parametrize(
    ("terms", "way", "cost"),
    [
        ({"fixed_cost": 10}, {}, 1010),
        ({"tooling": 10}, {}, 1010),
        ({"order_multiple": 10}, {}, 1000),
        ({}, {"fixed_cost": 10}, 1010),
    ],
)
def test_half_of_a_shipment_arrives_too_late(terms: dict[str, float], way: dict[str, float], cost: float):
    """Five of ten days under way: to have 100 in the period, 200 are bought at 5, however the offer or lane decides."""
    check_optimum(solve(TWO, offer("A", 5, **terms), lane("A", "B", transit_days=5, **way), want("B", 100)), cost)


@pytest.mark.parametrize(
    ("terms", "way", "cost"),
    [({"fixed_cost": 10}, {}, 5010), ({"tooling": 10}, {}, 5010), ({}, {"fixed_cost": 10}, 5010)],
)
def test_nine_tenths_of_a_shipment_arrive_too_late(terms: dict[str, float], way: dict[str, float], cost: float):
    """Nine of ten days under way: to have 100 in the period, 1000 are bought at 5, whatever decides."""
    check_optimum(solve(TWO, offer("A", 5, **terms), lane("A", "B", transit_days=9, **way), want("B", 100)), cost)


def test_a_tenth_of_a_shipment_arrives_when_it_is_wanted():
    """One day of ten under way, offered in T1, wanted in T2, no store: 1000 bought at 5, 900 disposed of at 0."""
    part = Product(product=PART, name=PART, disposal_cost=0)
    parts = [offer("A", 5, period="T1", fixed_cost=10), lane("A", "B", transit_days=1), want("B", 100, period="T2")]
    check_optimum(solve(periods(2), sites(A="US", B="US"), [part], *parts), 5010)


def test_what_comes_too_late_may_have_to_be_worked_up():
    """100 PART wanted at B in T1, made of ORE nine days away that nobody may leave lying there.

    1000 ORE bought at 1; 900 arrive in T2 and are made into PART too, at 1, and PART is disposed of at 0:
    1000 + 1000 + two periods of the plant at 10 = 2020.
    """
    part = Product(product=PART, name=PART, disposal_cost=0)
    parts: list[Row] = [
        MAKE,
        line("ORE", "input"),
        line(PART, "output"),
        Capability(site="B", process="MAKE", unit_cost=1, fixed_cost=10, initially_open="no"),
        offer("A", 1, product="ORE", period="T1"),
        lane("A", "B", product="ORE", transit_days=9),
        want("B", 100, period="T1"),
    ]
    check_optimum(solve(periods(2), sites(A="US", B="US"), [part], goods("ORE"), *parts), 2020)


def test_no_plan_within_a_judged_bound_names_the_missing_capacity():
    """9.8 of ten days under way: 5000 would have to be bought for 100; more than 20 times is judgement, and said so.

    With the capacity given, the plan is 5000 x 5 + 10.
    """
    way, wanted = lane("A", "B", transit_days=9.8), want("B", 100)
    run = solve(TWO, offer("A", 5, offer="FAR", fixed_cost=10), way, wanted)
    assert run.info["status"] == "infeasible"
    assert ["FAR" in words and "capacity" in words for words in run.info["warnings"]] == [True]
    check_optimum(solve(TWO, offer("A", 5, offer="FAR", fixed_cost=10, max_quantity=1e4), way, wanted), 25_010)


def test_a_plan_that_fills_a_judged_bound_says_so():
    """As above, with 1000 to pay for each unit short: 2000 are bought, 40 arrive, 60 stay short, and the run warns."""
    offered = offer("A", 5, offer="FAR", fixed_cost=10)
    run = solve(TWO, offered, lane("A", "B", transit_days=9.8), want("B", 100, shortfall_penalty=1000))
    check_optimum(run, 2000 * 5 + 10 + 60 * 1000)
    assert ["FAR" in words and "better plan" in words for words in run.info["warnings"]] == [True]


def test_a_ramp_is_a_share_of_the_capacity_not_of_the_need():
    """Capacity 1000, 25 % in the first period: 250 are enough for 100. Opening 3 + 100 x 1 = 103."""
    plant = Capability(
        site="A", process="MAKE", capacity=1000, ramp="25;50;100", initially_open="no", open_cost=3, unit_cost=1
    )
    check_optimum(solve(TWO, MAKE, line(PART, "output"), plant, want("A", 100, shortfall_penalty=100)), 103)


@pytest.mark.parametrize(("measure", "mass"), [("value", None), ("mass", 1.0)])
def test_a_lower_bound_in_money_or_tonnes_asks_for_units(measure: str, mass: float | None):
    """10 wanted; at least 1000 of value at 0.1 each, or 10 t at 1 kg each, are 10,000 units: 1000 + fixed cost 1."""
    part = Product(product=PART, name=PART, mass_kg=mass, disposal_cost=0)
    rule = Limit.model_validate(
        {"limit": "L", "of": "purchases", "measure": measure, "lower": 1000 if measure == "value" else 10}
    )
    check_optimum(solve(sites(B="US"), [part], offer("B", 0.1, fixed_cost=1), want("B", 10), rule), 1001)


def test_a_count_of_stocks_sees_the_same_goods_in_each_period():
    """100 bought in T1 and kept for T4 at one site: 100 x 1."""
    rule = Limit.model_validate(
        {"limit": "L", "of": "stocks", "measure": "sites", "as": "count", "upper": 1, "per": "horizon"}
    )
    keep = Stock(site="B", product=PART)
    parts = [offer("B", 1, period="T1"), keep, want("B", 100, period="T4"), rule]
    check_optimum(solve(periods(4), sites(B="US"), goods(PART), *parts), 100)


def test_closing_stocks_cover_use_and_not_what_is_sent_on():
    """Demand 1 at C. C may keep as much as was delivered there; A and B, which only send on, are credited nothing.

    2 bought at 1, 1 credited at 1.2: 2 + 0.001 - 1.2 = 0.801.
    """
    chain = [*sites(A="US", B="US", C="US"), *goods(PART), lane("A", "B"), lane("B", "C"), want("C", 1)]
    worth = Stock(closing_value=1.2, closing_cover_days=10)
    check_optimum(solve(chain, offer("A", 1, fixed_cost=0.001), worth), 0.801)


def test_whoever_pays_for_taking_goods_away_has_no_end_of_takers():
    """Price -5, disposal 1, at most 100: (10 - 100) x ... = -500 + 90 + 1 = -409."""
    part = Product(product=PART, name=PART, disposal_cost=1)
    parts = [offer("B", -5, max_quantity=100, fixed_cost=1), want("B", 10)]
    check_optimum(solve(sites(B="US"), [part], *parts), -409)


def test_a_by_product_may_have_to_travel_to_where_it_can_be_stored():
    """10 made at 1, and 10 by-products sent at 2 to the only store: 30."""
    parts: list[Row] = [
        MAKE,
        line(PART, "output"),
        line("SLAG", "byproduct"),
        Capability(site="A", process="MAKE", unit_cost=1),
        lane("A", "B", product="SLAG", unit_cost=2),
        Stock(site="B", product="SLAG"),
        want("A", 10),
    ]
    check_optimum(solve(TWO, goods("SLAG"), *parts), 30)


def test_what_a_lot_leaves_over_may_be_stored_elsewhere():
    """Lots of 12 at 1, demand 10, the only store one lane (1 a unit) away: 12 + 2 = 14."""
    parts: list[Row] = [
        offer("A", 1, order_multiple=12), lane("A", "B", unit_cost=1), Stock(site="B", product=PART), want("A", 10),
    ]  # fmt: skip
    check_optimum(solve(TWO, *parts), 14)


@pytest.mark.parametrize(("price", "cost"), [(None, 15), (3, 15), (0.5, 12.5)])
def test_a_limit_may_ask_for_goods_that_demand_does_not(price: float | None, cost: float):
    """At least 5 in store at B, at 1 each; at a price below 1 it is cheaper to break the rule."""
    rule = Limit.model_validate({"limit": "L", "of": "stocks[site=B]", "lower": 5, "price": price})
    parts: list[Row] = [offer("A", 1), lane("A", "B"), Stock(site="B", product=PART), want("A", 10), rule]
    check_optimum(solve(TWO, *parts), cost)


def test_a_limit_whose_filter_names_a_period_holds_in_that_period_only():
    """5 in store at the end of T2, nothing asked of T1: 10 + 5."""
    rule = Limit(limit="L", of="stocks[site=A, period=T2]", lower=5)
    parts: list[Row] = [offer("A", 1, max_quantity=10), Stock(site="A", product=PART), want("A", 10, period="T1"), rule]
    check_optimum(solve(periods(2), sites(A="US"), goods(PART), *parts), 15)


def test_an_alternatives_own_line_wins_over_one_for_each():
    """RAW 1 a run for each alternative, 5 for BAD: only BAD can be run here, so 100 PART need 500 RAW at 1."""
    parts: list[Row] = [
        MAKE,
        line(PART, "output"),
        line("RAW", "input"),
        line("RAW", "input", 5, alternative="BAD"),
        Capability(site="A", process="MAKE"),
        offer("A", 1, product="RAW"),
        want("A", 100),
    ]
    check_optimum(solve(sites(A="US"), goods(PART, "RAW"), *parts), 500)


def test_a_group_may_be_called_like_a_product():
    """Group RAW holds ORE only; RAW itself is needed too: 100 x (1 + 7)."""
    parts: list[Row] = [
        MAKE,
        line(PART, "output"),
        line("RAW", "input", essential="yes"),
        line("ORE", "input", substitution_group="RAW"),
        Capability(site="A", process="MAKE"),
        offer("A", 1, product="RAW"),
        offer("A", 7, offer="A2", product="ORE"),
        want("A", 100),
    ]
    check_optimum(solve(sites(A="US"), goods(PART, "RAW", "ORE"), *parts), 800)


def test_shared_and_own_handling_in_turn():
    """PART shares the depot in T1 (no decision) and has its own in T2 at 30 a period: 100 + 30."""
    parts: list[Row] = [
        offer("A", 0.5),
        lane("A", "B"),
        Handling(site="B", scope="shared", capacity=500),
        Handling(site="B", product=PART, period="T2", fixed_cost=30, capacity=500),
        want("B", 100),
    ]
    check_optimum(solve(periods(2), TWO, *parts), 130)


def test_a_small_opening_behind_a_large_bound_is_not_rounded_away():
    """By-product demand of 3e6 makes the useful quantity huge; tooling 5 for 20 units of PART is still paid.

    Without the tooling 20 units short cost 1e6 each: paying 5 is the plan.
    """
    parts: list[Row] = [
        MAKE,
        line(PART, "output", 8),
        line("BY", "byproduct"),
        Capability(site="A", process="MAKE", unit_cost=1),
        Demand(site="A", product="BY", quantity=3e6, price=20),
        Product(product="BY", name="BY"),
        Product(product=PART, name=PART, disposal_cost=0),
        offer("B", 1, tooling=5),
        want("B", 20, shortfall_penalty=1e6),
    ]
    run = solve(sites(A="US", B="US"), *parts)
    assert run.info["status"] == "optimal"
    assert not len(run.tables["shortfall"])
    # Making 24e6 PART costs 24e6 and sells 3e6 BY for 60e6; 20 PART at B cost 20 + 5.
    check_optimum(run, 24e6 - 60e6 + 25)
