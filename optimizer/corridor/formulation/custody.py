"""Custody: books that assign the inputs of all lots to those that claim something (mass balance).

For every group of inputs f of lots that are judged by books, over the window in which the books balance [runs]:

    sum_v runs[f, v] assign[v]  =  sum_l runs_per_unit[f, l] make[l]

For every input of a product that a site makes, in one state, in that window (pool b) [unit of the input]:

    sum_v assign[v]  <=  sum_u use[u]        over what all lots of the product consume, claimed or not

The tests of these lots (formulation/origin.py) count what is assigned in place of what they consume. So recipes that
tie inputs together bind what is consumed only; and since no input is assigned twice, nothing is counted under two
agreements. Segregated lots assign to themselves what they consume, so mass balance never costs more. Table custody.
"""

from __future__ import annotations

from typing import Any

import pyomo.environ as pyo

from corridor.compiled import Components
from corridor.formulation.links import pairs
from corridor.network.network import Network


def custody_fills(m: Any, f: int) -> Any:
    """Lots are assigned as much of each input group as they consume."""
    return (
        sum(m.runs_of_assigned[k, v] * m.assign[v] for k, v in m.assigned_to_fill[f])
        - sum(m.runs_of_filled[k, lot] * m.make[lot] for k, lot in m.lots_of_fill[f])
        == 0.0
    )


def custody_within(m: Any, b: int) -> Any:
    """No more of an input is assigned than all lots consume."""
    return sum(m.assign[v] for v in m.assigned_of_pool[b]) - sum(m.use[u] for u in m.uses_of_pool[b]) <= 0.0


def add(m: pyo.ConcreteModel, network: Network, c: Components) -> None:
    """Add the books of custody."""
    tables = network.custody
    m.FILLS, m.POOLS = c.Set(len(tables.fills)), c.Set(len(tables.pools))
    m.FILL_ASSIGNED, m.assigned_to_fill, m.runs_of_assigned = pairs(c, tables.fill_assigned, mutable=True)
    m.FILL_LOTS, m.lots_of_fill, m.runs_of_filled = pairs(c, tables.fill_lots, mutable=True)
    m.assigned_of_pool = c.Group(m.ASSIGNED, by=tables.pool_assigned["pool"], rows=tables.pool_assigned["assigned"])
    m.uses_of_pool = c.Group(m.USES, by=tables.pool_uses["pool"], rows=tables.pool_uses["use"])
    m.custody_fills = c.Constraint(m.FILLS, rule=custody_fills)
    m.custody_within = c.Constraint(m.POOLS, rule=custody_within)
