"""Lanes: what departs in a period fits the lane.

For every lane with a capacity, a least shipment or a fixed cost, product (or all together) and period (load b)
[unit or t]:

    sum_a weight[b, a] ship[a] <= capacity           without a decision
    min_shipment open[o] <= sum_a weight[b, a] ship[a] <= capacity open[o]

`min_shipment` means zero or at least. Table lanes.
"""

from __future__ import annotations

import pyomo.environ as pyo

from corridor.compiled import Components
from corridor.formulation.loads import add_loads
from corridor.network.network import Network


def add(m: pyo.ConcreteModel, network: Network, c: Components) -> None:
    """Add the rows of lanes."""
    add_loads(m, c, "lane", "ship", network.lane_loads)
