"""Cost tables: by line, and landed cost of what is delivered."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from corridor.report.landed import Landed
from corridor.report.lines import cost_lines, line_title
from corridor.report.money import share_out
from corridor.report.names import Names
from corridor.report.sheet import Cell, Column, Fields, Sheet
from corridor.result.run import Run


def printed_lines(run: Run, names: Names) -> dict[str, int]:
    """Return cost line -> printed amount [cent]; the lines add up to the printed objective."""
    lines = cost_lines(run)
    return dict(zip(lines, share_out(list(lines.values()), names.money_unit), strict=True))


def cost_sheet(printed: Mapping[str, int], names: Names) -> Sheet:
    """Return the cost table."""
    total = sum(printed.values())
    rows = tuple((line_title(line), line, cents, cents / total if total else None) for line, cents in printed.items())
    columns = (
        Column("Cost line"),
        Column("Name in the tables", show="workbook"),
        Column("Amount", "money", names.currency, total="sum"),
        Column("Share of the total", "share"),
    )
    return Sheet("costs", "Cost by line", columns, rows, "The lines add up to the objective of the plan.")


def spent(costs: Sheet) -> Sheet:
    """Return the cost table without the lines that are 0."""
    return replace(costs, rows=tuple(row for row in costs.rows if row[2]) or costs.rows)


_LANDED_NOTE = (
    "Average costing: goods carry the mean cost of what they were mixed with, through every stage. Opening "
    "stock and by-products carry no cost. The lines below the deliveries are what those do not carry; all "
    "adds up to the objective."
)


def landed_sheet(landed: Landed, printed: Mapping[str, int], names: Names) -> Sheet:
    """Return what was paid for the goods of each demand, by cost line, and where the rest of the cost is.

    Each column adds up to its line of the cost table, and the totals to the objective.
    """
    keys = list(landed.delivered)
    amounts = [*landed.delivered.values(), *landed.left.values()]
    columns = [
        share_out([row[i] for row in amounts], names.money_unit, printed.get(line))
        for i, line in enumerate(landed.lines)
    ]
    outside = [line for line in landed.outside if printed[line]]
    padding = [0] * len(outside)
    parts = {line: cents + padding for line, cents in zip(landed.lines, columns, strict=True) if any(cents)}
    parts_outside = [0] * len(amounts) + [printed[line] for line in outside]
    totals = [sum(cells) for cells in zip(*parts.values(), parts_outside, strict=True)]
    rest = [None] * (len(landed.left) + len(outside))
    quantities = [landed.quantities[key] for key in keys]
    per_unit = [
        cents / 100 / units if units else None for cents, units in zip(totals[: len(keys)], quantities, strict=True)
    ]
    places = [place.capitalize() for place in landed.left] + [line_title(line) for line in outside]
    currency = names.currency
    fields: Fields = [
        (Column("Delivered to"), [*(names.site(site) for site, _ in keys), *places]),
        (Column("Site code", show="workbook"), [*(site for site, _ in keys), *rest]),
        (Column("Country"), [*(names.country(site) for site, _ in keys), *rest]),
        (Column("Product"), [*(names.product(product) for _, product in keys), *rest]),
        (Column("Quantity", "quantity"), [*quantities, *rest]),
        (Column("Unit"), [*(names.unit(product) for _, product in keys), *rest]),
        (Column("Landed cost per unit", "unit_money", currency), [*per_unit, *rest]),
        (Column("Total", "money", currency, total="sum"), totals),
        *((Column(line_title(line), "money", currency, total="sum"), cents) for line, cents in parts.items()),
        (Column("Penalties, revenue, credits", "money", currency, total="sum"), parts_outside),
    ]
    sheet = Sheet.of("landed cost", "Landed cost of what is delivered", fields, _LANDED_NOTE)
    used = [any(cells) for cells in zip(*parts.values(), parts_outside, strict=True)]
    return replace(sheet, rows=tuple(row for i, row in enumerate(sheet.rows) if i < len(keys) or used[i]))


def landed_unit_sheet(landed: Landed, names: Names) -> Sheet:
    """Return the landed cost of one delivered unit, by cost line."""
    shown = [i for i in range(len(landed.lines)) if any(row[i] for row in landed.delivered.values())]
    rows: tuple[tuple[Cell, ...], ...] = tuple(
        (
            names.site(site),
            names.country(site),
            names.product(product),
            names.unit(product),
            sum(parts) * names.money_unit / quantity,
            *(parts[i] * names.money_unit / quantity for i in shown),
        )
        for (site, product), parts in landed.delivered.items()
        if (quantity := landed.quantities[site, product]) > 0
    )
    columns = (
        Column("Delivered to"),
        Column("Country"),
        Column("Product"),
        Column("Per"),
        Column("Landed cost", "unit_money", names.currency),
        *(Column(line_title(landed.lines[i]), "unit_money", names.currency) for i in shown),
    )
    return Sheet("landed cost per unit", "Landed cost of one unit", columns, rows, "", "Nothing is delivered.")
