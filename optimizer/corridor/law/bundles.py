"""Bundles: of several records that cover the same goods only one counts, the highest or the first."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import NamedTuple

from corridor.law.amounts import NEEDS_AMOUNTS, Due
from corridor.law.goods import Amounts
from corridor.law.scope import Candidate


class Lost(NamedTuple):
    """The outcome of all bundles. Records are given by their place among the candidates."""

    reasons: dict[int, str]
    """Record that does not count -> why, in words."""
    dues: dict[int, Due]
    """Record that counts, with a duty other than its own: which record is the highest is not known."""


NONE_LOST = Lost({}, {})


def rivals(candidates: Sequence[Candidate], dues: Sequence[Due], amounts: Amounts | None) -> Lost:
    """Return which of the records that cover goods give way to another of their bundle."""
    bundles: dict[str, list[int]] = {}
    for number, one in enumerate(candidates):
        if one.measure.record.bundle and one.measure.record.pick != "all":
            bundles.setdefault(one.measure.record.bundle, []).append(number)
    if not bundles:
        return NONE_LOST
    lost = Lost({}, {})
    for bundle, numbers in bundles.items():
        if len(numbers) > 1:
            _settle(bundle, numbers, candidates, dues, amounts, lost)
    return lost


def _settle(
    bundle: str,
    numbers: list[int],
    candidates: Sequence[Candidate],
    dues: Sequence[Due],
    amounts: Amounts | None,
    lost: Lost,
) -> None:
    """Note which records of a bundle do not count."""
    first = candidates[numbers[0]].measure.record.pick == "first"
    if first:
        kept = min(numbers, key=lambda number: candidates[number].measure.record.rank)
    else:
        kept, certain = _highest(numbers, dues, amounts)
        if not certain:
            why = f"which record of bundle {bundle} is the highest {NEEDS_AMOUNTS} quantity"
            lost.dues[kept] = Due(unknown=why)
    record = candidates[kept].measure.record
    words = "comes first" if first else "is the highest"
    for number in numbers:
        if number != kept:
            lost.reasons[number] = f"record {record.record} of {record.programme} {words} of bundle {bundle}"


def _highest(numbers: list[int], dues: Sequence[Due], amounts: Amounts | None) -> tuple[int, bool]:
    """Return the record with the highest duty, and whether it is certain to be. An unknown rate counts as highest."""
    for number in numbers:
        if dues[number].unknown:
            return number, True
    shares = {number: dues[number].share_of_value(amounts) for number in numbers}
    if None not in shares.values():
        return max(numbers, key=lambda number: shares[number] or 0.0), True
    for number in numbers:
        if all(_at_least(dues[number], dues[other]) for other in numbers):
            return number, True
    return max(numbers, key=lambda number: math.inf if shares[number] is None else shares[number] or 0.0), False


def _at_least(one: Due, other: Due) -> bool:
    """Return whether a duty is at least as high as another whatever the value and the quantity."""
    comparable = not other.specific or (one.unit == other.unit and one.specific >= other.specific)
    return comparable and one.rate >= other.rate
