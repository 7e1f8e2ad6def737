"""The optimum of a tiny case by trying everything: all decisions one after another, all supply paths in a tiny LP.

Nothing of Corridor is used: paths from seller to market are written out one by one with their cost and with what
they take of every seller, plant and way; for each choice of what is open a linear program spreads the quantities.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from dataclasses import dataclass, field

import numpy as np
from scipy.optimize import linprog
from tests.properties.tiny import PERIOD_DAYS, TERRITORY, Plant, Seller, Tiny, Way

Key = tuple[str, str, int]
"""(kind, name, window): what a bound holds for"""


@dataclass(frozen=True)
class Path:
    """Goods that are somewhere in a period, and how they came there; per unit of the goods."""

    product: str
    site: str
    period: int
    origins: dict[str, str]
    """importer -> origin that it sees"""
    cost: float
    taken: dict[Key, float] = field(default_factory=dict)


def _add(*parts: tuple[dict[Key, float], float]) -> dict[Key, float]:
    total: dict[Key, float] = {}
    for taken, factor in parts:
        for key, quantity in taken.items():
            total[key] = total.get(key, 0.0) + factor * quantity
    return total


def paths(case: Tiny) -> list[Path]:
    """Return every path of a case, those that end on the way too (goods may be disposed of there)."""
    bought = [_bought(seller, t) for seller in case.sellers for t in range(case.periods)]
    landed = [path for start in bought for path in _shipped(case, start)]
    made = [path for plant in case.plants for path in _made(case, plant, bought + landed)]
    sold = [path for start in made for path in _shipped(case, start)]
    return [*bought, *landed, *made, *sold]


def _bought(seller: Seller, t: int) -> Path:
    origins = dict.fromkeys(TERRITORY.values(), seller.origin)
    taken = {("seller", seller.site, t if seller.per == "period" else 0): 1.0}
    if seller.tooling:
        taken["tooling", seller.site, 0] = 1.0
    return Path(seller.product, seller.site, t, origins, seller.price, taken)


def _shipped(case: Tiny, start: Path) -> Iterator[Path]:
    for way in case.ways:
        if (way.source, way.product) == (start.site, start.product) and start.period + way.lag < case.periods:
            cost = start.cost + _way_cost(case, way, start.origins)
            taken = _add((start.taken, 1.0), ({("way", f"{way.source}>{way.target}", start.period): 1.0}, 1.0))
            yield Path(start.product, way.target, start.period + way.lag, start.origins, cost, taken)


def _way_cost(case: Tiny, way: Way, origins: dict[str, str]) -> float:
    """[money / unit] Freight, insurance, capital under way and duty."""
    places = {place.site: place for place in (*case.sellers, *case.plants, *case.markets)}
    value = places[way.source].value
    insurance = way.insurance * value
    carrying = value * case.rate_per_year * way.lag * PERIOD_DAYS / 365
    leaving, entered = (TERRITORY[places[site].country] for site in (way.source, way.target))
    duty = 0.0
    if leaving != entered:
        rate = case.base[entered, way.product] + case.extra.get((entered, origins[entered]), 0.0)
        duty = rate * (value + (way.freight + insurance if entered in case.cif else 0.0))
    return way.freight + insurance + carrying + duty


def _made(case: Tiny, plant: Plant, inputs: list[Path]) -> Iterator[Path]:
    per_run = plant.output * plant.good
    for t in range(case.periods):
        choices = [
            [(path, quantity / per_run) for path in inputs
             if (path.site, path.product, path.period) == (plant.site, product, t)]
            for product, quantity in plant.needs
        ]  # fmt: skip
        for chosen in itertools.product(*choices):
            essential = chosen[0][0]
            origins = {
                importer: plant.country if importer in plant.confers else seen
                for importer, seen in essential.origins.items()
            }
            cost = plant.unit_cost + sum(path.cost * quantity for path, quantity in chosen)
            taken = _add(*((path.taken, quantity) for path, quantity in chosen), ({("plant", plant.site, t): 1}, 1))
            yield Path("PART", plant.site, t, origins, cost, taken)


@dataclass(frozen=True)
class Choice:
    """What hangs on decisions: bounds of each key while it is open, and what the decisions cost."""

    fixed: float
    bounds: dict[Key, tuple[float, float]]
    """key -> least, most"""


def choices(case: Tiny) -> Iterator[Choice]:
    """Yield every combination of decisions, cheapest first."""
    free: dict[Key, tuple[float, float]] = {}
    options: list[list[tuple[float, dict[Key, tuple[float, float]]]]] = []
    for seller in case.sellers:
        most = np.inf if seller.most is None else seller.most
        for window in range(case.periods if seller.per == "period" else 1):
            key = ("seller", seller.site, window)
            if seller.least + seller.fixed > 0:
                options.append([(0.0, {key: (0.0, 0.0)}), (seller.fixed, {key: (seller.least, most)})])
            else:
                free[key] = (0.0, most)
        if seller.tooling:
            key = ("tooling", seller.site, 0)
            options.append([(0.0, {key: (0.0, 0.0)}), (seller.tooling, {key: (0.0, np.inf)})])
    for way in case.ways:
        most = np.inf if way.capacity is None else way.capacity
        for t in range(case.periods):
            key = ("way", f"{way.source}>{way.target}", t)
            if way.decides:
                options.append([(0.0, {key: (0.0, 0.0)}), (way.fixed, {key: (way.least, most)})])
            else:
                free[key] = (0.0, most)
    options.extend(_plant_options(plant, case.periods) for plant in case.plants)
    found = []
    for combination in itertools.product(*options):
        bounds = dict(free)
        for _, part in combination:
            bounds.update(part)
        found.append(Choice(sum(cost for cost, _ in combination), bounds))
    yield from sorted(found, key=lambda choice: choice.fixed)


def _plant_options(plant: Plant, periods: int) -> list[tuple[float, dict[Key, tuple[float, float]]]]:
    most = np.inf if plant.capacity is None else plant.capacity
    if not plant.decides:
        return [(0.0, {("plant", plant.site, t): (0.0, most) for t in range(periods)})]
    found = []
    for pattern in itertools.product((False, True), repeat=periods):
        before, cost = plant.initially_open, 0.0
        for now in pattern:
            cost += plant.fixed * now + plant.open_cost * (now and not before) + plant.close_cost * (before and not now)
            before = now
        found.append((cost, {
            ("plant", plant.site, t): (plant.least, most) if now else (0.0, 0.0) for t, now in enumerate(pattern)
        }))  # fmt: skip
    return found


def optimum(case: Tiny) -> float:
    """[money] Return the least cost of a case; inf where no plan exists."""
    program = _Spread(case)
    loosest = {key: (0.0, max(choice.bounds[key][1] for choice in choices(case)))
               for key in next(choices(case)).bounds}  # fmt: skip
    floor = program.cost(loosest)
    best = np.inf
    for choice in choices(case):
        if choice.fixed + floor >= best:
            break
        best = min(best, choice.fixed + program.cost(choice.bounds))
    return best


class _Spread:
    """The linear program over paths and what stays short."""

    def __init__(self, case: Tiny) -> None:
        wants = {(m.site, t): (m, q) for m in case.markets for t, q in enumerate(m.quantities) if q > 0}
        self.costs: list[float] = []
        self.limits: list[tuple[float, float | None]] = []
        columns: list[tuple[Path | None, tuple[str, int] | None]] = []
        for path in paths(case):
            want = wants.get((path.site, path.period)) if path.product == "PART" else None
            if want is not None:
                columns.append((path, (path.site, path.period)))
                self.costs.append(path.cost - (want[0].price or 0.0))
            if case.disposal is not None:
                columns.append((path, None))
                self.costs.append(path.cost + case.disposal)
        self.limits = [(0.0, None)] * len(columns)
        for place, (market, quantity) in wants.items():
            columns.append((None, place))
            soft = market.penalty is not None or market.price is not None
            self.costs.append(market.penalty or 0.0)
            self.limits.append((0.0, quantity if soft else 0.0))
        self.wanted = np.array([quantity for _, quantity in wants.values()])
        self.served = np.array([[float(place == want) for _, place in columns] for want in wants])
        keys = sorted({key for path, _ in columns if path is not None for key in path.taken})
        self.rows = {
            key: np.array([0.0 if path is None else path.taken.get(key, 0.0) for path, _ in columns]) for key in keys
        }

    def cost(self, bounds: dict[Key, tuple[float, float]]) -> float:
        """[money] Return the least cost of the quantities within bounds; inf where there are none."""
        rows, sides = [], []
        for key, (least, most) in bounds.items():
            row = self.rows.get(key, np.zeros(len(self.costs)))
            if most < np.inf:
                rows.append(row)
                sides.append(most)
            if least > 0:
                rows.append(-row)
                sides.append(-least)
        if not self.costs:
            return 0.0 if all(least == 0 for least, _ in bounds.values()) else np.inf
        found = linprog(
            self.costs, A_ub=np.array(rows) if rows else None, b_ub=sides or None,
            A_eq=self.served if len(self.wanted) else None, b_eq=self.wanted if len(self.wanted) else None,
            bounds=self.limits, method="highs",
        )  # fmt: skip
        assert found.status in (0, 2), found.message
        return float(found.fun) if found.status == 0 else np.inf
