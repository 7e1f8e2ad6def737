"""A duty question as a person types it."""

from dataclasses import replace
from datetime import date

import pytest
from tests.unit.law_example import agreement, base, law, programme, special

from corridor.errors import UsageError
from corridor.law.asked_facts import facts_asked
from corridor.law.question import goods_asked
from corridor.reference.load import reference_law

NAMED = replace(
    law(base("8507", 0.03)),
    territories={"KR": "KR", "KP": "KP", "JP": "JP", "DE": "EU", "XX": "XX"},
    names={"Korea (South)": "KR", "Korea (North)": "KP", "Japan": "JP", "Germany": "DE"},
)


@pytest.mark.parametrize("written", ["JP", "jp", "Japan", "japan"])
def test_a_country_may_be_given_by_code_or_name(written: str):
    """Code or name, in any case of letters."""
    assert goods_asked(NAMED, "8507.60", written, "XX", "none").origin == "JP"


def test_an_importer_is_a_customs_territory():
    """Germany enters the customs territory of the EU."""
    assert goods_asked(NAMED, "8507.60", "JP", "Germany", "none").importer == "EU"


@pytest.mark.parametrize(("written", "hint"), [("Korea", r"KP \(Korea \(North\)\), KR"), ("JPX", "did you mean JP")])
def test_a_name_that_could_be_two_countries_is_asked_back(written: str, hint: str):
    """Nothing is guessed between two Koreas."""
    with pytest.raises(UsageError, match=hint):
        goods_asked(NAMED, "8507.60", written, "XX", "none")


def test_the_reference_data_knows_names():
    """The shipped country table gives the names."""
    assert goods_asked(reference_law(date(2026, 11, 1)), "850760", "Malaysia", "Vietnam", "none").origin == "MY"


ASKED = replace(
    law(
        base("85076010", 0.03),
        base("85079040", 0.03),
        base("90183100", 0.0),
        programme("A", "8507", 0.25, end_uses="auto_part"),
        special("PACT", "8507"),
        agreement("PACT", "XX;JP", marks="P;PP"),
        agreement("OTHERS", "JP;EU"),
        horizon=date(2026, 10, 9),
    ),
    territories=NAMED.territories,
)


def ask(hs="8507.60", origin="JP", importer="XX", end_use="none", **more):
    return goods_asked(ASKED, hs, origin, importer, end_use, **more)


def refusal(**more):
    with pytest.raises(UsageError) as caught:
        ask(**more)
    return str(caught.value)


def test_an_unknown_code_is_told_the_nearest_known():
    """The nearest by leading digits come first."""
    said = refusal(hs="901890")
    assert "subheading 901890 is under no base rate of XX" in said
    assert "the nearest recorded codes are 90183100" in said
    assert "no base rate of XX is recorded for code 850610: the nearest recorded codes are 85076010, 85079040" in (
        refusal(hs="8506.10")
    )


def test_a_subheading_under_a_known_heading_may_be_of_another_edition():
    """The message says so, and which subheadings are recorded."""
    said = refusal(hs="850730")
    assert "while heading 8507 is recorded (850760, 850790)" in said
    assert "another edition of the Harmonized System" in said


def test_codes_finer_and_coarser_than_the_recorded_lines_are_known():
    """Ten digits under a line of eight, and six digits above it."""
    assert ask(hs="8507601099").code == "8507601099"
    assert ask(hs="850760").code == "850760"


def test_an_importer_without_any_record_is_let_through():
    """Nothing is known of its codes: the duty is unknown, the question is not wrong."""
    assert ask(importer="EU", hs="123456").importer == "EU"


def test_claims_by_code_or_symbol():
    """An agreement is named by its code, in any case, or by its symbol in the tariff."""
    assert [ask(claim=word).claim for word in ("PACT", "pact", "pp", "", "none")] == ["PACT", "PACT", "PACT", "", ""]
    said = refusal(claim="PAKT")
    assert said == "'PAKT' is no agreement that can be claimed in XX: did you mean PACT? known are PACT"
    assert "OTHERS" not in refusal(claim="OTHERS").split(": ", 1)[1]


def test_facts_as_they_are_typed():
    """Names and values are checked; countries and codes may be small letters."""
    assert ask(facts=["mode=SEA, shipped_from=kr", "loaded_on=2026-04-05"]).facts == (
        ("loaded_on", "2026-04-05"), ("mode", "sea"), ("shipped_from", "KR")
    )  # fmt: skip
    assert facts_asked(ASKED, ["producer=acme_1", "metal_value_share=0.2", ""]) == (
        ("metal_value_share", "0.2"), ("producer", "ACME_1")
    )  # fmt: skip


@pytest.mark.parametrize(
    ("fact", "said"),
    [
        ("melt_por=US", "did you mean melt_pour"),
        ("claim=PACT", "state it as the claim"),
        ("melt_pour=QQ", "must be a two-letter country code"),
        ("metal_value_share=20", "between 0 and 1"),
        ("metal_value_share=some", "between 0 and 1"),
        ("loaded_on=soon", "a day such as"),
        ("mode=by sea", "a word of small letters"),
        ("producer=A-B", "a code of capital letters"),
        ("melt_pour", "write it as name=value"),
        ("mode=sea, mode=air", "given twice"),
    ],
)
def test_facts_that_are_not_understood(fact, said):
    """The message says what is allowed."""
    assert said in refusal(facts=[fact])


def test_an_end_use_that_no_programme_names():
    """The allowed ones are listed."""
    assert refusal(end_use="boat").endswith("known are none, auto_part")


def test_days_before_the_records_are_refused():
    """The message says when the records begin and to when they are known; later days are projections."""
    said = refusal(day=date(2025, 12, 31))
    assert "begin on 2026-01-01" in said
    assert "known to 2026-10-09" in said
    assert ask(day=date(2030, 1, 1)).code == "850760"


@pytest.mark.parametrize("hs", ["8507", "85076000101", "8507.6x", "\u0968507601"])
def test_what_is_no_code(hs):
    """Six to ten plain digits."""
    assert "is no tariff code with 6 to 10 digits" in refusal(hs=hs)
