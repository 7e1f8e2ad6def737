"""What each relief does for an entry: its ways side by side, from the pure functions of reliefs and valuation."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date, timedelta
from typing import Literal

from corridor.errors import UsageError
from corridor.law.goods import Amounts, Goods
from corridor.law.question import claim_asked, code_asked, territory_asked
from corridor.law.relief import drawback, refunded, relief_record
from corridor.law.relief_answer import Answer, Refund, ReliefAnswer, ReliefName, Way
from corridor.law.relief_terms import ReliefTerms
from corridor.law.stack import Stack, stack
from corridor.law.storage import Storage, bonded, deferral, re_exported, zone, zone_status
from corridor.law.valuation import price_of_sale
from corridor.reference.law import Law
from corridor.schema.row import Evidence


def relief_answers(law: Law, paid: Stack, terms: ReliefTerms) -> tuple[ReliefAnswer, ...]:
    """Return what the reliefs of a question do for an entry that pays the stack `paid`.

    Raises UsageError if `paid` has no amounts, or a code, territory, agreement or day of the terms cannot be.
    """
    if terms.reliefs and paid.amounts is None:
        raise UsageError("reliefs are sums of money on one entry: give its value")
    return tuple(_ANSWERS[name](law, paid, terms) for name in terms.reliefs)


def _drawback(law: Law, paid: Stack, terms: ReliefTerms) -> ReliefAnswer:
    """Return what drawback gives, with the duty abroad where the goods go is known."""
    exported = _later(paid.day, terms)
    claim = terms.export_claim
    if terms.export_to:
        there = territory_asked(law, terms.export_to, "customs territory of export (--export-to)")
        claim = claim_asked(law, there, claim)
        if claim:
            return _claim_or_drawback(law, paid, terms, there, claim)
        duty_there = _abroad(law, paid, terms, there, "")[0]
    else:
        claim, duty_there = _export_claim(law, claim), 0.0
    refunds = drawback(law, paid, exported, claim)
    back, answer, open_words = _refund_of(refunds)
    ways = (
        Way("no drawback", paid.total_duty, abroad=duty_there),
        Way("drawback", paid.total_duty, back, duty_there),
    )
    words = f"exported on {exported.isoformat()}{f' with the claim of {claim}' if claim else ''}{open_words}"
    return _answer(law, paid, "drawback", answer, ways, words, exported, refunds)


def _claim_or_drawback(law: Law, paid: Stack, terms: ReliefTerms, there: str, claim: str) -> ReliefAnswer:
    """Return the claim of preference abroad beside drawback without it: the one may bar the other."""
    exported = _later(paid.day, terms)
    claimed, plain = drawback(law, paid, exported, claim), drawback(law, paid, exported)
    back_claimed, answer, open_words = _refund_of(claimed)
    back_plain, answer_plain, _ = _refund_of(plain)
    duty_claimed, value = _abroad(law, paid, terms, there, claim)
    duty_plain, _ = _abroad(law, paid, terms, there, "")
    words = next((row.reason for row in claimed if row.answer == "no"), "") if answer == "no" else ""
    ways = (
        Way(f"claim of {claim} in {there}", paid.total_duty, back_claimed, duty_claimed, words=words),
        Way(f"no claim in {there}, drawback", paid.total_duty, back_plain, duty_plain),
    )
    known = duty_claimed is not None and "unknown" not in (answer, answer_plain) and paid.total_duty is not None
    even = (back_plain - back_claimed + (duty_claimed or 0.0)) / value if known else None
    reason = f"exported on {exported.isoformat()} to {there}, customs value there {value:,.2f}{open_words}"
    found = _answer(law, paid, "drawback", answer_plain, ways, reason, exported, claimed)
    return replace(found, break_even=even)


def _zone(law: Law, paid: Stack, terms: ReliefTerms) -> ReliefAnswer:
    """Return the ways through a free-trade zone: privileged, not privileged where it may be chosen, exported."""
    left = _later(paid.day, terms)
    finished = paid.goods
    if terms.finished_hs:
        finished = replace(paid.goods, code=code_asked(law, paid.goods.importer, terms.finished_hs))
    leaving = stack(law, finished, left, paid.amounts)
    status, why = zone_status(law, paid)
    kept = zone(law, paid, leaving, "privileged")
    found = [_stored("zone, privileged", kept, terms)]
    if status == "choice":
        found.append(_stored("zone, not privileged", zone(law, paid, leaving, "choice"), terms))
    return _storage_answer(law, paid, terms, "zone", found, why)


def _bond(law: Law, paid: Stack, terms: ReliefTerms) -> ReliefAnswer:
    """Return the way through a bonded store: the rates of the day of leaving, paid on that day."""
    left = _later(paid.day, terms)
    found = bonded(law, paid, stack(law, paid.goods, left, paid.amounts))
    return _storage_answer(law, paid, terms, "bond", [_stored("bonded store", found, terms)], found.reason)


def _storage_answer(
    law: Law, paid: Stack, terms: ReliefTerms, relief: Literal["zone", "bond"], found: list[Way], why: str
) -> ReliefAnswer:
    """Return the answer of a zone or a bonded store: outside of it first."""
    left = _later(paid.day, terms)
    if terms.export_to:
        there = territory_asked(law, terms.export_to, "customs territory of export (--export-to)")
        gone = re_exported(law, paid, left, relief)
        found = [*found, Way(f"exported to {there} from it", gone.amount, cost=terms.storage_cost, words=gone.reason)]
    outside = Way("outside", paid.total_duty, words="rates of the day of entry")
    record = relief_record(law, relief, paid.goods.importer, left)
    answer: Answer = "yes" if record is not None else "unknown"
    # Without a record nobody may count on the relief: only the way outside is known.
    words = why if record is not None else f"no relief {relief} of {paid.goods.importer} is recorded"
    reason = f"leaves on {left.isoformat()}: {words}"
    return _answer(law, paid, relief, answer, (outside, *found), reason, left)


def _stored(name: str, found: Storage, terms: ReliefTerms) -> Way:
    """Return the way of goods that lie in store first."""
    later = deferral(found.amount or 0.0, terms.days, terms.rate_per_year)
    return Way(name, found.amount, cost=terms.storage_cost, deferral=later, words=found.reason)


def _first_sale(law: Law, paid: Stack, terms: ReliefTerms) -> ReliefAnswer:
    """Return the duty on the price of the first sale beside that on the last one."""
    record = relief_record(law, "first_sale", paid.goods.importer, paid.day)
    taken = price_of_sale(terms.price, terms.first_sale_price, record)
    quantities = () if paid.amounts is None else paid.amounts.quantities
    valued = Amounts(taken.price + terms.additions.total, quantities)
    first = stack(law, paid.goods, paid.day, valued)
    lower = record is not None and taken.price < terms.price
    answer: Answer = "yes" if lower else "unknown" if record is None else "no"
    ways = [Way("last sale", paid.total_duty, words=f"customs value {terms.price + terms.additions.total:,.2f}")]
    if lower:
        ways.append(Way("first sale", first.total_duty, words=f"customs value {valued.value:,.2f}"))
    return _answer(law, paid, "first_sale", answer, tuple(ways), taken.reason, paid.day)


def _abroad(law: Law, paid: Stack, terms: ReliefTerms, there: str, claim: str) -> tuple[float | None, float]:
    """[importer currency] Return (duty, customs value) in the country of export; the duty is None if it is unknown.

    What is exported is taken to be of the country of import: it was made, or worked up, there. A specific duty is
    in the money of the country of export and cannot be added: it is unknown.
    """
    code = code_asked(law, there, terms.finished_hs or paid.goods.code)
    goods = Goods(there, code, paid.goods.importer, claim=claim)
    value = (
        terms.export_value if terms.export_value is not None else 0.0 if paid.amounts is None else paid.amounts.value
    )
    found = stack(law, goods, _later(paid.day, terms))
    if found.total_rate is None or found.specifics:
        return None, value
    return found.total_rate * value, value


def _refund_of(refunds: tuple[Refund, ...]) -> tuple[float, Answer, str]:
    """Return (certain refund, whether there is one, what is left open in words)."""
    _, money, open_ = refunded(refunds)
    if open_:
        return _number(money), "unknown", f"; whether {', '.join(open_)} is refunded is not known: not counted"
    gives = any(row.answer == "yes" for row in refunds)
    why = next((row.reason for row in refunds if row.answer == "no"), "no duty is paid")
    return _number(money), "yes" if gives else "no", "" if gives else f": {why}"


def _number(money: float) -> float:
    """Return a refund; one that is not a number, where an amount of the duty is missing, counts as none."""
    return money if money == money else 0.0


def _export_claim(law: Law, claim: str) -> str:
    """Return the agreement of an export claim whose country is not said. Raises UsageError if it is not recorded."""
    word = claim.strip().upper()
    if word and law.agreement(word) is None:
        raise UsageError(f"no agreement {claim!r} is recorded: give its code, or the country with export_to")
    return word


def _later(day: date, terms: ReliefTerms) -> date:
    """Return the day on which goods leave. Raises UsageError if the calendar does not reach it."""
    try:
        return day + timedelta(days=terms.days)
    except OverflowError as error:
        raise UsageError(f"{terms.days} days after {day.isoformat()} is no day of the calendar: give fewer") from error


def _answer(
    law: Law,
    paid: Stack,
    relief: ReliefName,
    answer: Answer,
    ways: tuple[Way, ...],
    reason: str,
    day: date,
    refunds: tuple[Refund, ...] = (),
) -> ReliefAnswer:
    """Return an answer with the citation and the evidence of the record of the relief."""
    record = relief_record(law, relief, paid.goods.importer, day)
    evidence: Evidence = "D" if record is None else max(record.evidence, paid.evidence_weakest)
    return ReliefAnswer(relief, answer, ways, reason, "" if record is None else record.citation, evidence, refunds)


_ANSWERS: Mapping[ReliefName, Callable[[Law, Stack, ReliefTerms], ReliefAnswer]] = {
    "drawback": _drawback,
    "zone": _zone,
    "bond": _bond,
    "first_sale": _first_sale,
}
