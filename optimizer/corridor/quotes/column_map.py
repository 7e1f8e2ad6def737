"""The map from a buyer's sheet to quotes: what is remembered in MAP.yaml."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

Decimal = Literal["", "point", "comma"]
"""Decimal mark of numbers stored as text; empty: only numbers that can be read in one way."""

DayOrder = Literal["", "dmy", "mdy", "ymd"]
"""Order of day, month and year in days stored as text; empty: only 2027-01-31."""


@dataclass(frozen=True)
class ColumnMap:
    """How the columns of a sheet become columns of table quotes."""

    columns: Mapping[str, str] = field(default_factory=dict)
    """Quote column -> heading in the sheet."""
    confirm: Mapping[str, str] = field(default_factory=dict)
    """Quote column -> heading that may mean it. Not used before somebody moves it to `columns`."""
    constants: Mapping[str, str] = field(default_factory=dict)
    """Quote column -> value of every row. `quote`: the row number is added to it."""
    values: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    """Quote column -> the buyer's word -> Corridor's word. An empty word is still to be filled in."""
    scale: Mapping[str, float] = field(default_factory=dict)
    """Quote column -> what its numbers are multiplied with: 7 for a lead time in weeks."""
    sheet: str = ""
    """Name of the sheet; empty: the one that looks most like quotes."""
    header_row: int | None = None
    """[row] Row of the headings; empty: the one that looks most like headings."""
    last_row: int | None = None
    """[row] Last row that holds a quote; empty: to the end of the sheet."""
    decimal: Decimal = ""
    dates: DayOrder = ""
    confidence: Mapping[str, float] = field(default_factory=dict)
    """[1] Quote column -> how sure a proposal is; empty in a map that was read."""

    def has(self, column: str) -> bool:
        """Return whether the map says where a quote column comes from."""
        return column in self.columns or bool(self.constants.get(column))
