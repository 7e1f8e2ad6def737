"""The two sets of components a model can be written with: over tables, or Pyomo's own. The rules are the same."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from corridor.compiled import stock
from corridor.compiled.constraints import TableConstraint
from corridor.compiled.expressions import TableExpression, TableObjective
from corridor.compiled.params import TableParam
from corridor.compiled.sets import TableGroup, TableSet
from corridor.compiled.variables import TableVar


@dataclass(frozen=True)
class Components:
    """What a model is made of. Both sets take the same arguments, so a model is written once for both."""

    Set: Callable[..., Any]
    Group: Callable[..., Any]
    Param: Callable[..., Any]
    Var: Callable[..., Any]
    Constraint: Callable[..., Any]
    Expression: Callable[..., Any]
    Objective: Callable[..., Any]


TABLES = Components(TableSet, TableGroup, TableParam, TableVar, TableConstraint, TableExpression, TableObjective)
"""Components over tables, compiled at once."""

STOCK = Components(
    stock.set_of, stock.Group, stock.param, stock.var, stock.constraint, stock.expression, stock.objective
)
"""Pyomo's own components, data object by data object: the reference that tests compare with."""
