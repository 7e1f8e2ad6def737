"""Loads: the shape that capacities of processes, resources, depots, lanes and offers share.

A load b sums one kind of variable x with weights. Its bounds are free numbers or hang on decisions:

    upper:  sum_x weight[b, x] x  <=  free[b] + sum_o capacity[b, o] open[o]
    lower:  sum_x weight[b, x] x  >=  sum_o least[b, o] open[o]
    ramp:   sum_x weight[b, x] x  <=  sum_c capacity[b, c] opened[c]

Each capacity is the real one or the largest useful quantity, whichever is less (network/bounds.py), so the linear
relaxation is as tight as the data allow. Not a family: the families that have loads call it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pandas as pd
import pyomo.environ as pyo

from corridor.compiled import Components
from corridor.formulation.links import owners, pairs
from corridor.network.network import LoadTables


@dataclass(frozen=True)
class _Rules:
    """The rules of one family, whose components on the model begin with its prefix."""

    prefix: str
    variable: str

    def of(self, m: Any, name: str) -> Any:
        """Return a component of the family."""
        return getattr(m, f"{self.prefix}_{name}")

    def load(self, m: Any, b: int) -> Any:
        """Return what a load carries."""
        weight, x_of = self.of(m, "weight"), getattr(m, self.variable)
        return sum(weight[k, x] * x_of[x] for k, x in self.of(m, "members_of")[b])

    def at_most(self, m: Any, b: int) -> Any:
        """A load carries no more than is free and than its decisions allow."""
        capacity = self.of(m, "capacity")
        allowed = sum(capacity[k, o] * m.open[o] for k, o in self.of(m, "upper_of")[b])
        return self.load(m, b) - allowed <= self.of(m, "free")[b]

    def at_least(self, m: Any, b: int) -> Any:
        """A load carries at least what its decisions ask for."""
        least = self.of(m, "least")
        return self.load(m, b) - sum(least[k, o] * m.open[o] for k, o in self.of(m, "lower_of")[b]) >= 0.0

    def ramp(self, m: Any, b: int) -> Any:
        """A load carries no more than its openings have ramped up to."""
        ramped = self.of(m, "ramped")
        return self.load(m, b) - sum(ramped[k, o] * m.opened[o] for k, o in self.of(m, "ramp_of")[b]) <= 0.0


def add_loads(m: pyo.ConcreteModel, c: Components, prefix: str, variable: str, loads: LoadTables) -> None:
    """Add the rows of a family's loads: `<prefix>_at_most`, `<prefix>_at_least`, `<prefix>_ramp`, as far as it has any.

    What a family has no rows for is not made: most models have most of it empty.
    """

    def put(name: str, component: Any) -> Any:
        setattr(m, f"{prefix}_{name}", component)
        return component

    def put_links(links: pd.DataFrame, *names: str) -> None:
        for name, component in zip(names, pairs(c, links, mutable=True), strict=True):
            put(name, component)

    def put_rows(name: str, rows: Any, rule: Any) -> None:
        put(name, c.Constraint(put(f"{name}_ROWS", c.Set(rows)), rule=rule))

    rules = _Rules(prefix, variable)
    if len(loads.rows):
        put_links(loads.members, "MEMBERS", "members_of", "weight")
        put_links(loads.upper, "UPPER", "upper_of", "capacity")
        put("free", c.Param(put("LOADS", c.Set(len(loads.rows))), loads.rows["free"], mutable=True))
        put_rows("at_most", loads.bounded, rules.at_most)
    if len(loads.lower):
        put_links(loads.lower, "LOWER", "lower_of", "least")
        put_rows("at_least", owners(loads.lower["load"]), rules.at_least)
    if len(loads.ramp):
        put_links(loads.ramp, "RAMP", "ramp_of", "ramped")
        put_rows("ramp", owners(loads.ramp["load"]), rules.ramp)
