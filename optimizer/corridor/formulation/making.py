"""Making: a process makes what its capability and the resources it shares allow.

For every capability and period (load b; decisions where being open costs or binds) [unit of the output]:

    sum_l make[l] <= capacity                        without a decision
    min_run open[o] <= sum_l make[l] <= capacity open[o]
    sum_l make[l] <= sum_c ramp[c] capacity opened[c]     with a ramp

For every shared resource and period [resource units]:

    sum_l use_per_run runs_per_unit[l] make[l] <= capacity

With one opening at most, the ramp rows are the convex hull of the choice of a start. Tables capabilities, resources.
"""

from __future__ import annotations

import pyomo.environ as pyo

from corridor.compiled import Components
from corridor.formulation.loads import add_loads
from corridor.network.network import Network


def add(m: pyo.ConcreteModel, network: Network, c: Components) -> None:
    """Add the rows of capabilities and resources."""
    add_loads(m, c, "making", "make", network.process_loads)
    add_loads(m, c, "resource", "make", network.resource_loads)
