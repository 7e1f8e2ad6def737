"""Fees on an entry: a share of its value between a least and a largest amount, where no exemption applies.

Least and largest amounts hold per entry, so a fee is no constant share of the value: goods in small shipments pay the
least amount each time, and splitting an entry never pays, but for the rounding of each entry to the cent. Each fee of
each entry is rounded once, at the end, halves up (`rounded_to_cents`); nothing before that is.

A condition that depends on a fact nobody gave counts as if the fee were due, and the answer says which fact decides.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal, NamedTuple

from corridor.errors import UsageError
from corridor.law.conditions import Verdict, judged, known_facts
from corridor.law.entry_lines import rounded_to_cents
from corridor.law.goods import Goods
from corridor.reference.law import Law
from corridor.reference.where import conditions
from corridor.schema.border import Fee
from corridor.schema.row import Evidence

FeeStatus = Literal["applied", "projected", "needs_evidence", "switched_off", "not_in_scope"]
"""applied, projected (beyond the horizon of the law) and needs_evidence are due; switched_off: exempt."""


@dataclass(frozen=True)
class Entry:
    """What is entered at once."""

    value: float
    """[importer currency] Customs value."""
    mode: str = ""
    """Mode of transport across the border: sea, air, rail, road; empty: that of the goods' facts, if given there."""


@dataclass(frozen=True)
class FeeLayer:
    """What one fee comes to on one entry, or why it is not due."""

    fee: str
    record: str
    status: FeeStatus
    base: float
    """[importer currency] Part of the customs value that it is charged on."""
    amount: float
    """[importer currency] Fee, to the cent; 0 where it is not due."""
    reason: str
    citation: str
    evidence: Evidence
    evidence_needed: tuple[str, ...] = ()
    """Facts that would decide."""


def fees(law: Law, goods: Goods, day: date, entry: Entry) -> tuple[FeeLayer, ...]:
    """Return the fees on goods that are entered alone, as one entry, on a day; those that are not due, too."""
    return fees_of_lines(law, [(goods, entry.value)], day, entry.mode)


def fees_of_lines(law: Law, lines: Sequence[tuple[Goods, float]], day: date, mode: str = "") -> tuple[FeeLayer, ...]:
    """Return the fees on one entry of several lines, given as (goods, customs value).

    Lines that an exemption covers leave the base; least and largest amounts hold for the rest together. Raises
    UsageError if the lines are entered into different territories or a value is negative.
    """
    importers = {goods.importer for goods, _ in lines}
    if len(importers) > 1:
        raise UsageError(f"an entry is made in one customs territory, these lines name {', '.join(sorted(importers))}")
    if any(not 0 <= value < math.inf for _, value in lines):
        raise UsageError("the customs value of an entry line must be a number of at least 0")
    found: list[FeeLayer] = []
    for records in _holding(law, importers, day):
        found += _of_fee(law, records, lines, day, mode)
    return tuple(found)


class Decision(NamedTuple):
    """The record that decides on a fee, and what it makes of it."""

    record: Fee
    """The charge, or the exemption."""
    status: FeeStatus
    """Never `projected`: that depends on the day alone."""
    words: str
    """Why the fee is not due; empty where it is."""
    needs: tuple[str, ...]
    """Facts that would decide."""


def decisions(law: Law, goods: Goods, day: date, mode: str = "") -> tuple[Decision, ...]:
    """Return what decides on each fee of goods that are entered on a day, before any amount is known."""
    found = (_decision(law, records, goods, mode) for records in _holding(law, {goods.importer}, day))
    return tuple(one for one in found if one is not None)


def per_shipment(law: Law, goods: Goods, day: date, entry: Entry, shipment_value: float) -> tuple[FeeLayer, ...]:
    """Return the fees on goods that are entered in shipments of `shipment_value` each and one of what is left.

    `entry` holds the value of all shipments together. Raises UsageError unless the value of a shipment is above 0.
    """
    if not shipment_value > 0:
        raise UsageError(f"the value of a shipment must be above 0, got {shipment_value}")
    whole = math.floor(entry.value / shipment_value * (1 + 1e-12))  # 0.3 / 0.1 is three shipments, not two.
    rest = rounded_to_cents(max(0.0, entry.value - whole * shipment_value))
    full = fees(law, goods, day, replace(entry, value=shipment_value)) if whole else ()
    last = fees(law, goods, day, replace(entry, value=rest)) if rest else ()
    both = full or last
    return tuple(_together(one, whole, full, last) for one in both)


def share_of_value(found: Iterable[FeeLayer], value: float) -> float:
    """[1] Return the fees on an entry as a share of its value: what a unit of value pays in shipments of this size."""
    return math.fsum(layer.amount for layer in found) / value


def _holding(law: Law, importers: Collection[str], day: date) -> list[list[Fee]]:
    """Return the records of importers that hold on a day, fee by fee."""
    found: dict[str, list[Fee]] = {}
    for fee in law.fees:
        if fee.importer in importers and fee.valid_from <= day and (fee.valid_to is None or day <= fee.valid_to):
            found.setdefault(fee.fee, []).append(fee)
    return list(found.values())


def _of_fee(
    law: Law, records: Sequence[Fee], lines: Sequence[tuple[Goods, float]], day: date, mode: str
) -> list[FeeLayer]:
    """Return the layers of one fee: one for each record that decides on some line."""
    groups: dict[tuple[str, FeeStatus], list[tuple[Decision, float]]] = {}
    for goods, value in lines:
        one = _decision(law, records, goods, mode)
        if one is not None:
            groups.setdefault((one.record.record, one.status), []).append((one, value))
    return [_layer(found, day > law.horizon) for found in groups.values()]


def _decision(law: Law, records: Sequence[Fee], goods: Goods, mode: str) -> Decision | None:
    """Return what a fee makes of goods; None where only exemptions of it hold on the day."""
    facts = tuple(pair for pair in goods.facts if not (mode and pair[0] == "mode"))
    asked = replace(goods, facts=(*facts, ("mode", mode)) if mode else facts)
    known = known_facts(asked, law.territory)
    # Of several records of a fee the one that began last speaks: amounts of a new year replace those of the old.
    newest = sorted(records, key=lambda fee: (fee.valid_from, fee.record), reverse=True)
    verdicts = {fee.record: judged(conditions(fee.where), known) for fee in newest}
    charges = [fee for fee in newest if fee.kind == "charge"]
    if not charges:
        return None
    due = [fee for fee in charges if verdicts[fee.record].holds is not False]
    if not due:
        failed = verdicts[charges[0].record].failed
        return Decision(charges[0], "not_in_scope", f"not due: {failed}", ())
    exempt = [fee for fee in newest if fee.kind == "exempt"]
    for fee in exempt:
        if verdicts[fee.record].holds:
            why = f" ({fee.note})" if fee.note else ""
            return Decision(fee, "switched_off", f"exempt by record {fee.record}: {fee.where}{why}", ())
    needs = _needed([verdicts[due[0].record], *(verdicts[fee.record] for fee in exempt)])
    return Decision(due[0], "needs_evidence" if needs else "applied", "", needs)


def _needed(verdicts: Iterable[Verdict]) -> tuple[str, ...]:
    """Return the facts that would decide, in order."""
    return tuple(dict.fromkeys(fact for one in verdicts if one.holds is None for fact in one.decided_by))


def _layer(found: Sequence[tuple[Decision, float]], projected: bool) -> FeeLayer:
    """Return the layer of the lines of an entry, as (decision, customs value), that one record decides on."""
    first = found[0][0]
    record = first.record
    base = math.fsum(value for _, value in found)
    amount, words, status = 0.0, first.words, first.status
    needs = tuple(dict.fromkeys(fact for one, _ in found for fact in one.needs))
    if status in ("applied", "needs_evidence"):
        amount, words = _amount(record, base)
        if needs:
            words += f"; taken as due: give {' and '.join(needs)}"
        elif projected:
            status = "projected"
    return FeeLayer(record.fee, record.record, status, base, amount, words, record.citation, record.evidence, needs)


def _amount(record: Fee, base: float) -> tuple[float, str]:
    """[importer currency] Return a fee on an entry, to the cent, and how it comes about."""
    share = record.rate * base
    words = f"{100 * record.rate:.6g} % of {base:,.2f}"
    if share < record.least:
        return rounded_to_cents(record.least), f"{words}, raised to the least fee of an entry, {record.least:,.2f}"
    if record.most is not None and share > record.most:
        return rounded_to_cents(record.most), f"{words}, cut to the largest fee of an entry, {record.most:,.2f}"
    return rounded_to_cents(share), words


def _together(one: FeeLayer, whole: int, full: Sequence[FeeLayer], last: Sequence[FeeLayer]) -> FeeLayer:
    """Return a fee over all shipments: `whole` equal ones and the last."""
    each = next((layer for layer in full if (layer.fee, layer.record) == (one.fee, one.record)), None)
    rest = next((layer for layer in last if (layer.fee, layer.record) == (one.fee, one.record)), None)
    parts = [(whole, each)] if each else []
    parts += [(1, rest)] if rest else []
    amount = rounded_to_cents(math.fsum(times * layer.amount for times, layer in parts))
    base = math.fsum(times * layer.base for times, layer in parts)
    words = "; ".join(f"{times} x {layer.amount:,.2f} ({layer.reason})" for times, layer in parts)
    return replace(one, base=base, amount=amount, reason=words if amount else one.reason)
