"""Where a duty that compares value and quantity bends: between two bends it is linear in quantity by value.

A mixed duty, a top-up, a cap, a least price and the highest of a bundle compare duties that are linear in the ratio
of quantity to value. So there are few ratios at which something else begins to count, and between two of them a
million entries are answered by a straight line.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from itertools import combinations
from typing import NamedTuple

from corridor.law.bulk_answers import Answer, Answers, Question
from corridor.law.goods import Amounts
from corridor.law.scope import Candidate
from corridor.schema.legal import BaseRate, SpecialRate
from corridor.schema.programmes import Programme
from corridor.schema.tariff_words import SpecificUnit

_CLOSE = 1e-9
"""[1] Rates that differ by less lie on one line."""


class Line(NamedTuple):
    """A duty as a share of the value: rate + slope x (quantity / value)."""

    rate: float
    slope: float

    def less(self, other: Line) -> Line:
        """Return what it is more than another."""
        return Line(self.rate - other.rate, self.slope - other.slope)


class Straight(NamedTuple):
    """The answer between two bends."""

    number: int
    """Answer whose specific duties and status hold all over it."""
    rate: Line
    at_risk: Line


ZERO = Line(0.0, 0.0)


def only_unit(answers: Answers, number: int) -> SpecificUnit:
    """Return the unit that all quantities of a question are in; empty: there are several, or shares are undecided."""
    units: set[SpecificUnit] = set()
    for question in answers.questions(number):
        groups = (question.held.covering, question.held.presumed_out)
        if any(one.measure.share_of and one.measure.share_of not in question.known for g in groups for one in g):
            return ""
        rates = (question.held.base.general, question.held.base.special, *question.held.base.waiting)
        units |= {row.specific_unit for row in rates if row is not None and row.specific}
        units |= {one.measure.record.specific_unit for g in groups for one in g if one.measure.record.specific}
    return units.pop() if len(units) == 1 else ""


def bends(answers: Answers, number: int) -> list[float]:
    """[unit / importer currency] Return the ratios at which something else may begin to count, in order."""
    lines = {line for question in answers.questions(number) for line in _compared(question)}
    zeros = {-line.rate / line.slope for line in lines if line.slope}
    return sorted(ratio for ratio in zeros if ratio > 0.0)


def straight(answers: Answers, number: int, unit: SpecificUnit, low: float, high: float) -> Straight | None:
    """Return the answer between two neighbouring bends; None: it is no straight line, ask for each entry."""
    top = high if math.isfinite(high) else 2.0 * low + 1.0
    ratios = [low + (top - low) * share for share in (0.25, 0.5, 0.75)]
    numbers = [answers.with_amounts(number, Amounts(1.0, ((unit, ratio),))) for ratio in ratios]
    first, middle, last = (answers.found[one] for one in numbers)
    if first.status == "unknown" and middle.status == "unknown" and last.status == "unknown":
        return Straight(numbers[0], Line(math.nan, 0.0), Line(math.nan, 0.0))
    if not _alike(first, middle) or not _alike(first, last):
        return None
    rate, at_risk = _through(ratios, first.rate, last.rate), _through(ratios, first.at_risk, last.at_risk)
    for line, value in ((rate, middle.rate), (at_risk, middle.at_risk)):
        if not math.isclose(line.rate + line.slope * ratios[1], value, rel_tol=_CLOSE, abs_tol=_CLOSE):
            return None
    return Straight(numbers[0], rate, at_risk)


def _alike(one: Answer, other: Answer) -> bool:
    """Return whether answers have one status and the same specific duties."""
    return (one.status, one.specifics) == (other.status, other.specifics)


def _through(ratios: list[float], first: float, last: float) -> Line:
    """Return the line through two points; a level one is exactly level."""
    slope = 0.0 if first == last else (last - first) / (ratios[2] - ratios[0])
    return Line(first - slope * ratios[0], slope)


def _compared(question: Question) -> Iterator[Line]:
    """Yield the differences of all duties that may be compared, whichever facts turn out how."""
    base = question.held.base
    rates = [row for row in (base.general, base.special, *base.waiting) if row is not None]
    bases = list(dict.fromkeys(form for row in rates for form in _forms(row))) or [ZERO]
    for row in rates:
        yield _mixed(row)
    bundles: dict[str, list[Line]] = {}
    for one in (*question.held.covering, *question.held.presumed_out):
        record = one.measure.record
        yield _mixed(record)
        if record.semantics == "min_price":
            yield Line(-1.0, record.specific)
        if record.semantics in ("floor_total", "cap_total"):
            yield from _against_base(record, bases)
        if record.bundle and record.pick == "highest":
            bundles.setdefault(record.bundle, []).extend(_dues(one, bases))
    for dues in bundles.values():
        yield from (two.less(first) for first, two in combinations(dict.fromkeys((ZERO, *dues)), 2))


def _against_base(record: Programme, bases: Iterable[Line]) -> Iterator[Line]:
    """Yield what a top-up or a cap compares with the base duty."""
    cap = Line(record.cap or 0.0, 0.0)
    for base in bases:
        yield cap.less(base)
        for own in _forms(record):
            yield own.less(base)
            yield cap.less(base).less(own)


def _dues(one: Candidate, bases: Iterable[Line]) -> Iterator[Line]:
    """Yield what a record of a bundle may come to."""
    record = one.measure.record
    forms = [*_forms(record), Line((record.rate or 0.0) - 1.0, record.specific)]
    forms += [form.less(base) for form in (*_forms(record), Line(record.cap or 0.0, 0.0)) for base in bases]
    for form in forms:
        yield Line(form.rate * one.share, form.slope * one.share)
        yield Line(-form.rate * one.share, -form.slope * one.share)


def _forms(row: BaseRate | SpecialRate | Programme) -> tuple[Line, ...]:
    """Return what a record may state: its rate, its specific duty, or both."""
    rate = row.rate or 0.0
    return (Line(rate, 0.0), Line(0.0, row.specific), Line(rate, row.specific))


def _mixed(row: BaseRate | SpecialRate | Programme) -> Line:
    """Return the difference of the two parts of a mixed duty."""
    return Line(row.rate or 0.0, -row.specific)
