"""Demand: delivered and short add up to what is wanted, and only what may be short is."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from corridor.audit.case import Case
from corridor.audit.checks import Check, Checks, Refusal, Term, column, exact
from corridor.audit.plan import key_of
from corridor.schema.moving import Demand
from corridor.schema.results import Delivery, Shortfall


def wanted(case: Case) -> Iterator[tuple[str, Demand, Fraction]]:
    """Yield period, row and quantity [unit] of each demand."""
    for site, product, use in dict.fromkeys((row.site, row.product, row.end_use) for row in case.book.tables[Demand]):
        for period in case.book.calendar.codes:
            row = case.book.demand.find(site, product, period, use)
            if row is not None:
                yield period, row, exact(row.quantity) * case.book.calendar.period_scale(row.per, period)


def check(case: Case) -> Checks:
    """Yield one row for each demand, and what is delivered or short where nothing is wanted."""
    delivered: dict[tuple[str, str, str, str], list[Term]] = {}
    for delivery in case.plan[Delivery]:
        key = (delivery.site, delivery.product, delivery.period, delivery.end_use)
        delivered.setdefault(key, []).append((1, delivery.quantity))
    short = {(row.site, row.product, row.period, row.end_use): row for row in case.plan[Shortfall]}
    for period, demand, quantity in wanted(case):
        key = (demand.site, demand.product, period, demand.end_use)
        yield from _met(demand, quantity, " ".join(key), delivered.pop(key, []), short.pop(key, None))
    for key, terms in delivered.items():
        text = "goods are delivered where nothing is wanted"
        yield Refusal("demand", " ".join(key), text, sum(quantity for _, quantity in terms))
    for row in short.values():
        yield Refusal("demand", f"shortfall {key_of(row)}", "nothing is wanted here", row.quantity)


def _met(demand: Demand, quantity: Fraction, key: str, delivered: list[Term], short: Shortfall | None) -> Checks:
    """Yield the rows of one demand in one period."""
    missing: list[Term] = [(1, short.quantity)] if short else []
    text = "delivered and short do not add up to the quantity wanted"
    yield Check("demand", key, text, [*delivered, *missing, (-quantity, 1)])
    if demand.shortfall_penalty is None and demand.price is None:
        yield Check("demand", key, "nothing may be short here", missing, "<=")
    if short is not None:
        yield column("columns", f"shortfall {key}", "demanded", short.demanded, [(quantity, 1)])
        penalty = exact(demand.shortfall_penalty or 0.0)
        yield column("columns", f"shortfall {key}", "cost", short.cost, [(penalty, short.quantity)])
