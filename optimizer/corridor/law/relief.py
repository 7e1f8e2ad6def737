"""Reliefs from duty by customs procedure: drawback on export, offsets.

Pure functions on duty stacks. What a relief gives is never read out of silence: a duty of which no record says whether
it is refunded, or an importer without a record of the relief, gives *unknown*, which a plan must not count on.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from datetime import date

from corridor.errors import UsageError
from corridor.law.entry_lines import rounded_to_cents
from corridor.law.parts import COUNTED
from corridor.law.relief_answer import Answer, Refund, ReliefName
from corridor.law.stack import Stack, StackLayer
from corridor.reference.law import Law
from corridor.schema.border import Relief
from corridor.schema.programmes import Programme


def relief_record(law: Law, relief: ReliefName, importer: str, day: date) -> Relief | None:
    """Return the record of a relief of an importer that holds on a day, the newest; None: none is recorded."""
    holding = [
        row
        for row in law.reliefs
        if row.relief == relief
        and row.importer == importer
        and row.valid_from <= day
        and (row.valid_to is None or day <= row.valid_to)
    ]
    return max(holding, key=lambda row: row.valid_from, default=None)


def programme_of(law: Law, layer: StackLayer) -> Programme | None:
    """Return the programme record of a layer; None: it is a base duty, or a list that was not read."""
    return next((row for row in law.programmes if (row.programme, row.record) == (layer.programme, layer.record)), None)


def drawback(law: Law, paid: Stack, exported: date, export_claim: str = "") -> tuple[Refund, ...]:
    """Return what is refunded of the duty on imported goods when they, or what is made of them, are exported.

    `paid` is the stack they paid on import, `export_claim` the agreement under which the exported goods claim
    preference abroad; empty: none. Base duties and those whose record says drawback yes are refunded by the share of
    the importer's record; nothing is where the agreement takes the preference from goods made with drawback. Raises
    UsageError if the export lies before the import.
    """
    if exported < paid.day:
        raise UsageError(f"goods that enter on {paid.day} cannot be exported on {exported}: give a later day")
    record = relief_record(law, "drawback", paid.goods.importer, exported)
    barred, why = _barred(law, record, paid, exported, export_claim)
    return tuple(_refund(law, record, layer, barred, why) for layer in paid.layers if layer.status in COUNTED)


def refunded(found: Iterable[Refund]) -> tuple[float, float, tuple[str, ...]]:
    """Return (share of the value, money) of refunds that are certain, and the programmes that are not.

    Money is NaN where the amounts were not given.
    """
    rows = tuple(found)
    certain = [row for row in rows if row.answer != "unknown"]
    rate = math.fsum(row.rate or 0.0 for row in certain)
    money = math.fsum(math.nan if row.amount is None else row.amount for row in certain)
    return rate, money, tuple(dict.fromkeys(row.programme for row in rows if row.answer == "unknown"))


def offset_share(rate: float, content: float) -> float:
    """[1] Return the duty that may be set off, as a share of the retail price of articles assembled at home.

    `rate` is the duty on parts, `content` the share of parts in the price that the measure takes for granted: 25 % on
    15 % of the price are 3.75 % of it.
    """
    return rate * content


def _barred(law: Law, record: Relief | None, paid: Stack, exported: date, claim: str) -> tuple[Answer, str]:
    """Return whether the whole drawback is barred, and why; `no` if it is not."""
    importer = paid.goods.importer
    if record is None:
        return "unknown", f"no drawback of {importer} is recorded"
    if record.most_days is not None and (exported - paid.day).days > record.most_days:
        return "yes", f"exported more than {record.most_days} days after import"
    if not claim:
        return "no", ""
    agreement = law.agreement(claim)
    if agreement is None:
        return "unknown", f"agreement {claim} is not recorded: whether it bars drawback is not known"
    if agreement.no_drawback == "no":
        return "no", ""
    bars = f"{claim} takes the preference from goods made with drawback"
    if agreement.no_drawback == "yes":
        return "yes", f"{bars} ({agreement.citation})"
    return "unknown", f"whether {bars} is not known"


def _refund(law: Law, record: Relief | None, layer: StackLayer, barred: Answer, why: str) -> Refund:
    """Return the refund of one layer."""
    row = programme_of(law, layer)
    answer: Answer = "yes" if row is None else row.drawback
    reason = f"its record says drawback {answer}" if row is not None else "an ordinary customs duty"
    if barred == "yes" or answer == "no":
        answer, reason = "no", why if barred == "yes" else reason
    elif barred == "unknown" or layer.status == "unknown":
        answer, reason = "unknown", why or "the duty itself is unknown"
    citation = record.citation if record is not None else ""
    share = {"yes": 1.0 if record is None else record.share, "no": 0.0}.get(answer)
    evidence = layer.evidence if record is None else max(layer.evidence, record.evidence)
    rate = None if share is None else share * (layer.rate or 0.0)
    specific = None if share is None else share * (layer.specific or 0.0)
    amount = None if share is None else 0.0
    if share:
        amount = None if layer.amount is None else rounded_to_cents(share * layer.amount)
        reason = f"{100 * share:.4g} % is refunded: {reason}"
    return Refund(
        layer.programme, layer.record, answer, rate, specific, layer.specific_unit, amount, reason, citation, evidence
    )
