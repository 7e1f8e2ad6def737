"""What of a material counts as originating: cumulation and roll-up."""

from __future__ import annotations

import pytest
from tests.unit.origin_example import NO_LAW, provision

from corridor.law.origin.counting import counted_share
from corridor.law.origin.status import Status

OWN, PART, OTHER = Status("FTA"), Status("FTA", 0.3, originating=False), Status("OLD")


def counts(statuses, np_origin="CN", country="MY", by_status=False, **terms):
    """[1] Return what counts of a material under FTA."""
    return counted_share(NO_LAW, provision(**terms), statuses, np_origin, country, by_status)


@pytest.mark.parametrize(
    ("cumulation", "content"),
    [("originating", 0.0), ("full", 0.3), ("partial", 0.3), ("diagonal", 0.0), ("extended", 0.0), ("none", 0.0)],
)
def test_content_by_mode_of_cumulation(cumulation, content):
    """Content without origin counts under full cumulation, and under partial cumulation within its bounds."""
    assert counts((PART,), cumulation=cumulation, partial_from=0.2, partial_to=0.4) == content
    assert counts((PART,), cumulation=cumulation, partial_from=0.2, partial_to=0.4, by_status=True) == 0.0


@pytest.mark.parametrize("cumulation", ["originating", "partial", "full", "diagonal", "extended"])
def test_originating_materials_count_whole(cumulation):
    """A material that originates counts whole, of whichever party; under another agreement it does not count."""
    for by_status in (False, True):
        assert counts((OTHER, OWN), cumulation=cumulation, by_status=by_status) == 1.0
        assert counts((OTHER,), cumulation=cumulation, by_status=by_status) == 0.0
        assert counts((), cumulation=cumulation, by_status=by_status) == 0.0


def test_without_cumulation_only_the_own_country_counts():
    """Origin must have been conferred in the producer's own customs territory; not known, it does not count."""
    of_germany = Status("FTA", party="DE")
    assert counts((of_germany,), country="FR", cumulation="none") == 1.0
    assert counts((of_germany,), country="MY", cumulation="none") == 0.0
    assert counts((OWN,), country="MY", cumulation="none") == 0.0
    traced = Status("FTA", 0.3, originating=False, party="DE")
    assert counts((traced,), country="DE", cumulation="none", roll_up="traced") == 0.3
    assert counts((traced,), country="MY", cumulation="none", roll_up="traced") == 0.0


def test_roll_up():
    """Traced: content counts without origin; none: an originating material counts for its content, but is one."""
    assert counts((PART,), roll_up="traced") == 0.3
    partly = Status("FTA", 0.6)
    assert counts((partly,), roll_up="none") == 0.6
    assert counts((partly,), roll_up="none", by_status=True) == 1.0
    assert counts((partly,), roll_up="absorption") == 1.0
    assert counts((PART,), roll_up="none") == 0.0


@pytest.mark.parametrize("cumulation", ["diagonal", "extended"])
def test_materials_of_partners(cumulation):
    """Materials count that originate under a named agreement, or come from a named country or customs territory."""
    terms = {"cumulation": cumulation, "cumulates_with": "OLD;EU;KR"}
    for by_status in (False, True):
        assert counts((OTHER,), by_status=by_status, **terms) == 1.0
        assert counts((), np_origin="DE", by_status=by_status, **terms) == 1.0
        assert counts((), np_origin="KR", by_status=by_status, **terms) == 1.0
        assert counts((), np_origin="CN", by_status=by_status, **terms) == 0.0
        assert counts((Status("OLD", 0.3, originating=False),), by_status=by_status, **terms) == 0.0
    assert counts((OTHER,), np_origin="KR", cumulation="originating", cumulates_with="OLD;KR") == 0.0


def test_the_best_status_counts():
    """Of several statuses under the agreement the one that counts most does."""
    more = Status("FTA", 0.35, originating=False)
    assert counts((PART, more), cumulation="full") == 0.35
