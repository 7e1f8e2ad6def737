"""Tiers: how deep in production a product lies, and the plan read tier by tier."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

import networkx as nx

from corridor.report.names import Names, number_of, records, text_of
from corridor.report.sheet import Cell, Column, Sheet
from corridor.report.tidy import SMALLEST
from corridor.result.run import Run
from corridor.schema.results import Delivery, Flow, Production, Purchase, Use
from corridor.schema.row import Row

_LONGEST = 24
"""[characters] Of the name of a tier; longer ones cannot be read in a heading."""
_DUST = 1e-6
"""[1] Quantities below this part of the largest of their product are rounding of the solver."""


@dataclass(frozen=True)
class Tiers:
    """The tier of every product that a plan touches."""

    of_product: dict[str, int]
    """[1] Product -> tier; 1 is what nothing is made into first."""
    titles: dict[int, str]
    """Tier -> its name: the groups of its products (the products where they have none), or how many there are."""

    @staticmethod
    def of(run: Run, names: Names) -> Tiers:
        """Return the tiers of a run: the longest path from input to product through all that is made.

        Products that are made from each other (recycling) share a tier.
        """
        graph: nx.DiGraph[str] = nx.DiGraph()
        touching: tuple[type[Row], ...] = (Purchase, Production, Flow, Delivery)
        for row_class in touching:
            graph.add_nodes_from(text_of(row["product"]) for row in records(run.table(row_class)))
        graph.add_edges_from((text_of(row["input"]), text_of(row["product"])) for row in records(run.table(Use)))
        tier = _tiers_of_families(graph, names)
        titles = {
            number: _title(names, [product for product in sorted(tier) if tier[product] == number])
            for number in sorted(set(tier.values()))
        }
        return Tiers(tier, titles)

    def title(self, product: str) -> str:
        """Return the name of the tier of a product."""
        return self.label(self.of_product[product])

    def label(self, number: int) -> str:
        """Return number and name of a tier; behind the last tier stands demand."""
        return f"Tier {number}: {self.titles[number]}" if number in self.titles else "Demand"


def _tiers_of_families(graph: nx.DiGraph[str], names: Names) -> dict[str, int]:
    """Return product -> tier, where products of one group share the deepest tier of theirs.

    A group whose products are made from each other, or would stand in a circle with others, is no family of
    alternatives: its products keep the tiers of their own, so that every input still lies below its product.
    """
    head = {product: product for product in graph}
    families: dict[str, list[str]] = defaultdict(list)
    for product in sorted(graph):
        if group := names.group(product):
            families[group].append(product)
    for members in families.values():
        joined = head | dict.fromkeys(members, members[0])
        chained = any(nx.descendants(graph, product) & set(members) for product in members)
        parts = nx.number_strongly_connected_components(_joined(graph, head))
        if not chained and nx.number_strongly_connected_components(_joined(graph, joined)) == parts - len(members) + 1:
            head = joined
    tier = longest_path_tiers(_joined(graph, head))
    return {product: tier[head[product]] for product in graph}


def _joined(graph: nx.DiGraph[str], head: dict[str, str]) -> nx.DiGraph[str]:
    """Return the graph of heads."""
    joined: nx.DiGraph[str] = nx.DiGraph()
    joined.add_nodes_from(head[node] for node in graph)
    joined.add_edges_from((head[start], head[end]) for start, end in graph.edges if head[start] != head[end])
    return joined


def longest_path_tiers(graph: nx.DiGraph[str]) -> dict[str, int]:
    """Return node -> 1 + length of the longest path to it; nodes of one cycle share the number."""
    condensed = nx.condensation(graph)
    depth: dict[int, int] = {}
    for part in nx.topological_sort(condensed):
        depth[part] = 1 + max((depth[before] for before in condensed.predecessors(part)), default=0)
    return {node: depth[part] for part in condensed for node in condensed.nodes[part]["members"]}


def plan_by_tier(run: Run, names: Names, tiers: Tiers) -> Sheet:
    """Return what is bought, made and delivered where, over the whole horizon."""
    quantities: dict[tuple[int, int, str, str], float] = defaultdict(float)
    last = max(tiers.titles, default=0) + 1
    activities: tuple[type[Row], ...] = (Purchase, Production, Delivery)
    for activity, row_class in enumerate(activities):
        for row in records(run.table(row_class)):
            product = text_of(row["product"])
            tier = last if row_class is Delivery else tiers.of_product[product]
            quantities[tier, activity, product, text_of(row["site"])] += number_of(row["quantity"]) or 0.0
    largest: dict[str, float] = defaultdict(float)
    for (_, _, product, _), quantity in quantities.items():
        largest[product] = max(largest[product], quantity)
    rows: list[tuple[Cell, ...]] = [
        (
            tier,
            tiers.titles.get(tier, "Demand"),
            ("bought", "made", "delivered")[activity],
            names.product(product),
            site,
            names.site(site),
            names.country(site),
            quantity,
            names.unit(product),
        )
        for (tier, activity, product, site), quantity in sorted(quantities.items())
        if quantity > max(SMALLEST, _DUST * largest[product])
    ]
    columns = (
        Column("Tier", "count"),
        Column("Tier name"),
        Column("Activity"),
        Column("Product"),
        Column("Site code", show="workbook"),
        Column("Site"),
        Column("Country"),
        Column("Quantity", "quantity"),
        Column("Unit"),
    )
    note = "Quantities over the whole horizon, in the unit of the line."
    return Sheet("plan by tier", "The plan by tier", columns, tuple(rows), note, "The plan does nothing.")


def _title(names: Names, products: Sequence[str]) -> str:
    """Return the groups of a tier's products if they fit, else how many products there are."""
    words = ", ".join(dict.fromkeys(names.group(product) or names.product(product) for product in products))
    return words if len(words) <= _LONGEST else f"{len(products)} material{'s' if len(products) > 1 else ''}"
