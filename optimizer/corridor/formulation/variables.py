"""Every set and every variable, and which of them take goods out of a balance row. One letter per index, everywhere:

n  balance row (site, product, state, period)     a  arc            p  purchase
l  lot                                            u  use of a lot   h  holding
g  disposal       w  want (demand row)            d  delivery       k  closing credit
o  open/closed decision                           c  change of a decision
q  order lot      i  limit row      v  assigned input
z  period of a quota                              y  rest of one that is added to a later one

ship[a]      >= 0   [unit]   quantity that departs
buy[p]       >= 0   [unit]   quantity bought
make[l]      >= 0   [unit of the output]   good output
use[u]       >= 0   [unit of the input]    input consumed
assign[v]    >= 0   [unit of the input]    input that books assign to lots, of what all lots consume
hold[h]      >= 0   [unit]   stock at the end of the period
dispose[g]   >= 0   [unit]   quantity got rid of
deliver[d]   >= 0   [unit]   quantity handed to demand
short[w]     in [0, most_short]   [unit]   demand that stays unmet
credit[k]    in [0, limit]        [unit]   goods credited at the end of the horizon
open[o]      in {0, 1}            whether it is open, taken or counted
opened[c], closed[c]  in [0, 1]   whether it opens or closes (integral once `open` is)
lots[q]      integer in [0, most] [1]      number of order multiples
over[i], under[i]  >= 0  [measure]   violation of a soft limit; fixed at 0 where the limit is hard
rest[y]      >= 0   [unit of the quota]   what one period of a quota leaves to a later one

departures_at[n], uses_at[n], deliveries_at[n], disposals_at[n]: arcs, uses, deliveries, disposals of balance row n
"""

from __future__ import annotations

import numpy as np
import pyomo.environ as pyo

from corridor.compiled import Components
from corridor.network.network import Network


def add(m: pyo.ConcreteModel, network: Network, c: Components) -> None:
    """Add the sets of row ids and the variables."""
    for name, table in (
        ("ARCS", network.arcs),
        ("PURCHASES", network.purchases),
        ("LOTS", network.lots),
        ("USES", network.uses),
        ("ASSIGNED", network.custody.assigned),
        ("HOLDINGS", network.holdings),
        ("DISPOSALS", network.disposals),
        ("WANTS", network.wants),
        ("DELIVERIES", network.handovers),
        ("CLOSINGS", network.closings),
        ("OPENINGS", network.openings),
        ("CHANGES", network.changes),
        ("ORDERS", network.orders),
        ("LIMITS", network.limits),
        ("QUOTAS", network.quotas),
        ("QUOTA_RESTS", network.quota_rests),
    ):
        m.add_component(name, c.Set(len(table)))
    m.NODES = c.Set(np.asarray(network.live_nodes, dtype=np.int64))
    m.departures_at = c.Group(m.ARCS, by=network.arcs["node"])
    m.uses_at = c.Group(m.USES, by=network.uses["node"])
    m.deliveries_at = c.Group(m.DELIVERIES, by=network.handovers["node"])
    m.disposals_at = c.Group(m.DISPOSALS, by=network.disposals["node"])
    m.ship = c.Var(m.ARCS, pyo.NonNegativeReals)
    m.buy = c.Var(m.PURCHASES, pyo.NonNegativeReals)
    m.make = c.Var(m.LOTS, pyo.NonNegativeReals)
    m.use = c.Var(m.USES, pyo.NonNegativeReals)
    m.assign = c.Var(m.ASSIGNED, pyo.NonNegativeReals)
    m.hold = c.Var(m.HOLDINGS, pyo.NonNegativeReals)
    m.dispose = c.Var(m.DISPOSALS, pyo.NonNegativeReals)
    m.deliver = c.Var(m.DELIVERIES, pyo.NonNegativeReals)
    m.short = c.Var(m.WANTS, pyo.NonNegativeReals, upper=network.wants["most_short"])
    m.credit = c.Var(m.CLOSINGS, pyo.NonNegativeReals, upper=network.closings["limit"])
    m.open = c.Var(m.OPENINGS, pyo.Binary)
    m.opened = c.Var(m.CHANGES, pyo.NonNegativeReals, upper=1.0)
    m.closed = c.Var(m.CHANGES, pyo.NonNegativeReals, upper=1.0)
    m.lots = c.Var(m.ORDERS, pyo.NonNegativeIntegers, upper=network.orders["most"])
    m.rest = c.Var(m.QUOTA_RESTS, pyo.NonNegativeReals)
    slack = np.where(network.limits["price"].isna(), 0.0, np.inf)
    m.over = c.Var(m.LIMITS, pyo.NonNegativeReals, upper=slack)
    m.under = c.Var(m.LIMITS, pyo.NonNegativeReals, upper=slack)
