"""Periods in order, and where in time a shipment arrives (docs/meaning.md, "Lanes and time under way")."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from corridor.report.names import label_rows, text_of
from corridor.result.run import Run


@dataclass(frozen=True)
class Timing:
    """The periods of a run."""

    codes: tuple[str, ...]
    begins: tuple[int, ...]
    """[ordinal day] First day."""
    ends: tuple[int, ...]
    """[ordinal day] Day behind the last."""

    @staticmethod
    def of(run: Run) -> Timing:
        """Return the periods of a run in order of time."""
        spans = sorted(
            (_day(row["start"]), _day(row["end"]) + 1, text_of(row["period"])) for row in label_rows(run, "periods")
        )
        return Timing(tuple(s[2] for s in spans), tuple(s[0] for s in spans), tuple(s[1] for s in spans))

    def following(self, period: str) -> str | None:
        """Return the period after a period, or None after the last."""
        place = self.codes.index(period) + 1
        return self.codes[place] if place < len(self.codes) else None

    def arrivals(self, period: str, transit_days: float) -> tuple[tuple[tuple[str, float], ...], float]:
        """Return the share of a shipment that arrives in each period, and the share under way at the end.

        Departure is uniform over the period, so arrival is uniform over the period shifted by the transit
        time.
        """
        t = self.codes.index(period)
        begin, end = self.begins[t] + transit_days, self.ends[t] + transit_days
        shares = []
        for later in range(t, len(self.codes)):
            overlap = min(end, self.ends[later]) - max(begin, self.begins[later])
            if overlap > 0:
                shares.append((self.codes[later], overlap / (end - begin)))
        return tuple(shares), max(0.0, end - max(begin, self.ends[-1])) / (end - begin)

    def within(self, window: str) -> Sequence[str]:
        """Return the periods of a window: a period, a year (Y2027, by first day), else the horizon."""
        if window in self.codes:
            return (window,)
        year = window.removeprefix("Y")
        if year.isdigit():
            return tuple(
                code
                for code, begin in zip(self.codes, self.begins, strict=True)
                if date.fromordinal(begin).year == int(year)
            )
        return self.codes


def _day(value: object) -> int:
    """Return a day, a timestamp or text such as 2027-01-31 as an ordinal."""
    return date.fromisoformat(text_of(value)[:10]).toordinal()
