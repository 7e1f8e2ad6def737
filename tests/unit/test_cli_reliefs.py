"""Reliefs and several entries as a user asks for them: the examples E14, E15 and E16 of the formulation, by hand."""

import json
import sys
from datetime import date

import pytest
from typer.testing import CliRunner

import corridor
from corridor.cli import app, main
from corridor.errors import UsageError

RATES = """importer,hs,rate,valid_from,citation,evidence
TH,850760,0.10,2025-01-01,assumption: test,D
JP,870380,0.08,2025-01-01,assumption: test,D
US,85076000,0.06,2025-01-01,assumption: test,D
US,87038000,0.025,2025-01-01,assumption: test,D
"""
SPECIAL = """importer,agreement,hs,rate,valid_from,citation,evidence
JP,PACT,870380,0,2025-01-01,assumption: test,D
"""
AGREEMENTS = """agreement,name,kind,parties,in_force_from,binding,no_drawback,citation,evidence
PACT,Pact,fta,TH;JP,2025-01-01,yes,yes,assumption: test,D
"""
RELIEFS = """relief,importer,share,valid_from,citation,evidence
drawback,TH,0.99,2025-01-01,assumption: test,D
"""
STRICT = """programme,record,importer,hs,origins,rate,valid_from,zone,citation,evidence
STRICT,ONE,US,85076000,MY,0,2025-01-01,privileged,assumption: test,D
"""
COMPONENT = ("duty", "--hs", "8507.60", "--from", "CN", "--to", "TH", "--date", "2026-03-01", "--value", "100")
EXPORT = ("--relief", "drawback", "--finished-hs", "8703.80", "--export-to", "JP")
BATTERY = ("duty", "--hs", "8507.60.00", "--from", "MY", "--to", "US", "--date", "2025-02-03")


@pytest.fixture
def own(tmp_path):
    """Return a folder with the records of the examples."""
    for name, text in {
        "base_rates": RATES, "special_rates": SPECIAL, "agreements": AGREEMENTS, "reliefs": RELIEFS
    }.items():  # fmt: skip
        (tmp_path / f"{name}.csv").write_text(text, "utf-8")
    return tmp_path


def said(*words):
    """Return what a command prints, which must succeed."""
    result = CliRunner().invoke(app, [str(word) for word in words], env={"COLUMNS": "200"})
    assert result.exit_code == 0, result.output
    return result.output


def answer(*words):
    """Return the answer of a command for machines."""
    return json.loads(said(*words, "--json"))


def totals(found):
    """Return way -> total of the only relief of an answer."""
    (one,) = found["reliefs"]
    return {way["way"]: way["total"] for way in one["ways"]}


def test_e14_drawback_or_preference(own):
    """Duty 10. Claim in JP: 10, no drawback. No claim: 10 - 9.90 + 8 % of 100 = 8.10. Even at 9.9 %."""
    found = answer(*COMPONENT, "--law", own, *EXPORT, "--export-claim", "PACT")
    assert totals(found) == {"claim of PACT in JP": 10.0, "no claim in JP, drawback": 8.1}
    (one,) = found["reliefs"]
    assert (one["best"], one["saved"], one["break_even"]) == ("no claim in JP, drawback", 1.9, 0.099)
    assert [(row["programme"], row["answer"], row["amount"]) for row in one["refunds"]] == [("MFN", "no", 0.0)]
    assert "PACT takes the preference" in one["ways"][0]["reason"]
    assert "both cost the same at a duty abroad of 9.9 %" in said(
        *COMPONENT, "--law", own, *EXPORT, "--export-claim", "PACT"
    )


def test_drawback_without_a_claim_abroad(own):
    """99 % of 10 come back; with the duty abroad 18 become 8.10; without a country only the refund counts."""
    assert totals(answer(*COMPONENT, "--law", own, *EXPORT)) == {"no drawback": 18.0, "drawback": 8.1}
    alone = answer(*COMPONENT, "--law", own, "--relief", "drawback")
    assert totals(alone) == {"no drawback": 10.0, "drawback": pytest.approx(0.1)}


def test_a_claim_that_bars_drawback_gives_no_refund(own):
    """Without the country of export, too, an agreement that takes the preference away leaves nothing to refund."""
    (one,) = answer(*COMPONENT, "--law", own, "--relief", "drawback", "--export-claim", "PACT")["reliefs"]
    assert (one["answer"], one["saved"]) == ("no", 0.0)


@pytest.mark.parametrize(("entries", "total"), [(1, 634.62), (4, 1385.60), (100, 3271.00)])
def test_e15_the_fee_of_several_entries(entries, total):
    """0.3464 % of 400,000 is 1,385.60, cut to 634.62; of 100,000 each 346.40; of 4,000 each 13.86, raised to 32.71."""
    words = (*BATTERY, "--value", "400000", "--mode", "air", "--entries", entries)
    block = answer(*words)["entries"]
    assert (block["entries"], block["total"], block["total_of_one"]) == (entries, total, 634.62)
    assert block["extra"] == pytest.approx(total - 634.62)
    assert "Entries: " in said(*words)


def test_e16_an_inverted_tariff(own):
    """Component 200 at 6 %, article 2.5 %, zone 3: outside 12, not privileged 5 + 3 = 8 (the least), privileged 15."""
    words = (*BATTERY, "--law", own, "--value", "200", "--relief", "zone", "--finished-hs", "8703.80.00")
    words += ("--storage-cost", "3")
    found = answer(*words)
    assert totals(found) == {"outside": 12.0, "zone, privileged": 15.0, "zone, not privileged": 8.0}
    assert (found["reliefs"][0]["best"], found["reliefs"][0]["saved"]) == ("zone, not privileged", 4.0)
    # 60 days later at 10 % a year: 12 x 60 / 365 x 0.1 = 0.197 less, 14.80.
    later = totals(answer(*words, "--days", "60", "--rate-per-year", "0.1"))
    assert later["zone, privileged"] == pytest.approx(14.80, abs=0.005)


def test_e16_privileged_status_required(own):
    """Where a measure demands privileged status the zone costs 14.80 and the goods stay outside: 12."""
    (own / "programmes.csv").write_text(STRICT, "utf-8")
    words = (*BATTERY, "--law", own, "--value", "200", "--relief", "zone", "--finished-hs", "8703.80.00")
    found = answer(*words, "--storage-cost", "3", "--days", "60", "--rate-per-year", "0.1")
    assert totals(found) == {"outside": 12.0, "zone, privileged": 14.8}
    assert found["reliefs"][0]["best"] == "outside"


def test_a_bonded_store_defers_the_duty(own):
    """12 paid 73 days later at 10 % a year are worth 0.24 less; the store costs 0.10."""
    words = (*BATTERY, "--law", own, "--value", "200", "--relief", "bond", "--days", "40", "--rate-per-year", "0.1825")
    assert totals(answer(*words, "--storage-cost", "0.1")) == {"outside": 12.0, "bonded store": 11.86}
    gone = totals(answer(*words, "--export-to", "CA"))
    assert gone["exported to CA from it"] == 0.0


def test_the_first_sale_and_additions(own):
    """6 % of 1,000 + 50 + 30 = 64.80; of the maker's 700 + 80 = 46.80: 18 less."""
    words = (*BATTERY, "--law", own, "--value", "1000", "--assists", "50", "--royalties", "30")
    found = answer(*words, "--relief", "first_sale", "--first-sale-price", "700")
    assert found["total_duty"] == 64.8
    assert totals(found) == {"last sale": 64.8, "first sale": 46.8}
    assert found["reliefs"][0]["saved"] == 18.0
    dearer = answer(*words, "--relief", "first_sale", "--first-sale-price", "1200")["reliefs"][0]
    assert (dearer["answer"], dearer["saved"]) == ("no", 0.0)


def test_several_reliefs_side_by_side(own):
    """Each relief that is asked for has a block; one without a record of the importer is unknown and has one way."""
    found = answer(*COMPONENT, "--law", own, "--relief", "drawback", "--relief", "zone", "--relief", "bond")
    assert [(one["relief"], one["answer"]) for one in found["reliefs"]] == [
        ("drawback", "yes"), ("zone", "unknown"), ("bond", "unknown"),
    ]  # fmt: skip
    assert found["reliefs"][1]["best"] is None
    assert answer(*COMPONENT, "--law", own)["reliefs"] == []


def test_a_measure_without_drawback_is_named():
    """Of 20.9 % on Chinese batteries the 10 % of IEEPA are not refunded: 99 % of 10.9 % of 1,000 are 107.91."""
    words = ("duty", "--hs", "8507.60.0020", "--from", "CN", "--to", "US", "--date", "2025-03-01", "--value", "1000")
    (one,) = answer(*words, "--relief", "drawback", "--days", "90")["reliefs"]
    assert one["ways"][1]["refund"] == 107.91
    assert {row["programme"] for row in one["refunds"] if row["answer"] == "no"} == {"IEEPA_FENTANYL"}


def test_the_same_keywords_in_python(own):
    """corridor.duty gives the numbers of the command."""
    words = {"date": "2026-03-01", "value": 100, "law": own}
    found = corridor.duty("8507.60", "CN", "TH", **words, relief="drawback", finished_hs="8703.80",
                          export_to="JP", export_claim="PACT")  # fmt: skip
    assert [way.total for way in found.reliefs[0].ways] == [pytest.approx(10.0), pytest.approx(8.10)]
    split = corridor.duty("8507.60.00", "MY", "US", date=date(2025, 2, 3), value=400_000, facts={"mode": "air"},
                          entries=4).entries  # fmt: skip
    assert split.total == 1385.60


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (("--relief", "refund"), "'refund' is no relief: known are drawback, zone, bond, first_sale"),
        (("--days", "5"), "days is looked at for relief drawback or zone or bond only"),
        (("--relief", "first_sale"), "needs what the middleman paid the maker"),
        (("--relief", "drawback", "--export-claim", "NAFTA"), "no agreement 'NAFTA' is recorded"),
        (("--relief", "drawback", "--export-to", "JP", "--export-claim", "PACTT"), "did you mean PACT?"),
        (("--relief", "drawback", "--export-to", "QQ"), "'QQ' is no customs territory of export"),
        (("--relief", "drawback", "--finished-hs", "870380"), "says nothing without the country"),
        (("--relief", "drawback", "--days", "9999999"), "is no day of the calendar"),
        (("--date", "2026-01-01..2026-02-01", "--relief", "drawback"), "give a single day with --date"),
    ],
)
def test_terms_that_cannot_be(own, monkeypatch, capsys, words, message):
    """What a relief cannot make sense of is one clear message."""
    monkeypatch.setattr(sys, "argv", ["corridor", *COMPONENT, "--law", str(own), *words])
    with pytest.raises(SystemExit):
        main()
    assert message in " ".join(capsys.readouterr().err.split())


def test_reliefs_and_entries_need_a_value():
    """Without a value there are no sums of money to compare."""
    for words in (("--relief", "zone"), ("--entries", "3"), ("--assists", "5")):
        result = CliRunner().invoke(app, [*BATTERY, *words])
        assert isinstance(result.exception, UsageError)
        assert "value" in str(result.exception)
