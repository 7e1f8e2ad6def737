"""Stocks: where goods may wait, what must be there, and what the horizon's end is worth."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from corridor.network.lookups import Lookups
from corridor.network.nodes import NodeIndex
from corridor.network.pricing import Pricing
from corridor.network.reach import Reach
from corridor.network.schemes import Schemes
from corridor.network.sources import initial_goods
from corridor.network.states import State
from corridor.schema.supply import Stock


class Holding(NamedTuple):
    """Goods of one state in stock at the end of a period. The variable is the quantity."""

    site: str
    product: str
    state: str
    period: str
    t: int
    node: int
    unit_cost: float
    """[money / unit] Storage and cost of capital for the period."""


class StockBound(NamedTuple):
    """Bounds on the stock of a product at a site at the end of a period, all states together."""

    site: str
    product: str
    period: str
    lower: float
    upper: float


class ClosingCredit(NamedTuple):
    """Goods that are worth something when the horizon ends. The variable is the quantity credited."""

    site: str
    product: str
    value: float
    """[money / unit]"""
    limit: float
    """[unit] inf: none"""
    cover: float
    """[1] Largest credit per unit used or delivered in the last period; inf: none"""


class Disposal(NamedTuple):
    """Goods that may be got rid of. The variable is the quantity."""

    site: str
    product: str
    state: str
    period: str
    t: int
    node: int
    unit_cost: float


@dataclass
class StoreRows:
    """Holdings, their bounds, disposals, and closing credits."""

    holdings: list[Holding] = field(default_factory=list)
    carried: list[tuple[int, int]] = field(default_factory=list)
    """(node that finds the goods, holding)"""
    bounds: list[StockBound] = field(default_factory=list)
    bound_holdings: list[tuple[int, int]] = field(default_factory=list)
    disposals: list[Disposal] = field(default_factory=list)
    closings: list[ClosingCredit] = field(default_factory=list)
    supply: dict[int, float] = field(default_factory=dict)
    """node -> [unit] opening and in-transit goods"""
    unused: list[tuple[str, str, float]] = field(default_factory=list)
    """(site, product, quantity) of opening goods that serve nothing: they are stored or disposed of"""
    missing: list[tuple[str, str, str, float]] = field(default_factory=list)
    """(site, product, period, quantity) of least stocks that no goods can reach"""


def build_stores(
    schemes: Schemes, reach: Reach, uses: Mapping[str, frozenset[str]], nodes: NodeIndex, pricing: Pricing
) -> StoreRows:
    """Return the stocks. Call it last: it extends the balance rows that arcs, lots and purchases touch."""
    found, lookups = StoreRows(), schemes.lookups
    for site, product, state, t, quantity in initial_goods(schemes, uses):
        node = nodes.at(site, product, state, t)
        found.supply[node] = found.supply.get(node, 0.0) + quantity
        if (site, product, state) not in reach.latest:
            found.unused.append((site, product, quantity))
    _holdings(found, lookups, nodes, pricing)
    _bounds(found, lookups)
    for (site, product, state, t), node in list(nodes.ids.items()):
        cost = lookups.products[product].disposal_cost
        if cost is not None and not state.offer:
            code = lookups.calendar.codes[t]
            found.disposals.append(Disposal(site, product, state.label, code, t, node, cost))
    _closings(found, lookups, reach)
    return found


def _holdings(found: StoreRows, lookups: Lookups, nodes: NodeIndex, pricing: Pricing) -> None:
    calendar = lookups.calendar
    last = len(calendar) - 1
    touched: dict[tuple[str, str, State], int] = {}
    for site, product, state, t in nodes.ids:
        key = (site, product, state)
        touched[key] = min(t, touched.get(key, last))
    for key in sorted(touched):
        site, product, state = key
        for t in range(touched[key], last + 1):
            rule = lookups.stock_rule(site, product, t)
            if rule is None or rule.max_quantity == 0 or state.offer:
                continue
            value = pricing.value_in_stock(site, product, t)
            cost = (rule.unit_cost + value * lookups.model.settings.rate_per_year) * calendar.share_of_year(t)
            number = len(found.holdings)
            node = nodes.at(site, product, state, t)
            found.holdings.append(Holding(site, product, state.label, calendar.codes[t], t, node, cost))
            if t < last:
                found.carried.append((nodes.at(site, product, state, t + 1), number))


def _bounds(found: StoreRows, lookups: Lookups) -> None:
    together: dict[tuple[str, str, int], list[int]] = defaultdict(list)
    for number, holding in enumerate(found.holdings):
        together[holding.site, holding.product, holding.t].append(number)
    for (site, product, t), numbers in sorted(together.items()):
        rule = lookups.stock_rule(site, product, t)
        if rule is not None and (rule.min_quantity > 0 or rule.max_quantity is not None):
            row = len(found.bounds)
            upper = math.inf if rule.max_quantity is None else rule.max_quantity
            code = lookups.calendar.codes[t]
            found.bounds.append(StockBound(site, product, code, rule.min_quantity, upper))
            found.bound_holdings.extend((row, number) for number in numbers)
    if any(rule.min_quantity > 0 for rule in lookups.model.tables[Stock]):
        _unreachable(found, lookups, together)


def _unreachable(found: StoreRows, lookups: Lookups, together: Mapping[tuple[str, str, int], list[int]]) -> None:
    """Note every least stock where nothing can be in stock: no plan can meet it."""
    for site in lookups.sites:
        for product in lookups.products:
            for t, code in enumerate(lookups.calendar.codes):
                rule = lookups.stock_rule(site, product, t)
                if rule is not None and rule.min_quantity > 0 and (site, product, t) not in together:
                    found.missing.append((site, product, code, rule.min_quantity))


def _closings(found: StoreRows, lookups: Lookups, reach: Reach) -> None:
    last = len(lookups.calendar) - 1
    for site, product in sorted({(spot[0], spot[1]) for spot in reach.latest}):
        rule = lookups.stock_rule(site, product, last)
        if rule is None or rule.closing_value == 0:
            continue
        cover = math.inf
        if rule.closing_cover_days is not None:
            cover = rule.closing_cover_days / lookups.calendar.days(last)
        limit = math.inf if rule.closing_limit is None else rule.closing_limit
        found.closings.append(ClosingCredit(site, product, rule.closing_value, limit, cover))
