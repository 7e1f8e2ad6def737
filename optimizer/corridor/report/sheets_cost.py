"""Cost tables: by line, and landed cost of what is delivered."""

from __future__ import annotations

from collections.abc import Mapping

from corridor.report.landed import Landed
from corridor.report.lines import cost_lines, line_title
from corridor.report.money import share_out
from corridor.report.names import Names
from corridor.report.sheet import Cell, Column, Sheet
from corridor.result.run import Run


def printed_lines(run: Run, names: Names) -> dict[str, int]:
    """Return cost line -> printed amount [cent]; the lines add up to the printed objective."""
    lines = cost_lines(run)
    return dict(zip(lines, share_out(list(lines.values()), names.money_unit), strict=True))


def cost_sheet(printed: Mapping[str, int], names: Names) -> Sheet:
    """Return the cost table."""
    total = sum(printed.values())
    rows = tuple(
        (line_title(line), line, cents, cents / total if total else None) for line, cents in printed.items()
    )
    columns = (
        Column("Cost line"), Column("Name in the tables", show="workbook"),
        Column("Amount", "money", names.currency, total="sum"), Column("Share of the total", "share"),
    )
    return Sheet("costs", "Cost by line", columns, rows, "The lines add up to the objective of the plan.")


def landed_sheet(landed: Landed, printed: Mapping[str, int], names: Names) -> Sheet:
    """Return what was paid for the goods of each demand, by cost line, and where the rest of the cost is.

    Each column adds up to its line of the cost table, and the totals to the objective.
    """
    keys = list(landed.delivered)
    left = list(landed.left)
    amounts = [landed.delivered[key] for key in keys] + [landed.left[place] for place in left]
    cents = [
        share_out([row[i] for row in amounts], names.money_unit, printed.get(line))
        for i, line in enumerate(landed.lines)
    ]
    shown = [i for i in range(len(landed.lines)) if any(cents[i])]
    rows: list[tuple[Cell, ...]] = []
    for r, (site, product) in enumerate(keys):
        quantity = landed.quantities[site, product]
        parts = [cents[i][r] for i in shown]
        rows.append((
            names.site(site), site, names.country(site), names.product(product), quantity, names.unit(product),
            sum(parts) / 100 / quantity if quantity > 0 else None, *parts, 0, sum(parts),
        ))
    for r, place in enumerate(left, start=len(keys)):
        parts = [cents[i][r] for i in shown]
        if any(parts):
            rows.append((place.capitalize(), None, None, None, None, None, None, *parts, 0, sum(parts)))
    for line in landed.outside:
        if printed[line]:
            rows.append((
                line_title(line), None, None, None, None, None, None, *([0] * len(shown)), printed[line],
                printed[line],
            ))
    columns = (
        Column("Delivered to"), Column("Site code", show="workbook"), Column("Country"), Column("Product"),
        Column("Quantity", "quantity"), Column("Unit"), Column("Landed cost per unit", "unit_money", names.currency),
        *(Column(line_title(landed.lines[i]), "money", names.currency, total="sum") for i in shown),
        Column("Penalties, revenue, credits", "money", names.currency, total="sum"),
        Column("Total", "money", names.currency, total="sum"),
    )
    return Sheet(
        "landed cost", "Landed cost of what is delivered", columns, tuple(rows),
        "Average costing: goods carry the mean cost of what they were mixed with, through every tier. Opening stock "
        "and by-products carry no cost. The lines below the deliveries are what deliveries do not carry; all of it "
        "adds up to the objective.",
        "Nothing is delivered.",
    )


def landed_unit_sheet(landed: Landed, names: Names) -> Sheet:
    """Return the landed cost of one delivered unit, by cost line."""
    shown = [i for i in range(len(landed.lines)) if any(row[i] for row in landed.delivered.values())]
    rows = tuple(
        (
            names.site(site), names.country(site), names.product(product), names.unit(product),
            *(parts[i] * names.money_unit / quantity for i in shown), sum(parts) * names.money_unit / quantity,
        )
        for (site, product), parts in landed.delivered.items() if (quantity := landed.quantities[site, product]) > 0
    )
    columns = (
        Column("Delivered to"), Column("Country"), Column("Product"), Column("Per"),
        *(Column(line_title(landed.lines[i]), "unit_money", names.currency) for i in shown),
        Column("Landed cost", "unit_money", names.currency),
    )
    return Sheet("landed cost per unit", "Landed cost of one unit", columns, rows, "", "Nothing is delivered.")
