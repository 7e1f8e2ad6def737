"""Capacities that hang on decisions: where they stand, and whether the tables give them or judgement does."""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import NamedTuple

import pandas as pd

from corridor.network.network import LoadTables, Network

_EXACT = 1.0 - 1e-9


class Switched(NamedTuple):
    """A capacity that a decision switches."""

    family: str
    """Prefix of its rows in the formulation."""
    load: int
    subject: str
    window: str
    capacity: float
    """[unit of the load]"""
    useful: float
    """[unit of the load] What a plan could send at the very most of what the load carries."""
    judged: bool
    """Whether neither a table nor what can be sent at the most gives the capacity (network/bounds.py)."""


def families(network: Network) -> Iterator[tuple[str, LoadTables, pd.DataFrame, str]]:
    """Yield (prefix of the rows, loads, row table of the members, name of their variable)."""
    yield "making", network.process_loads, network.lots, "make"
    yield "handling", network.depot_loads, network.arcs, "ship"
    yield "lane", network.lane_loads, network.arcs, "ship"
    yield "buying", network.offer_loads, network.purchases, "buy"
    counted = {
        "flows": (network.arcs, "ship"),
        "purchases": (network.purchases, "buy"),
        "production": (network.lots, "make"),
        "deliveries": (network.handovers, "deliver"),
        "stocks": (network.holdings, "hold"),
    }
    for table, loads in network.count_loads.items():
        yield f"count_of_{table}", loads, *counted[table]
    yield "election", network.elections.claims, network.lots, "make"


def switched(network: Network) -> Iterator[Switched]:
    """Yield every capacity of a network that hangs on a decision."""
    for family, loads, variables, _ in families(network):
        if not len(loads.upper):
            continue
        products = variables["product"].tolist()
        weights = _weights(loads, products, one_period=family == "handling")
        for load, _, capacity in loads.upper.itertuples(index=False):
            carried = weights.get(int(load), {})
            judgement = network.useful.within(math.inf, carried)
            proof = math.fsum(network.useful.proven[product] * weight for product, weight in carried.items())
            subject, window, _ = loads.rows.iloc[int(load)]
            judged = judgement < proof * _EXACT and math.isclose(capacity, judgement)
            yield Switched(family, int(load), subject, window, float(capacity), proof, judged)


def _weights(loads: LoadTables, products: list[str], *, one_period: bool) -> dict[int, dict[str, float]]:
    """Return the largest weight of each product in each load."""
    found: dict[int, dict[str, float]] = {}
    for load, member, share in loads.members.itertuples(index=False):
        # Of a depot the weight is the share that arrives in the period: all of it may come in one.
        weight = 1.0 if one_period else share
        carried = found.setdefault(int(load), {})
        carried[products[int(member)]] = max(weight, carried.get(products[int(member)], 0.0))
    return found
