"""Pyomo's own components under the signatures of the table-backed ones: the reference, and a way out."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
import pyomo.environ as pyo

from corridor.compiled.sets import TableGroup, TableSet
from corridor.compiled.template import Rule


def set_of(table: Any) -> Any:
    """Return an ordered set of the rows of a table."""
    rows = TableSet(table).rows
    found = pyo.Set(initialize=list(rows), ordered=True, dimen=len(rows.columns))
    found.construct()  # Groups and parameters over it are made before it joins a model.
    return found


class Group:
    """For each key the members of a set that belong to it, in the order given."""

    def __init__(self, members: Any, by: Any, rows: Any = None) -> None:
        """Group the members of a set by their keys."""
        every = list(members)
        table = TableGroup(TableSet(len(every)), by, rows)
        self._members = {key: tuple(every[i] for i in table[key]) for key in table}

    def __getitem__(self, key: Any) -> tuple[Any, ...]:
        """Return the members of a key."""
        return self._members.get(key, ())

    def __iter__(self) -> Iterator[Any]:
        """Iterate over the keys that have members."""
        return iter(self._members)


def _each(index: Any, values: Any) -> dict[Any, float]:
    spread = np.broadcast_to(np.asarray(values, dtype=np.float64), (len(index),))
    return dict(zip(index, spread.tolist(), strict=True))


def param(index: Any, values: Any, *, mutable: bool = False) -> Any:
    """Return a parameter: one number per member, or one for all."""
    return pyo.Param(index, initialize=_each(index, values), mutable=mutable, within=pyo.Any)


def var(index: Any, domain: Any = pyo.Reals, lower: Any = -np.inf, upper: Any = np.inf) -> Any:
    """Return a variable with bounds beside those of its domain."""
    low, high = _each(index, lower), _each(index, upper)

    def bounds(_: Any, *key: Any) -> tuple[float | None, float | None]:
        at = key if len(key) > 1 else key[0]
        return None if np.isinf(low[at]) else low[at], None if np.isinf(high[at]) else high[at]

    return pyo.Var(index, domain=domain, bounds=bounds)


def constraint(index: Any, rule: Rule) -> Any:
    """Return a constraint."""
    return pyo.Constraint(index, rule=rule)


def expression(rule: Rule) -> Any:
    """Return a named expression `rule(block)`."""
    return pyo.Expression(rule=rule)


def objective(rule: Rule, sense: Any = pyo.minimize) -> Any:
    """Return an objective `rule(block)`."""
    return pyo.Objective(rule=rule, sense=sense)
