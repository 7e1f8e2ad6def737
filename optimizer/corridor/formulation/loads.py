"""Loads: the shape that capacities of processes, resources, depots, lanes and offers share.

A load b sums one kind of variable x with weights. Its bounds are free numbers or hang on decisions:

    upper:  sum_x weight[b, x] x  <=  free[b] + sum_o capacity[b, o] open[o]
    lower:  sum_x weight[b, x] x  >=  sum_o least[b, o] open[o]
    ramp:   sum_x weight[b, x] x  <=  sum_c capacity[b, c] opened[c]

Each capacity is the real one or the largest useful quantity, whichever is less (network/bounds.py), so the linear
relaxation is as tight as the data allow. Not a family: the families that have loads call it.
"""

from __future__ import annotations

from typing import Any

import pyomo.environ as pyo

from corridor.formulation.groups import coefficients, column, pairs
from corridor.network.network import LoadTables


def add_loads(m: pyo.ConcreteModel, prefix: str, variable: pyo.Var, loads: LoadTables) -> None:
    """Add the rows of a family's loads as `<prefix>_at_most`, `<prefix>_at_least` and `<prefix>_ramp`."""
    carried = pairs(loads.members["load"], loads.members["member"])
    weight = coefficients(loads.members)
    free = column(loads.rows["free"])
    upper_of, capacity = pairs(loads.upper["load"], loads.upper["opening"]), coefficients(loads.upper)
    lower_of, least = pairs(loads.lower["load"], loads.lower["opening"]), coefficients(loads.lower)
    ramp_of, ramped = pairs(loads.ramp["load"], loads.ramp["change"]), coefficients(loads.ramp)

    def at_most(m: Any, b: int) -> Any:
        return (
            sum(weight[k, x] * variable[x] for k, x in carried[b])
            - sum(capacity[k, o] * m.open[o] for k, o in upper_of[b])
            <= free[b]
        )

    def at_least(m: Any, b: int) -> Any:
        return (
            sum(weight[k, x] * variable[x] for k, x in carried[b])
            - sum(least[k, o] * m.open[o] for k, o in lower_of[b])
            >= 0.0
        )

    def ramp(m: Any, b: int) -> Any:
        return (
            sum(weight[k, x] * variable[x] for k, x in carried[b])
            - sum(ramped[k, c] * m.opened[c] for k, c in ramp_of[b])
            <= 0.0
        )

    for name, rows, rule in (
        (f"{prefix}_at_most", loads.bounded, at_most),
        (f"{prefix}_at_least", sorted(set(loads.lower["load"])), at_least),
        (f"{prefix}_ramp", sorted(set(loads.ramp["load"])), ramp),
    ):
        m.add_component(name, pyo.Constraint(pyo.Set(initialize=[int(row) for row in rows]), rule=rule))
