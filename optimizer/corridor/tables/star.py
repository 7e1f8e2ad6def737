"""Which row wins: `*` in a key column means each, and the row with most given keys wins."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Generic, TypeVar

from corridor.schema.row import EACH, Row

R = TypeVar("R", bound=Row)


class StarIndex(Generic[R]):
    """Looks rows up by key columns that may hold `*`.

    A question costs one dictionary look-up per pattern of stars that occurs in the table, not per row.
    """

    def __init__(self, rows: Iterable[R], columns: Sequence[str]) -> None:
        """Index `rows` by `columns`."""
        self.columns = tuple(columns)
        self._by_pattern: dict[tuple[bool, ...], dict[tuple[str, ...], list[R]]] = {}
        for row in rows:
            key = tuple(str(getattr(row, column)) for column in self.columns)
            given = tuple(part != EACH for part in key)
            kept = tuple(part for part, keep in zip(key, given, strict=True) if keep)
            self._by_pattern.setdefault(given, {}).setdefault(kept, []).append(row)
        self._patterns = sorted(self._by_pattern, key=sum, reverse=True)
        self._found: dict[tuple[str, ...], R | None] = {}
        """Answers given so far: networks ask the same question many times."""

    def winners(self, *key: str) -> tuple[R, ...]:
        """Return the rows that win for a key: none, one, or several that tie."""
        found: list[R] = []
        best = -1
        for given in self._patterns:
            if sum(given) < best:
                break
            kept = tuple(part for part, keep in zip(key, given, strict=True) if keep)
            rows = self._by_pattern[given].get(kept)
            if rows:
                best = sum(given)
                found.extend(rows)
        return tuple(found)

    def find(self, *key: str) -> R | None:
        """Return the row that wins, or None. Ties are faults of the input, found before any look-up."""
        try:
            return self._found[key]
        except KeyError:
            winners = self.winners(*key)
            answer = self._found[key] = winners[0] if winners else None
            return answer
