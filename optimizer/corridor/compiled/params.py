"""Parameters held as one array."""

from __future__ import annotations

from typing import Any

import numpy as np
import pyomo.environ as pyo
from pyomo.core.base.param import IndexedParam, ParamData
from pyomo.core.expr.template_expr import NPV_Numeric_GetItemExpression

from corridor.compiled.labels import Floats
from corridor.compiled.ordinary import OrdinaryIndex
from corridor.compiled.sets import TableSet
from corridor.compiled.touched import OnTouch, table_set


class TableParam(OnTouch, IndexedParam):  # type: ignore[misc]
    """A parameter over a table: one number per row. If it is mutable, a compiled model follows its changes."""

    _item = NPV_Numeric_GetItemExpression

    def __init__(self, index: TableSet, values: Any, *, mutable: bool = False, **kwargs: Any) -> None:
        """Keep one number per row, or one for all. Raises ValueError if the lengths differ."""
        super().__init__(table_set(index, "TableParam"), mutable=mutable, within=pyo.Any, **kwargs)
        array = np.asarray(values, dtype=np.float64)
        if array.ndim and array.shape != (len(index.rows),):
            raise ValueError(f"{array.shape[0]} value(s) for {len(index.rows)} row(s)")
        self._values: Floats = np.broadcast_to(array, (len(index.rows),)).copy()

    def construct(self, _data: Any = None) -> None:
        """Nothing is left to construct."""
        self._constructed = True

    def values_array(self) -> Floats:
        """Return the values, row by row, as they are now. Do not write into it."""
        for position, data in self.touched():
            self._values[position] = data.value
        return self._values

    def assign(self, values: Any) -> None:
        """Set all values at once. Raises TypeError if the parameter is not mutable."""
        if not self._mutable:
            raise TypeError(f"parameter {self.name} is not mutable: declare it with mutable=True")
        self._values[:] = np.asarray(values, dtype=np.float64)
        for position, data in self.touched():
            data.value = float(self._values[position])

    def _getitem_when_not_present(self, index: Any) -> Any:
        value = float(self._values[self.position(index)])
        if not self._mutable:
            return value
        data = self._data[index] = ParamData(self)
        data._index = index
        data.value = value
        return data


def values_of(parameter: Any) -> Floats:
    """Return the values of a parameter, table-backed or Pyomo's own, row by row of its index."""
    return parameter.values_array() if isinstance(parameter, TableParam) else OrdinaryIndex.of(parameter).values()
