"""Variables held as arrays of bounds, values and what is fixed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import pyomo.environ as pyo
from pyomo.core.base.var import IndexedVar, VarData
from pyomo.core.expr.template_expr import Numeric_GetItemExpression

from corridor.compiled.labels import Floats
from corridor.compiled.sets import TableSet
from corridor.compiled.touched import OnTouch, table_set

Flags = npt.NDArray[np.bool_]


@dataclass(frozen=True)
class ColumnState:
    """Bounds, values (nan: none) and kinds of columns, one entry per row of the variable."""

    lower: Floats
    upper: Floats
    value: Floats
    fixed: Flags
    integer: Flags

    def bounds(self) -> tuple[Floats, Floats]:
        """Return the bounds that hold: a fixed column has its value as both."""
        if not self.fixed.any():
            return self.lower, self.upper
        return np.where(self.fixed, self.value, self.lower), np.where(self.fixed, self.value, self.upper)


def interval(domain: Any) -> tuple[float, float, bool]:
    """Return the bounds of a domain and whether it holds whole numbers only.

    Raises ValueError for domains that are neither continuous nor all whole numbers of an interval.
    """
    low, high, step = domain.get_interval()
    if step not in (0, 1):
        raise ValueError(f"domain {domain} is no interval of real or whole numbers")
    return -np.inf if low is None else float(low), np.inf if high is None else float(high), step == 1


class TableVar(OnTouch, IndexedVar):  # type: ignore[misc]
    """A variable over a table. `lower` and `upper` are arrays or single numbers, beside the bounds of the domain."""

    _item = Numeric_GetItemExpression

    def __init__(
        self,
        index: TableSet,
        domain: Any = pyo.Reals,
        lower: Any = -np.inf,
        upper: Any = np.inf,
        **kwargs: Any,
    ) -> None:
        """Keep bounds, one entry per row."""
        super().__init__(table_set(index, "TableVar"), domain=domain, dense=False, **kwargs)
        count = len(index.rows)
        self._all = domain
        self._lower: Floats = np.broadcast_to(np.asarray(lower, dtype=np.float64), (count,)).copy()
        self._upper: Floats = np.broadcast_to(np.asarray(upper, dtype=np.float64), (count,)).copy()
        self._value: Floats = np.full(count, np.nan)
        self._fixed: Flags = np.zeros(count, dtype=bool)

    def construct(self, _data: Any = None) -> None:
        """Nothing is left to construct."""
        self._constructed = True

    def state(self) -> ColumnState:
        """Return bounds, values and kinds as they are now."""
        low, high, whole = interval(self._all)
        state = ColumnState(
            np.maximum(self._lower, low),
            np.minimum(self._upper, high),
            self._value.copy(),
            self._fixed.copy(),
            np.full(len(self), whole),
        )
        for position, data in self.touched():
            low, high, state.integer[position] = interval(data.domain)
            state.lower[position] = low if data.lower is None else max(pyo.value(data.lower), low)
            state.upper[position] = high if data.upper is None else min(pyo.value(data.upper), high)
            state.value[position] = np.nan if data.value is None else data.value
            state.fixed[position] = data.fixed
        return state

    def values_array(self) -> Floats:
        """Return the value of every row as it is now, nan where there is none. Do not write into it."""
        for position, data in self.touched():
            self._value[position] = np.nan if data.value is None else data.value
        return self._value

    def load(self, values: Floats) -> None:
        """Set the value of every row."""
        self._value[:] = values
        for position, data in self.touched():
            data.set_value(float(values[position]), skip_validation=True)

    def bound(self, lower: Any = None, upper: Any = None) -> None:
        """Set bounds of every row at once."""
        for own, given in ((self._lower, lower), (self._upper, upper)):
            if given is not None:
                own[:] = given
        for position, data in self.touched():
            if lower is not None:
                data.lower = _or_none(self._lower[position])
            if upper is not None:
                data.upper = _or_none(self._upper[position])

    def fix(self, value: Any = None, _skip_validation: bool = False) -> None:
        """Fix every row: at its value, or at a number or an array of numbers."""
        if value is not None:
            self.load(np.broadcast_to(np.asarray(value, dtype=np.float64), (len(self),)))
        self._fixed[:] = True
        for _, data in self.touched():
            data.fixed = True

    def unfix(self) -> None:
        """Free every row."""
        self._fixed[:] = False
        for _, data in self.touched():
            data.fixed = False

    @property
    def domain(self) -> Any:
        """Raise AttributeError: rows may differ in their domain (as Pyomo's indexed variables do)."""
        raise AttributeError("the domain belongs to single rows; it can be set for all of them")

    @domain.setter
    def domain(self, domain: Any) -> None:
        """Set the domain of every row."""
        self._all = domain
        for _, data in self.touched():
            data.domain = domain

    def _getitem_when_not_present(self, index: Any) -> Any:
        position = self.position(index)
        data = self._data[index] = VarData(component=self)
        data._index = index
        data._domain = self._all
        data.lower, data.upper = _or_none(self._lower[position]), _or_none(self._upper[position])
        if not np.isnan(self._value[position]):
            data.set_value(float(self._value[position]), skip_validation=True)
        data._fixed = bool(self._fixed[position])
        return data


def _or_none(bound: float) -> float | None:
    return None if np.isinf(bound) else float(bound)
