"""The answer of `corridor duty`: layers, total, evidence; for people and for machines."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from rich.console import Console
from rich.table import Table

from corridor.law.stack import Stack
from corridor.schema.legal import Valuation


def duty_json(answer: Stack, valuations: Mapping[str, Valuation], value: float) -> dict[str, Any]:
    """Return the answer for machines. An unknown rate or amount is null, never 0."""
    importer = answer.goods.importer
    basis = valuations.get(importer)
    return {
        "total_rate": answer.total_rate,
        "total_duty": None if answer.total_rate is None else round(answer.total_rate * value, 2),
        "currency": None if basis is None else basis.currency,
        "layers": [
            {
                "programme": layer.programme,
                "record": layer.record,
                "status": layer.status,
                "rate": layer.rate,
                "specific": layer.specific,
                "specific_unit": layer.specific_unit,
                "base": value,
                "amount": None if layer.rate is None else round(layer.rate * value, 2),
                "reason": layer.reason,
                "citation": layer.citation,
                "evidence": layer.evidence,
            }
            for layer in answer.layers
        ],
        "evidence_weakest": answer.evidence_weakest,
        "horizon": answer.horizon.isoformat(),
        "date": answer.day.isoformat(),
    }


def print_duty(answer: Stack, valuations: Mapping[str, Valuation], value: float) -> None:
    """Print the answer for people."""
    found = duty_json(answer, valuations, value)
    table = Table(title=f"Duty on a customs value of {value:,.2f} {found['currency'] or ''}, entry {found['date']}")
    for column in ("programme", "status", "rate", "amount", "evidence", "why", "citation"):
        table.add_column(column)
    for layer in found["layers"]:
        rate = "unknown" if layer["status"] == "unknown" else "" if layer["rate"] is None else f"{layer['rate']:.2%}"
        amount = "" if layer["amount"] is None else f"{layer['amount']:,.2f}"
        table.add_row(
            layer["programme"],
            layer["status"],
            rate,
            amount,
            layer["evidence"],
            layer["reason"],
            layer["citation"],
        )
    total = found["total_rate"]
    console = Console()
    console.print(table)
    console.print("Total: unknown" if total is None else f"Total: {total:.2%} = {found['total_duty']:,.2f}")
    if answer.goods.importer == answer.goods.origin:
        console.print(
            "Goods of this territory's own origin usually pay no duty on return: check the rules for returned goods."
        )
    console.print(
        "No preference is claimed: an agreement (USMCA, KORUS, ...) may lower the base rate where the goods qualify."
    )
    console.print(
        f"Law known to {found['horizon']}; later entries are projections. Planning estimate, not a customs "
        "determination or legal advice; the importer of record remains responsible."
    )
