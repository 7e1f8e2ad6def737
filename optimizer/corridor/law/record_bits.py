"""The programme records of an importer as bits of whole numbers: what covers goods is found by meeting a few sets."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import NamedTuple, TypeAlias

from corridor.law.conditions import Known, Verdict, judged, known_facts
from corridor.law.goods import Goods
from corridor.reference.index import ImporterLaw
from corridor.reference.measure import Measure

Bits: TypeAlias = int
"""A set of records: bit n is record n of the importer."""


class Judged(NamedTuple):
    """What the conditions of all records say to a claim and facts."""

    number: int
    """Tells judgements apart."""
    known: Known
    verdicts: Mapping[int, Verdict]
    """Record -> verdict, of records whose verdict is not that they hold."""
    possible: Bits
    """Records whose conditions do not fail."""
    undecided: Bits
    """Records whose conditions, or whose share of the value, depend on facts that are not known."""


def members(bits: Bits) -> Iterator[int]:
    """Yield the records of a set, in order."""
    while bits:
        low = bits & -bits
        yield low.bit_length() - 1
        bits ^= low


class RecordBits:
    """The records of one importer as sets, remembered by what selects them."""

    def __init__(self, index: ImporterLaw, territory: Callable[[str], str]) -> None:
        """Take the records of an importer; `territory` gives the customs territory of a country."""
        self._index = index
        self._territory = territory
        self.measures = index.measures
        self._place = {id(one): number for number, one in enumerate(index.measures)}
        self.shares = self._where(lambda one: bool(one.share_of))
        """Records that charge a share of the value."""
        self._lines: dict[str, tuple[Bits, Bits]] = {}
        self._origins: dict[str, Bits] = {}
        self._end_uses: dict[str, Bits] = {}
        self._days: dict[int, Bits] = {}
        self._judged: dict[tuple[str, tuple[tuple[str, str], ...]], Judged] = {}

    def _where(self, fits: Callable[[Measure], bool]) -> Bits:
        """Return the records that fit."""
        return sum(1 << number for number, one in enumerate(self.measures) if fits(one))

    def on_line(self, line: str) -> tuple[Bits, Bits]:
        """Return the records that cover a line, and those of programmes whose list was not read for it."""
        found = self._lines.get(line)
        if found is None:
            index = self._index
            unread = frozenset(programme for programme in index.read if not index.has_read(programme, line))
            covering = (one for one in index.measures_on(line) if one.record.programme not in unread)
            found = self._lines[line] = (
                sum(1 << self._place[id(one)] for one in covering),
                self._where(lambda one: one.record.programme in unread),
            )
        return found

    def of_origin(self, origin: str) -> Bits:
        """Return the records that cover an origin."""
        found = self._origins.get(origin)
        if found is None:
            territory = self._territory(origin)
            found = self._origins[origin] = self._where(lambda one: one.lists_origin(origin, territory))
        return found

    def of_end_use(self, end_use: str) -> Bits:
        """Return the records that cover an end use."""
        found = self._end_uses.get(end_use)
        if found is None:
            found = self._end_uses[end_use] = self._where(lambda one: one.lists_end_use(end_use))
        return found

    def on_day(self, day: int) -> Bits:
        """Return the records that hold on a day (ordinal)."""
        found = self._days.get(day)
        if found is None:
            found = self._days[day] = self._where(lambda one: one.holds(day))
        return found

    def judged(self, goods: Goods) -> Judged:
        """Return what the conditions of all records say to the claim and the facts of goods."""
        key = (goods.claim, goods.facts)
        found = self._judged.get(key)
        if found is None:
            known = known_facts(goods, self._territory)
            verdicts = {n: judged(one.where, known) for n, one in enumerate(self.measures) if one.where}
            lacking = self._where(lambda one: bool(one.share_of) and one.share_of not in known)
            found = self._judged[key] = Judged(
                len(self._judged),
                known,
                {number: verdict for number, verdict in verdicts.items() if not verdict.holds},
                self._where(lambda one: not one.where or judged(one.where, known).holds is not False),
                lacking | sum(1 << n for n, one in verdicts.items() if one.holds is None),
            )
        return found
