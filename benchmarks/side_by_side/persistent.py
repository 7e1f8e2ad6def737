"""The same rules over Pyomo's own components, in one of Pyomo's persistent interfaces to HiGHS."""

from __future__ import annotations

from typing import Any

import highspy

from corridor.compiled import STOCK
from corridor.formulation import build as formulate
from corridor.network.network import Network


def built(interface: Any, network: Network) -> highspy.Highs:
    """Return HiGHS with the program of a network, through an interface that holds nothing yet."""
    return held(connected(interface, formulate(network, STOCK)))


def connected(interface: Any, m: Any) -> Any:
    """Return an interface that held nothing, now with a model in HiGHS."""
    interface.set_instance(m)
    return interface


def held(interface: Any) -> highspy.Highs:
    """Return the HiGHS of an interface."""
    solver: highspy.Highs = interface._solver_model
    return solver
