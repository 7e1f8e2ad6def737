"""Fees on the entries of an arc: the mean over the arrival window of what an entry of one shipment pays, per unit."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass, field

from corridor.errors import Fault, Severity
from corridor.law.entry_fees import FeeShare, fee_shares, fee_turning_points
from corridor.law.goods import Goods
from corridor.network.lookups import Lookups
from corridor.network.states import State
from corridor.network.tariffs import ArcDuty
from corridor.schema.moving import Lane

_Key = tuple[Goods, str, float] | tuple[Goods, str, float, float]
"""Goods, mode, and between which turning points they arrive, or the window of arrival."""


@dataclass(frozen=True, slots=True)
class ArcFees:
    """Fees on one unit."""

    amount: float
    """[money / unit] That the buyer pays."""
    shares: tuple[FeeShare, ...]
    value: float
    """[money / unit] Customs value."""
    size: float | None
    """[unit] What is entered at once; None: the lane does not say."""
    exchange: float
    """[money / importer currency] Where an amount per entry is charged; else 1."""
    borne_by_seller: bool


NO_FEES = ArcFees(0.0, (), 0.0, None, 1.0, False)


@dataclass
class EntryFees:
    """Answers what fees are due, and remembers each question to the law and what was missing."""

    lookups: Lookups
    missing: dict[tuple[str, str, str], Fault] = field(default_factory=dict)
    """(importer or currency, product, what) -> fault."""
    unsized: dict[str, set[tuple[str, str, str, str]]] = field(default_factory=dict)
    """Fee -> lanes (from, to, mode, route) that state no size of a shipment."""
    _shares: dict[_Key, tuple[FeeShare, ...]] = field(default_factory=dict)
    _cuts: dict[str, tuple[float, ...]] = field(default_factory=dict)
    """Days on which the fees of an importer may change; empty: it has none."""

    def of(
        self,
        lane: Lane,
        product: str,
        state: State,
        t: int,
        transit_days: float,
        value: float | None,
        duty: ArcDuty,
        claim: str = "",
    ) -> ArcFees:
        """Return the fees on a unit that leaves by a lane in period `t`.

        `value` [money / unit] is the transaction value (None: unknown), `duty` what is known of the entry, `claim` the
        agreement claimed on it. A seller who bears the duty enters the goods, and bears the fees.
        """
        importer = duty.importer
        if not importer or not self._turning_points(importer):
            return NO_FEES
        goods = Goods(importer, self.lookups.code(product, importer), duty.origin, state.end_use, claim)
        shares = self._between(goods, lane.mode, self.lookups.calendar.arrival_window(t, transit_days))
        due = [share for share in shares if share.due]
        if value is None and due:
            self._note(importer, product, f"fees on an entry of {product} need a transaction value", "values")
        size, exchange = lane.shipment_size or None, 1.0
        bounded = [share for share in due if share.bounded]
        if size is None:
            for share in bounded:
                way = (lane.from_site, lane.to_site, lane.mode, lane.route)
                self.unsized.setdefault(share.record.fee, set()).add(way)
        elif bounded:
            exchange = self._exchange(importer, t)
        total = sum(share.per_unit(duty.customs_value, size, exchange) for share in due)
        amount = 0.0 if duty.borne_by_seller else total
        return ArcFees(amount, shares, duty.customs_value, size, exchange, duty.borne_by_seller)

    def faults(self) -> list[Fault]:
        """Return what is missing to know the fees, and one note on the lanes that state no size of a shipment."""
        return [*self.missing.values(), *self._assumed()]

    def _turning_points(self, importer: str) -> tuple[float, ...]:
        """Return the days on which fees of an importer may change, worked out once."""
        if importer not in self._cuts:
            self._cuts[importer] = fee_turning_points(self.lookups.law, importer)
        return self._cuts[importer]

    def _between(self, goods: Goods, mode: str, window: tuple[float, float]) -> tuple[FeeShare, ...]:
        """Return the fees over a window of arrival, asked once: between two turning points all have one answer."""
        cuts = self._cuts[goods.importer]
        before, within = bisect_right(cuts, window[0]), bisect_left(cuts, window[1])
        key: _Key = (goods, mode, float(before)) if before == within else (goods, mode, *window)
        if key not in self._shares:
            self._shares[key] = fee_shares(self.lookups.law, goods, mode, *window)
        return self._shares[key]

    def _exchange(self, importer: str, t: int) -> float:
        """[money / importer currency] Return the exchange rate of a period; 0, and remembered, if there is none."""
        currency = self.lookups.law.valuations[importer].currency
        rate = self.lookups.exchange(currency, t)
        if rate is None:
            self._note(currency, "", f"a fee on an entry is stated in {currency}", "fx")
            return 0.0
        return rate / self.lookups.model.settings.money_unit

    def _note(self, where: str, what: str, rule: str, table: str) -> None:
        """Remember that a table lacks what a fee needs."""
        remedy = "Add a row to table values." if table == "values" else "Add it to table fx."
        fault = Fault("law", None, "", "", f"{where} {what}".strip(), rule, remedy, Severity.ERROR)
        self.missing.setdefault((where, what, rule), fault)

    def _assumed(self) -> list[Fault]:
        """Return the note on lanes without a size of a shipment."""
        if not self.unsized:
            return []
        names = " and ".join(sorted(self.unsized))
        count = len(set().union(*self.unsized.values()))
        rule = (
            f"no size of a shipment is given: each unit pays the rate of {names} on its value, and the least and the "
            "largest amount of an entry are left out"
        )
        remedy = "Give shipment_size, the units that are entered at once."
        return [Fault("lanes", None, "shipment_size", "", f"{count} lane(s)", rule, remedy, Severity.NOTE)]
