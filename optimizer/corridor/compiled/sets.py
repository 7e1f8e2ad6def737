"""Sets whose members are the rows of a table, and groups of such rows."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import numpy as np
import pyomo.environ as pyo
from pyomo.common.numeric_types import native_types
from pyomo.core.base.indexed_component import IndexedComponent
from pyomo.core.base.set import OrderedSetOf
from pyomo.core.expr.template_expr import NPV_Structural_GetItemExpression

from corridor.compiled.labels import Column, Ints, Rows, column_of


class TableSet(OrderedSetOf):  # type: ignore[misc]
    """An ordered Pyomo set whose members are the rows of a table: labels, or tuples of labels.

    Give the number of rows (members 0, 1, ...), one column, or several columns as a mapping or a DataFrame.
    Members are made only when somebody iterates. Raises ValueError where two rows are the same, once a member is
    looked for.
    """

    def __init__(self, table: int | Mapping[str, Any] | Sequence[Any] | Any, **kwargs: Any) -> None:
        """Keep the rows of a table."""
        super().__init__(_rows(table), ctype=pyo.Set, **kwargs)

    @property
    def rows(self) -> Rows:
        """The rows."""
        rows: Rows = self._ref
        return rows

    @property
    def dimen(self) -> int:
        """The number of columns."""
        return len(self.rows.columns)

    def _pprint(self) -> Any:
        rows = self.rows
        shown = ", ".join(map(str, rows[:20])) + (" ..." if len(rows) > 20 else "")
        headers = [("Dimen", self.dimen), ("Size", len(rows))]
        return headers, [(None, shown)], ("Members",), lambda _, members: [members]


def _rows(table: Any) -> Rows:
    if isinstance(table, Rows):
        return table
    if isinstance(table, int):
        return Rows.counting(table)
    return Rows(_columns(table))


def _columns(table: Any) -> tuple[Column, ...]:
    """Return the columns of a mapping, a DataFrame or a single column."""
    names = getattr(table, "columns", table.keys() if isinstance(table, Mapping) else None)
    return (column_of(table),) if names is None else tuple(column_of(table[name]) for name in names)


class Members(tuple[Any, ...]):
    """The members of one group."""

    dimen = 1
    """Labels in a member."""


class GroupItem(NPV_Structural_GetItemExpression):  # type: ignore[misc]
    """The members of a group for an index template: what a `for` in a rule's sum runs over."""

    __slots__ = ()

    def is_expression_type(self, *_: Any) -> bool:
        """Keep Pyomo from resolving it to learn the number of labels: it is known, and the group may be empty."""
        return False

    @property
    def dimen(self) -> int:
        """The number of labels of a member."""
        group: TableGroup = self._args_[0]
        return group.dimen


class TableGroup(IndexedComponent):  # type: ignore[misc]
    """For each key the members of a set that belong to it: `for a in m.arcs_from[site]`. Empty where nothing does.

    `by` names the key of each member: one column, or several as a mapping or a DataFrame. `rows` are positions in
    the set, in the order of `by`, where not every member takes part or one takes part several times.
    """

    def __init__(self, members: TableSet, by: Any, rows: Any = None, **kwargs: Any) -> None:
        """Group the members of a set by their keys, in the order given."""
        super().__init__(pyo.Any, ctype=TableGroup, **kwargs)
        self.members = members
        keys = _columns(by)
        taken = np.arange(len(members.rows)) if rows is None else np.asarray(rows, dtype=np.int64)
        if len(taken) != len(keys[0].codes):
            raise ValueError(f"{len(keys[0].codes)} keys for {len(taken)} members")
        order = _order(keys)
        if order is not None:
            taken, keys = taken[order], tuple(key.take(order) for key in keys)
        starts = _starts(keys)
        self.rows: Ints = taken
        """Positions in the set, group after group."""
        self.starts: Ints = np.append(starts, len(taken))
        """Where each group begins, and where the last one ends."""
        self.keys_of_groups = Rows([key.take(starts) for key in keys])
        """The key of each group."""

    @property
    def dimen(self) -> int:
        """The number of labels of a member."""
        return self.members.dimen

    def construct(self, _data: Any = None) -> None:
        """Nothing is left to construct."""
        self._constructed = True

    def __len__(self) -> int:
        """Return the number of keys that have members."""
        return len(self.keys_of_groups)

    def keys(self, *_: Any, **__: Any) -> Iterable[Any]:
        """Return the keys that have members."""
        return iter(self.keys_of_groups)

    def __getitem__(self, key: Any) -> Any:
        """Return the members of a key; with an index template, an expression for them."""
        # Pyomo resolves templates with a list of labels.
        labels = tuple(key) if isinstance(key, (tuple, list)) else (key,)
        if any(label.__class__ not in native_types for label in labels):
            return GroupItem((self, *labels))
        group = self.keys_of_groups.position(labels)
        positions = self.rows[self.starts[group] : self.starts[group + 1]].tolist() if group >= 0 else []
        found = Members(self.members.rows[position] for position in positions)
        found.dimen = self.dimen
        return found

    def _pprint(self) -> Any:
        headers = [("Groups", len(self)), ("Members", len(self.rows))]
        return headers, self.items, ("Members",), lambda _, members: [tuple(members)]


def _order(keys: Sequence[Column]) -> Ints | None:
    """Return the order that brings equal keys together; None where they already are in it."""
    if len(keys) > 1:
        return np.lexsort([key.codes for key in reversed(keys)])
    codes = keys[0].codes
    return None if (codes[1:] >= codes[:-1]).all() else np.argsort(codes, kind="stable")


def _starts(keys: Sequence[Column]) -> Ints:
    """Return where each group begins in keys whose equals are together."""
    new = np.zeros(len(keys[0].codes), dtype=bool)
    new[:1] = True
    for key in keys:
        new[1:] |= key.codes[1:] != key.codes[:-1]
    return np.flatnonzero(new)
