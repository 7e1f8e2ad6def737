"""Closing: credit only for what is there or under way at the end, and only up to its limits."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import TypeAlias

from corridor.audit.case import Case
from corridor.audit.checks import Check, Checks, Refusal, Term, column, exact
from corridor.audit.plan import key_of
from corridor.schema.results import Closing, Delivery, StockResult, Use

Place: TypeAlias = tuple[str, str]
"""Site and product."""


def check(case: Case) -> Checks:
    """Yield credits without a closing value, at another value, or above what they may be."""
    last = case.book.calendar.codes[-1]
    there, left = _there(case, last), _left(case, last)
    for row in case.plan[Closing]:
        key, place = f"closing {key_of(row)}", (row.site, row.product)
        stock = case.book.stocks.find(row.site, row.product, last)
        if stock is None or not stock.closing_value:
            yield Refusal("closing", key, "the goods have no closing value here", row.quantity)
            continue
        yield column("columns", key, "value", row.value, [(exact(stock.closing_value), 1)])
        text = "more is credited than is there or under way at the end"
        credited: Term = (1, row.quantity)
        yield Check("closing", key, text, [credited, *_times(-1, there.get(place, []))], "<=")
        if stock.closing_limit is not None:
            limit: list[Term] = [credited, (-exact(stock.closing_limit), 1)]
            yield Check("closing", key, "more is credited than closing_limit", limit, "<=")
        if stock.closing_cover_days is not None:
            cover = exact(stock.closing_cover_days) / case.book.calendar.days[-1]
            text = "more is credited than closing_cover_days of the last period's use"
            yield Check("closing", key, text, [credited, *_times(-cover, left.get(place, []))], "<=")


def _times(weight: Fraction | int, terms: list[Term]) -> list[Term]:
    """Return terms times a weight."""
    return [(weight * one, quantity) for one, quantity in terms]


def _there(case: Case, last: str) -> Mapping[Place, list[Term]]:
    """[unit] Return what is in stock at, or under way to, each site when the horizon ends."""
    found: dict[Place, list[Term]] = {}
    for row in case.plan[StockResult]:
        if row.period == last:
            found.setdefault((row.site, row.product), []).append((1, row.quantity))
    for one in case.shipments:
        if one.arrival.behind:
            place = (one.flow.to_site, one.flow.product)
            found.setdefault(place, []).append((one.arrival.behind, one.flow.quantity))
    return found


def _left(case: Case, last: str) -> Mapping[Place, list[Term]]:
    """[unit] Return what was used and delivered in the last period."""
    left = [((row.site, row.input), row.quantity) for row in case.plan[Use] if row.period == last]
    left += [((row.site, row.product), row.quantity) for row in case.plan[Delivery] if row.period == last]
    found: dict[Place, list[Term]] = {}
    for place, quantity in left:
        found.setdefault(place, []).append((1, quantity))
    return found
