"""Shelf lives: what is in stock when a period ends has left within so many days, oldest first."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from corridor.errors import Fault, Severity
from corridor.network.calendar import Shares
from corridor.network.network import Network
from corridor.network.nodes import NodeIndex
from corridor.network.schemes import Schemes
from corridor.network.sources import stock_state
from corridor.network.states import State
from corridor.network.stores import StoreRows

OPENING = "opening"
"""Stands for the period of goods on hand before the first period; codes of periods have no small letters."""


class ShelfLife(NamedTuple):
    """Goods of one state that have to leave a site in time. The row bounds them by what leaves."""

    site: str
    product: str
    state: str
    period: str
    """Period at whose end the goods are in stock; OPENING: those on hand before the first."""
    opening: float
    """[unit] Goods on hand before the first period; 0 in all other rows."""


@dataclass
class ShelfLifeRows:
    """Goods with a shelf life, and the balance rows they can leave from in time."""

    rows: list[ShelfLife] = field(default_factory=list)
    holdings: list[tuple[int, int]] = field(default_factory=list)
    """(shelf life, holding that it bounds)"""
    nodes: list[tuple[int, int, float]] = field(default_factory=list)
    """(shelf life, balance row, share of its period that lies within the shelf life)"""


def build_shelf_lives(
    schemes: Schemes, uses: Mapping[str, frozenset[str]], nodes: NodeIndex, stores: StoreRows
) -> ShelfLifeRows:
    """Return the goods that have to leave in time. Call it when every balance row has its id."""
    found, lookups = ShelfLifeRows(), schemes.lookups
    calendar = lookups.calendar
    for site, product in lookups.stocked:
        rule = lookups.stock_rule(site, product, 0)
        shares = None if rule is None else calendar.shares_within(calendar.begins[0], rule.shelf_life_days)
        if rule is not None and rule.opening > 0 and shares is not None:
            state = stock_state(schemes, rule, site, uses.get(product, frozenset()))
            _add(found, ShelfLife(site, product, state.label, OPENING, rule.opening), state, nodes, shares)
    states = [state for _, _, state, _ in nodes.ids]
    for number, holding in enumerate(stores.holdings):
        rule = lookups.stock_rule(holding.site, holding.product, holding.t)
        shares = None if rule is None else calendar.shares_within(calendar.ends[holding.t], rule.shelf_life_days)
        if shares is not None:
            found.holdings.append((len(found.rows), number))
            row = ShelfLife(holding.site, holding.product, holding.state, holding.period, 0.0)
            _add(found, row, states[holding.node], nodes, shares)
    return found


def _add(found: ShelfLifeRows, row: ShelfLife, state: State, nodes: NodeIndex, shares: Shares) -> None:
    """Add a row and the balance rows that its goods can leave from in time."""
    for t, share in shares:
        node = nodes.ids.get((row.site, row.product, state, t))
        if node is not None:
            found.nodes.append((len(found.rows), node, share))
    found.rows.append(row)


def spoiled(network: Network) -> list[Fault]:
    """Return a fault for opening goods with a shelf life that nothing can take out in time."""
    leaving = {
        int(node)
        for table in (network.arcs, network.uses, network.handovers, network.disposals)
        for node in table["node"]
    }
    links = network.shelf_nodes[["shelf_life", "node"]].itertuples(index=False, name=None)
    emptied = {int(row) for row, node in links if int(node) in leaving}
    rows = network.shelf_lives[["product", "site", "opening"]].itertuples(index=False, name=None)
    return [
        Fault(
            "stocks",
            None,
            "shelf_life_days",
            "",
            f"{opening:g} of {product} at {site}",
            "these opening goods can be neither shipped, used, delivered nor disposed of within their shelf life",
            "Give products.disposal_cost, or a longer shelf_life_days.",
            Severity.ERROR,
        )
        for number, (product, site, opening) in enumerate(rows)
        if opening > 0 and number not in emptied
    ]
