"""The answer of `corridor duty` for people: layers, total, evidence, and what is not covered."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Mapping, Sequence

from rich.console import Console
from rich.table import Table
from rich.text import Text

from corridor.law.fees import FeeLayer
from corridor.law.stack import Stack, StackLayer
from corridor.report.disclaimer import ESTIMATE, FEES_AS_RECORDED, NEVER_COUNTED
from corridor.report.duty_gaps import currency_of, unrecorded
from corridor.report.duty_reliefs import relief_lines
from corridor.schema.legal import Valuation

_WIDE = 120
"""[characters] A terminal narrower than this has no room for a table with whole citations."""

_COUNTED = {
    "applied": "applies",
    "projected": "applies, projected",
    "needs_evidence": "presumed to apply",
    "unknown": "unknown",
}
"""Status of the layers that count -> words."""


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
    currency = currency_of(answer, valuations)
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
    for indent, text in relief_lines(answer, currency):
        _say(console, text, indent, f"{indent}    ")
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
        f"Not covered, and possibly due on top: {'; '.join(unrecorded(answer))}. The reference data hold none of "
        "these; a plan counts them only where its model's own programmes table states them.",
        NEVER_COUNTED,
        *([] if fees else [FEES_AS_RECORDED]),
        *([own] if answer.goods.importer == answer.goods.origin else []),
        *([] if answer.goods.claim else [no_claim]),
        f"Law known to {answer.horizon.isoformat()}; later entries are projections. {ESTIMATE}",
    ]


def _ad_valorem(rate: float, value: float, currency: str) -> str:
    """Return an ad valorem duty in words, such as `25.00 % = 25.00 USD`."""
    return f"{100 * rate:.2f} % = {rate * value:,.2f} {currency}".rstrip()


def _figure(value: float) -> str:
    """Return a customs value without cents that are 0."""
    return f"{value:,.2f}".removesuffix(".00")
