"""Why a fee on an entry may have been paid otherwise than the records say."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from corridor.law.entry_lines import rounded_to_cents, same_money
from corridor.law.fees import FeeLayer
from corridor.law.misreadings import slips, twice
from corridor.reference.law import Law
from corridor.schema.border import Fee
from corridor.schema.entries import EntryLine

_DUE = ("applied", "projected", "needs_evidence")


@dataclass(frozen=True)
class FeeCase:
    """A fee on one entry that was paid otherwise."""

    law: Law
    fee: str
    lines: Sequence[EntryLine]
    layers: Sequence[FeeLayer]
    """Of the fee: what is due on the entry, and what frees lines of it."""
    due: float
    """[importer currency]"""
    paid: float
    """[importer currency]"""

    @property
    def charges(self) -> list[Fee]:
        """Return the records that charge the fee, whenever they hold."""
        importer = self.lines[0].importer
        return [row for row in self.law.fees if (row.fee, row.importer, row.kind) == (self.fee, importer, "charge")]

    @property
    def current(self) -> list[Fee]:
        """Return the records that charge the fee on the entry."""
        named = {layer.record for layer in self.layers if layer.status in _DUE}
        return [row for row in self.charges if row.record in named]

    @property
    def base(self) -> float:
        """[importer currency] Return the value that the fee is charged on."""
        return sum(layer.base for layer in self.layers if layer.status in _DUE)

    def matches(self, amount: float) -> bool:
        """Return whether an amount is what was paid."""
        return same_money(rounded_to_cents(amount), self.paid)


def fee_cause(case: FeeCase) -> str:
    """Return the likely cause of a difference in words."""
    if not case.due:
        return f"paid although it was not due: {_reasons(case)}"
    if not case.paid:
        claims = sorted({line.claim for line in case.lines} - {""})
        named = f": no record exempts a claim of {', '.join(claims)}" if claims else ""
        return f"not paid{named}{_evidence(case)}"
    found = list(dict.fromkeys(_readings(case)))
    found = found or list(slips(case.due, case.paid)) or list(twice(case.due, case.paid))
    if found:
        return "; or ".join(found[:3]) + _evidence(case)
    worth = sum(line.value for line in case.lines)
    return f"not explained: {100 * case.paid / worth:.6g} % of the value of the entry was paid{_evidence(case)}"


def _readings(case: FeeCase) -> Iterator[str]:
    """Yield readings of the records that they do not allow."""
    worth = sum(line.value for line in case.lines)
    freight = sum(line.freight for line in case.lines)
    for row in case.current:
        if case.matches(row.rate * case.base):
            yield f"paid as {100 * row.rate:.6g} % of the value, without the least and the largest amount of an entry"
        by_line = sum(rounded_to_cents(_between(row, line.value)) for line in case.lines)
        if case.matches(by_line) and not same_money(by_line, _between(row, worth)):
            yield "paid line by line: the least and the largest amount hold for the entry as a whole"
        if worth != case.base and case.matches(_between(row, worth)):
            yield f"paid on the lines, too, that are free of it: {_reasons(case)}"
        if freight and case.matches(_between(row, case.base + freight)):
            yield "paid on the value with international freight and insurance, which customs leaves out"
        if row.most is not None and case.matches(row.most):
            yield "paid as the largest amount of an entry, which it does not reach"
        if row.least and case.matches(row.least):
            yield "paid as the least amount of an entry, which it exceeds"
    now = {row.record for row in case.current}
    for row in case.charges:
        if row.record not in now and case.matches(_between(row, case.base)):
            end = "on" if row.valid_to is None else f"to {row.valid_to}"
            yield f"paid by the amounts of another year: record {row.record}, from {row.valid_from} {end}"


def _between(row: Fee, base: float) -> float:
    """[importer currency] Return a fee on a value, between its least and its largest amount."""
    return max(row.least, min(row.rate * base, row.rate * base if row.most is None else row.most))


def _reasons(case: FeeCase) -> str:
    """Return why the fee is not due on lines of the entry."""
    layers = (layer for layer in case.layers if layer.status not in _DUE)
    reasons = dict.fromkeys(layer.reason.removeprefix("not due: ") for layer in layers)
    return "; ".join(reasons) or "no record charges it"


def _evidence(case: FeeCase) -> str:
    """Return which facts would decide on the fee."""
    needed = dict.fromkeys(fact for layer in case.layers for fact in layer.evidence_needed)
    return f" (evidence of {', '.join(needed)} would decide)" if needed else ""
