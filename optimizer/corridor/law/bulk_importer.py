"""Many duty questions to one importer: goods that the same records cover share their answers, piece by piece."""

from __future__ import annotations

from typing import NamedTuple, TypeAlias, TypeVar

import numpy as np
import numpy.typing as npt

from corridor.law.bulk_answers import Answers, Question
from corridor.law.claims import BaseOfDay, rates_of_day
from corridor.law.conditions import ALWAYS
from corridor.law.goods import Goods
from corridor.law.interactions import Holding
from corridor.law.lines import tariff_lines
from corridor.law.record_bits import Bits, Judged, RecordBits, members
from corridor.law.scope import Candidate, Rated, base_rates, candidate, special_rates
from corridor.reference.law import Law
from corridor.reference.measure import ENDLESS
from corridor.schema.legal import BaseRate, SpecialRate

BaseRates: TypeAlias = tuple[Rated[BaseRate], ...]
SpecialRates: TypeAlias = tuple[Rated[SpecialRate], ...]
R = TypeVar("R", BaseRate, SpecialRate)
_Content: TypeAlias = tuple[tuple[object, ...], ...]


class Timeline(NamedTuple):
    """The answers on pieces of time."""

    starts: npt.NDArray[np.int64]
    """[ordinal days] First days of the pieces; the first one is 0."""
    answers: npt.NDArray[np.int64]
    """Numbers of the answers."""


class _Line(NamedTuple):
    """What covers goods of one tariff line, by content: goods with equal ones have equal duties."""

    base: int
    special: int
    covering: Bits
    unread: Bits
    undecided: Bits
    judgement: int
    """Of shares of the value; -1 where no record charges one."""
    given: tuple[str, ...]
    """Facts that are known, where others would decide on something."""


class ImporterQuestions:
    """The questions to one importer."""

    def __init__(self, law: Law, importer: str, answers: Answers) -> None:
        """Take the law of an importer and the list of answers it adds to."""
        self._law = law
        self._index = law.importer(importer)
        self._bits = RecordBits(self._index, law.territory)
        self._answers = answers
        self._lines: dict[str, tuple[str, ...]] = {}
        self._base_of: dict[tuple[str, str], int] = {}
        self._special_of: dict[tuple[str, int], int] = {}
        self._base_numbers: dict[_Content, int] = {}
        self._special_numbers: dict[_Content, int] = {}
        self._base_rates: list[BaseRates] = []
        self._special_rates: list[SpecialRates] = []
        self._timelines: dict[tuple[_Line, ...], Timeline] = {}
        self._settled: dict[tuple[object, ...], int] = {}

    def timeline(self, goods: Goods) -> Timeline:
        """Return the answers on goods; those on goods that the same records cover are the same object."""
        judged = self._bits.judged(goods)
        lines = self._lines.get(goods.code)
        if lines is None:
            lines = self._lines[goods.code] = tariff_lines(self._index, goods.code)
        allowed = self._bits.of_origin(goods.origin) & self._bits.of_end_use(goods.end_use) & judged.possible
        key = tuple(self._line(goods, line, allowed, judged) for line in lines)
        found = self._timelines.get(key)
        if found is None:
            found = self._timelines[key] = self._worked_out(key, judged)
        return found

    def _line(self, goods: Goods, line: str, allowed: Bits, judged: Judged) -> _Line:
        """Return what covers goods of a tariff line."""
        covering, unread = self._bits.on_line(line)
        covering, unread = covering & allowed, unread & allowed
        base = self._base_of.get((line, goods.origin))
        if base is None:
            rates = base_rates(self._index, line, goods.origin, self._law.territory(goods.origin))
            base = _numbered(rates, self._base_numbers, self._base_rates)
            self._base_of[line, goods.origin] = base
        special = self._special_of.get((line, judged.number))
        if special is None:
            claimed = special_rates(self._index, line, goods.claim, judged.known)
            special = _numbered(claimed, self._special_numbers, self._special_rates)
            self._special_of[line, judged.number] = special
        undecided = (covering | unread) & judged.undecided
        waiting = any(one.verdict.holds is None for one in self._special_rates[special])
        judgement = judged.number if covering & self._bits.shares else -1
        return _Line(base, special, covering, unread, undecided, judgement, _given(judged, waiting or undecided))

    def _worked_out(self, lines: tuple[_Line, ...], judged: Judged) -> Timeline:
        """Return the answers of goods on each piece of time on which nothing begins or ends."""
        starts = sorted({0}.union(*(self._cuts(line) for line in lines)))
        numbers: list[int] = []
        kept: list[int] = []
        for start in starts:
            found = [self._on(line, start, judged) for line in lines]
            number = self._answers.agreed(found)
            if not numbers or numbers[-1] != number:
                kept.append(start)
                numbers.append(number)
        return Timeline(np.array(kept, dtype=np.int64), np.array(numbers, dtype=np.int64))

    def _cuts(self, line: _Line) -> set[int]:
        """[ordinal days] Return the days on which a record begins, or has just ended."""
        spans = [(one.first, one.last) for one in self._base_rates[line.base]]
        spans += [(one.first, one.last) for one in self._special_rates[line.special]]
        measures = self._bits.measures
        spans += [(measures[n].first, measures[n].last) for n in members(line.covering | line.unread)]
        return {first for first, _ in spans} | {last + 1 for _, last in spans if last != ENDLESS}

    def _on(self, line: _Line, day: int, judged: Judged) -> int:
        """Return the number of the answer for goods of a line on a day."""
        holding = self._bits.on_day(day)
        covering, unread = line.covering & holding, line.unread & holding
        base = rates_of_day(self._base_rates[line.base], self._special_rates[line.special], day)
        waiting = tuple((_value(row), row.where) for row in base.waiting)
        undecided = line.undecided & holding
        judgement = line.judgement if covering & self._bits.shares else -1
        given = _given(judged, waiting or undecided)
        key = (_value(base.general), _value(base.special), waiting, covering, unread, undecided, judgement, given)
        number = self._settled.get(key)
        if number is None:
            held = self._held(base, covering, unread, judged)
            number = self._settled[key] = self._answers.of(Question(held, judged.known, self._law.territory))
        return number

    def _held(self, base: BaseOfDay, covering: Bits, unread: Bits, judged: Judged) -> Holding:
        """Return sets of records as what holds on a day."""
        inside: list[Candidate] = []
        outside: list[Candidate] = []
        for number in members(covering):
            verdict = judged.verdicts.get(number, ALWAYS)
            one = candidate(self._bits.measures[number], verdict, judged.known)
            presumed_out = verdict.holds is None and one.measure.record.presumed == "not"
            (outside if presumed_out else inside).append(one)
        return Holding(base, inside, outside, [Candidate(self._bits.measures[number]) for number in members(unread)])


def _value(row: BaseRate | SpecialRate | None) -> tuple[object, ...] | None:
    """Return what of a rate makes the duty."""
    return None if row is None else (row.rate, row.specific, row.specific_unit, row.combine)


def _given(judged: Judged, undecided: object) -> tuple[str, ...]:
    """Return the facts that are known, where something is undecided: what is open depends on nothing else."""
    return tuple(judged.known) if undecided else ()


def _asked(rate: Rated[R]) -> str:
    """Return the conditions of a rate, where facts that are not known decide on them."""
    return rate.row.where if isinstance(rate.row, SpecialRate) and rate.verdict.holds is None else ""


def _numbered(rates: tuple[Rated[R], ...], numbers: dict[_Content, int], kept: list[tuple[Rated[R], ...]]) -> int:
    """Return the number of rates: those that make the same duties on the same days have the same one."""
    content = tuple((_value(one.row), one.first, one.last, one.verdict.holds, _asked(one)) for one in rates)
    number = numbers.setdefault(content, len(kept))
    if number == len(kept):
        kept.append(rates)
    return number
