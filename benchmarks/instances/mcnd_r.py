"""Multicommodity capacitated fixed-charge network design, the Crainic-Gendreau R instances.

Format (`.dow`): a name; numbers of nodes, arcs and commodities; for each arc origin, destination, unit cost,
capacity, fixed cost and two numbers that are not used; for each commodity origin, destination and quantity.

As tables: nodes are sites, commodities are products, and a lane for all products has one capacity and one
fixed cost that they share (`scope` shared). All must be delivered, so that an instance too small for its
demand has no plan.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from benchmarks.instances import parts
from corridor.schema.moving import Demand, Lane
from corridor.schema.row import Row
from corridor.schema.supply import Offer
from corridor.tables.tables import Model

SOURCE = "Multicommodity capacitated network design, R instances (Crainic, Frangioni, Gendron)"


def load(path: Path) -> Model:
    """Return the model of one file, such as `r01.1.dow`. Quantities and money as in the file.

    Raises ValueError where the file has more or fewer lines than its second line announces.
    """
    lines = [line.split() for line in path.read_text(encoding="utf-8").splitlines()[1:] if line.split()]
    _, arcs, commodities = (int(word) for word in lines[0])
    if len(lines) != 1 + arcs + commodities:
        found, announced = len(lines) - 1, arcs + commodities
        raise ValueError(f"{path.name}: {found} arcs and commodities, the second line announces {announced}")
    rows = list(_rows(lines[1 : 1 + arcs], lines[1 + arcs :]))
    return parts.model(path.stem, rows, path, "Multicommodity network design", SOURCE)


def _rows(arcs: list[list[str]], commodities: list[list[str]]) -> Iterator[Row]:
    """Yield the rows of every table but the periods."""
    for node in sorted({word for words in (*arcs, *commodities) for word in words[:2]}, key=int):
        yield parts.site(_node(node))
    for origin, target, unit, capacity, fixed, *_ in arcs:
        yield Lane(
            from_site=_node(origin), to_site=_node(target), mode="road", unit_cost=float(unit),
            capacity=float(capacity), fixed_cost=float(fixed), scope="shared",
        )  # fmt: skip
    for number, (origin, target, quantity) in enumerate(commodities, start=1):
        goods = f"K{number:03}"
        yield parts.product(goods)
        yield Offer(
            offer=f"FROM_{goods}", site=_node(origin), product=goods, unit_cost=0,
            max_quantity=float(quantity), np_origin=parts.HOME,
        )  # fmt: skip
        yield Demand(site=_node(target), product=goods, quantity=float(quantity))


def _node(word: str) -> str:
    """Return the site code of a node."""
    return f"N{int(word):03}"
