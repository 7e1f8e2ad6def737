"""Everything a report shows, computed once and shared by workbook, page, terminal and JSON."""

from __future__ import annotations

from dataclasses import dataclass, replace

from corridor.report.denied_claims import denied_sheet
from corridor.report.disclaimer import disclaimer
from corridor.report.landed import Landed, landed_costs
from corridor.report.names import Names
from corridor.report.origin_book import OriginBook
from corridor.report.plan_lines import PlanLine, plan_lines
from corridor.report.sheet import Sheet
from corridor.report.sheets_about import assumption_sheet, solver_sheet, summary_sheet, title_of
from corridor.report.sheets_bounds import binding_sheet, capacity_sheet, limit_sheet
from corridor.report.sheets_claims import claim_sheet, gap_sheet
from corridor.report.sheets_cost import cost_sheet, landed_sheet, landed_unit_sheet, printed_lines
from corridor.report.sheets_demand import demand_sheet
from corridor.report.sheets_duty import duty_sheet
from corridor.report.sheets_fees import fee_sheet
from corridor.report.sheets_openings import opening_sheet
from corridor.report.sheets_plan import flow_sheet, production_sheet, purchase_sheet
from corridor.report.sheets_quotas import quota_sheet
from corridor.report.sheets_stages import plan_by_stage
from corridor.report.sheets_stock import stock_sheet
from corridor.report.stages import Stages
from corridor.report.tidy import tidied
from corridor.result.run import Run

NO_PLAN = "No plan, so nothing to show."
"""What stands in place of every table of a plan where there is none."""

_ABOUT = ("summary", "assumptions", "solver")
"""Sheets that say something without a plan."""


@dataclass(frozen=True)
class Content:
    """The tables of a report and what they were made of."""

    run: Run
    title: str
    disclaimer: str
    names: Names
    stages: Stages
    landed: Landed
    printed: dict[str, int]
    """Cost line -> amount [cent] as printed."""
    lines: tuple[PlanLine, ...]
    """The plan, a line for each product."""
    sheets: tuple[Sheet, ...]
    """In the order of the workbook."""

    @staticmethod
    def of(run: Run) -> Content:
        """Return the content of the report on a run."""
        names = Names.of(run)
        stages = Stages.of(run, names)
        lines = plan_lines(run, stages)
        landed = landed_costs(run)
        printed, book = printed_lines(run, names), OriginBook(run, names)
        sheets: tuple[Sheet, ...] = (
            summary_sheet(run, names),
            cost_sheet(printed, names),
            demand_sheet(run, printed, names),
            plan_by_stage(lines, names, stages),
            opening_sheet(run, printed, names),
            flow_sheet(run, printed, names),
            production_sheet(run, printed, names),
            purchase_sheet(run, printed, names),
            stock_sheet(run, printed, names),
            landed_sheet(landed, printed, names),
            landed_unit_sheet(landed, names),
            duty_sheet(run, printed, names),
            fee_sheet(run, printed, names),
            quota_sheet(run, names),
            claim_sheet(book, printed),
            gap_sheet(book),
            denied_sheet(run, names),
            capacity_sheet(run, names),
            limit_sheet(run, printed, names),
            binding_sheet(run, names),
            assumption_sheet(run),
            solver_sheet(run),
        )
        if not printed:
            sheets = tuple(sheet if sheet.name in _ABOUT else _untold(sheet) for sheet in sheets)
        sheets = tuple(tidied(sheet) for sheet in sheets)
        return Content(run, title_of(run), disclaimer(run), names, stages, landed, printed, tuple(lines), sheets)

    @property
    def has_plan(self) -> bool:
        """Whether there is a plan to report on."""
        return bool(self.printed)

    def told(self, sheet: Sheet) -> Sheet:
        """Return a sheet of the plan as it may be shown: without dust, and without a word if there is no plan."""
        return tidied(sheet) if self.has_plan else _untold(sheet)

    def sheet(self, name: str) -> Sheet:
        """Return a sheet by its name."""
        return next(sheet for sheet in self.sheets if sheet.name == name)


def _untold(sheet: Sheet) -> Sheet:
    return replace(sheet, rows=(), note="", empty=NO_PLAN)
