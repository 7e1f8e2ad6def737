"""A record and where it stands, so that what contradicts another record can be reported at its place."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from corridor.errors import Fault, Severity
from corridor.schema.row import Row
from corridor.tables.draft import Located, TableDraft

R = TypeVar("R", bound=Row)


@dataclass(frozen=True)
class Placed(Generic[R]):
    """A record of one of the tables of the law."""

    row: R
    own: bool = True
    """Whether faults are reported at it: it was just read, and not known to be sound."""
    table: TableDraft[Any] | None = None
    """None: it was not read from a file of its own."""
    at: Located[Any] | None = None

    def fault(self, column: str, rule: str, remedy: str, value: str | None = None) -> Fault:
        """Return a fault at a column of the record."""
        if self.table is None or self.at is None:
            shown = str(getattr(self.row, column)) if value is None else value
            return Fault(self.row.TABLE, None, column, "", f"{self.name}: {shown}", rule, remedy, Severity.ERROR)
        return self.table.fault(self.at, column, rule, remedy, value=value)

    @property
    def name(self) -> str:
        """Return the key of the record, in words."""
        return " ".join(str(getattr(self.row, column)) for column in self.row.KEY)

    @property
    def place(self) -> str:
        """Return the record and its row, in words."""
        return self.name if self.at is None else f"{self.name} (row {self.at.number})"


def placed_rows(table: TableDraft[R]) -> tuple[Placed[R], ...]:
    """Return the rows of a table that was read, with their places."""
    return tuple(Placed(at.row, True, table, at) for at in table.rows)


def unplaced(rows: Iterable[R]) -> tuple[Placed[R], ...]:
    """Return records that have not been checked, and whose rows are not known any more."""
    return tuple(Placed(row) for row in rows)
