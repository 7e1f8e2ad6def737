"""Answers to many duty questions, each of them kept once."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from typing import NamedTuple, TypeAlias

from corridor.law.conditions import Known
from corridor.law.evidence import outcome
from corridor.law.fact_values import Territory
from corridor.law.goods import Amounts
from corridor.law.interactions import Holding
from corridor.law.layers import LayerStatus, status_of
from corridor.law.lines import same_totals
from corridor.schema.tariff_words import SpecificUnit


class Answer(NamedTuple):
    """The duty on goods on a day."""

    rate: float
    """[1] Not a number where it is unknown."""
    specifics: tuple[tuple[SpecificUnit, float], ...]
    """[importer currency / unit] By unit, where not 0."""
    status: LayerStatus
    """applied, needs_evidence or unknown."""
    at_risk: float
    """[1] Part of the rate that rests on annulled measures; not a number where the duty is unknown."""
    open: int = -1
    """Number of the question that value and quantities of an entry may answer otherwise; -1: they change nothing."""


class Question(NamedTuple):
    """What holds for goods on a day: asked again with the amounts of an entry."""

    held: Holding
    known: Known
    territory: Territory


Asked: TypeAlias = Question | tuple[int, ...]
"""A question, or the numbers of the answers for the lines of a code."""


class Answers:
    """The answers to all questions so far."""

    def __init__(self) -> None:
        """Start without answers."""
        self.found: list[Answer] = []
        """Answers, by number."""
        self._numbers: dict[Answer, int] = {}
        self._questions: list[Asked] = []

    def of(self, question: Question, amounts: Amounts | None = None) -> int:
        """Return the number of the answer to a question."""
        found = outcome(*question, amounts)
        waits = self._asked(question) if amounts is None and found.by_amounts else -1
        listed = [part for part in found.parts if part.listed]
        if any(part.status == "unknown" for part in listed):
            return self._number(_unknown()._replace(open=waits))
        units = sorted({part.due.unit for part in listed if part.due.specific})
        specifics = tuple(
            (unit, math.fsum(part.due.specific for part in listed if part.due.unit == unit)) for unit in units
        )
        at_risk = math.fsum(part.due.rate for part in listed if part.at_risk)
        status = status_of(unknown=False, needs=("facts",) if found.needs else (), projected=False)
        return self._number(Answer(math.fsum(part.due.rate for part in listed), specifics, status, at_risk, waits))

    def with_amounts(self, number: int, amounts: Amounts) -> int:
        """Return the number of the answer that stands in the place of another when amounts are given."""
        waits = self.found[number].open
        if waits < 0:
            return number
        asked = self._questions[waits]
        if isinstance(asked, Question):
            return self.of(asked, amounts)
        return self.agreed([self.with_amounts(one, amounts) for one in asked])

    def questions(self, number: int) -> Iterator[Question]:
        """Yield the questions of an answer that waits for amounts: one for each line of a code."""
        waits = self.found[number].open
        if waits >= 0:
            asked = self._questions[waits]
            if isinstance(asked, Question):
                yield asked
            else:
                for one in asked:
                    yield from self.questions(one)

    def _asked(self, question: Asked) -> int:
        """Return the number of a question that waits for amounts."""
        self._questions.append(question)
        return len(self._questions) - 1

    def agreed(self, numbers: Sequence[int]) -> int:
        """Return the number of the answer for a code whose lines have different ones: unknown, unless totals agree."""
        if len(set(numbers)) == 1:
            return numbers[0]
        if any(self.found[number].open >= 0 for number in numbers):
            together = self._agreed([self.found[number] for number in numbers])
            return self._number(together._replace(open=self._asked(tuple(numbers))))
        return self._number(self._agreed([self.found[number] for number in numbers]))

    def _agreed(self, answers: Sequence[Answer]) -> Answer:
        """Return the answer of lines with these answers."""
        first, *rest = answers
        if first.status == "unknown" or any(one.status == "unknown" for one in rest):
            return _unknown()
        if not all(same_totals(_totals(first), _totals(one)) for one in rest):
            return _unknown()
        needs = any(one.status == "needs_evidence" for one in (first, *rest))
        return first._replace(status="needs_evidence") if needs else first

    def _number(self, answer: Answer) -> int:
        """Return the number of an answer."""
        number = self._numbers.setdefault(answer, len(self.found))
        if number == len(self.found):
            self.found.append(answer)
        return number


def _unknown() -> Answer:
    """Return the answer that nobody knows."""
    return Answer(math.nan, (), "unknown", math.nan)


def _totals(answer: Answer) -> dict[str, float]:
    """Return the totals of an answer by unit; the ad valorem one under an empty name."""
    return {"": answer.rate, **dict(answer.specifics)}
