"""Quotas: what enters within a tariff-rate quota fits what is open of it.

For every period z of a quota that some shipment may enter within [unit of the quota]:

    sum_a within[z, a] ship[a]  +  sum_(y from z) rest[y]  -  sum_(y to z) rest[y]  <=  amount[z]

within: units of the quota in a unit of the product, times the share of the arrival window that lies in the period
(goods leave, and so arrive, uniformly; the day of entry decides). rest: what is left of a period that is added to a
later one; where it lapses there is no such variable.

Goods that can enter within a quota have an arc for that beside the arc outside of it: two convex pieces, the lower duty
up to the amount and the higher one above it. A plan that costs less fills the cheaper piece first, so no binary says
which is used; an arc within a quota that is not cheaper is not made. The dual of a row is what a licence for one more
unit is worth. Tables quotas, quota_licences.
"""

from __future__ import annotations

from typing import Any

import pyomo.environ as pyo

from corridor.compiled import Components
from corridor.formulation.links import pairs
from corridor.network.network import Network


def quota_holds(m: Any, z: int) -> Any:
    """What enters within a quota, and what is left to later periods, is no more than what is open."""
    return (
        sum(m.within_quota[k, a] * m.ship[a] for k, a in m.arcs_of_quota[z])
        + sum(m.rest[y] for y in m.rests_from[z])
        - sum(m.rest[y] for y in m.rests_to[z])
        <= m.quota_amount[z]
    )


def add(m: pyo.ConcreteModel, network: Network, c: Components) -> None:
    """Add the rows of quotas."""
    rests = network.quota_rests
    m.QUOTA_ARCS, m.arcs_of_quota, m.within_quota = pairs(c, network.quota_arcs, mutable=True)
    m.rests_from = c.Group(m.QUOTA_RESTS, by=rests["source"])
    m.rests_to = c.Group(m.QUOTA_RESTS, by=rests["target"])
    m.quota_amount = c.Param(m.QUOTAS, network.quotas["amount"], mutable=True)
    m.quota_holds = c.Constraint(m.QUOTAS, rule=quota_holds)
