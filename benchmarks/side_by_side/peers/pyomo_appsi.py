"""The same rules over Pyomo's own components, through Pyomo's persistent interface appsi_highs."""

from __future__ import annotations

from typing import Any

import highspy
from pyomo.contrib.appsi.solvers.highs import Highs

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
    interface.update_params()
    return persistent.held(interface)
