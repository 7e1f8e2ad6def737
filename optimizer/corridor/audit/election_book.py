"""Elections of a model: which of them averages the content of what is made where."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from corridor.audit.book import Book
from corridor.schema.elections import Election
from corridor.schema.results import Production
from corridor.schema.row import EACH


@dataclass(frozen=True)
class ElectionBook:
    """The elections of a model."""

    book: Book

    @cached_property
    def rows(self) -> Mapping[str, Election]:
        """Election -> its row."""
        return {row.election: row for row in self.book.tables[Election]}

    def of(self, scheme: str, lot: Production) -> str:
        """Return the election that averages a lot's content under a scheme; empty: none does."""
        return next((name for name, row in self.rows.items() if row.scheme == scheme and covers(row, lot)), "")


def covers(election: Election, lot: Production) -> bool:
    """Return whether a lot is among what an election averages."""
    named = election.products.split(";")
    return lot.site == election.site and (EACH in named or lot.product in named)


def election_named(rows: Mapping[str, Election], subject: str) -> tuple[Election, str] | None:
    """Return the election and the way of qualifying that an opening's subject names, or None if there is none such."""
    name, _, way = subject.partition(":")
    return (rows[name], way) if name in rows and way else None
