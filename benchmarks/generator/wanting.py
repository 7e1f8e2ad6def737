"""Demand, stocks and prices of a generated network."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping

from benchmarks.generator.chance import rounded, stream
from benchmarks.generator.goods import Good
from benchmarks.generator.origins import Origins
from benchmarks.generator.parameters import Parameters
from benchmarks.generator.places import Place
from benchmarks.generator.quarters import quarters
from benchmarks.generator.wiring import Wiring
from corridor.schema.moving import Demand
from corridor.schema.supply import Stock, Value

_PENALTY = 2.5
"""[1] Cost of a missing final product over its value."""
_GROWTH = 0.08
"""[1] Growth of demand over the horizon."""
_SEASON = 0.05
"""[1] Demand of the best season over the mean."""


def demand_rows(parameters: Parameters, goods: Mapping[str, Good], wiring: Wiring) -> Iterator[Demand]:
    """Yield demand by quarter: it grows, has seasons, and a little noise. What is short costs a penalty."""
    chance = stream(parameters.seed, "demand")
    periods = quarters(parameters.periods)
    for (market, product), mean in wiring.sales.items():
        phase = chance.uniform(0.0, 2.0 * math.pi)
        penalty = rounded(_PENALTY * goods[product].value)
        for t, period in enumerate(periods):
            trend = 1.0 + _GROWTH * (t / len(periods) - 0.5)
            season = 1.0 + _SEASON * math.sin(phase + t * math.pi / 2.0)
            quantity = rounded(mean * trend * season * chance.uniform(0.96, 1.04))
            yield Demand(
                site=market, product=product, period=period.period, quantity=quantity, shortfall_penalty=penalty
            )


def stock_rows(
    parameters: Parameters,
    goods: Mapping[str, Good],
    places: Mapping[str, Place],
    wiring: Wiring,
    origins: Origins,
) -> Iterator[Stock]:
    """Yield where goods may wait: inputs and deliveries with opening stock, and outputs.

    What is used up in the first weeks is on hand or under way at the start. At the end stock is worth something, up to
    some days of use, so that no plan runs down to nothing.
    """
    chance = stream(parameters.seed, "stocks")
    for (site, product), quantity in wiring.taken.items():
        depot = places[site].stage == "depot"
        opening = 0.0 if depot else rounded(quantity * chance.uniform(0.3, 0.5))
        under_way = 0.0 if depot else rounded(quantity * chance.uniform(0.15, 0.35))
        largest = rounded(max(opening + under_way, quantity) * chance.uniform(1.1, 1.8))
        bounded = chance.random() < 0.4
        yield Stock(
            site=site,
            product=product,
            opening=opening,
            in_transit=under_way,
            np_origin=None if depot else origins.main(site, product),
            max_quantity=largest if bounded else None,
            unit_cost=rounded(goods[product].value * chance.uniform(0.02, 0.06)),
            closing_value=0.0 if depot else rounded(0.75 * goods[product].value),
            closing_cover_days=None if depot else chance.choice((15.0, 20.0, 30.0)),
        )
    for site, product in wiring.made:
        yield Stock(site=site, product=product, unit_cost=rounded(goods[product].value * chance.uniform(0.02, 0.06)))


def value_rows(parameters: Parameters, goods: Mapping[str, Good], wiring: Wiring) -> Iterator[Value]:
    """Yield the agreed price of every product, and of some sellers that ask for another one."""
    chance = stream(parameters.seed, "values")
    for good in goods.values():
        yield Value(product=good.product, transaction_value=good.value)
    for site, product in wiring.made:
        if chance.random() < 0.5:
            price = rounded(goods[product].value * chance.uniform(0.88, 1.12))
            yield Value(seller=site, product=product, transaction_value=price)
