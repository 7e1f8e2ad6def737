"""Objective: the sum of the cost lines. Each line is a named expression, so the cost table is the objective.

    cost_purchase        sum_p unit_cost[p] buy[p]
    cost_purchase_fixed  sum_o fixed_cost[o] open[o]           offers, tooling
    cost_conversion      sum_l unit_cost[l] make[l]
    cost_opening         sum_o fixed_cost[o] open[o] + sum_c open_cost[c] opened[c] + close_cost[c] closed[c]
    cost_lane_fixed      sum_o fixed_cost[o] open[o]           lanes
    cost_freight, cost_insurance, cost_export_tax, cost_duty, cost_fees, cost_claim, cost_handling, cost_carrying
                         sum_a cost[a] ship[a]                 fees: on entries; claim: proofs of origin;
                                                               carrying: capital under way
    cost_stock           sum_h unit_cost[h] hold[h]            storage and capital
    cost_disposal        sum_g unit_cost[g] dispose[g]
    cost_shortfall       sum_w penalty[w] short[w]
    cost_limit           sum_i price[i] (over[i] + under[i])   soft limits
    cost_credit          - sum_l credit[l] make[l]             content rules that earn something
    cost_revenue         - sum_d price[d] deliver[d]
    cost_closing         - sum_k value[k] credit[k]

All in the model's money; everything a sum of stated rates and prices.
"""

from __future__ import annotations

from functools import partial
from typing import Any

import pyomo.environ as pyo

from corridor.compiled import Components
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
    "cost_fees",
    "cost_claim",
    "cost_handling",
    "cost_carrying",
    "cost_stock",
    "cost_disposal",
    "cost_shortfall",
    "cost_limit",
    "cost_credit",
    "cost_revenue",
    "cost_closing",
)
"""Cost lines, in the order of reports."""

_WEIGHTED: tuple[tuple[str, str, str, str, str], ...] = (
    ("cost_purchase", "PURCHASES", "buy", "purchases", "unit_cost"),
    ("cost_conversion", "LOTS", "make", "lots", "unit_cost"),
    ("cost_freight", "ARCS", "ship", "arcs", "freight"),
    ("cost_insurance", "ARCS", "ship", "arcs", "insurance"),
    ("cost_export_tax", "ARCS", "ship", "arcs", "export_tax"),
    ("cost_duty", "ARCS", "ship", "arcs", "duty"),
    ("cost_fees", "ARCS", "ship", "arcs", "fees"),
    ("cost_claim", "ARCS", "ship", "arcs", "claim_cost"),
    ("cost_handling", "ARCS", "ship", "arcs", "handling"),
    ("cost_carrying", "ARCS", "ship", "arcs", "carrying"),
    ("cost_stock", "HOLDINGS", "hold", "holdings", "unit_cost"),
    ("cost_disposal", "DISPOSALS", "dispose", "disposals", "unit_cost"),
    ("cost_shortfall", "WANTS", "short", "wants", "penalty"),
)
"""Lines that are a price per unit: line, set, variable, table of the network, column."""

_DECIDED = {
    "cost_purchase_fixed": ("offer", "order", "tooling"),
    "cost_opening": ("capability", "handling"),
    "cost_lane_fixed": ("lane",),
}
"""Line of fixed costs -> the kinds of decisions that pay them."""


def weighted(m: Any, ids: str, weight: str, variable: str) -> Any:
    """Sum of weight x variable."""
    price, x_of = getattr(m, weight), getattr(m, variable)
    return sum(price[x] * x_of[x] for x in getattr(m, ids))


def cost_opening(m: Any) -> Any:
    """Fixed costs of what is open, and the costs of opening and closing."""
    return (
        weighted(m, "DECIDED_cost_opening", "cost_opening_fixed", "open")
        + sum(m.open_cost[c] * m.opened[c] for c in m.CHANGES)
        + sum(m.close_cost[c] * m.closed[c] for c in m.CHANGES)
    )


def cost_limit(m: Any) -> Any:
    """What breaking soft limits costs."""
    return sum(m.limit_price[i] * (m.over[i] + m.under[i]) for i in m.SOFT_LIMITS)


def cost_credit(m: Any) -> Any:
    """What lots earn by the content rules they satisfy, as a negative cost."""
    return -sum(m.credit_per_unit[lot] * m.make[lot] for lot in m.CREDITED)


def cost_revenue(m: Any) -> Any:
    """What buyers pay, as a negative cost."""
    return -sum(m.sales_price[d] * m.deliver[d] for d in m.DELIVERIES)


def cost_closing(m: Any) -> Any:
    """What is left is worth, as a negative cost."""
    return -sum(m.closing_value[k] * m.credit[k] for k in m.CLOSINGS)


def total(m: Any) -> Any:
    """Sum of all lines."""
    return sum(getattr(m, line) for line in LINES)


def add(m: pyo.ConcreteModel, network: Network, c: Components) -> None:
    """Add the cost lines and the objective."""
    for line, ids, variable, table, column in _WEIGHTED:
        setattr(m, f"{line}_per_unit", c.Param(getattr(m, ids), getattr(network, table)[column], mutable=True))
        rule = partial(weighted, ids=ids, weight=f"{line}_per_unit", variable=variable)
        setattr(m, line, c.Expression(rule=rule))
    for line, kinds in _DECIDED.items():
        chosen = network.openings[network.openings["kind"].isin(kinds)]
        ids, weight = f"DECIDED_{line}", f"{line}_fixed"
        setattr(m, ids, c.Set(chosen.index))
        setattr(m, weight, c.Param(getattr(m, ids), chosen["fixed_cost"], mutable=True))
        if line != "cost_opening":
            setattr(m, line, c.Expression(rule=partial(weighted, ids=ids, weight=weight, variable="open")))
    m.open_cost = c.Param(m.CHANGES, network.changes["open_cost"], mutable=True)
    m.close_cost = c.Param(m.CHANGES, network.changes["close_cost"], mutable=True)
    m.cost_opening = c.Expression(rule=cost_opening)
    soft = network.limits["price"].dropna()
    m.SOFT_LIMITS = c.Set(soft.index)
    m.limit_price = c.Param(m.SOFT_LIMITS, soft, mutable=True)
    m.cost_limit = c.Expression(rule=cost_limit)
    earned = network.lots["credit"]
    earned = earned[earned != 0.0]
    m.CREDITED = c.Set(earned.index)
    m.credit_per_unit = c.Param(m.CREDITED, earned, mutable=True)
    m.cost_credit = c.Expression(rule=cost_credit)
    m.sales_price = c.Param(m.DELIVERIES, network.handovers["price"], mutable=True)
    m.cost_revenue = c.Expression(rule=cost_revenue)
    m.closing_value = c.Param(m.CLOSINGS, network.closings["value"], mutable=True)
    m.cost_closing = c.Expression(rule=cost_closing)
    m.cost = c.Objective(rule=total)
