"""What the page's charts draw, as plain data. The page shows every text as text, never as markup."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from typing import Any

from corridor.report.content import Content
from corridor.report.lines import GOODS_LINES, line_title
from corridor.report.money import money_text, share_out, short_money
from corridor.report.names import Names
from corridor.report.sankey import DEMAND, Chart
from corridor.report.sheet import Cell, Column, Sheet
from corridor.report.sheets_duty import duty_lines
from corridor.report.waterfall import waterfall

Data = dict[str, Any]
"""Data for one chart, ready for JSON."""


def sankey_sheet(chart: Chart, content: Content) -> Sheet:
    """Return the links of the flow chart as a table."""
    names = content.names
    links = sorted(chart.links, key=lambda link: (-link.value, link.source, link.target, link.product))
    value = share_out([link.value for link in links], names.money_unit)
    rows: tuple[tuple[Cell, ...], ...] = tuple(
        (
            names.site(link.source[0]),
            names.product(link.product),
            names.site(link.target[0]),
            "demand" if link.target[1] == DEMAND else names.product(link.target[1]),
            link.quantity,
            names.unit(link.product),
            value[i],
        )
        for i, link in enumerate(links)
    )
    columns = (
        Column("From"),
        Column("Product"),
        Column("To"),
        Column("For"),
        Column("Quantity", "quantity"),
        Column("Unit"),
        Column("Cost carried", "money", names.currency),
    )
    circular = f" {chart.circular} links of goods that run in a circle are left out." if chart.circular else ""
    note = f"A link is as wide as the cost that its goods carry when they set out.{circular}"
    return Sheet("links", "Links between sites", columns, rows, note, "Nothing moves between sites.")


def waterfall_data(printed: Mapping[str, int]) -> Data:
    """Return the steps of the waterfall in money of the currency."""
    return {
        "steps": [
            {
                "title": step.title,
                "start": step.start / 100,
                "end": step.end / 100,
                "short": short_money(step.end - step.start),
                "exact": money_text(step.end - step.start),
                "penalty": step.penalty,
            }
            for step in waterfall(printed)
        ]
    }


def landed_data(content: Content) -> list[Data]:
    """Return one chart a product: landed cost of a unit at each demand, stacked by cost line."""
    landed, names = content.landed, content.names
    products: dict[str, list[str]] = defaultdict(list)
    for site, product in landed.delivered:
        if landed.quantities[site, product] > 0:
            products[product].append(site)
    charts = []
    for product, sites in sorted(products.items()):
        parts = {
            line: [
                landed.delivered[site, product][i] * names.money_unit / landed.quantities[site, product]
                for site in sites
            ]
            for i, line in enumerate(landed.lines)
        }
        charts.append(
            {
                "product": names.product(product),
                "unit": f"{names.currency} / {names.unit(product)}",
                "sites": [names.site(site) for site in sites],
                "parts": [
                    {"title": line_title(line), "colour": GOODS_LINES.index(line) + 1, "values": values}
                    for line, values in parts.items()
                    if any(values)
                ],
            }
        )
    return charts


def duty_data(content: Content) -> Data:
    """Return duty paid by programme, split by evidence level."""
    names: Names = content.names
    amounts: dict[str, dict[str, float]] = defaultdict(lambda: defaultdict(float))
    for line in duty_lines(content.run):
        if line.paid:
            amounts[f"{line.importer} {line.programme}".strip()][line.evidence or "none"] += (
                line.paid * names.money_unit
            )
    ordered = sorted(amounts, key=lambda name: (-sum(amounts[name].values()), name))
    return {
        "programmes": ordered,
        "levels": [
            {"level": level, "values": [amounts[name].get(level, 0.0) for name in ordered]}
            for level in ("A", "B", "C", "D", "none")
            if any(level in amounts[name] for name in ordered)
        ],
    }
