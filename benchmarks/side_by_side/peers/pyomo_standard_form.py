"""The same rules over Pyomo's own components, turned into arrays by Pyomo's standard form, passed to HiGHS."""

from __future__ import annotations

import highspy

from corridor.compiled import STOCK
from corridor.compiled.reference import standard_form
from corridor.formulation import build as formulate
from corridor.network.network import Network
from corridor.solve.highs import loaded
from corridor.solve.options import SolveOptions


def build(network: Network) -> highspy.Highs:
    """Return HiGHS with the program."""
    return loaded(standard_form(formulate(network, STOCK)), SolveOptions(threads=1))
