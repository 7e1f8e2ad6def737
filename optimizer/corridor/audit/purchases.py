"""Purchases by offer and window, and the bounds that hold for them."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from corridor.audit.calendar import Calendar
from corridor.audit.case import Case
from corridor.audit.checks import Term, exact
from corridor.schema.results import Purchase
from corridor.schema.row import EACH
from corridor.schema.supply import Offer


def bought(case: Case, per: str | None = None) -> Mapping[tuple[str, str], list[Term]]:
    """Return the purchases of each offer and window, by the offer's own `per` or by another one."""
    found: dict[tuple[str, str], list[Term]] = {}
    for row in case.plan[Purchase]:
        window = case.book.calendar.window(row.period, per or case.book.offers[row.offer].per)
        found.setdefault((row.offer, window), []).append((1, row.quantity))
    return found


def remaining(calendar: Calendar, offer: Offer, period: str) -> Fraction:
    """[1] Return the part of a period on which goods can be had."""
    if offer.available_from is None:
        return Fraction(1)
    number = calendar.number[period]
    row = calendar.periods[number]
    begin = max(offer.available_from, row.start)
    return Fraction(max(0, (row.end - begin).days + 1), calendar.days[number])


def most(case: Case, offer: Offer, window: str) -> Fraction | None:
    """[unit] Return the largest quantity of a window, or None if there is no bound."""
    if offer.max_quantity is None:
        return None
    calendar = case.book.calendar
    part = remaining(calendar, offer, window) if offer.per == "period" else Fraction(1)
    return exact(offer.max_quantity) * calendar.scale(offer.per, window) * part


def least(case: Case, offer: Offer, window: str) -> Fraction:
    """[unit] Return the least quantity of a window in which anything is bought."""
    return exact(offer.min_quantity) * case.book.calendar.scale(offer.per, window)


def start(case: Case, offer: Offer, window: str) -> Fraction:
    """[unit] Return where an incremental tier begins in a window: where the one before ends."""
    part = remaining(case.book.calendar, offer, window) if offer.per == "period" else Fraction(1)
    return least(case, offer, window) * part


def holds_in(case: Case, offer: Offer, window: str) -> bool:
    """Return whether an offer is made in some period of a window."""
    return offer.period == EACH or offer.period in case.book.calendar.windows(offer.per).get(window, ())
