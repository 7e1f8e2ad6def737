"""The same rules over Pyomo's own components, through Pyomo's newer persistent interface, contrib.solver."""

from __future__ import annotations

from typing import Any

import highspy
from pyomo.contrib.solver.solvers.highs import Highs

from benchmarks.side_by_side import persistent
from corridor.network.network import Network


def build(network: Network) -> highspy.Highs:
    """Return HiGHS with the program."""
    return persistent.built(Highs(), network)


def connected(m: Any) -> Any:
    """Return the interface, with a model in HiGHS."""
    return persistent.connected(Highs(), m)


def update(interface: Any) -> highspy.Highs:
    """Tell HiGHS the values of all mutable parameters; nothing else is looked for."""
    interface.update_parameters()
    return persistent.held(interface)
