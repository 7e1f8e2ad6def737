"""A small transport model, written once for both sets of components, with labels, groups, ranges and whole numbers."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
import pyomo.environ as pyo

from corridor.compiled import TABLES, Components

LANES = pd.DataFrame(
    {"start": ["A", "A", "B", "B", "C"], "end": ["X", "Y", "X", "Y", "Y"], "day": [1, 1, 1, 2, 2]},
)
SITES = ["A", "B", "C"]
NEEDS = pd.DataFrame({"end": ["X", "Y", "Z"], "day": [1, 1, 2], "least": [1.0, 2.0, 0.0]})


def leaving(m: Any, site: str) -> Any:
    """A site sends what it has if it is open."""
    return sum(m.flow[s, e, d] for s, e, d in m.from_site[site]) <= m.stock[site] * m.open[site]


def arriving(m: Any, end: str, day: int) -> Any:
    """A place gets between its need and twice that, a tenth of it lost."""
    return pyo.inequality(
        m.least[end, day],
        0.9 * sum(m.flow[s, e, d] for s, e, d in m.to_place[end, day]) + m.short[end, day],
        2 * m.least[end, day] + 1,
    )


def share(m: Any, site: str) -> Any:
    """No site sends more than a share of everything."""
    whole = sum(m.flow[s, e, d] for s, e, d in m.LANES)
    return sum(m.flow[s, e, d] for s, e, d in m.from_site[site]) >= m.part[site] * whole - 5


def freight(m: Any) -> Any:
    """Price and tariff of every lane."""
    return sum((m.price[s, e, d] + m.tariff[s, e, d]) * m.flow[s, e, d] for s, e, d in m.LANES)


def total(m: Any) -> Any:
    """Freight, fixed costs and shortfall."""
    return (
        m.freight + sum(m.fixed[s] * m.open[s] for s in m.SITES) + 3 * (10 * sum(m.short[e, d] for e, d in m.NEEDS) - 1)
    )


def model(c: Components = TABLES, mutable: bool = True) -> pyo.ConcreteModel:
    """Return the model."""
    m = pyo.ConcreteModel()
    m.LANES, m.SITES = c.Set(LANES), c.Set(np.array(SITES, dtype=object))
    m.NEEDS = c.Set(NEEDS[["end", "day"]])
    m.from_site = c.Group(m.LANES, by=LANES["start"])
    m.to_place = c.Group(m.LANES, by=LANES[["end", "day"]])
    m.price = c.Param(m.LANES, [1.0, 2.0, 3.0, 4.0, 5.0])
    m.tariff = c.Param(m.LANES, [0.5, 0.0, 0.0, 0.0, 0.1], mutable=mutable)
    m.stock = c.Param(m.SITES, [10.0, 20.0, 30.0], mutable=mutable)
    m.part = c.Param(m.SITES, [0.1, 0.0, 0.2], mutable=mutable)
    m.fixed = c.Param(m.SITES, [7.0, 8.0, 9.0])
    m.least = c.Param(m.NEEDS, NEEDS["least"], mutable=mutable)
    m.flow = c.Var(m.LANES, pyo.NonNegativeReals, upper=[5.0, 5.0, np.inf, 6.0, 7.0])
    m.open = c.Var(m.SITES, pyo.Binary)
    m.short = c.Var(m.NEEDS, pyo.NonNegativeReals)
    m.leaving = c.Constraint(m.SITES, rule=leaving)
    m.arriving = c.Constraint(m.NEEDS, rule=arriving)
    m.share = c.Constraint(m.SITES, rule=share)
    m.freight = c.Expression(rule=freight)
    m.cost = c.Objective(rule=total)
    return m
