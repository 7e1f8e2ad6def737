"""Recipes: a lot consumes what its recipe says, whichever states and substitutes it takes.

For every lot l and every input group of its recipe (row r), in runs:

    sum_u runs_per_unit[u] use[u] = runs_per_unit[l] make[l]

For every substitute of a lot with a least or largest share (row s), in runs:

    min_share[s] runs_per_unit[l] make[l]  <=  sum_u runs_per_unit[u] use[u]  <=  max_share[s] runs_per_unit[l] make[l]

One row per lot: summing over lots would let one lot's inputs stand for another's.
Tables recipes, processes.
"""

from __future__ import annotations

from typing import Any

import pyomo.environ as pyo

from corridor.compiled import Components
from corridor.network.network import Network


def inputs_of_recipe(m: Any, r: int) -> Any:
    """A group's members together cover the runs of the lot."""
    return (
        sum(m.runs_per_input[u] * m.use[u] for u in m.uses_of_group[r])
        - sum(m.runs_per_output[lot] * m.make[lot] for lot in m.lot_of_group[r])
        == 0.0
    )


def recipe_share_at_least(m: Any, s: int) -> Any:
    """A substitute covers at least its least share."""
    return (
        sum(m.runs_per_input[u] * m.use[u] for u in m.uses_of_share[s])
        - m.min_share[s] * sum(m.runs_per_output[lot] * m.make[lot] for lot in m.lot_of_share[s])
        >= 0.0
    )


def recipe_share_at_most(m: Any, s: int) -> Any:
    """A substitute covers at most its largest share."""
    return (
        sum(m.runs_per_input[u] * m.use[u] for u in m.uses_of_share[s])
        - m.max_share[s] * sum(m.runs_per_output[lot] * m.make[lot] for lot in m.lot_of_share[s])
        <= 0.0
    )


def add(m: pyo.ConcreteModel, network: Network, c: Components) -> None:
    """Add the recipe rows."""
    groups, shares = network.input_groups, network.input_shares
    m.INPUT_GROUPS, m.INPUT_SHARES = c.Set(len(groups)), c.Set(len(shares))
    m.runs_per_input = c.Param(m.USES, network.uses["runs_per_unit_of_input"])
    m.runs_per_output = c.Param(m.LOTS, network.lots["runs_per_unit"])
    m.uses_of_group = c.Group(m.USES, by=network.group_uses["group"], rows=network.group_uses["use"])
    m.lot_of_group = c.Group(m.LOTS, by=groups.index, rows=groups["lot"])
    m.uses_of_share = c.Group(m.USES, by=network.share_uses["share"], rows=network.share_uses["use"])
    m.lot_of_share = c.Group(m.LOTS, by=shares.index, rows=shares["lot"])
    m.min_share = c.Param(m.INPUT_SHARES, shares["min_share"])
    m.max_share = c.Param(m.INPUT_SHARES, shares["max_share"])
    m.inputs_of_recipe = c.Constraint(m.INPUT_GROUPS, rule=inputs_of_recipe)
    m.recipe_share_at_least = c.Constraint(m.INPUT_SHARES, rule=recipe_share_at_least)
    m.recipe_share_at_most = c.Constraint(m.INPUT_SHARES, rule=recipe_share_at_most)
