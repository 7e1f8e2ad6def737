"""Stages: how deep in production a product lies.

They count up from the raw materials. Buyers count tiers of suppliers the other way, from themselves.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import networkx as nx

from corridor.report.names import Names, number_of, records, text_of
from corridor.result.run import Run
from corridor.schema.results import Delivery, Flow, Production, Purchase, Use
from corridor.schema.row import Row

_LONGEST = 26
"""[characters] Of the groups that are named in the name of a stage."""


@dataclass(frozen=True)
class Stages:
    """The stage of every product that a plan touches."""

    of_product: dict[str, int]
    """[1] Product -> stage; 1 is what nothing is made into first."""
    titles: dict[int, str]
    """Stage -> its name: the groups of its products (the products where they have none)."""

    @staticmethod
    def of(run: Run, names: Names) -> Stages:
        """Return the stages of a run: the longest path from input to product through all that is made.

        Products that are made from each other (recycling) share a stage.
        """
        graph: nx.DiGraph[str] = nx.DiGraph()
        touching: tuple[type[Row], ...] = (Purchase, Production, Flow, Delivery)
        for row_class in touching:
            graph.add_nodes_from(text_of(row["product"]) for row in records(run.table(row_class)))
        graph.add_edges_from((text_of(row["input"]), text_of(row["product"])) for row in records(run.table(Use)))
        stage = _stages_of_families(graph, names)
        worth: dict[str, float] = defaultdict(float)
        for row_class in (Purchase, Production):
            for row in records(run.table(row_class)):
                worth[text_of(row["product"])] += number_of(row["cost"]) or 0.0
        titles = {
            number: _title(names, [product for product in sorted(stage) if stage[product] == number], worth)
            for number in sorted(set(stage.values()))
        }
        return Stages(stage, titles)

    def title(self, product: str) -> str:
        """Return the name of the stage of a product."""
        return self.label(self.of_product[product])

    def label(self, number: int) -> str:
        """Return number and name of a stage; behind the last stage stands demand."""
        return f"Stage {number}: {self.titles[number]}" if number in self.titles else "Demand"


def _stages_of_families(graph: nx.DiGraph[str], names: Names) -> dict[str, int]:
    """Return product -> stage, where products of one group share the deepest stage of theirs.

    A group whose products are made from each other, or would stand in a circle with others, is no family of
    alternatives: its products keep the stages of their own, so that every input still lies below its product.
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
    stage = longest_path_stages(_joined(graph, head))
    return {product: stage[head[product]] for product in graph}


def _joined(graph: nx.DiGraph[str], head: dict[str, str]) -> nx.DiGraph[str]:
    """Return the graph of heads."""
    joined: nx.DiGraph[str] = nx.DiGraph()
    joined.add_nodes_from(head[node] for node in graph)
    joined.add_edges_from((head[start], head[end]) for start, end in graph.edges if head[start] != head[end])
    return joined


def longest_path_stages(graph: nx.DiGraph[str]) -> dict[str, int]:
    """Return node -> 1 + length of the longest path to it; nodes of one cycle share the number."""
    condensed = nx.condensation(graph)
    depth: dict[int, int] = {}
    for part in nx.topological_sort(condensed):
        depth[part] = 1 + max((depth[before] for before in condensed.predecessors(part)), default=0)
    return {node: depth[part] for part in condensed for node in condensed.nodes[part]["members"]}


def _title(names: Names, products: Sequence[str], worth: Mapping[str, float]) -> str:
    """Return the groups of a stage's products (the products where they have none), those that cost most first.

    As many as a heading has room for; the others are counted.
    """
    totals: dict[str, float] = defaultdict(float)
    for product in products:
        totals[names.group(product) or names.product(product)] += worth.get(product, 0.0)
    words = sorted(totals, key=lambda word: (-totals[word], word))
    kept = words[:1]
    for word in words[1:]:
        if len(", ".join([*kept, word])) > _LONGEST:
            break
        kept.append(word)
    more = f" and {len(words) - len(kept)} more" if len(words) > len(kept) else ""
    groups = {names.group(product) for product in products}
    return ", ".join([kept[0], *(word.lower() if word in groups else word for word in kept[1:])]) + more
