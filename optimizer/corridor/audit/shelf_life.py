"""Shelf life: of what is in stock when a period ends nothing is left when its days are over.

The oldest goods leave first, so that is so if as much as was in stock has left by then: shipments, use and deliveries
at an even pace through each period, disposals on whatever day it takes. What happens behind the horizon is not known.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from typing import TypeAlias

from corridor.audit.case import Case
from corridor.audit.checks import Check, Checks, Term, exact
from corridor.audit.origin_state import OriginState
from corridor.audit.plan import key_of
from corridor.schema.results import Delivery, Flow, StockResult, Use

Shelf: TypeAlias = tuple[str, str, OriginState]
"""Site, product and state: goods that nothing but their age tells apart."""


@dataclass(frozen=True)
class _Stored:
    """Goods in stock at a moment."""

    shelf: Shelf
    key: str
    quantity: float
    since: int
    """[ordinal] Day they are in stock at the beginning of."""
    days: float
    """[days] How long they keep."""


@dataclass
class _Left:
    """What left a shelf, by number of the period."""

    evenly: dict[int, list[float]] = field(default_factory=dict)
    disposed: dict[int, list[float]] = field(default_factory=dict)


def check(case: Case) -> Checks:
    """Yield a row for all goods whose shelf life ends within the horizon."""
    left = _left(case)
    periods = case.book.calendar.periods
    for stored in (*_opening(case), *_in_stock(case)):
        end = stored.since + exact(stored.days)
        if end > periods[-1].end.toordinal() + 1:
            continue
        terms: list[Term] = [(1, stored.quantity)]
        shelf = left.get(stored.shelf, _Left())
        for number, period in enumerate(periods):
            first, behind = period.start.toordinal(), period.end.toordinal() + 1
            days = min(end, Fraction(behind)) - max(stored.since, first)
            if days > 0:
                terms += [(-days / (behind - first), quantity) for quantity in shelf.evenly.get(number, ())]
                terms += [(-1, quantity) for quantity in shelf.disposed.get(number, ())]
        yield Check("stocks", stored.key, "goods stay longer than shelf_life_days", terms, "<=")


def _opening(case: Case) -> Iterator[_Stored]:
    """Yield goods with a shelf life that are on hand before the first period."""
    book = case.book
    first = book.calendar.periods[0]
    for site, product in book.stocked:
        row = book.stocks.find(site, product, first.period)
        if row is not None and row.opening and row.shelf_life_days is not None:
            state = case.initial_state(row, site, product)
            key = f"opening {site} {product} {state}"
            yield _Stored((site, product, state), key, row.opening, first.start.toordinal(), row.shelf_life_days)


def _in_stock(case: Case) -> Iterator[_Stored]:
    """Yield goods with a shelf life that are in stock when a period ends."""
    calendar = case.book.calendar
    for stock in case.plan[StockResult]:
        row = case.book.stocks.find(stock.site, stock.product, stock.period)
        if stock.quantity and row is not None and row.shelf_life_days is not None:
            shelf = (stock.site, stock.product, case.state(stock.state))
            since = calendar.periods[calendar.number[stock.period]].end.toordinal() + 1
            yield _Stored(shelf, f"stocks {key_of(stock)}", stock.quantity, since, row.shelf_life_days)


def _left(case: Case) -> Mapping[Shelf, _Left]:
    """Return what left each shelf."""
    numbers = case.book.calendar.number
    found: dict[Shelf, _Left] = {}
    evenly = [((row.from_site, row.product, row.state), row.ship_period, row.quantity) for row in case.plan[Flow]]
    evenly += [((row.site, row.input, row.input_state), row.period, row.quantity) for row in case.plan[Use]]
    evenly += [((row.site, row.product, row.state), row.period, row.quantity) for row in case.plan[Delivery]]
    for (site, product, label), period, quantity in evenly:
        shelf = found.setdefault((site, product, case.state(label)), _Left())
        shelf.evenly.setdefault(numbers[period], []).append(quantity)
    for stock in case.plan[StockResult]:
        shelf = found.setdefault((stock.site, stock.product, case.state(stock.state)), _Left())
        shelf.disposed.setdefault(numbers[stock.period], []).append(stock.disposed)
    return found
