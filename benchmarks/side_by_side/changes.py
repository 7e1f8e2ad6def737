"""Changes of a model in a what-if question, each of which HiGHS is told without building anything again."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import numpy as np

from corridor.network.network import Network

Change = Callable[[Any, Network], None]
"""Changes the parameters of a model."""

_LIMITED = (
    ("flows", "limit_of_flow"), ("purchases", "limit_of_purchase"), ("production", "limit_of_lot"),
    ("deliveries", "limit_of_delivery"), ("stocks", "limit_of_holding"),
)  # fmt: skip
"""Table of the network -> parameter with its weights."""


def threshold(m: Any, n: Network) -> None:
    """Tighten the first limit by a twentieth: all its attributes and windows."""
    _tighten(m, n, n.limits["limit"].to_numpy() == n.limits["limit"].iloc[0])


def thresholds(m: Any, n: Network) -> None:
    """Tighten every second row of all limits by a twentieth."""
    _tighten(m, n, np.arange(len(n.limits)) % 2 == 0)


def _tighten(m: Any, n: Network, chosen: Any) -> None:
    upper = n.limits["side"].to_numpy() == "upper"
    factor = np.where(chosen, np.where(upper, 0.95, 1.05), 1.0)
    more = n.limits["share"].fillna(0.0).to_numpy() * (factor - 1.0)
    for table, name in _LIMITED:
        terms, wholes = n.limit_terms[table], n.limit_wholes[table]
        if len(terms):
            limit, whole = terms["limit"].to_numpy(dtype=int), wholes["weight"].to_numpy(dtype=float)
            getattr(m, name).assign(terms["weight"].to_numpy(dtype=float) - more[limit] * whole)
    m.limit_lower.assign(n.limits["lower"].to_numpy() * factor)
    m.limit_upper.assign(n.limits["upper"].to_numpy() * factor)


def capacity(m: Any, n: Network) -> None:
    """Take a tenth from every tenth process."""
    factor = np.where(np.arange(len(n.process_loads.rows)) % 10 == 0, 0.9, 1.0)
    m.making_free.assign(n.process_loads.rows["free"].to_numpy(dtype=float) * factor)
    upper = n.process_loads.upper
    if len(upper):
        m.making_capacity.assign(upper["capacity"].to_numpy(dtype=float) * factor[upper["load"].to_numpy(dtype=int)])


def demand(m: Any, n: Network) -> None:
    """Move every demand by up to a tenth, up or down."""
    factor = np.random.default_rng(1).uniform(0.9, 1.1, len(n.wants))
    m.wanted.assign(n.wants["quantity"].to_numpy(dtype=float) * factor)
    m.short.bound(upper=n.wants["most_short"].to_numpy(dtype=float) * factor)


def tariff(share: float) -> Change:
    """Return a change of the duty on a share of all arcs: a quarter more, and 5 % of the customs value on top."""

    def change(m: Any, n: Network) -> None:
        chance = np.random.default_rng(2)
        at = chance.choice(len(n.arcs), max(1, round(share * len(n.arcs))), replace=False)
        duty = n.arcs["duty"].to_numpy(dtype=float).copy()
        value = n.arcs["customs_value"].fillna(0.0).to_numpy(dtype=float)
        duty[at] = duty[at] * 1.25 + 0.05 * value[at] * chance.uniform(0.0, 1.0, len(at))
        m.cost_duty_per_unit.assign(duty)

    return change


def restore(m: Any, n: Network) -> None:
    """Undo every change."""
    for table, name in _LIMITED:
        getattr(m, name).assign(n.limit_terms[table]["weight"].to_numpy(dtype=float))
    m.limit_lower.assign(n.limits["lower"].to_numpy())
    m.limit_upper.assign(n.limits["upper"].to_numpy())
    m.making_free.assign(n.process_loads.rows["free"].to_numpy(dtype=float))
    m.making_capacity.assign(n.process_loads.upper["capacity"].to_numpy(dtype=float))
    m.wanted.assign(n.wants["quantity"].to_numpy(dtype=float))
    m.short.bound(upper=n.wants["most_short"].to_numpy(dtype=float))
    m.cost_duty_per_unit.assign(n.arcs["duty"].to_numpy(dtype=float))


CHANGES: Mapping[str, Change] = {
    "threshold": threshold,
    "half of all thresholds": thresholds,
    "capacity": capacity,
    "demand": demand,
    "tariff 1 %": tariff(0.01),
    "tariff 10 %": tariff(0.1),
    "tariff 100 %": tariff(1.0),
}
"""Name of a change -> the change."""
