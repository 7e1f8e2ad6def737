"""Demand: every want is served or stays short, at a price.

For every want w [unit]:

    sum_d deliver[d] + short[w] = quantity[w]

`short` is bounded by `most_short`: the quantity, or 0 where all must be delivered.

Table demand.
"""

from __future__ import annotations

from typing import Any

import pyomo.environ as pyo

from corridor.compiled import Components
from corridor.network.network import Network


def demand_is_met(m: Any, w: int) -> Any:
    """Deliveries and shortfall make up the demand."""
    return sum(m.deliver[d] for d in m.deliveries_of[w]) + m.short[w] == m.wanted[w]


def add(m: pyo.ConcreteModel, network: Network, c: Components) -> None:
    """Add the demand rows."""
    m.deliveries_of = c.Group(m.DELIVERIES, by=network.handovers["want"])
    m.wanted = c.Param(m.WANTS, network.wants["quantity"], mutable=True)
    m.demand_is_met = c.Constraint(m.WANTS, rule=demand_is_met)
