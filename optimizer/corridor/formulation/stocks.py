"""Stocks: bounds on what is stored, how long it keeps, and what the end of the horizon is worth.

For every site, product and period with a bound (row s) [unit]:

    min_quantity <= sum_h hold[h] <= max_quantity

For every stock of one state with a shelf life (row e: what is in stock when a period ends, or was on hand before the
first one) [unit], if the shelf life ends within the horizon:

    opening[e] + hold[e]  <=  sum_n (share[e, n] (sum_a ship[a] + sum_u use[u] + sum_d deliver[d]) + sum_g dispose[g])

n: balance rows of the same site, product and state in the periods that the shelf life touches; share: days of the
period within the shelf life, of all its days. That is all an age limit asks, and no age need be known:

*Necessary*: what is in stock has to be gone when its shelf life is over, in whatever order goods leave, and by then no
more than the right side has left. Shipments, use and deliveries are uniform over their period, so the share of its
days is the share of the flow. Disposal is no flow: it happens on the day that goods spoil, so it counts in full.

*Sufficient*: let the oldest goods leave first and let a period begin with what it disposes of. Then goods that come in
later wait while older ones go, so all that leaves counts, and once as much has left as the row says nothing of this
stock is there. (Where a period disposes of more than it finds in stock, nothing old is left anyway.) Goods that stay
for several periods are bound by the row of the first.

Goods are stored from the end of the period on in which they come in; what leaves in that period has no age. A shelf
life that ends behind the horizon has no row: flows are unknown there, and some would complete the plan.

For every site and product with a closing value (k) [unit]:

    credit[k] <= sum_h hold[h at the end] + sum_a under_way[a] ship[a]
    credit[k] <= cover[k] x (sum_u use[u] + sum_d deliver[d] in the last period)

The credit is bounded by goods that are really there or under way, and by the cover that the last period's use asks
for: it keeps the plan from starving its last periods without paying it to hoard.
Table stocks.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import pyomo.environ as pyo

from corridor.compiled import Components
from corridor.formulation.links import pairs
from corridor.network.network import Network


def stocks_within_bounds(m: Any, s: int) -> Any:
    """The stock of all states lies between its bounds."""
    return pyo.inequality(m.stock_lower[s], sum(m.hold[h] for h in m.holdings_of_bound[s]), m.stock_upper[s])


def stocks_leave_in_time(m: Any, e: int) -> Any:
    """What is in stock leaves before it spoils."""
    return (
        m.opening_stock[e]
        + sum(m.hold[h] for h in m.holdings_of_shelf_life[e])
        - sum(m.share_in_time[j, n] * m.ship[a] for j, n in m.nodes_in_time[e] for a in m.departures_at[n])
        - sum(m.share_in_time[j, n] * m.use[u] for j, n in m.nodes_in_time[e] for u in m.uses_at[n])
        - sum(m.share_in_time[j, n] * m.deliver[d] for j, n in m.nodes_in_time[e] for d in m.deliveries_at[n])
        - sum(m.dispose[g] for j, n in m.nodes_in_time[e] for g in m.disposals_at[n])
        <= 0.0
    )


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
        - m.cover[k] * sum(m.use[u] for j, n in m.last_nodes_of[k] for u in m.uses_at[n])
        - m.cover[k] * sum(m.deliver[d] for j, n in m.last_nodes_of[k] for d in m.deliveries_at[n])
        <= 0.0
    )


def add(m: pyo.ConcreteModel, network: Network, c: Components) -> None:
    """Add the rows of stocks, shelf lives and closing credits."""
    bounds, closings = network.stock_bounds, network.closings
    m.STOCK_BOUNDS = c.Set(len(bounds))
    m.stock_lower, m.stock_upper = (
        c.Param(m.STOCK_BOUNDS, bounds["lower"], mutable=True),
        c.Param(m.STOCK_BOUNDS, bounds["upper"], mutable=True),
    )
    m.holdings_of_bound = c.Group(
        m.HOLDINGS, by=network.bound_holdings["bound"], rows=network.bound_holdings["holding"]
    )
    m.stocks_within_bounds = c.Constraint(m.STOCK_BOUNDS, rule=stocks_within_bounds)
    _add_shelf_lives(m, network, c)
    held, last = network.closing_holdings, network.closing_nodes
    m.holdings_of_closing = c.Group(m.HOLDINGS, by=held["closing"], rows=held["holding"])
    m.UNDER_WAY, m.arcs_of_closing, m.share_under_way = pairs(c, network.closing_arcs)
    m.stocks_credit_what_is_there = c.Constraint(m.CLOSINGS, rule=stocks_credit_what_is_there)
    m.LAST_NODES = c.Set(last)
    m.last_nodes_of = c.Group(m.LAST_NODES, by=last["closing"])
    cover = closings["cover"].to_numpy(dtype=float)
    covered = np.flatnonzero(np.isfinite(cover))
    m.COVERED = c.Set(covered)
    m.cover = c.Param(m.COVERED, cover[covered])
    m.stocks_credit_within_cover = c.Constraint(m.COVERED, rule=stocks_credit_within_cover)


def _add_shelf_lives(m: pyo.ConcreteModel, network: Network, c: Components) -> None:
    """Add the rows of goods that have to leave in time."""
    m.SHELF_LIVES = c.Set(len(network.shelf_lives))
    m.opening_stock = c.Param(m.SHELF_LIVES, network.shelf_lives["opening"])
    held = network.shelf_holdings
    m.holdings_of_shelf_life = c.Group(m.HOLDINGS, by=held["shelf_life"], rows=held["holding"])
    m.IN_TIME, m.nodes_in_time, m.share_in_time = pairs(c, network.shelf_nodes)
    m.stocks_leave_in_time = c.Constraint(m.SHELF_LIVES, rule=stocks_leave_in_time)
