"""Origin decided by the plan: thresholds, lots, alternatives of a rule.

E01, E20, E31, E32 are the worked examples of docs/formulation, solved as models in tables. Each optimum is worked by
hand in its docstring. The audit judges every lot and every claim again.
"""

from __future__ import annotations

import pytest
from tests.analytic.building import check_optimum, cost_line, lane, sites, total
from tests.analytic.origin_building import (
    FTA,
    GOOD,
    GOOD_HS,
    agreement,
    border,
    choices,
    discrete,
    made_of,
    part,
    planned,
    plant,
    product,
    worth,
)

from corridor.result.run import Run
from corridor.schema.goods import Capability, RecipeLine
from corridor.schema.moving import Demand
from corridor.schema.row import Row

CN, MY = part("MY", 70, "CN"), part("MY", 76, "MY", under=FTA)


def supplier_switch(percent: float, parts: str = "no", **settings: object) -> Run:
    """Return the plan of E01: packs of FOB 100 made in MY of one component and 10 of work, for JP at 10 % or free."""
    rows = plant(f"RVC(build_down, {percent:g})")
    return planned(*(discrete(rows) if parts == "yes" else rows), CN, MY, **settings)


def test_e01_lots_mix_what_may_be_averaged():
    """RVC 40 %: 60 of non-originating value in 100 is allowed, so of 70 packs 60 CN parts (60 x 70 = 4200 = 60 % of
    7000) and 10 MY: 60 x 80 + 10 x 86 = 5660, no duty. All CN would pay 10 each: 90 x 70 = 6300; all MY 6020.
    """
    run = supplier_switch(40)
    check_optimum(run, 5660)
    assert total(run, "uses", input_state="CN") == pytest.approx(60)
    test = run.tables["origin_tests"].iloc[0]
    assert (test["value"], test["counted"], test["allowed"]) == pytest.approx((7000, 4200, 4200))


def test_e01_discrete_parts_are_not_averaged():
    """Unit by unit a CN pack has 30 % and fails: all 70 of MY, 86 x 70 = 6020."""
    check_optimum(supplier_switch(40, "yes"), 6020)


def test_e01_an_agreement_without_averaging_asks_each_unit():
    """As with discrete parts, whatever the recipe says: 86 x 70 = 6020."""
    check_optimum(planned(*plant("RVC(build_down, 40)", averaging="none"), CN, MY), 6020)


@pytest.mark.parametrize("parts", ["yes", "no"])
def test_e01_a_threshold_that_each_cn_pack_meets(parts: str):
    """RVC 30 %: 70 of 100 is allowed: all CN, 80 x 70 = 5600, in both ways of counting."""
    check_optimum(supplier_switch(30, parts), 5600)


def test_e31_what_one_point_of_content_costs():
    """At 41 % one CN part less may be used (59 x 70 = 4130 = 59 % of 7000), and a MY part costs 6 more. The dual says
    the same before: one more money unit allowed saves 6/70, and a point is 1 % of 7000 = 70.
    """
    run = supplier_switch(40)
    tighter = supplier_switch(41)
    assert tighter.info["objective"] - run.info["objective"] == pytest.approx(6.0)
    duals = run.tables["duals"]
    row = duals.loc[(duals["kind"] == "row") & (duals["name"] == "origin_tests_pass")].iloc[0]
    # The row is per unit of output value (FOB 100), so a point of 70 packs is 0.7 of the row's unit.
    assert -row["dual_fixed_openings"] * 0.01 * 70 == pytest.approx(6.0)


def test_a_claim_margin_asks_for_more_than_the_law():
    """One point of margin is one point of content: 59 CN and 11 MY, 59 x 80 + 11 x 86 = 5666."""
    run = supplier_switch(40, claim_margin=0.01)
    check_optimum(run, 5666)
    test = run.tables["origin_tests"].iloc[0]
    assert (test["counted"], test["allowed"]) == pytest.approx((4130, 4130))


def test_no_agreement_may_be_claimed_unless_the_model_says_so():
    """Without `agreements` the cheapest is CN with duty: (80 + 10) x 70 = 6300."""
    run = supplier_switch(40, agreements=())
    check_optimum(run, 6300)
    assert run.tables["claims"].empty


def two_markets(most: float = 30) -> Run:
    """Return the plan of E20: 100 packs of one input worth 100, half for each of two markets under two agreements."""
    rule = "RVC(build_down, 60)"
    rows: list[Row] = [
        *sites(MY="MY", JP="JP", KR="KR"),
        product(GOOD, GOOD_HS),
        product("PART"),
        *agreement("MY;JP", rule, "A"),
        *agreement("MY;KR", rule, "B"),
        *border("JP", 0.15, "A"),
        *border("KR", 0.15, "B"),
        *made_of(PART=1),
        Capability(site="MY", process="MAKE"),
        part("MY", 80, "CN"),
        part("MY", 100, "MY", under="A;B", max_quantity=most),
        worth(GOOD, 100),
        worth("PART", 100, material_value=100),
    ]
    for market in ("JP", "KR"):
        rows += [lane("MY", market), Demand(site=market, product=GOOD, quantity=50)]
    return planned(*rows)


def test_e20_an_originating_input_counts_under_one_agreement_only():
    """T1. 30 originating inputs make 30 / 0.6 = 50 packs that may be claimed, with 20 of CN; the other 50 pay 15:
    30 x 100 + 70 x 80 + 50 x 15 = 9350. One ratio per agreement over the whole plant would count the 30 in each of
    two halves and find 8600, which no lots can do.
    """
    run = two_markets()
    check_optimum(run, 9350)
    assert run.tables["claims"]["quantity"].sum() == pytest.approx(50)
    assert cost_line(run, "cost_duty") == pytest.approx(750)


def test_e20_packs_nobody_claims_absorb_no_foreign_inputs():
    """T1. With 60 originating inputs all 100 packs may be claimed, 60 x 100 + 40 x 80 = 9200 and no duty; a lot
    without a claim has no test, and takes no originating input away from the others.
    """
    run = two_markets(most=60)
    check_optimum(run, 9200)
    assert run.tables["claims"]["quantity"].sum() == pytest.approx(100)


def test_e32_a_rule_with_two_alternatives_splits_the_output_without_a_binary():
    """CTH or RVC 50 %, MFN 20 %. P (60, at most 40) is of the good's heading, Q (70) of another, O (80) originates.

    Q passes by the change of heading; P by content with O: 40 P and 8 O make 48 packs, 2400 = 50 % of 4800. 52 Q do
    the rest: 2400 + 640 + 3640 = 6680. T3: no decision is integer.
    """
    group = {"process": "MAKE", "role": "input", "quantity": 1, "substitution_group": "FEED"}
    inputs = [RecipeLine(product=name, **group) for name in "PQO"]
    rows: list[Row] = [
        *sites(MY="MY", JP="JP"),
        product(GOOD, GOOD_HS),
        product("P", "850790"),
        product("Q", "283691"),
        product("O", "850790"),
        *agreement("MY;JP", "CTH or RVC(build_down, 50)"),
        *border("JP", 0.20, FTA),
        *made_of(),
        *inputs,
        Capability(site="MY", process="MAKE"),
        part("MY", 60, "CN", "P", max_quantity=40),
        part("MY", 70, "CN", "Q"),
        part("MY", 80, "MY", "O", under=FTA),
        worth(GOOD, 100),
        lane("MY", "JP"),
        Demand(site="JP", product=GOOD, quantity=100),
    ]
    run = planned(*rows)
    check_optimum(run, 6680)
    assert choices(run) == {"FTA=CTH", "FTA=RVC_BD50"}
    assert total(run, "production", rule_choice="FTA=RVC_BD50") == pytest.approx(48)
    mixed = run.tables["uses"].query("rule_choice == 'FTA=RVC_BD50' and quantity > 1e-9")
    assert dict(zip(mixed["input"], mixed["quantity"], strict=True)) == pytest.approx({"P": 40, "O": 8})
    assert run.info["network"]["binaries"] == 0
