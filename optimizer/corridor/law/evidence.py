"""Which facts that nobody gave would change a duty: their values are tried, all of them together.

A fact matters if two values of it, with the same values of all others, charge a programme differently. A layer whose
undecided facts do not matter holds as it stands: exempt either way, or the same rate whichever record counts. Facts
are taken to be independent of each other.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import product
from typing import NamedTuple, TypeAlias, TypeVar

from corridor.law.amounts import NEEDS_AMOUNTS
from corridor.law.claims import BaseOfDay
from corridor.law.conditions import Known, judged
from corridor.law.fact_values import Names, Territory, missing_facts, values_to_try, with_values
from corridor.law.goods import Amounts
from corridor.law.interactions import Holding, settled
from corridor.law.parts import BASE_PROGRAMME, Part, PartStatus
from corridor.law.scope import Candidate, candidate
from corridor.reference.where import Condition, conditions
from corridor.schema.legal import BaseRate, SpecialRate

T = TypeVar("T")

MOST_WORLDS = 50_000
"""Combinations of values that are tried; where there are more, every undecided fact is taken to matter."""

Charges: TypeAlias = Mapping[str, tuple[object, ...]]
"""Programme -> what it charges, of those that charge something. The base duty is one, whatever takes its place."""

World: TypeAlias = tuple[int, ...]
"""Number of a value of each fact."""


def weighed(
    held: Holding, known: Known, territory: Territory, origin: str, amounts: Amounts | None = None
) -> tuple[Part, ...]:
    """Return the parts of the duty of a day; those name the facts that are not known and would change something.

    `held` is what holds on the day as facts that are not known are presumed; `known` are the facts of the goods.
    """
    worlds = _worlds(held, known, territory)
    if worlds is None:
        return settled(held, origin, amounts)
    charged: dict[World, Charges] = {}
    by_content: dict[tuple[object, ...], Charges] = {}
    for world in worlds.all():
        content = worlds.content(world)
        if content not in by_content:
            by_content[content] = charges(settled(worlds.holding(world), origin, amounts))
        charged[world] = by_content[content]
    matters = _mattering(worlds.facts, charged)
    relevant = frozenset(fact for facts in matters.values() for fact in facts)
    parts = settled(_trimmed(held, relevant), origin, amounts)
    if not relevant and charges(parts) != charged[worlds.first]:
        # A presumption may be none of the worlds, as the whole value for each of two shares of it.
        return settled(worlds.holding(worlds.first), origin, amounts)
    return tuple(_with_needs(part, matters) for part in parts)


class Outcome(NamedTuple):
    """The duty of a day, and what would change it."""

    parts: tuple[Part, ...]
    needs: bool
    """Whether facts that are not known would change a part."""
    by_amounts: bool
    """Whether value and quantities of the entry, which are not given, may change a part or `needs`."""


def outcome(held: Holding, known: Known, territory: Territory, amounts: Amounts | None = None) -> Outcome:
    """Return the duty of a day without which facts would change it: it stops at the first two worlds that differ."""
    parts = settled(held, "", amounts)
    worlds = _worlds(held, known, territory)
    lacking = lacks_amounts(parts)
    if worlds is None or any(part.status == "unknown" for part in parts if part.listed):
        return Outcome(parts, any(part.open for part in parts), lacking)
    there = settled(worlds.holding(worlds.first), "", amounts)
    first, lacking = charges(there), lacks_amounts(there)
    seen = {worlds.content(worlds.first)}
    for world in worlds.all():
        content = worlds.content(world)
        if content not in seen:
            seen.add(content)
            here = settled(worlds.holding(world), "", amounts)
            if charges(here) != first:
                # Duties that are known without amounts are the same with them: such a difference stays.
                return Outcome(parts, True, lacking or lacks_amounts(here))
    return Outcome(parts if charges(parts) == first else there, False, lacking)


def lacks_amounts(parts: Iterable[Part]) -> bool:
    """Return whether a part that counts is unknown for want of value and quantity."""
    return any(NEEDS_AMOUNTS in part.due.unknown for part in parts if part.listed)


def _worlds(held: Holding, known: Known, territory: Territory) -> _Worlds | None:
    """Return the combinations of values of the facts that are not known; None: there are none, or too many to try."""
    measures = [one.measure for group in (held.covering, held.presumed_out, held.unread) for one in group]
    waiting = [conditions(row.where) for row in held.base.waiting]
    values = values_to_try(waiting, measures, known, territory)
    if not values or math.prod(map(len, values.values())) > MOST_WORLDS:
        return None
    return _Worlds(held, known, values)


def charges(parts: Iterable[Part]) -> Charges:
    """Return what parts charge by programme, those that charge nothing left out."""
    found: dict[str, list[Part]] = {}
    for part in parts:
        if part.listed:
            found.setdefault(_programme(part), []).append(part)
    sums = {name: _charge(group) for name, group in found.items()}
    return {name: charge for name, charge in sums.items() if charge}


def _charge(parts: Sequence[Part]) -> tuple[object, ...]:
    """Return what parts of one programme charge together: empty if nothing, the same for all that are unknown."""
    if any(part.status == "unknown" for part in parts):
        return ("unknown",)
    rate = _rounded(part.due.rate for part in parts)
    at_risk = _rounded(part.due.rate for part in parts if part.at_risk)
    units = sorted({part.due.unit for part in parts if part.due.specific})
    specific = tuple((unit, _rounded(part.due.specific for part in parts if part.due.unit == unit)) for unit in units)
    return (rate, at_risk, specific) if rate or at_risk or specific else ()


def _rounded(numbers: Iterable[float]) -> float:
    """Return a sum without the dust of adding in another order."""
    return round(math.fsum(numbers), 12)


def _programme(part: Part) -> str:
    """Return the programme of a part; a special rate is base duty, too."""
    return BASE_PROGRAMME if isinstance(part.row, BaseRate | SpecialRate) else part.programme


class _Worlds:
    """What holds on a day in each combination of values of the facts that are not known."""

    def __init__(self, held: Holding, known: Known, values: Mapping[str, Sequence[Names]]) -> None:
        """Take what holds as it is presumed, and the values to try."""
        self._base = held.base
        self._known = known
        self._values = values
        self._places = {fact: place for place, fact in enumerate(values)}
        covering = sorted((*held.covering, *held.presumed_out), key=_in_order)
        self._covering = [self._record(one) for one in covering]
        self._unread = [self._record(one) for one in held.unread]
        self._rates = [(row, self._by_world(conditions(row.where), "", _holds)) for row in held.base.waiting]

    @property
    def facts(self) -> list[str]:
        """Return the facts that are not known."""
        return list(self._values)

    @property
    def first(self) -> World:
        """Return the first world."""
        return (0,) * len(self._values)

    def all(self) -> Iterator[World]:
        """Yield every world."""
        return product(*(range(len(found)) for found in self._values.values()))

    def content(self, world: World) -> tuple[object, ...]:
        """Return what tells the duties of worlds apart: the share that each record charges, and which rates hold."""
        records = ((of(world)) for of in (*self._covering, *self._unread))
        return (*(None if one is None else one.share for one in records), *(of(world) for _, of in self._rates))

    def holding(self, world: World) -> Holding:
        """Return what holds in a world; nothing in it is undecided."""
        special = next((row for row, holds in self._rates if holds(world)), self._base.special)
        covering = [one for of in self._covering if (one := of(world)) is not None]
        unread = [one for of in self._unread if (one := of(world)) is not None]
        return Holding(BaseOfDay(self._base.general, special, (), self._base.note), covering, (), unread)

    def _record(self, one: Candidate) -> Callable[[World], Candidate | None]:
        """Return what a record turns out to be in a world."""

        def turned_out(there: Known, where: Sequence[Condition]) -> Candidate | None:
            verdict = judged(tuple(where), there)
            return candidate(one.measure, verdict, there) if verdict.holds else None

        return self._by_world(one.measure.where, one.measure.share_of, turned_out)

    def _by_world(
        self, where: Sequence[Condition], share_of: str, turned_out: Callable[[Known, Sequence[Condition]], T]
    ) -> Callable[[World], T]:
        """Return what something turns out to be in a world: worked out once for the values of its own facts."""
        facts = missing_facts(where, share_of, self._known)
        places = [self._places[fact] for fact in facts]
        found: dict[World, T] = {}
        for numbers in product(*(range(len(self._values[fact])) for fact in facts)):
            values = [self._values[fact][number] for fact, number in zip(facts, numbers, strict=True)]
            found[numbers] = turned_out(with_values(self._known, facts, values), where)
        return lambda world: found[tuple(world[place] for place in places)]


def _mattering(facts: Sequence[str], charged: Mapping[World, Charges]) -> dict[str, tuple[str, ...]]:
    """Return programme -> the facts of which two values, with the same values of all others, charge it differently."""
    found: dict[str, dict[str, None]] = {}
    for place, fact in enumerate(facts):
        for world, here in charged.items():
            there = charged[*world[:place], 0, *world[place + 1 :]]
            if here is not there:
                for name in here.keys() | there.keys():
                    if here.get(name) != there.get(name):
                        found.setdefault(name, {})[fact] = None
    return {name: tuple(matter) for name, matter in found.items()}


def _trimmed(held: Holding, relevant: frozenset[str]) -> Holding:
    """Return what holds as it is presumed, with those of its undecided facts only that matter."""

    def needs(facts: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(fact for fact in facts if fact in relevant)

    groups = (held.covering, held.presumed_out, held.unread)
    covering, presumed_out, unread = ([one._replace(needs=needs(one.needs)) for one in group] for group in groups)
    return Holding(held.base._replace(needs=needs(held.base.needs)), covering, presumed_out, unread)


def _with_needs(part: Part, matters: Mapping[str, tuple[str, ...]]) -> Part:
    """Return a part that counts with the facts that change what its programme charges."""
    if not part.listed:
        return part
    needs = tuple(dict.fromkeys((*part.needs, *matters.get(_programme(part), ()))))
    status: PartStatus = "needs_evidence" if needs and part.status == "applied" else part.status
    return part._replace(needs=needs, status=status)


def _in_order(one: Candidate) -> tuple[str, str]:
    """Return the place of a record among those of an importer."""
    return (one.measure.record.programme, one.measure.record.record)


def _holds(there: Known, where: Sequence[Condition]) -> bool:
    """Return whether conditions hold where all that they look at is known."""
    return judged(tuple(where), there).holds is True
