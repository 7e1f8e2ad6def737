"""The audit of shelf lives: plans that hold every other row, and goods that are followed day by day.

A shop buys, sells, stores and disposes of one product; what is bought in a period is what the other quantities ask for.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from fractions import Fraction
from random import Random
from typing import NamedTuple

import pytest
from tests.unit.test_audit_world import Result, costs_of, families, judged, law_of, model_of, result_of

from corridor.schema.goods import Product
from corridor.schema.moving import Demand
from corridor.schema.places import Period, Site
from corridor.schema.results import Delivery, Purchase, Shortfall, StockResult
from corridor.schema.row import Row
from corridor.schema.supply import Offer, Stock
from corridor.tables.tables import Model

LAW = law_of(())
PLACE = {"site": "SHOP", "product": "PART"}
MOST = 100.0
"""[unit] Demand of each period; what is not delivered is short and costs nothing."""


class Deed(NamedTuple):
    """What a plan does with goods of one origin in a period. [unit]"""

    delivered: float
    disposed: float
    stock: float
    """At the end of the period."""


def shop_model(lengths: Sequence[int], days: float | None, opening: float = 0.0, **columns: object) -> Model:
    """The model of this page: periods of so many days, stock that keeps so many."""
    rows: list[Row] = []
    start = date(2027, 1, 1)
    for number, length in enumerate(lengths, start=1):
        rows.append(Period(period=f"P{number}", start=start, end=start + timedelta(days=length - 1)))
        start += timedelta(days=length)
    return model_of(
        *rows,
        Site(site="SHOP", name="Shop", country="US"),
        Product(product="PART", name="Part", disposal_cost=0.0),
        *(Offer(offer=f"O_{origin}", unit_cost=1.0, np_origin=origin, **PLACE) for origin in ("US", "MX")),
        Demand(quantity=MOST, shortfall_penalty=0.0, **PLACE),
        Stock.model_validate({**PLACE, "opening": opening, "shelf_life_days": days, **columns}),
    )


def shop_result(opening: float, **deeds: Sequence[Deed]) -> Result:
    """The plan of this page, by origin; `opening` goods are of the US."""
    rows: list[Row] = []
    bought = 0.0
    wanted: dict[str, float] = {}
    for origin, plan in deeds.items():
        stock = opening if origin == "US" else 0.0
        for number, deed in enumerate(plan, start=1):
            period, quantity = f"P{number}", deed.delivered + deed.disposed + deed.stock - stock
            assert quantity >= 0
            key = {**PLACE, "state": origin, "period": period}
            rows.append(Purchase(offer=f"O_{origin}", quantity=quantity, cost=quantity, **key))
            rows.append(Delivery(end_use="none", quantity=deed.delivered, **key))
            rows.append(StockResult(quantity=deed.stock, disposed=deed.disposed, cost=0.0, **key))
            wanted[period] = wanted.get(period, MOST) - deed.delivered
            stock, bought = deed.stock, bought + quantity
    missing = {"end_use": "none", "demanded": MOST, "cost": 0.0}
    rows += [Shortfall(period=period, quantity=short, **missing, **PLACE) for period, short in wanted.items()]
    return result_of(*rows, *costs_of(purchase=bought))


@pytest.mark.parametrize(
    ("days", "opening", "deeds", "fits"),
    [
        (None, 0.0, (Deed(10, 0, 6), Deed(0, 0, 12), Deed(10, 0, 5)), True),
        (5.0, 0.0, (Deed(10, 0, 6), Deed(10, 1, 5), Deed(10, 0, 9)), True),
        (5.0, 0.0, (Deed(10, 0, 6.001), Deed(10, 1, 5), Deed(10, 0, 9)), False),
        (5.0, 0.0, (Deed(10, 0, 6), Deed(10, 0.999, 5), Deed(10, 0, 9)), False),
        (5.0, 0.0, (Deed(10, 1, 6), Deed(10, 0, 5), Deed(10, 0, 9)), False),
        (5.0, 0.0, (Deed(10, 0, 6), Deed(9.9, 1, 5), Deed(10, 0, 9)), False),
        (15.0, 0.0, (Deed(10, 0, 15), Deed(10, 0, 5), Deed(10, 0, 9)), True),
        (15.0, 0.0, (Deed(10, 0, 15.1), Deed(10, 0, 5.1), Deed(10, 0, 9)), False),
        (15.0, 0.0, (Deed(10, 0, 15), Deed(10, 0, 99), Deed(10, 0, 99)), True),
        (5.0, 7.0, (Deed(10, 2, 5), Deed(10, 0, 5), Deed(10, 0, 5)), True),
        (5.0, 7.1, (Deed(10, 2, 5), Deed(10, 0, 5), Deed(10, 0, 5)), False),
        (5.0, 7.0, (Deed(9.9, 2, 4), Deed(10, 0, 5), Deed(10, 0, 5)), False),
    ],
)
def test_goods_that_stay_too_long_are_caught(days: float | None, opening: float, deeds: Sequence[Deed], fits: bool):
    """In periods of ten days, each plan holds every other row: more stored, less or later disposed of, less sold."""
    verdict = judged(shop_model((10, 10, 10), days, opening), LAW, shop_result(opening, US=deeds))
    assert families(verdict) == (set() if fits else {"stocks"})


def test_goods_of_another_state_do_not_take_old_ones_along():
    """US goods stay behind while Mexican goods are sold: 5 of 10 US goods are in time, 10 Mexican ones do not count."""
    mexican = (Deed(0, 0, 0), Deed(10, 0, 0))
    model = shop_model((10, 10), 5.0)
    fits = shop_result(0.0, US=(Deed(0, 0, 5), Deed(10, 0, 0)), MX=mexican)
    assert families(judged(model, LAW, fits)) == set()
    stays = shop_result(0.0, US=(Deed(0, 0, 6), Deed(10, 0, 0)), MX=mexican)
    assert families(judged(model, LAW, stays)) == {"stocks"}


def spoils(lengths: Sequence[int], days: int, opening: float, deeds: Iterable[Deed]) -> bool:
    """Whether goods of which the oldest leave first stay longer than so many days: every lot, day after day.

    A lot is its quantity and the day after which it is in stock; the lot of a period is stored at its end.
    """
    lots = [[Fraction(opening), 0]]

    def take(quantity: Fraction) -> Fraction:
        for lot in lots:
            taken = min(lot[0], quantity)
            lot[0] -= taken
            quantity -= taken
        return quantity

    end = sum(lengths)
    today = 0
    stock = Fraction(opening)
    for length, deed in zip(lengths, deeds, strict=True):
        bought = Fraction(deed.delivered + deed.disposed + deed.stock) - stock
        late = take(Fraction(deed.disposed))
        lots.append([Fraction(0), end + 1])
        for _ in range(length):
            today += 1
            lots[-1][0] += bought / length
            assert take(Fraction(deed.delivered) / length) == 0
            if any(quantity > 0 and stored + days <= today for quantity, stored in lots):
                return True
        assert take(late) == 0
        lots[-1][1] = today
        stock = Fraction(deed.stock)
        assert sum(quantity for quantity, _ in lots) == stock
    return False


def random_plan(random: Random, periods: int) -> tuple[float, list[Deed]]:
    """Return opening goods and a plan of whole numbers that buys what it needs."""
    opening = stock = float(random.randint(0, 12))
    plan = []
    for _ in range(periods):
        delivered, disposed = random.randint(0, 20), random.choice((0, 0, random.randint(0, 9)))
        left = max(0.0, stock - delivered - disposed) + random.choice((0, 0, random.randint(0, 15)))
        plan.append(Deed(delivered, disposed, left))
        stock = left
    return opening, plan


def test_the_row_finds_what_a_count_of_lots_day_by_day_finds():
    """400 random plans: the audit refuses those in which some lot, the oldest always leaving first, stays too long."""
    random = Random(20)
    outcomes = set()
    for _ in range(400):
        lengths = [random.choice((4, 10, 15)) for _ in range(random.choice((1, 2, 3, 4)))]
        opening, plan = random_plan(random, len(lengths))
        days = random.randint(1, 25)
        found = families(judged(shop_model(lengths, days, opening), LAW, shop_result(opening, US=plan)))
        too_long = spoils(lengths, days, opening, plan)
        assert found == ({"stocks"} if too_long else set()), (lengths, days, opening, plan)
        outcomes.add((too_long, days < min(lengths), opening > 0))
    assert len(outcomes) == 8
