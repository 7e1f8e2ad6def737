"""Costs: every line recomputed from quantities and tables; the lines add up to the objective."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from corridor.audit.case import Case
from corridor.audit.checks import COST_TOLERANCE, Check, Checks, Refusal, Term, exact
from corridor.audit.columns import conversion_cost, stock_cost
from corridor.audit.demand import wanted
from corridor.audit.handling import handling_cost
from corridor.schema.results import (
    Closing,
    CostLine,
    Delivery,
    LimitResult,
    Opening,
    Production,
    Purchase,
    Shortfall,
    StockResult,
)


def check(case: Case) -> Checks:
    """Yield one check for each cost line and one for their sum."""
    stored = {row.line: row.amount for row in case.plan[CostLine]}
    for line in stored.keys() - LINES.keys():
        yield Refusal("costs", line, "no cost line has this name", stored[line])
    for line, terms in LINES.items():
        text = "the cost line is not what quantities and tables give"
        found: list[Term] = [(-1, stored.get(line, 0.0)), *terms(case)]
        yield Check("costs", line, text, found, "=", COST_TOLERANCE)
    total: list[Term] = [(-1, case.objective), *((1, amount) for amount in stored.values())]
    yield Check("costs", "objective", "the cost lines do not add up to the objective", total, "=", COST_TOLERANCE)


def _purchase(case: Case) -> list[Term]:
    return [(exact(case.book.offers[row.offer].unit_cost), row.quantity) for row in case.plan[Purchase]]


def _conversion(case: Case) -> list[Term]:
    return [(conversion_cost(case, row), row.quantity) for row in case.plan[Production]]


def _decided(case: Case, *kinds: str) -> list[Term]:
    """[money] Return fixed, opening and closing costs of decisions of some kinds."""
    terms: list[Term] = []
    for row in case.plan[Opening]:
        price = case.decisions.price(row)
        if row.kind in kinds and price is not None:
            terms += [(price.fixed, row.open), (price.opening, row.opened), (price.closing, row.closed)]
    return terms


def _handling(case: Case) -> list[Term]:
    return [(handling_cost(case, one), one.flow.quantity) for one in case.shipments]


def _stock(case: Case) -> list[Term]:
    return [(stock_cost(case, row), row.quantity) for row in case.plan[StockResult]]


def _disposal(case: Case) -> list[Term]:
    return [
        (exact(case.book.products[row.product].disposal_cost or 0.0), row.disposed) for row in case.plan[StockResult]
    ]


def _shortfall(case: Case) -> list[Term]:
    penalties = {
        (row.site, row.product, period, row.end_use): exact(row.shortfall_penalty or 0.0)
        for period, row, _ in wanted(case)
    }
    return [
        (penalties.get((row.site, row.product, row.period, row.end_use), 0), row.quantity)
        for row in case.plan[Shortfall]
    ]


def _revenue(case: Case) -> list[Term]:
    prices = {(row.site, row.product, period, row.end_use): exact(row.price or 0.0) for period, row, _ in wanted(case)}
    return [
        (-prices.get((row.site, row.product, row.period, row.end_use), exact(0.0)), row.quantity)
        for row in case.plan[Delivery]
    ]


def _limit(case: Case) -> list[Term]:
    return [(exact(case.book.limits[row.limit].price or 0.0), row.excess) for row in case.plan[LimitResult]]


def _closing(case: Case) -> list[Term]:
    last = case.book.calendar.codes[-1]
    terms: list[Term] = []
    for row in case.plan[Closing]:
        stock = case.book.stocks.find(row.site, row.product, last)
        terms.append((-exact(stock.closing_value) if stock else 0, row.quantity))
    return terms


LINES: Mapping[str, Callable[[Case], list[Term]]] = {
    "cost_purchase": _purchase,
    "cost_purchase_fixed": lambda case: _decided(case, "offer", "tooling"),
    "cost_conversion": _conversion,
    "cost_opening": lambda case: _decided(case, "capability", "handling"),
    "cost_freight": lambda case: [(one.unit.freight, one.flow.quantity) for one in case.shipments],
    "cost_lane_fixed": lambda case: _decided(case, "lane"),
    "cost_insurance": lambda case: [(one.unit.insurance, one.flow.quantity) for one in case.shipments],
    "cost_export_tax": lambda case: [(one.unit.export_tax, one.flow.quantity) for one in case.shipments],
    "cost_duty": lambda case: [(one.unit.duty, one.flow.quantity) for one in case.shipments],
    "cost_fees": lambda case: [(one.fees.paid, one.flow.quantity) for one in case.shipments],
    "cost_claim": lambda case: [(one.unit.claim_cost, one.flow.quantity) for one in case.shipments],
    "cost_handling": _handling,
    "cost_carrying": lambda case: [(one.unit.carrying, one.flow.quantity) for one in case.shipments],
    "cost_stock": _stock,
    "cost_disposal": _disposal,
    "cost_shortfall": _shortfall,
    "cost_limit": _limit,
    "cost_credit": lambda case: [(-case.contents.credit(lot), lot.quantity) for lot in case.plan[Production]],
    "cost_revenue": _revenue,
    "cost_closing": _closing,
}
"""Cost line -> its terms [money]."""
