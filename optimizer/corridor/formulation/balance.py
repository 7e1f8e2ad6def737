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

from corridor.formulation.groups import coefficients, column, members, pairs
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


def add(m: pyo.ConcreteModel, network: Network) -> None:
    """Add the balance rows."""
    m.arrivals_at = pairs(network.arrivals["node"], network.arrivals["arc"])
    m.arrival_share = coefficients(network.arrivals)
    m.outputs_at = pairs(network.outputs["node"], network.outputs["lot"])
    m.output_quantity = coefficients(network.outputs)
    m.purchases_at = members(network.purchases["node"], network.purchases.index)
    m.carried_to = members(network.carried["node"], network.carried["holding"])
    m.departures_at = members(network.arcs["node"], network.arcs.index)
    m.uses_at = members(network.uses["node"], network.uses.index)
    m.deliveries_at = members(network.handovers["node"], network.handovers.index)
    m.disposals_at = members(network.disposals["node"], network.disposals.index)
    m.holdings_at = members(network.holdings["node"], network.holdings.index)
    m.supply = column(network.nodes["supply"])
    m.balance_of_goods = pyo.Constraint(m.NODES, rule=balance_of_goods)
