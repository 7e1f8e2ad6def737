"""Which part of each later period lies within a shelf life."""

from __future__ import annotations

from datetime import date

import pytest

from corridor.network.calendar import Calendar, Shares
from corridor.schema.places import Period

YEAR = Calendar.of(
    [
        Period(period="JAN", start=date(2027, 1, 1), end=date(2027, 1, 31)),
        Period(period="FEB", start=date(2027, 2, 1), end=date(2027, 2, 28)),
        Period(period="REST", start=date(2027, 3, 1), end=date(2027, 12, 31)),
    ]
)
"""Periods of 31, 28 and 306 days."""


@pytest.mark.parametrize(
    ("after", "days", "shares"),
    [
        (0, None, None),
        (0, 7, ((1, 0.25),)),
        (0, 28, ((1, 1.0),)),
        (0, 28 + 30.6, ((1, 1.0), (2, 0.1))),
        (0, 28 + 306, ((1, 1.0), (2, 1.0))),
        (0, 28 + 306.5, None),
        (1, 153, ((2, 0.5),)),
        (2, 0.5, None),
    ],
)
def test_shares_of_the_periods_after_one(after: int, days: float | None, shares: Shares | None):
    """Days within the shelf life over the days of the period; none where it ends behind the horizon."""
    found = YEAR.shares_within(YEAR.ends[after], days)
    if shares is None or found is None:
        assert found is shares
    else:
        assert [t for t, _ in found] == [t for t, _ in shares]
        assert [share for _, share in found] == pytest.approx([share for _, share in shares])


def test_shares_from_the_first_day_on():
    """Opening goods count from the beginning of the horizon: 31 of 31 and 14 of 28 days."""
    assert YEAR.shares_within(YEAR.begins[0], 45) == ((0, 1.0), (1, 0.5))
