"""Codes of another edition are said to be such, with what stands in their place."""

from datetime import date

import pytest
from tests.unit.law_example import base, law

from corridor.errors import UsageError
from corridor.law.editions import newer_codes
from corridor.law.goods import Goods
from corridor.law.known_codes import refuse_unknown_code
from corridor.law.stack import stack
from corridor.reference.load import reference_law
from corridor.schema.origin import Concordance

END, NEXT = date(2026, 6, 30), date(2026, 7, 1)


def moved(edition, hs, older_edition, older_hs):
    """Return a row of the concordance."""
    row = {"citation": "table", "evidence": "C"}
    return Concordance(edition=edition, hs=hs, older_edition=older_edition, older_hs=older_hs, **row)


def remark(code, day, *records):
    """Return the remarks on goods of a code."""
    return stack(law(*records), Goods("XX", code, "JP"), day).remarks


def test_the_shipped_code_of_other_batteries_ended_with_2025():
    """8507.60.0020 became 0030 and 0090 on 1 January 2026; the rate of the line, 3.4 %, goes on."""
    rates = reference_law(date(2026, 11, 22))

    def asked(code, day):
        found = stack(rates, Goods("US", code, "KR"), day)
        return found.layers[0].rate, found.remarks

    rate, (old,) = asked("8507600020", date(2026, 1, 1))
    assert rate == 0.034
    assert "ended on 2025-12-31: since then its goods stand in 8507600030 or 8507600090" in old
    assert asked("8507600020", date(2025, 12, 31)) == (0.034, ())
    (new,) = asked("8507600090", date(2025, 12, 31))[1]
    assert "begins on 2026-01-01: until then its goods stood in 8507600020" in new
    assert asked("8507600090", date(2026, 1, 1))[1] == asked("85076000", date(2026, 1, 1))[1] == ()


LINES = (
    base("85076010", 0.03, valid_to=END),
    base("85076021", 0.03, valid_from=NEXT),
    base("85076029", 0.05, valid_from=NEXT),
)


def test_a_line_whose_rate_ended():
    """Its successors are the lines of the subheading that begin on the next day; without a rate the duty is unknown."""
    (said,) = remark("85076010", NEXT, *LINES)
    assert "ended on 2026-06-30: since then its goods stand in 85076021 or 85076029; no rate of it holds" in said
    assert stack(law(*LINES), Goods("XX", "85076010", "JP"), NEXT).status == "unknown"
    assert remark("85076010", END, *LINES) == ()


def test_a_line_whose_rate_has_not_begun():
    """Its predecessors are the lines that end on the day before."""
    (said,) = remark("85076021", END, *LINES)
    assert "begins on 2026-07-01: until then its goods stood in 85076010" in said


def test_a_line_without_a_recorded_successor_and_a_rate_above_it():
    """What came in its place is not guessed; the rate of the subheading is named."""
    (said,) = remark("85076010", NEXT, LINES[0], base("8507", 0.04))
    assert "what came in its place is not recorded; the rate here is that of 8507" in said


def test_a_code_of_an_older_harmonized_system():
    """The newest codes are named, and none where the concordance is silent."""
    rows = (
        moved(2017, "854142", 2012, "854140"),
        moved(2022, "854143", 2012, "854140"),
        moved(2022, "854142", 2017, "854140"),
        moved(2022, "854149", 2017, "854140"),
    )
    assert newer_codes(rows, "85414000") == (2017, 2022, ("854142", "854149"))
    assert newer_codes(rows, "850760") is None
    index = law(base("854142")).importer("XX")
    with pytest.raises(UsageError, match="of 2017: in that of 2022 its goods stand in 854142 or 854149"):
        refuse_unknown_code(index, "XX", "854140", rows)
    with pytest.raises(UsageError, match="may be a code of another edition"):
        refuse_unknown_code(index, "XX", "854140")
