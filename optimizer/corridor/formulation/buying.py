"""Buying: offers with bounds, fixed cost, tooling, price tiers, order minimums and order multiples.

For every offer and window (load b) [unit]:

    sum_p buy[p] <= max_quantity                                      without a decision
    min_quantity open[o] <= sum_p buy[p] <= max_quantity open[o]      zero or at least

Incremental tiers whose prices fall need order: a tier is used only when the one before is full,

    sum_p buy[p of tier n] >= width[n] open[o of tier n + 1]

All-units tiers (their total cost is not convex): at most one is taken in a window,

    sum_o open[o] <= 1

Order multiples: for every offer with one and every period,

    sum_p buy[p] = multiple[q] lots[q]

Tables offers, quotes.
"""

from __future__ import annotations

from typing import Any

import pyomo.environ as pyo

from corridor.compiled import Components
from corridor.formulation.links import owners, pairs
from corridor.formulation.loads import add_loads
from corridor.network.network import Network


def buying_fills_tiers(m: Any, b: int) -> Any:
    """The next tier is used only when this one is full."""
    return (
        sum(m.buy[p] for p in m.purchases_of_tier[b]) - sum(m.tier_width[k, o] * m.open[o] for k, o in m.next_tiers[b])
        >= 0.0
    )


def buying_takes_one_tier(m: Any, s: int) -> Any:
    """At most one of the all-units tiers is taken."""
    return sum(m.open[o] for o in m.tiers_of[s]) <= 1.0


def buying_in_multiples(m: Any, q: int) -> Any:
    """The quantity of a period is a whole number of multiples."""
    return sum(m.buy[p] for p in m.purchases_of_order[q]) - m.order_multiple[q] * m.lots[q] == 0.0


def add(m: pyo.ConcreteModel, network: Network, c: Components) -> None:
    """Add the rows of offers."""
    loads, filled, ordered = network.offer_loads, network.tiers_filled, network.order_purchases
    add_loads(m, c, "buying", "buy", loads)
    m.purchases_of_tier = c.Group(m.PURCHASES, by=loads.members["load"], rows=loads.members["member"])
    m.NEXT_TIERS, m.next_tiers, m.tier_width = pairs(c, filled)
    m.tiers_of = c.Group(m.OPENINGS, by=network.one_of["set"], rows=network.one_of["opening"])
    m.purchases_of_order = c.Group(m.PURCHASES, by=ordered["order"], rows=ordered["purchase"])
    m.order_multiple = c.Param(m.ORDERS, network.orders["multiple"])
    m.TIERS, m.TIER_SETS = c.Set(owners(filled["load"])), c.Set(owners(network.one_of["set"]))
    m.buying_fills_tiers = c.Constraint(m.TIERS, rule=buying_fills_tiers)
    m.buying_takes_one_tier = c.Constraint(m.TIER_SETS, rule=buying_takes_one_tier)
    m.buying_in_multiples = c.Constraint(m.ORDERS, rule=buying_in_multiples)
