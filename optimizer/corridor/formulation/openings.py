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

from corridor.formulation.groups import column, members
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


def add(m: pyo.ConcreteModel, network: Network) -> None:
    """Add the rows of openings."""
    changes = network.changes
    before = changes[changes["previous"] >= 0]
    m.opening_of_change = members(changes.index, changes["opening"])
    m.opening_before_change = members(before.index, before["previous"])
    m.initially = column(changes["initially"])
    m.changes_of_once = members(network.once["set"], network.once["change"])
    m.ONCE = pyo.Set(initialize=sorted({int(s) for s in network.once["set"]}))
    m.opening_changes = pyo.Constraint(m.CHANGES, rule=opening_changes)
    m.opening_only_if_closed = pyo.Constraint(m.CHANGES, rule=opening_only_if_closed)
    m.opening_closes_only_if_open = pyo.Constraint(m.CHANGES, rule=opening_closes_only_if_open)
    m.opening_once = pyo.Constraint(m.ONCE, rule=opening_once)
