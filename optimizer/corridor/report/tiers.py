"""Tiers: how deep in production a product lies, and the plan read tier by tier."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

import networkx as nx

from corridor.report.names import Names, number_of, records, text_of
from corridor.report.sheet import Cell, Column, Sheet
from corridor.result.run import Run
from corridor.schema.results import Delivery, Flow, Production, Purchase, Use
from corridor.schema.row import Row


@dataclass(frozen=True)
class Tiers:
    """The tier of every product that a plan touches."""

    of_product: dict[str, int]
    """[1] Product -> tier; 1 is what nothing is made into first."""
    titles: dict[int, str]
    """Tier -> its name: the groups of its products, or the products themselves where they have no group."""

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
        tier = longest_path_tiers(graph)
        titles = {
            number: _title(names, (product for product in sorted(tier) if tier[product] == number))
            for number in sorted(set(tier.values()))
        }
        return Tiers(tier, titles)

    def title(self, product: str) -> str:
        """Return the name of the tier of a product."""
        return self.titles[self.of_product[product]]


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
        if quantity > 0
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


def _title(names: Names, products: Iterable[str]) -> str:
    words = list(dict.fromkeys(names.group(product) or names.product(product) for product in products))
    return ", ".join(words[:3]) + (", ..." if len(words) > 3 else "")
