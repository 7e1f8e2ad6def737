"""Indexes over tables of the law, built once for a table that many questions are asked of."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from typing import Any, TypeVar

R = TypeVar("R")
Index = TypeVar("Index")


class _Rows:
    """A table by identity: comparing tables row by row would cost more than the index saves."""

    def __init__(self, rows: tuple[Any, ...]) -> None:
        """Hold the table, so that its identity stays its own."""
        self.rows = rows

    def __hash__(self) -> int:
        """Return the identity of the table."""
        return id(self.rows)

    def __eq__(self, other: object) -> bool:
        """Return whether the other is the same table."""
        return isinstance(other, _Rows) and self.rows is other.rows


def indexed(rows: tuple[R, ...], build: Callable[[tuple[R, ...]], Index]) -> Index:
    """Return `build(rows)`, the same answer for the same table."""
    found: Index = _kept(_Rows(rows), build)
    return found


@lru_cache(maxsize=64)
def _kept(table: _Rows, build: Callable[[tuple[Any, ...]], Any]) -> Any:
    """Build an index; the newest are kept."""
    return build(table.rows)
