"""The columns of a model: every variable, table-backed or Pyomo's own, numbered one after the other."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import numpy as np
import pyomo.environ as pyo

from corridor.compiled.form import Block, Blocks
from corridor.compiled.labels import Floats, Ints
from corridor.compiled.linear import Term
from corridor.compiled.ordinary import OrdinaryIndex
from corridor.compiled.variables import ColumnState, TableVar, interval


class NotLinearError(Exception):
    """A model holds something that a linear or mixed-integer linear program has no place for."""


class Columns:
    """The columns of a model: every variable of every active block, used or not."""

    def __init__(self, m: Any) -> None:
        """Number the columns."""
        self.components: dict[int, tuple[Any, Block]] = {}
        self._indices: dict[int, OrdinaryIndex] = {}
        start, blocks = 0, []
        for component in m.component_objects(pyo.Var, active=True, descend_into=True):
            index = OrdinaryIndex.of(component)
            block = Block(component.name, start, index.rows, not component.is_indexed())
            self.components[id(component)] = component, block
            self._indices[id(component)] = index
            blocks.append(block)
            start = block.stop
        self.blocks = Blocks(blocks)
        self.states = {key: _state(component) for key, (component, _) in self.components.items()}

    def of_term(self, term: Term) -> Ints:
        """Return the columns of a term."""
        return term.positions + self.start(term.variable)

    def start(self, component: Any) -> int:
        """Return the first column of a variable. Raises NotLinearError if it is not part of the model."""
        if id(component) not in self.components:
            raise NotLinearError(f"variable {component.name} is used, but is not on an active block of the model")
        return self.components[id(component)][1].start

    def of_data(self, data: Any) -> int:
        """Return the column of a data object."""
        component = data.parent_component()
        return self.start(component) + self._indices[id(component)].position(data)

    def bounds(self) -> tuple[Floats, Floats]:
        """Return the bounds of all columns."""
        pairs = [state.bounds() for state in self.states.values()]
        return joined(lower for lower, _ in pairs), joined(upper for _, upper in pairs)

    def integer(self) -> Any:
        """Return which columns must be whole."""
        flags = [state.integer for state in self.states.values()]
        return np.concatenate(flags) if flags else np.zeros(0, dtype=bool)


def _state(component: Any) -> ColumnState:
    if isinstance(component, TableVar):
        return component.state()
    data = list(component.values())
    spans = [interval(one.domain) for one in data]
    return ColumnState(
        np.array([-np.inf if one.lb is None else one.lb for one in data], dtype=np.float64),
        np.array([np.inf if one.ub is None else one.ub for one in data], dtype=np.float64),
        np.array([np.nan if one.value is None else one.value for one in data], dtype=np.float64),
        np.array([one.fixed for one in data], dtype=bool),
        np.array([whole for _, _, whole in spans], dtype=bool),
    )


def joined(parts: Iterable[Floats]) -> Floats:
    """Return arrays one after the other."""
    found = list(parts)
    return np.concatenate(found) if found else np.zeros(0)
