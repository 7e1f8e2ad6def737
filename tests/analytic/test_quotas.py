"""Tariff-rate quotas in a plan: two convex pieces, windows of entry, what is carried over, licences, claims.

Unless a test says otherwise KR sells PART to the US at 100, at 5 % within the quota TRQ and 25 % outside of it, and
nothing else costs anything: a unit costs 105 within and 125 outside. Each optimum is worked by hand in its docstring.
"""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

import pytest
from tests.analytic.building import (
    HS,
    PART,
    START,
    base_rate,
    check_optimum,
    lane,
    offer,
    periods,
    programme,
    sites,
    solve,
    total,
    valuation,
)
from tests.analytic.origin_building import CITED, FTA, agreement

from corridor.errors import FaultError
from corridor.result.run import Run
from corridor.schema.border import Quota, QuotaLicence
from corridor.schema.goods import Product, UnitFactor
from corridor.schema.legal import SpecialRate
from corridor.schema.moving import Demand, Lane
from corridor.schema.places import Period
from corridor.schema.row import Row
from corridor.schema.supply import Stock

TRQ = "TRQ"
WITHIN = "MFN@TRQ"


def day(number: int) -> date:
    """Return a day of the example, counted from 1."""
    return START + timedelta(days=number - 1)


def quota(amount: float, first: int = 1, last: int = 365, **columns: object) -> Quota:
    """Return a period of the quota, from a day of the example to another, in units."""
    span = {"quota": TRQ, "importer": "US", "valid_from": day(first), "valid_to": day(last)}
    cited = {"unit": "unit", "citation": "example", "evidence": "D"}
    return Quota.model_validate({**span, "amount": amount, **cited, **columns})


def licence(amount: float, first: int = 1) -> QuotaLicence:
    """Return how much of a period of the quota is the planner's."""
    return QuotaLicence(quota=TRQ, valid_from=day(first), amount=amount)


def product(code: str = PART, **columns: object) -> Product:
    """Return a product with the code that the quota is on."""
    return Product.model_validate({"product": code, "name": code, "hs": HS, **columns})


def importing(*rows: Row, good: Product | None = None, way: Lane | None = None) -> list[Row]:
    """Return PART bought in KR at 100, a way to a buyer in the US, 5 % within the quota and 20 more outside."""
    law = (valuation("US"), base_rate("US", 0.05), programme("OVER", "US", 0.20, where=f"quota!={TRQ}"))
    places = (*sites(SELLER="KR", BUYER="US"), good or product(), way or lane("SELLER", "BUYER"))
    return [*places, offer("SELLER", 100, "KR"), *law, *rows]


def wanted(quantity: float, period: str = "*", code: str = PART) -> Demand:
    """Return what the buyer asks for."""
    return Demand(site="BUYER", product=code, period=period, quantity=quantity)


def used(run: Run) -> list[tuple[float, float, float]]:
    """Return (carried in, available, used) of each period of the quota, in order of time."""
    rows = run.tables["quotas"].sort_values("first_day")
    return [(row.carried_in, row.available, row.used) for row in rows.itertuples()]


def rents(run: Run) -> list[float]:
    """Return the shadow price of each period of the quota that has one, in order of time."""
    duals = run.tables["duals"]
    return duals[duals["name"] == "quota_holds"].sort_values("key")["dual_fixed_openings"].tolist()


def notes(run: Run) -> list[str]:
    """Return what the run notes of quotas."""
    return [text for text in run.info["assumptions"] if "] quotas" in text]


def test_e06_a_quota_fills_before_what_is_dearer():
    """E06: 100 t at 105 within the quota, 60 t at home for 115, and the last 20 of 180 t outside of it at 125:
    10,500 + 6,900 + 2,500 = 19,900. One more tonne of quota saves 125 - 105 = 20."""
    ton = product(unit="t")
    run = solve(*importing(quota(100, unit="t"), offer("BUYER", 115, max_quantity=60), wanted(180), good=ton))
    check_optimum(run, 19_900)
    assert total(run, "flows", option=WITHIN) == pytest.approx(100)
    assert total(run, "flows", option="MFN") == pytest.approx(20)
    assert used(run) == [pytest.approx((0, 100, 100))]
    assert rents(run) == pytest.approx([-20])
    assert any("all 100 t of the quota are taken as open" in note for note in notes(run))


def test_a_quota_that_is_not_full_is_worth_nothing():
    """80 units fit into a quota of 100: 80 x 105 = 8,400, and another licence is worth 0."""
    run = solve(*importing(quota(100), wanted(80)))
    check_optimum(run, 8_400)
    assert used(run) == [pytest.approx((0, 100, 80))]
    assert rents(run) == []


def test_outside_of_a_quota_is_known_not_presumed():
    """The plan decides on the quota, so a duty outside of it needs no evidence of it."""
    run = solve(*importing(quota(100), wanted(120)))
    assert set(run.tables["duty_layers"]["status"]) == {"projected"}


def test_what_is_left_of_a_period_is_carried_over():
    """20 units in T1 and 80 in T2; 50 may enter in T1, and what is left is added to the 30 of T2: 20 + 60 at 105,
    20 at 125: 8,400 + 2,500 = 10,900. Without carrying over 20 + 30 at 105 and 50 at 125: 11,500. (Which of the 100
    pay more is open: a unit within the quota in T1 is one less in T2.)"""
    rows = (periods(2), *importing(wanted(20, "T1"), wanted(80, "T2")))
    carried = (quota(50, 1, 10, carry_to=day(11)), quota(30, 11, 20))
    run = solve(*rows, *carried)
    check_optimum(run, 10_900)
    assert sum(part for _, _, part in used(run)) == pytest.approx(80)
    assert rents(run) == pytest.approx([-20, -20])
    check_optimum(solve(*rows, quota(50, 1, 10), quota(30, 11, 20)), 11_500)


def test_a_rest_is_carried_on_from_period_to_period():
    """40, 0 and 0 may enter; 10 are wanted in each of T1 to T3. What is left goes to T2 and from there to T3: all 30
    at 105: 3,150; 10 are left in the end."""
    chain = (quota(40, 1, 10, carry_to=day(11)), quota(0, 11, 20, carry_to=day(21)), quota(0, 21, 30))
    run = solve(periods(3), *importing(wanted(10)), *chain)
    check_optimum(run, 3_150)
    assert used(run) == [pytest.approx((0, 40, 10)), pytest.approx((30, 30, 10)), pytest.approx((20, 20, 10))]


def test_what_was_left_before_the_plan_counts_only_where_it_is_stated():
    """The period before the plan leaves its rest to this one. Not stated, it leaves nothing: 30 at 105 and 70 at 125
    are 11,900. With 25 stated 55 enter within the quota: 5,775 + 5,625 = 11,400."""
    rows = (*importing(wanted(100)), quota(500, -30, 0, carry_to=day(1)), quota(30, 1, 10))
    check_optimum(solve(*rows), 11_900)
    run = solve(*rows, licence(25, -30))
    check_optimum(run, 11_400)
    assert used(run) == [pytest.approx((0, 25, 0)), pytest.approx((25, 55, 55))]


def test_two_products_share_a_quota_by_number():
    """100 units of the two products together. OTHER is worth 200 and saves 40 a unit, PART saves 20: all 60 of OTHER
    enter within the quota, and 40 of 80 of PART: 60 x 210 + 40 x 105 + 40 x 125 = 21,800. The rent is that of PART."""
    other = (product("OTHER"), offer("SELLER", 200, "KR", offer="DEAR", product="OTHER"), wanted(60, code="OTHER"))
    run = solve(*importing(quota(100), wanted(80), *other))
    check_optimum(run, 21_800)
    assert total(run, "flows", option=WITHIN, product="OTHER") == pytest.approx(60)
    assert rents(run) == pytest.approx([-20])


def test_two_products_share_a_quota_by_mass():
    """50 t. A unit of PART weighs 500 kg and saves 40 a tonne, one of OTHER 2,000 kg and saves 20 a tonne: all 80 of
    PART (40 t) and 5 of OTHER (10 t) enter within: 80 x 105 + 5 x 210 + 55 x 250 = 23,200. A tonne more saves 20."""
    other = (product("OTHER", mass_kg=2000), offer("SELLER", 200, "KR", offer="DEAR", product="OTHER"))
    rows = importing(quota(50, unit="t"), wanted(80), *other, wanted(60, code="OTHER"), good=product(mass_kg=500))
    run = solve(*rows)
    check_optimum(run, 23_200)
    assert total(run, "flows", option=WITHIN, product="OTHER") == pytest.approx(5)
    assert used(run) == [pytest.approx((0, 50, 50))]
    assert rents(run) == pytest.approx([-20])


@pytest.mark.parametrize("factor", [2.0, 4.0])
def test_table_units_says_what_a_unit_counts(factor: float):
    """A quota of 100 W. Without a row of units nothing enters within it: 60 x 125 = 7,500, and the run says why. A unit
    has 2 W (50 within, 10 outside: 6,500) or 4 W (25 within, 35 outside: 7,000)."""
    rows = importing(quota(100, unit="W"), wanted(60))
    without = solve(*rows)
    check_optimum(without, 7_500)
    assert any("no table says it of PART" in note for note in notes(without))
    run = solve(*rows, UnitFactor(product=PART, from_unit="unit", to_unit="W", factor=factor))
    check_optimum(run, {2.0: 6_500, 4.0: 7_000}[factor])
    assert used(run) == [pytest.approx((0, 100, 100))]


def test_a_period_of_a_quota_ends_within_a_period_of_the_plan():
    """100 units over ten days, evenly; 10 may enter on the first four days, 100 on the last six. What enters within
    the quota does so every day: 0.4 x 25 = 10. So 25 at 105 and 75 at 125: 12,000; 15 of the second period are used."""
    run = solve(*importing(quota(10, 1, 4), quota(100, 5, 10), wanted(100)))
    check_optimum(run, 12_000)
    assert used(run) == [pytest.approx((0, 10, 10)), pytest.approx((0, 100, 15))]


def test_the_day_of_entry_decides_not_that_of_departure():
    """Only in T1 a ship leaves, five days under way: half of it enters in T1, half in T2. Of the quota 20 are open in
    T1, 100 in T2: 40 enter within it (20 in each), 60 outside: 4,200 + 7,500 = 11,700."""
    way = lane("SELLER", "BUYER", period="T1", transit_days=5)
    rows = importing(quota(20, 1, 10), quota(100, 11, 20), wanted(50), way=way)
    run = solve(periods(2), *rows)
    check_optimum(run, 11_700)
    assert used(run) == [pytest.approx((0, 20, 20)), pytest.approx((0, 100, 20))]


def test_on_days_without_an_open_period_goods_enter_outside():
    """The quota is open on the last five of ten days. What uses it pays 5 % on these and 25 % on the others, 15 % in
    the mean: 50 x 115 = 5,750, and half of the goods count in the quota."""
    run = solve(*importing(quota(1000, 6, 10), wanted(50)))
    check_optimum(run, 5_750)
    assert used(run) == [pytest.approx((0, 1000, 25))]
    layers = run.tables["duty_layers"].set_index("programme")["rate"]
    assert layers.to_dict() == pytest.approx({"MFN": 0.05, "OVER": 0.10})


def test_what_arrives_behind_the_horizon_uses_the_quota_of_its_day():
    """What leaves in the second half of T1 is under way at its end and pays its duty too. 100 leave, 50 arrive in T1:
    30 of the first period of the quota and 10 of the next, on half the goods each: 20 within, 80 outside: 12,100."""
    way = lane("SELLER", "BUYER", transit_days=5)
    store = Stock(site="BUYER", closing_value=1)
    run = solve(*importing(quota(30, 1, 10), quota(10, 11, 20), wanted(50), store, way=way))
    assert run.info["audit"] == "passed"
    assert total(run, "costs", "amount", line="cost_duty") == pytest.approx(20 * 5 + 80 * 25)
    assert used(run) == [pytest.approx((0, 30, 10)), pytest.approx((0, 10, 10))]


def test_a_quota_by_licence_is_what_the_licences_allow():
    """60 at home for 115. Without a licence the other 120 of 180 enter outside of the quota: 6,900 + 15,000 = 21,900.
    With a licence for 40: 4,200 + 6,900 + 10,000 = 21,100."""
    by_licence = quota(100, allocation="licence")
    rows = importing(by_licence, offer("BUYER", 115, max_quantity=60), wanted(180))
    without = solve(*rows)
    check_optimum(without, 21_900)
    assert without.tables["quotas"].empty
    assert any("given to holders of a licence" in note for note in notes(without))
    run = solve(*rows, licence(40))
    check_optimum(run, 21_100)
    assert used(run) == [pytest.approx((0, 40, 40))]
    assert notes(run) == []


def test_the_model_may_say_what_is_left_of_a_quota():
    """70 of 100 are still open: 70 x 105 + 30 x 125 = 11,100, and nothing is assumed."""
    run = solve(*importing(quota(100), wanted(100)), licence(70))
    check_optimum(run, 11_100)
    assert notes(run) == []


def preferring(*rows: Row, outside: float | None) -> list[Row]:
    """Return PART that originates under FTA, 10 % without a claim; with one 0 % within the quota, `outside` beyond."""
    rates = [(0.0, f"quota={TRQ}")] + ([] if outside is None else [(outside, f"quota!={TRQ}")])
    special = [
        SpecialRate.model_validate(
            {"importer": "US", "agreement": FTA, "hs": HS, "rate": rate, "where": where, **CITED}
        )
        for rate, where in rates
    ]
    law = (valuation("US"), base_rate("US", 0.10), *agreement("KR;US", "WO", hs=HS), *special)
    goods = (product(), offer("SELLER", 100, "KR", originating_under=FTA))
    return [*sites(SELLER="KR", BUYER="US"), *goods, lane("SELLER", "BUYER"), *law, *rows]


@pytest.mark.parametrize(("outside", "cost"), [(None, 10_400), (0.05, 10_200)])
def test_a_claim_within_a_quota(outside: float | None, cost: float):
    """60 of 100 enter at 0 % under FTA within its quota. The others pay 10 % (60 x 100 + 40 x 110 = 10,400), or where
    FTA gives 5 % outside of the quota 105 (10,200). Denied, the 60 would pay 10 %: 600."""
    run = solve(*preferring(quota(60), wanted(100), outside=outside), agreements=("*",))
    check_optimum(run, cost)
    assert total(run, "flows", option="FTA@TRQ") == pytest.approx(60)
    assert total(run, "flows", option="MFN" if outside is None else FTA) == pytest.approx(40)
    claims = run.tables["claims"].set_index("option")
    assert claims.loc["FTA@TRQ", "saved"] == pytest.approx(600)
    assert used(run) == [pytest.approx((0, 60, 60))]


def test_a_quota_that_gives_nothing_adds_no_shipment():
    """Where the duty within the quota is the higher one, all enter outside, and the quota has no row."""
    rows = importing(programme("WITHIN", "US", 0.30, where=f"quota={TRQ}"), quota(100), wanted(10))
    run = solve(*rows)
    check_optimum(run, 1_250)
    assert run.tables["quotas"].empty


FAULTS = {
    "overlapping periods": ((quota(1, 1, 10), quota(1, 10, 20)), "overlap"),
    "a rest for nobody": ((quota(1, 1, 10, carry_to=day(11)),), "must be the first day of a later period"),
    "a licence for another period": ((quota(1, 1, 10), licence(5, 2)), "its periods begin on 2027-01-01"),
    "a licence of no quota": ((QuotaLicence(quota="NONE_SUCH", valid_from=day(1), amount=1),), "no such quota"),
}


@pytest.mark.parametrize("name", FAULTS)
def test_records_that_contradict_one_another_are_faults(name: str):
    """A quota whose periods overlap or leave their rest to nothing, and a licence of something else, are refused."""
    rows, words = FAULTS[name]
    with pytest.raises(FaultError, match=words):
        solve(*importing(*rows, wanted(10)))


def test_cars_of_the_united_kingdom():
    """The shipped quota GB_AUTOS: 25,000 cars in each quarter of 2027, what is left of the first goes to the third.
    A car of 40,000 pays 10 % within it and 25 % beside the general 2.5 % outside. 20,000, 30,000 and 30,000 are wanted
    in three quarters: 20,000 fit into the first, 25,000 into the second, all into the third with the 5,000 left:
    75,000 x 4,000 + 5,000 x 11,000 = 355 million of duty."""
    firsts = (date(2027, 1, 1), date(2027, 4, 1), date(2027, 7, 1), date(2027, 10, 1))
    quarters = [
        Period(period=f"Q{number + 1}", start=first, end=last - timedelta(days=1))
        for number, (first, last) in enumerate(pairwise(firsts))
    ]
    car = Product(product="CAR", name="Car", hs="87038000")
    demands = [
        Demand(site="BUYER", product="CAR", period=f"Q{number}", quantity=quantity)
        for number, quantity in ((1, 20_000), (2, 30_000), (3, 30_000))
    ]
    run = solve(
        quarters, sites(SELLER="GB", BUYER="US"), car, offer("SELLER", 40_000, "GB", product="CAR"),
        lane("SELLER", "BUYER", mode="air"), *demands, law="reference",
    )  # fmt: skip
    assert run.info["audit"] == "passed"
    assert total(run, "costs", "amount", line="cost_duty") == pytest.approx(355_000_000)
    assert used(run) == [
        pytest.approx((0, 25_000, 20_000)), pytest.approx((0, 25_000, 25_000)), pytest.approx((5_000, 30_000, 30_000)),
    ]  # fmt: skip
