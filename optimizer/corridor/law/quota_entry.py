"""Entering goods within a tariff-rate quota: which quotas concern a code, how much is open, and on which days.

Entry is what a quota looks at. Goods that arrive over a window enter within the quota on the days on which a period of
it is open, and outside of it on the others.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from itertools import pairwise

from corridor.errors import UsageError
from corridor.law.duty import Spell
from corridor.law.goods import Goods
from corridor.law.quota import FACT, NO_QUOTA, carried, periods_of
from corridor.reference.index import ImporterLaw
from corridor.reference.law import Law
from corridor.reference.where import Condition, conditions
from corridor.schema.border import Quota


def quotas_on(law: Law, importer: str, code: str) -> tuple[str, ...]:
    """Return the recorded quotas of an importer that a record on a code, or on a finer line of it, names, in order."""
    index, key = law.importer(importer), ("quotas", code)
    names: tuple[str, ...] | None = index.kept.get(key)
    if names is None:
        recorded = {row.quota for row in law.quotas if row.importer == importer}
        names = index.kept[key] = tuple(sorted(recorded & set(_named_on(index, code)))) if recorded and code else ()
    return names


def _named_on(index: ImporterLaw, code: str) -> Iterator[str]:
    """Yield the quotas that records on a code, or on a finer line of it, name."""
    for line in (code, *index.finer_codes(code)):
        for measure in index.measures_on(line):
            yield from _named(measure.where)
        for claim in index.claims:
            for row in index.special_records(line, claim):
                yield from _named(conditions(row.where))


def _named(where: Sequence[Condition]) -> Iterator[str]:
    """Yield the quotas that conditions name."""
    for one in where:
        if one.fact == FACT:
            yield from one.values


def entered(goods: Goods, quota: str = NO_QUOTA) -> Goods:
    """Return goods of which it is known that they enter within a quota, or outside of every one."""
    others = tuple(pair for pair in goods.facts if pair[0] != FACT)
    return replace(goods, facts=(*others, (FACT, quota)))


@dataclass(frozen=True)
class OpenQuota:
    """A quota of an importer, and what may be used of each of its periods."""

    importer: str
    quota: str
    periods: tuple[Quota, ...]
    """In order of time; no two have a day in common."""
    amounts: tuple[float, ...]
    """[unit of the quota] What each period has by itself."""
    assumed: tuple[bool, ...]
    """Of each period: whether its amount is what the law says because nothing is stated."""

    @cached_property
    def carried_to(self) -> Mapping[int, int]:
        """Period -> the later one to which what is left of it is added."""
        place = {row.valid_from: number for number, row in enumerate(self.periods)}
        return {place[begin]: place[later] for begin, later in carried(self.periods)}

    @cached_property
    def open(self) -> tuple[bool, ...]:
        """Of each period: whether it has an amount, or gets what another one leaves."""
        found = [amount > 0 for amount in self.amounts]
        for number in range(len(found)):  # Carried to later ones only, so one pass in order of time is enough.
            if found[number] and number in self.carried_to:
                found[self.carried_to[number]] = True
        return tuple(found)

    @cached_property
    def days(self) -> tuple[tuple[int, int], ...]:
        """[ordinal days] First day of each period, and the day behind its last one."""
        return tuple((row.valid_from.toordinal(), row.valid_to.toordinal() + 1) for row in self.periods)

    def unlicensed(self) -> OpenQuota:
        """Return the quota as it would be with a licence for all of it, where it goes by licence."""
        whole = (
            row.amount if row.allocation == "licence" else amount
            for row, amount in zip(self.periods, self.amounts, strict=True)
        )
        return replace(self, amounts=tuple(whole))

    def overlaps(self, begin: float, end: float) -> tuple[tuple[int, float, float], ...]:
        """Return the open periods that a window [begin, end) touches: (number, begin, end) of what they share."""
        spans = ((number, max(begin, first), min(end, last)) for number, (first, last) in enumerate(self.days))
        return tuple(span for span in spans if self.open[span[0]] and span[1] < span[2])

    def spells(self, goods: Goods, begin: float, end: float) -> tuple[Spell, ...]:
        """Return how goods that arrive over [begin, end) enter: within the quota where it is open, else outside."""
        inside, outside = entered(goods, self.quota), entered(goods)
        found: list[Spell] = []
        now = begin
        for _, first, last in self.overlaps(begin, end):
            if now < first:
                found.append((outside, now, first))
            joins = bool(found) and found[-1][0] is inside  # Periods that follow one another are one spell.
            start = found.pop()[1] if joins else first
            found.append((inside, start, last))
            now = last
        return (*found, (outside, now, end)) if now < end else tuple(found)


def open_quota(law: Law, importer: str, quota: str, stated: Mapping[date, float], begins: date) -> OpenQuota:
    """Return a quota as a plan that begins on a day may use it.

    `stated` is what the planner may use, by first day of the period: what licences allow, or what is still open. Of
    other periods the whole amount is taken where goods are served first come, first served; none where the quota goes
    by licence, and none of a period that was over before the plan begins. Raises UsageError if the quota is not
    recorded for the importer, its periods overlap, or one adds its rest to something else than a later one.
    """
    periods = periods_of(law, importer, quota)
    carried(periods)
    for one, other in pairwise(periods):
        if other.valid_from <= one.valid_to:
            raise UsageError(
                f"the periods of quota {quota} from {one.valid_from} and from {other.valid_from} overlap: "
                "an entry counts in one period"
            )
    assumed = tuple(
        row.valid_from not in stated and row.allocation == "first_come" and row.valid_to >= begins for row in periods
    )
    amounts = tuple(
        row.amount if whole else stated.get(row.valid_from, 0.0) for row, whole in zip(periods, assumed, strict=True)
    )
    return OpenQuota(importer, quota, periods, amounts, assumed)
