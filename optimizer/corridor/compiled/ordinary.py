"""Ordinary Pyomo components beside table-backed ones: their index sets as rows."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import pyomo.environ as pyo

from corridor.compiled.labels import Floats, Ints, Rows, column_of
from corridor.compiled.sets import TableSet


def _object_column(values: list[Any]) -> Any:
    if all(isinstance(value, int) for value in values):
        return np.array(values, dtype=np.int64)
    column = np.empty(len(values), dtype=object)
    column[:] = values
    return column


def rows_of(members: list[Any]) -> Rows:
    """Return labels or tuples of labels as rows. Raises ValueError if tuples differ in length."""
    width = len(members[0]) if members and isinstance(members[0], tuple) else 1
    if width == 1:
        return Rows([column_of(_object_column(members))])
    if any(len(member) != width for member in members):
        raise ValueError("the members of this set differ in length: split it")
    return Rows([column_of(_object_column([member[i] for member in members])) for i in range(width)])


def rows_of_index(index: Any) -> Rows:
    """Return the members of a set, in order."""
    if isinstance(index, TableSet):
        return index.rows
    return rows_of(list(index))


@dataclass(frozen=True)
class OrdinaryIndex:
    """What a component is indexed by, in the order of its data."""

    component: Any
    rows: Rows

    @staticmethod
    def of(component: Any) -> OrdinaryIndex:
        """Return the index of a component; a scalar one has one row, labelled None."""
        if hasattr(component, "touched"):
            return OrdinaryIndex(component, component.rows)
        if not component.is_indexed():
            return OrdinaryIndex(component, Rows.counting(len(component)))
        return OrdinaryIndex(component, rows_of(list(component.keys())))

    def position(self, data: Any) -> int:
        """Return the row of a data object."""
        return self.rows.position(data.index()) if self.component.is_indexed() else 0

    def values(self) -> Floats:
        """Return the values of a parameter, row by row."""
        return np.array([pyo.value(self.component[index]) for index in self.component], dtype=np.float64)


def rows_of_group(group: Any) -> tuple[Rows, Ints, Rows, Ints]:
    """Return (keys, where each group begins, members, their positions) of an ordinary indexed set."""
    keys = list(group.keys())
    members = [list(group[key]) for key in keys]
    sizes = np.array([len(found) for found in members], dtype=np.int64)
    every = list(dict.fromkeys(member for found in members for member in found))
    place = {member: number for number, member in enumerate(every)}
    positions = np.array([place[member] for found in members for member in found], dtype=np.int64)
    return rows_of(keys), np.concatenate([[0], np.cumsum(sizes)]), rows_of(every), positions
