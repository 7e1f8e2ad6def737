"""Facts that nobody gave, and enough values of each to try every way in which conditions may turn out."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, timedelta
from itertools import pairwise

from corridor.law.conditions import Known
from corridor.reference.measure import Measure
from corridor.reference.where import Condition
from corridor.schema.tariff_words import FACTS

Territory = Callable[[str], str]
Names = tuple[str, ...]
"""A value of a fact, and what else conditions may call it: the customs territory of a country."""

_OTHER = "OTHER"
"""Stands for every value that no condition names."""


def missing_facts(where: Sequence[Condition], share_of: str, known: Known) -> tuple[str, ...]:
    """Return the facts that conditions, or a share of the value, look at and that are not known."""
    named = (*(one.fact for one in where), *((share_of,) if share_of else ()))
    return tuple(dict.fromkeys(fact for fact in named if fact not in known))


def values_to_try(
    wheres: Iterable[Sequence[Condition]], measures: Iterable[Measure], known: Known, territory: Territory
) -> dict[str, tuple[Names, ...]]:
    """Return fact -> values that together show every way in which its conditions may turn out.

    `wheres` are the conditions of rates, `measures` the programme records. Of a fact whose share of the value is
    charged 0, 1 and what lies between its limits are tried, too: a duty is linear, or has a bend upwards, in between.
    """
    records = tuple(measures)
    asked: dict[str, dict[Condition, None]] = {}
    for where in (*wheres, *(one.where for one in records)):
        for condition in where:
            if condition.fact not in known:
                asked.setdefault(condition.fact, {})[condition] = None
    charged = {one.share_of for one in records if one.share_of and one.share_of not in known}
    found: dict[str, tuple[Names, ...]] = {}
    for fact in (*asked, *sorted(charged - asked.keys())):
        conditions = tuple(asked.get(fact, ()))
        values = _values(fact, conditions, territory)
        found[fact] = values if fact in charged else _distinct(values, conditions)
    return found


def _distinct(values: Iterable[Names], conditions: Sequence[Condition]) -> tuple[Names, ...]:
    """Return one value of each way in which conditions may turn out."""
    ways: dict[tuple[bool, ...], Names] = {}
    for value in values:
        ways.setdefault(tuple(one.admits(value) for one in conditions), value)
    return tuple(ways.values())


def _values(fact: str, conditions: Sequence[Condition], territory: Territory) -> tuple[Names, ...]:
    """Return values of a fact on both sides of every limit, or each that is named and one that is not."""
    named = list(dict.fromkeys(value for one in conditions for value in one.values))
    kind = FACTS[fact][0] if fact in FACTS else "word"
    if kind == "share":
        limits = sorted({0.0, 1.0, *(float(value) for value in named if 0.0 <= float(value) <= 1.0)})
        between = [(low + high) / 2.0 for low, high in pairwise(limits)]
        return tuple((repr(value),) for value in sorted((*limits, *between)))
    if kind == "day":
        days = {date.fromisoformat(value) + timedelta(days=step) for value in named for step in (-1, 0, 1)}
        return tuple((day.isoformat(),) for day in sorted(days))
    if kind == "country":
        return ((_OTHER,), *((value, territory(value)) for value in named))
    return ((_OTHER,), *((value,) for value in named))


def with_values(known: Known, facts: Sequence[str], values: Sequence[Names]) -> Mapping[str, Names]:
    """Return what is known and values of further facts."""
    return {**known, **dict(zip(facts, values, strict=True))}
