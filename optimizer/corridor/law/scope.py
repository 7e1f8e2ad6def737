"""What covers goods of one tariff line, whenever it holds: base rates, special rates of a claim, programme records."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Generic, NamedTuple, TypeVar

from corridor.law.conditions import ALWAYS, Known, Verdict, judged, known_facts
from corridor.law.goods import Goods
from corridor.reference.index import ImporterLaw
from corridor.reference.law import Law
from corridor.reference.measure import ENDLESS, Measure, words
from corridor.reference.where import conditions
from corridor.schema.legal import BaseRate, SpecialRate
from corridor.schema.row import EACH

R = TypeVar("R", BaseRate, SpecialRate)


@dataclass(frozen=True)
class Rated(Generic[R]):
    """A base or special rate and the days it holds on."""

    row: R
    first: int
    """[ordinal day]"""
    last: int
    """[ordinal day] Included."""
    verdict: Verdict = ALWAYS
    """Whether its conditions hold."""

    def holds(self, day: int) -> bool:
        """Return whether it holds on a day (ordinal)."""
        return self.first <= day <= self.last


class Candidate(NamedTuple):
    """A programme record that covers goods."""

    measure: Measure
    share: float = 1.0
    """[1] Share of the customs value that it charges."""
    needs: tuple[str, ...] = ()
    """Facts that would decide whether, or on which share, it applies."""


@dataclass(frozen=True)
class Scope:
    """All records that may have a part in the duty on goods of one tariff line, on some day."""

    line: str
    claim: str
    """Agreement that is claimed; empty: none."""
    base: tuple[Rated[BaseRate], ...]
    """The one that holds on a day and comes first in here is the base rate of the day."""
    special: tuple[Rated[SpecialRate], ...]
    """Of the claim, in the same order, those whose conditions fail included."""
    covering: tuple[Candidate, ...]
    """Records whose conditions hold, or are presumed to."""
    presumed_out: tuple[Candidate, ...]
    """Records that are presumed not to apply for want of facts."""
    unread: tuple[Candidate, ...]
    """Records of programmes whose list was not read for the line: they would cover the goods, but for the code."""
    known: Known
    """The facts of the goods."""

    def cuts(self) -> frozenset[int]:
        """[ordinal days] Return the days on which one of the records begins, or has just ended."""
        spans = [(one.first, one.last) for rates in (self.base, self.special) for one in rates]
        groups = (self.covering, self.presumed_out, self.unread)
        spans += [(one.measure.first, one.measure.last) for group in groups for one in group]
        ends = (last + 1 for _, last in spans if last != ENDLESS)
        return frozenset(first for first, _ in spans).union(ends)


def scope_of(law: Law, goods: Goods, line: str) -> Scope:
    """Return what covers goods of a tariff line: their code, or a finer one they may belong to."""
    index = law.importer(goods.importer)
    territory = law.territory(goods.origin)
    known = known_facts(goods, law.territory)
    covering, presumed_out, unread = [], [], []
    for measure, verdict in _met(index.measures_on(line), goods, territory, known):
        if not index.has_read(measure.record.programme, line):
            continue
        if verdict.holds is None and measure.record.presumed == "not":
            presumed_out.append(candidate(measure, verdict, known))
        else:
            covering.append(candidate(measure, verdict, known))
    not_read = frozenset(programme for programme in index.read if not index.has_read(programme, line))
    if not_read:
        whole = (one for one in index.measures if one.record.programme in not_read)
        unread = [candidate(one, verdict, known) for one, verdict in _met(whole, goods, territory, known)]
    return Scope(
        line,
        goods.claim,
        base_rates(index, line, goods.origin, territory),
        special_rates(index, line, goods.claim, known),
        tuple(covering),
        tuple(presumed_out),
        tuple(unread),
        known,
    )


def _met(measures: Iterable[Measure], goods: Goods, territory: str, known: Known) -> Iterator[tuple[Measure, Verdict]]:
    """Yield the records that fit origin and end use and whose conditions do not fail."""
    for one in measures:
        if one.lists_origin(goods.origin, territory) and one.lists_end_use(goods.end_use):
            verdict = judged(one.where, known)
            if verdict.holds is not False:
                yield one, verdict


def candidate(measure: Measure, verdict: Verdict, known: Known) -> Candidate:
    """Return a record as a candidate: on which share of the value it is charged, and which facts are missing."""
    if not measure.share_of:
        return Candidate(measure, 1.0, verdict.decided_by)
    given = known.get(measure.share_of)
    if given is None:
        return Candidate(measure, 1.0, tuple(dict.fromkeys((*verdict.decided_by, measure.share_of))))
    share = float(given[0])
    if measure.record.charged_on.startswith("rest:"):
        share = 1.0 - share
    return Candidate(measure, share, verdict.decided_by)


def base_rates(index: ImporterLaw, line: str, origin: str, territory: str) -> tuple[Rated[BaseRate], ...]:
    """Return the base rates for an origin: those that name it first, then the longest prefix, then the latest start."""
    found: list[tuple[bool, Rated[BaseRate]]] = []
    for row in index.base_records(line):
        named = row.origins != EACH
        if not named or not words(row.origins).isdisjoint((origin, territory)):
            last = ENDLESS if row.valid_to is None else row.valid_to.toordinal()
            found.append((named, Rated(row, row.valid_from.toordinal(), last)))
    found.sort(key=lambda pair: (pair[0], len(pair[1].row.hs), pair[1].first), reverse=True)
    return tuple(one for _, one in found)


def special_rates(index: ImporterLaw, line: str, claim: str, known: Known) -> tuple[Rated[SpecialRate], ...]:
    """Return the special rates of a claim: the longest prefix first, then the latest start."""
    if not claim:
        return ()
    found = [
        Rated(
            row,
            row.valid_from.toordinal(),
            ENDLESS if row.valid_to is None else row.valid_to.toordinal(),
            judged(conditions(row.where), known),
        )
        for row in index.special_records(line, claim)
    ]
    return tuple(sorted(found, key=lambda one: (len(one.row.hs), one.first), reverse=True))
