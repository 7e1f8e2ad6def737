"""Limits of a generated network: shares of an origin, a country or an owner, a least share of a region, counts.

Largest shares stand a little above those of the even plan, so that they can be kept, and below what the cheapest plan
would like.
"""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Iterator, Mapping

from benchmarks.generator.chance import rounded, stream
from benchmarks.generator.goods import Good, Tier
from benchmarks.generator.origins import Mix, Origins
from benchmarks.generator.parameters import Parameters
from benchmarks.generator.places import Place
from benchmarks.generator.wiring import Wiring
from corridor.schema.moving import Limit
from corridor.schema.row import Per

Shares = Mapping[str, Mix]
"""Product group -> share of each attribute value in the even plan."""

_ASEAN = "MY|VN|TH|ID|PH"


def limit_rows(
    parameters: Parameters,
    goods: Mapping[str, Good],
    places: Mapping[str, Place],
    wiring: Wiring,
    offered: Mapping[tuple[str, str], str],
    seen_by_us: Origins,
) -> Iterator[Limit]:
    """Yield the limits. `offered` are the origins of offers, `seen_by_us` those of all goods as the US see them."""
    chance = stream(parameters.seed, "limits")
    bought = _shares((goods[p].group, origin, wiring.made[site, p]) for (site, p), origin in offered.items())
    for group, mix in bought.items():
        if len(mix) > 2:
            text = f"purchases[group={group}]"
            yield _largest(f"ORIGIN_OF_{group}", text, "np_origin", mix, "year", chance)
    for group, mix in _sent(goods, places, wiring, "material").items():
        if len(mix) > 2:
            yield _largest(f"COUNTRY_OF_{group}", f"flows[group={group}]", "from_country", mix, "year", chance)
    for number, (group, mix) in enumerate(_sent(goods, places, wiring, "component").items()):
        text = f"production[group={group}]"
        if number % 2 == 0 and len(mix) > 2:
            yield _largest(f"COUNTRY_OF_{group}", text, "from_country", mix, "period", chance)
        elif "CN" in mix:
            yield _part(f"CN_IN_{group}", f"production[group={group}, country=CN]", text, mix["CN"], chance)
    yield from _into_us(goods, places, wiring, seen_by_us, chance)
    yield from _owners(goods, chance)
    yield from _region(goods, chance)
    if parameters.kind == "mip":
        yield from _counts(goods, wiring)


def _shares(parts: Iterator[tuple[str, str, float]]) -> dict[str, Mix]:
    """Return group -> share of each attribute value, of (group, value, quantity)."""
    found: dict[str, dict[str, float]] = defaultdict(lambda: defaultdict(float))
    for group, value, quantity in parts:
        found[group][value] += quantity
    return {
        group: {value: quantity / sum(mix.values()) for value, quantity in sorted(mix.items())}
        for group, mix in sorted(found.items())
    }


def _sent(goods: Mapping[str, Good], places: Mapping[str, Place], wiring: Wiring, tier: Tier) -> Shares:
    """Return the shares of the countries in which a tier is made."""
    return _shares(
        (goods[product].group, places[site].country.code, quantity)
        for (site, product), quantity in wiring.made.items()
        if goods[product].tier == tier
    )


def _bound(share: float, chance: random.Random) -> float:
    return rounded(min(0.95, max(0.2, share * chance.uniform(1.03, 1.15))))


def _largest(name: str, text: str, attribute: str, mix: Mix, per: Per, chance: random.Random) -> Limit:
    """Return a limit on each value of an attribute."""
    fields = {"limit": name, "of": text, "within": text, "as": "share", "attribute_by": attribute, "per": per}
    return Limit.model_validate({**fields, "upper": _bound(max(mix.values()), chance)})


def _part(name: str, of: str, within: str, share: float, chance: random.Random) -> Limit:
    """Return a limit on one part of a whole, in each year."""
    fields = {"limit": name, "of": of, "within": within, "as": "share", "per": "year"}
    return Limit.model_validate({**fields, "upper": _bound(share, chance)})


def _into_us(
    goods: Mapping[str, Good], places: Mapping[str, Place], wiring: Wiring, seen: Origins, chance: random.Random
) -> Iterator[Limit]:
    """Yield limits on Chinese origin among the final products that enter the United States."""
    whole: dict[str, float] = defaultdict(float)
    chinese: dict[str, float] = defaultdict(float)
    for (start, end, product), quantity in wiring.flows.items():
        if goods[product].tier == "final" and places[end].country.code == "US":
            mix = seen.made.get((start, product)) or seen.taken[start, product]
            whole[goods[product].group] += quantity
            chinese[goods[product].group] += quantity * mix.get("CN", 0.0)
    for group, quantity in sorted(whole.items()):
        text = f"flows[group={group}, to_country=US]"
        of = f"flows[group={group}, np_origin=CN, to_country=US]"
        yield _part(f"CN_INTO_US_{group}", of, text, chinese[group] / quantity, chance)


def _owners(goods: Mapping[str, Good], chance: random.Random) -> Iterator[Limit]:
    """Yield soft limits on what companies of one country sell, by value."""
    for group in sorted({good.group for good in goods.values() if good.tier == "raw"})[::2]:
        text = f"purchases[group={group}]"
        fields = {"limit": f"OWNER_OF_{group}", "of": text, "within": text, "as": "share", "attribute_by": "owner"}
        bound = rounded(chance.uniform(0.4, 0.6))
        yield Limit.model_validate({**fields, "measure": "value", "per": "year", "upper": bound, "price": 0.1})


def _region(goods: Mapping[str, Good], chance: random.Random) -> Iterator[Limit]:
    """Yield a soft least share of one region in all components."""
    groups = "|".join(sorted({good.group for good in goods.values() if good.tier == "component"}))
    within = f"production[group={groups}]"
    fields = {"limit": "ASEAN_COMPONENTS", "of": f"production[group={groups}, country={_ASEAN}]", "within": within}
    price = rounded(0.03 * max(good.value for good in goods.values() if good.tier == "component"))
    bound = rounded(chance.uniform(0.15, 0.3))
    yield Limit.model_validate({**fields, "as": "share", "per": "year", "lower": bound, "price": price})


def _counts(goods: Mapping[str, Good], wiring: Wiring) -> Iterator[Limit]:
    """Yield limits on the number of plants that make a final product, where there are many."""
    for good in goods.values():
        makers = [site for site, product in wiring.made if product == good.product]
        if good.tier == "final" and len(makers) >= 5:
            fields = {"limit": f"PLANTS_OF_{good.product}", "of": f"production[product={good.product}]"}
            yield Limit.model_validate(
                {**fields, "as": "count", "measure": "sites", "upper": float(len(makers) - 1), "per": "year"}
            )
