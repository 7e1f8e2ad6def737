"""The base duty of a day: the general rate, or the special rate that a claim puts in its place."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from corridor.law.scope import Rated, Scope
from corridor.schema.legal import BaseRate, SpecialRate


class BaseOfDay(NamedTuple):
    """The rates that a day's base duty is made of."""

    general: BaseRate | None
    """None: no base rate is recorded."""
    special: SpecialRate | None
    """The special rate of the claim; None: the claim changes nothing, or there is none."""
    needs: tuple[str, ...] = ()
    """Facts that would decide on a special rate."""
    note: str = ""
    """Why a claim changes nothing, in words."""
    waiting: tuple[SpecialRate, ...] = ()
    """Special rates whose conditions are not known and that would come before `special`, the first one first."""


def base_of_day(scope: Scope, day: int) -> BaseOfDay:
    """Return the base duty of a day (ordinal), and of a claim that changes nothing, why."""
    found = rates_of_day(scope.base, scope.special, day)
    if not scope.claim or found.special is not None:
        return found
    return found._replace(note=_why_not(scope, [one for one in scope.special if one.holds(day)], found.needs))


def rates_of_day(base: Sequence[Rated[BaseRate]], special: Sequence[Rated[SpecialRate]], day: int) -> BaseOfDay:
    """Return the base duty of a day (ordinal): of general and of special rates the first that holds counts.

    A special rate whose conditions are not known changes nothing yet; the facts that would decide are named.
    """
    general = next((one.row for one in base if one.holds(day)), None)
    waiting: list[SpecialRate] = []
    needs: dict[str, None] = {}
    for one in special:
        if one.holds(day):
            if one.verdict.holds:
                return BaseOfDay(general, one.row, tuple(needs), "", tuple(waiting))
            if one.verdict.holds is None:
                waiting.append(one.row)
                needs.update(dict.fromkeys(one.verdict.decided_by))
    return BaseOfDay(general, None, tuple(needs), "", tuple(waiting))


def _why_not(scope: Scope, holding: list[Rated[SpecialRate]], needs: tuple[str, ...]) -> str:
    """Return why a claim changes nothing."""
    said = f"the claim of {scope.claim} changes nothing: "
    if not scope.special:
        return f"{said}no special rate of it is recorded for code {scope.line}"
    if not holding:
        return f"{said}its special rate of code {scope.line} does not hold on this day"
    if needs:
        return f"{said}its conditions need evidence of {', '.join(needs)}"
    failed = (one.verdict.failed for one in holding)
    return f"{said}{'; '.join(dict.fromkeys(failed))}"
