"""Shadow prices and reduced costs on components, without a data object being made for each."""

from __future__ import annotations

from typing import Any

import pyomo.environ as pyo

from corridor.compiled.form import Blocks
from corridor.compiled.labels import Floats
from corridor.compiled.ordinary import OrdinaryIndex


class TableSuffix(pyo.Suffix):  # type: ignore[misc]
    """A Pyomo suffix that is filled from arrays: `m.dual[m.row[i]]` looks the number up when it is asked for.

    Values that somebody sets on data objects come first, as in any suffix.
    """

    def __init__(self, **kwargs: Any) -> None:
        """Begin without values."""
        super().__init__(direction=pyo.Suffix.IMPORT, **kwargs)
        self._arrays: dict[str, Floats] = {}

    def load(self, blocks: Blocks, values: Floats) -> None:
        """Take one value for each row or column of a standard form."""
        self.clear()
        self._arrays = {block.name: values[block.range] for block in blocks.blocks}

    def array(self, component: Any) -> Floats:
        """Return the values of a component, row by row. Raises KeyError if it has none."""
        return self._arrays[component.name]

    def __getitem__(self, data: Any) -> Any:
        """Return the value of a data object, or of a scalar component. Raises KeyError if it has none."""
        if super().__contains__(data):
            return super().__getitem__(data)
        component = data.parent_component()
        if component.name not in self._arrays:
            raise KeyError(data.name)
        return float(self._arrays[component.name][OrdinaryIndex.of(component).position(data)])

    def get(self, data: Any, default: Any = None) -> Any:
        """Return the value of a data object, or `default`."""
        try:
            return self[data]
        except KeyError:
            return default

    def __contains__(self, data: object) -> bool:
        """Whether a data object has a value."""
        return self.get(data, None) is not None
