"""Origin decided by the plan: the kinds of conditions that rules are made of.

E04 is the worked example of docs/formulation, solved as a model in tables. The plant of most tests makes 70 goods of
FOB 100 in MY for JP at 10 of work; a CN part costs 70, one that originates 76, and duty without a claim is 10. So a
plan costs (70 + 10) x 70 = 5600 where CN parts may be claimed, 86 x 70 = 6020 where only originating ones may.
"""

from __future__ import annotations

import pytest
from tests.analytic.building import check_optimum, lane, sites
from tests.analytic.origin_building import (
    FTA,
    GOOD,
    GOOD_HS,
    PART_HS,
    agreement,
    border,
    choices,
    discrete,
    made_of,
    part,
    planned,
    plant,
    product,
    without,
    worth,
)

from corridor.errors import FaultError
from corridor.result.run import Run
from corridor.schema.goods import Capability, Process, Product
from corridor.schema.moving import Demand
from corridor.schema.row import Row
from corridor.schema.supply import Value

CN, MY = part("MY", 70, "CN"), part("MY", 76, "MY", under=FTA)
FOREIGN, OWN = 5600, 6020


def plan(rule: str, hs: str = PART_HS, *others: Row, **provision: object) -> Run:
    """Return the plan under a rule, with a part of a code."""
    rows = [row for row in plant(rule, **provision) if not (isinstance(row, Product) and row.product == "PART")]
    return planned(*rows, product("PART", hs), CN, MY, *others)


def test_e04_what_fails_the_change_of_heading_may_reach_the_tolerance():
    """Input X (12 of 100) is of the good's heading, so under CTH it fails; 10 % may. 60 goods: 600 of 720 may be X,
    10 are replaced at 3 more, 12 x 50 + 15 x 10 = 750, which is 30 above 720.
    """
    check_optimum(tolerance_case([]), 60 * 12 + 30)


def test_e04_a_discrete_part_passes_the_tolerance_in_each_good_or_not():
    """12 of 100 is above 10 % in every good: all 60 are replaced, 180 above 720 (duty would be 420)."""
    check_optimum(tolerance_case(["X"]), 60 * 12 + 180)


def test_e04_without_a_tolerance_all_are_replaced():
    """As one by one: +180."""
    check_optimum(tolerance_case([], tolerance=0.0), 60 * 12 + 180)


def tolerance_case(parts: list[str], tolerance: float = 0.10) -> Run:
    """Return the plan of E04: 60 goods of FOB 100, rule CTH, de minimis `tolerance` of value, MFN 7 %."""
    rows: list[Row] = [
        *sites(MY="MY", JP="JP"),
        product(GOOD, GOOD_HS),
        product("X"),
        *agreement("MY;JP", "CTH", tolerance=tolerance, tolerance_relaxes="tariff_shift"),
        *border("JP", 0.07, FTA),
        *made_of(X=1),
        Capability(site="MY", process="MAKE"),
        part("MY", 12, "CN", "X"),
        part("MY", 15, "MY", "X", under=FTA),
        worth(GOOD, 100),
        lane("MY", "JP"),
        Demand(site="JP", product=GOOD, quantity=60),
    ]
    return planned(*(discrete(rows) if parts else rows))


def test_a_tolerance_does_not_add_to_a_stated_content():
    """It stands in for a change of heading, so RVC 40 % stays 60 of 100: 60 CN and 10 MY, 5660, with or without."""
    for relaxes in ("none", "any"):
        check_optimum(plan("RVC(build_down, 40)", tolerance=0.10, tolerance_relaxes=relaxes), 5660)


@pytest.mark.parametrize(
    ("rule", "hs", "cost"),
    [
        ("CTH", "850790", OWN),  # heading 8507 is the good's
        ("CTH", "850690", FOREIGN),
        ("CC", "850690", OWN),  # chapter 85 is the good's
        ("CC", "283691", FOREIGN),
        ("CTSH", "850790", FOREIGN),
        ("CTSH", "850760", OWN),
        ("CTH except 8506", "850690", OWN),
        ("CTH except 8506", "850590", FOREIGN),
        ("CC except 28.36-28.42", "284190", OWN),
        ("ANY", "850760", FOREIGN),
        ("ANY except HEADING", "850790", OWN),
        ("ANY except HEADING", "850690", FOREIGN),
        ("ORIGINATING(8507)", "850790", OWN),
        ("ORIGINATING(8506)", "850790", FOREIGN),
        ("WO", "283691", OWN),
        ("CTH or ORIGINATING(8506)", "850790", FOREIGN),
        ("CTH and RVC(build_down, 20)", "850690", FOREIGN),
        ("CTH and RVC(build_down, 20)", "850790", OWN),
    ],
)
def test_a_change_of_code_decides_which_materials_must_originate(rule: str, hs: str, cost: float):
    """The part changes its code into 850760 or must originate; what an exception names must originate anyway."""
    check_optimum(plan(rule, hs), cost)


def test_conditions_that_hold_together_are_tests_of_one_lot():
    """CTH passes and content of 40 % does not: 60 CN and 10 MY, 5660, as if RVC stood alone."""
    run = plan("CTH and RVC(build_down, 40)", "850690")
    check_optimum(run, 5660)
    assert choices(run) == {"FTA=CTH&RVC_BD40"}


@pytest.mark.parametrize(("own", "cost"), [(40, FOREIGN), (10, 5730), (0, 5796)])
def test_build_up_counts_what_is_added_and_what_originates(own: float, cost: float):
    """40 of 100 must be originating. 40 of own value suffice: all CN. With 10, of 70 goods 70 x 30 = 2100 of MY parts
    at 76 are missing, 27.63 parts at 6 more: 5600 + 2100 / 76 x 6. With 0, 2800 / 76 parts.
    """
    bought = max(0.0, 40 - own) * 70 / 76
    rows = without(plant("RVC(build_up, 40)"), Value)
    run = planned(*rows, worth(GOOD, 100, own_value=own), CN, MY)
    check_optimum(run, 5600 + bought * 6)
    assert run.info["objective"] == pytest.approx(cost, abs=40)


def priced(rule: str, **bases: float) -> Run:
    """Return the plan under a rule with a good whose price of 100 is stated on other bases too."""
    return planned(*discrete(without(plant(rule), Value)), worth(GOOD, 100, **bases), CN, MY)


def test_net_cost_is_a_basis_of_its_own():
    """Of a net cost of 100, 60 may be foreign: 70 is not; of 120, 72 may: 70 is. The price of 100 plays no part."""
    check_optimum(priced("RVC(net_cost, 40)", net_cost=100), OWN)
    check_optimum(priced("RVC(net_cost, 40)", net_cost=120), FOREIGN)


def test_a_largest_foreign_share_is_taken_of_the_ex_works_price():
    """T25. Foreign materials of 70 % of the ex-works price: of 90 that is 63, and 70 fails, though 70 % of FOB 100 is
    70. Of 100 ex works it passes. Thresholds are never converted between bases.
    """
    check_optimum(priced("MAXNOM(70)", ex_works=90), OWN)
    check_optimum(priced("MAXNOM(70)", ex_works=100), FOREIGN)
    check_optimum(priced("MAXNOM(70, fob)", ex_works=90), FOREIGN)


@pytest.mark.parametrize(("rule", "basis"), [("MAXNOM(70)", "ex_works"), ("RVC(net_cost, 40)", "net_cost")])
def test_no_price_stands_in_for_ex_works_or_net_cost(rule: str, basis: str):
    """T25. Without a figure on the basis of the rule no foreign content is allowed, and the run says so."""
    run = priced(rule)
    check_optimum(run, OWN)
    assert any(f"{basis} of GOOD made at MY" in told for told in run.info["assumptions"])


def test_a_least_content_of_a_price_that_is_not_known_is_refused():
    """T25. 40 % of an ex-works price that nobody states would be 0, and CN parts would have it: no plan is made."""
    with pytest.raises(FaultError, match="ex_works of GOOD made at MY"):
        priced("RVC(build_up, 40, ex_works)")


def test_a_value_of_materials_with_freight_counts_more():
    """Of cif materials freight of 5 to the plant counts: 55 + 5 is 60 of 60 and passes at RVC 40 %, 56 + 5 does not.

    CN part 55 or 56, MY 76; the good is claimed with CN parts at (55 + 5 + 10) x 70 = 4900; else duty of 10 is
    cheaper than MY parts: (56 + 5 + 10 + 10) x 70 = 5670.
    """
    for price, basis, cost in ((55, "cif", 4900), (56, "cif", 5670), (56, "transaction_value", 4970)):
        rows = discrete(plant("RVC(build_down, 40)", material_basis=basis))
        far = [*sites(CN="CN"), part("CN", price, "CN"), lane("CN", "MY", unit_cost=5)]
        check_optimum(planned(*rows, *border("MY", 0.0, hs=PART_HS), *far, MY), cost)


def processed(rule: str, part_hs: str = PART_HS, provision: dict[str, object] | None = None, **process: object) -> Run:
    """Return the plan under a rule, where the process of the plant has columns of its own."""
    rows = without(plant(rule, **(provision or {})), Process)
    rows = [row for row in rows if not (isinstance(row, Product) and row.product == "PART")]
    own = Process.model_validate({"process": "MAKE", **process})
    return planned(*rows, product("PART", part_hs), own, CN, MY)


def test_a_process_meets_the_tests_it_is_known_to_meet():
    """A chemical reaction confers origin whatever goes in; without it, or with another test, materials must
    originate.
    """
    rule = "PROCESS(chemical_reaction | diffusion)"
    run = processed(rule, tests="diffusion;purification")
    check_optimum(run, FOREIGN)
    assert choices(run) == {"FTA=DIFFUSION"}
    check_optimum(processed(rule, tests="purification"), OWN)
    check_optimum(processed(rule), OWN)


def test_minimal_operations_confer_nothing():
    """Packing changes the heading of what is packed, and yet only originating parts make an originating good, unless
    the agreement has no such list.
    """
    check_optimum(processed("CTH", "850690", minimal="yes"), OWN)
    check_optimum(processed("CTH", "850690", minimal="no"), FOREIGN)
    check_optimum(processed("CTH", "850690", {"minimal_operations": "no"}, minimal="yes"), FOREIGN)


@pytest.mark.parametrize(("fuel", "tests", "cost"), [(0, "", 200), (1, "wholly_obtained", 250), (1, "", 350)])
def test_goods_that_are_wholly_obtained_originate(fuel: float, tests: str, cost: float):
    """10 t of ore mined at 20 for JP, MFN 10 % of 100. Without materials nothing fails to originate: 200. With 5 of CN
    explosives per t the mine is said to obtain the ore wholly, 250, or it pays duty, 350.
    """
    rows: list[Row] = [
        *sites(MY="MY", JP="JP"),
        product(GOOD, "260400"),
        *agreement("MY;JP", "WO", hs="260400"),
        *border("JP", 0.10, FTA, hs="260400"),
        *made_of(**({"FUEL": fuel} if fuel else {})),
        product("FUEL", "360200"),
        part("MY", 5, "CN", "FUEL"),
        Capability(site="MY", process="MAKE", unit_cost=20),
        worth(GOOD, 100),
        lane("MY", "JP"),
        Demand(site="JP", product=GOOD, quantity=10),
    ]
    mine = Process.model_validate({"process": "MAKE", "tests": tests})
    check_optimum(planned(*without(rows, Process), mine), cost)


def test_a_good_without_a_rule_does_not_originate():
    """The agreement has a rule for 850760 only, the good is of 850650: all CN with duty, 90 x 70 = 6300."""
    rows = [row for row in plant("ANY") if not (isinstance(row, Product) and row.product == GOOD)]
    other = [product(GOOD, "850650"), *border("JP", 0.10, FTA, hs="850650")[1:]]
    check_optimum(planned(*rows, *other, CN, MY), 6300)


def test_a_default_rule_holds_for_goods_without_one():
    """The same good with a default rule that any materials meet: 5600."""
    rows = [row for row in plant("WO", default_rule="ANY") if not (isinstance(row, Product) and row.product == GOOD)]
    other = [product(GOOD, "850650"), *border("JP", 0.10, FTA, hs="850650")[1:]]
    check_optimum(planned(*rows, *other, CN, MY), FOREIGN)


def test_mass_is_a_basis_of_its_own():
    """Foreign materials of at most half the mass of a good of 10 kg: of parts of 6 kg 58 CN weigh 348 of 350 kg, so
    350 / 6 CN parts and the others of MY: 5600 + (70 - 350 / 6) x 6.
    """
    rows = [row for row in plant("MAXMASS(50)") if not isinstance(row, Product)]
    heavy = [product(GOOD, GOOD_HS, mass_kg=10), product("PART", mass_kg=6)]
    check_optimum(planned(*rows, *heavy, CN, MY), 5600 + (70 - 350 / 6) * 6)
