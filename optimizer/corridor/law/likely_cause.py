"""Why a duty may have been paid otherwise than the records say: assumptions that explain the payment to the cent.

What explains every payment on the line at once comes before what explains one of them; what the line itself declares,
the wording of the records and the day of entry come before guesses. A duty that was not paid at all proves little: only
what the line declares, a start or end of the duty near by, or what explains other payments, too, is named for it, and
only if nothing on the line speaks against it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

from corridor.law import misreadings
from corridor.law.assumptions import Assumption, declared, other_days, other_goods, unclaimed, without_right
from corridor.law.parts import BASE_PROGRAMME, COUNTED
from corridor.law.repricing import Repricing
from corridor.law.stack import Stack

MOST_NAMED = 3
"""Causes that are named where several explain a payment."""


class _Case(NamedTuple):
    """One programme of a line of which something else was paid than is due."""

    priced: Repricing
    programme: str
    answer: Stack

    @property
    def due(self) -> float:
        """[importer currency]"""
        return self.priced.due.get(self.programme, 0.0)

    @property
    def paid(self) -> float:
        """[importer currency]"""
        return self.priced.paid(self.programme)

    def words(self, assumptions: Iterable[Assumption]) -> list[str]:
        """Return assumptions that explain what was paid, as causes; where nothing was paid, all of the line."""
        found = [one for one in assumptions if self.priced.matches(self.programme, one.due.get(self.programme, 0.0))]
        return [self.phrase(one.words) for one in found if self.paid or not self.priced.differing(one.due)]

    def phrase(self, words: str) -> str:
        """Return the words of an assumption as a cause."""
        return f"paid as {words}" if self.paid else f"not paid, as {words}"


def likely_cause(priced: Repricing, programme: str, answer: Stack) -> str:
    """Return the likely cause of a difference of one programme on a line, in words. `answer`: the line's stack."""
    case = _Case(priced, programme, answer)
    for explain in (_whole_line, _sure, _possible, _remote):
        found = list(dict.fromkeys(explain(case)))
        if found:
            return "; or ".join(found[:MOST_NAMED]) + _evidence(case)
    return _unexplained(case) + _evidence(case)


def _whole_line(case: _Case) -> Iterator[str]:
    """Yield assumptions that explain every payment of a line on which several differ and something was paid."""
    priced = case.priced
    differing = priced.differing(priced.due)
    if len(differing) < 2 or not any(priced.paid(name) for name in differing):
        return
    groups: tuple[Callable[[], Iterable[Assumption]], ...] = (
        lambda: declared(priced),
        lambda: (one for name in differing for one in other_days(priced, name)),
        lambda: other_goods(priced),
        lambda: unclaimed(priced),
    )
    for group in groups:
        found = [case.phrase(one.words) for one in group() if not priced.differing(one.due)]
        if found:
            yield from found
            return


def _sure(case: _Case) -> Iterator[str]:
    """Yield the wording of the records, what the line declares, and the day."""
    priced, programme, answer = case
    yield from misreadings.under_another_name(priced, programme)
    if case.paid:
        yield from misreadings.of_records(priced, programme, answer)
    reasons = _base_reasons(answer) if programme == BASE_PROGRAMME else []
    near = [one for text in reasons for one in without_right(priced, text)]
    found = case.words([*near, *declared(priced), *other_days(priced, programme)])
    yield from found
    if not found and not case.due:
        yield from misreadings.not_due(priced, programme, answer, "switched_off", "void")


def _possible(case: _Case) -> Iterator[str]:
    """Yield slips of the pen, other end uses and lines."""
    if case.paid:
        yield from misreadings.slips(case.due, case.paid)
        yield from case.words(other_goods(case.priced))
        if not case.due:
            yield from misreadings.not_due(*case, "not_in_scope")


def _remote(case: _Case) -> Iterator[str]:
    """Yield agreements that were not claimed, double payment, and records for other goods."""
    if case.paid or case.programme == BASE_PROGRAMME:
        yield from case.words(unclaimed(case.priced))
    if case.paid:
        yield from misreadings.twice(case.due, case.paid)
        yield from misreadings.of_another_record(*case)


def _base_reasons(answer: Stack) -> list[str]:
    """Return why the base duty of a line is what it is."""
    return [layer.reason for layer in answer.layers if layer.programme == BASE_PROGRAMME and layer.status in COUNTED]


def _unexplained(case: _Case) -> str:
    """Return what can be said where nothing explains the payment."""
    if not case.paid:
        return "not paid"
    share = f"{100 * case.paid / case.priced.amounts.value:.6g} % of the value was paid"
    if case.due:
        return f"not explained: {share}"
    outside = [layer.reason for layer in case.answer.layers if layer.programme == case.programme]
    if outside:
        return f"paid although it was not due: {outside[0]}; {share}"
    return f"the records know no programme of this name: {share}"


def _evidence(case: _Case) -> str:
    """Return which facts that the line does not state would decide on the programme, or free from it."""
    layers = case.answer.layers
    needed = [fact for one in layers if one.programme == case.programme for fact in one.evidence_needed]
    if case.paid < case.due:
        for layer in layers:
            row = next((row for row in case.priced.law.records(layer.programme) if row.record == layer.record), None)
            if layer.status == "not_in_scope" and row is not None and case.programme in row.excludes.split(";"):
                needed += layer.evidence_needed
    return f" (evidence of {', '.join(dict.fromkeys(needed))} would decide)" if needed else ""
