"""Tables of goods in store."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping

from corridor.report.money import share_out
from corridor.report.names import Names, number_of, records, text_of
from corridor.report.sheet import Cell, Column, Fields, Sheet
from corridor.report.sheets_plan import numbers, texts
from corridor.report.tidy import SMALLEST
from corridor.report.timing import Timing
from corridor.result.run import Run
from corridor.schema.results import StockResult

_DUST = 1e-6
"""[1] Stock below this part of the largest of its product is rounding of the solver."""


def stock_sheet(run: Run, printed: Mapping[str, int], names: Names) -> Sheet:
    """Return what is in store at the end of each period, by origin state, and what was disposed of in it."""
    rows = records(run.table(StockResult))
    total = printed.get("cost_stock", 0) + printed.get("cost_disposal", 0)
    cents = share_out([number_of(row["cost"]) or 0.0 for row in rows], names.money_unit, total)
    least = _least(run)
    kept = [
        i
        for i, row in enumerate(rows)
        if cents[i]
        or max(number_of(row["quantity"]) or 0.0, number_of(row["disposed"]) or 0.0) > least[text_of(row["product"])]
    ]
    rows, cents = [rows[i] for i in kept], [cents[i] for i in kept]
    site, product = texts(rows, "site"), texts(rows, "product")
    fields: Fields = [
        (Column("Site code", show="workbook"), site),
        (Column("Site"), [names.site(code) for code in site]),
        (Column("Country"), [names.country(code) for code in site]),
        (Column("Product"), [names.product(code) for code in product]),
        (Column("Product code", show="workbook"), product),
        (Column("Origin state"), [names.state(label) for label in texts(rows, "state")]),
        (Column("Period"), texts(rows, "period")),
        (Column("In store at the end", "quantity"), numbers(rows, "quantity")),
        (Column("Disposed of", "quantity"), numbers(rows, "disposed")),
        (Column("Unit"), [names.unit(code) for code in product]),
        (Column("Storage, capital, disposal", "money", names.currency, total="sum"), cents),
    ]
    return Sheet.of("stocks", "Stocks", fields, empty="Nothing is kept in store.")


def stock_by_period(run: Run, names: Names) -> Sheet:
    """Return what is in store at the end of each period, a column a period, all origins together."""
    periods = Timing.of(run).codes
    least = _least(run)
    sums: dict[tuple[str, str], list[float]] = defaultdict(lambda: [0.0] * len(periods))
    for row in records(run.table(StockResult)):
        period = periods.index(text_of(row["period"]))
        sums[text_of(row["site"]), text_of(row["product"])][period] += number_of(row["quantity"]) or 0.0
    rows: tuple[tuple[Cell, ...], ...] = tuple(
        (names.site(site), names.product(product), *stock, names.unit(product))
        for (site, product), stock in sorted(sums.items())
        if max(stock) > least[product]
    )
    columns = (Column("Site"), Column("Product"), *(Column(code, "quantity") for code in periods), Column("Unit"))
    note = "At the end of each period, goods of all origins together; the workbook has the origins and the cost."
    return Sheet("stock by period", "Stock at the end of each period", columns, rows, note, "Nothing is kept in store.")


def _least(run: Run) -> dict[str, float]:
    """Return product -> quantity [unit] up to which stock is rounding."""
    largest: dict[str, float] = defaultdict(float)
    for row in records(run.table(StockResult)):
        product = text_of(row["product"])
        largest[product] = max(largest[product], number_of(row["quantity"]) or 0.0, number_of(row["disposed"]) or 0.0)
    return {product: max(SMALLEST, _DUST * quantity) for product, quantity in largest.items()}
