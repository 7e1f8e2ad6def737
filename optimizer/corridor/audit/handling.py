"""Handling: what arrives by lane at a depot fits into it, and arrives only while it is open."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from corridor.audit.case import Case
from corridor.audit.checks import Check, Checks, Term, exact
from corridor.audit.decisions import handling_subject
from corridor.audit.openings import opening_of
from corridor.audit.shipments import Shipment
from corridor.schema.moving import Handling


def _received(case: Case, shipment: Shipment) -> Iterator[tuple[Handling, str, Fraction]]:
    """Yield handling row, period and share [1] of each arrival of a shipment at a site with handling."""
    for number, share in shipment.arrival.shares:
        period = case.book.calendar.codes[number]
        row = case.book.handling.find(shipment.flow.to_site, shipment.flow.product, period)
        if row is not None:
            yield row, period, share


def handling_cost(case: Case, shipment: Shipment) -> Fraction:
    """[money / unit] Return the cost of receiving what arrives of a unit within the horizon."""
    return sum((share * exact(row.unit_cost) for row, _, share in _received(case, shipment)), Fraction(0))


def check(case: Case) -> Checks:
    """Yield the rows of each depot in each period: one product, or all that share the row."""
    loads: dict[tuple[str, str], tuple[Handling, list[Term]]] = {}
    for shipment in case.shipments:
        for row, period, share in _received(case, shipment):
            subject = handling_subject(row, shipment.flow.product)
            loads.setdefault((subject, period), (row, []))[1].append((share, shipment.flow.quantity))
    for (subject, period), (row, terms) in loads.items():
        yield from _depot(case, subject, period, row, terms)


def _depot(case: Case, subject: str, period: str, row: Handling, terms: list[Term]) -> Checks:
    """Yield the rows of one depot in one period."""
    key, is_open = f"{subject} {period}", 1
    if subject in case.decisions.depots:
        is_open = case.decisions.is_open("handling", subject, period)
        total = sum(quantity for _, quantity in terms)
        yield from opening_of(case, "handling", subject, period, total)
    if not is_open:
        yield Check("handling", key, "goods arrive while the depot is closed", terms, "<=")
    if row.capacity is not None:
        limit = exact(row.capacity) * case.book.calendar.period_scale(row.per, period)
        yield Check("handling", key, "more arrives than the depot can handle", [*terms, (-limit, is_open)], "<=")
