"""A duty question as a person types it."""

from dataclasses import replace
from datetime import date

import pytest
from tests.unit.law_example import base, law

from corridor.errors import UsageError
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
