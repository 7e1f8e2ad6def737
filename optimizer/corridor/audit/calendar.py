"""Periods, the windows quantities are counted over, and when shipments arrive."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property

from corridor.schema.places import Period
from corridor.units import DAYS_PER_YEAR

HORIZON = "HORIZON"
"""Name of the one window of `per: horizon`."""


@dataclass(frozen=True)
class Arrival:
    """How a shipment spreads over the periods it arrives in."""

    shares: tuple[tuple[int, Fraction], ...]
    """Number of the period, and the share [1] that arrives in it; periods without any are left out."""
    behind: Fraction
    """[1] Share still under way when the horizon ends."""


@dataclass(frozen=True)
class Calendar:
    """The periods of a model, in order of time."""

    periods: tuple[Period, ...]

    @cached_property
    def number(self) -> Mapping[str, int]:
        """Period code -> place in the order of time."""
        return {row.period: place for place, row in enumerate(self.periods)}

    @cached_property
    def codes(self) -> tuple[str, ...]:
        """Period codes in order of time."""
        return tuple(row.period for row in self.periods)

    @cached_property
    def days(self) -> tuple[int, ...]:
        """[days] Length of each period, first and last day included."""
        return tuple((row.end - row.start).days + 1 for row in self.periods)

    def arrival(self, number: int, under_way: Fraction) -> Arrival:
        """Return how a shipment of a period arrives after so many days under way.

        It leaves uniformly over the period, so it arrives uniformly over a window as long as the period.
        """
        key = (number, under_way)
        if key not in self._arrivals:
            self._arrivals[key] = self._arrival(number, under_way)
        return self._arrivals[key]

    @cached_property
    def _arrivals(self) -> dict[tuple[int, Fraction], Arrival]:
        """Arrivals by ship period and days under way: many flows share them."""
        return {}

    def _arrival(self, number: int, under_way: Fraction) -> Arrival:
        """Return the overlap of an arrival window with each period."""
        # Counted in parts of a day so small that all of them are whole: whole numbers are exact, and quick.
        parts = under_way.denominator
        begin = self._ends[number][0] * parts + under_way.numerator
        length = self.days[number] * parts
        shares: list[tuple[int, Fraction]] = []
        here = 0
        for place, (first, last) in enumerate(self._ends):
            overlap = min(begin + length, last * parts) - max(begin, first * parts)
            if overlap > 0:
                here += overlap
                shares.append((place, Fraction(overlap, length)))
        return Arrival(tuple(shares), Fraction(length - here, length))

    @cached_property
    def _ends(self) -> tuple[tuple[int, int], ...]:
        """[ordinal days] First day of each period, and the day behind its last one."""
        return tuple((row.start.toordinal(), row.end.toordinal() + 1) for row in self.periods)

    def window(self, period: str, per: str) -> str:
        """Return the window a period belongs to: its code, `Y2027` by its first day, or HORIZON."""
        if per == "period":
            return period
        if per == "year":
            return f"Y{self.periods[self.number[period]].start.year}"
        return HORIZON

    def windows(self, per: str) -> dict[str, tuple[str, ...]]:
        """Return the windows of a `per` and the periods each of them collects."""
        found: dict[str, list[str]] = {}
        for code in self.codes:
            found.setdefault(self.window(code, per), []).append(code)
        return {window: tuple(codes) for window, codes in found.items()}

    def scale(self, per: str, window: str) -> Fraction:
        """[1] Return what a quantity `per` is multiplied by in a window: days / 365 for a year, else 1."""
        if per != "year":
            return Fraction(1)
        return Fraction(sum(self.days[self.number[code]] for code in self.windows(per)[window])) / Fraction(
            DAYS_PER_YEAR
        )

    def period_scale(self, per: str, period: str) -> Fraction:
        """[1] Return what a quantity `per` is multiplied by in one period: days / 365 for a year, else 1."""
        if per != "year":
            return Fraction(1)
        return Fraction(self.days[self.number[period]]) / Fraction(DAYS_PER_YEAR)
