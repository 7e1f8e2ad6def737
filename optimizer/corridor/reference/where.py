"""Conditions of records taken apart: `melt_pour=US|GB, metal_weight_share>=0.15`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Literal, get_args

from corridor.schema.tariff_words import FACTS

Operator = Literal["=", "!=", ">=", "<=", ">", "<"]

ORDERED = frozenset({"share", "day"})
"""Kinds of facts that are larger or smaller."""

_PARTS = re.compile(r"^([a-z][a-z0-9_]*)\s*(!=|>=|<=|=|>|<)\s*(.*)$")


@dataclass(frozen=True)
class Condition:
    """One condition on one fact of a shipment."""

    fact: str
    operator: Operator
    values: tuple[str, ...]
    """Alternatives."""

    def __str__(self) -> str:
        """Return the condition as it is written in tables."""
        return f"{self.fact}{self.operator}{'|'.join(self.values)}"

    def admits(self, values: tuple[str, ...]) -> bool:
        """Return whether the condition holds for a fact that may be called by any of these values.

        A country may be called by its code or that of its customs territory. Raises ValueError where an order is
        asked of something that has none.
        """
        if self.operator == "=":
            return any(_equal(self.fact, given, value) for given in values for value in self.values)
        if self.operator == "!=":
            return not any(_equal(self.fact, given, value) for given in values for value in self.values)
        given, limit = measured(values[0]), measured(self.values[0])
        return {
            ">=": given >= limit,
            "<=": given <= limit,
            ">": given > limit,
            "<": given < limit,
        }[self.operator]


@cache
def conditions(where: str) -> tuple[Condition, ...]:
    """Return the conditions of a `where`, all of which must hold; an empty one has none.

    Raises ValueError if the text is not of the form that the schema demands.
    """
    return tuple(_condition(part.strip()) for part in where.split(",")) if where.strip() else ()


def _condition(text: str) -> Condition:
    """Return one condition."""
    match = _PARTS.match(text)
    if match is None:
        raise ValueError(f"{text!r} is no condition such as melt_pour=US|GB or metal_weight_share>=0.15")
    fact, sign, values = match.groups()
    operator: Operator = next(one for one in get_args(Operator) if one == sign)
    return Condition(fact, operator, tuple(value.strip() for value in values.split("|")))


def measured(text: str) -> float:
    """Return a number, or a day as its ordinal, so that both have an order. Raises ValueError for anything else."""
    try:
        return float(text)
    except ValueError:
        return float(date.fromisoformat(text).toordinal())


def trouble(where: str) -> Iterator[tuple[str, str]]:
    """Yield what is wrong with conditions that the schema admits, as (value, rule)."""
    for one in conditions(where):
        kind = FACTS[one.fact][0] if one.fact in FACTS else ""
        if not kind:
            yield one.fact, f"no fact of a shipment is called that; known are {', '.join(sorted(FACTS))}"
        elif one.operator not in ("=", "!=") and kind not in ORDERED:
            yield str(one), f"{one.fact} has no order: it is a {kind}"
        elif kind in ORDERED:
            for value in one.values:
                if not _is_measured(value):
                    yield value, f"{one.fact} is a {kind}: write a number such as 0.15, or a day such as 2026-04-06"


def _is_measured(text: str) -> bool:
    """Return whether a text is a number or a day."""
    try:
        measured(text)
    except ValueError:
        return False
    return True


def exclusive(one: str, other: str) -> bool:
    """Return whether two `where` can never hold together, as far as their conditions on single facts tell."""
    return any(
        _exclusive(a, b) for a in conditions(one) for b in conditions(other) if a.fact == b.fact and a.fact in FACTS
    )


def _exclusive(a: Condition, b: Condition) -> bool:
    """Return whether two conditions on one fact can never hold together."""
    if a.operator == "=":
        return not any(b.admits((value,)) for value in a.values)
    if b.operator == "=":
        return _exclusive(b, a)
    if a.operator[0] == ">" and b.operator[0] == "<":
        low, high = measured(a.values[0]), measured(b.values[0])
        return low > high or (low == high and (a.operator, b.operator) != (">=", "<="))
    return b.operator[0] == ">" and a.operator[0] == "<" and _exclusive(b, a)


def _equal(fact: str, given: str, value: str) -> bool:
    """Return whether a fact has a value; shares are compared as numbers."""
    if given == value:
        return True
    return fact in FACTS and FACTS[fact][0] == "share" and measured(given) == measured(value)
