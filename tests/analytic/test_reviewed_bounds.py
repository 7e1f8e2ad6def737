"""Plans that derived bounds or pruning once cut off, each optimum worked by hand. Periods have ten days."""

from __future__ import annotations

from typing import Any

import pytest
from tests.analytic.building import (
    HS,
    PART,
    base_rate,
    check_optimum,
    lane,
    offer,
    periods,
    sites,
    solve,
    valuation,
)

from corridor.schema.goods import Capability, Process, Product, RecipeLine
from corridor.schema.moving import Demand, Limit
from corridor.schema.row import Row
from corridor.schema.supply import Stock

ONE, TWO = sites(A="US"), sites(A="US", B="US")


def prod(code: str, disposal: float | None = None, **columns: Any) -> Product:
    """Return a product that is disposed of at a cost, or not at all."""
    return Product.model_validate({"product": code, "name": code, "disposal_cost": disposal, **columns})


def cap(site: str, process: str, **columns: Any) -> Capability:
    """Return a capability at 1 a unit."""
    return Capability.model_validate({"site": site, "process": process, "unit_cost": 1, **columns})


def rec(process: str, output: str, *inputs: str, **byproducts: float) -> list[Row]:
    """Return a process: one unit of each input makes one unit of output, and by-products."""
    rows: list[Row] = [Process(process=process), RecipeLine(process=process, product=output, role="output", quantity=1)]
    for number, used in enumerate(inputs):
        essential = "no" if number else "yes"
        rows.append(RecipeLine(process=process, product=used, role="input", quantity=1, essential=essential))
    for code, quantity in byproducts.items():
        rows.append(RecipeLine(process=process, product=code, role="byproduct", quantity=quantity))
    return rows


def dem(site: str, product: str, quantity: float, **columns: Any) -> Demand:
    """Return a demand that has to be met."""
    return Demand.model_validate({"site": site, "product": product, "quantity": quantity, **columns})


def limit(of: str, **columns: Any) -> Limit:
    """Return a hard limit."""
    return Limit.model_validate({"limit": "L", "of": of, **columns})


def share(of: str, within: str, **columns: Any) -> Limit:
    """Return a limit by share."""
    return limit(of, within=within, **{"as": "share"}, **columns)


def count(of: str, **columns: Any) -> Limit:
    """Return a limit on the number of sites."""
    return limit(of, measure="sites", **{"as": "count"}, **columns)


NEW = {"fixed_cost": 10, "initially_open": "no"}
"""A capability that is decided on, without a capacity."""

CASES: dict[str, tuple[float, list[Any]]] = {
    # 10 PART at 1 are at most half of the purchases: 10 JUNK at 0.5 beside them.
    "the rest of a largest share": (15, [
        ONE, [prod(PART), prod("JUNK", 0)], offer("A", 1), offer("A", 0.5, offer="J", product="JUNK"),
        dem("A", PART, 10), share(f"purchases[product={PART}]", "purchases[]", upper=0.5),
    ]),
    # 100 taken away at 5 each, all made into PART at 1 and 10 a period: -500 + 100 + 10.
    "goods that somebody pays for are worked up": (-390, [
        ONE, [prod("W"), prod(PART, 0)], offer("A", -5, product="W", max_quantity=100), rec("MK", PART, "W"),
        cap("A", "MK", fixed_cost=10), dem("A", PART, 10),
    ]),
    # 100 ORE have to be bought at 1 and are made into PART at 1, for 10 a period: 100 + 100 + 10.
    "what a limit forces is worked up": (210, [
        ONE, [prod("ORE"), prod(PART, 0)], offer("A", 1, product="ORE"), rec("MK", PART, "ORE"), cap("A", "MK", **NEW),
        dem("A", PART, 10), limit("purchases[product=ORE]", lower=100),
    ]),
    "what a limit forces is worked up without demand": (210, [
        ONE, [prod("ORE"), prod(PART, 0)], offer("A", 1, product="ORE"), rec("MK", PART, "ORE"), cap("A", "MK", **NEW),
        limit("purchases[product=ORE]", lower=100),
    ]),
    # 50 and 10 bought in T1 at 1; the 50 may not stay at A in T2 and leave for B at 1: 60 + 50. They serve the 10, so
    # 50 are bought and 40 leave: 50 + 40 = 90 with storage of the rest; the demand of T2 takes 10 of them.
    "a least stock that has to leave": (90, [
        periods(2), TWO, [prod(PART)], offer("A", 1, period="T1"), lane("A", "B", unit_cost=1),
        dem("A", PART, 10, period="T2"), Stock(site="A", product=PART, period="T1", min_quantity=50),
        Stock(site="A", product=PART, period="T2", max_quantity=0), Stock(site="B", product=PART),
    ]),
    # A site that counts carries at least 50: 50 x 1, 40 disposed of at 0.
    "the threshold of a count": (50, [
        ONE, [prod(PART, 0)], offer("A", 1), dem("A", PART, 10), count("purchases[]", upper=1, threshold=50),
    ]),
    "the threshold of a count with a store elsewhere": (90, [
        TWO, [prod(PART)], offer("A", 1), lane("A", "B", unit_cost=1), Stock(site="B", product=PART),
        dem("A", PART, 10), count("purchases[]", upper=1, threshold=50),
    ]),
    # 10 O at 1 come with 10 BY and travel at 1 to the only store.
    "the main product of a process run for its by-product": (20, [
        TWO, [prod("BY"), prod("O")], rec("MO", "O", BY=1), cap("A", "MO"), lane("A", "B", product="O", unit_cost=1),
        Stock(site="B", product="O"), dem("A", "BY", 10),
    ]),
    "the main product is worked up": (31, [
        TWO, [prod("BY"), prod("O"), prod("W", 0)], rec("MO", "O", BY=1), cap("A", "MO"), rec("MW", "W", "O"),
        cap("A", "MW", fixed_cost=11, initially_open="no"), dem("A", "BY", 10),
    ]),
    # 20 made at 1 give 20 SLAG: 20 x 1 and 1 for the lane.
    "a by-product of two outputs": (41, [
        TWO, [prod("P"), prod("Q"), prod("SLAG")], rec("M1", "P", SLAG=1), rec("M2", "Q", SLAG=1), cap("A", "M1"),
        cap("A", "M2"), lane("A", "B", product="SLAG", unit_cost=1, fixed_cost=1), Stock(site="B", product="SLAG"),
        dem("A", "P", 10), dem("A", "Q", 10),
    ]),
    # Two multiples of 4 are the least order of at least 6.
    "an order minimum and a multiple": (8, [
        ONE, [prod(PART, 0)], offer("A", 1, order_minimum=6, order_multiple=4), dem("A", PART, 1),
    ]),
    # The goods leave D in T1 for the store at X and in T2 for M: D sends 20 of 10.
    "a count over the horizon sees goods twice": (10, [
        periods(2), sites(D="US", X="US", M="US"), [prod(PART)], offer("D", 1, period="T1"), lane("D", "X"),
        lane("X", "D"), lane("D", "M"), Stock(site="X", product=PART), dem("M", PART, 10, period="T2"),
        count("flows[]", upper=2, per="horizon"),
    ]),
    # Of a shipment one tenth is under way at the end: 50 sent for 5 that are worth 8 each: 5 + 1 - 40.
    "a credit for goods under way": (-34, [
        TWO, [prod(PART, 0)], offer("A", 0.1, fixed_cost=1), lane("A", "B", transit_days=1),
        Stock(site="B", product=PART, max_quantity=0, closing_value=8, closing_limit=5),
    ]),
    # 20 sent for 10 in T1; the 10 that come in T2 go on to B at 0.1 rather than be disposed of at 100.
    "late goods travel on where disposal is dear": (21, [
        periods(2), sites(A="US", M="US", B="US"), [prod(PART, 100)], offer("A", 1, period="T1"),
        lane("A", "M", transit_days=5), lane("M", "B", unit_cost=0.1), Stock(site="B", product=PART),
        dem("M", PART, 10, period="T1"),
    ]),
    # 6 sent for 3; the 3 late ones are worked up at 1, for 1 a period: 6 + 3 + 1.
    "what is made only of late goods": (10, [
        periods(2), TWO, [prod(PART), prod("W", 0)], offer("A", 1, period="T1"),
        lane("A", "B", product=PART, transit_days=5), rec("MW", "W", PART),
        cap("B", "MW", fixed_cost=1, initially_open="no"), dem("B", PART, 3, period="T1"),
    ]),
    # 5 of money are 5 ORE; 10 wanted at 1 + 1, opening 10.
    "a least value": (30, [
        ONE, [prod("ORE"), prod(PART, 0)], offer("A", 1, product="ORE"), rec("MK", PART, "ORE"), cap("A", "MK", **NEW),
        dem("A", PART, 10), limit("purchases[]", measure="value", lower=5),
    ]),
    # The slag of T2 is under way to its store when the horizon ends: 20 made and 20 sent at 1.
    "a by-product under way at the end": (40, [
        periods(2), TWO, [prod("P"), prod("SLAG")], rec("M1", "P", SLAG=1), cap("A", "M1"),
        lane("A", "B", product="SLAG", unit_cost=1, transit_days=12), Stock(site="B", product="SLAG"),
        dem("A", "P", 10),
    ]),
    # Nobody pays duty, insurance or export tax on a price below zero: 10 x -5.
    "prices below zero are no negative values": (-50, [
        sites(A="US", B="CN"), [prod("W", 0, hs=HS)], offer("A", -5, product="W", max_quantity=10, destination="B"),
        lane("A", "B", insurance=0.1, export_tax=0.1), dem("B", "W", 10), valuation("CN"), base_rate("CN", 0.1),
    ]),
}  # fmt: skip


@pytest.mark.parametrize("name", CASES)
def test_nothing_is_cut_off(name: str):
    """The working of each optimum stands beside the case."""
    cost, parts = CASES[name]
    check_optimum(solve(*parts), cost)


def test_capital_under_way_is_not_earned_on_prices_below_zero():
    """10 taken at -5 and moved for nothing, at 36.5 % a year: -50, and the audit agrees."""
    parts = [
        TWO,
        [prod("W", 0)],
        offer("A", -5, product="W", max_quantity=10),
        lane("A", "B", transit_days=0),
        dem("B", "W", 10),
    ]
    check_optimum(solve(*parts, rate_per_year=0.365), -50)
