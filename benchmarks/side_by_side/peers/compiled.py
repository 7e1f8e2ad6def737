"""Corridor's own way: the formulation over tables, compiled to arrays, checked, passed to HiGHS."""

from __future__ import annotations

import highspy

from corridor.compiled import compile_model
from corridor.formulation import build as formulate
from corridor.network.network import Network
from corridor.solve.highs import loaded
from corridor.solve.options import SolveOptions


def build(network: Network) -> highspy.Highs:
    """Return HiGHS with the program."""
    return loaded(compile_model(formulate(network)), SolveOptions(threads=1))
