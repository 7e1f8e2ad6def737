"""The stack between two days as stretches without a change."""

from datetime import date

import pytest
from tests.unit.law_example import CELL, base, law, programme

from corridor.errors import UsageError
from corridor.law.timeline import timeline

RATES = law(
    base("8507", 0.034),
    programme("A", "8507", 0.075, record="OLD", valid_to=date(2026, 3, 31)),
    programme("A", "8507", 0.25, record="NEW", valid_from=date(2026, 4, 1)),
    programme("B", "8507", 0.1, valid_from=date(2026, 2, 1), valid_to=date(2026, 2, 28)),
    programme("C", "8507", 0.05, origins="JP", valid_from=date(2026, 5, 1)),
    horizon=date(2026, 6, 30),
)


def test_stretches_and_what_changes():
    """Each stretch begins on the day of a change and ends on the day before the next one."""
    found = timeline(RATES, CELL, date(2026, 1, 15), date(2026, 7, 31))
    assert [(one.first.isoformat(), one.last.isoformat(), round(100 * one.stack.total_rate, 9)) for one in found] == [
        ("2026-01-15", "2026-01-31", 10.9),
        ("2026-02-01", "2026-02-28", 20.9),
        ("2026-03-01", "2026-03-31", 10.9),
        ("2026-04-01", "2026-06-30", 28.4),
        ("2026-07-01", "2026-07-31", 28.4),
    ]
    assert [one.changes for one in found] == [
        (),
        ("B: none -> 10 %",),
        ("B: 10 % -> none",),
        ("A: 7.5 % -> 25 %",),
        ("beyond 2026-06-30 the duty is a projection",),
    ]


def test_a_single_day_is_one_stretch():
    """First and last day are the same, both included."""
    (only,) = timeline(RATES, CELL, date(2026, 2, 1), date(2026, 2, 1))
    assert (only.first, only.last, only.stack.day) == (date(2026, 2, 1), date(2026, 2, 1), date(2026, 2, 1))


def test_another_record_of_the_same_rate_is_a_change():
    """The record that stands behind a rate is said."""
    rates = law(
        base("8507"),
        programme("A", "8507", 0.25, record="OLD", valid_to=date(2026, 3, 31)),
        programme("A", "8507", 0.25, record="NEW", valid_from=date(2026, 4, 1)),
    )
    found = timeline(rates, CELL, date(2026, 3, 1), date(2026, 5, 1))
    assert found[1].changes == ("A: 25 % as before, by record NEW",)


def test_an_unknown_stretch_says_unknown():
    """Days before the first base rate are unknown."""
    first, second = timeline(RATES, CELL, date(2025, 12, 1), date(2026, 1, 10))
    assert first.stack.total_rate is None
    assert second.changes == ("MFN: unknown -> 3.4 %", "A: none -> 7.5 %")


def test_a_timeline_that_ends_before_it_begins_is_refused():
    """The last day comes after the first."""
    with pytest.raises(UsageError, match="before it begins"):
        timeline(RATES, CELL, date(2026, 2, 1), date(2026, 1, 1))
