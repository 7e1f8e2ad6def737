"""Which row wins: `*` in a key column means each, and the row with most given keys wins."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from operator import itemgetter
from typing import Any, Generic, TypeVar

from corridor.schema.row import EACH, Row

R = TypeVar("R", bound=Row)


def _part(places: Sequence[int]) -> Callable[[tuple[str, ...]], Any]:
    """Return what takes the parts of a key at some places."""
    return itemgetter(*places) if places else lambda _: ()


class StarIndex(Generic[R]):
    """Looks rows up by key columns that may hold `*`.

    A question costs one dictionary look-up per pattern of stars that occurs in the table, not per row.
    """

    def __init__(self, rows: Iterable[R], columns: Sequence[str]) -> None:
        """Index `rows` by `columns`."""
        self.columns = tuple(columns)
        tables: dict[tuple[int, ...], dict[Any, list[R]]] = {}
        for row in rows:
            key = tuple(str(getattr(row, column)) for column in self.columns)
            given = tuple(place for place, part in enumerate(key) if part != EACH)
            tables.setdefault(given, {}).setdefault(_part(given)(key), []).append(row)
        self._patterns = [(len(given), _part(given), found) for given, found in tables.items()]
        self._patterns.sort(key=lambda pattern: -pattern[0])
        self._found: dict[tuple[str, ...], R | None] = {}
        """Answers given so far: networks ask the same question many times."""

    def winners(self, *key: str) -> tuple[R, ...]:
        """Return the rows that win for a key: none, one, or several that tie."""
        found: list[R] = []
        best = -1
        for given, part, rows_of in self._patterns:
            if given < best:
                break
            rows = rows_of.get(part(key))
            if rows:
                best = given
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
