"""All quotes of a model worked out, every fault collected."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from math import ceil

from corridor.errors import Fault, FaultError
from corridor.quotes.context import Context
from corridor.quotes.faults import refuse
from corridor.quotes.tiers import Ladder, ladders
from corridor.quotes.working import Working, importing, work
from corridor.schema.places import Period
from corridor.schema.row import EACH
from corridor.schema.supply import Quote


@dataclass(frozen=True)
class Worked:
    """Quotes worked out."""

    quotes: tuple[Quote, ...]
    workings: Mapping[str, tuple[Working, ...]]
    """Quote -> one working for each period in which it can be bought, or a single one for `*`."""
    ladder_of: Mapping[str, Ladder]
    """Quote -> the price tiers it is one of; quotes that stand alone are not in here."""


def worked(context: Context, quotes: Sequence[Quote]) -> Worked:
    """Return all quotes worked out. Raises `FaultError` with the faults of all of them."""
    faults: list[Fault] = []
    workings: dict[str, tuple[Working, ...]] = {}
    for quote in quotes:
        try:
            _good(context, quote)
            workings[quote.quote] = _by_period(context, quote)
        except FaultError as error:
            faults.extend(error.faults)
    found: Mapping[str, Ladder] = {}
    if not faults:
        try:
            found = ladders(context, quotes)
        except FaultError as error:
            faults.extend(error.faults)
    if faults:
        raise FaultError(faults)
    for ladder in dict.fromkeys(found.values()):
        # The tiers of one purchase share their periods: one tier by period makes all of them so.
        if any(one.period != EACH for quote in ladder.quotes for one in workings[quote]):
            for quote in quotes:
                if quote.quote in ladder.quotes:
                    workings[quote.quote] = _spread(context, quote, workings[quote.quote])
    return Worked(tuple(quotes), workings, found)


def available_from(context: Context, quote: Quote) -> date | None:
    """Return the first day goods can be had: the model's as_of date plus the lead time; None: at once."""
    if not quote.lead_time_days:
        return None
    return context.settings.as_of + timedelta(days=ceil(quote.lead_time_days))


def usable_periods(context: Context, quote: Quote) -> tuple[Period, ...]:
    """Return the periods in which something can be bought, in order of time."""
    first = available_from(context, quote)
    return tuple(period for period in context.periods if first is None or period.end >= first)


def _by_period(context: Context, quote: Quote) -> tuple[Working, ...]:
    """Return the workings of a quote; one for `*` where all periods are the same; none: never to be had."""
    periods = usable_periods(context, quote)
    if not periods:
        return ()
    entry = importing(context, quote, periods[0])
    found = tuple(work(context, quote, period, entry) for period in periods)
    common = replace(found[0], period=EACH)
    return (common,) if all(replace(one, period=EACH) == common for one in found) else found


def _spread(context: Context, quote: Quote, found: tuple[Working, ...]) -> tuple[Working, ...]:
    """Return one working for each usable period."""
    if not found or found[0].period != EACH:
        return found
    return tuple(replace(found[0], period=period.period) for period in usable_periods(context, quote))


def _good(context: Context, quote: Quote) -> None:
    """Raise `FaultError` for codes that the model does not have, and for quotes that expired."""
    for column, value, known in (
        ("site", quote.site, context.sites),
        ("product", quote.product, context.products),
        ("destination", quote.destination, context.sites),
    ):
        if value is not None and value not in known:
            table = "products" if column == "product" else "sites"
            raise refuse(quote, column, value, f"the model has no such {column}", f"Add it to table {table}")
    if quote.destination == quote.site:
        raise refuse(
            quote,
            "destination",
            quote.destination,
            "the goods are shipped to where they are",
            "Name another site, or leave destination empty",
        )
    if quote.valid_to < context.settings.as_of:
        raise refuse(
            quote,
            "valid_to",
            quote.valid_to,
            f"the quote expired before the model's as_of date {context.settings.as_of}",
            "Get a new quote",
        )
