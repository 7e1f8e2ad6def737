"""Balance: what comes to a place leaves it or stays.

For every site, product, state and period (row n) [unit]:

    sum_a share[n, a] ship[a]  +  sum_p buy[p]  +  sum_l quantity[n, l] make[l]  +  sum_h hold[h]   + supply[n]
        =  sum_a ship[a]  +  sum_u use[u]  +  sum_d deliver[d]  +  sum_g dispose[g]  +  sum_h hold[h]

left: arrivals (the share of a shipment that arrives in the period), purchases, output and by-products, the stock of
the period before, opening and in-transit goods; right: departures, use, deliveries, disposal, stock at the end.

Flows of different origin never share a row: a multi-commodity flow whose commodities are product x origin state.
"""

from __future__ import annotations

from typing import Any

import pyomo.environ as pyo

from corridor.compiled import Components
from corridor.formulation.links import pairs
from corridor.network.network import Network


def balance_of_goods(m: Any, n: int) -> Any:
    """What comes in equals what goes out."""
    return (
        sum(m.arrival_share[k, a] * m.ship[a] for k, a in m.arrivals_at[n])
        + sum(m.buy[p] for p in m.purchases_at[n])
        + sum(m.output_quantity[k, lot] * m.make[lot] for k, lot in m.outputs_at[n])
        + sum(m.hold[h] for h in m.carried_to[n])
        + m.supply[n]
        - sum(m.ship[a] for a in m.departures_at[n])
        - sum(m.use[u] for u in m.uses_at[n])
        - sum(m.deliver[d] for d in m.deliveries_at[n])
        - sum(m.dispose[g] for g in m.disposals_at[n])
        - sum(m.hold[h] for h in m.holdings_at[n])
        == 0.0
    )


def add(m: pyo.ConcreteModel, network: Network, c: Components) -> None:
    """Add the balance rows."""
    m.ARRIVALS, m.arrivals_at, m.arrival_share = pairs(c, network.arrivals)
    m.OUTPUTS, m.outputs_at, m.output_quantity = pairs(c, network.outputs)
    m.purchases_at = c.Group(m.PURCHASES, by=network.purchases["node"])
    m.carried_to = c.Group(m.HOLDINGS, by=network.carried["node"], rows=network.carried["holding"])
    m.holdings_at = c.Group(m.HOLDINGS, by=network.holdings["node"])
    m.supply = c.Param(m.NODES, network.nodes["supply"].to_numpy()[network.live_nodes])
    m.balance_of_goods = c.Constraint(m.NODES, rule=balance_of_goods)
