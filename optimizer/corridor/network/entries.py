"""How a shipment can enter: with or without a claim of preference, outside of quotas or within one.

All ways to enter the same goods on the same lane lead to the same place. Of those outside of quotas the cheapest is
enough; so it is of those within one quota, which use it alike. One within a quota is worth having if it is cheaper
than the one outside.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import NamedTuple

from corridor.law.origin.status import Status
from corridor.law.quota_entry import OpenQuota
from corridor.network.claims import Claims
from corridor.network.entry_fees import ArcFees, EntryFees
from corridor.network.quotas import Quotas
from corridor.network.states import State
from corridor.network.tariffs import ArcDuty, Tariffs
from corridor.schema.border_option import border_option
from corridor.schema.moving import Lane

_CHEAPER = 1e-9
"""[1] Share by which entering within a quota must be cheaper: less is rounding."""


class Shipped(NamedTuple):
    """A unit of a product on a lane."""

    lane: Lane
    product: str
    state: State
    t: int
    days: float
    """Time under way."""
    value: float | None
    """[money / unit] Transaction value; None: unknown."""
    freight: float
    """[money / unit]"""


@dataclass(frozen=True)
class Entry:
    """A way to enter a unit."""

    duty: ArcDuty
    fees: ArcFees
    claim_cost: float = 0.0
    """[money / unit] Proof of origin."""
    claim: Status | None = None
    duty_unclaimed: float = 0.0
    """[money / unit] Duty if the claim were denied."""
    within: OpenQuota | None = None
    per_unit: float = 0.0
    """[unit of the quota / unit]"""

    @property
    def total(self) -> float:
        """[money / unit] What entering costs."""
        return self.duty.amount + self.fees.amount + self.claim_cost

    @property
    def option(self) -> str:
        """Border option."""
        return border_option(
            "" if self.claim is None else self.claim.agreement, "" if self.within is None else self.within.quota
        )


@dataclass(frozen=True)
class Entries:
    """Answers how goods can enter."""

    tariffs: Tariffs
    fees: EntryFees
    claims: Claims
    quotas: Quotas

    def of(self, shipped: Shipped) -> tuple[Entry, ...]:
        """Return the ways to enter that are worth having, the one outside of quotas first; none if it is unknown."""
        outside = self._cheapest(shipped, None)
        if outside is None:
            return ()
        if not outside.duty.importer or outside.duty.borne_by_seller:
            return (outside,)
        code = self.tariffs.lookups.code(shipped.product, outside.duty.importer)
        found = [outside]
        for quota in self.quotas.on(outside.duty.importer, code):
            inside = self._within(shipped, quota, outside.total)
            if inside is not None:
                found.append(inside)
        return tuple(found)

    def _cheapest(self, shipped: Shipped, within: OpenQuota | None) -> Entry | None:
        """Return the cheapest way to enter outside of quotas, or within one; None if the duty is unknown."""
        plain = self._entry(shipped, within, None)
        if plain is None or not plain.duty.importer or plain.duty.borne_by_seller:
            return plain
        best = plain
        for status in self.claims.of(shipped.lane, shipped.product, shipped.state):
            claimed = self._entry(shipped, within, status, plain.duty.amount)
            if claimed is not None and claimed.total < best.total and _granted(claimed, status):
                best = claimed
        return best

    def _entry(
        self, shipped: Shipped, within: OpenQuota | None, claim: Status | None, unclaimed: float = 0.0
    ) -> Entry | None:
        """Return a way to enter, or None if its duty is unknown."""
        lane, product, state, t, days, value, freight = shipped
        duty = self.tariffs.duty(lane, product, state, t, days, value, freight, claim, within)
        if duty.unknown:
            return None
        agreement = "" if claim is None else claim.agreement
        fees = self.fees.of(lane, product, state, t, days, value, duty, agreement)
        cost = self.claims.cost(agreement, lane, t) if agreement else 0.0
        return Entry(duty, fees, cost, claim, unclaimed, within)

    def _within(self, shipped: Shipped, quota: OpenQuota, outside: float) -> Entry | None:
        """Return the cheapest way to enter within a quota, if that costs less than `outside` [money / unit].

        What keeps goods from a quota that would be cheaper is noted.
        """
        window = self.tariffs.lookups.calendar.arrival_window(shipped.t, shipped.days)
        usable = quota if quota.overlaps(*window) else quota.unlicensed()
        if not usable.overlaps(*window):
            return None
        inside = self._cheapest(shipped, usable)
        if inside is None:
            self.quotas.refused(quota, shipped.product, "the duty within it is unknown")
        elif inside.total < outside * (1 - _CHEAPER):
            if usable is not quota:
                why = "it is given to holders of a licence, and table quota_licences states none for this time"
                self.quotas.refused(quota, shipped.product, why)
                return None
            per_unit = self.quotas.per_unit(shipped.product, quota)
            return None if per_unit is None else replace(inside, per_unit=per_unit)
        return None


def _granted(entry: Entry, status: Status) -> bool:
    """Return whether the law gives a preferential rate for a claim."""
    return any(layer.programme == status.agreement for layer in entry.duty.layers)
