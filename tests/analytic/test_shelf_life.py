"""Goods that do not keep, each optimum worked by hand. Periods have ten days."""

from __future__ import annotations

import pytest
from tests.analytic.building import PART, check_optimum, cost_line, goods, lane, offer, periods, sites, solve, total

from corridor.errors import FaultError
from corridor.schema.goods import Capability, Process, Product, RecipeLine
from corridor.schema.moving import Demand
from corridor.schema.row import Row
from corridor.schema.supply import Stock

DISPOSABLE = Product(product=PART, name=PART, disposal_cost=1)
"""PART, disposed of at 1."""


def rising(*prices: float, site: str = "BUYER", product: str = PART) -> list[Row]:
    """Return a period for each price that a product has at a site in it."""
    named = enumerate(prices, start=1)
    offers = [offer(site, price, offer=f"IN_T{t}", product=product, period=f"T{t}") for t, price in named]
    return [*periods(len(prices)), *offers]


@pytest.mark.parametrize(("days", "cost"), [(None, 200), (10, 200), (5, 225), (2, 240), (11, 200)])
def test_what_spoils_is_bought_later_at_a_higher_price(days: float | None, cost: float):
    """10 needed in each of two periods, at 10 and 15. All stored: 200. Ten days are the whole of T2: 200.

    Five days: half of the 10 that leave in T2 leave in time, so 5 are stored and 5 bought at 15: 150 + 75. Two days:
    2 stored, 120 + 120. Eleven days end behind the horizon, where goods may still leave: 200.
    """
    need = Demand(site="BUYER", product=PART, quantity=10)
    stock = Stock(site="BUYER", shelf_life_days=days)
    check_optimum(solve(*rising(10, 15), sites(BUYER="US"), goods(PART), need, stock), cost)


@pytest.mark.parametrize(("days", "cost"), [(None, 300), (15, 315), (10, 330), (5, 355)])
def test_a_shelf_life_of_more_than_a_period(days: float | None, cost: float):
    """10 needed in each of three periods, at 10, 13 and 15; what is stored at the end of T1 may serve both others: 300.

    15 days: 10 + 10 / 2 leave in time, the last 5 are bought in T2: 250 + 65. Ten days: 10 stored in T1 and 10 in T2:
    200 + 130. Five days: 5 stored in T1, 5 in T2; 15 x 10 + 10 x 13 + 5 x 15 = 355.
    """
    need = Demand(site="BUYER", product=PART, quantity=10)
    stock = Stock(site="BUYER", shelf_life_days=days)
    check_optimum(solve(*rising(10, 13, 15), sites(BUYER="US"), goods(PART), need, stock), cost)


def test_the_row_of_a_period_says_how_long_its_stock_keeps():
    """As above at 10, 13 and 15. Stock keeps, but for that at the end of T2, which keeps five days.

    5 are in stock at the end of T2, all from T1; T1 buys 10 + 10 + 5, T3 buys 5 at 15: 250 + 75.
    """
    stocks = [Stock(site="BUYER"), Stock(site="BUYER", period="T2", shelf_life_days=5)]
    need = Demand(site="BUYER", product=PART, quantity=10)
    check_optimum(solve(*rising(10, 13, 15), sites(BUYER="US"), goods(PART), need, *stocks), 325)


def lots(product: Product, days: float | None) -> list[Row]:
    """Return a buyer who needs 10 in each of two periods, of goods that come in lots of 25 at 4 each."""
    return [
        *periods(2),
        *sites(BUYER="US"),
        product,
        offer("BUYER", 4, order_multiple=25),
        Demand(site="BUYER", product=PART, quantity=10),
        Stock(site="BUYER", shelf_life_days=days),
    ]


@pytest.mark.parametrize(("days", "cost", "disposed"), [(None, 100, 0), (10, 105, 5), (5, 210, 10)])
def test_disposal_is_the_way_out(days: float | None, cost: float, disposed: float):
    """One lot, 15 stored and 5 left over at the end: 100. Ten days: the 5 are disposed of in T2: 105.

    Five days: of 15 in stock 5 are delivered in time and 10 disposed of, and T2 needs another lot: 200 + 10.
    """
    run = solve(*lots(DISPOSABLE, days))
    check_optimum(run, cost)
    assert cost_line(run, "cost_disposal") == total(run, "stocks", "disposed") == pytest.approx(disposed, abs=1e-6)


def test_without_a_way_out_there_is_no_plan():
    """15 of a lot of 25 are left after T1, 10 are needed in T2, and nothing takes the other 5 in time."""
    (part,) = goods(PART)
    assert solve(*lots(part, 10)).info["status"] == "infeasible"


@pytest.mark.parametrize(("days", "cost"), [(None, 0), (20, 0), (15, 55), (10, 110), (2, 198)])
def test_opening_goods_count_from_the_first_day(days: float | None, cost: float):
    """20 on hand, 10 needed in each of two periods, more at 10, disposal at 1.

    Twenty days: all are delivered in time. 15 days: 15 are delivered in time, 5 disposed of and replaced: 5 + 50. Ten
    days: 10 are delivered, 10 disposed of and replaced: 110. Two days: 2 are delivered, 18 disposed of, on the day that
    they spoil, and replaced: 18 + 180.
    """
    run = solve(
        periods(2),
        sites(BUYER="US"),
        [DISPOSABLE],
        offer("BUYER", 10),
        Demand(site="BUYER", product=PART, quantity=10),
        Stock(site="BUYER", opening=20, shelf_life_days=days),
    )
    check_optimum(run, cost)


def test_opening_goods_that_nothing_takes_out_in_time_are_a_fault():
    """Without a lane, a use or a disposal cost, goods that keep five days contradict themselves; the fault says so."""
    stock = Stock(site="STORE", opening=20, shelf_life_days=5)
    with pytest.raises(FaultError) as caught:
        solve(periods(2), sites(STORE="US"), goods(PART), stock)
    assert [(f.column, f.value) for f in caught.value.faults if f.severity >= 2] == [
        ("shelf_life_days", "20 of PART at STORE")
    ]


def test_use_counts_as_far_as_it_is_in_time():
    """10 PART of 2 ORE each are made in each of two periods; ORE costs 1 and 3 and keeps four of ten days.

    Of the 20 used in T2 8 are used in time: 28 at 1 and 12 at 3.
    """
    run = solve(
        *rising(1, 3, site="PLANT", product="ORE"),
        sites(PLANT="US"),
        goods(PART, "ORE"),
        Process(process="MAKE"),
        RecipeLine(process="MAKE", product="ORE", role="input", quantity=2),
        RecipeLine(process="MAKE", product=PART, role="output", quantity=1),
        Capability(site="PLANT", process="MAKE"),
        Stock(site="PLANT", product="ORE", shelf_life_days=4),
        Demand(site="PLANT", product=PART, quantity=10),
    )
    check_optimum(run, 64)


def test_shipments_count_as_far_as_they_are_in_time():
    """10 needed in each of two periods, shipped from a depot where goods cost 10 and 15 and keep four days.

    Of the 10 that leave in T2 4 leave in time: 140 + 90.
    """
    run = solve(
        *rising(10, 15, site="DEPOT"),
        sites(DEPOT="US", BUYER="US"),
        goods(PART),
        lane("DEPOT", "BUYER"),
        Stock(site="DEPOT", shelf_life_days=4),
        Demand(site="BUYER", product=PART, quantity=10),
    )
    check_optimum(run, 230)


@pytest.mark.parametrize(("stores", "cost"), [(("BUYER",), 130), (("DEPOT", "BUYER"), 100)])
def test_at_the_next_site_the_days_count_anew(stores: tuple[str, ...], cost: float):
    """10 needed in T3, at a depot for 10, 13 and 15; stock keeps ten days wherever it lies.

    A buyer who stores alone buys in T2: 130. Goods of T1 wait at the depot until T2, then at the buyer's: 100.
    """
    run = solve(
        *rising(10, 13, 15, site="DEPOT"),
        sites(DEPOT="US", BUYER="US"),
        goods(PART),
        lane("DEPOT", "BUYER"),
        *(Stock(site=site, shelf_life_days=10) for site in stores),
        Demand(site="BUYER", product=PART, period="T3", quantity=10),
    )
    check_optimum(run, cost)


@pytest.mark.parametrize(("origin", "cost"), [("US", 225), ("MX", 250)])
def test_each_origin_state_leaves_by_itself(origin: str, cost: float):
    """10 needed in each of two periods, US goods at 10 in T1 only, others at 15 in T2 only; stock keeps five days.

    Goods of one origin: 5 of 10 leave in time, 150 + 75. Of two: the only US goods that leave in T2 are those in
    stock, and of any quantity only half leaves in time, so none is stored: 100 + 150.
    """
    run = solve(
        periods(2),
        sites(BUYER="US"),
        goods(PART),
        offer("BUYER", 10, "US", offer="FIRST", period="T1"),
        offer("BUYER", 15, origin, offer="SECOND", period="T2"),
        Demand(site="BUYER", product=PART, quantity=10),
        Stock(site="BUYER", shelf_life_days=5),
    )
    check_optimum(run, cost)


@pytest.mark.parametrize(
    ("reserve", "cost"),
    [
        ({}, 10),
        ({"shelf_life_days": 10}, 30),
        ({"shelf_life_days": 5}, 50),
        ({"period": "T1"}, 20),
    ],
)
def test_a_reserve_that_spoils_is_sent_where_it_can_end(reserve: dict[str, object], cost: float):
    """A reserve of 10 at the end of two periods; goods cost 1 and can end at a dump, 1 away, and nowhere else.

    Goods that keep: 10. Ten days: the reserve of T1 leaves in T2 and is replaced: 20 + 10. Five days: for 10 to leave
    in half a period 20 leave in all of it: 30 bought, 20 sent. A reserve in T1 only, and no storage in T2: 10 + 10.
    """
    run = solve(
        periods(2),
        sites(STORE="US", DUMP="US"),
        goods(PART),
        offer("STORE", 1),
        lane("STORE", "DUMP", unit_cost=1),
        Stock.model_validate({"site": "STORE", "min_quantity": 10, **reserve}),
        Stock(site="DUMP"),
    )
    check_optimum(run, cost)


@pytest.mark.parametrize(("cover", "cost"), [(None, 180), (5, 195)])
def test_goods_credited_at_the_end_may_be_old(cover: float | None, cost: float):
    """10 needed in each of two periods; 40 to be had in T1 only, at 10, worth 11 at the end; stock keeps 15 days.

    What is left after T2 would have to leave within five days behind the horizon. No row asks that: the 20 that nobody
    needs are credited, 400 - 220. With a cover of five days it is 5 of them: 250 - 55.
    """
    run = solve(
        periods(2),
        sites(BUYER="US"),
        goods(PART),
        offer("BUYER", 10, period="T1", max_quantity=40),
        Demand(site="BUYER", product=PART, quantity=10),
        Stock(site="BUYER", shelf_life_days=15, closing_value=11, closing_cover_days=cover),
    )
    check_optimum(run, cost)


@pytest.mark.parametrize(("columns", "cost"), [({"period": "T1"}, 11), ({"shelf_life_days": 10}, 21)])
@pytest.mark.parametrize("disposal", [None, 5])
def test_a_reserve_that_is_left_over_is_worked_up(disposal: float | None, columns: dict[str, object], cost: float):
    """A reserve of 10 ORE at 1 is in the way in T2; a plant without a capacity makes JUNK of it for 1 a period.

    Needed in T1 only, without storage in T2: 10 + 1. Needed in both periods, keeping ten days: 20 + 1.
    """
    run = solve(
        periods(2),
        sites(STORE="US"),
        [Product(product="ORE", name="ORE", disposal_cost=disposal)],
        goods("JUNK"),
        offer("STORE", 1, product="ORE"),
        Process(process="REWORK"),
        RecipeLine(process="REWORK", product="ORE", role="input", quantity=1),
        RecipeLine(process="REWORK", product="JUNK", role="output", quantity=1),
        Capability(site="STORE", process="REWORK", fixed_cost=1, initially_open="no"),
        Stock.model_validate({"site": "STORE", "product": "ORE", "min_quantity": 10, **columns}),
        Stock(site="STORE", product="JUNK"),
    )
    check_optimum(run, cost)


@pytest.mark.parametrize(("disposal", "cost"), [(None, 111), (50, 111), (2, 40)])
def test_more_is_sent_than_is_left_over(disposal: float | None, cost: float):
    """A reserve of 10 at 1 keeps two days; a lane, 1 a unit and 1 a period, leads to a dump.

    For 10 to leave in two of ten days 50 leave in ten: 10 + 50 bought, 50 + 1. Disposed of at 50 each that is dearer;
    at 2 each it is 20 + 20.
    """
    run = solve(
        periods(2),
        sites(STORE="US", DUMP="US"),
        [Product(product=PART, name=PART, disposal_cost=disposal)],
        offer("STORE", 1),
        lane("STORE", "DUMP", unit_cost=1, fixed_cost=1),
        Stock(site="STORE", min_quantity=10, shelf_life_days=2),
        Stock(site="DUMP"),
    )
    check_optimum(run, cost)
