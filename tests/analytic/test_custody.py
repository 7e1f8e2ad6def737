"""Custody: inputs kept apart, or mixed and accounted for.

E33 is the worked example of docs/formulation. Each optimum is worked by hand in its docstring.
"""

from __future__ import annotations

from collections.abc import Callable
from random import Random

import pandas as pd
import pytest
from tests.analytic.building import EXACT, check_optimum, lane, model, periods, sites, solve, total
from tests.analytic.origin_building import (
    ALWAYS,
    FTA,
    GOOD,
    GOOD_HS,
    agreement,
    border,
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
from corridor.schema.border import Agreement
from corridor.schema.content import ContentRule
from corridor.schema.custody import Custody
from corridor.schema.goods import Capability, RecipeLine
from corridor.schema.legal import BaseRate, SpecialRate, Valuation
from corridor.schema.moving import Demand
from corridor.schema.origin import OriginProvision, OriginRule
from corridor.schema.row import Row
from corridor.schema.supply import Offer

MIXED = Custody(site="MY", product=GOOD, mode="mass_balance")


def blend(*more: Row, custody: str = "mass_balance", rule: str = "MAXMASS(10)") -> list[Row]:
    """Return a plant MY whose goods each hold at least 30 % of feed O, which originates, at 10, and of feed N at 6.

    50 are wanted in JP, which takes 5 % of 100 without a claim, and 50 at home. Feeds weigh a tonne, goods too.
    """
    group = {"process": "MAKE", "role": "input", "quantity": 1, "substitution_group": "FEED", "min_share": 0.3}
    return [
        *sites(MY="MY", JP="JP"),
        product(GOOD, GOOD_HS, mass_kg=1000),
        product("O", mass_kg=1000),
        product("N", mass_kg=1000),
        *agreement("MY;JP", rule, custody=custody),
        *border("JP", 0.05, FTA),
        *made_of(),
        *[RecipeLine.model_validate({"product": feed, **group}) for feed in "ON"],
        Capability(site="MY", process="MAKE"),
        part("MY", 10, "MY", "O", under=FTA),
        part("MY", 6, "CN", "N"),
        worth(GOOD, 100),
        lane("MY", "JP"),
        Demand(site="JP", product=GOOD, quantity=50),
        Demand(site="MY", product=GOOD, quantity=50),
        *more,
    ]


def test_e33_segregated():
    """No good holds more than 70 % of O, so none passes: 30 O and 70 N, 720, and duty of 5 on 50: 970."""
    run = planned(*blend())
    check_optimum(run, 970)
    assert run.tables["claims"].empty


def test_e33_mass_balance():
    """50 goods need 45 of O in the books; all 100 together hold them: 450 + 55 x 6 = 780, and no duty. (With duty
    counted as a premium of 5 that a market pays: 720 and 530, as the example has it.)
    """
    run = planned(*blend(MIXED))
    check_optimum(run, 780)
    assert total(run, "uses", input="O") == pytest.approx(45)
    lines = run.tables["origin_inputs"].set_index("input")["quantity"]
    assert lines.to_dict() == pytest.approx({"O": 45, "N": 5})
    assert run.tables["claims"]["quantity"].sum() == pytest.approx(50)


@pytest.mark.parametrize("custody", ["accounting", "segregated"])
def test_an_agreement_that_admits_no_mass_balance(custody: str):
    """Books that give no more than goods kept apart, or none at all: 970, although the site mixes."""
    run = planned(*blend(MIXED, custody=custody))
    check_optimum(run, 970)
    notes = prepare(model(*blend(MIXED, custody=custody), agreements=("*",))).network.notes
    assert [note.value for note in notes if note.file == "custody"] == (
        ["GOOD made at MY under FTA"] if custody == "segregated" else []
    )


def test_books_are_kept_for_each_kind_of_input():
    """Case and cell are worth 50 each, and only cells originate: whatever the books say, half of a good is foreign, and
    RVC 75 % of 100 cannot be had. 10 pay 5.
    """
    rows: list[Row] = [
        *sites(MY="MY", JP="JP"),
        product(GOOD, GOOD_HS),
        product("CELL"),
        product("CASE"),
        *agreement("MY;JP", "RVC(build_down, 75)", custody="mass_balance"),
        *border("JP", 0.05, FTA),
        *made_of(CELL=1, CASE=1),
        Capability(site="MY", process="MAKE"),
        part("MY", 50, "MY", "CELL", under=FTA),
        part("MY", 50, "CN", "CASE"),
        worth(GOOD, 100),
        lane("MY", "JP"),
        Demand(site="JP", product=GOOD, quantity=10),
        Demand(site="MY", product=GOOD, quantity=90),
        MIXED,
    ]
    check_optimum(planned(*rows), 10050)


def test_books_assign_no_input_twice():
    """T1. 50 for JP under A and 50 for KR under B. At most 70 of 100 feeds are O, enough for 70 / 0.9 claims of either:
    700 + 180 and duty of 5 on the other 22.2. Counted under both agreements, 45 of O would do.
    """
    law = (Agreement, OriginProvision, OriginRule, SpecialRate, BaseRate, Valuation)
    rows = [row for row in blend(MIXED) if not isinstance(row, (*law, Offer, Demand))]
    rows += [
        *sites(KR="KR"),
        *agreement("MY;JP", "MAXMASS(10)", "A", custody="mass_balance"),
        *agreement("MY;KR", "MAXMASS(10)", "B", custody="mass_balance"),
        *border("JP", 0.05, "A"),
        *border("KR", 0.05, "B"),
        part("MY", 10, "MY", "O", under="A;B"),
        part("MY", 6, "CN", "N"),
        lane("MY", "KR"),
        Demand(site="JP", product=GOOD, quantity=50),
        Demand(site="KR", product=GOOD, quantity=50),
    ]
    check_optimum(planned(*rows), 880 + 5 * (100 - 70 / 0.9))


@pytest.mark.parametrize(("per", "cost"), [("period", 800 + 5 * (50 - 35 / 0.9)), ("year", 780), ("horizon", 780)])
def test_books_balance_over_their_window(per: str, cost: float):
    """JP is served in the first period, the market at home in the second. Over both 780. By periods the first one's 50
    hold 35 of O at most, for 38.9 claims beside 11.1 that pay: 440 + 360 and that duty.
    """
    rows = [row for row in blend(MIXED.model_copy(update={"per": per})) if not isinstance(row, Demand)]
    rows += [
        Demand(site="JP", product=GOOD, quantity=50, period="T1"),
        Demand(site="MY", product=GOOD, quantity=50, period="T2"),
    ]
    check_optimum(planned(*rows, *periods(2)), cost)


@pytest.mark.parametrize(
    ("rule", "mode", "cost"),
    [
        ("mass_balance", "mass_balance", 600 + 4 * 70 - 5 * 70 / 0.9),
        ("segregated", "mass_balance", 720),
        ("mass_balance", "segregated", 720),
    ],
)
def test_a_content_rule_says_what_custody_it_admits(rule: str, mode: str, cost: float):
    """At most 10 % of CN by number, worth 5 to whoever makes it: by books all 70 of O that 100 goods can hold carry
    77.8 goods. Kept apart no good passes; mixed where the rule wants them apart, none may.
    """
    shape = {"attribute": "np_origin", "among": "CN", "form": "at_most", "limit": 0.1, "base": "quantity", "credit": 5}
    named = {"rule": "FREE", "valid_from": ALWAYS, "products": GOOD, "custody": rule}
    free = ContentRule.model_validate({**named, **shape})
    rows = [row for row in blend(free, MIXED.model_copy(update={"mode": mode})) if not isinstance(row, BaseRate)]
    run = solve(*rows, *border("JP", 0)[1:])
    check_optimum(run, cost)


@pytest.mark.parametrize("seed", range(10))
def test_random_blends_against_the_best_number_of_claims(seed: int):
    """With c claims the books need (1 - r) c of O, and 100 goods hold between m and 1 - m of it: the best corner of c.

    A premium below what O costs more is not worth it beyond the least share; kept apart it never costs less.
    """
    draw = Random(seed)
    least, allowed = draw.choice([0.1, 0.2, 0.3, 0.4]), draw.choice([5, 10, 25, 50])
    own, market, rate = draw.randint(7, 14), draw.randint(5, 95), draw.choice([0.01, 0.03, 0.05])
    part_of = 1 - allowed / 100
    corners = (0.0, 100 * least / part_of, 100 * (1 - least) / part_of)
    claims = [min(corner, market) for corner in corners]
    costs = [600 + (own - 6) * max(100 * least, part_of * c) + 100 * rate * (market - c) for c in claims]

    def changed(row: Row) -> Row:
        updates: dict[str, object] = {}
        if isinstance(row, RecipeLine) and row.role == "input":
            updates = {"min_share": least}
        elif isinstance(row, Offer) and row.product == "O":
            updates = {"unit_cost": own}
        elif isinstance(row, Demand):
            updates = {"quantity": market if row.site == "JP" else 100 - market}
        elif isinstance(row, BaseRate):
            updates = {"rate": rate}
        return row.model_copy(update=updates)

    rows = [changed(row) for row in blend(rule=f"MAXMASS({allowed})")]
    run = planned(*rows, MIXED)
    check_optimum(run, min(costs))
    assert planned(*rows).info["objective"] >= run.info["objective"] - 1e-6


def all_originate(tables: dict[str, pd.DataFrame]) -> None:
    """Assign more O than all lots hold."""
    lines = tables["origin_inputs"]
    lines["quantity"] = [50.0 if one == "O" else 0.0 for one in lines["input"]]


def unshown(tables: dict[str, pd.DataFrame]) -> None:
    """Leave the books out."""
    tables["origin_inputs"] = tables["origin_inputs"].iloc[:0]


def too_little(tables: dict[str, pd.DataFrame]) -> None:
    """Assign less than the lots consume."""
    tables["origin_inputs"] = tables["origin_inputs"][tables["origin_inputs"]["input"] == "O"]


@pytest.mark.parametrize("change", [all_originate, unshown, too_little])
def test_the_audit_keeps_the_books_itself(change: Callable[[dict[str, pd.DataFrame]], None]):
    """Books that assign what is not there, or less than lots consume, are refused."""
    held = model(*blend(MIXED), agreements=("*",))
    run = solve_model(held, EXACT)
    tables = {name: frame.copy() for name, frame in run.tables.items()}
    assert audit(held, law_of(held), tables, run.info["objective"]).passed
    change(tables)
    assert not audit(held, law_of(held), tables, run.info["objective"]).passed
