"""Whether a plan, or its absence, rests on a capacity that no table gives and that was assumed (network/bounds.py)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import numpy as np

from corridor.compiled.labels import Floats
from corridor.errors import Fault, Severity
from corridor.network.bounds import GENEROUS
from corridor.network.network import Network
from corridor.network.switched import families, switched

_FULL = 1.0 - 1e-6
"""[1] A bound is reached from here on."""
_NAMED = 10
"""Subjects that a message names; it counts the rest."""
_ASSUMED = f"no table says how much these can carry, so {GENEROUS:g} times what the tables ask for was assumed"
_REMEDY = "Give each the capacity it really has (an offer: max_quantity), and solve again."


def without_plan(network: Network) -> list[Fault]:
    """Return what to try if no plan was found although only judgement bounds some decisions."""
    places = {item.subject for item in switched(network) if item.judged}
    return _told(places, f"{_ASSUMED}, and no plan was found: with a larger capacity there may be one")


def reached(network: Network, at: Mapping[str, Floats]) -> list[Fault]:
    """Return the judged bounds that a plan reaches. `at` are the values of each variable, in the order of its rows."""
    carried: dict[tuple[str, int], float] = {}
    for family, loads, _, variable in families(network):
        total = np.zeros(len(loads.rows))
        members = loads.members["member"].to_numpy(dtype=int)
        weights = loads.members["weight"].to_numpy(dtype=float)
        np.add.at(total, loads.members["load"].to_numpy(dtype=int), weights * at[variable][members])
        carried.update(((family, number), float(value)) for number, value in enumerate(total))
    places = {
        item.subject
        for item in switched(network)
        if item.judged and carried[item.family, item.load] >= item.capacity * _FULL
    }
    return _told(places, f"{_ASSUMED}, and the plan uses all of it: with more there might be a better plan")


def _told(places: Iterable[str], rule: str) -> list[Fault]:
    named = sorted(places)
    if not named:
        return []
    rest = f" and {len(named) - _NAMED} more" if len(named) > _NAMED else ""
    return [Fault("model", None, "capacity", "", ", ".join(named[:_NAMED]) + rest, rule, _REMEDY, Severity.WARNING)]
