"""Answers to many duty questions, each of them kept once."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from corridor.law.layers import LayerStatus, status_of
from corridor.law.lines import same_totals
from corridor.law.parts import Part
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


class Answers:
    """The answers to all questions so far."""

    def __init__(self) -> None:
        """Start without answers."""
        self.found: list[Answer] = []
        """Answers, by number."""
        self._numbers: dict[Answer, int] = {}

    def of(self, parts: Iterable[Part]) -> int:
        """Return the number of the answer that the parts of a duty make."""
        listed, needs = [], False
        for part in parts:
            needs = needs or part.open
            if part.listed:
                listed.append(part)
        if any(part.status == "unknown" for part in listed):
            return self._number(_unknown())
        units = sorted({part.due.unit for part in listed if part.due.specific})
        specifics = tuple(
            (unit, math.fsum(part.due.specific for part in listed if part.due.unit == unit)) for unit in units
        )
        at_risk = math.fsum(part.due.rate for part in listed if part.at_risk)
        status = status_of(unknown=False, needs=("facts",) if needs else (), projected=False)
        return self._number(Answer(math.fsum(part.due.rate for part in listed), specifics, status, at_risk))

    def agreed(self, numbers: Sequence[int]) -> int:
        """Return the number of the answer for a code whose lines have different ones: unknown, unless totals agree."""
        first, *rest = (self.found[number] for number in numbers)
        if first.status == "unknown" or any(one.status == "unknown" for one in rest):
            return self._number(_unknown())
        if not all(same_totals(_totals(first), _totals(one)) for one in rest):
            return self._number(_unknown())
        needs = any(one.status == "needs_evidence" for one in (first, *rest))
        return self._number(first._replace(status="needs_evidence") if needs else first)

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
