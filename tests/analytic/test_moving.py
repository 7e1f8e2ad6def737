"""How goods are moved: lane capacities, fixed costs, time under way, freight; each optimum worked by hand."""

from __future__ import annotations

import pytest
from tests.analytic.building import (
    PART,
    check_optimum,
    cost_line,
    goods,
    lane,
    offer,
    periods,
    sites,
    solve,
    total,
)

from corridor.schema.goods import Product
from corridor.schema.moving import Demand
from corridor.schema.row import Row
from corridor.schema.supply import Stock


def two_products(**cheap: object) -> list[Row]:
    """Return 80 A and 70 B over a cheap rail lane at 1, or over roads at 5 for A and 3 for B. B weighs twice
    as much.
    """
    return [
        *sites(SELLER="US", BUYER="US"),
        Product(product="A", name="A", mass_kg=1000),
        Product(product="B", name="B", mass_kg=4000),
        *(offer("SELLER", 0, offer=code, product=code) for code in "AB"),
        lane("SELLER", "BUYER", mode="rail", unit_cost=1, **cheap),
        lane("SELLER", "BUYER", product="A", unit_cost=5),
        lane("SELLER", "BUYER", product="B", unit_cost=3),
        Demand(site="BUYER", product="A", quantity=80),
        Demand(site="BUYER", product="B", quantity=70),
    ]


@pytest.mark.parametrize(
    ("columns", "cost"),
    [
        ({"capacity": 100}, 150),
        ({"capacity": 100, "scope": "shared"}, 250),
        ({"capacity": 100, "scope": "shared", "capacity_measure": "mass"}, 280),
    ],
)
def test_lane_capacity_is_for_each_product_or_shared(columns: dict[str, object], cost: float):
    """The rail lane saves 4 on A and 2 on B. 100 of each fit: all go by rail, 150.

    100 together: 80 A and 20 B by rail, 100 + 50 x 3 = 250. 100 t together (A 1 t, B 4 t): 80 A and 5 B,
    85 + 65 x 3 = 280.
    """
    check_optimum(solve(*two_products(**columns)), cost)


@pytest.mark.parametrize(("scope", "cost"), [("own", 290), ("shared", 220)])
def test_fixed_cost_of_a_lane_is_for_each_product_or_shared(scope: str, cost: float):
    """A fixed cost of 70: shared, all go by rail, 150 + 70 = 220. For each: A saves 320 and pays it, B saves
    140, too: 290.
    """
    check_optimum(solve(*two_products(fixed_cost=70, scope=scope)), cost)


def shipped(quantities: dict[str, float], **columns: object) -> list[Row]:
    """Return PART moved by rail at 1 (with the columns) or by road at 3, demand by period."""
    return [
        *sites(SELLER="US", BUYER="US"),
        *goods(PART),
        offer("SELLER", 0),
        lane("SELLER", "BUYER", mode="rail", unit_cost=1, **columns),
        lane("SELLER", "BUYER", unit_cost=3),
        *(Demand(site="BUYER", product=PART, period=t, quantity=amount) for t, amount in quantities.items()),
    ]


def test_fixed_cost_of_a_lane_is_paid_in_each_period_of_use():
    """Rail at 1 and 100 a period, road at 3. 40 units: 120 by road; 60 units: 160 by rail; 280 together."""
    run = solve(periods(2), *shipped({"T1": 40, "T2": 60}, fixed_cost=100))
    check_optimum(run, 280)
    assert cost_line(run, "cost_lane_fixed") == pytest.approx(100)


@pytest.mark.parametrize(("quantity", "cost"), [(30, 90), (50, 50)])
def test_least_shipment(quantity: float, cost: float):
    """Rail takes nothing or at least 40: 30 units go by road at 3, 50 by rail at 1."""
    check_optimum(solve(*shipped({"T1": quantity}, min_shipment=40)), cost)


def test_freight_by_mass_and_demurrage():
    """0.5 t at 40 a tonne is 20; 3 a unit; a tenth inspected for 5 days at 200 a day in shipments of 50 is 2:
    25 a unit.

    Shipped in period 1 for period 2, 100 units at 10: 3500. Inspection delays by half a day on average.
    """
    run = solve(
        periods(2),
        sites(SELLER="US", BUYER="US"),
        Product(product=PART, name=PART, mass_kg=500),
        offer("SELLER", 10),
        lane(
            "SELLER", "BUYER", period="T1", unit_cost=3, cost_per_t=40,
            inspection_share=0.1, inspection_days=5, demurrage_per_day=200, shipment_size=50,
        ),
        Stock(site="BUYER"),
        Demand(site="BUYER", product=PART, period="T2", quantity=100),
    )  # fmt: skip
    check_optimum(run, 3500)
    assert total(run, "flows", "transit_days") == pytest.approx(0.5)


def test_cost_of_capital_under_way():
    """Goods worth 100 take 73 days, one period: at 10 % a year 2 a unit. 10 units of 100: 1020."""
    run = solve(
        periods(2, days=73),
        sites(SELLER="US", BUYER="US"),
        goods(PART),
        offer("SELLER", 100),
        lane("SELLER", "BUYER", transit_days=70, port_dwell_days=3),
        Demand(site="BUYER", product=PART, period="T2", quantity=10),
        rate_per_year=0.1,
    )
    check_optimum(run, 1020)
    assert cost_line(run, "cost_carrying") == pytest.approx(20)
    assert total(run, "flows", ship_period="T1") == pytest.approx(10)
