"""Tiny supply networks as plain numbers: what the brute force and the tables of a model are both made from.

Sellers sell ORE, AUX or PART; plants make PART of ORE and, some of them, AUX; markets want PART. A way takes 0 or 1
whole periods. Nothing is stored: what is bought is used in time, or disposed of where that is allowed.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from random import Random

COUNTRIES = ("US", "CN", "MX", "DE", "FR")
TERRITORY = {"US": "US", "CN": "CN", "MX": "MX", "DE": "EU", "FR": "EU"}
IMPORTERS = ("US", "CN", "MX", "EU")
PERIOD_DAYS = 10
MOST_DECISIONS = 6


@dataclass(frozen=True)
class Seller:
    """Sells a product at a site; a price of one period, or of the horizon."""

    site: str
    country: str
    product: str
    origin: str
    price: float
    value: float
    """[money / unit] Transaction value."""
    most: float | None
    least: float = 0.0
    fixed: float = 0.0
    tooling: float = 0.0
    per: str = "period"


@dataclass(frozen=True)
class Plant:
    """Makes PART."""

    site: str
    country: str
    needs: tuple[tuple[str, float], ...]
    """(input, [unit / run]); the first is essential"""
    output: float
    """[unit / run] Before the yield."""
    good: float
    """[1] Yield."""
    capacity: float | None
    unit_cost: float
    value: float
    """[money / unit] Transaction value of the PART it ships."""
    confers: frozenset[str] = frozenset()
    """Importers that hold that the plant's PART originates where the plant is."""
    fixed: float = 0.0
    least: float = 0.0
    initially_open: bool = True
    open_cost: float = 0.0
    close_cost: float = 0.0

    @property
    def decides(self) -> bool:
        """Whether being open is a decision."""
        return not self.initially_open or self.fixed + self.least + self.open_cost + self.close_cost > 0


@dataclass(frozen=True)
class Market:
    """Wants PART in each period."""

    site: str
    country: str
    quantities: tuple[float, ...]
    penalty: float | None
    price: float | None


@dataclass(frozen=True)
class Way:
    """Carries one product from one site to another."""

    source: str
    target: str
    product: str
    freight: float
    lag: int
    """[periods]"""
    insurance: float
    capacity: float | None
    least: float = 0.0
    fixed: float = 0.0

    @property
    def decides(self) -> bool:
        """Whether using the way is a decision."""
        return self.least + self.fixed > 0


@dataclass(frozen=True)
class Tiny:
    """A whole case."""

    periods: int
    sellers: tuple[Seller, ...]
    plants: tuple[Plant, ...]
    markets: tuple[Market, ...]
    ways: tuple[Way, ...]
    base: dict[tuple[str, str], float] = field(default_factory=dict)
    """(importer, product) -> rate"""
    extra: dict[tuple[str, str], float] = field(default_factory=dict)
    """(importer, origin) -> rate on top"""
    cif: frozenset[str] = frozenset()
    """Importers whose customs value contains freight and insurance."""
    rate_per_year: float = 0.0
    disposal: float | None = None
    """[money / unit] Of every product; None: nothing can be disposed of."""

    @property
    def decisions(self) -> int:
        """[1] Open/closed decisions of the case."""
        windows = {"period": self.periods, "horizon": 1}
        sellers = sum(windows[s.per] * (s.least + s.fixed > 0) + (s.tooling > 0) for s in self.sellers)
        places = sum(plant.decides for plant in self.plants) + sum(way.decides for way in self.ways)
        return sellers + self.periods * places


def tiny(seed: int) -> Tiny:
    """Return the random case of a seed, with at most `MOST_DECISIONS` decisions."""
    random = Random(seed)
    while True:
        case = _draw(random)
        if case.decisions <= MOST_DECISIONS:
            return case


def _number(random: Random, low: int, high: int) -> float:
    """Return a number with one decimal."""
    return random.randint(low * 10, high * 10) / 10


def _sometimes(random: Random, chance: float, low: int, high: int) -> float:
    return _number(random, low, high) if random.random() < chance else 0.0


def _draw(random: Random) -> Tiny:
    periods = random.choice((1, 1, 2))
    sellers = [
        _seller(random, n, product)
        for n, product in enumerate(random.choices(("ORE", "PART", "AUX"), (6, 2, 1), k=random.randint(1, 3)))
    ]
    plants = [_plant(random, n) for n in range(random.randint(1, 2))]
    if any(len(plant.needs) > 1 for plant in plants) and not any(s.product == "AUX" for s in sellers):
        sellers.append(_seller(random, len(sellers), "AUX"))
    markets = [_market(random, n, periods) for n in range(random.randint(1, 2))]
    ways = [
        _way(random, seller.site, target.site, seller.product, periods)
        for seller in sellers
        for target in (markets if seller.product == "PART" else plants)
    ] + [_way(random, plant.site, market.site, "PART", periods) for plant in plants for market in markets]
    kept = [way for way in ways if random.random() < 0.9]
    return Tiny(
        periods, tuple(sellers), tuple(plants), tuple(markets), tuple(kept),
        base={(i, p): random.choice((0.0, 0.03, 0.1)) for i in IMPORTERS for p in ("ORE", "AUX", "PART")},
        extra={(i, o): random.choice((0.25, 0.6)) for i in IMPORTERS for o in COUNTRIES if random.random() < 0.2},
        cif=frozenset(i for i in IMPORTERS if random.random() < 0.5),
        rate_per_year=random.choice((0.0, 0.1)),
        disposal=random.choice((None, None, 0.5)),
    )  # fmt: skip


def _seller(random: Random, n: int, product: str) -> Seller:
    price = _number(random, 5, 15) * (3 if product == "PART" else 1)
    least = _sometimes(random, 0.2, 5, 30)
    return Seller(
        f"SELLER_{n}", random.choice(COUNTRIES), product, random.choice(COUNTRIES), price,
        round(price * random.choice((1.0, 0.8, 1.3)), 2),
        most=random.choice((None, _number(random, 30, 120))),
        least=least, fixed=_sometimes(random, 0.2, 10, 200), tooling=_sometimes(random, 0.1, 10, 200),
        per=random.choice(("period", "period", "horizon")),
    )  # fmt: skip


def _plant(random: Random, n: int) -> Plant:
    needs = [("ORE", _number(random, 1, 3))] + [("AUX", 0.5)] * (random.random() < 0.25)
    decides = random.random() < 0.5
    return Plant(
        f"PLANT_{n}", random.choice(COUNTRIES), tuple(needs), random.choice((1.0, 2.0)),
        random.choice((1.0, 0.9)), random.choice((None, _number(random, 20, 80))), _number(random, 1, 9),
        _number(random, 20, 60), frozenset(i for i in IMPORTERS if random.random() < 0.5),
        fixed=_sometimes(random, 0.7 * decides, 10, 300), least=_sometimes(random, 0.3 * decides, 5, 20),
        initially_open=not decides or random.random() < 0.5,
        open_cost=_sometimes(random, 0.5 * decides, 10, 200), close_cost=_sometimes(random, 0.3 * decides, 10, 50),
    )  # fmt: skip


def _market(random: Random, n: int, periods: int) -> Market:
    kind = random.choice(("hard", "hard", "penalty", "price"))
    quantities = tuple(_number(random, 5, 40) if random.random() < 0.85 else 0.0 for _ in range(periods))
    return Market(
        f"MARKET_{n}", random.choice(COUNTRIES), quantities,
        penalty=_number(random, 20, 120) if kind == "penalty" else None,
        price=_number(random, 20, 120) if kind == "price" else None,
    )  # fmt: skip


def _way(random: Random, source: str, target: str, product: str, periods: int) -> Way:
    return Way(
        source, target, product, _number(random, 0, 8), random.choice((0, 0, 1)) if periods > 1 else 0,
        random.choice((0.0, 0.02)), random.choice((None, None, _number(random, 15, 60))),
        least=_sometimes(random, 0.1, 3, 15), fixed=_sometimes(random, 0.15, 5, 100),
    )  # fmt: skip
