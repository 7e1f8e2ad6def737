"""How much of each product can be of any use: what tightens every capacity that a decision switches.

A big-M larger than what can ever flow weakens the linear relaxation (measured: ten times too large costs a third of the
bound), so each is the real capacity or the largest useful quantity, whichever is less. A bound that is too small would
cut plans off, so whatever can make a plan carry more than demand asks for counts here; where that has no end the bound
is infinite, and a decision without a real capacity is then a fault.

One thing has an end too far away to be a bound: goods bought only for the small part of their shipment that comes when
it is wanted. Plans that waste more than `MOST_WASTE` are cut off; the products concerned are named, and a plan that
comes near such a bound says so (network/judged.py).
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import networkx as nx

from corridor.network.lateness import sent_per_use
from corridor.network.lookups import Lookups
from corridor.network.reach import Reach
from corridor.network.recipes import Alternative
from corridor.network.rules import share_floors
from corridor.network.surplus import asked_for, flushed, lumps

MOST_WASTE = 20.0
"""[1] Times the goods that a plan needs where nothing arrives at the wrong time (docs/meaning.md)."""

Quantities = Mapping[str, float]
Ratios = Mapping[tuple[str, str], float]


@dataclass(frozen=True)
class Useful:
    """[unit] The largest useful quantities over the horizon by product; inf: no bound."""

    proven: dict[str, float]
    """What a plan could send at the very most."""
    judged: dict[str, float]
    """What a plan is allowed to send that wastes no more than `MOST_WASTE`."""

    def within(self, own: float, weights: Mapping[str, float]) -> float:
        """Return the capacity of a load of these products with these weights whose table gives it `own` (inf: none).

        A proof tightens what a table says; a judgement only stands in where the table says nothing.
        """
        bounds = self.judged if math.isinf(own) else self.proven
        return min(own, math.fsum(bounds.get(product, math.inf) * weight for product, weight in weights.items()))


def largest_useful(lookups: Lookups, reach: Reach) -> Useful:
    """Return the largest quantity of each product that a plan can use over the horizon."""
    carried = _Carried.of(lookups, reach)
    plain = carried.quantities(dict.fromkeys(carried.order, 1.0))
    endless = flushed(lookups, reach)
    sent = {p: math.inf if p in endless else sent_per_use(lookups, reach, p) for p in carried.order}
    most = carried.quantities(sent)
    return Useful(most, {p: min(most[p], MOST_WASTE * plain[p]) for p in carried.order})


@dataclass(frozen=True)
class _Carried:
    """What products are needed for, and what they can be worked up into."""

    order: tuple[str, ...]
    """Products before what they are made of."""
    inputs: Ratios
    outputs: Ratios
    made: tuple[Alternative, ...]
    asked: Quantities
    forced: Quantities
    cover: Quantities
    """[1] What is carried per unit of use, with the closing stocks that cover some days of it."""
    floors: tuple[tuple[frozenset[str], frozenset[str], float], ...]
    """(part, whole, least part per unit of the rest): limits with a least share."""
    wasted_freely: frozenset[str]
    """Products whose leftovers cost nothing, so that nobody works them up to be rid of them."""

    @staticmethod
    def of(lookups: Lookups, reach: Reach) -> _Carried:
        """Return the ratios and quantities of a reached network."""
        made = [kind.alternative for kind in reach.lots]
        inputs, outputs = _ratios(made)
        graph = nx.DiGraph()
        graph.add_nodes_from(sorted(lookups.products))
        graph.add_edges_from(sorted(inputs))
        cyclic = {node for part in nx.strongly_connected_components(graph) if len(part) > 1 for node in part}
        cyclic |= set(nx.nodes_with_selfloops(graph))
        # Around a circle of recipes a quantity can grow without end, and so can all that the circle needs.
        cyclic |= {other for node in cyclic for other in nx.descendants(graph, node)}
        order = tuple(node for part in _topological(graph) for node in sorted(part))
        return _Carried(
            order=order,
            inputs=inputs,
            outputs=outputs,
            made=tuple(made),
            asked={product: math.inf if product in cyclic else asked_for(lookups, reach, product) for product in order},
            forced=_spread(lumps(lookups, reach), outputs, reversed(order)),
            cover={product: _closing_cover(lookups, reach, product) for product in order},
            floors=share_floors(lookups.model, lookups.products, lookups.calendar),
            wasted_freely=frozenset(code for code, row in lookups.products.items() if row.disposal_cost == 0),
        )

    def quantities(self, late: Quantities) -> dict[str, float]:
        """[unit] Return what may be carried of each product, if `late` [1] is sent per unit that comes in time."""
        sent = {product: late[product] * self.cover[product] for product in self.order}
        need = _need(self.order, self.inputs, self.asked, self.forced, sent)
        extra: dict[str, float] = defaultdict(float)
        along = {}
        # By-products come with their output whether anybody wants them or not; least shares ask for part of the rest.
        for recipe in self.made:
            for byproduct, quantity in recipe.byproducts:
                along[byproduct, recipe.output] = True
                extra[byproduct] = max(extra[byproduct], need[recipe.output] * quantity / recipe.output_per_run)
        for part, whole, factor in self.floors:
            rest = math.fsum(need[product] for product in sorted(whole))
            for product in part:
                extra[product] += factor * rest
        # What comes too early or too late may have to be worked up, where leaving it costs something.
        for product in self.order:
            if need[product] > 0 and late[product] > 1.0 and product not in self.wasted_freely:
                extra[product] += need[product] * (1.0 - 1.0 / late[product])
        forward = {key: ratio for key, ratio in self.inputs.items() if key not in along}
        surplus = _spread(extra, self.outputs, reversed(self.order))
        more = _need(self.order, forward, dict.fromkeys(self.order, 0.0), surplus, sent)
        return {product: need[product] + more[product] for product in self.order}


def _need(
    order: Sequence[str], inputs: Ratios, asked: Quantities, surplus: Quantities, sent: Quantities
) -> dict[str, float]:
    """[unit] Return what is asked for, forced, and needed by what is made of it; products before their inputs."""
    need: dict[str, float] = {}
    for product in order:
        # A user that comes later than what it uses stands in a circle, which has no bound.
        users = [(need.get(user, math.inf), ratio) for (user, used), ratio in inputs.items() if used == product]
        through = math.fsum(amount * ratio for amount, ratio in users if ratio > 0)
        total = through + asked[product] + surplus.get(product, 0.0)
        need[product] = total * sent[product] if total > 0 else 0.0
    return need


def _topological(graph: nx.DiGraph) -> Iterable[set[str]]:
    condensed = nx.condensation(graph)
    return [condensed.nodes[part]["members"] for part in nx.lexicographical_topological_sort(condensed)]


def _spread(own: Quantities, outputs: Ratios, upstream_first: Iterable[str]) -> dict[str, float]:
    """[unit] Return surplus by product: what must be carried may also be worked up into something else."""
    total: dict[str, float] = {}
    for product in upstream_first:
        worked = math.fsum(
            total.get(used, 0.0) * ratio for (used, output), ratio in outputs.items() if output == product and ratio > 0
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


def _closing_cover(lookups: Lookups, reach: Reach, product: str) -> float:
    """[1] Return what is carried per unit of use where closing stocks may cover some days of it."""
    last = len(lookups.calendar) - 1
    cover = 0.0
    for site in sorted({spot[0] for spot in reach.earliest if spot[1] == product}):
        rule = lookups.stock_rule(site, product, last)
        if rule is not None and rule.closing_value > 0 and rule.closing_cover_days is not None:
            cover = max(cover, rule.closing_cover_days / lookups.calendar.days(last))
    return 1.0 + cover
