"""Open/closed decisions, one for each subject over the whole horizon: when it opens and closes, and what that costs."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from corridor.report.names import Record, label_rows, number_of, records, text_of
from corridor.report.timing import Timing
from corridor.result.run import Run
from corridor.schema.results import Opening

_COUNTED = "count"
"""Kind of the decisions that only count sites for a limit."""


@dataclass(frozen=True)
class Decision:
    """What a plan decides about one thing that may be open or closed."""

    kind: str
    """capability, handling, lane, offer, order or tooling."""
    subject: str
    """SITE:PROCESS, FROM>TO:mode:route, the offer, ..."""
    opens: tuple[str, ...]
    """Windows in which it is opened."""
    closes: tuple[str, ...]
    """Windows in which it is closed."""
    open_windows: tuple[str, ...]
    windows: tuple[str, ...]
    """All windows that are decided, in order of time."""
    opening_cost: float
    """[money]"""
    closing_cost: float
    """[money]"""
    fixed_cost: float
    """[money]"""

    @property
    def words(self) -> str:
        """What happens, such as `opened in 2027Q3, closed from 2027Q4`."""
        events = {**dict.fromkeys(self.opens, "opened in"), **dict.fromkeys(self.closes, "closed from")}
        if events:
            return ", ".join(f"{events[window]} {window}" for window in self.windows if window in events)
        if not self.open_windows:
            return "stays closed"
        if len(self.open_windows) == len(self.windows):
            return "open throughout"
        first, last = self.open_windows[0], self.open_windows[-1]
        return f"open in {first}" if first == last else f"open in {len(self.open_windows)} of {len(self.windows)}"


def decisions(run: Run) -> list[Decision]:
    """Return the decisions of a run: what is opened first, then what is closed, what stays open, what stays closed.

    Where the run has no label table `opening_costs` (it was written by an earlier version), all cost counts as
    fixed.
    """
    timing = Timing.of(run)
    groups: dict[tuple[str, str], list[Record]] = defaultdict(list)
    for row in records(run.table(Opening)):
        if text_of(row["kind"]) != _COUNTED:
            groups[text_of(row["kind"]), text_of(row["subject"])].append(row)
    prices = {
        tuple(text_of(row[column]) for column in Opening.KEY): (
            number_of(row["open_cost"]),
            number_of(row["close_cost"]),
        )
        for row in label_rows(run, "opening_costs")
    }
    found = [_decision(key, rows, timing, prices) for key, rows in groups.items()]
    return sorted(
        found,
        key=lambda item: (not item.opens, not item.closes, not item.open_windows, item.kind, item.subject),
    )


def _decision(
    key: tuple[str, str],
    rows: Sequence[Record],
    timing: Timing,
    prices: dict[tuple[str, ...], tuple[float | None, float | None]],
) -> Decision:
    ordered = sorted(rows, key=lambda row: _begin(timing, text_of(row["window"])))
    opening = closing = whole = 0.0
    for row in ordered:
        open_cost, close_cost = prices.get((*key, text_of(row["window"])), (0.0, 0.0))
        opening += (number_of(row["opened"]) or 0.0) * (open_cost or 0.0)
        closing += (number_of(row["closed"]) or 0.0) * (close_cost or 0.0)
        whole += number_of(row["cost"]) or 0.0

    def windows(column: str) -> tuple[str, ...]:
        return tuple(text_of(row["window"]) for row in ordered if number_of(row[column]))

    return Decision(
        *key,
        windows("opened"),
        windows("closed"),
        windows("open"),
        tuple(text_of(row["window"]) for row in ordered),
        opening,
        closing,
        whole - opening - closing,
    )


def _begin(timing: Timing, window: str) -> int:
    """Return the place in time of the first period of a window."""
    periods = timing.within(window)
    return timing.codes.index(periods[0]) if periods else 0
