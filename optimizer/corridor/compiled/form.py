"""The program as arrays, and which component each row and column belongs to."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
import numpy.typing as npt
from scipy import sparse

from corridor.compiled.labels import Floats, Rows

Name = tuple[str, Any]
"""(component, index); the index of a scalar component is None."""


@dataclass(frozen=True)
class Block:
    """The rows or columns of one component: `start` up to `start + len(rows)`."""

    name: str
    start: int
    rows: Rows
    scalar: bool = False

    @property
    def stop(self) -> int:
        """Where the block ends (exclusive)."""
        return self.start + len(self.rows)

    @property
    def range(self) -> slice:
        """Return the rows or columns as a slice."""
        return slice(self.start, self.stop)


class Blocks(Sequence[Name]):
    """All rows or columns by name, without a name being made before somebody asks."""

    def __init__(self, blocks: Sequence[Block]) -> None:
        """Keep blocks that follow each other."""
        self.blocks = tuple(blocks)
        self._starts = np.array([block.start for block in self.blocks], dtype=np.int64)

    @cached_property
    def by_name(self) -> dict[str, Block]:
        """Component -> its block."""
        return {block.name: block for block in self.blocks}

    def range(self, name: str) -> slice:
        """Return the rows or columns of a component. Raises KeyError if there is no such component."""
        return self.by_name[name].range

    def __len__(self) -> int:
        """Return the number of rows or columns."""
        return self.blocks[-1].stop if self.blocks else 0

    def __getitem__(self, number: Any) -> Any:
        """Return the name of one row or column."""
        if isinstance(number, slice):
            return [self[i] for i in range(*number.indices(len(self)))]
        if not 0 <= number < len(self):
            raise IndexError(number)
        block = self.blocks[int(np.searchsorted(self._starts, number, side="right")) - 1]
        return block.name, None if block.scalar else block.rows[number - block.start]

    def __iter__(self) -> Iterator[Name]:
        """Iterate over all names."""
        for block in self.blocks:
            yield from ((block.name, None if block.scalar else index) for index in block.rows)

    def number(self, name: str, index: Any = None) -> int:
        """Return the row or column of an index. Raises KeyError if there is none."""
        block = self.by_name[name]
        position = 0 if block.scalar else block.rows.position(index)
        if position < 0:
            raise KeyError((name, index))
        return block.start + position


@dataclass(frozen=True)
class StandardForm:
    """min cost x + offset, subject to row_lower <= A x <= row_upper, col_lower <= x <= col_upper.

    A maximization is stored with costs of the opposite sign and `maximize` set.
    """

    cost: Floats
    offset: float
    maximize: bool
    matrix: sparse.csr_array
    row_lower: Floats
    row_upper: Floats
    col_lower: Floats
    col_upper: Floats
    integer: npt.NDArray[np.bool_]
    """Columns that must be whole."""
    columns: Blocks
    rows: Blocks

    def refuse_nonsense(self) -> None:
        """Raise ArithmeticError, naming row and column, if a number is not finite where it must be.

        A solver would drop such a row without a word and call the rest optimal.
        """
        bad = np.flatnonzero(~np.isfinite(self.cost))
        if len(bad):
            raise ArithmeticError(f"the cost of {_shown(self.columns[int(bad[0])])} is {self.cost[bad[0]]}")
        wrong = np.flatnonzero(~np.isfinite(self.matrix.data))
        if len(wrong):
            row = int(np.searchsorted(self.matrix.indptr, wrong[0], side="right")) - 1
            column = self.columns[int(self.matrix.indices[wrong[0]])]
            raise ArithmeticError(
                f"the coefficient of {_shown(column)} in {_shown(self.rows[row])} is {self.matrix.data[wrong[0]]}"
            )
        for names, lower, upper in (
            (self.rows, self.row_lower, self.row_upper),
            (self.columns, self.col_lower, self.col_upper),
        ):
            nonsense = np.isnan(lower) | np.isnan(upper) | (lower == np.inf) | (upper == -np.inf)
            if nonsense.any():
                at = int(np.flatnonzero(nonsense)[0])
                raise ArithmeticError(f"the bounds of {_shown(names[at])} are {lower[at]} and {upper[at]}")


def _shown(name: Name) -> str:
    return name[0] if name[1] is None else f"{name[0]}[{name[1]}]"
