"""The same rules over Pyomo's own components, through Pyomo's newer persistent interface, contrib.solver."""

from __future__ import annotations

from typing import Any

import highspy
from pyomo.contrib.solver.solvers.highs import Highs

from corridor.compiled import STOCK
from corridor.formulation import build as formulate
from corridor.network.network import Network


def build(network: Network) -> highspy.Highs:
    """Return HiGHS with the program."""
    return connected(formulate(network, STOCK))._solver_model


def connected(m: Any) -> Any:
    """Return the interface, with a model in HiGHS."""
    interface = Highs()
    interface.set_instance(m)
    return interface


def update(interface: Any) -> highspy.Highs:
    """Tell HiGHS the values of all mutable parameters; nothing else is looked for."""
    interface.update_parameters()
    return interface._solver_model
