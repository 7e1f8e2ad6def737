"""Tariff-rate quotas as convex pieces: so much at the lower duty, the rest at the higher one.

A plan that costs less fills the cheaper piece first by itself, without a binary, if and only if the duty within the
quota is the lower one. A quota of which that is not known is refused with the reason. What is left of one period may
be added to a later one: that is a stock of quota, one row for each pair of periods.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from corridor.errors import UsageError
from corridor.law.goods import Amounts, Goods
from corridor.law.stack import Stack, stack
from corridor.reference.law import Law
from corridor.reference.where import conditions
from corridor.schema.border import Quota
from corridor.schema.tariff_words import SpecificUnit

FACT = "quota"
"""Fact of a shipment that names the quota it is entered under."""

NO_QUOTA = "NONE"
"""Its value where there is none."""

_SAME = 1e-12
"""[1] Sums of the same rates, added in another order, differ by less."""


@dataclass(frozen=True)
class Piece:
    """An amount of goods and the duty it pays."""

    amount: float
    """[unit of the quota] Most that enters at this duty; infinite for what is over the quota."""
    rate: float
    """[1] Ad valorem duty."""
    specifics: tuple[tuple[SpecificUnit, float], ...]
    """[importer currency / unit] Specific duty by unit."""
    stack: Stack
    """The duty layer by layer."""


@dataclass(frozen=True)
class Pieces:
    """The duty on goods under a quota, in the order in which the pieces fill."""

    quota: str
    unit: SpecificUnit
    """Unit of the amounts; empty if the quota is refused."""
    pieces: tuple[Piece, ...]
    """Within the quota, then over it; if the quota is refused, what is known to be due without it."""
    refused: str = ""
    """Why the quota is not used, in words; empty: it is."""
    citation: str = ""


def pieces(
    law: Law,
    goods: Goods,
    day: date,
    quota: str,
    left: float | None = None,
    amounts: Amounts | None = None,
) -> Pieces:
    """Return the duty on goods that enter on a day, within a quota and over it.

    `left` is what is still open of the period, in the unit of the quota; None: the amount of its record, without what
    earlier periods left to it (`open_amounts`). Of a quota that goes by licence it must be given: what yours allow.
    `amounts` are needed where the duties compare only by value and quantity. Raises UsageError if the quota is not
    recorded for the importer or `left` is negative.
    """
    if left is not None and not left >= 0:
        raise UsageError(f"what is left of quota {quota} must be at least 0, got {left}")
    periods = periods_of(law, goods.importer, quota)
    over = stack(law, _under(goods, NO_QUOTA), day, amounts)
    period = next((row for row in periods if row.valid_from <= day <= row.valid_to), None)
    if period is None:
        ends = f"{periods[0].valid_from} to {periods[-1].valid_to}"
        return _refused(quota, over, f"no period of quota {quota} holds on {day}: its periods are of {ends}")
    if period.allocation == "licence" and left is None:
        return _refused(quota, over, f"quota {quota} is given to holders of a licence: say how much of it is yours")
    if not _named(law, goods.importer, quota):
        return _refused(quota, over, f"no rate names quota {quota}: what is due within it is not known")
    within = stack(law, _under(goods, quota), day, amounts)
    why = _not_lower(within, over)
    if why:
        return _refused(quota, over, why)
    amount = period.amount if left is None else left
    found = (_piece(within, amount), _piece(over, math.inf))
    return Pieces(quota, period.unit, found, "", period.citation)


def periods_of(law: Law, importer: str, quota: str) -> tuple[Quota, ...]:
    """Return the periods of a quota in order. Raises UsageError if none is recorded for the importer."""
    rows = sorted(
        (row for row in law.quotas if row.quota == quota and row.importer == importer), key=lambda row: row.valid_from
    )
    if not rows:
        known = sorted({row.quota for row in law.quotas if row.importer == importer})
        raise UsageError(f"{importer} has no quota {quota!r}: known are {', '.join(known) or 'none'}")
    return tuple(rows)


def carried(periods: tuple[Quota, ...]) -> tuple[tuple[date, date], ...]:
    """Return the pairs (first day of a period, first day of the period its rest is added to).

    Raises UsageError if a period adds its rest to itself, an earlier one, or one that is not there.
    """
    starts = {row.valid_from for row in periods}
    pairs = tuple((row.valid_from, row.carry_to) for row in periods if row.carry_to is not None)
    for begin, to in pairs:
        if to not in starts or to <= begin:
            raise UsageError(
                f"the period of quota {periods[0].quota} from {begin} adds its rest to {to}: "
                "that must be the first day of a later period of it"
            )
    return pairs


def open_amounts(periods: tuple[Quota, ...], used: Mapping[date, float]) -> dict[date, float]:
    """[unit of the quota] Return what each period lets in: its own amount and the rests that are added to it.

    `used` says, by first day of the period, how much entered under the quota. Raises UsageError if more was used
    than was open, or of a period that is not there.
    """
    strange = set(used) - {row.valid_from for row in periods}
    if strange:
        raise UsageError(f"quota {periods[0].quota} has no period that begins on {min(strange)}")
    added: dict[date, float] = {}
    found: dict[date, float] = {}
    later = dict(carried(periods))
    for row in sorted(periods, key=lambda row: row.valid_from):
        begin = row.valid_from
        found[begin] = row.amount + added.get(begin, 0.0)
        rest = found[begin] - used.get(begin, 0.0)
        if rest < -1e-9 * max(1.0, found[begin]):
            raise UsageError(f"{used[begin]:g} of quota {row.quota} were used from {begin}, {found[begin]:g} were open")
        if begin in later:
            added[later[begin]] = added.get(later[begin], 0.0) + max(0.0, rest)
    return found


def _under(goods: Goods, quota: str) -> Goods:
    """Return goods entered under a quota."""
    others = tuple(pair for pair in goods.facts if pair[0] != FACT)
    return replace(goods, facts=(*others, (FACT, quota)))


def _named(law: Law, importer: str, quota: str) -> bool:
    """Return whether some rate of the importer is conditional on a quota."""
    wheres = [row.where for row in law.programmes if row.importer == importer]
    wheres += [row.where for row in law.special_rates if row.importer == importer]
    return any(one.fact == FACT and quota in one.values for where in wheres for one in conditions(where))


def _not_lower(within: Stack, over: Stack) -> str:
    """Return why the duty within a quota is not known to be the lower one, in words; empty: it is."""
    if within.total_rate is None or over.total_rate is None:
        return "the duty within the quota or over it is unknown"
    if within.total_duty is not None and over.total_duty is not None and over.amounts is not None:
        gaps = [(over.total_duty - within.total_duty) / over.amounts.value]
    else:
        low, high = dict(within.specifics), dict(over.specifics)
        units = sorted({*low, *high})
        gaps = [over.total_rate - within.total_rate, *(high.get(u, 0.0) - low.get(u, 0.0) for u in units)]
    if min(gaps) < -_SAME and max(gaps) > _SAME:
        return "which duty is lower, within the quota or over it, needs the value and the quantity"
    if max(gaps) > _SAME:
        return ""
    words = "higher than" if min(gaps) < -_SAME else "the same as"
    return f"the duty within the quota is {words} that over it: the quota gives nothing"


def _piece(answer: Stack, amount: float) -> Piece:
    """Return the piece of a stack that is known."""
    return Piece(amount, answer.total_rate or 0.0, answer.specifics, answer)


def _refused(quota: str, over: Stack, why: str) -> Pieces:
    """Return the answer of a quota that cannot be used."""
    known = () if over.total_rate is None else (_piece(over, math.inf),)
    return Pieces(quota, "", known, why)
