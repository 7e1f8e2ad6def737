"""Tables of the plan by stage: site by site, and in one line for each product."""

from __future__ import annotations

from corridor.report.names import Names
from corridor.report.plan_lines import PlanLine
from corridor.report.sheet import Cell, Column, Sheet
from corridor.report.stages import Stages


def plan_by_stage(lines: list[PlanLine], names: Names, stages: Stages) -> Sheet:
    """Return what is bought, made and delivered where, over the whole horizon, with shares of the product."""
    rows: tuple[tuple[Cell, ...], ...] = tuple(
        (
            line.stage,
            stages.titles.get(line.stage, "Demand"),
            line.activity,
            names.product(line.product),
            site,
            names.site(site),
            names.country(site),
            quantity,
            names.unit(line.product),
            quantity / line.quantity,
        )
        for line in lines
        for site, quantity in line.sites
    )
    columns = (
        Column("Stage", "count"),
        Column("Stage name"),
        Column("Activity"),
        Column("Product"),
        Column("Site code", show="workbook"),
        Column("Site"),
        Column("Country"),
        Column("Quantity", "quantity"),
        Column("Unit"),
        Column("Share", "share"),
    )
    note = "Quantities over the whole horizon, in the unit of the line; the share is that of the site in its product."
    return Sheet("plan by stage", "The plan by stage", columns, rows, note, "The plan does nothing.")
