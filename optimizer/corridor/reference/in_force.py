"""Preferences hold while their agreement is in force: an agreement of a model that ends takes its rates with it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from corridor.schema.border import Agreement
from corridor.schema.legal import SpecialRate


def while_in_force(rates: Iterable[SpecialRate], agreements: Iterable[Agreement]) -> tuple[SpecialRate, ...]:
    """Return special rates without the days on which their agreement, if it is one of those given, is not in force.

    An agreement whose first or last day is not stated sets no bound there.
    """
    stated = {row.agreement: row for row in agreements}
    return tuple(_held(rates, stated))


def _held(rates: Iterable[SpecialRate], stated: dict[str, Agreement]) -> Iterator[SpecialRate]:
    for row in rates:
        agreement = stated.get(row.agreement)
        if agreement is None:
            yield row
            continue
        first = max(row.valid_from, agreement.in_force_from or row.valid_from)
        last = min(row.valid_to or date.max, agreement.in_force_to or date.max)
        if first <= last:
            yield row.model_copy(update={"valid_from": first, "valid_to": None if last == date.max else last})
