"""From parameters to a model: draw the network, derive the tables, mark every row as generated."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from benchmarks.generator.buying import offer_rows
from benchmarks.generator.goods import JUDGE, Good, goods
from benchmarks.generator.law import law_rows
from benchmarks.generator.limits import limit_rows
from benchmarks.generator.making import capability_rows, process_rows
from benchmarks.generator.moving import handling_rows, lane_rows
from benchmarks.generator.origins import offer_origins, origins
from benchmarks.generator.parameters import Parameters
from benchmarks.generator.places import Place, companies, places, site_rows
from benchmarks.generator.quarters import AS_OF, quarters
from benchmarks.generator.wanting import demand_rows, stock_rows, value_rows
from benchmarks.generator.wiring import Wiring, wire
from corridor.schema.catalog import MODEL_TABLES
from corridor.schema.goods import Product
from corridor.schema.row import Row, SourcedRow
from corridor.schema.settings import ModelSettings
from corridor.tables.tables import Model, Tables

SOURCE = "generated"
"""Source of every row."""

THOUSAND = 1000.0
"""[USD] Unit of money of the tables."""


def generate(parameters: Parameters) -> Model:
    """Return the model of the parameters; the same parameters always give the same tables."""
    products = goods(parameters)
    drawn = places(parameters)
    wiring = wire(parameters, products, drawn)
    used = {site for flow in wiring.flows for site in flow[:2]}
    sites = {code: place for code, place in drawn.items() if code in used}
    tables: dict[str, list[Row]] = {row_class.TABLE: [] for row_class in MODEL_TABLES}
    for row in _rows(parameters, products, sites, wiring):
        marked = {"source": SOURCE, "evidence": "D"} if isinstance(row, SourcedRow) else {}
        tables[row.TABLE].append(row.model_copy(update=marked))
    kept = {name: tuple(rows) for name, rows in tables.items() if rows}
    return Model(_settings(parameters), Tables(kept), Path(_name(parameters)))


def _name(parameters: Parameters) -> str:
    return f"{parameters.name}_{parameters.kind}_{parameters.seed}"


def _settings(parameters: Parameters) -> ModelSettings:
    return ModelSettings(
        name=_name(parameters),
        title=f"Generated sourcing network {parameters.name}, {parameters.kind}, seed {parameters.seed}",
        currency="USD",
        money_unit=THOUSAND,
        as_of=AS_OF,
        rate_per_year=0.08,
        law="model",
        assumptions=(
            "Everything is generated: no site, company, price, capacity or duty rate is real (evidence D).",
            "Capacities follow an even plan that meets all demand; they are its quantities times 1.15 and more.",
        ),
        sources=("None. Drawn by benchmarks/generator with the seed that the name ends with.",),
    )


def _rows(parameters: Parameters, products: dict[str, Good], sites: dict[str, Place], wiring: Wiring) -> Iterator[Row]:
    """Yield the rows of all tables."""
    offered = offer_origins(parameters, sites, wiring)
    seen = origins("", products, sites, wiring, offered)
    seen_by_us = origins(JUDGE, products, sites, wiring, offered)
    entities, runs = companies(parameters, sites)
    yield from quarters(parameters.periods)
    yield from entities
    yield from site_rows(sites, runs)
    yield from (_product(good) for good in products.values())
    yield from offer_rows(parameters, products, sites, wiring, offered)
    yield from process_rows(products)
    yield from capability_rows(parameters, products, sites, wiring)
    yield from handling_rows(parameters, products, sites, wiring)
    yield from lane_rows(parameters, products, sites, wiring)
    yield from demand_rows(parameters, products, wiring)
    yield from value_rows(parameters, products, wiring)
    yield from stock_rows(parameters, products, sites, wiring, seen)
    yield from limit_rows(parameters, products, sites, wiring, offered, seen_by_us)
    yield from law_rows(parameters, products, sites)


def _product(good: Good) -> Product:
    return Product(
        product=good.product,
        name=f"Generated {good.tier} {good.product}",
        hs=good.hs,
        unit=good.unit,
        mass_kg=good.mass_kg,
        group=good.group,
    )
