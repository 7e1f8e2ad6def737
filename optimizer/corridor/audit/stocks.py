"""Stocks: goods lie only where they may, between the bounds; only what may be disposed of is."""

from __future__ import annotations

from corridor.audit.case import Case
from corridor.audit.checks import Check, Checks, Refusal, Term, exact
from corridor.audit.plan import key_of
from corridor.schema.results import StockResult


def check(case: Case) -> Checks:
    """Yield forbidden stocks and disposals, and the bounds of each site, product and period."""
    book = case.book
    totals: dict[tuple[str, str, str], list[Term]] = {}
    for row in case.plan[StockResult]:
        totals.setdefault((row.site, row.product, row.period), []).append((1, row.quantity))
        key = f"stocks {key_of(row)}"
        if row.quantity and book.stores(row.site, row.product, row.period) is None:
            yield Refusal("stocks", key, "nothing can be stored here", row.quantity)
        if row.disposed and book.products[row.product].disposal_cost is None:
            yield Refusal("stocks", key, "the product cannot be disposed of", row.disposed)
    for period in book.calendar.codes:
        for site, product in book.stocked:
            stock = book.stores(site, product, period)
            if stock is None:
                continue
            key, terms = f"{site} {product} {period}", totals.get((site, product, period), [])
            if stock.max_quantity is not None and terms:
                limit: list[Term] = [*terms, (-exact(stock.max_quantity), 1)]
                yield Check("stocks", key, "more is in stock than max_quantity", limit, "<=")
            if stock.min_quantity:
                least: list[Term] = [(exact(stock.min_quantity), 1), *((-1, q) for _, q in terms)]
                yield Check("stocks", key, "less is in stock than min_quantity", least, "<=")
