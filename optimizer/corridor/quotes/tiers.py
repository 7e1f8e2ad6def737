"""Quotes that are the price tiers of one purchase: what differs is the quantity and the price."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import isclose

from corridor.errors import Fault, FaultError, Severity
from corridor.quotes.context import Context
from corridor.quotes.conversion import units_per_quoted_unit
from corridor.quotes.faults import fault
from corridor.quotes.incoterms import duty_payer
from corridor.schema.supply import Quote

_SAME = 1e-9
"""[1] Two bounds that differ by less, relatively, are the same."""


@dataclass(frozen=True)
class Ladder:
    """The tiers of one purchase, from the smallest quantity up."""

    schedule: str
    """Code of the schedule: that of its first quote."""
    quotes: tuple[str, ...]
    gaps: tuple[str, ...]
    """Quantities between two tiers that no quote covers, in words."""


def ladders(context: Context, quotes: Sequence[Quote]) -> Mapping[str, Ladder]:
    """Return quote -> ladder for quotes with tiers that stand together; single quotes are left out.

    Quotes stand together if site, product, destination, seller, producer, origin, incoterm and duty payer are
    the same and at least one of them has a tier bound. Raises `FaultError` where tiers overlap or end before
    they begin.
    """
    faults: list[Fault] = []
    groups: dict[tuple[str | None, ...], list[Quote]] = {}
    for quote in quotes:
        if quote.tier_to is not None and quote.tier_to < quote.tier_from:
            faults.append(
                fault(
                    quote,
                    "tier_to",
                    quote.tier_to,
                    f"the tier ends before it begins at {quote.tier_from:g}",
                    "Exchange the two bounds, or mend them",
                )
            )
        key = (
            quote.site,
            quote.product,
            quote.destination,
            quote.seller,
            quote.producer_entity,
            quote.np_origin,
            quote.incoterm,
            duty_payer(quote),
        )
        groups.setdefault(key, []).append(quote)
    found: dict[str, Ladder] = {}
    for group in groups.values():
        if len(group) > 1 and any(quote.tier_from or quote.tier_to is not None for quote in group):
            tiers = sorted(group, key=lambda quote: (_bounds(context, quote), quote.quote))
            faults.extend(_overlaps(context, tiers))
            ladder = Ladder(tiers[0].quote, tuple(quote.quote for quote in tiers), tuple(_gaps(context, tiers)))
            found.update({quote.quote: ladder for quote in tiers})
    if faults:
        raise FaultError(faults)
    return found


def _bounds(context: Context, quote: Quote) -> tuple[float, float]:
    """[unit of the product per period] Return where a tier begins and ends."""
    factor = units_per_quoted_unit(context, quote)
    end = float("inf") if quote.tier_to is None else quote.tier_to * factor
    return quote.tier_from * factor, end


def _overlaps(context: Context, tiers: Sequence[Quote]) -> list[Fault]:
    """Return a fault for each tier that begins before the one below it ends."""
    faults = []
    for lower, upper in pairwise(tiers):
        end, start = _bounds(context, lower)[1], _bounds(context, upper)[0]
        if start < end and not isclose(start, end, rel_tol=_SAME):
            faults.append(
                fault(
                    upper,
                    "tier_from",
                    upper.tier_from,
                    f"the tier overlaps with that of quote {lower.quote}, which ends at "
                    f"{'no quantity' if lower.tier_to is None else f'{lower.tier_to:g} {lower.per_unit}'}",
                    "Let each tier begin where the one below ends; quotes that are alternatives differ in "
                    "seller, destination, origin or incoterm",
                )
            )
    return faults


def _gaps(context: Context, tiers: Sequence[Quote]) -> list[str]:
    """Return the gaps between tiers in words; whole numbers that follow each other (999, 1000) leave none."""
    gaps = []
    for lower, upper in pairwise(tiers):
        end, start = _bounds(context, lower)[1], _bounds(context, upper)[0]
        follows = (
            lower.per_unit == upper.per_unit
            and lower.tier_to is not None
            and lower.tier_to.is_integer()
            and upper.tier_from == lower.tier_to + 1
        )
        if start > end and not follows and not isclose(start, end, rel_tol=_SAME):
            unit = context.products[lower.product].unit
            gaps.append(f"{end:g} to {start:g} {unit} ({lower.quote}, {upper.quote})")
    return gaps


def gap_warnings(quote: Quote, ladder: Ladder) -> list[Fault]:
    """Return a warning at the first quote of a ladder for each gap in it."""
    if quote.quote != ladder.schedule:
        return []
    return [
        fault(
            quote,
            "tier_to",
            quote.tier_to,
            f"no quote covers {gap}: such quantities cannot be bought",
            "Ask for a price, or move a bound",
            Severity.WARNING,
        )
        for gap in ladder.gaps
    ]
