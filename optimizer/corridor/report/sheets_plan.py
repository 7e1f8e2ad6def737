"""Tables of the plan itself: shipments, production and purchases, row by row."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from corridor.report.lines import line_title
from corridor.report.money import share_out
from corridor.report.names import Names, Record, number_of, records, text_of
from corridor.report.sheet import Cell, Column, Sheet
from corridor.result.run import Run
from corridor.schema.results import Flow, Production, Purchase

_FLOW_MONEY = ("freight", "insurance", "export_tax", "duty", "carrying", "handling")


def cents_of(rows: Sequence[Record], column: str, names: Names, printed_total: int | None = None) -> list[int]:
    """Return a money column in cents; it adds up to `printed_total` where it is a breakdown of it."""
    return share_out([number_of(row[column]) or 0.0 for row in rows], names.money_unit, printed_total)


def flow_sheet(run: Run, printed: Mapping[str, int], names: Names) -> Sheet:
    """Return every shipment with what it costs. Each money column adds up to its line of the cost table."""
    flows = records(run.table(Flow))
    shown = [part for part in _FLOW_MONEY if part in run.table(Flow).columns]
    money = [cents_of(flows, part, names, printed.get(f"cost_{part}")) for part in shown]
    rows: list[tuple[Cell, ...]] = []
    for r, row in enumerate(flows):
        start, end, product = text_of(row["from_site"]), text_of(row["to_site"]), text_of(row["product"])
        parts = [column[r] for column in money]
        rows.append((
            names.product(product), product, start, names.site(start), names.country(start), end, names.site(end),
            names.country(end), text_of(row["mode"]), text_of(row["route"]), text_of(row["ship_period"]),
            text_of(row["state"]), text_of(row["np_origin"]), text_of(row["end_use"]), text_of(row["importer"]),
            text_of(row["option"]), number_of(row["quantity"]), names.unit(product), number_of(row["transit_days"]),
            _per_unit(row, "transaction_value", names), _per_unit(row, "customs_value", names), *parts, sum(parts),
        ))
    columns = (
        Column("Product"), Column("Product code", show="workbook"), Column("From code", show="workbook"),
        Column("From"), Column("From country"), Column("To code", show="workbook"), Column("To"),
        Column("To country"), Column("Mode"), Column("Route", show="workbook"), Column("Shipped in"),
        Column("Origin state", show="workbook"), Column("Origin"), Column("End use", show="workbook"),
        Column("Importer"), Column("Preference claimed", show="workbook"), Column("Quantity", "quantity"),
        Column("Unit"), Column("Time under way", "number", "days"),
        Column("Transaction value per unit", "unit_money", names.currency, show="workbook"),
        Column("Customs value per unit", "unit_money", names.currency, show="workbook"),
        *(Column(line_title(f"cost_{part}"), "money", names.currency, total="sum") for part in shown),
        Column("Cost of the way", "money", names.currency, total="sum"),
    )
    return Sheet("flows", "Shipments", columns, tuple(rows), "", "Nothing is shipped.")


def production_sheet(run: Run, printed: Mapping[str, int], names: Names) -> Sheet:
    """Return what is made where, with its conversion cost."""
    lots = records(run.table(Production))
    money = cents_of(lots, "cost", names, printed.get("cost_conversion"))
    rows = tuple(
        (
            text_of(row["site"]), names.site(text_of(row["site"])), names.country(text_of(row["site"])),
            text_of(row["process"]), text_of(row["alternative"]), names.product(text_of(row["product"])),
            text_of(row["product"]), text_of(row["state"]), text_of(row["rule_choice"]), text_of(row["period"]),
            number_of(row["quantity"]), names.unit(text_of(row["product"])), cents,
        )
        for row, cents in zip(lots, money, strict=True)
    )
    columns = (
        Column("Site code", show="workbook"), Column("Site"), Column("Country"), Column("Process"),
        Column("Recipe alternative", show="workbook"), Column("Product"), Column("Product code", show="workbook"),
        Column("Origin state"), Column("Origin rule chosen", show="workbook"), Column("Period"),
        Column("Quantity", "quantity"), Column("Unit"),
        Column("Conversion cost", "money", names.currency, total="sum"),
    )
    return Sheet("production", "Production", columns, rows, "", "Nothing is made.")


def purchase_sheet(run: Run, printed: Mapping[str, int], names: Names) -> Sheet:
    """Return what is bought under which offer."""
    bought = records(run.table(Purchase))
    money = cents_of(bought, "cost", names, printed.get("cost_purchase"))
    rows: list[tuple[Cell, ...]] = []
    for row, cents in zip(bought, money, strict=True):
        quantity = number_of(row["quantity"]) or 0.0
        rows.append((
            text_of(row["offer"]), text_of(row["site"]), names.site(text_of(row["site"])),
            names.country(text_of(row["site"])), names.product(text_of(row["product"])), text_of(row["product"]),
            text_of(row["state"]), text_of(row["period"]), quantity, names.unit(text_of(row["product"])),
            cents / 100 / quantity if quantity > 0 else None, cents,
        ))
    columns = (
        Column("Offer"), Column("Site code", show="workbook"), Column("Site"), Column("Country"), Column("Product"),
        Column("Product code", show="workbook"), Column("Origin state"), Column("Period"),
        Column("Quantity", "quantity"), Column("Unit"), Column("Price per unit", "unit_money", names.currency),
        Column("Cost", "money", names.currency, total="sum"),
    )
    return Sheet("purchases", "Purchases", columns, tuple(rows), "", "Nothing is bought.")


def _per_unit(row: Record, column: str, names: Names) -> float | None:
    value = number_of(row[column])
    return None if value is None else value * names.money_unit
