"""Elections: content averaged over all that a line makes, claimed or not, all or nothing.

E28 is the worked example of docs/formulation. Each optimum is worked by hand in its docstring.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from random import Random

import pandas as pd
import pytest
from tests.analytic.building import EXACT, START, check_optimum, lane, model, sites, total
from tests.analytic.origin_building import (
    FTA,
    GOOD_HS,
    agreement,
    border,
    discrete,
    made_of,
    part,
    planned,
    product,
    worth,
)

from corridor.audit.auditor import audit
from corridor.pipeline.instance import solve_model
from corridor.pipeline.prepare import prepare
from corridor.reference.load import law_of
from corridor.result.run import Run
from corridor.schema.elections import Election
from corridor.schema.goods import Capability, Process, RecipeLine
from corridor.schema.moving import Demand
from corridor.schema.places import Period
from corridor.schema.row import Row
from corridor.tables.check import check_tables

LINE = Election(election="LINE", scheme=FTA, site="MX", per="year")
CAR = "CAR"


def cars(
    *more: Row, percent: float = 75, market: float = 20, code: str = CAR, abroad: float = 50, own: float = 56
) -> list[Row]:
    """Return a plant MX that makes cars of FOB 100, each of a part of 50 from CN or one of 56 that originates.

    `market` are wanted in US, which takes 25 % without a claim, the others of 100 at home.
    """
    return [
        *sites(MX="MX", US="US"),
        product(code, GOOD_HS),
        product("PART"),
        *agreement("MX;US", f"RVC(build_down, {percent:g})"),
        *border("US", 0.25, FTA),
        *made_of(code, PART=1),
        Capability(site="MX", process="MAKE"),
        part("MX", abroad, "CN"),
        part("MX", own, "MX", under=FTA),
        worth(code, 100),
        lane("MX", "US"),
        Demand(site="US", product=code, quantity=market),
        Demand(site="MX", product=code, quantity=100 - market),
        *more,
    ]


def elected(run: Run) -> list[tuple[str, str]]:
    """Return (decision, window) of the elections that are made."""
    rows = run.tables["openings"].query("kind == 'election' and open == 1")
    return list(zip(rows["subject"], rows["window"], strict=True))


def test_e28_free_lots():
    """Without an election only the 20 exported must average 75 %: 10 of CN, 10 that originate, and 80 of CN at home:
    90 x 50 + 10 x 56 = 5060.
    """
    check_optimum(planned(*cars()), 5060)


def test_e28_the_whole_line():
    """T4. All 100 are averaged: 25 of 100 may be foreign, so half of all parts originate: 50 x 50 + 50 x 56 = 5300,
    below the duty of 20 x 25 = 500 on top of 5000.
    """
    run = planned(*cars(LINE))
    check_optimum(run, 5300)
    assert elected(run) == [("LINE:RVC_BD75", "Y2027")]
    assert total(run, "uses", input_state="CN") == pytest.approx(50)
    test = run.tables["origin_tests"].iloc[0]
    key = ("process", "alternative", "product", "state", "rule_choice", "period")
    assert tuple(test[column] for column in key) == ("*", "*", "*", "*", "LINE:RVC_BD75", "Y2027")
    assert (test["value"], test["counted"], test["allowed"]) == pytest.approx((10000, 2500, 2500))
    assert run.tables["claims"]["quantity"].sum() == pytest.approx(20)


def test_e28_nobody_elects_what_costs_more_than_the_duty():
    """A part of 61: the line would cost 5000 + 50 x 11 = 5550, more than 5000 + 500 of duty: 5500, no claim."""
    run = planned(*cars(LINE, own=61))
    check_optimum(run, 5500)
    assert elected(run) == []
    assert run.tables["claims"].empty
    assert run.tables["origin_tests"].empty


def test_e28_a_threshold_out_of_reach():
    """With parts of CN only, RVC 75 % cannot be met: 5000 and duty of 500."""
    rows = [row for row in cars(LINE) if getattr(row, "offer", "") != "PART_MX"]
    check_optimum(planned(*rows), 5500)


def test_the_bound_where_nobody_elects_is_the_smallest():
    """100 cars of CN parts miss the average by 50 - 25 each: 2500 in money, 25 by the value of a car."""
    network = prepare(model(*cars(LINE), agreements=("*",))).network
    assert network.elections.tests["most"].tolist() == pytest.approx([2500])
    assert network.elections.decisions["most"].tolist() == pytest.approx([25])
    assert network.elections.claims.upper["capacity"].tolist() == pytest.approx([100])


def test_the_parts_of_a_line_are_averaged_even_if_discrete():
    """As E28: 5300. Unit by unit a car of a CN part has 50 % and could never be claimed."""
    check_optimum(planned(*discrete(cars(LINE))), 5300)


def years(*wanted: float) -> list[Row]:
    """Return E28 over calendar years 2027, 2028, ... with so many wanted in US in each."""
    plain = [row for row in cars() if not isinstance(row, Demand)]
    rows: list[Row] = [*plain]
    for number, market in enumerate(wanted):
        year, code = START.year + number, f"P{number}"
        rows.append(Period(period=code, start=date(year, 1, 1), end=date(year, 12, 31)))
        rows.append(Demand(site="US", product=CAR, quantity=market, period=code))
        rows.append(Demand(site="MX", product=CAR, quantity=100 - market, period=code))
    return rows


def test_each_year_elects_for_itself():
    """20 exported in 2027: 5300, elected. 5 in 2028: 5000 + 5 x 25 = 5125, less than 5300: not elected."""
    run = planned(*years(20, 5), LINE)
    check_optimum(run, 5300 + 5125)
    assert elected(run) == [("LINE:RVC_BD75", "Y2027")]


def test_a_horizon_is_elected_as_a_whole():
    """200 cars, half of them of parts that originate, 10000 + 600; the duty of 25 exported would be 625."""
    run = planned(*years(20, 5), LINE.model_copy(update={"per": "horizon"}))
    check_optimum(run, 10600)
    assert elected(run) == [("LINE:RVC_BD75", "HORIZON")]


@pytest.mark.parametrize(("per", "cost"), [("year", 5300), ("period", 5400)])
def test_a_year_averages_its_periods(per: str, cost: float):
    """Parts that originate come in the second half only. Over the year its 50 cars are all of them: 5300. By periods
    the first half pays 10 x 25, and half of the second half's cars are: 5000 + 250 + 25 x 6 = 5400.
    """
    halves = [
        Period(period="H1", start=date(2027, 1, 1), end=date(2027, 6, 30)),
        Period(period="H2", start=date(2027, 7, 1), end=date(2027, 12, 31)),
    ]
    kept = [row for row in cars() if not isinstance(row, Demand) and getattr(row, "offer", "") != "PART_MX"]
    wanted = [Demand(site="US", product=CAR, quantity=10), Demand(site="MX", product=CAR, quantity=40)]
    late = part("MX", 56, "MX", under=FTA, period="H2")
    check_optimum(planned(*kept, *wanted, late, *halves, LINE.model_copy(update={"per": per})), cost)


@pytest.mark.parametrize(("products", "cost"), [("*", 5000), ("CAR;VAN", 5000), ("CAR", 5150)])
def test_two_products_in_one_election(products: str, cost: float):
    """50 cars, 20 of them exported, and 50 vans of FOB 400 of the same parts: 25 % of 25000 is 6250, more than all
    parts of CN: 5000. Cars alone: 1250 of 5000, half of 50 parts originate: 5000 + 25 x 6.
    """
    rows: list[Row] = [
        *[row for row in cars() if not isinstance(row, Demand)],
        product("VAN", GOOD_HS),
        *made_of("VAN", "VANS", PART=1),
        Capability(site="MX", process="VANS"),
        worth("VAN", 400),
        Demand(site="US", product=CAR, quantity=20),
        Demand(site="MX", product=CAR, quantity=30),
        Demand(site="MX", product="VAN", quantity=50),
        LINE.model_copy(update={"products": products}),
    ]
    run = planned(*rows)
    check_optimum(run, cost)
    assert run.tables["origin_tests"].query("process == '*'")["product"].tolist() == [products]


def test_what_cannot_qualify_counts_with_its_whole_value():
    """10 cars may be put together from kits of 40, a minimal operation: each counts with all of its 100. With k kits
    50 - 2 k parts may be of CN: 5300 - 4 k, so 10 kits: 5260. Without the election 5400.
    """
    rows = [
        *cars(LINE),
        product("KIT"),
        Process(process="KITTED", minimal="yes"),
        RecipeLine(process="KITTED", product=CAR, role="output", quantity=1),
        RecipeLine(process="KITTED", product="KIT", role="input", quantity=1),
        Capability(site="MX", process="KITTED", capacity=10),
        part("MX", 40, "CN", "KIT"),
    ]
    run = planned(*rows)
    check_optimum(run, 5260)
    lines = run.tables["origin_inputs"].set_index("input")
    assert lines.loc[CAR, ["quantity", "value", "counted"]].tolist() == pytest.approx([10, 1000, 1000])
    assert run.tables["origin_tests"]["counted"].tolist() == pytest.approx([2500])


def test_an_election_does_not_touch_other_agreements():
    """Under another agreement lots stay free: 5060, and nothing is decided."""
    run = planned(*cars(LINE.model_copy(update={"scheme": "OTHER"})))
    check_optimum(run, 5060)
    assert run.tables["openings"].empty


def closed(tables: dict[str, pd.DataFrame]) -> None:
    """Say that the election is not made."""
    tables["openings"]["open"] = 0


def forgotten(tables: dict[str, pd.DataFrame]) -> None:
    """Leave the decision out."""
    tables["openings"] = tables["openings"].iloc[:0]


def unshown(tables: dict[str, pd.DataFrame]) -> None:
    """Leave the test out."""
    tables["origin_tests"] = tables["origin_tests"].iloc[:0]
    tables["origin_inputs"] = tables["origin_inputs"].iloc[:0]


def free_lots(tables: dict[str, pd.DataFrame]) -> None:
    """Make the cars for the market at home of foreign parts only, as free lots would."""
    home = (tables["uses"]["rule_choice"] == "none") & (tables["uses"]["input_state"] != "CN")
    tables["uses"].loc[home, "input_state"] = "CN"


@pytest.mark.parametrize("change", [closed, forgotten, unshown, free_lots])
def test_the_audit_judges_averages_by_itself(change: Callable[[dict[str, pd.DataFrame]], None]):
    """A plan that claims on an average without electing it, without showing it, or without reaching it, is refused."""
    tables_of = model(*cars(LINE), agreements=("*",))
    run = solve_model(tables_of, EXACT)
    tables = {name: frame.copy() for name, frame in run.tables.items()}
    assert audit(tables_of, law_of(tables_of), tables, run.info["objective"]).passed
    change(tables)
    assert not audit(tables_of, law_of(tables_of), tables, run.info["objective"]).passed


@pytest.mark.parametrize("seed", range(12))
def test_random_lines_against_all_or_nothing_by_hand(seed: int):
    """The best of not electing and electing: the dearest parts are bought as far as the average needs them."""
    draw = Random(seed)
    market, percent = draw.randint(1, 60), draw.choice([55, 60, 75, 80])
    own = draw.randint(51, 75)
    allowed = (100 - percent) / 100 * 10000
    elect = 5000 + max(0.0, (5000 - allowed) / 50) * (own - 50)
    run = planned(*cars(LINE, percent=percent, market=market, own=own))
    check_optimum(run, min(5000 + 25 * market, elect))


def test_faults_of_elections():
    """Unknown sites and products, and a product that two elections average under one scheme."""
    twice = Election(election="SECOND", scheme=FTA, site="MX", products=f"{CAR};TRUCK")
    other = Election(election="THIRD", scheme="A", site="NOWHERE", products="")
    wrong = model(*cars(LINE, twice, other))
    told = [(f.row, f.column, f.value) for f in check_tables(wrong.settings, wrong.tables) if f.file == "elections"]
    assert (2, "products", "TRUCK") in told
    assert (3, "site", "NOWHERE") in told
    assert {(row, column) for row, column, _ in told} == {(2, "products"), (3, "site"), (3, "products")}
    assert len(told) == 4
