"""Every set and every variable. One letter per index, everywhere:

n  balance row (site, product, state, period)     a  arc            p  purchase
l  lot                                            u  use of a lot   h  holding
g  disposal       w  want (demand row)            d  delivery       k  closing credit
o  open/closed decision                           c  change of a decision
q  order lot      i  limit row

ship[a]      >= 0   [unit]   quantity that departs
buy[p]       >= 0   [unit]   quantity bought
make[l]      >= 0   [unit of the output]   good output
use[u]       >= 0   [unit of the input]    input consumed
hold[h]      >= 0   [unit]   stock at the end of the period
dispose[g]   >= 0   [unit]   quantity got rid of
deliver[d]   >= 0   [unit]   quantity handed to demand
short[w]     in [0, most_short]   [unit]   demand that stays unmet
credit[k]    in [0, limit]        [unit]   goods credited at the end of the horizon
open[o]      in {0, 1}            whether it is open, taken or counted
opened[c], closed[c]  in [0, 1]   whether it opens or closes (integral once `open` is)
lots[q]      integer in [0, most] [1]      number of order multiples
over[i], under[i]  >= 0  [measure]   violation of a soft limit; fixed at 0 where the limit is hard
"""

from __future__ import annotations

import math

import pyomo.environ as pyo

from corridor.formulation.groups import column
from corridor.network.network import Network


def _ids(m: pyo.ConcreteModel, name: str, count: int) -> None:
    m.add_component(name, pyo.Set(initialize=range(count), ordered=True))


def _bound(value: float) -> float | None:
    return None if math.isinf(value) else value


def add(m: pyo.ConcreteModel, network: Network) -> None:
    """Add the sets of row ids and the variables."""
    for name, table in (
        ("ARCS", network.arcs),
        ("PURCHASES", network.purchases),
        ("LOTS", network.lots),
        ("USES", network.uses),
        ("HOLDINGS", network.holdings),
        ("DISPOSALS", network.disposals),
        ("WANTS", network.wants),
        ("DELIVERIES", network.handovers),
        ("CLOSINGS", network.closings),
        ("OPENINGS", network.openings),
        ("CHANGES", network.changes),
        ("ORDERS", network.orders),
        ("LIMITS", network.limits),
    ):
        _ids(m, name, len(table))
    m.NODES = pyo.Set(initialize=network.live_nodes, ordered=True)
    m.ship = pyo.Var(m.ARCS, domain=pyo.NonNegativeReals)
    m.buy = pyo.Var(m.PURCHASES, domain=pyo.NonNegativeReals)
    m.make = pyo.Var(m.LOTS, domain=pyo.NonNegativeReals)
    m.use = pyo.Var(m.USES, domain=pyo.NonNegativeReals)
    m.hold = pyo.Var(m.HOLDINGS, domain=pyo.NonNegativeReals)
    m.dispose = pyo.Var(m.DISPOSALS, domain=pyo.NonNegativeReals)
    m.deliver = pyo.Var(m.DELIVERIES, domain=pyo.NonNegativeReals)
    most_short = column(network.wants["most_short"])
    m.short = pyo.Var(m.WANTS, bounds=lambda _, w: (0.0, most_short[w]))
    limit = column(network.closings["limit"])
    m.credit = pyo.Var(m.CLOSINGS, bounds=lambda _, k: (0.0, _bound(limit[k])))
    m.open = pyo.Var(m.OPENINGS, domain=pyo.Binary)
    m.opened = pyo.Var(m.CHANGES, bounds=(0.0, 1.0))
    m.closed = pyo.Var(m.CHANGES, bounds=(0.0, 1.0))
    most = column(network.orders["most"])
    m.lots = pyo.Var(m.ORDERS, domain=pyo.NonNegativeIntegers, bounds=lambda _, q: (0, _bound(most[q])))
    slack = {i: 0.0 if math.isnan(price) else math.inf for i, price in column(network.limits["price"]).items()}
    m.over = pyo.Var(m.LIMITS, bounds=lambda _, i: (0.0, _bound(slack[i])))
    m.under = pyo.Var(m.LIMITS, bounds=lambda _, i: (0.0, _bound(slack[i])))
