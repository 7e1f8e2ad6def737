"""Past entry lines priced again: what the records say was due, what was paid, and where the two part."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from corridor.law.entry_checks import refuse_faulty
from corridor.law.entry_lines import goods_of, paid_by_programme, rounded_to_cents, same_money
from corridor.law.fee_causes import FeeCase, fee_cause
from corridor.law.fees import FeeLayer, fees_of_lines
from corridor.law.likely_cause import likely_cause
from corridor.law.parts import BASE_PROGRAMME, COUNTED
from corridor.law.repricing import Repricing
from corridor.law.stack import Stack, stack
from corridor.reference.law import Law
from corridor.schema.entries import EntryLine

ALL_LINES = "*"
"""Line of a difference that concerns an entry as a whole: a fee."""


@dataclass(frozen=True)
class Difference:
    """One programme, or fee, of which something else was paid than the records say."""

    entry: str
    line: str
    """`*`: a fee on the entry as a whole."""
    programme: str
    """Programme or fee; duty at a special rate is base duty, too."""
    expected: float
    """[importer currency] What the records say was due."""
    paid: float
    """[importer currency]"""
    cause: str
    """The likely cause, in words."""
    citation: str

    @property
    def amount(self) -> float:
        """[importer currency] Paid less expected: above zero, too much was paid."""
        return rounded_to_cents(self.paid - self.expected)


@dataclass(frozen=True)
class Said:
    """Something to be said of an entry line."""

    entry: str
    line: str
    text: str


@dataclass(frozen=True)
class Backtest:
    """Entry lines priced again."""

    lines: int
    expected: float
    """[importer currency] What was due on the lines that can be priced, and the fees on all."""
    paid: float
    """[importer currency] What was paid on the same lines, and the fees on all."""
    at_risk: float
    """[importer currency] Part of the expected duty that rests on annulled measures: refundable, or refunded."""
    differences: tuple[Difference, ...]
    unpriced: tuple[Said, ...]
    """Lines of which a programme is unknown, and why: what is known of them is compared all the same."""
    remarks: tuple[Said, ...] = ()
    """Doubts about claims, such as an origin that is no party to the agreement."""


def backtest(law: Law, lines: Sequence[EntryLine]) -> Backtest:
    """Return entry lines priced by the records, with every difference by programme and its likely cause.

    Duties are compared line by line, fees entry by entry: their least and largest amounts hold per entry. Raises
    FaultError, with all faults, if lines name what the law does not know or lines of an entry disagree.
    """
    refuse_faulty(law, lines)
    fee_names = {fee.fee for fee in law.fees}
    expected = paid = at_risk = 0.0
    differences: list[Difference] = []
    unpriced: list[Said] = []
    remarks: list[Said] = []
    for line in lines:
        payments = {name: sum_ for name, sum_ in paid_by_programme(line).items() if name not in fee_names}
        priced = Repricing(law, line, payments)
        answer = stack(law, priced.goods, line.entry_date, priced.amounts)
        differences += _of_line(priced, answer)
        remarks += (Said(line.entry, line.line, text) for text in answer.remarks)
        unknown = [name for name, sum_ in priced.due.items() if math.isnan(sum_)]
        if unknown:
            unpriced.append(Said(line.entry, line.line, _unknown(answer, unknown, payments)))
        else:
            expected += math.fsum(priced.due.values())
            paid += math.fsum(payments.values())
            at_risk += answer.at_risk * line.value
    for found in _by_entry(lines).values():
        cases = _fees(law, found, fee_names)
        expected += math.fsum(case.due for case in cases)
        paid += math.fsum(case.paid for case in cases)
        differences += (_of_fee(case) for case in cases if not same_money(case.due, case.paid))
    return Backtest(
        len(lines),
        rounded_to_cents(expected),
        rounded_to_cents(paid),
        rounded_to_cents(at_risk),
        tuple(differences),
        tuple(unpriced),
        tuple(remarks),
    )


def _by_entry(lines: Sequence[EntryLine]) -> dict[str, list[EntryLine]]:
    """Return entry -> its lines, in order."""
    found: dict[str, list[EntryLine]] = {}
    for line in lines:
        found.setdefault(line.entry, []).append(line)
    return found


def _of_line(priced: Repricing, answer: Stack) -> Iterator[Difference]:
    """Yield the differences of a line, programme by programme."""
    for programme in priced.differing(priced.due):
        names = {programme, priced.goods.claim} if programme == BASE_PROGRAMME else {programme}
        counted = [layer for layer in answer.layers if layer.programme in names and layer.status in COUNTED]
        layers = counted or [layer for layer in answer.layers if layer.programme in names]
        yield Difference(
            priced.line.entry,
            priced.line.line,
            programme,
            priced.due.get(programme, 0.0),
            priced.paid(programme),
            likely_cause(priced, programme, answer),
            "; ".join(dict.fromkeys(layer.citation for layer in layers if layer.citation)),
        )


def _unknown(answer: Stack, names: list[str], payments: dict[str, float]) -> str:
    """Return which programmes of a line are unknown, why, and what was paid for them."""
    reasons = dict.fromkeys(layer.reason for layer in answer.layers if layer.status in COUNTED and layer.rate is None)
    sums = ", ".join(f"{name} ({payments.get(name, 0.0):,.2f} paid)" for name in names)
    return f"unknown: {sums}: {'; '.join(reasons) or 'a weight or number is missing'}"


def _fees(law: Law, lines: Sequence[EntryLine], names: set[str]) -> list[FeeCase]:
    """Return the fees on one entry: due, paid, or both."""
    first = lines[0]
    priced = fees_of_lines(law, [(goods_of(line), line.value) for line in lines], first.entry_date, first.mode)
    layers: dict[str, list[FeeLayer]] = {}
    for layer in priced:
        layers.setdefault(layer.fee, []).append(layer)
    paid: dict[str, float] = {}
    for line in lines:
        for name, sum_ in paid_by_programme(line).items():
            if name in names:
                paid[name] = paid.get(name, 0.0) + sum_
    return [
        FeeCase(
            law,
            name,
            lines,
            layers.get(name, []),
            rounded_to_cents(math.fsum(layer.amount for layer in layers.get(name, []))),
            rounded_to_cents(paid.get(name, 0.0)),
        )
        for name in dict.fromkeys([*layers, *paid])
    ]


def _of_fee(case: FeeCase) -> Difference:
    """Return the difference of a fee."""
    citation = "; ".join(dict.fromkeys(layer.citation for layer in case.layers))
    return Difference(case.lines[0].entry, ALL_LINES, case.fee, case.due, case.paid, fee_cause(case), citation)
