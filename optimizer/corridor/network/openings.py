"""Open/closed decisions: of capabilities, depots, lanes, offers, and of sites that a limit counts."""

from __future__ import annotations

from dataclasses import dataclass, field

import pandas as pd

COLUMNS = ("kind", "subject", "window", "t", "fixed_cost")
CHANGE_COLUMNS = ("opening", "previous", "initially", "open_cost", "close_cost")


@dataclass
class OpeningRows:
    """Decisions, and the changes between one period's decision and the next."""

    rows: list[tuple[object, ...]] = field(default_factory=list)
    changes: list[tuple[int, int, int, float, float]] = field(default_factory=list)
    """(opening, opening of the period before or -1, 1 if open before the first period, costs)"""
    once: list[tuple[int, ...]] = field(default_factory=list)
    """Changes of which at most one may be an opening."""

    def add(self, kind: str, subject: str, window: str, t: int, fixed_cost: float) -> int:
        """Add a decision and return its row id. `fixed_cost` [money] is paid if it is open."""
        self.rows.append((kind, subject, window, t, fixed_cost))
        return len(self.rows) - 1

    def chain(
        self, openings: list[int], initially_open: bool, costs: list[tuple[float, float]], at_most_once: bool
    ) -> list[int]:
        """Link the decisions of successive periods; `costs` are those of opening and closing in each period.

        Return the row ids of the changes.
        """
        changes = []
        previous = -1
        for opening, (open_cost, close_cost) in zip(openings, costs, strict=True):
            initially = int(initially_open) if previous < 0 else 0
            self.changes.append((opening, previous, initially, open_cost, close_cost))
            changes.append(len(self.changes) - 1)
            previous = opening
        if at_most_once:
            self.once.append(tuple(changes))
        return changes

    def frame(self) -> pd.DataFrame:
        """Return the table of decisions."""
        return pd.DataFrame(self.rows, columns=list(COLUMNS))

    def change_frame(self) -> pd.DataFrame:
        """Return the table of changes."""
        return pd.DataFrame(self.changes, columns=list(CHANGE_COLUMNS))
