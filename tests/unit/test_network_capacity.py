"""A capacity that a decision switches must never forbid what the tables allow: each example has a plan, worked by hand.

The largest useful quantity is not only what demand asks for: goods that are there, and rules that ask for more than
demand does, have to flow too.
"""

from __future__ import annotations

import pytest
from tests.analytic.building import PART, check_optimum, goods, lane, offer, periods, sites, solve
from tests.unit.network_example import recipe

from corridor.schema.goods import Capability, Product, RecipeLine
from corridor.schema.moving import Demand, Handling, Limit
from corridor.schema.row import Row
from corridor.schema.supply import Stock


def wanted(site: str, quantity: float = 10, **columns: object) -> Demand:
    """Return a demand for PART."""
    return Demand.model_validate({"site": site, "product": PART, "quantity": quantity, **columns})


def disposable(**columns: object) -> Product:
    """Return PART, which can be thrown away for nothing."""
    return Product.model_validate({"product": PART, "name": PART, "disposal_cost": 0, **columns})


def count(**columns: object) -> Limit:
    """Return a limit that counts sites."""
    return Limit.model_validate({"limit": "COUNT", "as": "count", "measure": "sites", **columns})


def ramp() -> list[Row | list[Row]]:
    """A quarter of a capacity of 1000 in the first period is 250, enough for 50: 100 to open and 50 x 2."""
    plant = {"site": "PLANT", "process": "MAKE", "capacity": 1000, "unit_cost": 2}
    opening = {"open_cost": 100, "initially_open": "no", "ramp": "25"}
    capability = Capability.model_validate({**plant, **opening})
    return [sites(PLANT="US"), goods(PART), recipe("MAKE", PART), capability, wanted("PLANT", 50)]


def value_of_purchases() -> list[Row | list[Row]]:
    """At least 1000 money at 0.50 are 2000 units, 10 of them wanted: 1000 and a fixed cost of 1."""
    limit = Limit(limit="LEAST", of="purchases[]", measure="value", lower=1000)
    return [sites(BUYER="US"), disposable(), offer("BUYER", 0.5, fixed_cost=1), wanted("BUYER"), limit]


def mass_of_flows() -> list[Row | list[Row]]:
    """At least 1 t of goods of 1 kg are 1000 units at 1, and a fixed cost of 1."""
    return [
        sites(SELLER="US", BUYER="US"),
        disposable(mass_kg=1),
        offer("SELLER", 1),
        lane("SELLER", "BUYER", fixed_cost=1),
        wanted("BUYER"),
        Limit(limit="LEAST", of="flows[]", measure="mass", lower=1),
    ]


def three_sites_with_a_threshold() -> list[Row | list[Row]]:
    """Three sites must ship at least 100 each: 300 units at 1, received at a depot with a fixed cost of 1."""
    return [
        sites(A="US", B="US", C="US", BUYER="US"),
        disposable(),
        *(offer(site, 1) for site in "ABC"),
        *(lane(site, "BUYER") for site in "ABC"),
        Handling(site="BUYER", fixed_cost=1),
        wanted("BUYER"),
        count(of="flows[]", lower=3, threshold=100),
    ]


def each_origin_at_least() -> list[Row | list[Row]]:
    """At least 50 of each of two origins: 100 units at 1, received at a depot with a fixed cost of 1."""
    return [
        sites(A="US", B="US", BUYER="US"),
        disposable(),
        offer("A", 1, "US"),
        offer("B", 1, "MX"),
        lane("A", "BUYER"),
        lane("B", "BUYER"),
        Handling(site="BUYER", fixed_cost=1),
        wanted("BUYER"),
        Limit(limit="EACH", of="flows[]", attribute_by="np_origin", lower=50),
    ]


def least_shipment_in_tonnes() -> list[Row | list[Row]]:
    """A least shipment of 10 t on a lane whose capacity counts tonnes: 10,000 units of 1 kg at 1, and 1 fixed."""
    return [
        sites(SELLER="US", BUYER="US"),
        disposable(mass_kg=1),
        offer("SELLER", 1),
        lane("SELLER", "BUYER", min_shipment=10, capacity=20, capacity_measure="mass", fixed_cost=1),
        wanted("BUYER"),
    ]


def opening_stock_that_must_move() -> list[Row | list[Row]]:
    """1000 units that cannot stay at A are shipped to B over a lane with a fixed cost of 1."""
    return [
        sites(A="US", B="US"),
        goods(PART),
        lane("A", "B", fixed_cost=1),
        Stock(site="A", opening=1000, max_quantity=0),
        Stock(site="B"),
        wanted("B"),
    ]


def stocks_counted_over_a_horizon() -> list[Row | list[Row]]:
    """10 units bought at 1 in the first period wait in stock until the fourth: the counted sum is 30."""
    return [
        periods(4),
        sites(BUYER="US"),
        goods(PART),
        offer("BUYER", 1, period="T1"),
        Stock(site="BUYER"),
        wanted("BUYER", period="T4"),
        count(of="stocks[]", upper=1, per="horizon"),
    ]


def byproduct_that_is_stored_elsewhere() -> list[Row | list[Row]]:
    """SLAG cannot stay at the plant and is stored at a dump: 10 PART at 1, 10 SLAG shipped at 1."""
    return [
        sites(PLANT="US", DUMP="US"),
        goods(PART, "SLAG"),
        recipe("MAKE", PART),
        RecipeLine(process="MAKE", product="SLAG", role="byproduct", quantity=1),
        Capability(site="PLANT", process="MAKE", unit_cost=1),
        lane("PLANT", "DUMP", product="SLAG", unit_cost=1),
        Stock(site="DUMP", product="SLAG"),
        wanted("PLANT"),
    ]


EXAMPLES = (
    pytest.param(ramp, 200),
    pytest.param(value_of_purchases, 1001),
    pytest.param(mass_of_flows, 1001),
    pytest.param(three_sites_with_a_threshold, 301),
    pytest.param(each_origin_at_least, 101),
    pytest.param(least_shipment_in_tonnes, 10_001),
    pytest.param(opening_stock_that_must_move, 1),
    pytest.param(stocks_counted_over_a_horizon, 10),
    pytest.param(byproduct_that_is_stored_elsewhere, 20),
)


@pytest.mark.parametrize(("example", "cost"), EXAMPLES)
def test_the_tables_allow_it_and_so_does_the_network(example, cost: float):
    """The plan that the example describes is found, and costs what it says."""
    check_optimum(solve(*example()), cost)
