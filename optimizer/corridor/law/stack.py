"""The duty stack of goods on one day, with every programme of the importer and why it applies or not."""

from __future__ import annotations

import math
from dataclasses import dataclass
from datetime import date
from typing import Literal, TypeAlias, get_args

from corridor.law.duty import layers
from corridor.law.entry_split import EntrySplit
from corridor.law.goods import Amounts, Goods
from corridor.law.layers import LayerMean, LayerStatus, is_unknown, specifics, status_of, total_rate, total_specific
from corridor.law.lines import tariff_lines
from corridor.law.pieces import pieces_of
from corridor.law.rejected import Rejected, kept_out, misses
from corridor.law.relief_answer import ReliefAnswer
from corridor.law.remarks import remarks_on
from corridor.reference.law import Law
from corridor.schema.row import Evidence
from corridor.schema.tariff_words import SpecificUnit

Status: TypeAlias = Literal["applied", "projected", "needs_evidence", "unknown", "switched_off", "void", "not_in_scope"]
"""The first four are in the total, or make it unknown."""

Confidence: TypeAlias = Literal["high", "medium", "low", ""]


@dataclass(frozen=True)
class StackLayer:
    """One programme record in a duty stack."""

    programme: str
    record: str
    status: Status
    """applied; projected: beyond the horizon; needs_evidence: presumed to apply, facts would decide; unknown;
    switched_off: by another record, or it holds on other days; void: ended, and refundable or refunded;
    not_in_scope: does not cover the goods, or is presumed not to."""
    rate: float | None
    """[1] Ad valorem rate; None where the programme does not apply or its rate is unknown."""
    specific: float | None
    """[importer currency / specific_unit]"""
    specific_unit: SpecificUnit
    reason: str
    citation: str
    evidence: Evidence
    confidence: Confidence = ""
    """How sure the record is."""
    charged_share: float = 1.0
    """[1] Share of the customs value that is charged; `rate` carries it already."""
    at_risk: float = 0.0
    """[1] Part of `rate` that is refundable, or has been refunded."""
    evidence_needed: tuple[str, ...] = ()
    """Facts that would decide."""
    amount: float | None = None
    """[importer currency] Duty of the layer, where the amounts of the entry are given and suffice."""


@dataclass(frozen=True)
class Stack:
    """The duty on goods that enter on one day."""

    goods: Goods
    day: date
    layers: tuple[StackLayer, ...]
    """What applies or is unknown first, then what is switched off or not in scope."""
    total_rate: float | None
    """[1] Ad valorem total; None: unknown."""
    specific_per_kg: float | None
    """[importer currency / kg] None: unknown."""
    specific_per_unit: float | None
    """[importer currency / unit of the product] None: unknown."""
    evidence_weakest: Evidence
    """Weakest level among the layers that apply."""
    horizon: date
    status: LayerStatus = "applied"
    """Of the whole: unknown where a layer is; else needs_evidence where facts that are not known would change it."""
    specifics: tuple[tuple[SpecificUnit, float], ...] = ()
    """[importer currency / unit] Specific total by unit, of units in which it is not 0; empty, too, if unknown."""
    at_risk: float = 0.0
    """[1] Ad valorem duty that rests on annulled measures, as far as it is known: refundable, or refunded."""
    evidence_needed: tuple[str, ...] = ()
    """Facts that are not known and would decide on some layer."""
    remarks: tuple[str, ...] = ()
    """What has to be said of the question, as that a claim is of no agreement of the importer."""
    amounts: Amounts | None = None
    total_duty: float | None = None
    """[importer currency] Duty of the entry, where its amounts are given and suffice."""
    reliefs: tuple[ReliefAnswer, ...] = ()
    """What the reliefs that were asked for give; empty in a stack that is only a stack."""
    entries: EntrySplit | None = None
    """Fees of several entries, where that was asked for."""


def stack(law: Law, goods: Goods, day: date, amounts: Amounts | None = None) -> Stack:
    """Return the duty stack of goods that enter on a day, with reasons for what does not apply."""
    found = layers(law, goods, day.toordinal(), day.toordinal() + 1, amounts)
    unknown = is_unknown(found)
    counted = tuple(_counted(law, layer, amounts) for layer in found)
    rejected = _rejected(law, goods, day.toordinal(), found, amounts)
    needed = _needed(law, goods, day.toordinal(), amounts)
    sums = [layer.amount for layer in counted]
    return Stack(
        goods=goods,
        day=day,
        layers=counted + tuple(_out(one) for one in rejected),
        total_rate=None if unknown else total_rate(found),
        specific_per_kg=None if unknown else total_specific(found, "kg"),
        specific_per_unit=None if unknown else total_specific(found, "unit"),
        evidence_weakest=max((layer.evidence for layer in found), default="D"),
        horizon=law.horizon,
        status=status_of(unknown, needed, day > law.horizon),
        specifics=() if unknown else tuple(specifics(found).items()),
        at_risk=math.fsum(layer.at_risk for layer in found if layer.status != "unknown"),
        evidence_needed=needed,
        remarks=remarks_on(law, goods, day),
        amounts=amounts,
        total_duty=None if amounts is None or None in sums else math.fsum(sum_ or 0.0 for sum_ in sums),
    )


def _counted(law: Law, layer: LayerMean, amounts: Amounts | None) -> StackLayer:
    """Return a layer that is in the total, or makes it unknown."""
    unknown = layer.status == "unknown"
    return StackLayer(
        layer.programme,
        layer.record,
        layer.status,
        None if unknown else layer.rate,
        None if unknown else layer.specific,
        layer.specific_unit,
        layer.reason,
        layer.citation,
        layer.evidence,
        _confidence(law, layer.programme, layer.record),
        layer.charged_share,
        0.0 if unknown else layer.at_risk,
        layer.evidence_needed,
        None if unknown else _amount(layer, amounts),
    )


def _amount(layer: LayerMean, amounts: Amounts | None) -> float | None:
    """[importer currency] Return the duty of a layer on an entry, or None if its amounts do not suffice."""
    if amounts is None:
        return None
    quantity = amounts.quantity(layer.specific_unit) if layer.specific else 0.0
    return None if quantity is None else layer.rate * amounts.value + layer.specific * quantity


def _confidence(law: Law, programme: str, record: str) -> Confidence:
    """Return how sure a programme record is; empty where it does not say, and of base and special rates."""
    return next((one.confidence for one in law.records(programme) if one.record == record), "")


def _needed(law: Law, goods: Goods, day: int, amounts: Amounts | None) -> tuple[str, ...]:
    """Return the facts that are not known and would decide on a record, whether it is presumed to apply or not."""
    found: dict[str, None] = {}
    for line in tariff_lines(law.importer(goods.importer), goods.code):
        for part in pieces_of(law, goods, line).on(day, amounts):
            if part.open:
                found.update(dict.fromkeys(part.needs))
    return tuple(found)


def _rejected(
    law: Law, goods: Goods, day: int, found: tuple[LayerMean, ...], amounts: Amounts | None
) -> tuple[Rejected, ...]:
    """Return what does not count: what covers the goods first, then the closest record of every other programme.

    What counts for one tariff line of a code is not said to be kept out of the duty on the code.
    """
    counted = {(layer.programme, layer.record) for layer in found}
    out: dict[tuple[str, str], Rejected] = {}
    for line in tariff_lines(law.importer(goods.importer), goods.code):
        for part in pieces_of(law, goods, line).on(day, amounts):
            key = (part.programme, part.record)
            if part.listed:
                counted.add(key)
            else:
                out.setdefault(key, kept_out(part, goods, line))
    named = frozenset(name for name, _ in counted | out.keys())
    kept = (one for key, one in out.items() if key not in counted)
    return (*kept, *misses(law, goods, day, named))


def _out(one: Rejected) -> StackLayer:
    """Return the layer of a record that does not count."""
    row = one.row
    status = next(status for status in get_args(Status) if status == one.status)
    return StackLayer(
        one.programme,
        one.record,
        status,
        None,
        None,
        "",
        one.reason,
        "" if row is None else row.citation,
        "D" if row is None else row.evidence,
        "" if row is None else row.confidence,
        evidence_needed=one.needs,
    )
