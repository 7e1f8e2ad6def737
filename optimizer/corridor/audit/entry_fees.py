"""Fees on a unit of a shipment, worked out from lane, value and the fee records, exactly.

    unit fee = sum over records r   share[r] of the window x clamp(rate[r] x value x n, least[r], most[r]) / n

n is the lane's shipment_size; without it rate x value alone counts. Which record decides on a day the law says.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from itertools import pairwise
from math import floor
from typing import TypeAlias

from corridor.audit.book import Book
from corridor.audit.checks import exact
from corridor.audit.origin_state import OriginState
from corridor.audit.tariffs import money_per_currency
from corridor.audit.unit_costs import UnitCosts
from corridor.law.fees import Decision, decisions
from corridor.law.goods import Goods
from corridor.schema.border import Fee
from corridor.schema.border_option import claim_of
from corridor.schema.moving import Lane
from corridor.schema.results import Flow


@dataclass(frozen=True)
class UnitFee:
    """A fee on a unit by one record."""

    record: Fee
    status: str
    window_share: Fraction
    """[1]"""
    size: Fraction | None
    """[unit] What is entered at once."""
    rate: Fraction
    least: Fraction
    """[money / entry]"""
    most: Fraction | None
    """[money / entry]"""
    amount: Fraction
    """[money / unit] Of this record, whoever pays."""


@dataclass(frozen=True)
class UnitFees:
    """All fees on a unit."""

    parts: tuple[UnitFee, ...]
    paid: Fraction
    """[money / unit] What the plan pays; 0 where the seller does."""
    missing: str = ""
    """What would be needed and is not known, in words."""


NO_FEES = UnitFees((), Fraction(0))

_Held: TypeAlias = tuple[Decision, Fraction, bool]
"""What decides, on which share [1] of the window of arrival, and whether that reaches beyond the horizon of the law."""


@dataclass(frozen=True)
class EntryFees:
    """The fees of the shipments of a model; which record decides is asked once for goods that arrive together."""

    book: Book
    _windows: dict[tuple[Goods, str, str, Fraction], tuple[_Held, ...]] = field(
        default_factory=dict, init=False, repr=False, compare=False
    )

    def of(self, flow: Flow, state: OriginState, lane: Lane, unit: UnitCosts, under_way: Fraction) -> UnitFees:
        """Return the fees on a unit of a flow by its lane."""
        importer = unit.importer
        if not importer or all(fee.importer != importer for fee in self.book.law.fees):
            return NO_FEES
        code = self.book.code(flow.product, importer) or ""
        goods = Goods(importer, code, state.origin(importer), state.end_use, claim_of(flow.option))
        held = self._held(goods, flow, under_way)
        size = exact(lane.shipment_size) if lane.shipment_size else None
        rate, missing = money_per_currency(self.book, importer, flow.ship_period), ""
        due = [one.record for one, _, _ in held if one.status != "switched_off"]
        if due and not unit.value_known:
            missing = "the transaction value is unknown, and fees on the entry need it"
        elif rate is None and size and any(record.least or record.most is not None for record in due):
            missing = f"no exchange rate of {importer} in {flow.ship_period}, and a fee is stated in its currency"
        parts = tuple(_unit_fee(unit, size, rate or Fraction(0), *one) for one in held)
        paid = Fraction(0) if unit.borne_by_seller else sum((one.amount for one in parts), Fraction(0))
        return UnitFees(parts, paid, missing)

    def _held(self, goods: Goods, flow: Flow, under_way: Fraction) -> tuple[_Held, ...]:
        """Return what decides on the fees of goods over their window of arrival, record by record."""
        key = (goods, flow.mode, flow.ship_period, under_way)
        if key not in self._windows:
            found: dict[tuple[str, str], _Held] = {}
            for day, share in self._runs(goods.importer, flow.ship_period, under_way):
                beyond = day > self.book.law.horizon.toordinal()
                for one in decisions(self.book.law, goods, date.fromordinal(day), flow.mode):
                    name = (one.record.fee, one.record.record)
                    if one.status != "not_in_scope":
                        before, sum_of, projected = found.get(name, (one, Fraction(0), False))
                        kept = one if one.needs else before
                        found[name] = (kept, sum_of + share, projected or beyond)
            self._windows[key] = tuple(found.values())
        return self._windows[key]

    def _runs(self, importer: str, period: str, under_way: Fraction) -> Iterator[tuple[int, Fraction]]:
        """Yield runs of days on which no fee record begins or ends: the first day, and the share [1] that arrives."""
        calendar, law = self.book.calendar, self.book.law
        number = calendar.number[period]
        begin = calendar.periods[number].start.toordinal() + under_way
        end = begin + calendar.days[number]
        cuts = {begin, end, Fraction(law.horizon.toordinal() + 1)}
        for fee in law.fees:
            if fee.importer == importer:
                cuts.add(Fraction(fee.valid_from.toordinal()))
                cuts |= {Fraction(fee.valid_to.toordinal() + 1)} if fee.valid_to else set()
        inside = sorted(cut for cut in cuts if begin <= cut <= end)
        for first, behind in pairwise(inside):
            yield floor(first), (behind - first) / (end - begin)


def _unit_fee(
    unit: UnitCosts, size: Fraction | None, money: Fraction, one: Decision, share: Fraction, projected: bool
) -> UnitFee:
    """Return the fee on a unit by one record. `money` is [money / importer currency]."""
    if one.status == "switched_off":
        nothing = Fraction(0)
        return UnitFee(one.record, "switched_off", share, size, nothing, nothing, None, nothing)
    rate, least, most = exact(one.record.rate), Fraction(0), None
    each = rate * unit.customs_value
    if size:
        least = exact(one.record.least) * money
        most = None if one.record.most is None else exact(one.record.most) * money
        entry = max(each * size, least)
        each = (entry if most is None else min(entry, most)) / size
    status = "projected" if projected and one.status == "applied" else one.status
    return UnitFee(
        one.record, "borne_by_seller" if unit.borne_by_seller else status, share, size, rate, least, most, share * each
    )
