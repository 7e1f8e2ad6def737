"""When a record became known: only then does the law of a day hold it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import TypeVar

from corridor.schema.border import Agreement
from corridor.schema.legal import BaseRate, SpecialRate

R = TypeVar("R", BaseRate, SpecialRate)


def known_rates(rows: Iterable[R], known_at: date, announced: Callable[[R], date]) -> tuple[R, ...]:
    """Return the base or special rates that were announced by a day."""
    return tuple(row for row in rows if announced(row) <= known_at)


def base_announced(row: BaseRate) -> date:
    """Return the day on which a base rate of the reference data was published; not said: its first day."""
    return row.announced or row.valid_from


def special_announced(row: SpecialRate, agreements: Mapping[str, Agreement]) -> date:
    """Return the day on which a special rate of the reference data was published.

    Not said: the day on which its agreement was signed, or else entered into force, since the cuts of later years are
    agreed with it; but never after its own first day, and that day where neither is recorded.
    """
    if row.announced is not None:
        return row.announced
    agreement = agreements.get(row.agreement)
    agreed = None if agreement is None else agreement.signed or agreement.in_force_from
    return row.valid_from if agreed is None else min(agreed, row.valid_from)


def own_announced(row: BaseRate | SpecialRate) -> date:
    """Return the day from which a rate of a model or of a user's folder is known; not said: always."""
    return row.announced or date.min
