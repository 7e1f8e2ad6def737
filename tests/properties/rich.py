"""Random models of middling size that use every kind of table: the subjects of the property tests.

Sellers sell ORE, AUX and PART; plants make PART (and SLAG) of ORE or SCRAP, and AUX; a depot lies between plants and
markets. Shortfall has a price, so that nearly every model has a plan. The same seed gives the same model.
"""

from __future__ import annotations

from datetime import timedelta
from random import Random
from typing import Literal

from tests.analytic.building import START, model
from tests.properties.rich_flow import depot_rows, lane_rows, limit_rows, market_rows, stock_rows
from tests.properties.rich_supply import law_rows, plant_rows, seller_rows

from corridor.schema.goods import Product
from corridor.schema.places import Period, Site
from corridor.schema.row import Row
from corridor.tables.tables import Model

COUNTRIES = ("US", "CN", "MX", "DE", "FR")

Decisions = Literal["some", "none"]
"""none: a linear program, without fixed charges, minimums, tiers, orders and counts."""
Stocks = Literal["some", "none"]
Limits = Literal["any", "quantity", "none"]
"""quantity: no limits whose measure is money, so that raising prices tightens nothing but costs."""


def rich(seed: int, decisions: Decisions = "some", stocks: Stocks = "some", limits: Limits = "any") -> Model:
    """Return the random model of a seed."""
    random = Random(seed)
    count = random.choice((1, 2, 3))
    rows: list[Row] = [*_periods(random, count), *_sites(random), *_products(random), *law_rows(random)]
    whole = decisions == "some"
    rows += seller_rows(random, whole)
    rows += plant_rows(random, whole)
    rows += lane_rows(random, [row.site for row in rows if isinstance(row, Site)], whole)
    rows += depot_rows(random, whole)
    rows += market_rows(random, count)
    if stocks == "some":
        rows += stock_rows(random)
    if limits != "none":
        rows += limit_rows(random, whole, limits == "any")
    return model(*rows, rate_per_year=random.choice((0.0, 0.08)))


def _periods(random: Random, count: int) -> list[Row]:
    start, found = START, []
    for number in range(count):
        end = start + timedelta(days=random.choice((10, 17, 30)) - 1)
        found.append(Period(period=f"T{number + 1}", start=start, end=end))
        start = end + timedelta(days=1)
    return list(found)


def _sites(random: Random) -> list[Row]:
    names = [f"SELLER_{n}" for n in range(random.randint(2, 3))]
    names += ["PLANT_0", "PLANT_1", "DEPOT"]
    names += ["MARKET_0", "MARKET_1"]
    return [Site(site=name, name=name, country=random.choice(COUNTRIES)) for name in names]


def _products(random: Random) -> list[Row]:
    disposal = random.choice((None, 0.5))
    return [
        Product(product="ORE", name="Ore", hs="260400", mass_kg=1000, group="RAW", disposal_cost=disposal),
        Product(product="SCRAP", name="Scrap", hs="750300", mass_kg=1000, group="RAW", disposal_cost=disposal),
        Product(product="AUX", name="Auxiliary", hs="280700", mass_kg=20, disposal_cost=disposal),
        Product(product="PART", name="Part", hs="850760", mass_kg=400, group="FINE", disposal_cost=disposal),
        Product(product="SLAG", name="Slag", hs="262040", mass_kg=900, disposal_cost=2),
    ]
