"""Stocks, what they are worth at the end, and demand that may go short, each optimum worked by hand."""

from __future__ import annotations

import pytest
from tests.analytic.building import (
    PART,
    check_optimum,
    cost_line,
    goods,
    offer,
    periods,
    sites,
    solve,
    total,
)

from corridor.schema.moving import Demand
from corridor.schema.row import Row
from corridor.schema.supply import Stock


def storing(*rows: Row) -> list[Row]:
    """Return a buyer who needs 10 in each of two periods; goods cost 10 in the first and 15 in the second."""
    return [
        *periods(2),
        *sites(BUYER="US"),
        *goods(PART),
        offer("BUYER", 10, offer="FIRST", period="T1"),
        offer("BUYER", 15, offer="SECOND", period="T2"),
        Demand(site="BUYER", product=PART, quantity=10),
        *rows,
    ]


@pytest.mark.parametrize(
    ("columns", "cost"),
    [
        (None, 250),
        ({}, 200),
        ({"max_quantity": 4}, 230),
        ({"max_quantity": 4, "min_quantity": 3}, 275),
        ({"max_quantity": 0}, 250),
        ({"opening": 5}, 150),
        ({"max_quantity": 0, "in_transit": 2}, 230),
        ({"max_quantity": 0, "in_transit": 2, "period": "T2"}, 220),
        ({"unit_cost": 73}, 220),
        ({"unit_cost": 365}, 250),
    ],
)
def test_stock_between_periods(columns: dict[str, object] | None, cost: float):
    """No stock: 100 + 150. Free stock: 20 x 10 = 200. At most 4: 140 + 90 = 230.

    At least 3 at each end, at most 4: buy 14 and 9, 140 + 135 = 275. 5 at the start: 15 x 10 = 150. 2 that
    arrive in period 1 (no storage): 80 + 150; in period 2: 100 + 120. At 73 a year a unit costs 2 per period
    of ten days: 200 + 10 x 2 = 220; at 365 it costs 10, more than the 5 it saves.
    """
    stock = [] if columns is None else [Stock.model_validate({"site": "BUYER", **columns})]
    if columns is not None and "period" in columns:
        stock.append(Stock(site="BUYER", max_quantity=0))
    check_optimum(solve(*storing(*stock)), cost)


def test_cost_of_capital_in_stock():
    """10 units worth 15 (the dearest offer) stored at the end of a period of ten days at 36.5 % a year: 10 x
    0.15 = 1.50.
    """
    run = solve(*storing(Stock(site="BUYER")), rate_per_year=0.365)
    check_optimum(run, 201.5)
    assert cost_line(run, "cost_stock") == pytest.approx(1.5)


@pytest.mark.parametrize(
    ("columns", "cost", "credited"),
    [({}, 60, 20), ({"closing_cover_days": 5}, 75, 5), ({"closing_limit": 3}, 77, 3)],
)
def test_closing_stock_is_credited_as_far_as_it_is_of_use(columns: dict[str, float], cost: float, credited: float):
    """Goods at 8, worth 9 at the end; 10 needed in ten days, 30 to be had. All 20 others: 240 - 180 = 60.

    Worth it only for 5 days of use, 5 units: 120 - 45 = 75. Worth it only for 3 units: 104 - 27 = 77.
    """
    run = solve(
        sites(BUYER="US"),
        goods(PART),
        offer("BUYER", 8, max_quantity=30),
        Demand(site="BUYER", product=PART, quantity=10),
        Stock(site="BUYER", closing_value=9, **columns),
    )
    check_optimum(run, cost)
    assert total(run, "closing") == pytest.approx(credited)


@pytest.mark.parametrize(
    ("price", "penalty", "cost", "delivered"),
    [(None, 12, 120, 0), (None, 20, 150, 10), (20, None, -50, 10), (14, None, 0, 0), (4, 12, 110, 10)],
)
def test_demand_goes_short_where_that_is_cheaper(
    price: float | None, penalty: float | None, cost: float, delivered: float
):
    """10 units at 15. Penalty 12: go short, 120. Penalty 20: deliver, 150. Price 20: 150 - 200. Price 14: not
    worth it.

    Price 4 and penalty 12: delivering saves 16 a unit, 150 - 40 = 110.
    """
    run = solve(
        sites(BUYER="US"),
        goods(PART),
        offer("BUYER", 15),
        Demand(site="BUYER", product=PART, quantity=10, price=price, shortfall_penalty=penalty),
    )
    check_optimum(run, cost)
    assert total(run, "deliveries") == pytest.approx(delivered, abs=1e-6)
    assert total(run, "shortfall") == pytest.approx(10 - delivered, abs=1e-6)


def test_demand_per_year_counts_the_days():
    """365 a year in a period of ten days are 10: 150."""
    run = solve(
        sites(BUYER="US"),
        goods(PART),
        offer("BUYER", 15),
        Demand(site="BUYER", product=PART, quantity=365, per="year"),
    )
    check_optimum(run, 150)


def test_demand_that_cannot_be_met_has_no_plan():
    """10 needed without fail, 9 to be had: infeasible, and every table is empty."""
    run = solve(
        sites(BUYER="US"),
        goods(PART),
        offer("BUYER", 15, max_quantity=9),
        Demand(site="BUYER", product=PART, quantity=10),
    )
    assert run.info["status"] == "infeasible"
    assert all(table.empty for table in run.tables.values())
