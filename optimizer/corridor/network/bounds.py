"""How much of each product can be of any use: what tightens every capacity that a decision switches.

A big-M larger than what can ever flow weakens the linear relaxation (measured: ten times too large costs
a third of the bound), so each is the real capacity or the largest useful quantity, whichever is less.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable

import networkx as nx

from corridor.network.lookups import Lookups
from corridor.network.reach import Reach
from corridor.network.recipes import Alternative
from corridor.schema.moving import Limit
from corridor.schema.row import EACH


def largest_useful(lookups: Lookups, reach: Reach) -> dict[str, float]:
    """[unit] Return the largest quantity of each product that a plan can use over the horizon; inf: no bound."""
    made = {(kind.alternative.process, kind.alternative.name): kind.alternative for kind in reach.lots}
    own = _own_need(lookups, reach)
    ratios, graph = _ratios(made.values(), set(own) | set(lookups.products))
    need = dict.fromkeys(graph, 0.0)
    cyclic = {node for part in nx.strongly_connected_components(graph) if len(part) > 1 for node in part}
    condensed = nx.condensation(graph)
    for part in nx.topological_sort(condensed):
        for product in condensed.nodes[part]["members"]:
            if product in cyclic:
                need[product] = math.inf
                continue
            through = sum(need[user] * ratios[user, product] for user in graph.predecessors(product))
            need[product] = (through + own.get(product, 0.0)) * _closing_factor(lookups, reach, product)
    return need


def _own_need(lookups: Lookups, reach: Reach) -> dict[str, float]:
    """[unit] Demand, required and credited stocks, and what lots and minimum runs may force beyond it."""
    calendar = lookups.calendar
    periods = range(len(calendar))
    own: dict[str, float] = defaultdict(float)
    for _, product, _, t, row in lookups.demands:
        own[product] += row.quantity * calendar.prorate(row.per, (t,))
    for site, product in {(spot[0], spot[1]) for spot in reach.earliest}:
        rules = [rule for t in periods if (rule := lookups.stock_rule(site, product, t)) is not None]
        own[product] += max((rule.min_quantity for rule in rules), default=0.0)
        last = lookups.stock_rule(site, product, len(calendar) - 1)
        if last is not None and last.closing_value > 0 and last.closing_cover_days is None:
            own[product] += math.inf if last.closing_limit is None else last.closing_limit
    for offer in lookups.offers.values():
        lump = max(offer.order_minimum * offer.orders_per_period, offer.order_multiple or 0.0)
        own[offer.product] += lump * len(calendar)
        own[offer.product] += offer.min_quantity * sum(
            calendar.prorate(offer.per, group) for group in calendar.windows(offer.per).values()
        )
    for kind in {(k.site, k.alternative.process, k.alternative.output) for k in reach.lots}:
        for t in periods:
            able = lookups.capabilities.find(kind[0], kind[1], calendar.codes[t])
            own[kind[2]] += 0.0 if able is None else able.min_run * calendar.prorate(able.per, (t,))
    for way, products in lookups.lanes_by_way.items():
        for product in lookups.products if EACH in products else products:
            for t in periods:
                lane = lookups.lane(way, product, t)
                own[product] += 0.0 if lane is None else lane.min_shipment
    for limit in lookups.model.tables[Limit]:
        if limit.lower and limit.form != "share":
            for product in lookups.products:
                own[product] += max(limit.lower, limit.threshold) * len(calendar)
    return dict(own)


def _ratios(made: Iterable[Alternative], products: set[str]) -> tuple[dict[tuple[str, str], float], nx.DiGraph]:
    """Return the largest need of one product per unit of another, and the graph of needs."""
    ratios: dict[tuple[str, str], float] = defaultdict(float)
    graph = nx.DiGraph()
    graph.add_nodes_from(sorted(products))
    for recipe in made:
        for group in recipe.groups:
            for line in group.members:
                ratio = line.quantity * line.max_share / recipe.output_per_run
                ratios[recipe.output, line.product] = max(ratios[recipe.output, line.product], ratio)
        for byproduct, quantity in recipe.byproducts:
            # A process may be run for its by-product: then its output is needed as much as that takes.
            ratio = recipe.output_per_run / quantity
            ratios[byproduct, recipe.output] = max(ratios[byproduct, recipe.output], ratio)
    graph.add_edges_from(sorted(ratios))
    return ratios, graph


def _closing_factor(lookups: Lookups, reach: Reach, product: str) -> float:
    """[1] What closing stocks that cover some days of use can add, over all legs of the longest way."""
    calendar = lookups.calendar
    last = len(calendar) - 1
    cover = 0.0
    legs = nx.DiGraph()
    for spot, _, target in reach.moves:
        if spot[1] == product:
            legs.add_edge(spot[0], target[0])
    for site in {spot[0] for spot in reach.earliest if spot[1] == product}:
        legs.add_node(site)
        rule = lookups.stock_rule(site, product, last)
        if rule is not None and rule.closing_value > 0 and rule.closing_cover_days is not None:
            cover = max(cover, rule.closing_cover_days / calendar.days(last))
    if cover == 0.0 or not legs:
        return 1.0
    condensed = nx.condensation(legs)
    for part in condensed:
        condensed.nodes[part]["size"] = len(condensed.nodes[part]["members"])
    longest = 0
    best: dict[int, int] = {}
    for part in nx.topological_sort(condensed):
        before = max((best[other] for other in condensed.predecessors(part)), default=0)
        best[part] = before + condensed.nodes[part]["size"]
        longest = max(longest, best[part])
    return 1.0 + cover * longest
