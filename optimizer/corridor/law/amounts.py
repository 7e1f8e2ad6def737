"""What a record adds to a duty: an ad valorem and a specific part, linear in value and quantity wherever it can be.

Only what compares the two (a mixed duty, a top-up over a specific duty, a least price) needs the amounts of an entry.
Without them it is unknown, never 0.
"""

from __future__ import annotations

from typing import NamedTuple

from corridor.law.goods import Amounts
from corridor.schema.legal import BaseRate, SpecialRate
from corridor.schema.programmes import Programme
from corridor.schema.tariff_words import SpecificUnit

NEEDS_AMOUNTS = "needs the value and the"
"""What a reason says of a duty that value and quantity of an entry would make known."""


class Due(NamedTuple):
    """A part of a duty, linear in value and quantity."""

    rate: float = 0.0
    """[1] Of the customs value."""
    specific: float = 0.0
    """[importer currency / unit]"""
    unit: SpecificUnit = ""
    unknown: str = ""
    """Why nobody knows it, in words; empty: it is known."""

    def times(self, share: float) -> Due:
        """Return a share of it."""
        return self if share == 1.0 else Due(self.rate * share, self.specific * share, self.unit, self.unknown)

    def share_of_value(self, amounts: Amounts | None) -> float | None:
        """[1] Return it as a share of the customs value (its ad valorem equivalent); None: it cannot be told."""
        if self.unknown:
            return None
        if not self.specific:
            return self.rate
        quantity = None if amounts is None else amounts.quantity(self.unit)
        if amounts is None or quantity is None:
            return None
        return self.rate + self.specific * quantity / amounts.value


NOTHING = Due()


def written(row: BaseRate | SpecialRate | Programme, amounts: Amounts | None) -> Due:
    """Return the duty that a record states: its rate, its specific part, or what `combine` makes of the two.

    Of a mixed duty the part that is charged stays as it is, so that it remains linear.
    """
    rate, specific = row.rate or 0.0, row.specific
    if row.rate is None and not specific:
        return Due(unknown=f"its rate is not known: {row.note}" if row.note else "its rate is not known")
    if row.combine == "sum" or not rate or not specific:
        return Due(rate, specific, row.specific_unit if specific else "")
    share = Due(0.0, specific, row.specific_unit).share_of_value(amounts)
    if share is None:
        return Due(unknown=_needs(row.specific_unit))
    takes_rate = (rate >= share) == (row.combine == "higher")
    return Due(rate) if takes_rate else Due(0.0, specific, row.specific_unit)


def added(record: Programme, base: Due, amounts: Amounts | None) -> Due:
    """Return what a programme record adds where the base duty, general or claimed, is `base`."""
    if record.semantics == "exempt":
        return NOTHING
    if record.semantics == "min_price":
        return _least_price(record, amounts)
    own = written(record, amounts)
    if record.semantics == "rebate":
        return Due(-own.rate, -own.specific, own.unit, own.unknown)
    if record.semantics == "additive" or own.unknown:
        return own
    if record.semantics == "floor_total":
        return _topped_up(own, base, amounts)
    return _capped(record.cap, own, base, amounts)


def _topped_up(floor: Due, base: Due, amounts: Amounts | None) -> Due:
    """Return what the base duty lacks to reach a floor."""
    if base.unknown:
        return Due(unknown=_depends("what the base duty lacks depends on it", base))
    if not floor.specific and base.rate >= floor.rate:
        return NOTHING  # Whatever the specific part of the base is, it is at least as high as the floor.
    reach, counted = floor.share_of_value(amounts), base.share_of_value(amounts)
    if reach is None or counted is None:
        return Due(unknown=_needs(floor.unit or base.unit))
    return Due(max(0.0, reach - counted))


def _capped(cap: float | None, own: Due, base: Due, amounts: Amounts | None) -> Due:
    """Return a duty of which base and record together reach at most the cap."""
    if cap is None:
        return own
    if base.unknown:
        return Due(unknown=_depends("what the cap leaves over the base duty depends on it", base))
    if base.rate >= cap:
        return NOTHING
    wanted, counted = own.share_of_value(amounts), base.share_of_value(amounts)
    if wanted is None or counted is None:
        return Due(unknown=_needs(own.unit or base.unit))
    return own if wanted <= cap - counted else Due(max(0.0, cap - counted))


def _least_price(record: Programme, amounts: Amounts | None) -> Due:
    """Return what the price per unit lacks to reach the least price, on top of the record's rate."""
    quantity = None if amounts is None else amounts.quantity(record.specific_unit)
    if amounts is None or not quantity:
        return Due(unknown=_needs(record.specific_unit))
    return Due(record.rate or 0.0, max(0.0, record.specific - amounts.value / quantity), record.specific_unit)


def _needs(unit: SpecificUnit) -> str:
    """Return what is missing, in words."""
    return f"{NEEDS_AMOUNTS} {'weight' if unit == 'kg' else f'quantity in {unit}'}"


def _depends(words: str, base: Due) -> str:
    """Return why a duty is unknown that depends on a base duty which is; what amounts would decide is said."""
    return f"{words}, and that {base.unknown}" if NEEDS_AMOUNTS in base.unknown else f"{words}, and it is not known"
