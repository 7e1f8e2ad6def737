"""Duty by layer: which measure costs what, on which goods, and what the figure rests on."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from corridor.report.disclaimer import PAID
from corridor.report.money import in_cents, share_out
from corridor.report.names import Names, Record, number_of, records, text_of
from corridor.report.sheet import Cell, Column, Sheet
from corridor.result.run import Run
from corridor.schema.results import DutyLayer, Flow

_FLOW_KEY = Flow.KEY


@dataclass(frozen=True)
class DutyLine:
    """One record of one programme, on one product of one origin."""

    importer: str
    programme: str
    record: str
    product: str
    origin: str
    status: str
    rate: float | None
    """[1] Mean over the flows, weighted by customs value."""
    base: float
    """[money] Customs value of the flows."""
    amount: float
    """[money]"""
    evidence: str
    citation: str
    reason: str

    @property
    def paid(self) -> float:
        """[money] What the plan pays."""
        return self.amount if self.status in PAID else 0.0


def duty_lines(run: Run) -> list[DutyLine]:
    """Return the duty of a run by layer, largest first."""
    flows = {tuple(text_of(row[column]) for column in _FLOW_KEY): row for row in records(run.table(Flow))}
    groups: dict[tuple[str, ...], list[Record]] = defaultdict(list)
    for row in records(run.table(DutyLayer)):
        flow = flows.get(tuple(text_of(row[column]) for column in _FLOW_KEY), {})
        words = ("programme", "record", "product", "status", "evidence", "citation", "reason")
        origin = text_of(flow.get("np_origin")) or text_of(row["state"])
        groups[text_of(flow.get("importer")), origin, *(text_of(row[word]) for word in words)].append(row)
    lines = []
    for (
        importer,
        origin,
        programme,
        record,
        product,
        status,
        evidence,
        citation,
        reason,
    ), rows in groups.items():
        base = sum(number_of(row["base"]) or 0.0 for row in rows)
        weighted = sum((number_of(row["base"]) or 0.0) * (number_of(row["rate"]) or 0.0) for row in rows)
        lines.append(
            DutyLine(
                importer,
                programme,
                record,
                product,
                origin,
                status,
                weighted / base if base > 0 else None,
                base,
                sum(number_of(row["amount"]) or 0.0 for row in rows),
                evidence,
                citation,
                reason,
            )
        )
    return sorted(
        lines,
        key=lambda line: (
            -line.paid,
            -line.amount,
            line.importer,
            line.programme,
            line.record,
            line.product,
            line.origin,
            line.reason,
        ),
    )


def duty_sheet(run: Run, printed: Mapping[str, int], names: Names) -> Sheet:
    """Return duty by layer. What is paid adds up to the duty line of the cost table."""
    lines = duty_lines(run)
    paid = share_out([line.paid for line in lines], names.money_unit, printed.get("cost_duty"))
    others = share_out([line.amount - line.paid for line in lines], names.money_unit)
    base = [in_cents(line.base, names.money_unit) for line in lines]
    rows: tuple[tuple[Cell, ...], ...] = tuple(
        (
            line.importer,
            line.programme,
            line.record,
            names.product(line.product),
            line.origin,
            line.status.replace("_", " "),
            line.rate,
            base[i],
            paid[i],
            others[i],
            line.evidence,
            line.citation,
            line.reason,
        )
        for i, line in enumerate(lines)
    )
    columns = (
        Column("Importer"),
        Column("Programme"),
        Column("Record", show="workbook"),
        Column("Product"),
        Column("Origin"),
        Column("Status"),
        Column("Rate", "share"),
        Column("Customs value", "money", names.currency),
        Column("Duty paid", "money", names.currency, total="sum"),
        Column("Not paid by the plan", "money", names.currency, total="sum", show="workbook"),
        Column("Evidence"),
        Column("Citation"),
        Column("Reason"),
    )
    return Sheet(
        "duty",
        "Duty by layer",
        columns,
        rows,
        "Evidence: A own ruling or final assessment; B law text plus document in hand; C broker, supplier or "
        "secondary source; D assumption. The rate is the mean over the flows. A total has the weakest "
        "evidence of its parts.",
        "No duty is due.",
    )


def duty_by_programme(run: Run) -> list[tuple[str, str, float, str]]:
    """Return (importer, programme, duty paid [money], weakest evidence), largest first."""
    amounts: dict[tuple[str, str], float] = defaultdict(float)
    evidence: dict[tuple[str, str], str] = defaultdict(str)
    for line in duty_lines(run):
        amounts[line.importer, line.programme] += line.paid
        evidence[line.importer, line.programme] = max(evidence[line.importer, line.programme], line.evidence)
    ordered = sorted(amounts, key=lambda key: (-amounts[key], key))
    return [(*key, amounts[key], evidence[key]) for key in ordered]
