"""The sentence that stands beside every duty total, and the share of duty that rests on weak evidence."""

from __future__ import annotations

from corridor.report.names import number_of, records, text_of
from corridor.result.run import Run
from corridor.schema.results import CostLine, DutyLayer

WEAK = ("C", "D")
"""Evidence levels: C broker, supplier or secondary source; D assumption."""

PAID = ("applied", "projected")
"""Status of the layers that the plan pays for."""


def weak_duty_share(run: Run) -> float:
    """[1] Share of the duty paid whose layers rest on evidence C or D; 0 where no duty is paid."""
    paid = [row for row in records(run.table(DutyLayer)) if text_of(row["status"]) in PAID]
    total = sum(number_of(row["amount"]) or 0.0 for row in paid)
    weak = sum(number_of(row["amount"]) or 0.0 for row in paid if text_of(row["evidence"]) in WEAK)
    return weak / total if total > 0 else 0.0


def disclaimer(run: Run) -> str:
    """Return the disclaimer of a run. Without a plan nothing is said of its duty."""
    known = text_of(run.info.get("horizon")) or text_of(run.info.get("known_at")) or "an unknown date"
    weak = f" {percent(weak_duty_share(run))} % of duty rests on evidence C or D." if len(run.table(CostLine)) else ""
    return (
        "Planning estimate, not a customs determination or legal advice; the importer of record remains "
        f"responsible. Law known to {known}; later entries are projections.{weak}"
    )


def percent(share: float) -> str:
    """Return a share as a percentage; a small one is never printed as 0, nor a large one as 100."""
    value = 100 * share
    if 0 < value < 0.1:
        return "less than 0.1"
    if 99.9 < value < 100:
        return "more than 99.9"
    return f"{value:.1f}".removesuffix(".0")
