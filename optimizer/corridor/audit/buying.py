"""Buying: offers within their bounds, orders whole and not too small, nothing before it can be had."""

from __future__ import annotations

from collections.abc import Mapping

from corridor.audit.calendar import HORIZON
from corridor.audit.case import Case
from corridor.audit.checks import Check, Checks, Refusal, Term, exact
from corridor.audit.decisions import offer_decides
from corridor.audit.openings import opening_of
from corridor.audit.plan import key_of
from corridor.audit.purchases import bought, least, most, remaining
from corridor.schema.results import OrderLots, Purchase
from corridor.schema.row import EACH
from corridor.schema.supply import Offer


def check(case: Case) -> Checks:
    """Yield the rows of each offer; the tiers of schedules are checked in `tiers`."""
    yield from _availability(case)
    windows = bought(case)
    decided = {(key[1], key[2]) for key in case.decisions.rows if key[0] == "offer"}
    for name, window in sorted(windows.keys() | decided):
        offer = case.book.offers.get(name)
        if offer is not None and window in case.book.calendar.windows(offer.per):
            yield from _window(case, offer, window, windows.get((name, window), []))
    for (name, _), terms in bought(case, "horizon").items():
        yield from _tooling(case, case.book.offers[name], terms)
    yield from _orders(case, bought(case, "period"))
    yield from _lots(case, bought(case, "period"))


def _availability(case: Case) -> Checks:
    """Yield purchases in periods in which the offer does not hold or the goods cannot be had."""
    for row in case.plan[Purchase]:
        offer = case.book.offers[row.offer]
        key = f"purchases {key_of(row)}"
        if offer.period not in (EACH, row.period):
            yield Refusal("buying", key, f"the offer holds in {offer.period} only", row.quantity)
        if row.quantity and not remaining(case.book.calendar, offer, row.period):
            text = f"the goods can be had from {offer.available_from} only"
            yield Refusal("buying", key, text, row.quantity)


def _window(case: Case, offer: Offer, window: str, terms: list[Term]) -> Checks:
    """Yield the bounds of an offer in a window."""
    key, is_open = f"{offer.offer} {window}", 1
    if offer_decides(offer) or ("offer", offer.offer, window) in case.decisions.rows:
        is_open = case.decisions.is_open("offer", offer.offer, window)
        total = sum(quantity for _, quantity in terms)
        yield from opening_of(case, "offer", offer.offer, window, total)
    if not is_open and terms:
        yield Check("buying", key, "goods are bought while the offer is not used", terms, "<=")
    if offer.schedule:
        return
    largest = most(case, offer, window)
    if largest is not None:
        text = "more is bought than max_quantity"
        yield Check("buying", key, text, [*terms, (-largest, is_open)], "<=")
    if offer.min_quantity and is_open:
        needed: list[Term] = [(least(case, offer, window), 1), *((-one, quantity) for one, quantity in terms)]
        yield Check("buying", key, "less is bought than min_quantity", needed, "<=")


def _tooling(case: Case, offer: Offer, terms: list[Term]) -> Checks:
    """Yield that nothing is bought under an offer whose tooling is not paid."""
    if not offer.tooling:
        return
    name = offer.tooling_group or offer.offer
    yield from opening_of(case, "tooling", name, HORIZON, sum(quantity for _, quantity in terms))
    if not case.decisions.is_open("tooling", name, HORIZON):
        yield Check("buying", f"{offer.offer} tooling", "goods are bought and tooling is not paid", terms, "<=")


def _orders(case: Case, by_period: Mapping[tuple[str, str], list[Term]]) -> Checks:
    """Yield that the orders of a period are none, or each at least the order minimum."""
    decided = {(key[1], key[2]) for key in case.decisions.rows if key[0] == "order"}
    for name, period in sorted(by_period.keys() | decided):
        offer = case.book.offers.get(name)
        if offer is None or not offer.order_minimum or period not in case.book.calendar.number:
            continue
        terms, key = by_period.get((name, period), []), f"{name} {period}"
        yield from opening_of(case, "order", name, period, sum(quantity for _, quantity in terms))
        if not case.decisions.is_open("order", name, period):
            yield Check("buying", key, "goods are bought without an order", terms, "<=")
            continue
        smallest = exact(offer.order_minimum) * offer.orders_per_period
        needed: list[Term] = [(smallest, 1), *((-one, quantity) for one, quantity in terms)]
        yield Check("buying", key, "the orders of the period are below the order minimum", needed, "<=")


def _lots(case: Case, by_period: Mapping[tuple[str, str], list[Term]]) -> Checks:
    """Yield that the quantity of a period is a whole number of order multiples."""
    lots = {(row.offer, row.period): row for row in case.plan[OrderLots]}
    for name, period in sorted(by_period.keys() | lots.keys()):
        multiple = case.book.offers[name].order_multiple
        row = lots.get((name, period))
        if multiple is None:
            if row is not None:
                text = "the offer has no order multiple"
                yield Refusal("buying", f"order_lots {name} {period}", text, row.lots)
            continue
        terms = [*by_period.get((name, period), []), (-exact(multiple), row.lots if row else 0)]
        text = "the quantity of the period is not this many order multiples"
        yield Check("buying", f"{name} {period}", text, terms)
