"""How much of each product can be of any use: the capacity of decisions whose table gives none, and a proof for others.

A big-M larger than what can ever flow weakens the linear relaxation (measured: ten times too large costs a third of the
bound); one that is too small cuts plans off, and no audit of a plan can see that. So:

- where demand alone decides what flows, the largest useful quantity is proven, and tightens every capacity;
- everywhere else a capacity of the tables stands as it is. Where there is none, a judgement stands in, meant to be too
  large: `GENEROUS` times everything that the tables ask for, expressed in the product. A plan that reaches such a
  bound, or a search that ends without a plan, says so (network/switched.py names the decisions).
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import networkx as nx

from corridor.network.lookups import Lookups
from corridor.network.reach import Reach
from corridor.network.recipes import Alternative
from corridor.network.rules import share_rules
from corridor.network.surplus import asks, demanded, only_demand_decides

GENEROUS = 20.0
"""[1] Times the quantity in which all that the tables ask for is expressed (docs/meaning.md)."""

ROUNDS = 1
"""Times that by-products, and what limits by share compare, ask for more in their turn."""

Quantities = Mapping[str, float]
Ratios = Mapping[tuple[str, str], float]


@dataclass(frozen=True)
class Useful:
    """[unit] The largest useful quantities over the horizon by product; inf: no bound."""

    proven: dict[str, float]
    """What no plan needs to exceed, whatever it costs."""
    judged: dict[str, float]
    """What a plan may carry where no table bounds it."""

    def within(self, own: float, weights: Mapping[str, float]) -> float:
        """Return the capacity of a load of these products with these weights whose table gives it `own` (inf: none).

        A proof tightens what a table says; a judgement only stands in where the table says nothing.
        """
        bounds = self.judged if math.isinf(own) else self.proven
        return min(own, math.fsum(bounds.get(product, math.inf) * weight for product, weight in weights.items()))


def largest_useful(lookups: Lookups, reach: Reach) -> Useful:
    """Return the largest quantity of each product that a plan can use over the horizon."""
    recipes = _Recipes.of(lookups, [kind.alternative for kind in reach.lots])
    if only_demand_decides(lookups, reach):
        proven = recipes.needed({product: demanded(lookups, product) for product in recipes.order})
        return Useful(proven, proven)
    judged = {product: GENEROUS * quantity for product, quantity in _expressed(lookups, reach, recipes).items()}
    return Useful(dict.fromkeys(recipes.order, math.inf), judged)


@dataclass(frozen=True)
class _Recipes:
    """What products are made of, in ratios of one to another."""

    order: tuple[str, ...]
    """Products before what they are made of."""
    inputs: Ratios
    """(output, input) -> most input per unit of output"""
    outputs: Ratios
    """(input, output or by-product) -> most of it per unit of input"""
    along: Ratios
    """(output, by-product) -> most by-product per unit of output"""
    cyclic: frozenset[str]
    """Products of a circle of recipes, and what the circle needs: their quantity can grow without end."""

    @staticmethod
    def of(lookups: Lookups, made: Sequence[Alternative]) -> _Recipes:
        """Return the ratios of the recipes that are reached."""
        inputs, outputs, along = _ratios(made)
        graph = nx.DiGraph()
        graph.add_nodes_from(sorted(lookups.products))
        graph.add_edges_from(sorted(inputs))
        cyclic = {node for part in nx.strongly_connected_components(graph) if len(part) > 1 for node in part}
        cyclic |= set(nx.nodes_with_selfloops(graph))
        cyclic |= {other for node in cyclic for other in nx.descendants(graph, node)}
        order = tuple(node for part in _topological(graph) for node in sorted(part))
        return _Recipes(order, inputs, outputs, along, frozenset(cyclic))

    def needed(self, asked: Quantities) -> dict[str, float]:
        """[unit] Return what is asked for, and what that is made of."""
        need: dict[str, float] = {}
        for product in self.order:
            users = ((need.get(user, 0.0), ratio) for (user, used), ratio in self.inputs.items() if used == product)
            total = asked.get(product, 0.0) + math.fsum(amount * ratio for amount, ratio in users if amount > 0)
            need[product] = math.inf if product in self.cyclic else total
        return need

    def worked_up(self, present: Quantities) -> dict[str, float]:
        """[unit] Return what is there, and what could be made of it."""
        total: dict[str, float] = {}
        for product in reversed(self.order):
            makes = ((total.get(used, 0.0), ratio) for (used, made), ratio in self.outputs.items() if made == product)
            total[product] = present.get(product, 0.0) + math.fsum(a * r for a, r in makes if a > 0 and r > 0)
        return total

    def left_over(self, made: Quantities) -> dict[str, float]:
        """[unit] Return the by-products of what is made."""
        found: dict[str, float] = defaultdict(float)
        for (output, byproduct), ratio in self.along.items():
            found[byproduct] += made.get(output, 0.0) * ratio
        return found


def _expressed(lookups: Lookups, reach: Reach, recipes: _Recipes) -> dict[str, float]:
    """[unit] Return everything that the tables ask for, expressed in each product.

    What is asked for may be worked up, needs inputs, gives by-products, and limits by share ask for more of what they
    compare: all of it once more from what that comes to, so that leftovers of leftovers count too.
    """
    asked = asks(lookups, reach)
    shares = share_rules(lookups.model, lookups.products)
    found = recipes.needed(recipes.worked_up(asked))
    for _ in range(ROUNDS):
        grown = {product: asked.get(product, 0.0) + extra for product, extra in recipes.left_over(found).items()}
        grown = {**asked, **grown}
        # What is made only for its by-product is left over itself.
        grown |= {output: grown.get(output, 0.0) + found[output] for output, _ in recipes.along}
        for compared, factor in shares:
            whole = math.fsum(found[product] for product in sorted(compared))
            for product in compared:
                grown[product] = grown.get(product, 0.0) + factor * whole
        found = recipes.needed(recipes.worked_up(grown))
    return found


def _topological(graph: nx.DiGraph) -> Iterable[set[str]]:
    condensed = nx.condensation(graph)
    return [condensed.nodes[part]["members"] for part in nx.lexicographical_topological_sort(condensed)]


def _ratios(made: Iterable[Alternative]) -> tuple[Ratios, Ratios, Ratios]:
    """Return the largest ratios of input per output, of output per input, and of by-product per output."""
    inputs: dict[tuple[str, str], float] = defaultdict(float)
    outputs: dict[tuple[str, str], float] = defaultdict(float)
    along: dict[tuple[str, str], float] = defaultdict(float)
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
            along[recipe.output, byproduct] = max(along[recipe.output, byproduct], quantity / recipe.output_per_run)
    return inputs, outputs, along
