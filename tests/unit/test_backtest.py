"""Past entries priced again: the sample that ships with Corridor, sums, fees by entry, and what cannot be priced."""

import csv
from dataclasses import replace
from datetime import date

import pytest
from tests.unit.entries_by_hand import SAMPLE, causes, rows
from tests.unit.law_example import agreement, base, exempt, programme, special
from tests.unit.law_example import law as law_of
from tests.unit.us_duty import law as us_law

from corridor.errors import FaultError
from corridor.law.backtest import backtest
from corridor.reference.read import read_rows
from corridor.schema.border import Fee
from corridor.schema.entries import EntryLine


def law(*records):
    """Return a small law that knows the countries of these tests."""
    return replace(law_of(*records), territories={country: country for country in ("XX", "CN", "JP", "KR", "US", "VN")})


def entry(number=1, **more):
    """Return a line of an entry of cells of China into XX."""
    given = {
        "entry": "E1", "line": str(number), "importer": "XX", "hs": "85076010", "origin": "CN",
        "entry_date": date(2026, 3, 1), "value": 1000.0,
    }  # fmt: skip
    return EntryLine(**(given | more))


def fee(name, record="ONE", **more):
    """Return a fee of XX, 1 % unless said otherwise."""
    given = {"importer": "XX", "kind": "charge", "rate": 0.01, "valid_from": date(2026, 1, 1), "citation": "law"}
    return Fee(fee=name, record=record, evidence="B", **(given | more))


def differences(found):
    """Return (line, programme, expected, paid) of what differs."""
    return [(one.line, one.programme, one.expected, one.paid) for one in found.differences]


def of_the_sample():
    """Return the shipped sample, priced by the law as known at the end."""
    return backtest(us_law(), read_rows(EntryLine, SAMPLE))


def test_the_sample_is_what_the_rules_by_hand_give():
    """Nobody has edited the sample without its working, or the working without the sample."""
    with SAMPLE.open(encoding="utf-8", newline="") as file:
        assert list(csv.DictReader(file)) == rows()
    assert len(rows()) == 40


def test_thirty_lines_of_the_sample_are_right():
    """The rates written by hand and the records agree to the cent on all lines without a planted error."""
    found = of_the_sample()
    assert found.lines == 40
    assert not found.unpriced
    assert {one.entry for one in found.differences} == {entry for entry, _, _ in causes()}
    assert all(one.entry.startswith("W") for one in found.differences)


@pytest.mark.parametrize("place", causes(), ids="-".join)
def test_each_planted_error_is_named(place):
    """The differences of the ten wrong lines have their cause, and no other beside it."""
    (found,) = (one for one in of_the_sample().differences if (one.entry, one.line, one.programme) == place)
    assert found.cause.startswith(causes()[place]), found.cause
    assert "; or " not in found.cause
    assert found.citation


def test_nothing_differs_beyond_the_planted_errors():
    """Ten errors of ten kinds on ten lines, and two of them show in two programmes each."""
    found = {(one.entry, one.line, one.programme) for one in of_the_sample().differences}
    assert found == set(causes())
    assert len({entry for entry, _, _ in found}) == 10


def test_sums_hold_what_was_due_and_paid():
    """Duties and fees are added up over the lines; what rests on annulled measures is named beside."""
    rules = law(
        base("850760", 0.03),
        programme("OLD", "85", 0.1, valid_to=date(2026, 6, 30), refund="refundable"),
        fee("CLEARING", least=25.0),
    )
    found = backtest(rules, [entry(paid="MFN:30;OLD:90;CLEARING:25")])
    assert (found.lines, found.expected, found.paid, found.at_risk) == (1, 155.0, 145.0, 100.0)
    assert differences(found) == [("1", "OLD", 100.0, 90.0)]
    assert found.differences[0].amount == -10.0


def test_a_cent_is_no_difference():
    """Customs rounds each sum; a cent more or less is not reported, two are."""
    rules = law(base("850760", 0.03))
    assert backtest(rules, [entry(paid="MFN:30.01"), entry(2, paid="MFN:29.99")]).differences == ()
    assert len(backtest(rules, [entry(paid="MFN:30.02")]).differences) == 1


def test_what_is_unknown_is_no_difference_and_in_no_sum():
    """A programme without a known rate keeps its line out of the sums, with the reason; the rest is compared."""
    rules = law(base("850760", 0.03), programme("ORDER", "85", None, note="rates go by producer"))
    found = backtest(rules, [entry(paid="MFN:20;ORDER:7"), entry(2, hs="85050000")])
    assert differences(found) == [("1", "MFN", 30.0, 20.0)]
    assert (found.expected, found.paid) == (0.0, 0.0)
    first, second = found.unpriced
    assert (first.line, second.line) == ("1", "2")
    assert first.text.startswith("unknown: ORDER (7.00 paid): ORDER covers code 85076010")
    assert "rates go by producer" in first.text
    assert "no base rate is recorded for code 85050000" in second.text


def test_a_specific_duty_needs_the_weight():
    """Without a weight the base duty of 2 per kg is unknown; with it, it is compared."""
    rules = law(base("850760", 0.0, specific=2.0, specific_unit="kg"))
    assert "a weight or number is missing" in backtest(rules, [entry(paid="MFN:10")]).unpriced[0].text
    assert differences(backtest(rules, [entry(kg=5.0, paid="MFN:10")])) == []
    assert differences(backtest(rules, [entry(kg=5.0, paid="MFN:1")])) == [("1", "MFN", 10.0, 1.0)]


def test_duty_at_a_special_rate_is_base_duty():
    """What was paid under the name of the agreement that is claimed, or as base duty, is the same."""
    rules = law(base("850760", 0.03), special("PACT", "850760", 0.01), agreement("PACT", "XX;CN"))
    for name in ("PACT", "MFN"):
        assert backtest(rules, [entry(claim="PACT", paid=f"{name}:10")]).differences == ()
    (one,) = backtest(rules, [entry(claim="PACT", paid="MFN:30")]).differences
    assert (one.programme, one.expected, one.citation) == ("MFN", 10.0, "treaty")


def test_fees_are_compared_by_entry():
    """The least fee holds once for both lines, and it does not matter on which line it was entered."""
    rules = law(base("850760"), fee("CLEARING", least=25.0))
    assert backtest(rules, [entry(), entry(2, paid="CLEARING:25")]).differences == ()
    found = backtest(rules, [entry(paid="CLEARING:25"), entry(2, paid="CLEARING:25")])
    assert differences(found) == [("*", "CLEARING", 25.0, 50.0)]
    assert backtest(rules, [entry(paid="CLEARING:25"), entry(2, entry="E2", paid="CLEARING:25")]).differences == ()


def test_remarks_on_claims_are_passed_on():
    """A claim of an agreement that the origin is no party to is said, although the records price it."""
    rules = law(base("850760", 0.03), special("PACT", "850760"), agreement("PACT", "XX;JP"))
    found = backtest(rules, [entry(claim="PACT")])
    assert found.differences == ()
    assert "CN is no party to PACT" in " ".join(said.text for said in found.remarks)


def test_names_that_the_law_does_not_know_are_faults_all_at_once():
    """Origin, end use, claim and facts are checked before anything is priced, and lines of an entry must agree."""
    lines = [
        entry(origin="QQ", end_use="autopart", claim="PAKT", facts="melt=US"),
        entry(2, entry_date=date(2026, 3, 2)),
    ]
    with pytest.raises(FaultError) as caught:
        backtest(us_law(), [line.model_copy(update={"importer": "US"}) for line in lines])
    faults = caught.value.faults
    assert {fault.column for fault in faults} == {"origin", "end_use", "claim", "facts", "entry_date"}
    assert all(fault.value.startswith("E1 line ") for fault in faults)
    said = {fault.column: str(fault) for fault in faults}
    assert "auto_part" in said["end_use"]
    assert "did you mean smelt" in said["facts"]
    assert "differs from 2026-03-01 on line 1" in said["entry_date"]


def test_a_symbol_of_the_tariff_is_told_to_be_written_as_the_agreement():
    """A claim is the code of an agreement, so that payments under its name can be told."""
    rules = law(base("850760"), agreement("PACT", "XX;CN", marks="P"))
    with pytest.raises(FaultError, match="Write PACT"):
        backtest(rules, [entry(claim="P")])


def test_an_exempt_line_leaves_the_base_of_the_fee():
    """A record that exempts one line lowers the fee on the entry."""
    rules = law(
        base("850760"), fee("CLEARING"), fee("CLEARING", "FREE", kind="exempt", where="claim=PACT"),
        agreement("PACT", "XX;CN"), exempt("NOTHING", "8501", "MFN"),
    )  # fmt: skip
    assert backtest(rules, [entry(claim="PACT", value=500.0), entry(2, paid="CLEARING:10")]).differences == ()
