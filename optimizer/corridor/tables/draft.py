"""A model as far as it could be read: rows with their place, so that a check can say where a fault stands."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, Generic, TypeVar

from corridor.errors import Fault, Severity
from corridor.io.cells import Raw, RawTable, shown
from corridor.schema.row import Row
from corridor.schema.settings import ModelSettings

R = TypeVar("R", bound=Row)


@dataclass(frozen=True)
class Located(Generic[R]):
    """A row and the row number of its file."""

    row: R
    number: int


@dataclass(frozen=True)
class TableDraft(Generic[R]):
    """The rows of one table that could be read, and what stood in those that could not."""

    row_class: type[R]
    raw: RawTable | None
    """The table as its file holds it; None: there is no such table."""
    rows: tuple[Located[R], ...] = ()
    mentioned: Mapping[str, frozenset[str]] = field(default_factory=dict)
    """Key column -> texts that stand in it, rows with faults included: they are no unknown codes."""
    whole: bool = True
    """Whether every row could be read. Checks on sums over rows say nothing about a table that is not."""

    def fault(
        self,
        at: Located[Any],
        column: str,
        rule: str,
        remedy: str,
        severity: Severity = Severity.ERROR,
        value: object = None,
    ) -> Fault:
        """Return a fault at a cell of this table. `value` defaults to what the file holds there."""
        file, number, address, held = self._place(at, column)
        given = held if value is None else str(value)
        return Fault(file, number, column, address, given, rule, remedy, severity)

    def table_fault(self, rule: str, remedy: str, severity: Severity = Severity.ERROR, value: str = "") -> Fault:
        """Return a fault of the table as a whole."""
        file = self.raw.file if self.raw else self.row_class.TABLE
        return Fault(file, None, "", "", value, rule, remedy, severity)

    @cached_property
    def _cells(self) -> Mapping[int, tuple[Raw, ...]]:
        """Row number -> cells as the file holds them."""
        return {row.number: row.cells for row in self.raw.rows} if self.raw else {}

    def _place(self, at: Located[Any], column: str) -> tuple[str, int, str, str]:
        """Return file, row, address and content of a cell."""
        raw = self.raw
        if raw is None:
            return self.row_class.TABLE, at.number, "", ""
        index = raw.header.index(column) if column in raw.header else None
        held: Raw = None
        if index is not None:
            held = self._cells[at.number][index] if at.number in self._cells else None
        return raw.file, at.number, raw.address(at.number, index), shown(held)


@dataclass(frozen=True)
class Draft:
    """All tables of a model as far as they could be read."""

    settings: ModelSettings | None
    """Beside faults of the settings, only `as_of` and `currency` are sure; None: not even these."""
    tables: Mapping[str, TableDraft[Any]]
    unread: frozenset[str] = frozenset()
    """Tables that could not be read, or that probably stand under another name: nothing is known of them."""

    def __getitem__(self, row_class: type[R]) -> TableDraft[R]:
        """Return one table; a table that is not given is empty."""
        found = self.tables.get(row_class.TABLE)
        return found if found is not None else TableDraft(row_class, None)

    def codes(self, row_class: type[Row], column: str) -> frozenset[str]:
        """Return the codes that stand in a key column."""
        return self[row_class].mentioned.get(column, frozenset())

    def judgeable(self, *row_classes: type[Row]) -> bool:
        """Return whether nothing about these tables is hidden by faults of reading."""
        return all(c.TABLE not in self.unread and self[c].whole for c in row_classes)
