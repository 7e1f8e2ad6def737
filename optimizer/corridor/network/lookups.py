"""What the expansion asks of the tables: which row wins, who owns what, what a product is called at a border."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cached_property

from corridor.law.control import controllers, listed
from corridor.network.calendar import Calendar
from corridor.network.timetables import Timetables
from corridor.reference.law import Law
from corridor.schema.custody import Custody
from corridor.schema.goods import Capability, Determination, Process, Product, ProductCode, RecipeLine
from corridor.schema.moving import Demand, Handling, Lane
from corridor.schema.places import Entity, Listing, Period, Resource, Site
from corridor.schema.row import EACH
from corridor.schema.supply import ExchangeRate, Offer, Stock, Value
from corridor.tables.star import StarIndex
from corridor.tables.tables import Model


@dataclass(frozen=True)
class Lookups:
    """A model and the law, indexed for questions. Everything is computed when first asked."""

    model: Model
    law: Law

    @cached_property
    def calendar(self) -> Calendar:
        """The periods."""
        return Calendar.of(self.model.tables[Period])

    @cached_property
    def sites(self) -> dict[str, Site]:
        """Sites by code."""
        return {site.site: site for site in self.model.tables[Site]}

    @cached_property
    def products(self) -> dict[str, Product]:
        """Products by code."""
        return {product.product: product for product in self.model.tables[Product]}

    @cached_property
    def processes(self) -> dict[str, Process]:
        """Processes by code."""
        return {process.process: process for process in self.model.tables[Process]}

    @cached_property
    def offers(self) -> dict[str, Offer]:
        """Offers by code."""
        return {offer.offer: offer for offer in self.model.tables[Offer]}

    @cached_property
    def lanes(self) -> StarIndex[Lane]:
        """Lanes by (from_site, to_site, mode, route, product, period)."""
        return StarIndex(self.model.tables[Lane], Lane.KEY)

    @cached_property
    def timetables(self) -> Timetables:
        """Which lane row holds in each period, and when shipments arrive."""
        return Timetables(self.model.tables[Lane], self.lanes, self.calendar)

    @cached_property
    def stocks(self) -> StarIndex[Stock]:
        """Stock rules by (site, product, period)."""
        return StarIndex(self.model.tables[Stock], Stock.KEY)

    @cached_property
    def values(self) -> StarIndex[Value]:
        """Agreed prices by (seller, buyer, product, period)."""
        return StarIndex(self.model.tables[Value], Value.KEY)

    @cached_property
    def capabilities(self) -> StarIndex[Capability]:
        """Capabilities by (site, process, period)."""
        return StarIndex(self.model.tables[Capability], Capability.KEY)

    @cached_property
    def custody(self) -> StarIndex[Custody]:
        """Custody by (site, product)."""
        return StarIndex(self.model.tables[Custody], Custody.KEY)

    @cached_property
    def resources(self) -> StarIndex[Resource]:
        """Resources by (site, resource, period)."""
        return StarIndex(self.model.tables[Resource], Resource.KEY)

    @cached_property
    def handling(self) -> StarIndex[Handling]:
        """Handling by (site, product, period)."""
        return StarIndex(self.model.tables[Handling], Handling.KEY)

    @cached_property
    def demand(self) -> StarIndex[Demand]:
        """Demand by (site, product, period, end_use)."""
        return StarIndex(self.model.tables[Demand], Demand.KEY)

    @cached_property
    def exchange_rates(self) -> StarIndex[ExchangeRate]:
        """Exchange rates by (currency, period)."""
        return StarIndex(self.model.tables[ExchangeRate], ExchangeRate.KEY)

    @cached_property
    def determinations(self) -> StarIndex[Determination]:
        """Judgements by (site, process, product, importer)."""
        return StarIndex(self.model.tables[Determination], ("site", "process", "product", "importer"))

    @cached_property
    def judging_importers(self) -> tuple[str, ...]:
        """Importers that some determination names, sorted."""
        return tuple(sorted({row.importer for row in self.model.tables[Determination]} - {EACH}))

    @cached_property
    def recipe_lines(self) -> tuple[RecipeLine, ...]:
        """Recipe lines, in the order of the table."""
        return self.model.tables[RecipeLine]

    @cached_property
    def _codes(self) -> dict[tuple[str, str], str]:
        return {(row.product, row.importer): row.code for row in self.model.tables[ProductCode]}

    @cached_property
    def site_processes(self) -> frozenset[tuple[str, str]]:
        """(site, process) pairs that have a capability row."""
        return frozenset((row.site, row.process) for row in self.model.tables[Capability])

    @cached_property
    def demand_rows(self) -> tuple[Demand, ...]:
        """Demand rows, in the order of the table."""
        return self.model.tables[Demand]

    @cached_property
    def demands(self) -> tuple[tuple[str, str, str, int, Demand], ...]:
        """(site, product, end_use, period, the row that wins) of every demand."""
        keys = sorted({(row.site, row.product, row.end_use) for row in self.demand_rows})
        found = []
        for site, product, end_use in keys:
            for t, code in enumerate(self.calendar.codes):
                row = self.demand.find(site, product, code, end_use)
                if row is not None:
                    found.append((site, product, end_use, t, row))
        return tuple(found)

    @cached_property
    def stocked(self) -> tuple[tuple[str, str], ...]:
        """(site, product) pairs that some stock rule with opening or in-transit goods may concern."""
        found: set[tuple[str, str]] = set()
        for row in self.model.tables[Stock]:
            if row.opening > 0 or row.in_transit > 0:
                sites = self.sites if row.site == EACH else (row.site,)
                products = self.products if row.product == EACH else (row.product,)
                found.update((site, product) for site in sites for product in products)
        return tuple(sorted(found))

    @cached_property
    def least_runs(self) -> frozenset[tuple[str, str]]:
        """(site, process) pairs that must make something while they are open."""
        return frozenset((row.site, row.process) for row in self.model.tables[Capability] if row.min_run > 0)

    def stock_rule(self, site: str, product: str, t: int) -> Stock | None:
        """Return the stock rule of a product at a site in period `t`."""
        return self.stocks.find(site, product, self.calendar.codes[t])

    def closing_value(self, site: str, product: str) -> float:
        """[money / unit] What a unit is worth when the horizon ends."""
        row = self.stock_rule(site, product, len(self.calendar) - 1)
        return 0.0 if row is None else row.closing_value

    def closing_pays(self, site: str, product: str) -> bool:
        """Whether a closing value pays without any use of the product in the last period."""
        row = self.stock_rule(site, product, len(self.calendar) - 1)
        return row is not None and row.closing_value > 0 and row.closing_cover_days is None

    def exchange(self, currency: str, t: int) -> float | None:
        """[model currency / currency] Return the exchange rate of period `t`, or None if there is none."""
        if currency == self.model.settings.currency:
            return 1.0
        row = self.exchange_rates.find(currency, self.calendar.codes[t])
        return None if row is None else row.rate

    def code(self, product: str, importer: str) -> str:
        """Return the tariff code of a product at an importer; empty if the product has none."""
        return self._codes.get((product, importer), self.products[product].hs or "")

    def country(self, site: str) -> str:
        """Return the country of a site."""
        return self.sites[site].country

    def territory(self, site: str) -> str:
        """Return the customs territory of a site."""
        return self._territories[site]

    @cached_property
    def _territories(self) -> dict[str, str]:
        return {code: self.law.territory(site.country) for code, site in self.sites.items()}

    def importer(self, from_site: str, to_site: str) -> str:
        """Return the customs territory that a lane enters, or empty if it stays within one."""
        entered = self.territory(to_site)
        return "" if entered == self.territory(from_site) else entered

    @cached_property
    def importers(self) -> tuple[str, ...]:
        """Customs territories of all sites, sorted."""
        return tuple(sorted({self.territory(site) for site in self.sites}))

    @cached_property
    def _domiciles(self) -> dict[str, str]:
        return {row.entity: row.domicile for row in self.model.tables[Entity]}

    @cached_property
    def _controllers(self) -> dict[str, str]:
        return dict(controllers(self.model.tables[Entity]))

    def owner(self, entity: str | None) -> str:
        """Return the domicile of the company at the top of an entity's chain of majority owners."""
        if not entity:
            return ""
        return self._domiciles.get(self._controllers.get(entity, entity), "")

    @cached_property
    def _listed(self) -> tuple[frozenset[str], ...]:
        entities, listings = self.model.tables[Entity], self.model.tables[Listing]
        calendar = self.calendar
        return tuple(
            listed(entities, listings, date.fromordinal(calendar.begins[t]), calendar.last_day(t))
            for t in range(len(calendar))
        )

    def barred(self, entity: str | None, t: int) -> bool:
        """Whether a list forbids dealing with a company on any day of period `t`."""
        return bool(entity) and entity in self._listed[t]

    def site_barred(self, site: str, t: int) -> bool:
        """Whether the company that operates a site is barred in period `t`."""
        return self.barred(self.sites[site].entity, t)
