"""Openings: what is open was open before, or opens now.

For every change c of a decision from one period to the next:

    opened[c] - closed[c] = open[o of c] - open[o before] - initially[c]
    opened[c] + open[o before] + initially[c] <= 1
    closed[c] <= open[o before] + initially[c]

The last two keep `opened` and `closed` from being 1 together, which would buy ramp capacity without opening.
A capability with a ramp that is not open at the start opens at most once:

    sum_c opened[c] <= 1

Tables capabilities, handling.
"""

from __future__ import annotations

from typing import Any

import pyomo.environ as pyo

from corridor.compiled import Components
from corridor.formulation.links import owners
from corridor.network.network import Network


def opening_changes(m: Any, c: int) -> Any:
    """A decision changes by opening or closing."""
    return (
        m.opened[c]
        - m.closed[c]
        - sum(m.open[o] for o in m.opening_of_change[c])
        + sum(m.open[o] for o in m.opening_before_change[c])
        == -m.initially[c]
    )


def opening_only_if_closed(m: Any, c: int) -> Any:
    """Only what is closed opens."""
    return m.opened[c] + sum(m.open[o] for o in m.opening_before_change[c]) <= 1.0 - m.initially[c]


def opening_closes_only_if_open(m: Any, c: int) -> Any:
    """Only what is open closes."""
    return m.closed[c] - sum(m.open[o] for o in m.opening_before_change[c]) <= m.initially[c]


def opening_once(m: Any, s: int) -> Any:
    """It opens at most once."""
    return sum(m.opened[c] for c in m.changes_of_once[s]) <= 1.0


def add(m: pyo.ConcreteModel, network: Network, c: Components) -> None:
    """Add the rows of openings."""
    changes, once = network.changes, network.once
    before = changes[changes["previous"] >= 0]
    m.opening_of_change = c.Group(m.OPENINGS, by=changes.index, rows=changes["opening"])
    m.opening_before_change = c.Group(m.OPENINGS, by=before.index, rows=before["previous"])
    m.initially = c.Param(m.CHANGES, changes["initially"])
    m.changes_of_once = c.Group(m.CHANGES, by=once["set"], rows=once["change"])
    m.ONCE = c.Set(owners(once["set"]))
    m.opening_changes = c.Constraint(m.CHANGES, rule=opening_changes)
    m.opening_only_if_closed = c.Constraint(m.CHANGES, rule=opening_only_if_closed)
    m.opening_closes_only_if_open = c.Constraint(m.CHANGES, rule=opening_closes_only_if_open)
    m.opening_once = c.Constraint(m.ONCE, rule=opening_once)
