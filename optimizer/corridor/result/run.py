"""A run: what `run.json` says, the result tables, and the labels a report needs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from corridor.schema.row import Row

if TYPE_CHECKING:  # For annotations only: pandas takes a second to load, and `corridor duty` does without it.
    import pandas as pd


@dataclass(frozen=True)
class Run:
    """One solve of one instance, as stored."""

    info: Mapping[str, Any]
    """Content of run.json."""
    tables: Mapping[str, pd.DataFrame]
    """Result table name -> rows (schema/results.py), sorted by key."""
    labels: Mapping[str, pd.DataFrame]
    """Input tables needed to name things: periods, sites, products, entities, demand, offers, capabilities,
    worksheets."""
    folder: Path | None = None

    def table(self, row_class: type[Row]) -> pd.DataFrame:
        """Return a result table."""
        return self.tables[row_class.TABLE]
