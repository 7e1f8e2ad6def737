"""The largest useful quantity of each product, worked by hand.

Where demand alone decides it is exact. Where lumps, stocks and limits come in, it is a judgement for decisions without
a capacity: far more than what a plan could carry (less would cut plans off), and finite.
"""

from __future__ import annotations

import math

import pytest
from tests.analytic.building import PART, goods, lane, offer, periods, sites
from tests.unit.network_example import need, network, recipe

from corridor.errors import FaultError
from corridor.schema.goods import Capability, RecipeLine
from corridor.schema.moving import Demand, Limit
from corridor.schema.row import Row
from corridor.schema.supply import Stock

GENEROUS, LOOSE = 10, 400
"""[1] How many times what a plan could carry a judgement is at least, and at most."""


def enough(found: float, carried: float) -> bool:
    """Whether a judgement is well above what a plan could carry, and not without measure."""
    return GENEROUS * carried <= found <= LOOSE * carried


PLACES = [sites(PLANT="US", MARKET="US"), goods(PART, "ORE", "SLAG"), lane("PLANT", "MARKET")]


def wanted(quantity: float, **columns: object) -> Demand:
    """Return a demand for PART at the market."""
    return Demand.model_validate({"site": "MARKET", "product": PART, "quantity": quantity, **columns})


def made(*rows: Row | list[Row]) -> list[Row | list[Row]]:
    """Return a plant that makes PART of 2.5 ORE."""
    return [
        *PLACES,
        recipe("MAKE", PART, ORE=2.5),
        Capability(site="PLANT", process="MAKE"),
        offer("PLANT", 1, product="ORE"),
        *rows,
    ]


def test_demand_of_all_sites_and_periods_is_added_up():
    """10 in each of two periods of ten days, and 365 a year, which are 20 in 20 days."""
    found = need(periods(2), *PLACES, offer("PLANT", 1), wanted(10), wanted(365, end_use="spare", per="year"))
    assert found[PART] == pytest.approx(40)


def test_need_goes_through_recipes():
    """40 PART need 100 ORE; nothing needs SLAG."""
    found = need(*made(wanted(40)))
    assert (found[PART], found["ORE"], found["SLAG"]) == pytest.approx((40, 100, 0))


def test_the_hungriest_recipe_and_the_largest_share_count():
    """Of two processes the one that takes 4 ORE per PART; a substitute counts with its largest share."""
    line = {"process": "MIX", "role": "input", "substitution_group": "M"}
    rows = made(
        wanted(10),
        recipe("LAVISH", PART, made=0.5, ORE=2),
        Capability(site="PLANT", process="LAVISH"),
        recipe("MIX", PART),
        RecipeLine.model_validate({**line, "product": "SLAG", "quantity": 6, "max_share": 0.25}),
        RecipeLine.model_validate({**line, "product": "ORE", "quantity": 1}),
        Capability(site="PLANT", process="MIX"),
        offer("PLANT", 1, offer="SLAG", product="SLAG"),
    )
    found = need(*rows)
    assert found["ORE"] == pytest.approx(40)
    assert found["SLAG"] == pytest.approx(10 * 6 * 0.25)


def test_a_process_may_run_for_its_byproduct():
    """A demand of 30 SLAG, half a unit per PART, makes 60 PART useful beside the 10 that are wanted."""
    rows = [
        *PLACES,
        recipe("MAKE", PART, byproduct="SLAG", ORE=2),
        Capability(site="PLANT", process="MAKE"),
        offer("PLANT", 1, product="ORE"),
        wanted(10),
        Demand(site="PLANT", product="SLAG", quantity=30),
    ]
    found = need(*rows)
    assert enough(found["SLAG"], 35)
    assert enough(found[PART], 70)
    assert enough(found["ORE"], 140)


def test_a_least_stock_and_a_credited_stock_are_needs():
    """At least 5 in stock and 7 credited at the end, beside a demand of 2 x 10."""
    found = need(
        periods(2),
        *PLACES,
        offer("PLANT", 1),
        wanted(10),
        Stock(site="MARKET", min_quantity=5, closing_value=1, closing_limit=7),
    )
    assert enough(found[PART], 20 + 5 + 7)


def test_a_cover_in_days_adds_its_part_where_goods_are_used():
    """Three days of the last ten are credited where 100 are delivered, not where they are sent on: 100 x 1.3."""
    found = need(*PLACES, offer("PLANT", 1), wanted(100), Stock(closing_value=1, closing_cover_days=3))
    assert enough(found[PART], 130)


@pytest.mark.parametrize(
    ("columns", "extra"),
    [
        ({"min_quantity": 60}, 120),
        ({"min_quantity": 60, "per": "horizon"}, 60),
        ({"order_minimum": 8, "orders_per_period": 3}, 48),
        ({"order_multiple": 25}, 50),
    ],
)
def test_lumps_of_an_offer_may_exceed_the_demand(columns: dict[str, object], extra: float):
    """What a minimum or a multiple forces in each of two periods is of use to it."""
    found = need(periods(2), *PLACES, offer("PLANT", 1, **columns), wanted(10))
    assert enough(found[PART], 20 + extra)


def test_minimum_runs_and_shipments_may_exceed_the_demand():
    """A least run of 15 and a least shipment of 4 (each product on the lane) come on top of 10."""
    rows = [row for row in made(wanted(10)) if not isinstance(row, Capability)]
    found = need(*rows, Capability(site="PLANT", process="MAKE", min_run=15), lane("PLANT", "MARKET", mode="rail",
                                                                                    min_shipment=4))  # fmt: skip
    assert enough(found[PART], 10 + 15 + 4)
    assert enough(found["ORE"], 29 * 2.5 + 4)


def test_products_made_of_each_other_have_no_bound():
    """PART from ORE and ORE from PART: going round may pay as far as the tables know."""
    found = need(*made(wanted(10)), recipe("BACK", "ORE", **{PART: 1}), Capability(site="PLANT", process="BACK"))
    assert math.isinf(found[PART])
    assert math.isinf(found["ORE"])


def test_a_decision_that_nothing_bounds_is_refused():
    """A credit without limit makes any quantity useful: a fixed cost then needs a capacity."""
    rows = [*PLACES, wanted(10), Stock(site="MARKET", closing_value=1)]
    with pytest.raises(FaultError, match="needs a capacity"):
        network(*rows, offer("PLANT", 1, fixed_cost=5))
    capped = network(*rows, offer("PLANT", 1, fixed_cost=5, max_quantity=30))
    assert capped.offer_loads.upper["capacity"].tolist() == [30.0]


@pytest.mark.parametrize(
    ("days", "when", "proven"),
    [(0, "T2", 10.0), (10, "T2", 10.0), (5, "T2", math.inf), (5, "T1", math.inf), (15, "T3", math.inf)],
)
def test_demand_bounds_only_what_arrives_at_once(days: float, when: str, proven: float):
    """Of three periods of ten days: 5 or 15 days split a shipment, and half of it may come too early or too late."""
    rows = [*PLACES[:2], lane("PLANT", "MARKET", transit_days=days), offer("PLANT", 1), wanted(10, period=when)]
    assert network(periods(3), *rows).useful.proven[PART] == proven


@pytest.mark.parametrize(("most", "capacity"), [(None, 10.0), (4.0, 4.0), (400.0, 10.0)])
def test_a_switched_capacity_is_the_lesser_of_real_and_useful(most: float | None, capacity: float):
    """A demand of 10 tightens a capacity of 400, and 4 stay 4."""
    found = network(*PLACES, offer("PLANT", 1, fixed_cost=5, max_quantity=most), wanted(10))
    assert found.offer_loads.upper["capacity"].tolist() == pytest.approx([capacity])


def test_a_count_is_bounded_by_what_its_sites_can_carry():
    """Demand 10, and a site counts only with at least 3."""
    count = Limit.model_validate(
        {"limit": "N", "of": "flows[]", "as": "count", "measure": "sites", "lower": 1, "threshold": 3}
    )
    found = network(*PLACES, offer("PLANT", 1), wanted(10), count)
    (capacity,) = found.count_loads["flows"].upper["capacity"]
    assert enough(capacity, 10)
