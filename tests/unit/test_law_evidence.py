"""Facts that nobody gave: which of them decide on a duty, by hand."""

from dataclasses import replace
from datetime import date

import pandas as pd
import pytest
from tests.unit.law_example import CELL, base, exempt, law, programme, special

import corridor.law.evidence as evidence
from corridor.law.bulk import bulk
from corridor.law.stack import stack

DAY = date(2026, 7, 1)
FREE = base("850760", 0.0)


def answered(*records, goods=CELL):
    """Return the answer under records; the table of questions must say the same of the whole."""
    rates = law(*records)
    found = stack(rates, goods, DAY)
    row = {"importer": "XX", "code": goods.code, "origin": goods.origin, "claim": goods.claim, "date": DAY}
    (status,) = bulk(rates, pd.DataFrame([row | dict(goods.facts)]))["status"]
    assert status == found.status
    return found


def counted(found):
    """Return programme -> status of the layers in a total."""
    return {one.programme: one.status for one in found.layers if one.rate is not None}


def test_exempt_either_way():
    """A is exempt by a record for all; whether a second exemption holds, too, changes nothing."""
    found = answered(
        FREE,
        programme("A", "8507", 0.25),
        exempt("ALWAYS", "8507", "A"),
        exempt("US", "8507", "A", where="melt_pour=US"),
    )
    assert (found.status, found.evidence_needed) == ("applied", ())
    assert counted(found) == {"MFN": "applied", "ALWAYS": "applied", "US": "applied"}


def test_the_same_rate_whichever_record_of_a_bundle_counts():
    """Steel of the US or not: 10 % by one record or the other of the bundle."""
    more = {"bundle": "AB", "pick": "first"}
    found = answered(
        FREE,
        programme("A", "8507", 0.10, record="US", where="melt_pour=US", rank=1, **more),
        programme("A", "8507", 0.10, record="OTHER", rank=2, **more),
    )
    assert (found.status, found.total_rate, found.evidence_needed) == ("applied", 0.10, ())
    differ = answered(
        FREE,
        programme("A", "8507", 0.05, record="US", where="melt_pour=US", rank=1, presumed="not", **more),
        programme("A", "8507", 0.10, record="OTHER", rank=2, **more),
    )
    assert (differ.status, differ.total_rate, differ.evidence_needed) == ("needs_evidence", 0.10, ("melt_pour",))


def test_a_layer_that_another_may_switch_off_needs_its_evidence():
    """10 % for US steel stand instead of the 10 % of B: the total is the same, the layers are not."""
    found = answered(
        FREE,
        programme("A", "8507", 0.10, where="melt_pour=US", presumed="not", excludes="B"),
        programme("B", "8507", 0.10),
    )
    assert (found.status, found.total_rate, found.evidence_needed) == ("needs_evidence", 0.10, ("melt_pour",))
    assert counted(found) == {"MFN": "applied", "B": "needs_evidence"}


def test_a_top_up_that_adds_nothing_needs_no_evidence():
    """The base duty of 3.4 % is above a floor of 2 %, whoever poured the steel."""
    found = answered(
        base("850760", 0.034), programme("UP", "8507", 0.02, semantics="floor_total", where="melt_pour!=US")
    )
    assert (found.status, counted(found)["UP"]) == ("applied", "applied")


def test_two_shares_that_make_a_whole():
    """20 % on the metal and 20 % on the rest are 20 % of the value, though each is presumed to charge the whole."""
    found = answered(
        FREE,
        programme("A", "8507", 0.20, record="METAL", charged_on="share:metal_value_share"),
        programme("A", "8507", 0.20, record="REST", charged_on="rest:metal_value_share"),
    )
    assert (found.status, found.total_rate) == ("applied", pytest.approx(0.20))


def test_only_the_fact_that_matters_is_named():
    """Of two conditions the one on a record that is switched off anyway is not asked for."""
    found = answered(
        FREE,
        programme("A", "8507", 0.10, where="melt_pour=US"),
        programme("B", "8507", 0.20, where="cast=US"),
        exempt("OFF", "8507", "B"),
    )
    assert (found.status, found.evidence_needed) == ("needs_evidence", ("melt_pour",))


def test_a_special_rate_like_the_general_one():
    """A preferential rate whose condition is open matters if it is another rate, not if it is the same."""
    claimed = replace(CELL, claim="PACT")
    general = base("850760", 0.034)
    same = answered(general, special("PACT", "850760", 0.034, where="melt_pour=US"), goods=claimed)
    assert (same.status, same.evidence_needed) == ("applied", ())
    lower = answered(general, special("PACT", "850760", 0.0, where="melt_pour=US"), goods=claimed)
    assert (lower.status, lower.total_rate, lower.evidence_needed) == ("needs_evidence", 0.034, ("melt_pour",))


def test_a_country_stands_for_its_customs_territory():
    """Records may name the EU or a member: steel of DE is of both."""
    found = answered(
        FREE,
        programme("A", "8507", 0.10, record="EU", where="melt_pour=EU", presumed="not"),
        exempt("OFF", "8507", "A", where="melt_pour=DE", presumed="not"),
    )
    assert (found.status, found.total_rate, found.evidence_needed) == ("needs_evidence", 0.0, ("melt_pour",))


def test_an_exemption_without_anything_to_exempt_from_is_out_of_scope():
    """It is never shown as a duty of which the rate is unknown."""
    found = answered(FREE, exempt("OFF", "8507", "B"))
    (idle,) = [one for one in found.layers if one.programme == "OFF"]
    assert (idle.status, idle.rate) == ("not_in_scope", None)
    assert "exempts from nothing that is due" in idle.reason


def test_more_combinations_than_can_be_tried(monkeypatch):
    """Then every undecided fact is taken to matter."""
    monkeypatch.setattr(evidence, "MOST_WORLDS", 1)
    found = answered(
        FREE,
        programme("A", "8507", 0.25),
        exempt("ALWAYS", "8507", "A"),
        exempt("US", "8507", "A", where="melt_pour=US"),
    )
    assert found.evidence_needed == ("melt_pour",)
