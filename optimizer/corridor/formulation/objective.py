"""Objective: the sum of the cost lines. Each line is a named expression, so the cost table is the objective.

    cost_purchase        sum_p unit_cost[p] buy[p]
    cost_purchase_fixed  sum_o fixed_cost[o] open[o]           offers, tooling
    cost_conversion      sum_l unit_cost[l] make[l]
    cost_opening         sum_o fixed_cost[o] open[o] + sum_c open_cost[c] opened[c] + close_cost[c] closed[c]
    cost_lane_fixed      sum_o fixed_cost[o] open[o]           lanes
    cost_freight, cost_insurance, cost_export_tax, cost_duty, cost_handling, cost_carrying
                         sum_a cost[a] ship[a]                 carrying: capital under way
    cost_stock           sum_h unit_cost[h] hold[h]            storage and capital
    cost_disposal        sum_g unit_cost[g] dispose[g]
    cost_shortfall       sum_w penalty[w] short[w]
    cost_limit           sum_i price[i] (over[i] + under[i])   soft limits
    cost_revenue         - sum_d price[d] deliver[d]
    cost_closing         - sum_k value[k] credit[k]

All in the model's money; everything a sum of stated rates and prices.
"""

from __future__ import annotations

from typing import Any

import pyomo.environ as pyo

from corridor.formulation.groups import column
from corridor.network.network import Network

LINES = (
    "cost_purchase",
    "cost_purchase_fixed",
    "cost_conversion",
    "cost_opening",
    "cost_lane_fixed",
    "cost_freight",
    "cost_insurance",
    "cost_export_tax",
    "cost_duty",
    "cost_handling",
    "cost_carrying",
    "cost_stock",
    "cost_disposal",
    "cost_shortfall",
    "cost_limit",
    "cost_revenue",
    "cost_closing",
)
"""Cost lines, in the order of reports."""

_ARC_LINES = ("freight", "insurance", "export_tax", "duty", "handling", "carrying")
_OPENING_LINES = {
    "cost_purchase_fixed": ("offer", "order", "tooling"),
    "cost_opening": ("capability", "handling"),
    "cost_lane_fixed": ("lane",),
}


def add(m: pyo.ConcreteModel, network: Network) -> None:
    """Add the cost lines and the objective."""
    _flows(m, network)
    _decisions(m, network)
    m.cost = pyo.Objective(expr=sum(getattr(m, line) for line in LINES), sense=pyo.minimize)


def _weighted(variable: Any, weights: dict[int, float]) -> Any:
    """Return the sum of weight x variable, zero weights left out."""
    return sum(weight * variable[x] for x, weight in weights.items() if weight != 0.0)


def _flows(m: pyo.ConcreteModel, network: Network) -> None:
    m.cost_purchase = pyo.Expression(expr=_weighted(m.buy, column(network.purchases["unit_cost"])))
    m.cost_conversion = pyo.Expression(expr=_weighted(m.make, column(network.lots["unit_cost"])))
    for line in _ARC_LINES:
        m.add_component(f"cost_{line}", pyo.Expression(expr=_weighted(m.ship, column(network.arcs[line]))))
    m.cost_stock = pyo.Expression(expr=_weighted(m.hold, column(network.holdings["unit_cost"])))
    m.cost_disposal = pyo.Expression(expr=_weighted(m.dispose, column(network.disposals["unit_cost"])))
    m.cost_shortfall = pyo.Expression(expr=_weighted(m.short, column(network.wants["penalty"])))
    m.cost_revenue = pyo.Expression(expr=-_weighted(m.deliver, column(network.handovers["price"])))
    m.cost_closing = pyo.Expression(expr=-_weighted(m.credit, column(network.closings["value"])))


def _decisions(m: pyo.ConcreteModel, network: Network) -> None:
    for line, kinds in _OPENING_LINES.items():
        chosen = network.openings[network.openings["kind"].isin(kinds)]
        fixed = dict(zip(map(int, chosen.index), map(float, chosen["fixed_cost"]), strict=True))
        body = _weighted(m.open, fixed)
        if line == "cost_opening":
            body += _weighted(m.opened, column(network.changes["open_cost"]))
            body += _weighted(m.closed, column(network.changes["close_cost"]))
        m.add_component(line, pyo.Expression(expr=body))
    soft = network.limits[network.limits["price"].notna()]
    price = dict(zip(map(int, soft.index), map(float, soft["price"]), strict=True))
    m.cost_limit = pyo.Expression(expr=_weighted(m.over, price) + _weighted(m.under, price))
