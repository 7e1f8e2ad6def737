"""Plausibility: numbers that may be right, and more often are a slip of the pen."""

from __future__ import annotations

from collections.abc import Iterator

from corridor.errors import Fault, Severity
from corridor.schema.legal import BaseRate
from corridor.schema.programmes import Programme
from corridor.schema.supply import Offer
from corridor.tables.draft import Draft, TableDraft

HIGHEST_RATE = 2.0
"""[1] Highest ad valorem rate that passes without a warning. Few duties are higher; percents often are."""


def check_plausible(draft: Draft) -> tuple[Fault, ...]:
    """Return warnings of rates that look like percents, and of goods that pay whoever takes them."""
    return (*_rates(draft), *_costs(draft))


def _rates(draft: Draft) -> Iterator[Fault]:
    """Yield a warning for each rate that was probably written in percent."""
    tables: tuple[TableDraft[BaseRate] | TableDraft[Programme], ...] = (draft[BaseRate], draft[Programme])
    for table in tables:
        for at in table.rows:
            rate = at.row.rate
            if rate is not None and rate > HIGHEST_RATE:
                yield table.fault(
                    at,
                    "rate",
                    f"{rate:g} is {rate * 100:g} %: did you mean {rate / 100:g}?",
                    "Rates are fractions of the customs value: 0.034 is 3.4 %. Leave it if it is right.",
                    Severity.WARNING,
                )


def _costs(draft: Draft) -> Iterator[Fault]:
    """Yield a warning for each offer with a price below zero."""
    table = draft[Offer]
    for at in table.rows:
        if at.row.unit_cost < 0:
            yield table.fault(
                at,
                "unit_cost",
                "below 0: taking the goods is paid for, so the plan takes as many as it may",
                "Check the sign. Leave it if the seller pays, as for waste that is taken back.",
                Severity.WARNING,
            )
