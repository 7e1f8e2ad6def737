"""Labels as integer codes, and rows of labels that are found again by their labels."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt
import pandas as pd

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]

MISSING = -1
"""Position of labels that no row has."""

DENSE = 4
"""Rows are found by a table of all possible codes while that has at most so many cells per row."""
NO_CODE = np.iinfo(np.int64).min // 2
"""Stands for a label that a column does not have: below every code."""
SMALL = 1 << 20
"""[cells] Such a table is always made up to this size."""


class Vocabulary:
    """Distinct labels that are not whole numbers; a label's code is its place. Immutable."""

    def __init__(self, labels: pd.Index) -> None:
        """Keep distinct labels."""
        self.labels = labels

    def __deepcopy__(self, memo: dict[int, Any]) -> Vocabulary:
        """Return itself: nothing can change it."""
        return self

    def codes_of(self, other: Vocabulary) -> Ints:
        """Return for each code of another vocabulary the code here, or MISSING."""
        return np.asarray(self.labels.get_indexer(other.labels), dtype=np.int64)


class Column(NamedTuple):
    """A column of labels: whole numbers that stand for themselves, or codes of a vocabulary."""

    codes: Ints
    vocabulary: Vocabulary | None

    def take(self, positions: Ints) -> Column:
        """Return the labels at positions."""
        return Column(self.codes[positions], self.vocabulary)

    def label(self, position: int) -> Any:
        """Return one label as Python sees it."""
        code = int(self.codes[position])
        return code if self.vocabulary is None else self.vocabulary.labels[code]

    def labels(self) -> list[Any]:
        """Return all labels as Python sees them."""
        if self.vocabulary is None:
            return list(self.codes.tolist())
        return list(self.vocabulary.labels.take(self.codes))


def column_of(values: Any) -> Column:
    """Return a column of labels.

    Raises TypeError for labels that are neither whole numbers nor hashable objects, such as 0.5 or nan.
    """
    array = values.to_numpy() if isinstance(values, (pd.Series, pd.Index)) else np.asarray(values)
    if array.dtype.kind in "iu" or array.size == 0:
        return Column(array.astype(np.int64), None)
    if array.dtype.kind in "fcmM":
        raise TypeError(f"labels are whole numbers or text, got {array.dtype}: turn them into text first")
    codes, labels = pd.factorize(array)
    if (codes < 0).any():
        raise TypeError("a label is missing: every row needs a label in every column")
    if all(isinstance(label, int) for label in labels):
        return column_of(np.asarray(array, dtype=np.int64))
    return Column(codes.astype(np.int64), Vocabulary(pd.Index(labels)))


def constant(label: Any, count: int) -> Column:
    """Return one label, `count` times."""
    one = column_of(np.array([label], dtype=None if isinstance(label, int) else object))
    return Column(np.broadcast_to(one.codes, (count,)), one.vocabulary)


class Rows(Sequence[Any]):
    """Rows of labels: single labels where there is one column, else tuples. Immutable, and no row occurs twice."""

    def __init__(self, columns: Sequence[Column]) -> None:
        """Keep columns of equal length."""
        self.columns = tuple(columns)
        self.length = len(self.columns[0].codes)
        if any(len(column.codes) != self.length for column in self.columns):
            raise ValueError("columns of a table differ in length")
        first = self.columns[0]
        self.counts_up = (
            len(self.columns) == 1 and first.vocabulary is None and bool((first.codes == np.arange(self.length)).all())
        )
        """Whether the rows are just 0, 1, 2, ...: then a label is its own position."""
        self._finder: _Finder | None = None

    @staticmethod
    def counting(count: int) -> Rows:
        """Return the rows 0, 1, ... count - 1."""
        return Rows([Column(np.arange(count), None)])

    def __deepcopy__(self, memo: dict[int, Any]) -> Rows:
        """Return itself: nothing can change it."""
        return self

    def find(self, keys: Sequence[Column]) -> Ints:
        """Return the position of each row of keys, MISSING where there is none.

        Raises ValueError if two rows of this table are the same.
        """
        if len(keys) != len(self.columns):
            raise ValueError(f"{len(keys)} index(es) given where rows have {len(self.columns)}")
        if self.counts_up and keys[0].vocabulary is None:
            asked = keys[0].codes
            if not len(asked) or (asked.min() >= 0 and asked.max() < self.length):
                return asked
            return np.where((asked >= 0) & (asked < self.length), asked, MISSING)
        if self._finder is None:
            self._finder = _Finder(self.columns)
        return self._finder.find(keys)

    def __len__(self) -> int:
        """Return the number of rows."""
        return self.length

    def __getitem__(self, position: Any) -> Any:
        """Return one row."""
        if isinstance(position, slice):
            return [self[i] for i in range(*position.indices(self.length))]
        row = tuple(column.label(position) for column in self.columns)
        return row if len(row) > 1 else row[0]

    def __iter__(self) -> Iterator[Any]:
        """Iterate over the rows."""
        if len(self.columns) == 1:
            return iter(self.columns[0].labels())
        return zip(*(column.labels() for column in self.columns), strict=True)

    def __contains__(self, row: object) -> bool:
        """Whether there is such a row."""
        return self.position(row) != MISSING

    def index(self, row: Any, start: int = 0, stop: int | None = None) -> int:
        """Return the position of a row. Raises ValueError if there is none."""
        found = self.position(row)
        if found == MISSING or found < start or (stop is not None and found >= stop):
            raise ValueError(f"{row!r} is no row of this table")
        return found

    def position(self, row: object) -> int:
        """Return the position of a row, or MISSING."""
        labels = row if isinstance(row, tuple) else (row,)
        if len(labels) != len(self.columns):
            return MISSING
        try:
            return int(self.find([constant(label, 1) for label in labels])[0])
        except TypeError:
            return MISSING


class _Finder:
    """Finds rows by one number made of all their codes."""

    def __init__(self, columns: Sequence[Column]) -> None:
        """Index the rows. Raises ValueError if two of them are the same."""
        self._columns = columns
        self._low = [int(column.codes.min(initial=0)) for column in columns]
        self._size = [
            int(column.codes.max(initial=-1)) - low + 1 for column, low in zip(columns, self._low, strict=True)
        ]
        count = len(columns[0].codes)
        cells = 1
        for size in self._size:
            cells *= max(size, 0)
        if cells > np.iinfo(np.int64).max // 2:
            raise ValueError("the labels of this table have too many combinations to be numbered")
        numbers = self._numbers(columns)
        self._table: Ints | None = None
        if cells <= max(SMALL, DENSE * count):
            self._table = np.full(cells + 1, MISSING, dtype=np.int64)
            self._table[numbers] = np.arange(count)
            distinct = int((self._table >= 0).sum())
        else:
            self._order = np.argsort(numbers, kind="stable")
            self._sorted = numbers[self._order]
            distinct = count - int((self._sorted[1:] == self._sorted[:-1]).sum())
        if distinct != count:
            raise ValueError(f"{count - distinct} row(s) of this table occur twice")

    def _numbers(self, keys: Sequence[Column]) -> Ints:
        """Return one number per row of keys; -1 where a label does not occur in its column."""
        total = np.zeros(len(keys[0].codes), dtype=np.int64)
        missing = np.zeros(len(total), dtype=bool)
        for key, own, low, size in zip(keys, self._columns, self._low, self._size, strict=True):
            codes = translated(key, own) - low
            missing |= (codes < 0) | (codes >= size)
            total = total * size + codes
        return np.where(missing, -1, total) if missing.any() else total

    def find(self, keys: Sequence[Column]) -> Ints:
        """Return positions, MISSING where there is no such row."""
        numbers = self._numbers(keys)
        if self._table is not None:
            return self._table[numbers]
        if not len(self._sorted):
            return np.full(len(numbers), MISSING, dtype=np.int64)
        at = np.minimum(np.searchsorted(self._sorted, numbers), len(self._sorted) - 1)
        return np.where(self._sorted[at] == numbers, self._order[at], MISSING)


def translated(key: Column, own: Column) -> Ints:
    """Return the codes of a key in the vocabulary of a column; below 0 where it has no such label."""
    if key.vocabulary is own.vocabulary:
        return key.codes
    if key.vocabulary is None:
        assert own.vocabulary is not None
        return np.asarray(own.vocabulary.labels.get_indexer(pd.Index(key.codes, dtype=object)), dtype=np.int64)
    if own.vocabulary is None:
        numbers = [label if isinstance(label, int) else NO_CODE for label in key.vocabulary.labels]
        return np.array(numbers, dtype=np.int64)[key.codes]
    found = own.vocabulary.codes_of(key.vocabulary)
    return np.where(found < 0, NO_CODE, found)[key.codes]
