"""Tables of the plan itself: shipments, production and purchases, row by row."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from corridor.report.lines import line_title
from corridor.report.money import share_out
from corridor.report.names import Names, Record, number_of, records, text_of
from corridor.report.sheet import Column, Fields, Sheet
from corridor.report.tidy import SMALLEST
from corridor.result.run import Run
from corridor.schema.border_option import MFN, claim_of, quota_of
from corridor.schema.results import Flow, Production, Purchase

_FLOW_LINES = {"claim_cost": "cost_claim"}
"""Columns of table flows whose cost line has another name."""
_FLOW_MONEY = ("freight", "insurance", "export_tax", "duty", "fees", "claim_cost", "carrying", "handling")


def cents_of(rows: Sequence[Record], column: str, names: Names, printed_total: int | None = None) -> list[int]:
    """Return a money column in cents; it adds up to `printed_total` where it is a breakdown of it."""
    return share_out([number_of(row[column]) or 0.0 for row in rows], names.money_unit, printed_total)


def flow_sheet(run: Run, printed: Mapping[str, int], names: Names) -> Sheet:
    """Return every shipment with what it costs. Each money column adds up to its line of the cost table."""
    flows = records(run.table(Flow))
    shown = [part for part in _FLOW_MONEY if part in run.table(Flow).columns]
    money = [cents_of(flows, part, names, printed.get(_FLOW_LINES.get(part, f"cost_{part}"))) for part in shown]
    product, start, end = (texts(flows, column) for column in ("product", "from_site", "to_site"))
    currency = names.currency
    fields: Fields = [
        (Column("Product"), [names.product(code) for code in product]),
        (Column("Product code", show="workbook"), product),
        (Column("From code", show="workbook"), start),
        (Column("From"), [names.site(code) for code in start]),
        (Column("From country"), [names.country(code) for code in start]),
        (Column("To code", show="workbook"), end),
        (Column("To"), [names.site(code) for code in end]),
        (Column("To country"), [names.country(code) for code in end]),
        (Column("Mode"), texts(flows, "mode")),
        (Column("Route", show="workbook"), texts(flows, "route")),
        (Column("Shipped in"), texts(flows, "ship_period")),
        (Column("Origin state", show="workbook"), [names.state(label) for label in texts(flows, "state")]),
        (Column("Origin"), texts(flows, "np_origin")),
        (Column("End use", show="workbook"), texts(flows, "end_use")),
        (Column("Importer"), texts(flows, "importer")),
        (Column("Preference claimed", show="workbook"), [_preference(row) for row in flows]),
        (Column("Quantity", "quantity"), numbers(flows, "quantity")),
        (Column("Unit"), [names.unit(code) for code in product]),
        (Column("Time under way", "number", "days"), numbers(flows, "transit_days")),
        (
            Column("Transaction value per unit", "unit_money", currency, show="workbook"),
            numbers(flows, "transaction_value", names.money_unit),
        ),
        (
            Column("Customs value per unit", "unit_money", currency, show="workbook"),
            numbers(flows, "customs_value", names.money_unit),
        ),
        *(
            (Column(line_title(_FLOW_LINES.get(part, f"cost_{part}")), "money", currency, total="sum"), cents)
            for part, cents in zip(shown, money, strict=True)
        ),
        (
            Column("Cost of the way", "money", currency, total="sum"),
            [sum(parts) for parts in zip(*money, strict=True)],
        ),
    ]
    return Sheet.of("flows", "Shipments", fields, empty="Nothing is shipped.")


def _preference(row: Record) -> str:
    """Return the preference claimed at the border, nothing where goods cross none."""
    option = text_of(row["option"])
    if not text_of(row["importer"]):
        return ""
    quota = quota_of(option)
    claimed = claim_of(option) or f"none ({MFN})"
    return f"{claimed}, within quota {quota}" if quota else claimed


def production_sheet(run: Run, printed: Mapping[str, int], names: Names) -> Sheet:
    """Return what is made where, with its conversion cost."""
    lots = records(run.table(Production))
    site, product = texts(lots, "site"), texts(lots, "product")
    fields: Fields = [
        (Column("Site code", show="workbook"), site),
        (Column("Site"), [names.site(code) for code in site]),
        (Column("Country"), [names.country(code) for code in site]),
        (Column("Process"), texts(lots, "process")),
        (Column("Recipe alternative", show="workbook"), texts(lots, "alternative")),
        (Column("Product"), [names.product(code) for code in product]),
        (Column("Product code", show="workbook"), product),
        (Column("Origin state"), [names.state(label) for label in texts(lots, "state")]),
        (Column("Origin rule chosen", show="workbook"), texts(lots, "rule_choice")),
        (Column("Period"), texts(lots, "period")),
        (Column("Quantity", "quantity"), numbers(lots, "quantity")),
        (Column("Unit"), [names.unit(code) for code in product]),
        (
            Column("Conversion cost", "money", names.currency, total="sum"),
            cents_of(lots, "cost", names, printed.get("cost_conversion")),
        ),
    ]
    return Sheet.of("production", "Production", fields, empty="Nothing is made.")


def purchase_sheet(run: Run, printed: Mapping[str, int], names: Names) -> Sheet:
    """Return what is bought under which offer."""
    bought = records(run.table(Purchase))
    site, product = texts(bought, "site"), texts(bought, "product")
    quantity = numbers(bought, "quantity")
    cost = cents_of(bought, "cost", names, printed.get("cost_purchase"))
    fields: Fields = [
        (Column("Offer"), texts(bought, "offer")),
        (Column("Site code", show="workbook"), site),
        (Column("Site"), [names.site(code) for code in site]),
        (Column("Country"), [names.country(code) for code in site]),
        (Column("Product"), [names.product(code) for code in product]),
        (Column("Product code", show="workbook"), product),
        (Column("Origin state"), [names.state(label) for label in texts(bought, "state")]),
        (Column("Period"), texts(bought, "period")),
        (Column("Quantity", "quantity"), quantity),
        (Column("Unit"), [names.unit(code) for code in product]),
        (
            Column("Price per unit", "unit_money", names.currency),
            [
                None if paid is None or not units or units < SMALLEST else paid / units
                for paid, units in zip(numbers(bought, "cost", names.money_unit), quantity, strict=True)
            ],
        ),
        (Column("Cost", "money", names.currency, total="sum"), cost),
    ]
    return Sheet.of("purchases", "Purchases", fields, empty="Nothing is bought.")


def texts(rows: Sequence[Record], column: str) -> list[str]:
    """Return a column as text."""
    return [text_of(row[column]) for row in rows]


def numbers(rows: Sequence[Record], column: str, times: float = 1.0) -> list[float | None]:
    """Return a column as numbers, each multiplied; None where a cell is empty."""
    found = [number_of(row[column]) for row in rows]
    return [None if number is None else number * times for number in found]
