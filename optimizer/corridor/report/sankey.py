"""The plan as a flow chart by stage: who makes what, for whom, and how much cost the goods carry.

A node is a site that makes, buys or ships on a product, or a demand. A link is as wide as the cost that the
goods carry. Goods that a site receives only to use or deliver them lead straight to what they are used for.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import networkx as nx

from corridor.report.carried import carried_goods
from corridor.report.landed import Landed
from corridor.report.names import Record, records, text_of
from corridor.report.stages import Stages, longest_path_stages
from corridor.report.tracing import Place, quantity_of
from corridor.result.run import Run
from corridor.schema.results import Delivery, Production, Purchase, Use

Pool = tuple[str, str]
"""(site, product); a demand is (site, "")."""

DEMAND = ""


@dataclass(frozen=True)
class Link:
    """Goods from one node to another."""

    source: Pool
    target: Pool
    product: str
    quantity: float
    """[unit]"""
    value: float
    """[money] Cost that the goods carry where the link begins."""


@dataclass(frozen=True)
class Chart:
    """Nodes in columns and the links between them."""

    columns: Mapping[Pool, int]
    """Node -> column, from 0."""
    links: tuple[Link, ...]
    circular: int
    """[1] Links left out because goods run in a circle."""


def flow_chart(run: Run, landed: Landed, stages: Stages) -> Chart:
    """Return the flow chart of a run."""
    links = _merged(_links(run, landed))
    order = _order(links, stages)
    forward = tuple(link for link in links if order[link.source] < order[link.target])
    kept = {end for link in forward for end in (link.source, link.target)}
    places = sorted({order[pool] for pool in kept})
    columns = {pool: places.index(order[pool]) for pool in sorted(kept)}
    return Chart(columns, forward, len(links) - len(forward))


def _links(run: Run, landed: Landed) -> list[Link]:
    consumers = _consumers(run, landed)
    shipped = carried_goods(run, landed)
    own = {_pool(row) for row_class in (Purchase, Production) for row in records(run.table(row_class))}
    nodes = own | {(goods.from_site, goods.product) for goods in shipped}
    links = []
    for goods in shipped:
        source, target = (goods.from_site, goods.product), (goods.to_site, goods.product)
        uses = consumers.get(target, {})
        if target in nodes or not uses:
            links.append(Link(source, target, goods.product, goods.quantity, goods.value))
            continue
        whole = sum(quantity for quantity, _ in uses.values())
        for consumer, (quantity, _) in uses.items():
            share = quantity / whole
            links.append(Link(source, consumer, goods.product, goods.quantity * share, goods.value * share))
    received = {(goods.to_site, goods.product) for goods in shipped}
    for pool, uses in consumers.items():
        if pool in nodes or pool not in received:  # goods that came from nowhere are opening stock
            links += [Link(pool, consumer, pool[1], quantity, value) for consumer, (quantity, value) in uses.items()]
    return links


def _consumers(run: Run, landed: Landed) -> dict[Pool, dict[Pool, tuple[float, float]]]:
    """Return (site, product) -> what it is used for there -> (quantity, cost carried)."""
    found: dict[Pool, dict[Pool, tuple[float, float]]] = defaultdict(dict)

    def note(place: Place, consumer: Pool, quantity: float) -> None:
        if quantity > 0:
            old = found[place.site, place.product].get(consumer, (0.0, 0.0))
            value = quantity * landed.unit_costs[place]
            found[place.site, place.product][consumer] = (old[0] + quantity, old[1] + value)

    for row in records(run.table(Use)):
        place = Place(text_of(row["site"]), text_of(row["input"]), text_of(row["input_state"]), text_of(row["period"]))
        note(place, _pool(row), quantity_of(row))
    for row in records(run.table(Delivery)):
        place = Place(*(text_of(row[column]) for column in ("site", "product", "state", "period")))
        note(place, (place.site, DEMAND), quantity_of(row))
    return found


def _pool(row: Record) -> Pool:
    return text_of(row["site"]), text_of(row["product"])


def _merged(links: Sequence[Link]) -> list[Link]:
    sums: dict[tuple[Pool, Pool, str], tuple[float, float]] = defaultdict(lambda: (0.0, 0.0))
    for link in links:
        quantity, value = sums[link.source, link.target, link.product]
        sums[link.source, link.target, link.product] = (quantity + link.quantity, value + link.value)
    return [Link(*key, *sums[key]) for key in sorted(sums)]


def _order(links: Sequence[Link], stages: Stages) -> dict[Pool, tuple[int, int]]:
    """Return where each node stands: stage of its product, then how often it was shipped on; demand last."""
    levels: dict[Pool, int] = {}
    for product in sorted({link.product for link in links}):
        graph: nx.DiGraph[str] = nx.DiGraph()
        for link in links:
            if link.source[1] == link.target[1] == product:
                graph.add_edge(link.source[0], link.target[0])
        levels |= {(site, product): level for site, level in longest_path_stages(graph).items()}
    last = max(stages.titles, default=0) + 1
    return {
        pool: (last, 0) if pool[1] == DEMAND else (stages.of_product[pool[1]], levels.get(pool, 1))
        for link in links
        for pool in (link.source, link.target)
    }
