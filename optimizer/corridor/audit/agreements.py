"""Agreements of a model: who is a party, what suppliers declare, and on which ways goods keep a status."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from functools import cached_property

from corridor.audit.book import Book
from corridor.audit.checks import exact
from corridor.audit.tariffs import exchanged
from corridor.law.origin.lookup import provision_of
from corridor.law.origin.status import Status
from corridor.schema.moving import Lane
from corridor.schema.origin import OriginProvision
from corridor.schema.row import EACH
from corridor.schema.supply import Offer, Stock

_OTHERS = ("diagonal", "extended")
"""Cumulation that lets materials count which originate under other agreements."""


@dataclass(frozen=True)
class Agreements:
    """The agreements that a plan may claim or look at, at the dates of its periods."""

    book: Book

    @cached_property
    def claimed(self) -> frozenset[str]:
        """Agreements under which the plan may claim preference."""
        stated = self.book.model.settings.agreements
        return frozenset(self._recorded if EACH in stated else self._recorded & set(stated))

    @cached_property
    def known(self) -> frozenset[str]:
        """Agreements that a status may be of: those claimed, and those whose goods count under one of them."""
        counted = {
            code
            for row in self.book.law.provisions
            if row.agreement in self.claimed and row.cumulation in _OTHERS
            for code in row.cumulates_with.split(";")
        }
        return self.claimed | (counted & self._recorded)

    @cached_property
    def _recorded(self) -> frozenset[str]:
        """Agreements with a provision on origin."""
        return frozenset(row.agreement for row in self.book.law.provisions)

    @cached_property
    def _parties(self) -> Mapping[str, frozenset[str]]:
        """Agreement -> customs territories that are parties."""
        return {row.agreement: frozenset(row.parties.split(";")) for row in self.book.law.agreements}

    def is_party(self, agreement: str, territory: str) -> bool:
        """Return whether a customs territory is a party."""
        return territory in self._parties.get(agreement, ())

    def last_day(self, period: str) -> date:
        """Return the day of a period that rules of origin are looked up for: its last."""
        calendar = self.book.calendar
        return calendar.periods[calendar.number[period]].end

    def provision(self, agreement: str, period: str) -> OriginProvision | None:
        """Return how an agreement decides on origin on the last day of a period, or None if it does not then."""
        return provision_of(self.book.law, agreement, self.last_day(period))

    def _nearest(self, agreement: str, period: str) -> OriginProvision | None:
        """Return the provision of a period, else the first of the horizon: for goods that are there before it holds."""
        periods = (period, *self.book.calendar.codes)
        return next((row for code in periods if (row := self.provision(agreement, code))), None)

    def acquired(self, agreement: str, country: str, period: str, content: float = 0.0) -> Status:
        """Return the status of goods that come to originate in a country; `content` [1] counts if none is absorbed."""
        row = self._nearest(agreement, period)
        named = row is not None and (row.differential == "yes" or row.cumulation == "none")
        traced = row is not None and row.roll_up == "none"
        return Status(agreement, content if traced else 1.0, True, country if named else "")

    def declared(self, offer: Offer, period: str) -> frozenset[Status]:
        """Return the statuses that a supplier declares for goods bought in a period."""
        if offer.proof_until is not None and offer.proof_until < self.last_day(period):
            return frozenset()
        here, country = self.book.territory(offer.site), self.book.sites[offer.site].country
        contents = dict(part.split(":") for part in offer.traced_content.split(";") if part)
        originating = [code for code in offer.originating_under.split(";") if code]
        found = {self.acquired(code, country, period, float(contents.get(code, 0.0))) for code in originating}
        found |= {Status(code, float(share), False) for code, share in contents.items() if code not in originating}
        return frozenset(one for one in found if one.agreement in self.known and self.is_party(one.agreement, here))

    def known_of(self, row: Stock, origin: str) -> frozenset[Status]:
        """Return the statuses of opening goods of an origin, and of those under way when the plan began."""
        named = {code for code in row.originating_under.split(";") if code in self.known}
        return frozenset(self.acquired(code, origin, self.book.calendar.codes[0]) for code in named)

    def kept(self, agreement: str, lane: Lane, period: str) -> bool:
        """Return whether goods that leave in a period keep their status on a lane (direct transport)."""
        row = self._nearest(agreement, period)
        if row is None or row.direct_transport == "none":
            return row is not None
        landed = {self.book.law.territory(country) for country in lane.transit_countries.split(";") if country}
        through_others = not all(self.is_party(agreement, place) for place in landed)
        if through_others and (row.direct_transport == "parties_only" or lane.in_transit == "free"):
            return False
        if self.is_party(agreement, self.book.territory(lane.to_site)):
            return True
        return row.direct_transport == "customs_control" and self.book.sites[lane.to_site].zone == "customs_control"

    def leaves_a_party(self, agreement: str, site: str) -> bool:
        """Return whether goods that leave a site may be claimed: it lies in a party, or keeps goods in a free zone."""
        in_zone = self.book.sites[site].zone == "customs_control"
        return in_zone or self.is_party(agreement, self.book.territory(site))

    def proof_cost(self, agreement: str, lane: Lane, period: str) -> Fraction:
        """[money / unit] Return the cost of the proof of origin for a shipment, shared by its units.

        0 where the lane gives no size of a shipment, or table fx no rate of the dollar.
        """
        row, rate = self.provision(agreement, period), exchanged(self.book, "USD", period)
        if row is None or rate is None or not lane.shipment_size:
            return Fraction(0)
        return exact(row.proof_cost) * rate / exact(lane.shipment_size)
