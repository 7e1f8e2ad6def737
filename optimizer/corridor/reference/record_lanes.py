"""The trade lanes of a model: which codes of which origin, for which use, may enter which customs territory.

Goods start where an offer, quote or stock is, move along the lanes of the table, and change in the processes of
a site. Quantities, dates and capacities are not looked at: every lane that a plan can use is here, and some that
none would.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import NamedTuple

from corridor.schema.goods import Capability, Determination, Product, ProductCode, RecipeLine
from corridor.schema.moving import Demand, Lane
from corridor.schema.places import Site
from corridor.schema.row import EACH
from corridor.schema.supply import Offer, Quote, Stock
from corridor.tables.star import StarIndex
from corridor.tables.tables import Model


class TradeLane(NamedTuple):
    """Goods of one code, origin and use that enter one customs territory."""

    importer: str
    code: str
    origin: str
    end_use: str = "none"
    products: tuple[str, ...] = ()
    """Products of the model that it stands for."""


_Place = tuple[str, str, str]
"""(site, product, origin)"""


class _Tables:
    """What is asked of the tables of a model, indexed once."""

    def __init__(self, model: Model) -> None:
        """Index a model."""
        tables = model.tables
        self.countries = {site.site: site.country for site in tables[Site]}
        self.products = [product.product for product in tables[Product]]
        self.stocks = [stock for stock in tables[Stock] if stock.opening or stock.in_transit]
        self.bought = {(row.site, row.product, row.np_origin) for row in tables[Offer]}
        self.bought |= {(row.site, row.product, row.np_origin) for row in tables[Quote]}
        self.lanes: dict[str, set[tuple[str, str]]] = {}
        for lane in tables[Lane]:
            self.lanes.setdefault(lane.from_site, set()).add((lane.to_site, lane.product))
        self.work = sorted({(row.site, row.process) for row in tables[Capability]})
        self.determinations = StarIndex(tables[Determination], ("site", "process", "product", "importer"))
        self.inputs: dict[str, set[str]] = {}
        self.essential: dict[str, set[str]] = {}
        self.outputs: dict[str, set[str]] = {}
        self.uses: dict[str, set[str]] = {}
        for row in tables[Demand]:
            self.uses.setdefault(row.product, set()).add(row.end_use)
        for line in tables[RecipeLine]:
            if line.role != "input":
                self.outputs.setdefault(line.process, set()).add(line.product)
                continue
            self.inputs.setdefault(line.process, set()).add(line.product)
            self.uses.setdefault(line.product, set()).add(line.end_use)
            if line.essential == "yes":
                self.essential.setdefault(line.process, set()).add(line.product)
        self._codes = {(row.product, row.importer): row.code for row in tables[ProductCode]}
        self._hs = {product.product: product.hs or "" for product in tables[Product]}

    def code(self, product: str, importer: str) -> str:
        """Return the code of a product at an importer; empty: none is given."""
        return self._codes.get((product, importer), self._hs.get(product, ""))


def lanes_of(model: Model, territory: Callable[[str], str]) -> tuple[TradeLane, ...]:
    """Return the trade lanes of a model, in order.

    `territory` gives the customs territory of a country. Products without a code at an importer are left out.
    """
    tables = _Tables(model)
    found: dict[TradeLane, set[str]] = {}
    for importer in sorted({territory(country) for country in tables.countries.values()}):
        by_site: dict[str, set[tuple[str, str]]] = {}
        for site, product, origin in _places(tables, importer):
            by_site.setdefault(site, set()).add((product, origin))
        for product, origin in _entering(tables, importer, by_site, territory):
            code = tables.code(product, importer)
            for end_use in tables.uses.get(product, {"none"}) if code else ():
                found.setdefault(TradeLane(importer, code, origin, end_use), set()).add(product)
    return tuple(lane._replace(products=tuple(sorted(found[lane]))) for lane in sorted(found))


def _entering(
    tables: _Tables, importer: str, by_site: Mapping[str, set[tuple[str, str]]], territory: Callable[[str], str]
) -> set[tuple[str, str]]:
    """Return (product, origin) of what lanes carry into a territory from outside."""
    found: set[tuple[str, str]] = set()
    for from_site, ways in tables.lanes.items():
        country = tables.countries.get(from_site)
        if country is None or territory(country) == importer:
            continue
        for to_site, named in ways:
            entered = tables.countries.get(to_site)
            if entered is not None and territory(entered) == importer:
                goods = by_site.get(from_site, ())
                found |= {(product, origin) for product, origin in goods if named in (EACH, product)}
    return found


def _places(tables: _Tables, importer: str) -> set[_Place]:
    """Return where which goods of which origin, as an importer sees it, may be."""
    places = set(_starts(tables))
    while True:
        moved = {
            (to_site, product, origin)
            for site, product, origin in places
            for to_site, named in tables.lanes.get(site, ())
            if named in (EACH, product)
        }
        at_site: dict[str, set[tuple[str, str]]] = {}
        for site, product, origin in places:
            at_site.setdefault(site, set()).add((product, origin))
        made = {
            (site, output, origin)
            for site, process in tables.work
            for output in tables.outputs.get(process, ())
            for origin in _origins(tables, (site, process, output, importer), at_site.get(site, set()))
        }
        if moved | made <= places:
            return places
        places |= moved | made


def _starts(tables: _Tables) -> Iterable[_Place]:
    """Yield what is bought or in stock."""
    for site, product, origin in tables.bought:
        yield site, product, origin or tables.countries.get(site, "")
    for stock in tables.stocks:
        for site in tables.countries if stock.site == EACH else (stock.site,):
            for product in tables.products if stock.product == EACH else (stock.product,):
                yield site, product, stock.np_origin or tables.countries.get(site, "")


def _origins(tables: _Tables, made: tuple[str, str, str, str], here: set[tuple[str, str]]) -> set[str]:
    """Return the origins that (site, process, output, importer) may have, of the goods at the site."""
    site, process, _, _ = made
    judgement = tables.determinations.find(*made)
    inputs = tables.inputs.get(process, set())
    if not inputs or (judgement is not None and judgement.confers_origin == "yes"):
        return {tables.countries[site]} if site in tables.countries else set()
    inherited = tables.essential.get(process, inputs)
    return {origin for product, origin in here if product in inherited}
