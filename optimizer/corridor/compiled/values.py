"""Values of variables and of expressions, without a data object being made."""

from __future__ import annotations

from typing import Any

import numpy as np
import pyomo.environ as pyo

from corridor.compiled.expressions import TableExpression, TableObjective
from corridor.compiled.form import StandardForm
from corridor.compiled.labels import Floats
from corridor.compiled.variables import TableVar


def load_values(m: Any, form: StandardForm, values: Floats) -> None:
    """Set the value of every variable of a model from the columns of its standard form."""
    for block in form.columns.blocks:
        component = m.find_component(block.name)
        found = values[block.range]
        if isinstance(component, TableVar):
            component.load(found)
        else:
            for data, value in zip(component.values(), found.tolist(), strict=True):
                data.set_value(value, skip_validation=True)


def value_of(expression: TableExpression | TableObjective) -> float:
    """Return the value of an expression at the values of its variables; nan where one has none."""
    if not expression.untouched:
        return float(pyo.value(expression))
    found = expression.linear()
    total = float(np.sum(found.constant))
    for term in found.terms:
        weights = np.broadcast_to(np.asarray(term.weights, dtype=np.float64), (len(term.positions),))
        total += float(weights @ _values(term.variable)[term.positions])
    return total


def _values(component: Any) -> Floats:
    if isinstance(component, TableVar):
        return component.values_array()
    values = [np.nan if data.value is None else data.value for data in component.values()]
    return np.array(values, dtype=np.float64)
