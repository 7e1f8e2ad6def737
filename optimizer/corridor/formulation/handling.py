"""Handling: a depot or port receives what it can.

For every depot, product (or all together) and period (load b) [unit]:

    sum_a share[b, a] ship[a] <= capacity            without a decision
    sum_a share[b, a] ship[a] <= capacity open[o]

where `share` is the part of a shipment that arrives in the period. Table handling.
"""

from __future__ import annotations

import pyomo.environ as pyo

from corridor.compiled import Components
from corridor.formulation.loads import add_loads
from corridor.network.network import Network


def add(m: pyo.ConcreteModel, network: Network, c: Components) -> None:
    """Add the rows of depots and ports."""
    add_loads(m, c, "handling", "ship", network.depot_loads)
