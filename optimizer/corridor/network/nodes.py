"""Balance rows: one for each site, product, state and period that anything touches."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import pandas as pd

from corridor.network.calendar import Calendar
from corridor.network.states import State

Place = tuple[str, str, State, int]
"""(site, product, state, period)"""


@dataclass
class NodeIndex:
    """Gives every place a row id when it is first asked for."""

    ids: dict[Place, int] = field(default_factory=dict)

    def at(self, site: str, product: str, state: State, t: int) -> int:
        """Return the row id of a place."""
        return self.ids.setdefault((site, product, state, t), len(self.ids))

    def frame(self, calendar: Calendar, supply: Mapping[int, float]) -> pd.DataFrame:
        """Return the table of balance rows; `supply` [unit] is what is there or arrives without a decision."""
        rows = [
            (site, product, state.label, calendar.codes[t], t, supply.get(number, 0.0))
            for (site, product, state, t), number in self.ids.items()
        ]
        return pd.DataFrame(rows, columns=["site", "product", "state", "period", "t", "supply"])
