"""Offers of raw materials in a generated network: plain ones, price tiers, contracts, lots."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Mapping
from datetime import timedelta

from benchmarks.generator.chance import rounded, stream
from benchmarks.generator.goods import Good
from benchmarks.generator.parameters import Parameters
from benchmarks.generator.places import Place
from benchmarks.generator.quarters import quarters
from benchmarks.generator.wiring import Wiring
from corridor.schema.supply import Offer

Terms = Callable[[Offer, float, random.Random], Iterator[Offer]]
"""Turns a plain offer of a capacity [unit / quarter] into offers with terms."""

_EXPANDING = 0.1
"""[1] Share of the offers to which a second one comes in the middle of the horizon."""


def offer_rows(
    parameters: Parameters,
    goods: Mapping[str, Good],
    places: Mapping[str, Place],
    wiring: Wiring,
    origin_of: Mapping[tuple[str, str], str],
) -> Iterator[Offer]:
    """Yield the offers of all suppliers."""
    chance, decisions = stream(parameters.seed, "buying"), stream(parameters.seed, "buying/terms")
    periods = quarters(parameters.periods)
    half = periods[len(periods) // 2].start + timedelta(days=30)
    for (site, product), origin in origin_of.items():
        level = places[site].country.cost ** 0.5 * chance.uniform(0.85, 1.1)
        spare = max(1.15, chance.uniform(0.8, 1.2) * parameters.tightness)
        capacity = rounded(spare * wiring.made[site, product])
        plain = Offer(
            offer=f"{site}_{product}",
            site=site,
            product=product,
            unit_cost=rounded(goods[product].value * level),
            max_quantity=capacity,
            np_origin=origin,
        )
        decided = decisions.random() < parameters.decisions and parameters.kind == "mip"
        kinds: tuple[Terms, ...] = _DECIDED if decided else _PLAIN
        yield from decisions.choice(kinds)(plain, capacity, decisions)
        if chance.random() < _EXPANDING:
            more = {
                "offer": f"{plain.offer}_NEW",
                "available_from": half,
                "unit_cost": rounded(0.95 * plain.unit_cost),
                "max_quantity": rounded(0.3 * capacity),
            }
            yield plain.model_copy(update=more)


def _as_it_is(offer: Offer, capacity: float, _: random.Random) -> Iterator[Offer]:
    yield offer.model_copy(update={"max_quantity": capacity})


def _by_year(offer: Offer, capacity: float, _: random.Random) -> Iterator[Offer]:
    yield offer.model_copy(update={"max_quantity": rounded(4.0 * capacity), "per": "year"})


def _rising(offer: Offer, capacity: float, _: random.Random) -> Iterator[Offer]:
    """Yield tiers that get dearer: they fill in order by themselves."""
    yield from _tiers(offer, ((0.0, 0.75 * capacity, 1.0), (0.75 * capacity, 1.1 * capacity, 1.12)), "incremental")


def _discount(offer: Offer, capacity: float, chance: random.Random) -> Iterator[Offer]:
    """Yield tiers that get cheaper, for their own units or for all."""
    steps = ((0.0, 0.35 * capacity, 1.06), (0.35 * capacity, 0.7 * capacity, 1.0), (0.7 * capacity, capacity, 0.93))
    yield from _tiers(offer, steps, chance.choice(("incremental", "all_units")))


def _tiers(offer: Offer, steps: tuple[tuple[float, float, float], ...], tiering: str) -> Iterator[Offer]:
    for number, (start, end, price) in enumerate(steps, start=1):
        changes: dict[str, object] = {
            "offer": f"{offer.offer}_TIER_{number}",
            "schedule": offer.offer,
            "tiering": tiering,
            "min_quantity": rounded(start),
            "max_quantity": rounded(end),
            "unit_cost": rounded(price * offer.unit_cost),
        }
        yield offer.model_copy(update=changes)


def _contract(offer: Offer, capacity: float, chance: random.Random) -> Iterator[Offer]:
    """Yield a yearly contract: a least quantity and a fixed cost if anything is bought."""
    changes: dict[str, object] = {
        "per": "year",
        "min_quantity": rounded(4.0 * capacity * chance.uniform(0.2, 0.4)),
        "max_quantity": rounded(4.0 * capacity),
        "fixed_cost": rounded(4.0 * capacity * offer.unit_cost * chance.uniform(0.02, 0.06)),
        "unit_cost": rounded(0.96 * offer.unit_cost),
    }
    yield offer.model_copy(update=changes)


def _lots(offer: Offer, capacity: float, chance: random.Random) -> Iterator[Offer]:
    """Yield an offer in whole lots, or with a least order."""
    lot = rounded(capacity / chance.choice((4, 6, 8)))
    changes: dict[str, object] = {"order_multiple": lot}
    if chance.random() < 0.5:
        changes = {"order_minimum": lot, "orders_per_period": chance.choice((1, 3))}
    yield offer.model_copy(update=changes)


def _tooled(offer: Offer, capacity: float, chance: random.Random) -> Iterator[Offer]:
    """Yield an offer whose supplier has to be approved once."""
    yield offer.model_copy(update={"tooling": rounded(capacity * offer.unit_cost * chance.uniform(0.05, 0.2))})


_PLAIN: tuple[Terms, ...] = (_as_it_is, _as_it_is, _by_year, _rising)
_DECIDED: tuple[Terms, ...] = (_discount, _contract, _lots, _tooled)
