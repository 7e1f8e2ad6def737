"""Origin decided by the plan: whose materials count, and how much of them.

E02 and E03 are the worked examples of docs/formulation, solved as models in tables.
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
    plant,
    product,
    ruled,
    without,
    worth,
)

from corridor.result.run import Run
from corridor.schema.goods import Capability
from corridor.schema.moving import Demand
from corridor.schema.row import Row

SUB_HS = "283691"


def two_stages(percent: float = 40, sub: float = 32, other: float = 25, **provision: object) -> Run:
    """Return the plan of E02: 10 packs of FOB 100 made in TH for JP of a CELL from MY, worth 50, and a CN part.

    The cell contains CN material of value `sub`; the rule RVC `percent` holds for cell and pack. A pack costs 90 in
    all, duty without a claim is 8 %, a proof of origin costs 20 per shipment of 10.
    """
    rule = f"RVC(build_down, {percent:g})"
    rows: list[Row] = [
        *sites(MY="MY", TH="TH", JP="JP"),
        product(GOOD, GOOD_HS),
        product("CELL"),
        product("SUB", SUB_HS),
        product("OTHER", SUB_HS),
        *agreement("MY;TH;JP", rule, proof_cost=20, **provision),
        ruled(rule, PART_HS),
        *border("JP", 0.08, FTA),
        *border("TH", 0.0, hs=PART_HS),
        *made_of("CELL", "MAKE_CELL", SUB=1),
        *made_of(GOOD, "MAKE", CELL=1, OTHER=1),
        Capability(site="MY", process="MAKE_CELL", unit_cost=50 - sub),
        Capability(site="TH", process="MAKE", unit_cost=40 - other),
        part("MY", sub, "CN", "SUB"),
        part("TH", other, "CN", "OTHER"),
        worth("CELL", 50),
        worth(GOOD, 100),
        lane("MY", "TH"),
        lane("TH", "JP", shipment_size=10),
        Demand(site="JP", product=GOOD, quantity=10),
    ]
    return planned(*rows)


def test_e02_a_cell_that_does_not_originate_counts_whole():
    """The cell has 18 of 50, 36 %, and fails; 50 + 25 = 75 of 100 is not originating, 60 allowed: duty 8 on each of
    10 packs, 980. T2: that the cell's maker sits in a party helps nothing.
    """
    run = two_stages()
    check_optimum(run, 980)
    assert run.tables["claims"].empty


def test_e02_full_cumulation_counts_what_was_added_in_a_party():
    """Of the cell only what is not originating counts, 32 at a step of 36 %: 57 of 60. Claimed at 2 a pack: 920."""
    run = two_stages(cumulation="full", content_steps="0.36")
    check_optimum(run, 920)
    assert choices(run) == {"FTA=CONTENT36", "FTA=RVC_BD40"}
    pack = run.tables["origin_tests"].query(f"product == '{GOOD}'").iloc[0]
    assert (pack["counted"], pack["allowed"]) == pytest.approx((570, 600))
    assert cost_line(run, "cost_claim") == pytest.approx(20)


def test_e02_with_the_cell_at_its_threshold():
    """At 36 % the cell originates (32 = 64 % of 50) and counts for nothing: 25 of 64. 920."""
    check_optimum(two_stages(36), 920)


def test_e02_just_above_the_threshold_of_the_cell():
    """At 37 % the cell fails (32 > 31.5), and the pack with it (75 > 63): 980."""
    check_optimum(two_stages(37), 980)


def test_e02_diagonal_cumulation_does_not_mend_a_cell_that_fails():
    """Materials that originate in a partner count, and this one originates nowhere: 980."""
    check_optimum(two_stages(cumulation="diagonal", cumulates_with="ANOTHER"), 980)


def test_contents_are_told_apart_by_steps():
    """In steps of 5 % a cell of 36 % counts with 35 %, 32.5 + 25 of 60: 920. With 40 % as the only step it reaches
    none and counts whole: 980, on the safe side.
    """
    check_optimum(two_stages(cumulation="full"), 920)
    check_optimum(two_stages(cumulation="full", content_steps="0.4"), 980)


PARTIAL = {"cumulation": "partial", "partial_from": 0.2, "partial_to": 0.4}


@pytest.mark.parametrize(
    ("provision", "sub", "other", "cost"),
    [
        (PARTIAL, 32, 25, 920),
        (PARTIAL, 42.5, 12, 980),
        ({"cumulation": "full"}, 42.5, 12, 920),
    ],
)
def test_partial_cumulation_begins_at_its_least_content(
    provision: dict[str, object], sub: float, other: float, cost: float
):
    """T26. A cell of 36 % counts in part: 32.5 + 25 of 60, as in full cumulation. One of 15 % does not reach 20 %: it
    counts whole, 50 + 12 > 60, where full cumulation has 42.5 + 12 = 54.5.
    """
    check_optimum(two_stages(sub=sub, other=other, **provision), cost)


def test_a_supplier_declares_the_content_of_a_part():
    """A TH part of 70 with 30 % content counts 49 under partial cumulation, so RVC 50 % holds: 80 x 70 = 5600. Without
    the declaration duty of 10 is dearer than nothing else: 6300.
    """
    rows = plant("RVC(build_down, 50)", **PARTIAL)
    check_optimum(planned(*rows, part("MY", 70, "TH")), 6300)
    # Declared by a seller in a party: the offer's site.
    check_optimum(planned(*rows, part("MY", 70, "TH", traced_content="FTA:0.3")), 5600)


def partner(cumulation: str, cumulates_with: str, under: str = "B", origin: str = "TH") -> Run:
    """Return the plan of MY, which buys a part of 70 in TH for a pack that needs RVC 40 % under FTA of MY and JP.

    The part originates under B, an agreement of MY and TH; FTA counts materials of `cumulates_with`.
    """
    rows = without(plant("RVC(build_down, 40)"), *(type(row) for row in agreement("MY", "CTH")))
    return planned(
        *rows,
        *sites(TH="TH"),
        *agreement("MY;JP", "RVC(build_down, 40)", cumulation=cumulation, cumulates_with=cumulates_with),
        *agreement("MY;TH", "CTH", "B"),
        *border("MY", 0.0, hs=PART_HS),
        part("TH", 70, origin, under=under),
        lane("TH", "MY"),
    )


def test_materials_of_another_agreement_count_only_where_it_is_named():
    """80 x 70 = 5600 with diagonal cumulation with B; 90 x 70 = 6300 with duty where FTA counts only its own."""
    check_optimum(partner("diagonal", "B"), 5600)
    check_optimum(partner("originating", ""), 6300)


def test_a_material_that_does_not_originate_under_the_partner_agreement_counts_as_foreign():
    """T2. The seller lies in a party of B, the part does not originate under it: 6300."""
    check_optimum(partner("diagonal", "B", under=""), 6300)


@pytest.mark.parametrize(("origin", "cost"), [("TH", 5600), ("CN", 6300)])
def test_extended_cumulation_counts_materials_of_a_named_country(origin: str, cost: float):
    """Materials of TH count as originating; what TH only sells, made in CN, does not."""
    check_optimum(partner("extended", "TH", under="", origin=origin), cost)


@pytest.mark.parametrize(("cumulation", "cost"), [("originating", 5600), ("none", 6020)])
def test_without_cumulation_only_the_producers_own_country_counts(cumulation: str, cost: float):
    """An originating part of TH costs 70, one of MY 76; RVC 40 % of each unit. With cumulation all of TH: 80 x 70 =
    5600; without it TH parts count as foreign, 70 > 60, so all of MY: 86 x 70 = 6020.
    """
    rows = plant("RVC(build_down, 40)", cumulation=cumulation, averaging="none")
    th = [*sites(TH="TH"), part("TH", 70, "TH", under=FTA), lane("TH", "MY"), *border("MY", 0.0, hs=PART_HS)]
    check_optimum(planned(*rows, *th, part("MY", 76, "MY", under=FTA)), cost)
