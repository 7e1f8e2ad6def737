"""Balance: nothing appears and nothing vanishes.

    opening + in_transit + arrivals + bought + made + by-products + stock before
        = shipped + used + delivered + disposed + stock after

for each site, product, state and period. A table that leaves rows out shows here.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TypeAlias

from corridor.audit.case import Case
from corridor.audit.checks import Check, Checks, Term, exact
from corridor.audit.origin_state import OriginState
from corridor.schema.results import Delivery, Flow, Production, Purchase, StockResult, Use
from corridor.schema.row import EACH

Node: TypeAlias = tuple[str, str, OriginState, int]
"""Site, product, state and number of the period."""

Entry: TypeAlias = tuple[Node, Term]
"""What a row adds to (above 0) or takes from a node."""


def check(case: Case) -> Checks:
    """Yield one row for each site, product, state and period in which anything happens."""
    nodes: dict[Node, list[Term]] = {}
    for entries in (_given, _bought, _made, _moved, _left):
        for node, term in entries(case):
            nodes.setdefault(node, []).append(term)
    text = "what comes in and was there is not what goes out and stays"
    for (site, product, state, number), terms in nodes.items():
        key = f"{site} {product} {state} {case.book.calendar.codes[number]}"
        yield Check("balance", key, text, terms)


def _given(case: Case) -> Iterator[Entry]:
    """Yield opening stock, and goods that were under way when the plan began."""
    book = case.book
    for number, period in enumerate(book.calendar.codes):
        for site, product in book.stocked:
            row = book.stocks.find(site, product, period)
            if row is None:
                continue
            amount = exact(row.opening) if number == 0 else exact(0.0)
            if row.period == period or (row.period == EACH and number == 0):
                amount += exact(row.in_transit)
            if amount:
                yield (site, product, case.initial_state(row, site, product), number), (amount, 1)


def _bought(case: Case) -> Iterator[Entry]:
    """Yield purchases."""
    for row in case.plan[Purchase]:
        offer = case.book.offers[row.offer]
        number = case.book.calendar.number[row.period]
        yield (offer.site, offer.product, case.state(row.state), number), (1, row.quantity)


def _made(case: Case) -> Iterator[Entry]:
    """Yield output, by-products and inputs of production."""
    numbers = case.book.calendar.number
    for row in case.plan[Production]:
        number, state = numbers[row.period], case.state(row.state)
        yield (row.site, row.product, state, number), (1, row.quantity)
        recipe = case.recipes.get((row.process, row.alternative))
        for line in recipe.byproducts if recipe else ():
            kind = OriginState(state.general, state.special)
            share = exact(line.quantity) / recipe.per_run if recipe else exact(0.0)
            yield (row.site, line.product, kind, number), (share, row.quantity)
    for use in case.plan[Use]:
        node = (use.site, use.input, case.state(use.input_state), numbers[use.period])
        yield node, (-1, use.quantity)


def _moved(case: Case) -> Iterator[Entry]:
    """Yield departures of all flows and arrivals of those that have a lane."""
    for flow in case.plan[Flow]:
        number = case.book.calendar.number[flow.ship_period]
        yield (flow.from_site, flow.product, case.state(flow.state), number), (-1, flow.quantity)
    for shipment in case.shipments:
        flow, state = shipment.flow, case.arrived(shipment.flow)
        for number, share in shipment.arrival.shares:
            yield (flow.to_site, flow.product, state, number), (share, flow.quantity)


def _left(case: Case) -> Iterator[Entry]:
    """Yield deliveries, disposals, and stock at the end of a period, which the next one begins with."""
    numbers = case.book.calendar.number
    for row in case.plan[Delivery]:
        node = (row.site, row.product, case.state(row.state), numbers[row.period])
        yield node, (-1, row.quantity)
    for stock in case.plan[StockResult]:
        number, state = numbers[stock.period], case.state(stock.state)
        yield (stock.site, stock.product, state, number), (-1, stock.quantity)
        if stock.disposed:
            yield (stock.site, stock.product, state, number), (-1, stock.disposed)
        if number + 1 < len(numbers):
            yield (stock.site, stock.product, state, number + 1), (1, stock.quantity)
