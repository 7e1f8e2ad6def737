"""Where the goods of the even plan come from, as the law sees it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from benchmarks.generator.chance import stream
from benchmarks.generator.goods import JUDGE, Good
from benchmarks.generator.parameters import Parameters
from benchmarks.generator.places import HOMES, Place
from benchmarks.generator.wiring import Wiring

Mix = Mapping[str, float]
"""Country -> share."""

_TRADED = 0.15
"""[1] Share of the offers of raw materials that come from another country than their site."""


def offer_origins(parameters: Parameters, places: Mapping[str, Place], wiring: Wiring) -> dict[tuple[str, str], str]:
    """Return (supplier, raw material) -> country of origin. Some suppliers are traders."""
    chance = stream(parameters.seed, "origins")
    found = {}
    for site, product in wiring.made:
        if places[site].stage == "supplier":
            traded = chance.random() < _TRADED
            abroad = chance.choice(HOMES["supplier"].split())
            found[site, product] = abroad if traded else places[site].country.code
    return found


@dataclass(frozen=True)
class Origins:
    """Origins of everything that the even plan moves, as one importer sees them."""

    made: Mapping[tuple[str, str], Mix]
    """(site, product) -> origins of what is made there."""
    taken: Mapping[tuple[str, str], Mix]
    """(site, product) -> origins of what is taken in."""

    def main(self, site: str, product: str) -> str:
        """Return the largest origin of what a site takes in."""
        mix = self.taken[site, product]
        return max(sorted(mix), key=lambda country: mix[country])


def origins(
    importer: str,
    goods: Mapping[str, Good],
    places: Mapping[str, Place],
    wiring: Wiring,
    offered: Mapping[tuple[str, str], str],
) -> Origins:
    """Return the origins of the even plan, from raw materials on."""
    into: dict[tuple[str, str], list[tuple[str, float]]] = defaultdict(list)
    for (source, site, product), quantity in wiring.flows.items():
        into[site, product].append((source, quantity))
    made: dict[tuple[str, str], Mix] = {}
    taken: dict[tuple[str, str], Mix] = {}
    # Depots take from plants and markets from both, so sites go in the order of their stages: that of `places`.
    for code, place in places.items():
        for site, product in sorted(key for key in into if key[0] == code):
            parts = [
                (made.get((source, product)) or taken[source, product], quantity)
                for source, quantity in into[site, product]
            ]
            taken[site, product] = _mixed(parts)
        for site, product in sorted(key for key in wiring.made if key[0] == code):
            made[site, product] = _of(goods[product], place, taken, offered, importer)
    return Origins(made, taken)


def _of(
    good: Good,
    place: Place,
    taken: Mapping[tuple[str, str], Mix],
    offered: Mapping[tuple[str, str], str],
    importer: str,
) -> Mix:
    """Return the origins of what a site makes or offers."""
    if not good.slots:
        return {offered[place.site, good.product]: 1.0}
    if good.confers == "everybody" or (good.confers == "one" and importer == JUDGE):
        return {place.country.code: 1.0}
    return _mixed([(taken[place.site, product], 1.0) for product, _ in good.slots[0].options])


def _mixed(parts: list[tuple[Mix, float]]) -> Mix:
    whole = sum(quantity for _, quantity in parts)
    found: dict[str, float] = defaultdict(float)
    for mix, quantity in parts:
        for country, share in mix.items():
            found[country] += share * quantity / whole
    return dict(found)
