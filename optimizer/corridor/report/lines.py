"""The lines of the cost table: which follow the goods, and what people call them."""

from __future__ import annotations

from corridor.report.names import number_of, records, text_of
from corridor.result.run import Run
from corridor.schema.results import CostLine

GOODS_LINES: tuple[str, ...] = (
    "cost_purchase",
    "cost_purchase_fixed",
    "cost_conversion",
    "cost_opening",
    "cost_freight",
    "cost_lane_fixed",
    "cost_insurance",
    "cost_export_tax",
    "cost_duty",
    "cost_fees",
    "cost_claim",
    "cost_handling",
    "cost_carrying",
    "cost_stock",
    "cost_disposal",
)
"""Lines that goods carry with them: the parts of a landed cost, in the order in which they come up."""

OUTSIDE_LINES: tuple[str, ...] = ("cost_shortfall", "cost_limit", "cost_revenue", "cost_credit", "cost_closing")
"""Lines that belong to the plan and not to goods: penalties, revenue, credits."""

PENALTY_LINES: tuple[str, ...] = ("cost_shortfall", "cost_limit")
"""Lines that are no spending but the price of what the plan fails to do."""

_TITLES = {
    "cost_purchase": "Purchases",
    "cost_purchase_fixed": "Fixed cost of offers, tooling",
    "cost_conversion": "Conversion",
    "cost_opening": "Fixed cost of sites and processes",
    "cost_freight": "Freight",
    "cost_lane_fixed": "Fixed cost of lanes",
    "cost_insurance": "Insurance",
    "cost_export_tax": "Export tax",
    "cost_duty": "Import duty",
    "cost_fees": "Fees on entries",
    "cost_claim": "Proofs of origin",
    "cost_handling": "Handling",
    "cost_carrying": "Capital in goods under way",
    "cost_stock": "Storage and capital in stock",
    "cost_disposal": "Disposal",
    "cost_shortfall": "Shortfall penalties",
    "cost_limit": "Price of broken soft limits",
    "cost_revenue": "Revenue",
    "cost_credit": "Credits of content rules",
    "cost_closing": "Closing value of goods left",
}


def line_title(line: str) -> str:
    """Return what people call a cost line."""
    return _TITLES.get(line, line.removeprefix("cost_").replace("_", " ").capitalize())


def cost_lines(run: Run) -> dict[str, float]:
    """Return cost line -> amount [money], in reading order; lines that are not known by name come last."""
    amounts = {text_of(row["line"]): number_of(row["amount"]) or 0.0 for row in records(run.table(CostLine))}
    known = [line for line in GOODS_LINES + OUTSIDE_LINES if line in amounts]
    return {line: amounts[line] for line in [*known, *sorted(set(amounts) - set(known))]}
