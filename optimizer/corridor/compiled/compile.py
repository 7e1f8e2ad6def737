"""From a Pyomo model to arrays: table-backed components at once, ordinary ones row by row beside them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import pyomo.environ as pyo

from corridor.compiled.columns import Columns, NotLinearError
from corridor.compiled.costs import Costs, parts
from corridor.compiled.expressions import TableObjective
from corridor.compiled.form import Blocks, StandardForm
from corridor.compiled.labels import Floats
from corridor.compiled.rows import RowCollector, ordinary_terms
from corridor.compiled.sets import TableGroup

UNDERSTOOD = (
    pyo.Var, pyo.Constraint, pyo.Objective, pyo.Expression, pyo.Param, pyo.Set, pyo.RangeSet, pyo.SetOf, pyo.Block,
    pyo.Suffix, pyo.BuildAction, pyo.BuildCheck, TableGroup,
)  # fmt: skip
"""Component types that a linear program consists of, or that do not matter to it."""


@dataclass(frozen=True)
class Goal:
    """The objective: its component, the cost of every column, and the parts it was added up from.

    `parts` is None where somebody set the expression, or it is one of Pyomo's own.
    """

    component: Any
    cost: Floats
    offset: float
    maximize: bool
    parts: Costs | None


def compile_model(m: Any) -> StandardForm:
    """Return the arrays of a model.

    Every active component counts: what cannot be compiled is refused by name, nothing is left out. Raises
    NotLinearError for other kinds of components and for expressions that are not linear, ArithmeticError for numbers
    that are not finite.
    """
    return compiled(m)[0]


def compiled(m: Any) -> tuple[StandardForm, Columns, Goal]:
    """Return the arrays of a model, its columns and its objective. Raises what `compile_model` raises."""
    refuse_unknown(m)
    columns = Columns(m)
    rows = RowCollector(columns)
    for component in m.component_objects(pyo.Constraint, active=True, descend_into=True):
        rows.add(component)
    goal = objective(m, columns)
    form = StandardForm(
        goal.cost, goal.offset, goal.maximize, rows.matrix(), *rows.bounds(), *columns.bounds(), columns.integer(),
        columns.blocks, Blocks(rows.blocks),
    )  # fmt: skip
    form.refuse_nonsense()
    return form, columns, goal


def refuse_unknown(m: Any) -> None:
    """Raise NotLinearError if the model has active components of a kind that is not understood."""
    for component in m.component_objects(active=True, descend_into=True):
        if component.ctype not in UNDERSTOOD:
            raise NotLinearError(
                f"{component.name} is a {component.ctype.__name__}, which a mixed-integer linear program has no place "
                "for: transform or deactivate it first"
            )


def objective(m: Any, columns: Columns) -> Goal:
    """Return the objective. Raises NotLinearError unless there is exactly one active objective."""
    found = list(m.component_data_objects(pyo.Objective, active=True, descend_into=True))
    if len(found) != 1:
        raise NotLinearError(f"a program has one active objective, this model has {len(found)}")
    goal = found[0]
    maximize = bool(goal.sense == pyo.maximize)
    sign = -1.0 if maximize else 1.0
    if isinstance(goal, TableObjective) and goal.untouched:
        costs = Costs(parts(goal), columns.start, len(columns.blocks))
        return Goal(goal, sign * costs.cost(), sign * costs.offset, maximize, costs)
    constant, cols, weights = ordinary_terms(goal.expr, columns, goal.name)
    cost = np.bincount(cols, weights=weights, minlength=len(columns.blocks)).astype(np.float64)
    return Goal(goal, sign * cost, sign * constant, maximize, None)
