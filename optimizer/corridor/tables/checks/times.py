"""Periods and validity: the horizon has no gaps, and nothing ends before it begins."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from itertools import pairwise
from typing import Any

from corridor.errors import Fault, Severity
from corridor.schema.legal import BaseRate
from corridor.schema.places import Listing, Period
from corridor.schema.programmes import Programme
from corridor.schema.row import Row
from corridor.schema.supply import ExchangeRate, Index, Offer
from corridor.tables.draft import Draft, TableDraft

_DATED: tuple[type[Row], ...] = (Listing, BaseRate, Programme)
_OLD = timedelta(days=366)
"""A rate of exchange or index price older than this, seen from as_of, is worth a warning."""


def check_times(draft: Draft) -> tuple[Fault, ...]:
    """Return faults of periods, of validity, and of dated prices."""
    faults = [*_periods(draft)]
    for row_class in _DATED:
        faults.extend(_validity(draft[row_class]))
    faults.extend(_quoted(draft, draft[ExchangeRate]))
    faults.extend(_quoted(draft, draft[Index]))
    faults.extend(_available(draft))
    return tuple(faults)


def _periods(draft: Draft) -> Iterator[Fault]:
    """Yield faults of the horizon."""
    table = draft[Period]
    for at in table.rows:
        if at.row.end < at.row.start:
            yield table.fault(
                at, "end", f"the period ends before it starts ({at.row.start})", "Exchange or mend the days."
            )
    if not table.whole or any(at.row.end < at.row.start for at in table.rows):
        return
    ordered = sorted(table.rows, key=lambda at: at.row.start)
    if list(table.rows) != ordered:
        first = next(b for a, b in pairwise(table.rows) if b.row.start < a.row.start)
        yield table.fault(
            first,
            "start",
            "the periods are not in order of time; they are planned in order of time",
            "Sort the table by start.",
            Severity.WARNING,
        )
    for before, after in pairwise(ordered):
        due = before.row.end + timedelta(days=1)
        if after.row.start != due:
            kind = "overlaps with" if after.row.start < due else "leaves a gap after"
            yield table.fault(
                after,
                "start",
                f"the period {kind} {before.row.period}, which ends on {before.row.end}",
                f"Let it start on {due}.",
            )
    if draft.settings and ordered and ordered[-1].row.end < draft.settings.as_of:
        yield table.fault(
            ordered[-1],
            "end",
            f"the whole horizon lies before the model's as_of ({draft.settings.as_of})",
            "Check the years.",
            Severity.WARNING,
        )


def _validity(table: TableDraft[Any]) -> Iterator[Fault]:
    """Yield faults of records that end before they begin."""
    for at in table.rows:
        start, end = at.row.valid_from, at.row.valid_to
        if start is not None and end is not None and end < start:
            yield table.fault(at, "valid_to", f"it ends before it begins ({start})", "Mend one of the days.")


def _quoted(draft: Draft, table: TableDraft[Any]) -> Iterator[Fault]:
    """Yield warnings of rates and prices that are from the future, or old, seen from as_of."""
    if draft.settings is None:
        return
    as_of = draft.settings.as_of
    for at in table.rows:
        if at.row.as_of > as_of:
            yield table.fault(
                at,
                "as_of",
                f"quoted after the model's as_of ({as_of})",
                "Check the day; a forecast may stand here, then say so in note.",
                Severity.WARNING,
            )
        elif as_of - at.row.as_of > _OLD:
            yield table.fault(
                at,
                "as_of",
                f"more than a year older than the model's as_of ({as_of})",
                "Look the price up again.",
                Severity.WARNING,
            )


def _available(draft: Draft) -> Iterator[Fault]:
    """Yield warnings of offers that begin behind the horizon."""
    table = draft[Offer]
    if not draft[Period].rows or not draft.judgeable(Period):
        return
    last = max(at.row.end for at in draft[Period].rows)
    for at in table.rows:
        if at.row.available_from is not None and at.row.available_from > last:
            yield table.fault(
                at,
                "available_from",
                f"goods can be had only after the horizon, which ends on {last}",
                "Check the day; the offer is never used.",
                Severity.WARNING,
            )
