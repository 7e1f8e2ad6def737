"""Sources of materials: where a plan has goods at a site from, and what they are worth there by the tables."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fractions import Fraction
from typing import NamedTuple, TypeAlias

from corridor.audit.book import Book
from corridor.audit.case import Case
from corridor.audit.checks import exact
from corridor.audit.states import bound
from corridor.audit.values import Values
from corridor.law.origin.terms import MaterialBasis
from corridor.schema.moving import Lane
from corridor.schema.results import Production, Purchase
from corridor.schema.row import EACH
from corridor.schema.supply import Offer

Place: TypeAlias = tuple[str, str, str]
"""Site, product and non-preferential origin: goods that are exchanged for each other."""


class Source(NamedTuple):
    """Goods of one source at a site."""

    since: int
    """Number of the first period in which they are there."""
    value: Fraction
    """[money / unit] Without international freight."""
    landed: Fraction
    """[money / unit] With freight and insurance across a border."""


_Sourced: TypeAlias = Iterator[tuple[Place, Source]]


def sources(case: Case) -> Mapping[Place, list[Source]]:
    """Return where a plan has goods from, by place; goods whose worth no table gives have no source."""
    found: dict[Place, list[Source]] = {}
    for place, source in (*_moved(case), *_bought(case), *_made(case), *_there(case)):
        found.setdefault(place, []).append(source)
    return found


def _moved(case: Case) -> _Sourced:
    """Yield what arrives by lane."""
    for one in case.shipments:
        flow = one.flow
        if not flow.quantity or not one.arrival.shares:
            continue
        offer = one.state.offer
        found = _landed(case.book, case.values, one.lane, flow.product, flow.ship_period, offer)
        if found is not None:
            place = (flow.to_site, flow.product, case.arrived(flow).general)
            yield place, Source(one.arrival.shares[0][0], *found)


def _landed(
    book: Book, values: Values, lane: Lane, product: str, period: str, offer: str = ""
) -> tuple[Fraction, Fraction] | None:
    """[money / unit] Return what goods that come by a lane are worth, without and with freight and insurance."""
    row = values.agreed.find(lane.from_site, lane.to_site, product, period)
    if row is not None and row.material_value is not None:
        return exact(row.material_value), exact(row.material_value)
    value = values.between(lane.from_site, lane.to_site, product, period, offer)
    if value is None or book.territory(lane.from_site) == book.territory(lane.to_site):
        return None if value is None else (value, value)
    freight = exact(lane.unit_cost) + exact(lane.cost_per_t) * book.mass_t(product)
    return value, value + freight + exact(lane.insurance) * value


def _bought(case: Case) -> _Sourced:
    """Yield what is bought at the site where it is used."""
    for row in case.plan[Purchase]:
        offer = case.book.offers[row.offer]
        if row.quantity and not bound(offer):
            value = _at_site(case, offer.site, offer.product, row.period, max(Fraction(0), exact(offer.unit_cost)))
            if value is not None:
                place = (offer.site, offer.product, case.state(row.state).general)
                yield place, Source(case.book.calendar.number[row.period], value, value)


def _made(case: Case) -> _Sourced:
    """Yield what is made at the site, by-products too; without a row of table values its worth is not known."""
    for lot in case.plan[Production]:
        recipe = case.recipes.get((lot.process, lot.alternative))
        byproducts = [line.product for line in recipe.byproducts] if recipe else []
        for product in (lot.product, *byproducts) if lot.quantity else ():
            value = _at_site(case, lot.site, product, lot.period, None)
            if value is not None:
                place = (lot.site, product, case.state(lot.state).general)
                yield place, Source(case.book.calendar.number[lot.period], value, value)


def _there(case: Case) -> _Sourced:
    """Yield what is at the site from the start, or was under way to it, where table values says what it is worth."""
    book = case.book
    for site, product in book.stocked:
        for number, period in enumerate(book.calendar.codes):
            row = book.stocks.find(site, product, period)
            value = _at_site(case, site, product, period, None)
            if row is None or value is None:
                continue
            if row.in_transit or (row.opening and number == 0):
                place = (site, product, case.initial_state(row, site, product).general)
                yield place, Source(number, value, value)


def _at_site(case: Case, site: str, product: str, period: str, price: Fraction | None) -> Fraction | None:
    """[money / unit] Return the value of a material from its own site: as stated, else its price."""
    row = case.values.agreed.find(site, site, product, period)
    if row is not None and row.material_value is not None:
        return exact(row.material_value)
    if price is None and row is not None:
        return exact(row.transaction_value)
    return price


def stand_in(
    case: Case, site: str, product: str, basis: MaterialBasis, period: str
) -> tuple[Fraction, Fraction] | None:
    """[money / unit] Return bounds on the value of goods that no source values; None: no table gives any.

    These were there from the start, or are made at the site, and have no row in table values. Whatever any source of
    the tables asks for such goods bounds it, and the bound that speaks for the plan is taken: as least the most, as
    most the least.
    """
    offers = [row for row in case.book.tables[Offer] if (row.site, row.product) == (site, product) and not bound(row)]
    here = _at_site(case, site, product, period, None)
    found = [max(Fraction(0), exact(row.unit_cost)) for row in offers] + ([] if here is None else [here])
    for lane in case.book.tables[Lane]:
        if lane.to_site == site and lane.product in (EACH, product) and lane.from_site in case.book.sites:
            landed = _landed(case.book, case.values, lane, product, period)
            found += [] if landed is None else [landed[basis == "cif"]]
    return (max(found), min(found)) if found else None
