"""Likely causes of differences: each kind once, by a small law, and none that a missing payment only seems to show."""

from datetime import date

import pytest
from tests.unit.law_example import agreement, base, exempt, programme, special
from tests.unit.test_backtest import entry, fee, law

from corridor.law.backtest import backtest
from corridor.schema.legal import Valuation

BASE = base("8507", 0.03)
JUNE = date(2026, 6, 1)


def cause(records, programme_name=None, **more):
    """Return the cause of the one difference of a line of 1000, or of that of a programme."""
    found = backtest(law(*records), [entry(**more)]).differences
    named = [one for one in found if programme_name in (None, one.programme)]
    (one,) = named
    return one.cause


def fee_cause(records, *lines):
    """Return the cause of the one difference of an entry of several lines."""
    (one,) = backtest(law(BASE, *records), [entry(number, **more) for number, more in enumerate(lines, 1)]).differences
    assert one.line == "*"
    return one.cause


STEPPED = (
    BASE,
    programme("LIST", "85", 0.05, record="OLD", valid_to=date(2026, 5, 31)),
    programme("LIST", "85", 0.25, record="NEW", valid_from=JUNE),
)


@pytest.mark.parametrize(
    ("day", "paid", "expected"),
    [
        (date(2026, 6, 20), 50, "paid as before 2026-06-01, when the duty changed"),
        (date(2027, 3, 1), 50, "paid as before 2026-06-01, when the duty changed"),
        (date(2026, 5, 20), 250, "paid as from 2026-06-01 on, when the duty changes"),
        (date(2026, 2, 1), 250, "not explained: 25 % of the value was paid"),
        (date(2027, 8, 1), 50, "not explained: 5 % of the value was paid"),
    ],
)
def test_a_rate_of_another_day(day, paid, expected):
    """The rate before a change within 400 days, or after one within 45, is recognised; older and later ones are not."""
    assert cause(STEPPED, entry_date=day, paid=f"MFN:30;LIST:{paid}") == expected


def test_the_start_and_the_end_of_a_duty():
    """Paid although ended, not paid although begun; long after the start nobody overlooks it: then it is not paid."""
    ended = (BASE, programme("SHORT", "85", 0.1, valid_to=date(2026, 5, 31)))
    begun = (BASE, programme("LATE", "85", 0.1, valid_from=JUNE))
    assert cause(ended, entry_date=JUNE, paid="MFN:30;SHORT:100") == "paid as before 2026-06-01, when the duty ended"
    assert cause(begun, entry_date=JUNE, paid="MFN:30") == "not paid, as before 2026-06-01, when the duty began"
    assert cause(begun, entry_date=date(2026, 11, 1), paid="MFN:30") == "not paid"


def test_a_claim_that_was_not_used():
    """The line claims preference, the general rate was paid."""
    records = (BASE, special("PACT", "850760"), agreement("PACT", "XX;CN"))
    assert cause(records, claim="PACT", paid="MFN:30") == "paid as without the claim of PACT"


def test_a_claim_without_right():
    """The line claims preference, no special rate of it is recorded for the code, nothing was paid."""
    records = (BASE, special("PACT", "8501"), agreement("PACT", "XX;CN"))
    assert cause(records, claim="PACT") == (
        "not paid, as under the claim of PACT, which gives no right to it: no special rate of it is recorded for code "
        "85076010"
    )


def test_a_claim_that_the_line_does_not_make():
    """No base duty was paid, as if preference were claimed; without an agreement with the origin it is not paid."""
    in_force = agreement("PACT", "XX;CN", in_force_from=date(2020, 1, 1))
    records = (BASE, special("PACT", "850760", 0.01), in_force)
    assert cause(records, paid="MFN:10") == "paid as under PACT, which the line does not claim"
    free = (BASE, special("PACT", "850760"), in_force)
    assert cause(free) == "not paid, as under PACT, which the line does not claim"
    assert cause((BASE, special("PACT", "850760"), agreement("PACT", "XX;JP", in_force_from=date(2020, 1, 1)))) == (
        "not paid"
    )
    assert cause((BASE, special("PACT", "850760"), agreement("PACT", "XX;CN"))) == "not paid"


def test_origin_by_the_country_of_shipment():
    """The origin decides, wherever the goods were shipped from."""
    records = (BASE, programme("CHINA", "85", 0.25, origins="CN"), programme("KOREA", "85", 0.1, origins="KR"))
    said = "as for origin KR, where it was shipped from: its origin CN decides"
    assert cause(records, "CHINA", shipped_from="KR", paid="MFN:30;KOREA:100") == f"not paid, {said}"
    assert cause(records, "KOREA", shipped_from="KR", paid="MFN:30;KOREA:100") == f"paid {said}"
    assert cause(records, shipped_from="KR", paid="MFN:30") == "not paid"


def test_an_end_use():
    """A declared end use that was overlooked, and one that was not declared but paid for."""
    records = (
        BASE,
        programme("PARTS", "85", 0.25, end_uses="auto_part", excludes="ALL"),
        programme("ALL", "*", 0.1),
    )
    overlooked = {"end_use": "auto_part", "paid": "MFN:30;ALL:100"}
    assert cause(records, "PARTS", **overlooked) == "not paid, as without regard to the end use auto_part"
    assert cause(records, "ALL", **overlooked) == "paid as without regard to the end use auto_part"
    undeclared = {"paid": "MFN:30;PARTS:250"}
    assert cause(records, "PARTS", **undeclared) == "paid as for end use auto_part: declared is none"
    assert cause(records, "ALL", **undeclared) == "not paid, as for end use auto_part: declared is none"


def test_a_fact_that_was_left_out_of_account():
    """Steel melted at home pays less; the full rate was paid."""
    records = (
        BASE,
        programme("METAL", "85", 0.5, record="FULL", bundle="M", pick="first", rank=2),
        programme(
            "METAL", "85", 0.1, record="HOME", where="melt_pour=US", presumed="not", bundle="M", pick="first", rank=1
        ),
    )
    found = cause(records, facts="melt_pour=US", paid="MFN:30;METAL:500")
    assert found.startswith("paid by record FULL: record HOME of METAL comes first of bundle M; or ")
    assert found.endswith("paid as without regard to melt_pour = US")
    reverse = cause(records, paid="MFN:30;METAL:100")
    assert reverse.startswith("paid by record HOME: record HOME is presumed not to apply: evidence of melt_pour")


def test_a_sibling_line():
    """The rate of another line of the subheading was paid."""
    records = (
        base("85076010", 0.03), base("85076090", 0.07),
        programme("LIST", "85076010", 0.25), programme("LIST", "85076090", 0.04, record="TWO"),
    )  # fmt: skip
    assert cause(records, paid="MFN:30;LIST:40") == "paid as for line 85076090"
    assert cause(records, "MFN", paid="MFN:70;LIST:40") == "paid as for line 85076090"
    assert cause(records, paid="MFN:30") == "not paid"


def test_a_top_up_in_full_and_a_share_taken_for_the_whole():
    """A floor only fills up the base duty; a duty on a share of the value is not one on all of it."""
    floor = (BASE, programme("FLOOR", "85", 0.15, semantics="floor_total"))
    assert cause(floor, paid="MFN:30;FLOOR:150") == (
        "paid in full: record ONE only fills the general base duty up to 15 %"
    )
    share = (BASE, programme("METAL", "85", 0.5, charged_on="share:metal_value_share"))
    assert cause(share, facts="metal_value_share=0.4", paid="MFN:30;METAL:500").startswith(
        "paid on the whole value: record ONE is charged on 40 % of it (share:metal_value_share)"
    )


def test_records_of_a_bundle_added_up():
    """Of several lists the highest counts."""
    records = (
        BASE,
        programme("LISTS", "85", 0.25, bundle="L", pick="highest"),
        programme("LISTS", "8507", 0.075, record="TWO", bundle="L", pick="highest"),
    )
    assert cause(records, paid="MFN:30;LISTS:325") == (
        "paid for records ONE and TWO together: of bundle L only one counts"
    )
    assert cause(records, paid="MFN:30;LISTS:75").startswith("paid by record TWO: record ONE of LISTS is the highest")


def test_a_rate_that_was_lowered_afterwards():
    """A record announced after the entry, with effect for it, replaces the one that was known: a refund may be due."""
    records = (
        BASE,
        programme("ALL", "85", 0.25, record="KNOWN", bundle="A", pick="first", rank=2),
        programme("ALL", "85", 0.15, record="DEAL", bundle="A", pick="first", rank=1, announced=date(2026, 5, 4)),
    )
    assert cause(records, paid="MFN:30;ALL:250") == (
        "paid by record KNOWN, as known on the day: record DEAL was announced on 2026-05-04, with effect from "
        "2026-01-01"
    )


def test_the_value_with_freight():
    """All duties were charged on 1,100; an importer who counts freight in is not told so."""
    records = (BASE, programme("ALL", "85", 0.1))
    said = "paid as if the customs value were 1,100.00: it leaves international freight and insurance out"
    for name in ("MFN", "ALL"):
        assert cause(records, name, freight=100.0, paid="MFN:33;ALL:110") == said
    rules = law(*records)
    counted = Valuation(importer="XX", basis="cif", currency="EUR", citation="law", evidence="B")
    rules.valuations["XX"] = counted
    found = backtest(rules, [entry(freight=100.0, paid="MFN:33;ALL:100")])
    assert found.differences[0].cause == "not explained: 3.3 % of the value was paid"


@pytest.mark.parametrize(
    ("paid", "said"),
    [
        (300, "paid ten times what was due: a decimal point in the wrong place"),
        (0.3, "paid a hundredth of what was due: a decimal point in the wrong place"),
        (60, "paid twice"),
        (77, "not explained: 7.7 % of the value was paid"),
    ],
)
def test_slips(paid, said):
    """A decimal point, a double payment, and what nothing explains."""
    assert cause([BASE], paid=f"MFN:{paid}") == said


def test_two_digits_that_changed_places():
    """34.56 paid as 35.46 is a slip of the pen."""
    assert cause([base("8507", 0.03456)], paid="MFN:35.46") == "two digits changed places"


def test_a_duty_that_was_not_due():
    """Exempt goods, goods that no record covers, and a name that is no programme are told apart."""
    freed = (BASE, programme("ALL", "85", 0.1), exempt("FREE", "8507", "ALL", record="LISTED"))
    assert cause(freed, paid="MFN:30;ALL:100") == (
        "paid although it was not due: switched off by record LISTED of FREE"
    )
    uncovered = (BASE, programme("CHINA", "85", 0.25, origins="VN"))
    assert cause(uncovered, paid="MFN:30;CHINA:250") == (
        "paid although it was not due: record ONE does not cover origin CN"
    )
    assert cause(uncovered, paid="MFN:30;CHINA:7").endswith("does not cover origin CN; 0.7 % of the value was paid")
    assert cause([BASE], paid="MFN:30;CHYNA:250") == (
        "the records know no programme of this name: 25 % of the value was paid"
    )


def test_a_duty_under_the_name_of_another():
    """What is missing here was paid there."""
    records = (BASE, programme("NEW", "85", 0.1), programme("OLD", "85", 0.1, valid_to=date(2026, 1, 31)))
    assert cause(records, "NEW", paid="MFN:30;OLD:100") == "paid under the name of OLD"
    assert cause(records, "OLD", paid="MFN:30;OLD:100").startswith("paid under this name: it was due as NEW")


def test_the_rate_of_other_goods():
    """The rate of a record for other origins is named with the record."""
    records = (
        BASE,
        programme("TIERS", "*", 0.2, origins="CN"),
        programme("TIERS", "*", 0.19, record="B", origins="MY;TH"),
    )
    assert cause(records, paid="MFN:30;TIERS:190") == "paid by record B, which is for other goods: origins MY, TH"


def test_nothing_paid_is_no_proof():
    """Another end use, line or origin would be free, too: nothing points at them, so the duty is simply not paid."""
    records = (
        base("85076010", 0.0), base("85076090", 0.0),
        programme("ALL", "85076010", 0.1, except_end_uses="aircraft", except_origins="JP"),
    )  # fmt: skip
    assert cause(records) == "not paid"


def test_several_explanations_are_all_named():
    """A rate before the change that is also the rate without the claim: both explain it, and no more than three."""
    records = (
        BASE,
        programme("LIST", "85", 0.25, record="OLD", valid_to=date(2026, 2, 27)),
        programme("LIST", "85", 0.25, record="NEW", valid_from=date(2026, 2, 28), where="claim=NONE"),
        special("PACT", "850760"),
        agreement("PACT", "XX;CN"),
    )
    assert cause(records, claim="PACT", paid="LIST:250") == (
        "paid as without the claim of PACT; or paid as before 2026-02-28, when the duty ended"
    )


def test_evidence_that_would_decide_is_named():
    """A duty that was not paid may be exempt by a fact that the line does not state."""
    records = (
        BASE,
        programme("ALL", "85", 0.1),
        exempt("TRANSIT", "*", "ALL", where="loaded_on<2026-02-01", presumed="not"),
    )
    assert cause(records, paid="MFN:30") == "not paid (evidence of loaded_on would decide)"
    known = cause(records, facts="loaded_on=2026-02-05", paid="MFN:30")
    assert known == "not paid"


CLEARING = fee("CLEARING", least=25.0, most=40.0, valid_to=date(2026, 9, 30))
NEXT_YEAR = fee("CLEARING", "NEXT", least=27.0, most=44.0, valid_from=date(2026, 10, 1))
BY_SEA = fee("HARBOUR", where="mode=sea")


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        ([{"paid": "MFN:30;CLEARING:10"}], "without the least and the largest amount of an entry"),
        ([{"value": 9e3, "paid": "MFN:270;CLEARING:90"}], "without the least and the largest amount of an entry"),
        ([{"paid": "MFN:30;CLEARING:27"}], "another year: record NEXT, from 2026-10-01 on"),
        ([{"value": 3e3, "paid": "MFN:90;CLEARING:25"}], "paid as the least amount of an entry, which it exceeds"),
        ([{"value": 3e3, "paid": "MFN:90;CLEARING:40"}], "paid as the largest amount of an entry, which it does not"),
        ([{"value": 3e3, "freight": 500.0, "paid": "MFN:90;CLEARING:35"}], "with international freight and insurance"),
        ([{"value": 3e3, "paid": "MFN:90;CLEARING:300"}], "paid ten times what was due"),
        ([{"value": 3e3, "paid": "MFN:90;CLEARING:60"}], "paid twice"),
        ([{"value": 3e3, "paid": "MFN:90;CLEARING:31"}], "not explained: 1.03333 % of the value of the entry was paid"),
        ([{"paid": "MFN:30;CLEARING:25"}, {"paid": "MFN:30;CLEARING:25"}], "paid line by line"),
        ([{"paid": "MFN:30"}], "not paid"),
    ],
)
def test_causes_of_a_fee(lines, said):
    """A fee without its limits, of another year, line by line, on freight, by a slip, or not paid."""
    assert said in fee_cause([CLEARING, NEXT_YEAR], *lines)


def test_a_fee_that_was_not_due_and_one_that_a_claim_does_not_free_from():
    """A fee by sea on goods by air, a claim that exempts, and one that does not."""
    assert fee_cause([BY_SEA], {"mode": "air", "paid": "MFN:30;HARBOUR:10"}) == (
        "paid although it was not due: mode=sea is not met (mode is air)"
    )
    freed = fee("CLEARING", "FREE", kind="exempt", where="claim=PACT")
    pacts = (agreement("PACT", "XX;CN"), agreement("TREATY", "XX;CN"))
    assert fee_cause([CLEARING, freed, *pacts], {"claim": "PACT", "paid": "MFN:30;CLEARING:25"}) == (
        "paid although it was not due: exempt by record FREE: claim=PACT"
    )
    assert fee_cause([CLEARING, freed, *pacts], {"claim": "TREATY", "paid": "MFN:30"}) == (
        "not paid: no record exempts a claim of TREATY"
    )
    both = fee_cause(
        [fee("CLEARING"), freed, *pacts], {"claim": "PACT", "paid": "MFN:30"}, {"paid": "MFN:30;CLEARING:20"}
    )
    assert both == "paid on the lines, too, that are free of it: exempt by record FREE: claim=PACT"


def test_a_fee_that_depends_on_a_fact_nobody_gave():
    """Without the mode of transport the fee is taken as due, and the cause says what would decide."""
    assert fee_cause([BY_SEA], {"paid": "MFN:30"}) == "not paid (evidence of mode would decide)"
