"""Origin decided by the plan: what an originating material counts for, absorbed or traced.

E03 is the worked example of docs/formulation, solved as a model in tables.
"""

from __future__ import annotations

import pytest
from tests.analytic.building import check_optimum, cost_line, lane, sites
from tests.analytic.origin_building import (
    FTA,
    GOOD,
    GOOD_HS,
    PART_HS,
    agreement,
    border,
    choices,
    made_of,
    part,
    planned,
    product,
    ruled,
    worth,
)

from corridor.result.run import Run
from corridor.schema.goods import Capability
from corridor.schema.moving import Demand
from corridor.schema.row import Row


def cells_in_packs(**provision: object) -> Run:
    """Return the plan of E03: 30 packs of FOB 100 of a cell worth 60 and another part of 30, for JP at 10 % or free.

    The cell contains 24 of CN material and passes its rule of 50 %; the pack needs 60 %. The other part costs 30 from
    CN, or 35 and all of it originating. A pack of CN parts costs 24 + 26 + 30 + 10 = 90.
    """
    rows: list[Row] = [
        *sites(MY="MY", JP="JP"),
        product(GOOD, GOOD_HS),
        product("CELL"),
        product("CORE", "283691"),
        product("OTHER", "392690"),
        *agreement("MY;JP", "RVC(build_down, 60)", **provision),
        ruled("RVC(build_down, 50)", PART_HS),
        *border("JP", 0.10, FTA),
        *made_of("CELL", "MAKE_CELL", CORE=1),
        *made_of(GOOD, "MAKE", CELL=1, OTHER=1),
        Capability(site="MY", process="MAKE_CELL", unit_cost=26),
        Capability(site="MY", process="MAKE", unit_cost=10),
        part("MY", 24, "CN", "CORE"),
        part("MY", 30, "CN", "OTHER"),
        part("MY", 35, "MY", "OTHER", under=FTA, traced_content="FTA:1"),
        worth("CELL", 60),
        worth("OTHER", 30, material_value=30),
        worth(GOOD, 100),
        lane("MY", "JP"),
        Demand(site="JP", product=GOOD, quantity=30),
    ]
    return planned(*rows)


def test_e03_absorption_counts_a_cell_that_originates_whole():
    """30 of the other part is all that counts, of 40: 90 x 30 = 2700."""
    check_optimum(cells_in_packs(), 2700)


def test_e03_without_roll_up_what_is_in_the_cell_counts():
    """T9. 24 in the cell and 30 are 54 of 40: each swap saves 30, so 14 x 30 / 30 = 14 swaps at 5: 2770."""
    run = cells_in_packs(roll_up="none")
    check_optimum(run, 2770)
    assert choices(run) == {"FTA=RVC_BD50&CONTENT60", "FTA=RVC_BD60"}
    tests = run.tables["origin_tests"].set_index("test")
    assert tests["counted"]["CONTENT60"] == pytest.approx(720)
    assert tests["counted"]["RVC_BD60"] == pytest.approx(30 * 24 + 16 * 30)


def test_e03_traced_content_helps_what_does_not_originate():
    """Traced both ways is no less than absorption: an originating cell counts whole, 2700."""
    check_optimum(cells_in_packs(roll_up="traced"), 2700)


def three_tiers(sub: float = 30, **provision: object) -> Run:
    """Return the plan of 10 goods of 150, made of a B of 100, made of an A of 60, made of a CN part of `sub`.

    Each stage adds CN material: 35 to B, 45 to the good. The rules are 50, 60 and 65 % of build-down content; work
    costs what is missing to 60, 100 and 130. Duty without a claim is 10 % of 150.
    """
    rows: list[Row] = [
        *sites(MY="MY", JP="JP"),
        product(GOOD, GOOD_HS),
        product("A", "850690"),
        product("B", "850710"),
        product("RAW", "283691"),
        *agreement("MY;JP", "RVC(build_down, 65)", **provision),
        ruled("RVC(build_down, 50)", "850690"),
        ruled("RVC(build_down, 60)", "850710"),
        *border("JP", 0.10, FTA),
        *made_of("A", "MAKE_A", RAW=1),
        *made_of("B", "MAKE_B", A=1, RAW_B=1),
        *made_of(GOOD, "MAKE", B=1, RAW_C=1),
        Capability(site="MY", process="MAKE_A", unit_cost=60 - sub),
        Capability(site="MY", process="MAKE_B", unit_cost=5),
        Capability(site="MY", process="MAKE", unit_cost=0),
        part("MY", sub, "CN", "RAW"),
        product("RAW_B", "283691"),
        product("RAW_C", "283691"),
        part("MY", 35, "CN", "RAW_B"),
        part("MY", 45, "CN", "RAW_C"),
        worth("A", 60),
        worth("B", 100),
        worth(GOOD, 150),
        lane("MY", "JP"),
        Demand(site="JP", product=GOOD, quantity=10),
    ]
    return planned(*rows)


def test_absorption_over_three_tiers():
    """A has 30 of 30, B 35 of 40, the good 45 of 52.5: each originates, 10 x (60 + 40 + 45) = 1450, no duty, although
    30 + 35 + 45 = 110 of 150 came from CN.
    """
    run = three_tiers()
    check_optimum(run, 1450)
    assert choices(run) >= {"FTA=RVC_BD50", "FTA=RVC_BD60", "FTA=RVC_BD65"}


def test_a_first_tier_that_fails_breaks_the_chain():
    """With 31 of 30 A is foreign, B has 60 + 35 of 40, the good 100 + 45 of 52.5: duty of 15 on each, 1600."""
    run = three_tiers(31)
    check_optimum(run, 1600)
    assert cost_line(run, "cost_duty") == pytest.approx(150)
    assert choices(run) == {"none"}


def test_without_roll_up_the_chain_is_seen_through():
    """A counts with its 50 %, so B has 30 + 35 of 40 and fails at once: 1600."""
    check_optimum(three_tiers(roll_up="none"), 1600)
