"""Which rule an agreement has for a good, and what its code is in the agreement's edition."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from tests.unit.origin_example import START, TODAY, law, origin_rule, provision, was

from corridor.law.origin.compile import alternatives
from corridor.law.origin.lookup import provision_of, rule_for
from corridor.law.origin.materials import Material, changes, within
from corridor.schema.rule_language import Span, parse

PACK = Material("PACK", "850760")


def text_for(material, *records, importer="XX", day=TODAY, terms=None):
    """Return the text of the rule of FTA for a good, or None."""
    found = rule_for(law(terms or provision(), *records), "FTA", material, importer, day)
    return found.text if found else None


def test_the_narrowest_range_wins():
    """A rule for a subheading comes before one for the heading, and that before one for a range of headings."""
    rules = [
        origin_rule("85", "CC"),
        origin_rule("8501", "CTH", "8548"),
        origin_rule("8507", "CTSH"),
        origin_rule("850730", "WO", "850780"),
    ]
    assert text_for(PACK, *rules) == "WO"
    assert text_for(PACK, *rules[:3]) == "CTSH"
    assert text_for(PACK, *rules[:2]) == "CTH"
    assert text_for(PACK, *rules[:1]) == "CC"
    assert text_for(PACK) is None
    assert text_for(Material("LAST", "854890"), *rules) == "CTH"
    assert text_for(Material("CAR", "870323"), *rules) is None


def test_a_range_must_hold_the_whole_code():
    """A rule for part of a subheading is none for a good whose code does not say whether it belongs to it."""
    fine = origin_rule("85076010", "WO", "85076019")
    assert text_for(PACK, fine, origin_rule("8507", "CTH")) == "CTH"
    assert text_for(Material("PACK", "8507601500"), fine, origin_rule("8507", "CTH")) == "WO"


def test_parts_importers_and_dates():
    """Of rules for one range the own part wins, then the own importer, then the newest; others do not hold."""
    rules = [
        origin_rule("8507", "CTH"),
        origin_rule("8507", "CTSH", valid_from=date(2024, 1, 1)),
        origin_rule("8507", "CC", importer="EU"),
        origin_rule("8507", "WO", part="EV_PACK"),
        origin_rule("8507", "ANY", valid_from=date(2027, 1, 1)),
    ]
    assert text_for(PACK, *rules) == "CTSH"
    assert text_for(PACK, *rules, day=date(2023, 1, 1)) == "CTH"
    assert text_for(PACK, *rules, importer="DE") == "CC"
    assert text_for(Material("PACK", "850760", part="EV_PACK"), *rules, importer="DE") == "WO"
    assert text_for(Material("PACK", "850760", part="OTHER"), *rules) == "CTSH"


def test_the_default_rule():
    """A good without a rule of its own, or without a code, has the default rule and its citation."""
    terms = provision(default_rule="RVC(build_down, 40) or CTH")
    found = rule_for(law(terms, origin_rule("87", "WO")), "FTA", PACK, "XX", TODAY)
    assert found is not None
    assert (found.is_default, found.text, found.citation) == (True, terms.default_rule, "treaty")
    assert text_for(Material("SERVICE", ""), origin_rule("8507", "WO"), terms=terms) == terms.default_rule
    own = rule_for(law(terms, origin_rule("85", "CTH", evidence="C")), "FTA", PACK, "XX", TODAY)
    assert own is not None
    assert (own.is_default, own.rule, own.citation, own.evidence) == (False, parse("CTH"), "annex 85", "C")


def test_provisions_by_date():
    """The newest provisions that hold on a day are those of the day; before and after there are none."""
    last = date(2030, 12, 31)
    old, new = provision(tolerance=0.1), provision(valid_from=date(2025, 1, 1), valid_to=last, tolerance=0.2)
    records = law(old.model_copy(update={"valid_to": date(2024, 12, 31)}), new)
    assert provision_of(records, "FTA", START - timedelta(1)) is None
    assert provision_of(records, "FTA", date(2024, 12, 31)).tolerance == 0.1
    assert provision_of(records, "FTA", date(2025, 1, 1)) == new
    assert provision_of(records, "FTA", last + timedelta(1)) is None
    assert provision_of(records, "OTHER", TODAY) is None
    assert rule_for(records, "OTHER", PACK, "XX", TODAY) is None


def test_codes_of_older_editions():
    """A code is followed to the edition of the agreement, straight or through the editions between, both ways."""
    records = law(
        was(2022, "854151", 2017, "854150"),
        was(2022, "854151", 2017, "854160"),
        was(2017, "854160", 2012, "854170"),
        was(2022, "850760", 2012, "850799"),
    )
    diode = Material("DIODE", "854151")
    assert diode.codes(records, 2022) == ("854151",)
    assert diode.codes(records, 2017) == ("854150", "854160")
    assert Material("DIODE", "8541511000").codes(records, 2017) == ("854150", "854160")
    assert Material("DIODE", "8541411000").codes(records, 2017) == ("8541411000",)
    assert PACK.codes(records, 2012) == ("850799",)
    assert PACK.codes(records, 2017) == ("850760",)
    assert Material("OLD", "854170", 2012).codes(records, 2017) == ("854160",)
    assert Material("OLD", "854160", 2017).codes(records, 2022) == ("854151",)
    assert Material("NONE", "").codes(records, 2017) == ()


def test_codes_through_the_editions_between():
    """Without rows from one edition straight to the other, those of the editions between are followed."""
    records = law(was(2022, "854151", 2017, "854160"), was(2017, "854160", 2012, "854170"))
    assert Material("DIODE", "854151").codes(records, 2012) == ("854170",)
    assert Material("DIODE", "854170", 2012).codes(records, 2022) == ("854151",)
    assert Material("DIODE", "854151").codes(records, 2007) == ("854170",)


def test_a_split_code_must_satisfy_every_rule():
    """Goods that were two codes need the rules of both, and materials must change from both."""
    terms = provision(hs_edition=2017)
    records = law(
        terms,
        was(2022, "854151", 2017, "854150"),
        was(2022, "854151", 2017, "854290"),
        origin_rule("8541", "CTH", evidence="C"),
        origin_rule("8542", "RVC(build_down, 40)", citation="annex 8542"),
    )
    diode = Material("DIODE", "854151")
    found = rule_for(records, "FTA", diode, "XX", TODAY)
    assert found is not None
    assert (found.text, found.citation) == ("CTH and RVC(build_down, 40)", "annex 8541; annex 8542")
    assert (found.evidence, found.is_default) == ("C", False)
    inputs = [Material("A", "854160"), Material("B", "854231"), Material("C", "381800")]
    (one,) = alternatives(found.rule, terms, diode, inputs, frozenset(), False, records)
    assert [set(test.weights) for test in one.tests] == [{"A", "B"}, {"A", "B", "C"}]


@pytest.mark.parametrize(
    ("material", "output", "digits", "sure"),
    [
        ("850760", "850760", 4, False),
        ("850790", "850760", 4, False),
        ("850790", "850760", 6, True),
        ("854231", "850760", 4, True),
        ("854231", "850760", 2, False),
        ("8507", "850760", 6, False),
        ("", "850760", 4, False),
        ("850790", "", 4, False),
    ],
)
def test_changes_of_code(material, output, digits, sure):
    """Codes change at a level when their digits differ; what is not known is no change."""
    assert changes((material,) if material else (), (output,) if output else (), digits) == sure


@pytest.mark.parametrize(
    ("items", "code", "named"),
    [
        ((Span("8507", "8507"),), "850760", True),
        ((Span("850710", "850750"),), "850760", False),
        ((Span("850710", "8507"),), "850760", True),
        ((Span("28", "29"),), "294200", True),
        ((Span("28", "29"),), "300490", False),
        ((Span("85076010", "85076010"),), "850760", True),
        ((Span("85076010", "85076010"),), "8507602000", False),
        ((Span("8507", "8507"),), "", True),
        (("HEADING",), "854110", True),
        (("HEADING",), "854231", False),
        (("CHAPTER",), "850760", True),
        (("SUBHEADING",), "854110", False),
        (("SUBHEADING",), "854151", True),
        ((), "854151", False),
        ((), "", False),
    ],
)
def test_codes_that_a_rule_names(items, code, named):
    """A material of a product of 8541.51 is named if it may belong to the codes: a code too short to tell may."""
    assert within(items, (code,) if code else (), ("854151",)) == named
