"""Rows of a plan as limits see them: the columns a filter asks for, and what a unit counts."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from fractions import Fraction
from functools import partial
from typing import NamedTuple

from corridor.audit.case import Case
from corridor.audit.checks import exact
from corridor.audit.columns import conversion_cost
from corridor.audit.plan import parts
from corridor.audit.shipments import Shipment
from corridor.law.control import owner_country
from corridor.schema.places import Entity
from corridor.schema.results import Delivery, Flow, Production, Purchase, StockResult

Unit = Callable[[str], Fraction]
"""Measure (mass, value, cost) -> what a unit of the row counts."""


class Record(NamedTuple):
    """A row of flows, purchases, production, deliveries or stocks."""

    columns: Mapping[str, str]
    """What filters and attributes look at; a site's country is `country`, of a flow `from_country`."""
    site: str
    """The site a count counts: of a flow the one it leaves."""
    period: str
    quantity: float
    """[unit]"""
    unit: Unit
    """What a unit of the row counts; in a measure of quantities or sites it is 1."""

    def attribute(self, name: str) -> str:
        """Return the value of an attribute that a limit holds for each of."""
        if name == "site":
            return self.site
        if name == "from_country":
            return self.columns.get("from_country", self.columns.get("country", ""))
        return self.columns.get(name, "")


def records(case: Case, table: str) -> tuple[Record, ...]:
    """Return the rows of a table that a filter can name."""
    owners = owner_country(case.book.tables[Entity])
    return tuple(_READERS[table](case, owners))


def _place(case: Case, site: str, product: str) -> dict[str, str]:
    """Return the columns that a site and a product give."""
    group = case.book.products[product].group or ""
    return {"site": site, "country": case.book.sites[site].country, "product": product, "group": group}


def _owner(case: Case, owners: Mapping[str, str], site: str, producer: str | None = None) -> str:
    """Return the country of the owner of the producer, or of the site's company; empty: no company."""
    company = producer or case.book.sites[site].entity
    return owners.get(company, "") if company else ""


def _flows(case: Case, owners: Mapping[str, str]) -> Iterator[Record]:
    names = (*Flow.KEY, "np_origin", "end_use")
    taken = parts(*names)
    for one in case.shipments:
        flow = one.flow
        columns = dict(zip(names, taken(flow), strict=True))
        columns["group"] = case.book.products[flow.product].group or ""
        columns["from_country"] = case.book.sites[flow.from_site].country
        columns["to_country"] = case.book.sites[flow.to_site].country
        columns["owner"] = _owner(case, owners, flow.from_site)
        unit = partial(_of_flow, case, one)
        yield Record(columns, flow.from_site, flow.ship_period, flow.quantity, unit)


def _of_flow(case: Case, one: Shipment, measure: str) -> Fraction:
    """Return what a unit of a flow counts."""
    if measure == "mass":
        return case.book.mass_t(one.flow.product)
    if measure == "value":
        return one.unit.value
    return one.costs


def _purchases(case: Case, owners: Mapping[str, str]) -> Iterator[Record]:
    for row in case.plan[Purchase]:
        offer = case.book.offers[row.offer]
        columns = {
            **_place(case, offer.site, offer.product),
            "offer": row.offer,
            "np_origin": case.state(row.state).general,
            "owner": _owner(case, owners, offer.site, offer.producer_entity),
            "period": row.period,
        }
        price = exact(offer.unit_cost)
        unit = partial(_at_site, case, offer.product, price, price)
        yield Record(columns, offer.site, row.period, row.quantity, unit)


def _production(case: Case, owners: Mapping[str, str]) -> Iterator[Record]:
    for row in case.plan[Production]:
        columns = {
            **_place(case, row.site, row.product),
            "process": row.process,
            "np_origin": case.state(row.state).general,
            "owner": _owner(case, owners, row.site),
            "period": row.period,
        }
        value = case.values.at(row.site, row.product, row.period)
        unit = partial(_at_site, case, row.product, value, conversion_cost(case, row))
        yield Record(columns, row.site, row.period, row.quantity, unit)


def _deliveries(case: Case, owners: Mapping[str, str]) -> Iterator[Record]:
    for row in case.plan[Delivery]:
        yield _resting(case, owners, row, {"end_use": row.end_use})


def _stocks(case: Case, owners: Mapping[str, str]) -> Iterator[Record]:
    for row in case.plan[StockResult]:
        yield _resting(case, owners, row, {})


def _resting(case: Case, owners: Mapping[str, str], row: Delivery | StockResult, more: Mapping[str, str]) -> Record:
    """Return the record of goods delivered at a site or in stock there; they have a value and no cost."""
    columns = {
        **_place(case, row.site, row.product),
        "np_origin": case.state(row.state).general,
        "owner": _owner(case, owners, row.site),
        "period": row.period,
        **more,
    }
    value = case.values.at(row.site, row.product, row.period, case.state(row.state).offer)
    unit = partial(_at_site, case, row.product, value, Fraction(0))
    return Record(columns, row.site, row.period, row.quantity, unit)


def _at_site(case: Case, product: str, value: Fraction, cost: Fraction, measure: str) -> Fraction:
    """Return what a unit of anything but a flow counts."""
    if measure == "mass":
        return case.book.mass_t(product)
    return value if measure == "value" else cost


_READERS: Mapping[str, Callable[[Case, Mapping[str, str]], Iterator[Record]]] = {
    "flows": _flows,
    "purchases": _purchases,
    "production": _production,
    "deliveries": _deliveries,
    "stocks": _stocks,
}
