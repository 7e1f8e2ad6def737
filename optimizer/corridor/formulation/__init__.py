"""The mathematics: one family per file, in reading order. A Pyomo model is always `m`.

Rules name row ids and groups of row ids only: what depends on codes, owners, routes or dates has been computed by
the network. Constraint names start with their family and never depend on options.
"""

from __future__ import annotations

import pyomo.environ as pyo

from corridor.compiled import TABLES, Components
from corridor.formulation import (
    balance,
    buying,
    custody,
    demand,
    elections,
    handling,
    lanes,
    limits,
    making,
    objective,
    openings,
    origin,
    quotas,
    recipes,
    stocks,
    variables,
)
from corridor.network.network import Network

FAMILIES = (
    balance,  # what comes to a place leaves it or stays
    demand,  # every want is served or stays short
    buying,  # offers with bounds, tiers and orders
    recipes,  # a lot consumes what its recipe says
    origin,  # a lot whose output carries a status passes the tests of its rule
    custody,  # books assign inputs to lots that are judged by them
    elections,  # content that is averaged over all that is made, all or nothing
    making,  # processes and shared resources have capacities
    handling,  # depots receive what they can
    lanes,  # what departs fits the lane
    quotas,  # what enters within a tariff-rate quota fits it
    openings,  # what is open was open before, or opens now
    stocks,  # bounds on stocks, how long they keep, and what the horizon's end is worth
    limits,  # the planner's own rules
    objective,  # the sum of the cost lines
)


def build(network: Network, components: Components = TABLES) -> pyo.ConcreteModel:
    """Return the Pyomo model of a network, of table-backed components or of Pyomo's own: the rules are the same."""
    m = pyo.ConcreteModel(name="corridor")
    variables.add(m, network, components)
    for family in FAMILIES:
        family.add(m, network, components)
    return m
