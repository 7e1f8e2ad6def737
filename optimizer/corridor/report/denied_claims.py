"""The plan re-priced with all its claims denied: the duty that falls due, interest, and the range of penalties."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from corridor.report.lines import cost_lines
from corridor.report.money import in_cents
from corridor.report.names import Names, label_rows, number_of, text_of
from corridor.report.origin_book import OriginBook, money_of
from corridor.report.sheet import Cell, Column, Sheet
from corridor.result.run import Run

YEARS = 1.0
"""[years] Interest is shown for so long after entry: an assumption, for claims are verified years later."""


@dataclass(frozen=True)
class Denied:
    """What denial of all claims at one importer costs. [money]"""

    importer: str
    claims: int
    lost: float
    """Duty that falls due."""
    interest: float | None
    """For one year; None: no record of this importer."""
    low: float | None
    """Least penalty of those recorded."""
    high: float | None
    """Largest penalty of those recorded."""
    evidence: str
    citation: str


def denied_claims(run: Run) -> list[Denied]:
    """Return what denial costs at each importer, the largest first."""
    lost: dict[str, float] = defaultdict(float)
    count: dict[str, int] = defaultdict(int)
    for row in OriginBook.of(run).claims:
        importer = text_of(row["importer"])
        lost[importer] += money_of(row, "duty_unclaimed") - money_of(row, "duty")
        count[importer] += 1
    rows = label_rows(run, "penalties")
    found = []
    for importer, amount in lost.items():
        own = [row for row in rows if text_of(row["importer"]) == importer]
        rates, low, high = (
            [number_of(row[column]) or 0.0 for row in own] for column in ("interest_per_year", "low", "high")
        )
        found.append(
            Denied(
                importer,
                count[importer],
                amount,
                amount * max(rates) * YEARS if own else None,
                amount * min(low) if own else None,
                amount * max(high) if own else None,
                max((text_of(row["evidence"]) for row in own), default=""),
                "; ".join(dict.fromkeys(text_of(row["citation"]) for row in own)),
            )
        )
    return sorted(found, key=lambda one: (-one.lost, one.importer))


def denied_sheet(run: Run, names: Names) -> Sheet:
    """Return the plan beside the plan with all claims denied."""
    rows: list[tuple[Cell, ...]] = []
    whole = sum(cost_lines(run).values())
    found = denied_claims(run)
    for one in found:
        rows.append(
            (
                one.importer,
                one.claims,
                *(_cents(amount, names) for amount in (one.lost, one.interest, one.low, one.high)),
                one.evidence or "not recorded",
                one.citation,
            )
        )
    unit = names.currency
    columns = (
        Column("Importer"),
        Column("Claims", "count"),
        Column("Duty that falls due", "money", unit, total="sum"),
        Column("Interest for one year", "money", unit),
        Column("Least penalty", "money", unit),
        Column("Largest penalty", "money", unit),
        Column("Evidence"),
        Column("Citation", show="workbook"),
    )
    lost = sum(one.lost for one in found)
    before, after = (in_cents(amount, names.money_unit) for amount in (whole, whole + lost))
    note = (
        f"The plan costs {before / 100:,.2f} {unit}; with all claims denied it costs {after / 100:,.2f} {unit}, before "
        "interest and penalties. Proofs of origin are paid either way; what entry fees a claim saves is left out. "
        "Interest is for one year, penalties range over the degrees of fault recorded; an empty cell: not recorded."
    )
    empty = "No preference is claimed, so nothing can be denied."
    return Sheet("claims denied", "All claims denied", columns, tuple(rows), note if rows else "", empty)


def _cents(amount: float | None, names: Names) -> Cell:
    return None if amount is None else in_cents(amount, names.money_unit)


def denied_json(run: Run, found: Sequence[Denied]) -> dict[str, Any]:
    """Return the plan with all claims denied as plain values. [money]"""
    whole, lost = sum(cost_lines(run).values()), sum(one.lost for one in found)
    return {
        "cost": whole,
        "cost_denied": whole + lost,
        "duty_lost": lost,
        "interest_years": YEARS,
        "by_importer": [vars(one) for one in found],
    }
