"""Handling: what arrives by lane at a depot fits into it, and arrives only while it is open."""

from __future__ import annotations

from collections.abc import Iterator

from corridor.audit.case import Case
from corridor.audit.checks import Check, Checks, Term, exact
from corridor.audit.decisions import handling_subject
from corridor.audit.openings import opening_of
from corridor.schema.moving import Handling


def received(case: Case) -> Iterator[tuple[Handling, str, str, Term]]:
    """Yield handling row, product, period and quantity of each arrival by lane at a site with handling."""
    for shipment in case.shipments:
        flow = shipment.flow
        for number, share in shipment.arrival.shares:
            period = case.book.calendar.codes[number]
            row = case.book.handling.find(flow.to_site, flow.product, period)
            if row is not None:
                yield row, flow.product, period, (share, flow.quantity)


def check(case: Case) -> Checks:
    """Yield the rows of each depot in each period: one product, or all that share the row."""
    loads: dict[tuple[str, str], tuple[Handling, list[Term]]] = {}
    for row, product, period, term in received(case):
        subject = handling_subject(row, product)
        loads.setdefault((subject, period), (row, []))[1].append(term)
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
