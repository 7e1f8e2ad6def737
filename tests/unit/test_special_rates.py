"""Special rates, base rates and agreements of the reference data say the same as the schedule they were read from."""

from datetime import date
from itertools import product

import pytest

from corridor.law.goods import Goods
from corridor.law.stack import stack
from corridor.reference.load import reference_law

LAW = reference_law(date(2026, 11, 22))
DAY = date(2026, 10, 9)
MARKED = {mark: row.agreement for row in LAW.agreements for mark in filter(None, row.marks.split(";"))}
FREE_EVERYWHERE = {mark for mark in MARKED if mark not in {"A", "JP"}}
"""Marks that stand on almost every dutiable line; Japan has few, and the lapsed preference none."""

PAGES = {
    "25309020": (0.029, "AU BH CL CO IL JO KR MA OM P PA PE S SG"),
    "28252000": (0.037, "AU BH CL CO IL JO KR MA OM P PA PE S SG"),
    "28419050": (0.037, "AU BH CL CO IL JO JP KR MA OM P PA PE S SG"),
    "28469080": (0.037, "AU BH CL CO IL JO KR MA OM P PA PE S SG"),
    "38249993": (0.05, "AU BH CL CO IL JO JP KR MA OM P PA PE S SG"),
    "40151290": (0.14, "AU BH CL CO IL JO KR MA OM P PA PE S SG"),
    "63079030": (0.079, "AU BH CL CO IL JO KR MA OM P PA PE S SG"),
    "73269086": (0.029, "AU BH CL CO IL JO JP KR MA OM P PA PE S SG"),
    "74101100": (0.01, "AU BH CL CO IL JO JP KR MA OM P PA PE S SG"),
    "85051100": (0.021, "AU BH CL CO IL JO JP KR MA OM P PA PE S SG"),
    "85076000": (0.034, "AU BH CL CO IL JO KR MA OM P PA PE S SG"),
    "85423100": (0.0, ""),
    "87038000": (0.025, "AU BH CL CO IL JO KR MA OM P PA PE S SG"),
    "90183100": (0.0, ""),
}
"""Line -> column 1 general, and the marks of the special column that an agreement of the data stands for, by hand."""


@pytest.mark.parametrize("line", PAGES)
def test_lines_read_by_hand(line):
    """The general rate and the agreements of a line are those that the schedule of 8 June 2026 prints."""
    rate, marks = PAGES[line]
    general = [row.rate for row in LAW.base_rates if (row.importer, row.hs, row.origins) == ("US", line, "*")]
    special = {row.agreement: row.rate for row in LAW.special_rates if (row.importer, row.hs) == ("US", line)}
    assert general == [rate]
    assert special == {MARKED[mark]: 0.0 for mark in marks.split()}


def test_enough_lines_and_each_with_both_columns():
    """More than two hundred lines of the United States, each with column 1 and column 2."""
    rows = [row for row in LAW.base_rates if row.importer == "US"]
    general = {row.hs for row in rows if row.origins == "*"}
    assert len(general) > 200
    for origin in ("BY", "CU", "KP", "RU"):
        assert {row.hs for row in rows if origin in row.origins.split(";")} == general


def test_every_line_under_a_subheading_is_there():
    """A code of six digits is answered for all its lines: none of them is missing that has another rate."""
    lines = {row.hs for row in LAW.base_rates if (row.importer, row.origins) == ("US", "*")}
    for subheading, many in (("850131", 5), ("870899", 13), ("382499", 20), ("630790", 10), ("854442", 3)):
        assert sum(line.startswith(subheading) for line in lines) == many


def test_special_rates_stand_on_lines_that_have_a_duty():
    """A line that is free for all has no special rates, and none is above the general rate."""
    general = {(row.importer, row.hs): row for row in LAW.base_rates if row.origins == "*"}
    for row in LAW.special_rates:
        base = general[row.importer, row.hs]
        assert row.rate <= base.rate
        assert base.rate > 0 or base.specific > 0


def test_agreements_of_special_rates_and_fees_are_in_the_register():
    """Every claim that a rate or a fee names is an agreement of the United States, with a mark."""
    register = {row.agreement: row for row in LAW.agreements}
    of_the_us = {row.agreement for row in LAW.special_rates if row.importer == "US"}
    named = set(of_the_us)
    named |= {row.where.removeprefix("claim=") for row in LAW.fees if row.kind == "exempt"}
    assert {register[name].agreement for name in named if "US" in register[name].parties.split(";")} == named
    assert all(register[name].marks for name in named)
    assert {MARKED[mark] for mark in FREE_EVERYWHERE} | {"US_JP_TA"} == of_the_us


def test_agreements_without_the_united_states_give_nothing_there():
    """RCEP, ATIGA, CPTPP and the agreements of the United Kingdom have no effect at the border of the US."""
    others = [row for row in LAW.agreements if "US" not in row.parties.split(";")]
    assert {"RCEP", "ATIGA", "CPTPP", "UK_JP", "EU_UK_TCA"} <= {row.agreement for row in others}
    assert all(row.effect.startswith("none at the US border") for row in others)


@pytest.mark.parametrize("claim", ["RCEP", "ATIGA", "GSP", "US_MY_ART"])
def test_a_claim_without_a_rate_changes_nothing_and_says_so(claim):
    """A claim of an agreement without a special rate leaves the base rate and gives the reason."""
    with_claim, without = (stack(LAW, Goods("US", "28369100", "MY", claim=name), DAY) for name in (claim, ""))
    assert with_claim.total_rate == without.total_rate == 0.037
    reasons = " ".join((*with_claim.remarks, *(layer.reason for layer in with_claim.layers)))
    assert claim in reasons


def test_a_claim_replaces_the_base_rate():
    """Under KORUS the base rate of lithium carbonate is switched off and the special rate stands in its place."""
    found = stack(LAW, Goods("US", "28369100", "KR", claim="KORUS"), DAY)
    by_name = {layer.programme: layer for layer in found.layers}
    assert (by_name["KORUS"].rate, by_name["KORUS"].status) == (0.0, "applied")
    assert by_name["MFN"].status == "switched_off"
    assert "KR" in by_name["KORUS"].citation


def test_importers_of_the_intermediate_goods():
    """Each importer that the models cross has rates for what passes between their plants."""
    importers = ("AU", "CA", "EU", "ID", "JP", "KR", "MX", "MY", "PH", "TH", "VN")
    goods = ("250410", "271312", "282520", "283691", "284190", "285390", "380110", "392020", "741011", "850760")
    have = {(row.importer, row.hs) for row in LAW.base_rates}
    assert not [pair for pair in product(importers, goods) if pair not in have]


def test_assumptions_say_so():
    """Every record of evidence D names itself an assumption; no other does."""
    for rows in (LAW.base_rates, LAW.special_rates, LAW.fees, LAW.agreements, LAW.reliefs, LAW.valuations.values()):
        for row in rows:
            assert row.citation.startswith("assumption: ") == (row.evidence == "D"), row
