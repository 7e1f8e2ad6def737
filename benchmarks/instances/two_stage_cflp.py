"""Two-stage capacitated facility location: plants, satellites and customers, fixed costs on both stages.

Format (file FORMAT.md beside the instances; Fernandes et al. 2014): numbers of plants, satellites and
customers; customer demands; capacity and fixed cost of each plant; flow cost from each plant to each
satellite; capacity and fixed cost of each satellite; flow cost from each satellite to each customer.

As tables: a plant is a capability, a satellite is handling, both with a capacity and a fixed cost.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from benchmarks.instances import parts
from corridor.schema.goods import Capability, Process, RecipeLine
from corridor.schema.moving import Demand, Handling, Lane
from corridor.schema.row import Row
from corridor.tables.tables import Model

SOURCE = "Two-stage capacitated facility location, 50-100-200 (Fernandes et al. 2014)"
GOODS = "GOODS"
SUPPLY = "SUPPLY"


def load(path: Path) -> Model:
    """Return the model of one file, such as `PSC1-C1-50.txt`. Quantities and money as in the file.

    Raises ValueError where the file has more or fewer numbers than its first line announces.
    """
    numbers = [float(word) for word in path.read_text(encoding="utf-8").split()]
    plants, satellites, customers = (int(number) for number in numbers[:3])
    expected = 3 + customers + 2 * plants + plants * satellites + 2 * satellites + satellites * customers
    if len(numbers) != expected:
        raise ValueError(f"{path.name}: {len(numbers)} numbers, the first line announces {expected}")
    rows = list(_rows(iter(numbers[3:]), plants, satellites, customers))
    return parts.model(path.stem, rows, path, "Two-stage capacitated facility location", SOURCE)


def _rows(numbers: Iterator[float], plants: int, satellites: int, customers: int) -> Iterator[Row]:
    """Yield the rows of every table but the periods, in the order of the file."""
    yield parts.product(GOODS)
    yield Process(process=SUPPLY)
    yield RecipeLine(process=SUPPLY, product=GOODS, role="output", quantity=1)
    for k in range(1, customers + 1):
        yield parts.site(f"C{k:03}")
        yield Demand(site=f"C{k:03}", product=GOODS, quantity=next(numbers))
    for i in range(1, plants + 1):
        yield parts.site(f"P{i:03}")
        yield Capability(site=f"P{i:03}", process=SUPPLY, capacity=next(numbers), fixed_cost=next(numbers))
    yield from _lanes("P", plants, "S", satellites, numbers)
    for j in range(1, satellites + 1):
        yield parts.site(f"S{j:03}")
        yield Handling(site=f"S{j:03}", capacity=next(numbers), fixed_cost=next(numbers))
    yield from _lanes("S", satellites, "C", customers, numbers)


def _lanes(origin: str, origins: int, target: str, targets: int, costs: Iterator[float]) -> Iterator[Row]:
    """Yield a lane for each pair of sites of two stages."""
    for i in range(1, origins + 1):
        for j in range(1, targets + 1):
            yield Lane(from_site=f"{origin}{i:03}", to_site=f"{target}{j:03}", mode="road", unit_cost=next(costs))
