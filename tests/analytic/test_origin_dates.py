"""Origin decided by the plan: rules, proofs and averages over time.

The plant of most tests makes 70 goods of FOB 100 in each of two periods of ten days, in MY for JP at 10 of work; a CN
part costs 70, one that originates 76, and duty without a claim is 10.
"""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from tests.analytic.building import START, check_optimum, periods, total
from tests.analytic.origin_building import (
    FTA,
    GOOD,
    GOOD_HS,
    discrete,
    part,
    planned,
    plant,
    ruled,
    without,
    worth,
)

from corridor.errors import FaultError
from corridor.result.run import Run
from corridor.schema.moving import Demand
from corridor.schema.origin import OriginRule
from corridor.schema.places import Period
from corridor.schema.row import Row
from corridor.schema.supply import Stock

CN, MY = part("MY", 70, "CN"), part("MY", 76, "MY", under=FTA)
END_OF_T1 = START + timedelta(days=9)


def two(*rows: Row, **settings: object) -> Run:
    """Return the plan of these rows over two periods."""
    return planned(*periods(2), *rows, **settings)


def test_a_rule_that_changes_within_the_horizon():
    """RVC 30 % in T1, 40 % in T2: all CN, 5600, then 60 CN and 10 MY, 5660."""
    rows = without(plant("ANY"), OriginRule)
    rules = [
        ruled("RVC(build_down, 30)", GOOD_HS, valid_to=END_OF_T1),
        ruled("RVC(build_down, 40)", GOOD_HS, valid_from=END_OF_T1 + timedelta(days=1)),
    ]
    run = two(*rows, *rules, CN, MY)
    check_optimum(run, 5600 + 5660)
    tests = run.tables["origin_tests"].set_index("period")
    assert dict(tests["test"]) == {"T1": "RVC_BD30", "T2": "RVC_BD40"}


def test_the_rule_of_the_last_day_of_a_period_holds():
    """The stricter rule begins on the last day of T2: it holds for all of T2."""
    rows = without(plant("ANY"), OriginRule)
    rules = [
        ruled("RVC(build_down, 30)", GOOD_HS),
        ruled("RVC(build_down, 40)", GOOD_HS, valid_from=END_OF_T1 + timedelta(days=10)),
    ]
    check_optimum(two(*rows, *rules, CN, MY), 5600 + 5660)


def test_goods_made_under_the_old_rule_keep_their_status_in_stock():
    """RVC 30 % in T1, 40 % in T2, and storing costs 0.5 a unit for ten days: all 140 are made in T1 of CN parts,
    140 x 80 + 35, where the new rule would cost 60 more.
    """
    rows = without(plant("ANY"), OriginRule)
    rules = [
        ruled("RVC(build_down, 30)", GOOD_HS, valid_to=END_OF_T1),
        ruled("RVC(build_down, 40)", GOOD_HS, valid_from=END_OF_T1 + timedelta(days=1)),
    ]
    store = Stock(site="MY", product=GOOD, unit_cost=18.25)
    run = two(*rows, *rules, store, CN, MY)
    check_optimum(run, 140 * 80 + 35)
    assert total(run, "stocks", state="MY~FTA", period="T1") == pytest.approx(70)


def test_an_agreement_that_ends():
    """The provision ends with T1, so nothing comes to originate in T2: 5600 and 6300."""
    rows = plant("ANY", valid_to=END_OF_T1)
    run = two(*rows, CN)
    check_optimum(run, 5600 + 6300)
    assert set(run.tables["claims"]["ship_period"]) == {"T1"}


@pytest.mark.parametrize(("until", "cost"), [(9, 5600 + 6300), (18, 5600 + 6300), (19, 5600 * 2)])
def test_a_proof_holds_until_its_last_day(until: int, cost: float):
    """MY parts at 70 with a proof that ends after so many days: it must cover the last day of the period they are
    bought in. Then goods of RVC 40 % are claimed; else CN parts are no worse, with duty.
    """
    proof = part("MY", 70, "MY", under=FTA, proof_until=START + timedelta(days=until))
    check_optimum(two(*plant("RVC(build_down, 40)"), proof, CN), cost)


def test_what_was_bought_with_a_proof_keeps_it():
    """The proof ends with T1; parts may be stored at 0.5 for ten days. In T2 60 CN parts and 10 that were bought in T1
    will do: 11200 + 5.
    """
    proof = part("MY", 70, "MY", under=FTA, proof_until=END_OF_T1)
    store = Stock(site="MY", product="PART", unit_cost=18.25)
    check_optimum(two(*plant("RVC(build_down, 40)"), proof, CN, store), 5600 * 2 + 5)


def supplied(averaging: str, *calendar: Period) -> Run:
    """Return the plan where only CN parts (70) can be had in T1 and only originating ones (70) in T2, at RVC 60 %."""
    parts = [part("MY", 70, "CN", period="T1"), part("MY", 70, "MY", under=FTA, period="T2")]
    return planned(*calendar, *plant("RVC(build_down, 60)", averaging=averaging), *parts)


def test_a_year_averages_over_its_periods():
    """40 of 100 may be foreign, over the year 80 of 200 and 70 is. Period by period T1 pays duty: 11900, else 11200.
    The year has one test.
    """
    run = supplied("year", *periods(2))
    check_optimum(run, 11200)
    tests = run.tables["origin_tests"]
    assert list(tests["period"]) == ["2027"]
    assert (tests["value"][0], tests["counted"][0], tests["allowed"][0]) == pytest.approx((14000, 4900, 5600))
    check_optimum(supplied("period", *periods(2)), 11900)


def test_a_year_averages_in_proportion():
    """At RVC 70 % 30 of 100 may be foreign: with the 70 goods of T2 x CN goods of T1 are claimed, 70 x <= 30 (70 + x),
    so x = 52.5, and 17.5 pay duty.
    """
    rows = plant("RVC(build_down, 70)", averaging="year")
    parts = [part("MY", 70, "CN", period="T1"), part("MY", 70, "MY", under=FTA, period="T2")]
    check_optimum(planned(*periods(2), *rows, *parts), 11200 + 10 * 17.5)


def test_years_are_not_averaged_with_each_other():
    """T2 lies in the next year: T1 pays duty as by periods, 11900."""
    calendar = [
        Period(period="T1", start=date(2027, 1, 1), end=date(2027, 12, 31)),
        Period(period="T2", start=date(2028, 1, 1), end=date(2028, 12, 31)),
    ]
    check_optimum(supplied("year", *calendar), 11900)


def test_discrete_parts_are_not_averaged_over_a_year():
    """T5. Each unit of T1 has 70 of 40 and fails, whatever T2 has left: 11900."""
    rows = discrete(plant("RVC(build_down, 60)", averaging="year"))
    parts = [part("MY", 70, "CN", period="T1"), part("MY", 70, "MY", under=FTA, period="T2")]
    check_optimum(planned(*periods(2), *rows, *parts), 11900)


@pytest.mark.parametrize(("under", "cost"), [(FTA, 700), ("", 1400), ("ANOTHER", 1400)])
def test_opening_stock_originates_as_its_row_says(under: str, cost: float):
    """70 parts in stock make 70 goods at 10 of work: 700 claimed, or 1400 with duty where nothing is known of them.

    Worth 61 they are above the 60 that may be foreign at RVC 40 % of each unit. What originates needs no value.
    """
    priced = [worth("PART", 61)] if under != FTA else []
    stock = Stock(site="MY", product="PART", opening=70, originating_under=under)
    check_optimum(planned(*discrete(plant("RVC(build_down, 40)")), stock, *priced), cost)


def test_opening_stock_of_foreign_origin_has_the_value_of_its_row():
    """CN parts in stock, worth 60 by table values, pass RVC 40 % (60 of 60); worth 61 they do not."""
    for price, cost in ((60, 700), (61, 1400)):
        rows = discrete(plant("RVC(build_down, 40)"))
        stock = Stock(site="MY", product="PART", opening=70, np_origin="CN")
        check_optimum(planned(*rows, stock, worth("PART", price)), cost)


@pytest.mark.parametrize("count", [1, 2])
def test_opening_stock_of_unknown_value_passes_no_test(count: int):
    """Foreign parts that no table values would count for nothing: the model is refused, in whichever period."""
    rows = [row for row in plant("RVC(build_down, 40)") if not isinstance(row, Demand)]
    stock = Stock(site="MY", product="PART", opening=70, np_origin="CN")
    wanted = Demand(site="JP", product=GOOD, period="T1", quantity=70)
    with pytest.raises(FaultError, match="a value of PART as a material at MY"):
        planned(*periods(count), *rows, stock, wanted)
