"""How goods are made: recipes, capacities, openings, resources and depots, each optimum worked by hand."""

from __future__ import annotations

import pytest
from tests.analytic.building import PART, check_optimum, goods, lane, offer, periods, sites, solve, total

from corridor.schema.goods import Capability, Process, Product, RecipeLine
from corridor.schema.moving import Demand, Handling
from corridor.schema.places import Resource
from corridor.schema.row import Row


def recipe(process: str, role: str, product: str, quantity: float = 1.0, **columns: object) -> RecipeLine:
    """Return a recipe line."""
    line = {"process": process, "role": role, "product": product, "quantity": quantity}
    return RecipeLine.model_validate({**line, **columns})


def test_yield_and_by_product():
    """A run takes 2 ore (10 each) and gives 1 metal x yield 0.8 and 0.5 slag; a unit of metal costs 5 to
    make.

    80 metal are 100 runs: 200 ore = 2000, making 400, 50 slag of which 30 sell at 4 = -120 and 20 are dumped
    at 1 = 20: 2300.
    """
    run = solve(
        sites(PLANT="US"),
        goods("ORE", "METAL"),
        Product(product="SLAG", name="Slag", disposal_cost=1),
        offer("PLANT", 10, product="ORE"),
        Process.model_validate({"process": "SMELT", "yield": 0.8}),
        recipe("SMELT", "input", "ORE", 2),
        recipe("SMELT", "output", "METAL"),
        recipe("SMELT", "byproduct", "SLAG", 0.5),
        Capability(site="PLANT", process="SMELT", unit_cost=5),
        Demand(site="PLANT", product="METAL", quantity=80),
        Demand(site="PLANT", product="SLAG", quantity=30, price=4),
    )
    check_optimum(run, 2300)
    assert total(run, "stocks", "disposed", product="SLAG") == pytest.approx(20)


@pytest.mark.parametrize(("shares", "cost"), [({"max_share": 0.4}, 900), ({"min_share": 0.1}, 750)])
def test_substitutes_share_a_need(shares: dict[str, float], cost: float):
    """A run needs 1 A (10 each) or 1.25 B (6 each, 7.50 a run). 100 runs with B up to 40 %: 600 + 50 x 6 =
    900.

    Without an upper bound B covers all: 125 x 6 = 750.
    """
    run = solve(
        sites(PLANT="US"),
        goods("A", "B", "BLEND"),
        offer("PLANT", 10, offer="A", product="A"),
        offer("PLANT", 6, offer="B", product="B"),
        Process(process="MIX"),
        recipe("MIX", "input", "A", substitution_group="FEED"),
        recipe("MIX", "input", "B", 1.25, substitution_group="FEED", **shares),
        recipe("MIX", "output", "BLEND"),
        Capability(site="PLANT", process="MIX"),
        Demand(site="PLANT", product="BLEND", quantity=100),
    )
    check_optimum(run, cost)


def test_recipe_alternatives_split_a_demand():
    """A unit takes 2 gas (5 each) or 1 coke (12). With 100 gas: 50 units of each, 500 + 600 = 1100."""
    run = solve(
        sites(PLANT="US"),
        goods("GAS", "COKE", "IRON"),
        offer("PLANT", 5, offer="GAS", product="GAS", max_quantity=100),
        offer("PLANT", 12, offer="COKE", product="COKE"),
        Process(process="REDUCE"),
        recipe("REDUCE", "input", "GAS", 2, alternative="WITH_GAS"),
        recipe("REDUCE", "input", "COKE", alternative="WITH_COKE"),
        recipe("REDUCE", "output", "IRON"),
        Capability(site="PLANT", process="REDUCE"),
        Demand(site="PLANT", product="IRON", quantity=100),
    )
    check_optimum(run, 1100)
    assert total(run, "production", alternative="WITH_GAS") == pytest.approx(50)


def made(quantity: float | dict[str, float], elsewhere: float, **columns: object) -> list[Row]:
    """Return a plant that makes PART from nothing, and an offer of it at a price; demand by period or in
    each.
    """
    wanted = quantity if isinstance(quantity, dict) else {"*": quantity}
    return [
        *sites(PLANT="US"),
        *goods(PART),
        offer("PLANT", elsewhere),
        Process(process="MAKE"),
        recipe("MAKE", "output", PART),
        Capability.model_validate({"site": "PLANT", "process": "MAKE", **columns}),
        *(Demand(site="PLANT", product=PART, period=t, quantity=amount) for t, amount in wanted.items()),
    ]


@pytest.mark.parametrize(("quantity", "cost"), [(50, 400), (70, 350), (120, 660)])
def test_least_run(quantity: float, cost: float):
    """The plant makes 0 or 60 to 100 at 5; elsewhere 8. 50 x 8 = 400; 70 x 5 = 350; 500 + 20 x 8 = 660."""
    check_optimum(solve(*made(quantity, 8, capacity=100, min_run=60, unit_cost=5)), cost)


def test_capacity_per_year_counts_the_days():
    """500 a year are 100 in 73 days; 150 needed, elsewhere 8: 100 x 5 + 50 x 8 = 900, and 365 a year for
    being open: 73.
    """
    run = solve(periods(1, days=73), *made(150, 8, capacity=500, per="year", fixed_cost=365, unit_cost=5))
    check_optimum(run, 973)


@pytest.mark.parametrize(("open_cost", "cost"), [(70, 300), (30, 280), (300, 300)])
def test_closing_and_opening_again(open_cost: float, cost: float):
    """Open at the start; a period open costs 100, closing 50. 10 units needed in periods 1 and 3, elsewhere
    at 30.

    Open throughout: 300. Closed in period 2 and opened again: 100 + 50 + open_cost + 100, 280 if that is 30
    and 320 if it is 70. Closed for good after period 1: 100 + 50 + 300. Never open: 50 + 600.
    """
    run = solve(
        periods(3),
        *made({"T1": 10, "T3": 10}, 30, fixed_cost=100, close_cost=50, open_cost=open_cost, capacity=10),
    )
    check_optimum(run, cost)


def test_processes_share_a_resource():
    """A takes 2 hours and B 1; 100 hours. Made at 5 each, elsewhere A 20 and B 10, so an hour saves 7.50 or
    5.

    Demand 40 A and 50 B: 40 A (80 hours) and 20 B made, 200 + 100, and 30 B at 10: 600.
    """
    run = solve(
        sites(PLANT="US"),
        goods("A", "B"),
        offer("PLANT", 20, offer="A", product="A"),
        offer("PLANT", 10, offer="B", product="B"),
        *(Process(process=f"MAKE_{code}") for code in "AB"),
        *(recipe(f"MAKE_{code}", "output", code) for code in "AB"),
        Capability(site="PLANT", process="MAKE_A", unit_cost=5, resource="HOURS", use_per_run=2),
        Capability(site="PLANT", process="MAKE_B", unit_cost=5, resource="HOURS", use_per_run=1),
        Resource(site="PLANT", resource="HOURS", capacity=100),
        Demand(site="PLANT", product="A", quantity=40),
        Demand(site="PLANT", product="B", quantity=50),
    )
    check_optimum(run, 600)
    assert total(run, "production", process="MAKE_A") == pytest.approx(40)


@pytest.mark.parametrize(("capacity", "cost"), [(None, 500), (60, 580), (40, 600)])
def test_depot_with_a_capacity_and_a_fixed_cost(capacity: float | None, cost: float):
    """100 units over a depot cost 1 + 2 + 1 each and 100 for being open, or 6 each directly.

    Over the depot: 500. With a capacity of 60: 240 + 100 + 40 x 6 = 580. With 40 it would be 160 + 100 + 360
    = 620, so all goes directly: 600.
    """
    run = solve(
        sites(SELLER="US", DEPOT="US", BUYER="US"),
        goods(PART),
        offer("SELLER", 0),
        lane("SELLER", "DEPOT", unit_cost=1),
        lane("DEPOT", "BUYER", unit_cost=1),
        lane("SELLER", "BUYER", unit_cost=6),
        Handling(site="DEPOT", capacity=capacity, unit_cost=2, fixed_cost=100),
        Demand(site="BUYER", product=PART, quantity=100),
    )
    check_optimum(run, cost)


@pytest.mark.parametrize(("scope", "cost"), [("shared", 420), ("own", 300)])
def test_depot_capacity_for_all_products_or_for_each(scope: str, cost: float):
    """70 A and 50 B at 1.50 each, 180 in all; 1 each over a depot that takes 80, directly 4 for A and 5 for
    B.

    Each product for itself: 180 + 120 = 300. Shared: B saves more, so 50 B and 30 A go over the depot, 40 A
    directly: 180 + 80 + 160 = 420.
    """
    run = solve(
        sites(SELLER="US", DEPOT="US", BUYER="US"),
        goods("A", "B"),
        *(offer("SELLER", 1.5, offer=code, product=code) for code in "AB"),
        lane("SELLER", "DEPOT", unit_cost=1),
        lane("DEPOT", "BUYER"),
        lane("SELLER", "BUYER", product="A", unit_cost=4),
        lane("SELLER", "BUYER", product="B", unit_cost=5),
        Handling.model_validate({"site": "DEPOT", "capacity": 80, "scope": scope}),
        Demand(site="BUYER", product="A", quantity=70),
        Demand(site="BUYER", product="B", quantity=50),
    )
    check_optimum(run, cost)
