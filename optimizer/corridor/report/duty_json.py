"""The answer of `corridor duty` for machines. An unknown rate or amount is null, never 0."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from corridor.law.fees import FeeLayer
from corridor.law.stack import Stack, StackLayer
from corridor.report.duty_gaps import currency_of, not_covered
from corridor.report.duty_reliefs import entries_json, reliefs_json
from corridor.schema.legal import Valuation

_DIGITS = 12
"""Significant digits of rates in JSON: more than any law has, fewer than the dust of adding them up."""


def duty_json(
    answer: Stack, valuations: Mapping[str, Valuation], value: float, fees: Sequence[FeeLayer] = ()
) -> dict[str, Any]:
    """Return the answer for machines. An unknown rate or amount is null, never 0.

    `value` [importer currency] is the customs value, `fees` those on an entry of it. `total_duty` is null, too, where
    a part of the duty is specific and the quantity was not given.
    """
    return {
        "total_rate": _rounded(answer.total_rate),
        "specific_per_kg": _rounded(answer.specific_per_kg),
        "specific_per_unit": _rounded(answer.specific_per_unit),
        "total_duty": _total_duty(answer, value),
        "duty_at_risk": round(answer.at_risk * value, 2),
        "currency": currency_of(answer, valuations) or None,
        "status": answer.status,
        "claim": answer.goods.claim or None,
        "layers": [_layer_json(layer, value) for layer in answer.layers],
        "fees": [
            {
                "fee": fee.fee,
                "status": fee.status,
                "base": fee.base,
                "amount": fee.amount,
                "reason": fee.reason,
                "citation": fee.citation,
                "evidence": fee.evidence,
            }
            for fee in fees
        ],
        "reliefs": reliefs_json(answer),
        "entries": entries_json(answer.entries),
        "evidence_needed": list(answer.evidence_needed),
        "remarks": list(answer.remarks),
        "not_covered": not_covered(answer, fees),
        "evidence_weakest": answer.evidence_weakest,
        "horizon": answer.horizon.isoformat(),
        "date": answer.day.isoformat(),
    }


def _layer_json(layer: StackLayer, value: float) -> dict[str, Any]:
    """Return a layer for machines."""
    amount = layer.amount
    if amount is None and layer.rate is not None and not layer.specific:
        amount = layer.rate * value
    return {
        "programme": layer.programme,
        "record": layer.record,
        "status": layer.status,
        "rate": _rounded(layer.rate),
        "specific": _rounded(layer.specific),
        "specific_unit": layer.specific_unit,
        "base": round(layer.charged_share * value, 2),
        "amount": None if amount is None else round(amount, 2),
        "reason": layer.reason,
        "citation": layer.citation,
        "evidence": layer.evidence,
        "confidence": layer.confidence or None,
        "evidence_needed": list(layer.evidence_needed),
    }


def _total_duty(answer: Stack, value: float) -> float | None:
    """[importer currency] Return the duty; None: unknown, or a quantity is missing."""
    if answer.total_duty is not None:
        return round(answer.total_duty, 2)
    return None if answer.total_rate is None or answer.specifics else round(answer.total_rate * value, 2)


def _rounded(number: float | None) -> float | None:
    """Return a number for JSON without the dust of floating-point addition."""
    return None if number is None else float(f"{number:.{_DIGITS}g}")
