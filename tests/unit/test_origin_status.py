"""Labels of origin statuses."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corridor.errors import UsageError
from corridor.law.origin.status import Status, parse_status

LABELS = (
    (Status("ATIGA"), "ATIGA"),
    (Status("RCEP", party="MY"), "RCEP:MY"),
    (Status("ATIGA", 0.35, originating=False), "ATIGA.35"),
    (Status("ATIGA", 0.365, originating=False), "ATIGA.36.5"),
    (Status("ATIGA", 0.6), "ATIGA=60"),
    (Status("ATIGA", 1.0, originating=False), "ATIGA.100"),
    (Status("UK_KR", 0.57, originating=False, party="KR"), "UK_KR:KR.57"),
)


@pytest.mark.parametrize(("status", "label"), LABELS)
def test_labels(status, label):
    """A status has one label, which says all of it."""
    assert status.label() == label
    assert parse_status(label) == status


@pytest.mark.parametrize("text", ["", "atiga", "ATIGA.", "ATIGA.101", "ATIGA=1e2", "ATIGA:", "ATIGA.35.", "A B", "."])
def test_what_is_no_label_is_refused(text):
    """A text that says no status is refused, and the forms are named."""
    with pytest.raises(UsageError, match=r"AGREEMENT\.35"):
        parse_status(text)


words = st.text("ABCXYZ019_", min_size=1, max_size=8)


@given(words, st.floats(0, 1), st.booleans(), st.just("") | st.sampled_from(("MY", "EU")))
def test_a_label_keeps_every_digit(agreement, share, originating, party):
    """Each status is read again from its label, to the last digit of its share."""
    status = Status(agreement, share, originating, party)
    assert parse_status(status.label()) == status


def test_statuses_sort():
    """Statuses sort by agreement, then share, so that a state has one order."""
    mixed = [Status("RCEP"), Status("ATIGA"), Status("ATIGA", 0.3, originating=False)]
    assert [one.label() for one in sorted(mixed)] == ["ATIGA.30", "ATIGA", "RCEP"]
