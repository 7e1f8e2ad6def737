"""What quotes are read against: the tables of the model, indexed once, and the law."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from corridor.reference.law import Law
from corridor.schema.goods import Product, ProductCode, UnitFactor
from corridor.schema.moving import Lane
from corridor.schema.places import Period, Site
from corridor.schema.settings import ModelSettings
from corridor.schema.supply import ExchangeRate, Index
from corridor.tables.star import StarIndex
from corridor.tables.tables import Model


@dataclass(frozen=True)
class Context:
    """Look-ups into a model and its law."""

    settings: ModelSettings
    law: Law
    periods: tuple[Period, ...]
    """In order of time."""
    sites: Mapping[str, Site]
    products: Mapping[str, Product]
    units: Mapping[str, tuple[UnitFactor, ...]]
    """Product, or `*`, -> its rows of table units."""
    rates: StarIndex[ExchangeRate]
    indices: StarIndex[Index]
    codes: StarIndex[ProductCode]
    lanes: Mapping[tuple[str, str], StarIndex[Lane]]
    """(from, to) -> lanes by mode, route, product and period."""
    ways: Mapping[tuple[str, str], tuple[tuple[str, str], ...]]
    """(from, to) -> the (mode, route) that table lanes has, sorted."""
    taxed_sites: frozenset[str]
    """Sites that some lane with an export tax leaves."""

    @staticmethod
    def of(model: Model, law: Law) -> Context:
        """Index a model."""
        tables = model.tables
        lanes: dict[tuple[str, str], list[Lane]] = {}
        for lane in tables[Lane]:
            lanes.setdefault((lane.from_site, lane.to_site), []).append(lane)
        units: dict[str, tuple[UnitFactor, ...]] = {}
        for row in tables[UnitFactor]:
            units[row.product] = (*units.get(row.product, ()), row)
        return Context(
            settings=model.settings,
            law=law,
            periods=tuple(sorted(tables[Period], key=lambda period: period.start)),
            sites={site.site: site for site in tables[Site]},
            products={product.product: product for product in tables[Product]},
            units=units,
            rates=StarIndex(tables[ExchangeRate], ExchangeRate.KEY),
            indices=StarIndex(tables[Index], Index.KEY),
            codes=StarIndex(tables[ProductCode], ProductCode.KEY),
            lanes={ends: StarIndex(rows, ("mode", "route", "product", "period")) for ends, rows in lanes.items()},
            ways={ends: tuple(sorted({(lane.mode, lane.route) for lane in rows})) for ends, rows in lanes.items()},
            taxed_sites=frozenset(lane.from_site for lane in tables[Lane] if lane.export_tax),
        )

    def territory(self, site: str) -> str:
        """Return the customs territory that a site lies in."""
        return self.law.territory(self.sites[site].country)

    def money(self, currency: str, period: str) -> float | None:
        """[money / currency] Return what one unit of a currency is worth in a period; None: no rate."""
        if currency == self.settings.currency:
            return 1.0 / self.settings.money_unit
        row = self.rates.find(currency, period)
        return None if row is None else row.rate / self.settings.money_unit
