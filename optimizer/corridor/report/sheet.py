"""A table ready to print: the one form that the workbook, the page and the terminal all show.

Money cells are whole cents (int), so that printed parts add up to printed totals in every medium.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

Kind = Literal["text", "money", "unit_money", "quantity", "share", "count", "number"]
"""money [cent] and count as int; unit_money [currency / unit], quantity, share [1] and number as float."""

Cell = str | int | float | None
"""None: nothing to say."""


class Share(float):
    """A cell that is a share [1] in a column where others are not."""


class Cents(int):
    """A cell that is money [cent] in a column where others are not."""


class Day(str):
    """A cell that is a day, written as in 2027-01-31."""


@dataclass(frozen=True)
class Column:
    """A column and how its cells are written."""

    title: str
    kind: Kind = "text"
    unit: str = ""
    """Unit of the cells, printed behind the title in brackets."""
    total: Literal["none", "sum"] = "none"
    """sum: the last line is the sum of the printed cells."""
    show: Literal["everywhere", "workbook"] = "everywhere"
    """workbook: codes and detail that only a spreadsheet has room for."""

    @property
    def heading(self) -> str:
        """Return title and unit."""
        return f"{self.title} [{self.unit}]" if self.unit else self.title


Fields = Sequence[tuple[Column, Sequence[Cell]]]
"""The columns of a sheet, each with its cells."""


@dataclass(frozen=True)
class Sheet:
    """A titled table."""

    name: str
    """Name of the sheet in the workbook: at most 31 characters."""
    title: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    note: str = ""
    """What a reader must know to read the table rightly."""
    empty: str = "Nothing to show."
    """What is said instead of a table without rows."""
    amber: frozenset[int] = frozenset()
    """Rows, from 0, that a reader must not overlook."""

    @staticmethod
    def of(name: str, title: str, fields: Fields, note: str = "", empty: str = "Nothing to show.") -> Sheet:
        """Return a sheet from its columns, each given with its cells."""
        rows = tuple(zip(*(cells for _, cells in fields), strict=True))
        return Sheet(name, title, tuple(column for column, _ in fields), rows, note, empty)

    def totals(self) -> tuple[Cell, ...] | None:
        """Return the total line, or None if no column has a total."""
        if not any(column.total == "sum" for column in self.columns):
            return None
        sums: list[Cell] = [
            sum(int(row[i] or 0) for row in self.rows) if column.total == "sum" else None
            for i, column in enumerate(self.columns)
        ]
        if sums[0] is None:
            sums[0] = "Total"
        return tuple(sums)

    def narrowed(self) -> Sheet:
        """Return the sheet without the columns that only the workbook shows."""
        kept = [i for i, column in enumerate(self.columns) if column.show == "everywhere"]
        return Sheet(
            self.name,
            self.title,
            tuple(self.columns[i] for i in kept),
            tuple(tuple(row[i] for i in kept) for row in self.rows),
            self.note,
            self.empty,
            self.amber,
        )
