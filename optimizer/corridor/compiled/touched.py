"""What table-backed components have in common: data objects are made when somebody touches them.

Pyomo already knows components whose data appear on demand (`_getitem_when_not_present`). A table-backed component is
such a component that says it is full: it has the length of its index set, iterates over all of it, and makes each
data object when it is asked for. The arrays hold what nobody touched; a touched object holds its own state, and
whoever reads the arrays lays the touched objects over them. So everything that works on Pyomo's own data objects
works here, at Pyomo's speed for those that are touched.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from pyomo.core.expr.template_expr import IndexTemplate

from corridor.compiled.labels import MISSING, Rows
from corridor.compiled.sets import TableSet


class OnTouch:
    """Mixed into Pyomo's indexed components, in front of them."""

    _index_set: Any
    _data: dict[Any, Any]
    _item: Any = None
    """Kind of expression that an index template gives; None: Pyomo finds out, which takes it ten times as long."""

    def __getitem__(self, index: Any) -> Any:
        """Return a data object or a value; with an index template, an expression for it."""
        if self._item is not None:
            labels = index if index.__class__ is tuple else (index,)
            if any(label.__class__ is IndexTemplate for label in labels):
                return self._item((self, *labels))
        return super().__getitem__(index)  # type: ignore[misc]

    @property
    def rows(self) -> Rows:
        """The rows of the index set."""
        rows: Rows = self._index_set.rows
        return rows

    def touched(self) -> Iterator[tuple[int, Any]]:
        """Yield (position, data object) of everything that somebody touched."""
        for index, data in self._data.items():
            yield self.rows.position(index), data

    def __len__(self) -> int:
        """Return the number of rows, touched or not."""
        return len(self.rows)

    def __contains__(self, index: object) -> bool:
        """Whether there is such a row."""
        try:
            return self.rows.position(index) != MISSING
        except (TypeError, ValueError):
            return False

    def position(self, index: Any) -> int:
        """Return the position of an index. Raises KeyError if there is none."""
        found = self.rows.position(index)
        if found == MISSING:
            raise KeyError(index)
        return found


def table_set(index: Any, what: str) -> TableSet:
    """Return an index set. Raises TypeError if it is not a table-backed one."""
    if not isinstance(index, TableSet):
        raise TypeError(f"{what} is indexed by a TableSet, got {type(index).__name__}: use Pyomo's own component")
    return index
