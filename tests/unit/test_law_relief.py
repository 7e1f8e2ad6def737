"""Drawback: what is refunded of a duty on export, what is not, and what nobody knows."""

import math
from dataclasses import replace
from datetime import date, timedelta

import pytest
from tests.unit.law_example import CELL, base, law, programme

from corridor.errors import UsageError
from corridor.law.goods import Amounts
from corridor.law.relief import drawback, offset_share, refunded, relief_record
from corridor.law.stack import stack
from corridor.reference.load import reference_law
from corridor.schema.border import Agreement, Relief

IMPORTED = date(2026, 3, 1)
EXPORTED = date(2026, 9, 1)
DRAWBACK = Relief(
    relief="drawback",
    importer="XX",
    share=0.99,
    most_days=1826,
    valid_from=date(2026, 1, 1),
    citation="drawback act",
    evidence="B",
)


def agreement(code, no_drawback):
    """Return an agreement that bars drawback, does not, or does not say."""
    row = {"name": code, "kind": "fta", "parties": "XX;YY", "binding": "yes", "citation": "article 9", "evidence": "B"}
    return Agreement(agreement=code, no_drawback=no_drawback, **row)


WORLD = replace(
    law(
        base("850760", 0.034),
        programme("LISTS", "850760", 0.25, drawback="yes"),
        programme("SECURITY", "850760", 0.10, drawback="no"),
    ),
    reliefs=(DRAWBACK,),
    agreements=(agreement("STRICT", "yes"), agreement("FREE", "no"), agreement("SILENT", "unknown")),
)
PAID = stack(WORLD, CELL, IMPORTED, Amounts(10_000.0))


def test_ninety_nine_percent_of_what_is_eligible():
    """Of 340 + 2,500 + 1,000 on 10,000 the first two are refunded by 99 %: 336.60 + 2,475.00; the third is not."""
    found = {row.programme: row for row in drawback(WORLD, PAID, EXPORTED)}
    assert {name: row.amount for name, row in found.items()} == {"MFN": 336.60, "LISTS": 2_475.00, "SECURITY": 0.0}
    assert found["SECURITY"].answer == "no"
    rate, money, open_questions = refunded(found.values())
    assert rate == pytest.approx(0.99 * 0.284)
    assert money == pytest.approx(2_811.60)
    assert open_questions == ()


def test_without_amounts_the_refund_is_a_share():
    """Without a value the refund stays a share of it, and money is not a number."""
    rate, money, _ = refunded(drawback(WORLD, stack(WORLD, CELL, IMPORTED), EXPORTED))
    assert rate == pytest.approx(0.99 * 0.284)
    assert math.isnan(money)


def test_a_specific_duty_is_refunded_like_any_other():
    """1 per kg and 5 % on 200 kg worth 1,000: duty 250 (T09), refund 247.50."""
    world = replace(law(base("850760", 0.05, specific=1.0, specific_unit="kg")), reliefs=(DRAWBACK,))
    paid = stack(world, CELL, IMPORTED, Amounts(1_000.0, (("kg", 200.0),)))
    (row,) = drawback(world, paid, EXPORTED)
    assert paid.total_duty == pytest.approx(250.0)
    assert (row.rate, row.specific, row.amount) == (pytest.approx(0.0495), pytest.approx(0.99), 247.50)


@pytest.mark.parametrize(("claim", "answer"), [("STRICT", "no"), ("FREE", "yes"), ("SILENT", "unknown"), ("", "yes")])
def test_preference_and_drawback_may_exclude_each_other(claim, answer):
    """Nothing is refunded where the agreement of the export claim bars it; where it does not say, nobody knows."""
    found = {row.programme: row for row in drawback(WORLD, PAID, EXPORTED, claim)}
    assert found["LISTS"].answer == answer
    assert found["SECURITY"].answer == "no"


def test_an_agreement_that_is_not_recorded_leaves_it_open():
    """Of an agreement without a record nobody knows whether it bars drawback."""
    assert {row.answer for row in drawback(WORLD, PAID, EXPORTED, "OTHER")} == {"unknown", "no"}


def test_silence_is_unknown():
    """A record that does not say and a duty that is not known give unknown, never a refund."""
    world = replace(
        law(base("850760", 0.034), programme("NEW", "850760", 0.1), programme("OPEN", "850760", None, drawback="yes")),
        reliefs=(DRAWBACK,),
    )
    found = drawback(world, stack(world, CELL, IMPORTED), EXPORTED)
    assert {row.programme: row.answer for row in found} == {"MFN": "yes", "NEW": "unknown", "OPEN": "unknown"}
    assert all(row.rate is None and row.amount is None for row in found if row.answer == "unknown")
    assert refunded(found)[2] == ("NEW", "OPEN")


def test_an_importer_without_a_record_gives_unknown():
    """No drawback record: nothing that would be eligible is counted on."""
    world = replace(WORLD, reliefs=())
    assert {row.answer for row in drawback(world, PAID, EXPORTED)} == {"unknown", "no"}


def test_the_term_from_import_to_export():
    """On the last day of the term the duty is refunded, a day later it is not; before import is no export."""
    last = IMPORTED + timedelta(days=1826)
    assert drawback(WORLD, PAID, last)[0].answer == "yes"
    late = drawback(WORLD, PAID, last + timedelta(days=1))
    assert {row.answer for row in late} == {"no"}
    assert "1826 days" in late[0].reason
    with pytest.raises(UsageError, match="cannot be exported"):
        drawback(WORLD, PAID, IMPORTED - timedelta(days=1))


def test_the_newest_record_that_holds_is_taken():
    """Of two records of a relief the later one counts from its first day."""
    newer = DRAWBACK.model_copy(update={"share": 0.9, "valid_from": date(2026, 6, 1)})
    world = replace(WORLD, reliefs=(newer, DRAWBACK))
    assert relief_record(world, "drawback", "XX", date(2026, 5, 31)) == DRAWBACK
    assert relief_record(world, "drawback", "XX", date(2026, 6, 1)) == newer
    assert relief_record(world, "drawback", "XX", date(2025, 12, 31)) is None


def test_the_reference_data_bar_drawback_where_an_agreement_does():
    """Goods exported to Chile under preference get no United States drawback; those exported to Korea do."""
    world = reference_law(date(2026, 11, 22))
    paid = stack(world, replace(CELL, importer="US", code="28369100", origin="AR"), date(2025, 2, 1), Amounts(1_000.0))
    base_duty = {claim: drawback(world, paid, date(2025, 6, 1), claim)[0] for claim in ("", "KORUS", "US_CL_FTA")}
    assert [row.amount for row in base_duty.values()] == [36.63, 36.63, 0.0]


def test_an_offset_is_a_share_of_the_retail_price():
    """T08: 25 % on parts worth 15 % and 10 % of the price are 3.75 % and 2.5 % of it."""
    assert offset_share(0.25, 0.15) == pytest.approx(0.0375)
    assert offset_share(0.25, 0.10) == pytest.approx(0.025)
