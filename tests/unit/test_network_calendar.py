"""Periods as real dates: lengths, windows, arrival shares."""

from __future__ import annotations

from datetime import date

import pytest

from corridor.network.calendar import Calendar
from corridor.schema.places import Period


def period(code: str, start: date, end: date) -> Period:
    """Return a period."""
    return Period(period=code, start=start, end=end)


UNEVEN = Calendar.of(
    [
        period("C", date(2028, 1, 1), date(2028, 2, 29)),
        period("A", date(2026, 12, 1), date(2026, 12, 31)),
        period("B", date(2027, 1, 1), date(2027, 12, 31)),
    ]
)
"""A month of 2026, the year 2027, and two months of the leap year 2028, given in another order."""

TENS = Calendar.of([period(f"T{n + 1}", date(2027, 1, 1 + 10 * n), date(2027, 1, 10 * (n + 1))) for n in range(3)])
"""Three periods of ten days."""


def test_periods_are_put_in_order_of_time_and_have_their_own_length():
    """31 days of December, 365 of 2027, and 31 + 29 of the leap year."""
    assert UNEVEN.codes == ("A", "B", "C")
    assert [UNEVEN.days(t) for t in range(len(UNEVEN))] == [31, 365, 60]
    assert UNEVEN.last_day(2) == date(2028, 2, 29)
    assert UNEVEN.share_of_year(1) == 1.0
    assert UNEVEN.share_of_year(2) == pytest.approx(60 / 365)


def test_year_windows_collect_periods_by_the_year_of_their_first_day():
    """Each period lies in the calendar year that it begins in; the horizon is one window."""
    assert UNEVEN.windows("year") == {"Y2026": (0,), "Y2027": (1,), "Y2028": (2,)}
    assert UNEVEN.windows("period") == {"A": (0,), "B": (1,), "C": (2,)}
    assert UNEVEN.windows("horizon") == {"HORIZON": (0, 1, 2)}
    assert TENS.windows("year") == {"Y2027": (0, 1, 2)}


def test_a_period_across_the_turn_of_the_year_belongs_to_the_year_it_begins_in():
    """A quarter from December to February counts in the old year."""
    winter = Calendar.of([period("W", date(2026, 12, 1), date(2027, 2, 28))])
    assert winter.windows("year") == {"Y2026": (0,)}


def test_a_quantity_per_year_is_prorated_by_days_and_others_are_not():
    """Ten days and thirty days of 365; a quantity per period or horizon counts whole."""
    assert TENS.prorate("year", (0,)) == pytest.approx(10 / 365)
    assert TENS.prorate("year", (0, 1, 2)) == pytest.approx(30 / 365)
    assert TENS.prorate("period", (0,)) == 1.0
    assert TENS.prorate("horizon", (0, 1, 2)) == 1.0


@pytest.mark.parametrize(
    ("days", "shares", "under_way"),
    [
        (0, ((0, 1.0),), 0.0),
        (2.5, ((0, 0.75), (1, 0.25)), 0.0),
        (10, ((1, 1.0),), 0.0),
        (15, ((1, 0.5), (2, 0.5)), 0.0),
        (25, ((2, 0.5),), 0.5),
        (30, (), 1.0),
        (400, (), 1.0),
    ],
)
def test_a_shipment_arrives_over_its_window(days: float, shares: tuple, under_way: float):
    """Departure is uniform over ten days, so arrival is uniform over the ten days that begin the transit later."""
    found = TENS.arrivals(0, days)
    assert [t for t, _ in found] == [t for t, _ in shares]
    assert [share for _, share in found] == pytest.approx([share for _, share in shares])
    assert TENS.under_way(0, days) == pytest.approx(under_way)


@pytest.mark.parametrize("days", [0, 3, 31, 100.5, 365, 366, 480])
@pytest.mark.parametrize("t", [0, 1, 2])
def test_what_arrives_and_what_is_under_way_is_all_that_left(t: int, days: float):
    """The shares of every shipment and its part behind the horizon add up to one, whatever the lengths."""
    assert sum(share for _, share in UNEVEN.arrivals(t, days)) + UNEVEN.under_way(t, days) == pytest.approx(1)


def test_a_short_period_may_lie_within_one_arrival_window():
    """A year's shipment that takes 31 days arrives over 334 days of its own year, the rest in the next period."""
    assert dict(UNEVEN.arrivals(1, 31)) == pytest.approx({1: 334 / 365, 2: 31 / 365})
    assert dict(UNEVEN.arrivals(1, 100)) == pytest.approx({1: 265 / 365, 2: 60 / 365})
    assert UNEVEN.under_way(1, 100) == pytest.approx(40 / 365)
