"""Listings: nothing is bought from, made by or shipped by a company on a list, or one it controls."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from corridor.audit.case import Case
from corridor.audit.checks import Checks, Refusal
from corridor.audit.plan import key_of
from corridor.law.control import listed
from corridor.schema.places import Entity, Listing
from corridor.schema.results import Flow, Production, Purchase
from corridor.schema.row import Row


def check(case: Case) -> Checks:
    """Yield every dealing with a listed company in a period that the listing touches."""
    if not case.book.tables[Listing]:
        return
    reached = _reached(case)
    for row, period, companies in _dealings(case):
        barred = sorted(companies & reached[period])
        quantity = float(getattr(row, "quantity", 0.0))
        if barred and quantity:
            text = f"company {', '.join(barred)} is on a list, or controlled by one that is"
            yield Refusal("listings", f"{row.TABLE} {key_of(row)}", text, quantity)


def _reached(case: Case) -> Mapping[str, frozenset[str]]:
    """Return the companies that a list reaches in each period."""
    entities, listings = case.book.tables[Entity], case.book.tables[Listing]
    return {row.period: listed(entities, listings, row.start, row.end) for row in case.book.calendar.periods}


def _dealings(case: Case) -> Iterator[tuple[Row, str, set[str]]]:
    """Yield each purchase, lot and departure with its period and the companies that take part."""
    for purchase in case.plan[Purchase]:
        offer = case.book.offers[purchase.offer]
        yield purchase, purchase.period, _companies(case, offer.site, offer.producer_entity)
    for lot in case.plan[Production]:
        yield lot, lot.period, _companies(case, lot.site)
    for flow in case.plan[Flow]:
        yield flow, flow.ship_period, _companies(case, flow.from_site)


def _companies(case: Case, site: str, producer: str | None = None) -> set[str]:
    """Return the company of a site, and the producer if it is another one."""
    return {name for name in (case.book.sites[site].entity, producer) if name}
