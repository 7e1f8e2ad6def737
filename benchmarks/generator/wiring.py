"""Who makes what and who takes it from whom, with an even plan that meets all demand.

The even plan splits every need over its sources and every slot over its options. All capacities are derived from it, so
that it keeps within them: the instance has a plan with hardly any shortfall, and a better one to look for.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from benchmarks.generator.chance import Deck, rounded, stream
from benchmarks.generator.goods import Good, Tier
from benchmarks.generator.parameters import Parameters
from benchmarks.generator.places import Place, Stage

Makers = Mapping[str, tuple[str, ...]]
"""Product -> sites that offer it."""

MAKES: tuple[tuple[Stage, Tier], ...] = (
    ("plant", "final"),
    ("maker", "component"),
    ("processor", "material"),
    ("supplier", "raw"),
)
"""Which stage gives which tier, from the markets upstream."""


@dataclass(frozen=True)
class Wiring:
    """The even plan, in units per quarter."""

    sales: Mapping[tuple[str, str], float]
    """(market, final product) -> mean demand."""
    flows: Mapping[tuple[str, str, str], float]
    """(from_site, to_site, product) -> shipped."""
    made: Mapping[tuple[str, str], float]
    """(site, product) -> made, or bought at a supplier."""
    taken: Mapping[tuple[str, str], float]
    """(site, product) -> taken in, by lane."""


def wire(parameters: Parameters, goods: Mapping[str, Good], places: Mapping[str, Place]) -> Wiring:
    """Return the even plan."""
    chance = stream(parameters.seed, "wiring")
    finals = [good.product for good in goods.values() if good.tier == "final"]
    sales = {
        (market, final): rounded(chance.uniform(20.0, 120.0))
        for market in _at(places, "market")
        for final in chance.sample(finals, max(1, round(0.7 * len(finals))))
    }
    wirer = _Wirer(parameters, places)
    wanted: Mapping[tuple[str, str], float] = sales
    for stage, tier in MAKES:
        products = [good.product for good in goods.values() if good.tier == tier]
        makers = wirer.makers(_at(places, stage), products, parameters.assortment + (stage == "plant"))
        made = wirer.supply(wanted, makers)
        inputs: dict[tuple[str, str], float] = defaultdict(float)
        for (site, product), quantity in sorted(made.items()):
            for used, amount in goods[product].inputs():
                inputs[site, used] += quantity * amount
        wanted = inputs
    return Wiring(sales, dict(sorted(wirer.flows.items())), dict(sorted(wirer.made.items())), wirer.taken())


def _at(places: Mapping[str, Place], stage: Stage) -> list[str]:
    return [place.site for place in places.values() if place.stage == stage]


class _Wirer:
    """Collects the flows of the even plan, from the markets upstream."""

    def __init__(self, parameters: Parameters, places: Mapping[str, Place]) -> None:
        self._parameters = parameters
        self._places = places
        self._chance = stream(parameters.seed, "sources")
        self._depots = {site: self._near(site) for site in _at(places, "market")}
        self.flows: dict[tuple[str, str, str], float] = {}
        self.made: dict[tuple[str, str], float] = {}

    def makers(self, sites: Sequence[str], products: Sequence[str], each: int) -> Makers:
        """Return who makes what: each site so many products, each product at about as many sites."""
        deck = Deck(self._chance, products)
        made: dict[str, list[str]] = {product: [] for product in products}
        for site in sites:
            for product in deck.deal(each):
                made[product].append(site)
        return {product: tuple(found) for product, found in made.items()}

    def supply(self, wanted: Mapping[tuple[str, str], float], makers: Makers) -> dict[tuple[str, str], float]:
        """Split what is wanted over makers and depots and return what is then made."""
        through: dict[tuple[str, str], float] = defaultdict(float)
        made: dict[tuple[str, str], float] = defaultdict(float)
        for (site, product), quantity in sorted(wanted.items()):
            depot = self._depots.get(site, "")
            for source, part in self._split((depot,) if depot else (), makers[product], quantity):
                self.flows[source, site, product] = part
                (through if source == depot else made)[source, product] += part
        for (depot, product), quantity in sorted(through.items()):
            for source, part in self._split((), makers[product], quantity):
                self.flows[source, depot, product] = part
                made[source, product] += part
        self.made.update(made)
        return made

    def _near(self, market: str) -> str:
        """Return a depot of a market's region, or nothing."""
        region = self._places[market].country.region
        near = [code for code in _at(self._places, "depot") if self._places[code].country.region == region]
        return self._chance.choice(near) if near else ""

    def _split(self, first: tuple[str, ...], others: Sequence[str], quantity: float) -> list[tuple[str, float]]:
        """Return sources and their parts."""
        rest = min(len(others), max(2, self._parameters.sources - len(first)))
        sources = [*first, *self._chance.sample(others, rest)]
        weights = [self._chance.uniform(0.5, 1.5) for _ in sources]
        return [(source, quantity * weight / sum(weights)) for source, weight in zip(sources, weights, strict=True)]

    def taken(self) -> dict[tuple[str, str], float]:
        """Return what every site takes in."""
        found: dict[tuple[str, str], float] = defaultdict(float)
        for (_, site, product), quantity in self.flows.items():
            found[site, product] += quantity
        return dict(sorted(found.items()))
