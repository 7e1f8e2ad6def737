"""Fees on entries, record by record: what is paid on which goods, and what the figure rests on."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping

from corridor.report.disclaimer import PAID
from corridor.report.money import in_cents, share_out
from corridor.report.names import Names, Record, number_of, records, text_of
from corridor.report.sheet import Cell, Column, Sheet
from corridor.result.run import Run
from corridor.schema.results import FeeLayerResult, Flow

_WORDS = ("fee", "record", "product", "mode", "status", "evidence", "citation", "reason")
"""Columns that rows must share to be told on one line, behind the importer."""


def fee_sheet(run: Run, printed: Mapping[str, int], names: Names) -> Sheet:
    """Return fees by record, product and mode. What is paid adds up to the line of fees in the cost table."""
    groups: dict[tuple[str, ...], list[Record]] = defaultdict(list)
    for importer, row in _rows(run):
        groups[importer, *(text_of(row[word]) for word in _WORDS)].append(row)
    keys = sorted(groups, key=lambda key: (-_paid(groups[key]), key))
    paid = share_out([_paid(groups[key]) for key in keys], names.money_unit, printed.get("cost_fees"))
    base = [in_cents(sum(number_of(row["base"]) or 0.0 for row in groups[key]), names.money_unit) for key in keys]
    rows: list[tuple[Cell, ...]] = []
    for i, (importer, fee, record, product, mode, status, evidence, citation, reason) in enumerate(keys):
        words = (importer, fee, record, names.product(product), mode, status.replace("_", " "))
        rows.append((*words, base[i], paid[i], evidence, citation, reason))
    columns = (
        Column("Importer"),
        Column("Fee"),
        Column("Record", show="workbook"),
        Column("Product"),
        Column("Mode"),
        Column("Status"),
        Column("Customs value", "money", names.currency),
        Column("Fee paid", "money", names.currency, total="sum"),
        Column("Evidence"),
        Column("Citation"),
        Column("Reason"),
    )
    note = (
        "A unit pays its part of the fee on an entry of one shipment, as large as the lane says (shipment_size), not "
        "rounded to the cent; where a lane says nothing, the rate alone."
    )
    return Sheet("fees", "Fees on entries", columns, tuple(rows), note, "No fee on an entry is recorded for the plan.")


def fees_by_name(run: Run) -> list[tuple[str, str, float, str]]:
    """Return (importer, fee, amount paid [money], weakest evidence), largest first."""
    groups: dict[tuple[str, str], list[Record]] = defaultdict(list)
    for importer, row in _rows(run):
        groups[importer, text_of(row["fee"])].append(row)
    ordered = sorted(groups, key=lambda key: (-_paid(groups[key]), key))
    return [(*key, _paid(groups[key]), max(text_of(row["evidence"]) for row in groups[key])) for key in ordered]


def _rows(run: Run) -> list[tuple[str, Record]]:
    """Return each row of table fee_layers with the importer of its flow."""
    importer = {tuple(text_of(row[column]) for column in Flow.KEY): row["importer"] for row in records(run.table(Flow))}
    return [
        (text_of(importer.get(tuple(text_of(row[column]) for column in Flow.KEY))), row)
        for row in records(run.table(FeeLayerResult))
    ]


def _paid(rows: list[Record]) -> float:
    """[money] Return what the plan pays by rows of table fee_layers."""
    return sum(number_of(row["amount"]) or 0.0 for row in rows if text_of(row["status"]) in PAID)
