"""The answer of `corridor duty`: layers, total, evidence, and what is not covered; for people and for machines."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Mapping
from typing import Any

from rich.console import Console
from rich.table import Table
from rich.text import Text

from corridor.law.layers import BASE_PROGRAMME
from corridor.law.stack import Stack, StackLayer
from corridor.report.disclaimer import ESTIMATE, NOT_IN_DATA
from corridor.schema.legal import Valuation

_WIDE = 120
"""[characters] A terminal narrower than this has no room for a table with whole citations."""

_DIGITS = 12
"""Significant digits of rates in JSON: more than any law has, fewer than the dust of adding them up."""

_COUNTED = {"applied": "applies", "projected": "applies, projected", "unknown": "unknown"}
"""Status of the layers that count -> words."""


def duty_json(answer: Stack, valuations: Mapping[str, Valuation], value: float) -> dict[str, Any]:
    """Return the answer for machines. An unknown rate or amount is null, never 0.

    `value` [importer currency] is the customs value. `total_duty` is null, too, where a part of the duty is specific:
    the answer gives it per kg and per unit, and does not know the mass.
    """
    return {
        "total_rate": _rounded(answer.total_rate),
        "specific_per_kg": _rounded(answer.specific_per_kg),
        "specific_per_unit": _rounded(answer.specific_per_unit),
        "total_duty": None if answer.total_rate is None or _specific(answer) else round(answer.total_rate * value, 2),
        "currency": _currency(answer, valuations) or None,
        "layers": [
            {
                "programme": layer.programme,
                "record": layer.record,
                "status": layer.status,
                "rate": _rounded(layer.rate),
                "specific": _rounded(layer.specific),
                "specific_unit": layer.specific_unit,
                "base": value,
                "amount": None if layer.rate is None else round(layer.rate * value, 2),
                "reason": layer.reason,
                "citation": layer.citation,
                "evidence": layer.evidence,
            }
            for layer in answer.layers
        ],
        "not_covered": not_covered(answer),
        "evidence_weakest": answer.evidence_weakest,
        "horizon": answer.horizon.isoformat(),
        "date": answer.day.isoformat(),
    }


def not_covered(answer: Stack) -> list[str]:
    """Return what may be due, or saved, and is not in the answer."""
    importer = answer.goods.importer
    if any(layer.programme != BASE_PROGRAMME for layer in answer.layers):
        measures = f"additional measures of {importer} beyond the programmes named here"
    elif answer.total_rate is None:
        measures = f"additional measures of {importer} (none is recorded)"
    else:
        measures = f"additional measures of {importer} (only the base rate is recorded for {importer})"
    return [*NOT_IN_DATA, measures, "preferential rates under trade agreements (none is claimed)"]


def print_duty(
    answer: Stack, valuations: Mapping[str, Valuation], value: float, console: Console | None = None
) -> None:
    """Print the answer for people: what counts in full, what does not in a line each, and what is not covered.

    `value` [importer currency] is the customs value. Without a console, standard output.
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
    for layer in answer.layers:
        if layer.status not in _COUNTED:
            why = layer.reason if layer.status == "switched_off" else f"not in scope: {layer.reason}"
            _say(console, f"does not apply: {layer.programme} ({why})", "", "    ")
    _say(console, f"Total: {_total(answer, value, currency)}", style="bold")
    for text in _remarks(answer):
        _say(console, text)


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
    return ", plus ".join([ad_valorem, *(f"{each:.12g} {currency} per {unit}" for each, unit in _specific(answer))])


def _remarks(answer: Stack) -> list[str]:
    """Return what has to be said with any total."""
    *missing, _ = not_covered(answer)
    own = "Goods of this territory's own origin usually pay no duty on return: check the rules for returned goods."
    return [
        f"Not covered, and possibly due on top: {'; '.join(missing)}. The reference data hold none of these; a plan "
        "counts them only where its model's own programmes table states them.",
        *([own] if answer.goods.importer == answer.goods.origin else []),
        "No preference is claimed: an agreement (USMCA, KORUS, ...) may lower the base rate where the goods qualify.",
        f"Law known to {answer.horizon.isoformat()}; later entries are projections. {ESTIMATE}",
    ]


def _specific(answer: Stack) -> list[tuple[float, str]]:
    """Return the specific parts of the total that are not 0, as ([importer currency / unit], unit)."""
    parts = ((answer.specific_per_kg, "kg"), (answer.specific_per_unit, "unit"))
    return [(amount, unit) for amount, unit in parts if amount]


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
