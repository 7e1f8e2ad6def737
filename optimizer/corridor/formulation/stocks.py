"""Stocks: bounds on what is stored, and what the end of the horizon is worth.

For every site, product and period with a bound (row s) [unit]:

    min_quantity <= sum_h hold[h] <= max_quantity

For every site and product with a closing value (k) [unit]:

    credit[k] <= sum_h hold[h at the end] + sum_a under_way[a] ship[a]
    credit[k] <= cover[k] x (sum_u use[u] + sum_d deliver[d] in the last period)

The credit is bounded by goods that are really there or under way, and by the cover that the last period's use asks
for: it keeps the plan from starving its last periods without paying it to hoard.
Table stocks.
"""

from __future__ import annotations

import math
from typing import Any

import pyomo.environ as pyo

from corridor.formulation.groups import coefficients, column, members, pairs
from corridor.network.network import Network


def stocks_within_bounds(m: Any, s: int) -> Any:
    """The stock of all states lies between its bounds."""
    return pyo.inequality(m.stock_lower[s], sum(m.hold[h] for h in m.holdings_of_bound[s]), m.stock_upper[s])


def stocks_credit_what_is_there(m: Any, k: int) -> Any:
    """Only goods in stock or under way are credited."""
    return (
        m.credit[k]
        - sum(m.hold[h] for h in m.holdings_of_closing[k])
        - sum(m.share_under_way[j, a] * m.ship[a] for j, a in m.arcs_of_closing[k])
        <= 0.0
    )


def stocks_credit_within_cover(m: Any, k: int) -> Any:
    """No more is credited than the last period's use asks for."""
    return (
        m.credit[k]
        - sum(m.cover_at_use[j, u] * m.use[u] for j, u in m.uses_of_closing[k])
        - sum(m.cover_at_delivery[j, d] * m.deliver[d] for j, d in m.deliveries_of_closing[k])
        <= 0.0
    )


def add(m: pyo.ConcreteModel, network: Network) -> None:
    """Add the rows of stocks and closing credits."""
    bounds, closings = network.stock_bounds, network.closings
    m.STOCK_BOUNDS = pyo.Set(initialize=range(len(bounds)))
    m.stock_lower, m.stock_upper = column(bounds["lower"]), column(bounds["upper"])
    m.holdings_of_bound = members(network.bound_holdings["bound"], network.bound_holdings["holding"])
    m.stocks_within_bounds = pyo.Constraint(m.STOCK_BOUNDS, rule=stocks_within_bounds)
    m.holdings_of_closing = members(network.closing_holdings["closing"], network.closing_holdings["holding"])
    m.arcs_of_closing = pairs(network.closing_arcs["closing"], network.closing_arcs["arc"])
    m.share_under_way = coefficients(network.closing_arcs)
    m.stocks_credit_what_is_there = pyo.Constraint(m.CLOSINGS, rule=stocks_credit_what_is_there)
    covered = [k for k, cover in column(closings["cover"]).items() if not math.isinf(cover)]
    m.COVERED = pyo.Set(initialize=covered)
    m.uses_of_closing, m.cover_at_use = _outflow(network, network.uses)
    m.deliveries_of_closing, m.cover_at_delivery = _outflow(network, network.handovers)
    m.stocks_credit_within_cover = pyo.Constraint(m.COVERED, rule=stocks_credit_within_cover)


def _outflow(network: Network, table: Any) -> tuple[Any, dict[tuple[int, int], float]]:
    """Return the variables of a table that leave a closing's balance rows, with the cover as coefficient."""
    nodes = network.closing_nodes.merge(network.closings["cover"], left_on="closing", right_index=True)
    leaving = table[["node"]].reset_index(names="member").merge(nodes, on="node")
    links = leaving[["closing", "member", "cover"]].sort_values(["closing", "member"])
    return pairs(links["closing"], links["member"]), coefficients(links)
