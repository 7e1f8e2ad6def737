"""Periods as real dates: lengths, windows, and where in time a shipment arrives.

Departure is uniform over the ship period, so arrival is uniform over that period shifted by the transit time
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from corridor.schema.places import Period
from corridor.units import DAYS_PER_YEAR

Shares = tuple[tuple[int, float], ...]
"""(period, share [1])"""


@dataclass(frozen=True)
class Calendar:
    """The periods of a model, in order. Days are ordinals (`date.toordinal`), ends exclusive."""

    codes: tuple[str, ...]
    begins: tuple[int, ...]
    ends: tuple[int, ...]
    years: tuple[int, ...]
    """Calendar year of the first day of each period."""

    @staticmethod
    def of(periods: Sequence[Period]) -> Calendar:
        """Return the calendar of a period table, in order of time."""
        ordered = sorted(periods, key=lambda p: p.start)
        return Calendar(
            codes=tuple(p.period for p in ordered),
            begins=tuple(p.start.toordinal() for p in ordered),
            ends=tuple(p.end.toordinal() + 1 for p in ordered),
            years=tuple(p.start.year for p in ordered),
        )

    def __len__(self) -> int:
        """Return the number of periods."""
        return len(self.codes)

    def days(self, t: int) -> int:
        """[days] Length of period `t`."""
        return self.ends[t] - self.begins[t]

    def share_of_year(self, t: int) -> float:
        """[years] Length of period `t`: what a quantity per year is multiplied with."""
        return self.days(t) / DAYS_PER_YEAR

    def last_day(self, t: int) -> date:
        """Return the last day of period `t`."""
        return date.fromordinal(self.ends[t] - 1)

    def window(self, t: int, per: str) -> str:
        """Return the window that period `t` lies in: itself, its year (`Y2027`) or `HORIZON`."""
        if per == "period":
            return self.codes[t]
        return f"Y{self.years[t]}" if per == "year" else "HORIZON"

    def windows(self, per: str) -> dict[str, tuple[int, ...]]:
        """Return the windows of the horizon and the periods in each, in order of time."""
        found: dict[str, list[int]] = {}
        for t in range(len(self)):
            found.setdefault(self.window(t, per), []).append(t)
        return {name: tuple(periods) for name, periods in found.items()}

    def prorate(self, per: str, periods: Sequence[int]) -> float:
        """[1] What a quantity `per` something is multiplied with in a window of these periods."""
        return sum(self.share_of_year(t) for t in periods) if per == "year" else 1.0

    def arrival_window(self, t: int, transit_days: float) -> tuple[float, float]:
        """[ordinal days] When goods that depart in period `t` arrive: begin and end (exclusive)."""
        return self.begins[t] + transit_days, self.ends[t] + transit_days

    def arrivals(self, t: int, transit_days: float) -> Shares:
        """Return the share of a shipment of period `t` that arrives in each period, zeros left out."""
        begin, end = self.arrival_window(t, transit_days)
        shares = []
        for later in range(t, len(self)):
            if self.begins[later] >= end:
                break
            overlap = min(end, self.ends[later]) - max(begin, self.begins[later])
            if overlap > 0:
                shares.append((later, overlap / (end - begin)))
        return tuple(shares)

    def shares_within(self, begin: int, days: float | None) -> Shares | None:
        """Return the share of each period that lies in so many days from the ordinal `begin` on, zeros left out.

        None where the days are not bounded (None), or end behind the horizon.
        """
        if days is None or begin + days > self.ends[-1]:
            return None
        end = begin + days
        overlaps = ((t, min(end, self.ends[t]) - max(begin, self.begins[t])) for t in range(len(self)))
        return tuple((t, overlap / self.days(t)) for t, overlap in overlaps if overlap > 0)

    def under_way(self, t: int, transit_days: float) -> float:
        """[1] Share of a shipment of period `t` that arrives behind the horizon."""
        begin, end = self.arrival_window(t, transit_days)
        return max(0.0, min(1.0, (end - max(begin, self.ends[-1])) / (end - begin)))
