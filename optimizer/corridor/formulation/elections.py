"""Elections: content averaged over everything that a site makes of some products, all or nothing.

For every test e over all lots of an election in a window, claimed or not, per unit of output value:

    sum_u counted[e, u] use[u]  -  sum_l allowed[e, l] make[l]  <=  sum_o most[e, o] (1 - open[o])

counted and allowed are those of formulation/origin.py; a lot that cannot qualify in the way that is elected counts with
its whole value (allowed less what it counts). o: the one decision of the test. most: the largest excess that the lots
of the window can have, from the worst inputs of each recipe and what can be made at most, so no plan without the
election is cut off. What is claimed on the ground of the decision, for every product, way and window (load b):

    sum_l make[l]  <=  most_made[b] open[o]      over the lots that claim

Lots may not be chosen freely among what is averaged: this is where claims need a binary (trap T4). Several ways of
qualifying are several decisions, each over all lots. Table elections.
"""

from __future__ import annotations

from typing import Any

import pyomo.environ as pyo

from corridor.compiled import Components
from corridor.formulation.links import pairs
from corridor.formulation.loads import add_loads
from corridor.network.network import Network


def elections_hold(m: Any, e: int) -> Any:
    """If elected, all that is made counts for no more than all of it allows."""
    return (
        sum(m.counted_in_average[k, u] * m.use[u] for k, u in m.uses_in_average[e])
        - sum(m.allowed_in_average[k, lot] * m.make[lot] for k, lot in m.lots_in_average[e])
        + sum(m.most_over_average[k, o] * m.open[o] for k, o in m.decisions_of_average[e])
        <= m.free_over_average[e]
    )


def add(m: pyo.ConcreteModel, network: Network, c: Components) -> None:
    """Add the averages of elections and what may be claimed under them."""
    tables = network.elections
    m.AVERAGES = c.Set(len(tables.tests))
    m.AVERAGE_USES, m.uses_in_average, m.counted_in_average = pairs(c, tables.counted, mutable=True)
    m.AVERAGE_LOTS, m.lots_in_average, m.allowed_in_average = pairs(c, tables.allowed, mutable=True)
    m.AVERAGE_DECISIONS, m.decisions_of_average, m.most_over_average = pairs(c, tables.decisions, mutable=True)
    m.free_over_average = c.Param(m.AVERAGES, tables.decisions["most"], mutable=True)
    m.elections_hold = c.Constraint(m.AVERAGES, rule=elections_hold)
    add_loads(m, c, "election", "make", tables.claims)
