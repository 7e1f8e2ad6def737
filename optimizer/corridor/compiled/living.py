"""A compiled model that follows its Pyomo model: only what changed since it was compiled is computed again.

Which rows and columns use a mutable parameter is noted when it changes for the first time. After that a change costs
work in proportion to the rows it touches.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import pyomo.environ as pyo

from corridor.compiled.columns import Columns
from corridor.compiled.compile import compiled, objective
from corridor.compiled.constraints import TableConstraint
from corridor.compiled.form import Block
from corridor.compiled.labels import Floats, Ints
from corridor.compiled.params import values_of
from corridor.compiled.places import distinct
from corridor.compiled.row_updates import (
    NewRows,
    StructureChangedError,
    moved_coefficients,
    ordinary_rows,
    table_rows,
)
from corridor.compiled.uses import Uses


@dataclass(frozen=True)
class Changes:
    """What a solver that holds the program has to be told. Arrays of one field belong together."""

    columns: Ints
    """Columns whose bounds changed."""
    col_lower: Floats
    col_upper: Floats
    costly: Ints
    """Columns whose cost changed."""
    cost: Floats
    rows: Ints
    """Rows whose bounds changed."""
    row_lower: Floats
    row_upper: Floats
    at_rows: Ints
    """Coefficients that changed: their rows."""
    at_columns: Ints
    coefficients: Floats
    offset: float
    """The constant of the objective as it is now."""

    @property
    def nothing(self) -> bool:
        """Whether the program is as it was."""
        return not any(map(len, (self.columns, self.costly, self.rows, self.at_rows)))


class LivingModel:
    """A compiled model and what is needed to follow its Pyomo model."""

    def __init__(self, m: Any) -> None:
        """Compile a model. Raises what `compile_model` raises."""
        self.model = m
        self.form, self._columns, self._goal = compiled(m)
        self._known = {id(p): values_of(p).copy() for p in self._parameters()}
        self._expressions = self._named_expressions()
        self._uses: dict[tuple[int, int], Uses] = {}
        self._active: dict[int, bool] = {}
        self._constraints = [
            (component, self.form.rows.by_name[component.name])
            for component in m.component_objects(pyo.Constraint, active=True, descend_into=True)
        ]
        self._by_hand: dict[int, Ints] = {
            id(component): _by_hand(component)
            for component, _ in self._constraints
            if isinstance(component, TableConstraint)
        }

    def update(self) -> Changes:
        """Bring `form` up to date with the model and return what changed.

        Raises StructureChangedError where an update cannot express it: compile again.
        """
        values = {id(p): p for p in self._parameters()}
        if set(values) != set(self._known):
            raise StructureChangedError("a parameter was added or removed")
        moved = {}
        for key, parameter in values.items():
            now = values_of(parameter)
            positions = np.flatnonzero(now != self._known[key])
            if len(positions):
                moved[key] = positions
                self._known[key][positions] = now[positions]
        if self._named_expressions() != self._expressions:
            raise StructureChangedError("a named expression was set by hand")
        columns, col_lower, col_upper = self._new_column_bounds()
        costly, cost, offset = self._new_costs(moved)
        rows, row_lower, row_upper, at, at_rows, coefficients = self._new_rows(moved)
        at_columns = self.form.matrix.indices[at].astype(np.int64)
        form = self.form
        form.col_lower[columns], form.col_upper[columns] = col_lower, col_upper
        form.row_lower[rows], form.row_upper[rows] = row_lower, row_upper
        form.cost[costly] = cost
        form.matrix.data[at] = coefficients
        self.form = replace(form, offset=offset)
        self.form.refuse_nonsense()
        return Changes(
            columns, col_lower, col_upper, costly, cost, rows, row_lower, row_upper, at_rows, at_columns, coefficients,
            offset,
        )  # fmt: skip

    def _parameters(self) -> Iterator[Any]:
        """Yield every mutable parameter, table-backed or Pyomo's own."""
        for component in self.model.component_objects(pyo.Param, active=True, descend_into=True):
            if component._mutable:
                yield component

    def _named_expressions(self) -> list[Any]:
        """Return what each named expression is, so that one that somebody sets is noticed."""
        found: list[Any] = []
        for component in self.model.component_objects(pyo.Expression, active=True, descend_into=True):
            if hasattr(component, "is_table_expression"):
                found.append((id(component), component.untouched))
            else:
                found += [(id(data), id(data.expr)) for data in component.values()]
        return found

    def _new_column_bounds(self) -> tuple[Ints, Floats, Floats]:
        now = Columns(self.model)
        if [b.name for b in now.blocks.blocks] != [b.name for b in self._columns.blocks.blocks]:
            raise StructureChangedError("variables were added, removed or deactivated")
        if (now.integer() != self.form.integer).any():
            raise StructureChangedError("a variable changed its domain")
        lower, upper = now.bounds()
        at = np.flatnonzero((lower != self.form.col_lower) | (upper != self.form.col_upper))
        return at, lower[at], upper[at]

    def _new_costs(self, moved: dict[int, Ints]) -> tuple[Ints, Floats, float]:
        sign = -1.0 if self.form.maximize else 1.0
        costs = self._goal.parts
        if costs is None or not self._goal.component.untouched:
            goal = objective(self.model, self._columns)
            at = np.flatnonzero(goal.cost != self.form.cost)
            return at, goal.cost[at], goal.offset
        touched = [np.zeros(0, dtype=np.int64)]
        for number, part in enumerate(costs.parts):
            units = self._rows_using(part, part.units, moved, lambda touch, part=part: part.linear(touch=touch))
            if len(units):
                touched.append(costs.again(number, units))
        at = distinct(np.concatenate(touched), len(self.form.cost))
        cost = sign * costs.of(at)
        differs = cost != self.form.cost[at]
        return at[differs], cost[differs], sign * costs.offset

    def _rows_using(self, owner: Any, count: int, moved: dict[int, Ints], evaluate: Any) -> Ints:
        """Return the rows of an owner, which has `count`, that use a parameter value that moved."""
        found = [np.zeros(0, dtype=np.int64)]
        missing = [key for key in moved if (id(owner), key) not in self._uses]
        if missing:
            noted = {key: Uses() for key in self._known}
            evaluate(lambda parameter, positions, rows: noted[id(parameter)].note(positions, rows))
            for key, uses in noted.items():
                self._uses[id(owner), key] = uses
        for key, positions in moved.items():
            found.append(self._uses[id(owner), key].of(positions, count))
        return found[-1] if len(found) <= 2 else distinct(np.concatenate(found), count)

    def _new_rows(self, moved: dict[int, Ints]) -> tuple[Ints, Floats, Floats, Ints, Ints, Floats]:
        """Return (rows, lower, upper) whose bounds changed, and (place, row, value) of changed coefficients."""
        active = list(self.model.component_objects(pyo.Constraint, active=True, descend_into=True))
        if not {id(component) for component in active} <= {id(component) for component, _ in self._constraints}:
            raise StructureChangedError("a constraint was added or activated")
        found = [new for component, block in self._constraints for new in self._again(component, block, moved)]
        bounds, coefficients = [], []
        for new in found:
            lower, upper = self.form.row_lower[new.rows], self.form.row_upper[new.rows]
            at = np.flatnonzero((lower != new.lower) | (upper != new.upper))
            bounds.append((new.rows[at], new.lower[at], new.upper[at]))
            coefficients.append(moved_coefficients(self.form, new))
        none = np.zeros(0, dtype=np.int64)
        rows, low, high = _joined([*bounds, (none, np.zeros(0), np.zeros(0))])
        place, row, value = _joined([*coefficients, (none, none, np.zeros(0))])
        return rows, low, high, place, row, value

    def _again(self, component: Any, block: Block, moved: dict[int, Ints]) -> Iterator[NewRows]:
        """Yield the rows of a constraint that may have changed."""
        if not isinstance(component, TableConstraint):
            yield ordinary_rows(component, block.start, self._columns)
            return
        by_hand = _by_hand(component)
        before = self._by_hand[id(component)]
        self._by_hand[id(component)] = by_hand
        count = len(block.rows)
        using = self._rows_using(component, count, moved, lambda touch: component.block(touch=touch))
        if component.active != self._active.get(id(component), True):
            using = np.arange(count)
        self._active[id(component)] = component.active
        positions = using
        if len(by_hand) or len(before):
            positions = distinct(np.concatenate([by_hand, before, using]), count)
        if len(positions):
            yield table_rows(component, block.start, positions, self._columns)


def _by_hand(component: TableConstraint) -> Ints:
    """Return the rows that somebody changed or switched off."""
    return np.array(sorted(position for position, _ in component.changed()), dtype=np.int64)


def _joined(parts_: list[tuple[Any, Any, Any]]) -> tuple[Any, Any, Any]:
    first, second, third = (np.concatenate(part) for part in zip(*parts_, strict=True))
    return first, second, third
