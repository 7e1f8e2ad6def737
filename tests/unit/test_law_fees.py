"""Fees on an entry: shares of its value between a least and a largest amount, exemptions, shipments."""

import math
from dataclasses import replace
from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.unit.law_example import law

from corridor.errors import UsageError
from corridor.law.fees import Entry, fees, fees_of_lines, per_shipment, share_of_value
from corridor.law.goods import Goods
from corridor.reference.load import reference_law
from corridor.schema.border import Fee

LAW = reference_law(date(2026, 11, 22))
TODAY = date(2026, 11, 22)
PART = Goods("US", "85076000", "KR")


def amounts(goods, day, entry):
    """Return fee -> amount of what is charged or let off."""
    return {layer.fee: layer.amount for layer in fees(LAW, goods, day, entry)}


def processing(value, day=TODAY):
    """Return the merchandise processing fee on an entry by air."""
    return amounts(PART, day, Entry(value, "air"))["MPF"]


def test_an_entry_by_vessel():
    """T06: 10,000 USD by vessel pay 34.64 and 12.50, together 47.14."""
    assert amounts(PART, TODAY, Entry(10_000, "sea")) == {"MPF": 34.64, "HMF": 12.50}


def test_least_and_largest_amount():
    """T07: 5,000, 10,000 and 250,000 USD in November 2026 pay 34.58, 34.64 and 670.86."""
    assert [processing(value) for value in (5_000, 10_000, 250_000)] == [34.58, 34.64, 670.86]


@pytest.mark.parametrize(
    ("day", "least", "most"),
    [
        (date(2025, 1, 15), 32.71, 634.62),
        (date(2025, 9, 30), 32.71, 634.62),
        (date(2025, 10, 1), 33.58, 651.50),
        (date(2026, 9, 30), 33.58, 651.50),
        (date(2026, 10, 1), 34.58, 670.86),
        (date(2029, 1, 1), 34.58, 670.86),
    ],
)
def test_the_amounts_of_each_year(day, least, most):
    """The amounts change on the first of October; the newest known stay until they are replaced."""
    assert (processing(100, day), processing(1e7, day)) == (least, most)


def test_halves_are_rounded_up_at_the_end():
    """9,981 USD by vessel pay 12.47625, that is 12.48; 193,700 USD pay 242.125, that is 242.13."""
    assert amounts(PART, TODAY, Entry(9_981, "sea"))["HMF"] == 12.48
    assert amounts(PART, TODAY, Entry(193_700, "sea"))["HMF"] == 242.13


def test_five_entries_cost_more_than_one():
    """250,000 USD in five entries pay 5 x 173.20 = 866.00 instead of 670.86."""
    one = per_shipment(LAW, PART, TODAY, Entry(250_000, "air"), 250_000)
    five = per_shipment(LAW, PART, TODAY, Entry(250_000, "air"), 50_000)
    assert [layer.amount for layer in one if layer.fee == "MPF"] == [670.86]
    assert [layer.amount for layer in five if layer.fee == "MPF"] == [866.00]


def test_the_last_shipment_is_what_is_left():
    """250,000 USD in shipments of 100,000: twice 346.40 and once 173.20."""
    found = {layer.fee: layer for layer in per_shipment(LAW, PART, TODAY, Entry(250_000, "air"), 100_000)}
    assert found["MPF"].amount == 866.00
    assert found["MPF"].base == 250_000
    assert found["MPF"].reason.startswith("2 x 346.40")
    assert found["HMF"].status == "not_in_scope"


def test_the_share_of_a_shipment_is_what_a_plan_charges_by_value():
    """A shipment of 5,000 USD pays 34.58, 0.69 % of its value, instead of 0.3464 %."""
    assert share_of_value(fees(LAW, PART, TODAY, Entry(5_000, "air")), 5_000) == pytest.approx(0.006916)


@pytest.mark.parametrize(
    ("claim", "due"),
    [
        ("KORUS", 0.0),
        ("USMCA", 0.0),
        ("USSFTA", 0.0),
        ("US_IL_FTA", 0.0),
        ("US_JP_TA", 34.64),
        ("US_JO_FTA", 34.64),
        ("US_MA_FTA", 34.64),
        ("RCEP", 34.64),
        ("", 34.64),
    ],
)
def test_an_exemption_is_a_record_of_its_own(claim, due):
    """A claim frees of the processing fee only where a record says so, whatever its rate of duty."""
    goods = replace(PART, claim=claim)
    (layer,) = (one for one in fees(LAW, goods, TODAY, Entry(10_000, "sea")) if one.fee == "MPF")
    assert layer.amount == due
    assert layer.status == ("projected" if due else "switched_off")
    assert layer.citation


def test_harbour_fee_by_vessel_only():
    """By air nothing is due and the reason says why; without a mode it is taken as due and asks for the mode."""
    by_air, unsaid = (
        next(one for one in fees(LAW, PART, date(2026, 10, 1), Entry(1_000, mode)) if one.fee == "HMF")
        for mode in ("air", "")
    )
    assert (by_air.status, by_air.amount) == ("not_in_scope", 0.0)
    assert "mode=sea" in by_air.reason
    assert (unsaid.status, unsaid.amount, unsaid.evidence_needed) == ("needs_evidence", 1.25, ("mode",))


def test_the_mode_may_stand_among_the_facts():
    """Goods whose facts say sea pay the harbour fee; the mode of the entry comes before it."""
    goods = replace(PART, facts=(("mode", "sea"),))
    assert amounts(goods, TODAY, Entry(1_000))["HMF"] == 1.25
    assert amounts(goods, TODAY, Entry(1_000, "rail"))["HMF"] == 0.0


def test_lines_of_one_entry_share_least_and_largest_amount():
    """Two lines without a claim and one that is exempt: the fee is on the first two together."""
    lines = [(PART, 4_000.0), (replace(PART, claim="US_JP_TA"), 4_000.0), (replace(PART, claim="KORUS"), 90_000.0)]
    found = [one for one in fees_of_lines(LAW, lines, TODAY, "air") if one.fee == "MPF"]
    assert [(one.status, one.base, one.amount) for one in found] == [
        ("projected", 8_000.0, 34.58),
        ("switched_off", 90_000.0, 0.0),
    ]


def test_what_cannot_be_an_entry_is_refused():
    """Two importers, a negative value and a shipment of nothing are no entry."""
    with pytest.raises(UsageError, match="CA, US"):
        fees_of_lines(LAW, [(PART, 1.0), (replace(PART, importer="CA"), 1.0)], TODAY)
    with pytest.raises(UsageError, match="at least 0"):
        fees(LAW, PART, TODAY, Entry(-1.0))
    with pytest.raises(UsageError, match="above 0"):
        per_shipment(LAW, PART, TODAY, Entry(1.0), 0.0)


def test_an_importer_without_records_has_no_layers():
    """Nothing is said of fees that nobody recorded."""
    assert fees(LAW, replace(PART, importer="MY"), TODAY, Entry(1_000)) == ()


@given(
    value=st.integers(1, 100_000_000),
    cuts=st.lists(st.floats(0.001, 0.999), min_size=1, max_size=8),
    rate=st.sampled_from([0.003464, 0.00125, 0.01]),
    least=st.sampled_from([0.0, 0.5, 34.58]),
    most=st.sampled_from([None, 100.0, 670.86]),
)
def test_splitting_an_entry_never_lowers_its_fee(value, cuts, rate, least, most):
    """The parts of an entry pay at least what it pays whole, but for half a cent of rounding on each."""
    row = {"fee": "FEE", "record": "ONE", "importer": "XX", "kind": "charge", "citation": "law", "evidence": "B"}
    record = Fee(rate=rate, least=least, most=most, valid_from=date(2026, 1, 1), **row)
    world = replace(law(), fees=(record,))
    goods = Goods("XX", "850760", "CN")
    edges = [0, *sorted(round(value * cut) for cut in cuts), value]
    parts = [(b - a) / 100 for a, b in pairwise(edges) if b > a]
    day = date(2026, 6, 1)
    whole = fees(world, goods, day, Entry(value / 100))[0].amount
    split = sum(fees(world, goods, day, Entry(part))[0].amount for part in parts)
    assert split >= whole - 0.005 * (len(parts) + 1) - 1e-9
    shipments = math.ceil(value / 100 / max(parts)) + 1
    shipped = per_shipment(world, goods, day, Entry(value / 100), max(parts))[0].amount
    assert shipped >= whole - 0.005 * (shipments + 1) - 1e-9
