"""The answer of `corridor duty`: layers, total, evidence, and what is not covered; for people and for machines."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from rich.console import Console
from rich.table import Table
from rich.text import Text

from corridor.law.fees import FeeLayer
from corridor.law.parts import BASE_PROGRAMME
from corridor.law.stack import Stack, StackLayer
from corridor.report.disclaimer import ENTRY_FEES, ESTIMATE, IMPORT_TAXES, NEVER_COUNTED, NOT_IN_DATA
from corridor.schema.legal import Valuation

_WIDE = 120
"""[characters] A terminal narrower than this has no room for a table with whole citations."""

_DIGITS = 12
"""Significant digits of rates in JSON: more than any law has, fewer than the dust of adding them up."""

_COUNTED = {
    "applied": "applies",
    "projected": "applies, projected",
    "needs_evidence": "presumed to apply",
    "unknown": "unknown",
}
"""Status of the layers that count -> words."""

NO_CLAIM = "preferential rates under trade agreements (none is claimed)"


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
        "currency": _currency(answer, valuations) or None,
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


def not_covered(answer: Stack, fees: Sequence[FeeLayer] = ()) -> list[str]:
    """Return what may be due, or saved, and is not in the answer. `fees` are those that the answer names."""
    beside = [IMPORT_TAXES] if fees else [IMPORT_TAXES, ENTRY_FEES]
    return [*_unrecorded(answer), *beside, *([] if answer.goods.claim else [NO_CLAIM])]


def _unrecorded(answer: Stack) -> list[str]:
    """Return the duties that may be due and are in no record."""
    importer = answer.goods.importer
    if any(layer.programme != BASE_PROGRAMME for layer in answer.layers):
        measures = f"additional measures of {importer} beyond the programmes named here"
    elif answer.total_rate is None:
        measures = f"additional measures of {importer} (none is recorded)"
    else:
        measures = f"additional measures of {importer} (only the base rate is recorded for {importer})"
    return [*NOT_IN_DATA, measures]


def print_duty(
    answer: Stack,
    valuations: Mapping[str, Valuation],
    value: float,
    console: Console | None = None,
    fees: Sequence[FeeLayer] = (),
    explain: bool = False,
) -> None:
    """Print the answer for people: what counts in full, what was switched off in a line each, fees, doubts.

    `value` [importer currency] is the customs value, `fees` those on an entry of it. `explain` adds every other
    programme of the importer and why it does not cover the goods. Without a console, standard output.
    """
    console = console or Console()
    currency = _currency(answer, valuations)
    goods = f"{answer.goods.code} of {answer.goods.origin} into {answer.goods.importer}"
    worth = f"{_figure(value)} {currency}".strip()
    _say(console, f"Duty on {goods}, customs value {worth}, entry {answer.day.isoformat()}", style="bold")
    counted = [layer for layer in answer.layers if layer.status in _COUNTED]
    if console.width < _WIDE:
        for layer in counted:
            status = "" if layer.status == "unknown" else f"{_COUNTED[layer.status]}, "
            head = f"{layer.programme}: {_due(layer, value, currency)} ({status}evidence {layer.evidence})"
            _say(console, head, style="bold")
            for text in filter(None, (layer.reason, layer.citation)):
                _say(console, text, "  ", "  ")
    else:
        console.print(_table(counted, value, currency))
    _rejected(console, answer, explain)
    _say(console, f"Total: {_total(answer, value, currency)}", style="bold")
    for fee in fees:
        _say(console, f"Fee {fee.fee}: {fee.amount:,.2f} {currency} ({fee.reason})", "", "    ")
    for text in _remarks(answer, fees):
        _say(console, text)


def _rejected(console: Console, answer: Stack, explain: bool) -> None:
    """Print what does not apply: what would have, always; what never covers the goods, if asked."""
    outside = [layer for layer in answer.layers if layer.status == "not_in_scope" and not layer.evidence_needed]
    for layer in answer.layers:
        if layer.status in _COUNTED or (layer in outside and not explain):
            continue
        why = layer.reason if layer.status in ("switched_off", "void") else f"not in scope: {layer.reason}"
        _say(console, f"does not apply: {layer.programme} ({why})", "", "    ")
    if outside and not explain:
        names = len({layer.programme for layer in outside})
        _say(console, f"{names} further programme(s) of {answer.goods.importer} do not cover the goods: see --explain")


def _say(console: Console, text: str, first: str = "", then: str = "", style: str = "") -> None:
    """Print a text, broken between words only, its lines indented by `first` and `then`; none of it is markup."""
    lines = textwrap.wrap(text, console.width, initial_indent=first, subsequent_indent=then, break_on_hyphens=False)
    for line in lines:
        console.print(Text(line, style=style), soft_wrap=True)


def _table(counted: Iterable[StackLayer], value: float, currency: str) -> Table:
    """Return layers as a table. A word that is too long for its column is broken, never cut."""
    table = Table(show_lines=True)
    for column in ("programme", "duty", "status", "evidence", "why", "citation"):
        table.add_column(column, overflow="fold")
    for layer in counted:
        cells = (layer.programme, _due(layer, value, currency), _COUNTED[layer.status], layer.evidence)
        table.add_row(*map(Text, (*cells, layer.reason, layer.citation)))
    return table


def _due(layer: StackLayer, value: float, currency: str) -> str:
    """Return what a layer adds, in words."""
    if layer.rate is None:
        return "unknown"
    specific = [f"{layer.specific:.12g} {currency} per {layer.specific_unit}"] if layer.specific else []
    return ", plus ".join([_ad_valorem(layer.rate, value, currency), *specific])


def _total(answer: Stack, value: float, currency: str) -> str:
    """Return the total in words."""
    if answer.total_rate is None:
        return "unknown"
    ad_valorem = f"{_ad_valorem(answer.total_rate, value, currency)} of a customs value of {_figure(value)}"
    words = ", plus ".join([ad_valorem, *(f"{each:.12g} {currency} per {unit}" for unit, each in answer.specifics)])
    if answer.specifics and answer.total_duty is not None:
        words += f", together {answer.total_duty:,.2f} {currency}".rstrip()
    return words


def _remarks(answer: Stack, fees: Sequence[FeeLayer]) -> list[str]:
    """Return what has to be said with any total, beside the fees that the answer names."""
    own = "Goods of this territory's own origin usually pay no duty on return: check the rules for returned goods."
    no_claim = "No preference is claimed: an agreement may lower the base rate where the goods qualify (--claim)."
    refundable = (
        f"{100 * answer.at_risk:.2f} % of the value rests on measures that were annulled: refundable or refunded."
    )
    return [
        *answer.remarks,
        *([f"Evidence would decide: {', '.join(answer.evidence_needed)} (--fact)."] if answer.evidence_needed else []),
        *([refundable] if answer.at_risk else []),
        f"Not covered, and possibly due on top: {'; '.join(_unrecorded(answer))}. The reference data hold none of "
        "these; a plan counts them only where its model's own programmes table states them.",
        f"{IMPORT_TAXES} are never counted." if fees else NEVER_COUNTED,
        *([own] if answer.goods.importer == answer.goods.origin else []),
        *([] if answer.goods.claim else [no_claim]),
        f"Law known to {answer.horizon.isoformat()}; later entries are projections. {ESTIMATE}",
    ]


def _currency(answer: Stack, valuations: Mapping[str, Valuation]) -> str:
    """Return the importer's currency, empty where it is not recorded."""
    basis = valuations.get(answer.goods.importer)
    return "" if basis is None else basis.currency


def _ad_valorem(rate: float, value: float, currency: str) -> str:
    """Return an ad valorem duty in words, such as `25.00 % = 25.00 USD`."""
    return f"{100 * rate:.2f} % = {rate * value:,.2f} {currency}".rstrip()


def _figure(value: float) -> str:
    """Return a customs value without cents that are 0."""
    return f"{value:,.2f}".removesuffix(".00")


def _rounded(number: float | None) -> float | None:
    """Return a number for JSON without the dust of floating-point addition."""
    return None if number is None else float(f"{number:.{_DIGITS}g}")
