"""How much of each product can be of any use: what tightens every capacity that a decision switches.

A big-M larger than what can ever flow weakens the linear relaxation (measured: ten times too large costs a third of the
bound), so each is the real capacity or the largest useful quantity, whichever is less. A bound that is too small would
cut plans off, so whatever can make a plan carry more than demand asks for counts here; where that has no end the bound
is infinite, and a decision without a real capacity is then a fault.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

import networkx as nx

from corridor.network.lookups import Lookups
from corridor.network.reach import Reach, Way
from corridor.network.recipes import Alternative
from corridor.network.rules import share_floors
from corridor.network.surplus import asked_for, lumps

MOST_ON_THE_WAY = 5.0
"""[1] No plan sends more than this many times what is used, for all that comes too late (docs/meaning.md)."""

Ratios = Mapping[tuple[str, str], float]


def largest_useful(lookups: Lookups, reach: Reach) -> dict[str, float]:
    """[unit] Return the largest quantity of each product that a plan can use over the horizon; inf: no bound."""
    made = [kind.alternative for kind in reach.lots]
    inputs, outputs = _ratios(made)
    graph = nx.DiGraph()
    graph.add_nodes_from(sorted(lookups.products))
    graph.add_edges_from(sorted(inputs))
    cyclic = {node for part in nx.strongly_connected_components(graph) if len(part) > 1 for node in part}
    cyclic |= set(nx.nodes_with_selfloops(graph))
    # Around a circle of recipes a quantity can grow without end, and so can all that the circle needs.
    cyclic |= {other for node in cyclic for other in nx.descendants(graph, node)}
    order = [node for part in _topological(graph) for node in sorted(part)]
    factors = {product: _on_the_way(lookups, reach, product) for product in order}
    asked = {product: math.inf if product in cyclic else asked_for(lookups, reach, product) for product in order}
    surplus = _spread(lumps(lookups, reach), outputs, reversed(order))
    need = _need(order, inputs, asked, surplus, factors)
    # By-products come with their output whether anybody wants them or not; least shares ask for part of the rest.
    extra: dict[str, float] = defaultdict(float)
    along = {}
    for recipe in made:
        for byproduct, quantity in recipe.byproducts:
            along[byproduct, recipe.output] = True
            extra[byproduct] = max(extra[byproduct], need[recipe.output] * quantity / recipe.output_per_run)
    for part, whole, factor in share_floors(lookups.model, lookups.products, lookups.calendar):
        rest = math.fsum(need[product] for product in sorted(whole))
        for product in part:
            extra[product] += factor * rest
    forward = {key: ratio for key, ratio in inputs.items() if key not in along}
    more = _need(order, forward, dict.fromkeys(order, 0.0), _spread(extra, outputs, reversed(order)), factors)
    return {product: need[product] + more[product] for product in order}


def _need(
    order: Sequence[str],
    inputs: Ratios,
    asked: Mapping[str, float],
    surplus: Mapping[str, float],
    factors: Mapping[str, float],
) -> dict[str, float]:
    """[unit] Return what is asked for, forced, and needed by what is made of it; products before their inputs."""
    need: dict[str, float] = {}
    for product in order:
        # A user that comes later than what it uses stands in a circle, which has no bound.
        users = [(need.get(user, math.inf), ratio) for (user, used), ratio in inputs.items() if used == product]
        through = math.fsum(amount * ratio for amount, ratio in users if ratio > 0)
        total = through + asked[product] + surplus.get(product, 0.0)
        need[product] = total * factors[product] if total > 0 else 0.0
    return need


def _topological(graph: nx.DiGraph) -> Iterable[set[str]]:
    condensed = nx.condensation(graph)
    return [condensed.nodes[part]["members"] for part in nx.lexicographical_topological_sort(condensed)]


def _spread(own: Mapping[str, float], outputs: Ratios, upstream_first: Iterable[str]) -> dict[str, float]:
    """[unit] Return surplus by product: what must be carried may also be worked up into something else."""
    total: dict[str, float] = {}
    for product in upstream_first:
        worked = math.fsum(
            total.get(used, 0.0) * ratio for (used, output), ratio in outputs.items() if output == product
        )
        total[product] = own.get(product, 0.0) + worked
    return total


def _ratios(made: Iterable[Alternative]) -> tuple[Ratios, Ratios]:
    """Return the largest need of an input per unit of output, and of output per unit of a surplus input."""
    inputs: dict[tuple[str, str], float] = defaultdict(float)
    outputs: dict[tuple[str, str], float] = defaultdict(float)
    for recipe in made:
        for group in recipe.groups:
            for line in group.members:
                per_run = line.quantity * (line.max_share if len(group.members) > 1 else 1.0)
                key = (recipe.output, line.product)
                inputs[key] = max(inputs[key], per_run / recipe.output_per_run)
                for product, quantity in ((recipe.output, recipe.output_per_run), *recipe.byproducts):
                    worked = quantity / per_run if per_run > 0 else 0.0
                    outputs[line.product, product] = max(outputs[line.product, product], worked)
        for byproduct, quantity in recipe.byproducts:
            # A process may be run for its by-product: then its output is made as often as that takes.
            key = (byproduct, recipe.output)
            inputs[key] = max(inputs[key], recipe.output_per_run / quantity)
    return inputs, outputs


def _on_the_way(lookups: Lookups, reach: Reach, product: str) -> float:
    """[1] Return what must be sent per unit of use, over all legs of the longest way.

    Of a shipment only what arrives when it is needed is of use, and closing stocks may cover some days of use.
    """
    calendar = lookups.calendar
    last = len(calendar) - 1
    cover, share = 0.0, 1.0
    legs = nx.DiGraph()
    for spot, way, target in reach.moves:
        if spot[1] == product:
            legs.add_edge(spot[0], target[0])
            share = min(share, _best_share(lookups, way, product, reach.earliest[spot]))
    for site in sorted({spot[0] for spot in reach.earliest if spot[1] == product}):
        legs.add_node(site)
        rule = lookups.stock_rule(site, product, last)
        if rule is not None and rule.closing_value > 0 and rule.closing_cover_days is not None:
            cover = max(cover, rule.closing_cover_days / calendar.days(last))
    if not legs:
        return 1.0
    longest = _longest_way(legs)
    return float((1.0 + cover) * min((1.0 / share) ** longest, MOST_ON_THE_WAY))


def _best_share(lookups: Lookups, way: Way, product: str, first: int) -> float:
    """[1] Return the least, over the periods goods arrive in, of the largest share of a shipment that arrives then.

    What is needed in a period is best sent when most of it arrives in time; in the first periods that may be little.
    """
    best: dict[int, float] = {}
    for t in range(first, len(lookups.calendar)):
        for later, share in lookups.arrivals(way, product, t):
            best[later] = max(best.get(later, 0.0), share)
    return min(best.values(), default=1.0)


def _longest_way(legs: nx.DiGraph) -> int:
    """Return a bound on the legs of a way that visits no site twice."""
    condensed = nx.condensation(legs)
    longest: dict[int, int] = {}
    for part in nx.topological_sort(condensed):
        before = max((longest[other] for other in condensed.predecessors(part)), default=0)
        longest[part] = before + len(condensed.nodes[part]["members"])
    return max(longest.values()) - 1
