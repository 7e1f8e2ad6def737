"""The tables of a model, opened for look-ups: which row wins for a site, a product and a period."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property

from corridor.audit.calendar import Calendar
from corridor.audit.checks import exact
from corridor.audit.origin_state import NO_USE
from corridor.law.duty import end_use_conditions
from corridor.reference.law import Law
from corridor.schema.custody import Custody
from corridor.schema.goods import Capability, Determination, Process, Product, ProductCode, RecipeLine
from corridor.schema.moving import Demand, Handling, Lane, Limit
from corridor.schema.places import Period, Resource, Site
from corridor.schema.row import EACH
from corridor.schema.supply import ExchangeRate, Offer, Stock
from corridor.tables.star import StarIndex
from corridor.tables.tables import Model, Tables


@dataclass(frozen=True)
class Book:
    """A model and the law it is planned under."""

    model: Model
    law: Law

    @property
    def tables(self) -> Tables:
        """Tables of the model."""
        return self.model.tables

    @cached_property
    def calendar(self) -> Calendar:
        """Periods in order of time."""
        return Calendar(tuple(sorted(self.tables[Period], key=lambda row: row.start)))

    @cached_property
    def sites(self) -> Mapping[str, Site]:
        """Site code -> row."""
        return {row.site: row for row in self.tables[Site]}

    @cached_property
    def products(self) -> Mapping[str, Product]:
        """Product code -> row."""
        return {row.product: row for row in self.tables[Product]}

    @cached_property
    def offers(self) -> Mapping[str, Offer]:
        """Offer code -> row."""
        return {row.offer: row for row in self.tables[Offer]}

    @cached_property
    def processes(self) -> Mapping[str, Process]:
        """Process code -> row."""
        return {row.process: row for row in self.tables[Process]}

    @cached_property
    def limits(self) -> Mapping[str, Limit]:
        """Limit code -> row."""
        return {row.limit: row for row in self.tables[Limit]}

    @cached_property
    def lanes(self) -> StarIndex[Lane]:
        """Lanes by from_site, to_site, mode, route, product, period."""
        return StarIndex(self.tables[Lane], Lane.KEY)

    @cached_property
    def handling(self) -> StarIndex[Handling]:
        """Handling by site, product, period."""
        return StarIndex(self.tables[Handling], Handling.KEY)

    @cached_property
    def capabilities(self) -> StarIndex[Capability]:
        """Capabilities by site, process, period."""
        return StarIndex(self.tables[Capability], Capability.KEY)

    @cached_property
    def custody(self) -> StarIndex[Custody]:
        """Custody by site, product."""
        return StarIndex(self.tables[Custody], Custody.KEY)

    @cached_property
    def resources(self) -> StarIndex[Resource]:
        """Resources by site, resource, period."""
        return StarIndex(self.tables[Resource], Resource.KEY)

    @cached_property
    def stocks(self) -> StarIndex[Stock]:
        """Stocks by site, product, period."""
        return StarIndex(self.tables[Stock], Stock.KEY)

    @cached_property
    def stocked(self) -> tuple[tuple[str, str], ...]:
        """Pairs of site and product that some row of table stocks speaks of."""
        pairs = {
            (site, product)
            for row in self.tables[Stock]
            for site in (self.sites if row.site == EACH else (row.site,))
            for product in (self.products if row.product == EACH else (row.product,))
        }
        return tuple(sorted(pairs))

    @cached_property
    def demand(self) -> StarIndex[Demand]:
        """Demand by site, product, period, end use."""
        return StarIndex(self.tables[Demand], Demand.KEY)

    @cached_property
    def codes(self) -> StarIndex[ProductCode]:
        """Tariff codes by product, importer."""
        return StarIndex(self.tables[ProductCode], ProductCode.KEY)

    @cached_property
    def exchange(self) -> StarIndex[ExchangeRate]:
        """Exchange rates by currency, period."""
        return StarIndex(self.tables[ExchangeRate], ExchangeRate.KEY)

    @cached_property
    def determinations(self) -> StarIndex[Determination]:
        """Judgements on origin by site, process, product, importer, regime."""
        return StarIndex(self.tables[Determination], Determination.KEY)

    @cached_property
    def rate_per_year(self) -> Fraction:
        """[1 / year] Cost of capital."""
        return exact(self.model.settings.rate_per_year)

    def territory(self, site: str) -> str:
        """Return the customs territory of a site."""
        return self.law.territory(self.sites[site].country)

    @cached_property
    def importers(self) -> tuple[str, ...]:
        """Customs territories that some lane enters, sorted: their views of origin matter."""
        pairs = {(row.from_site, row.to_site) for row in self.tables[Lane]}
        known = [pair for pair in pairs if self.sites.keys() >= set(pair)]
        entered = {(self.territory(one), self.territory(other)) for one, other in known}
        return tuple(sorted({into for out, into in entered if out != into}))

    def code(self, product: str, importer: str) -> str | None:
        """Return the tariff code of a product at an importer, or None if it has none."""
        row = self.codes.find(product, importer)
        return row.code if row else self.products[product].hs

    @cached_property
    def by_end_use(self) -> frozenset[str]:
        """Products whose duty depends on the declared end use in some territory with a site of the model."""
        importers = {self.territory(site) for site in self.sites}
        return frozenset(
            product
            for product in self.products
            for importer in importers
            if (code := self.code(product, importer)) and end_use_conditions(self.law, importer, code)
        )

    @cached_property
    def wanted_uses(self) -> Mapping[str, frozenset[str]]:
        """For each product whose duty depends on it: the end uses that demand and recipes want it for."""
        found: dict[str, set[str]] = {product: set() for product in self.by_end_use}
        for line in self.tables[RecipeLine]:
            if line.product in found and line.role == "input":
                found[line.product].add(line.end_use)
        for demand in self.tables[Demand]:
            if demand.product in found:
                found[demand.product].add(demand.end_use)
        return {product: frozenset(uses) for product, uses in found.items()}

    def initial_use(self, product: str, stated: str) -> str:
        """Return the end use of opening and in-transit goods: the only one wanted, else the one stated."""
        wanted = self.wanted_uses.get(product, frozenset())
        if len(wanted) == 1:
            return next(iter(wanted))
        return stated if stated in wanted else NO_USE

    def mass_t(self, product: str) -> Fraction:
        """[t / unit] Return the mass of a product, 0 if the table gives none."""
        return exact(self.products[product].mass_kg or 0.0) / 1000

    def stores(self, site: str, product: str, period: str) -> Stock | None:
        """Return the stocks row that allows storage, or None where nothing can be stored."""
        row = self.stocks.find(site, product, period)
        return row if row and row.max_quantity != 0 else None
