"""Demand rows, and the goods that can serve them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from corridor.network.lookups import Lookups
from corridor.network.nodes import NodeIndex
from corridor.network.states import State
from corridor.network.uses import demand_use


class Want(NamedTuple):
    """A demand of one period. The variable is what stays short."""

    site: str
    product: str
    period: str
    end_use: str
    t: int
    quantity: float
    """[unit]"""
    penalty: float
    """[money / unit] Of what stays short."""
    price: float
    """[money / unit] Of what is delivered."""
    most_short: float
    """[unit] quantity, or 0 where all must be delivered"""


class Handover(NamedTuple):
    """Goods of one state that may serve a demand. The variable is the quantity delivered."""

    want: int
    site: str
    product: str
    state: str
    period: str
    end_use: str
    node: int
    price: float


@dataclass
class WantRows:
    """Demands and deliveries."""

    wants: list[Want] = field(default_factory=list)
    handovers: list[Handover] = field(default_factory=list)


def build_wants(lookups: Lookups, uses: Mapping[str, frozenset[str]], nodes: NodeIndex) -> WantRows:
    """Return the demands and what can serve them; every balance row must exist already."""
    found = WantRows()
    states: dict[tuple[str, str, int], list[tuple[State, int]]] = {}
    for (site, product, state, t), node in nodes.ids.items():
        if not state.offer:
            states.setdefault((site, product, t), []).append((state, node))
    for site, product, end_use, t, row in lookups.demands:
        quantity = row.quantity * lookups.calendar.prorate(row.per, (t,))
        if quantity == 0:
            continue
        soft = row.shortfall_penalty is not None or row.price is not None
        want = len(found.wants)
        code = lookups.calendar.codes[t]
        found.wants.append(
            Want(
                site,
                product,
                code,
                end_use,
                t,
                quantity,
                row.shortfall_penalty or 0.0,
                row.price or 0.0,
                quantity if soft else 0.0,
            )
        )
        use = demand_use(product, end_use, uses)
        asked = frozenset(filter(None, row.content_rules.split(";")))
        for state, node in sorted(states.get((site, product, t), ())):
            if state.end_use == use and asked <= {one.agreement for one in state.statuses}:
                found.handovers.append(
                    Handover(want, site, product, state.label, code, end_use, node, row.price or 0.0)
                )
    return found
