"""Limits: the planner's own rules.

For every limit, attribute value and window (row i), in the unit of its measure:

    lower[i] <= sum_x weight[i, x] x + sum_o open[o] - over[i] + under[i] <= upper[i]

A share limit stands as `of - share x within <= 0` (and `>= 0` for a lower share): linear, whatever the whole turns
out to be. A count sums decisions; what a counted site carries is linked to its decision (loads). `over` and `under`
are 0 unless the limit has a price.

Shortfall can satisfy a share or an upper bound: keep a penalty on demand beside it. Table limits.
"""

from __future__ import annotations

from typing import Any

import pyomo.environ as pyo

from corridor.compiled import Components
from corridor.formulation.links import pairs
from corridor.formulation.loads import add_loads
from corridor.network.network import Network


def limits_hold(m: Any, i: int) -> Any:
    """The limited sum lies between its bounds."""
    return pyo.inequality(
        m.limit_lower[i],
        sum(m.limit_of_flow[k, a] * m.ship[a] for k, a in m.flows_of_limit[i])
        + sum(m.limit_of_purchase[k, p] * m.buy[p] for k, p in m.purchases_of_limit[i])
        + sum(m.limit_of_lot[k, lot] * m.make[lot] for k, lot in m.lots_of_limit[i])
        + sum(m.limit_of_delivery[k, d] * m.deliver[d] for k, d in m.deliveries_of_limit[i])
        + sum(m.limit_of_holding[k, h] * m.hold[h] for k, h in m.holdings_of_limit[i])
        + sum(m.open[o] for o in m.counts_of_limit[i])
        - m.over[i]
        + m.under[i],
        m.limit_upper[i],
    )


def add(m: pyo.ConcreteModel, network: Network, c: Components) -> None:
    """Add the rows of limits."""
    for table, names in (
        ("flows", ("FLOWS_OF_LIMIT", "flows_of_limit", "limit_of_flow")),
        ("purchases", ("PURCHASES_OF_LIMIT", "purchases_of_limit", "limit_of_purchase")),
        ("production", ("LOTS_OF_LIMIT", "lots_of_limit", "limit_of_lot")),
        ("deliveries", ("DELIVERIES_OF_LIMIT", "deliveries_of_limit", "limit_of_delivery")),
        ("stocks", ("HOLDINGS_OF_LIMIT", "holdings_of_limit", "limit_of_holding")),
    ):
        for name, component in zip(names, pairs(c, network.limit_terms[table], mutable=True), strict=True):
            setattr(m, name, component)
    counts = network.limit_counts
    m.counts_of_limit = c.Group(m.OPENINGS, by=counts["limit"], rows=counts["opening"])
    m.limit_lower = c.Param(m.LIMITS, network.limits["lower"], mutable=True)
    m.limit_upper = c.Param(m.LIMITS, network.limits["upper"], mutable=True)
    m.limits_hold = c.Constraint(m.LIMITS, rule=limits_hold)
    for table, variable in (
        ("flows", "ship"),
        ("purchases", "buy"),
        ("production", "make"),
        ("deliveries", "deliver"),
        ("stocks", "hold"),
    ):
        add_loads(m, c, f"count_of_{table}", variable, network.count_loads[table])
