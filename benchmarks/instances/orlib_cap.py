"""OR-Library capacitated warehouse location: warehouses with a capacity and a fixed cost, split deliveries.

Format (J. E. Beasley, OR-Library, capinfo): number of warehouses and customers; for each warehouse its
capacity and fixed cost; for each customer its demand, then for each warehouse the cost of serving *all* of
that demand from it.

As tables: a warehouse is a site that makes the goods, with a capability that has the capacity and the fixed
cost; a lane leads from each warehouse to each customer and costs the file's cost divided by the demand.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from benchmarks.instances import parts
from corridor.schema.goods import Capability, Process, RecipeLine
from corridor.schema.moving import Demand, Lane
from corridor.schema.row import Row
from corridor.tables.tables import Model

SOURCE = "OR-Library, capacitated warehouse location (J. E. Beasley)"
GOODS = "GOODS"
SUPPLY = "SUPPLY"


def load(path: Path) -> Model:
    """Return the model of one file, such as `cap71.txt`. Quantities in units of demand, money as in the file.

    Raises ValueError where the file has more or fewer numbers than its first line announces.
    """
    numbers = [float(word) for word in path.read_text(encoding="utf-8").split()]
    warehouses, customers = int(numbers[0]), int(numbers[1])
    expected = 2 + 2 * warehouses + customers * (1 + warehouses)
    if len(numbers) != expected:
        raise ValueError(f"{path.name}: {len(numbers)} numbers, the first line announces {expected}")
    rows = list(_rows(numbers, warehouses, customers))
    return parts.model(path.stem, rows, path, "Capacitated warehouse location", SOURCE)


def published(folder: Path) -> dict[str, float]:
    """Return instance -> published optimum, from the `.opt` files and, for cap41, OR-Library's capopt."""
    values = {"cap41": 1040444.375}
    for path in sorted(folder.glob("*.opt")):
        values[path.name.removesuffix(".txt.opt")] = float(path.read_text(encoding="utf-8").split()[-1])
    return values


def _rows(numbers: list[float], warehouses: int, customers: int) -> Iterator[Row]:
    """Yield the rows of every table but the periods."""
    yield parts.product(GOODS)
    yield Process(process=SUPPLY)
    yield RecipeLine(process=SUPPLY, product=GOODS, role="output", quantity=1)
    depots = [f"W{number:02}" for number in range(1, warehouses + 1)]
    for number, depot in enumerate(depots):
        capacity, fixed = numbers[2 + 2 * number : 4 + 2 * number]
        yield parts.site(depot)
        yield Capability(site=depot, process=SUPPLY, capacity=capacity, fixed_cost=fixed)
    start = 2 + 2 * warehouses
    for number in range(customers):
        demand, *costs = numbers[start : start + 1 + warehouses]
        start += 1 + warehouses
        customer = f"C{number + 1:02}"
        yield parts.site(customer)
        yield Demand(site=customer, product=GOODS, quantity=demand)
        for depot, cost in zip(depots, costs, strict=True):
            yield Lane(from_site=depot, to_site=customer, mode="road", unit_cost=cost / demand)
