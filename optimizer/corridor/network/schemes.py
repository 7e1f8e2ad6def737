"""Which statuses goods can have: agreements they may originate and be claimed under, content rules they satisfy."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from corridor.law.origin.lookup import provision_of
from corridor.law.origin.status import Status
from corridor.network.content_schemes import ContentSchemes
from corridor.network.lookups import Lookups
from corridor.network.timetables import Way
from corridor.schema.custody import Custody
from corridor.schema.elections import Election
from corridor.schema.moving import Lane
from corridor.schema.origin import OriginProvision
from corridor.schema.row import EACH
from corridor.schema.supply import Offer, Stock


@dataclass(frozen=True)
class Schemes:
    """Schemes of a model: who is a party, what may be claimed where, and on which ways a status survives."""

    lookups: Lookups
    _kept: dict[tuple[Way, str, str], bool] = field(default_factory=dict)

    @cached_property
    def agreements(self) -> tuple[str, ...]:
        """Agreements that the plan may claim, and those whose materials count under them, sorted."""
        stated = self.lookups.model.settings.agreements
        known = {row.agreement for row in self.lookups.law.provisions}
        asked = known if EACH in stated else known & set(stated)
        counted = {
            code
            for row in self.lookups.law.provisions
            if row.agreement in asked and row.cumulation in ("diagonal", "extended")
            for code in row.cumulates_with.split(";")
        }
        return tuple(sorted(asked | (counted & known)))

    @cached_property
    def contents(self) -> ContentSchemes:
        """Content rules."""
        return ContentSchemes(self.lookups)

    @cached_property
    def codes(self) -> tuple[str, ...]:
        """Agreements and content rules, sorted."""
        return tuple(sorted({*self.agreements, *self.contents.codes}))

    @cached_property
    def _claimed(self) -> frozenset[str]:
        stated = self.lookups.model.settings.agreements
        return frozenset(one for one in self.agreements if EACH in stated or one in stated)

    @cached_property
    def _parties(self) -> dict[str, frozenset[str]]:
        return {row.agreement: frozenset(row.parties.split(";")) for row in self.lookups.law.agreements}

    def is_party(self, agreement: str, site: str) -> bool:
        """Whether a site lies in a party of an agreement."""
        return self.lookups.territory(site) in self._parties.get(agreement, ())

    def provision(self, agreement: str, t: int) -> OriginProvision | None:
        """Return how an agreement decides on origin at the end of period `t`, or None if it does not then."""
        return provision_of(self.lookups.law, agreement, self.day(t))

    def day(self, t: int) -> date:
        """Return the day on which the rules of period `t` are looked up: its last."""
        return self.lookups.calendar.last_day(t)

    def any_provision(self, agreement: str) -> OriginProvision | None:
        """Return the first provision of an agreement that holds in the horizon, or None."""
        return next((found for t in range(len(self.lookups.calendar)) if (found := self.provision(agreement, t))), None)

    def claimable(self, way: Way, product: str) -> tuple[str, ...]:
        """Return the agreements that may be claimed for a product on a way, sorted; none if it enters no territory."""
        importer = self.lookups.importer(way[0], way[1])
        code = self.lookups.code(product, importer) if importer else ""
        if not code:
            return ()
        return tuple(
            agreement
            for agreement in self.agreements
            if agreement in self._claimed
            and importer in self._parties.get(agreement, ())
            and self._rated(importer, agreement, code)
            and (self.is_party(agreement, way[0]) or self.lookups.sites[way[0]].zone == "customs_control")
            and self.kept(way, product, agreement)
        )

    def _rated(self, importer: str, agreement: str, code: str) -> bool:
        """Whether some special rate of an agreement is for a code, a finer line of it, or what it belongs to."""
        rates = self._rates.get((importer, agreement), ())
        return any(code.startswith(hs) or hs.startswith(code) for hs in rates)

    @cached_property
    def _rates(self) -> dict[tuple[str, str], tuple[str, ...]]:
        found: dict[tuple[str, str], list[str]] = {}
        for row in self.lookups.law.special_rates:
            found.setdefault((row.importer, row.agreement), []).append(row.hs)
        return {key: tuple(codes) for key, codes in found.items()}

    def kept(self, way: Way, product: str, agreement: str) -> bool:
        """Whether goods that originate under an agreement still do when they arrive by a way (direct transport).

        What goods are made of does not change under way: content rules last.
        """
        key = (way, product, agreement)
        if agreement in self.contents.codes:
            return True
        if key not in self._kept:
            provision = self.any_provision(agreement)
            lanes = {lane for lane in self.lookups.timetables.of(way, product)[0] if lane is not None}
            self._kept[key] = provision is not None and all(self._direct(lane, agreement, provision) for lane in lanes)
        return self._kept[key]

    def _direct(self, lane: Lane, agreement: str, provision: OriginProvision) -> bool:
        """Whether a lane is direct transport: what is landed outside the parties stays under customs control."""
        if provision.direct_transport == "none":
            return True
        parties = self._parties.get(agreement, frozenset())
        passed = {self.lookups.law.territory(country) for country in lane.transit_countries.split(";") if country}
        outside = passed - parties
        if outside and (provision.direct_transport == "parties_only" or lane.in_transit == "free"):
            return False
        if self.is_party(agreement, lane.to_site):
            return True
        zone = self.lookups.sites[lane.to_site].zone
        return provision.direct_transport == "customs_control" and zone == "customs_control"

    def declared(self, offer: Offer, t: int) -> tuple[Status, ...]:
        """Return the statuses that a supplier declares for goods bought in period `t`, sorted."""
        if offer.proof_until is not None and offer.proof_until < self.day(t):
            return ()
        contents = dict(part.split(":") for part in offer.traced_content.split(";") if part)
        found = []
        for agreement in offer.originating_under.split(";"):
            if agreement in self.agreements and self.is_party(agreement, offer.site):
                found.append(self.status(agreement, offer.site, t, float(contents.pop(agreement, 0.0))))
        for agreement, share in contents.items():
            if agreement in self.agreements and self.is_party(agreement, offer.site):
                found.append(Status(agreement, float(share), originating=False))
        for code in self.contents.codes:
            rule = self.contents.rule(code, self.day(t))
            if rule is not None and self.contents.bought(rule, offer, self.day(t)):
                found.append(Status(code))
        return tuple(sorted(found))

    def known_of(self, rule: Stock, origin: str) -> tuple[Status, ...]:
        """Return the statuses of opening and in-transit goods of an origin, sorted."""
        named = {one for one in rule.originating_under.split(";") if one in self.agreements}
        satisfied = {one for one in rule.complies_with.split(";") if one in self.contents.codes}
        return tuple(sorted([self.acquired(one, origin, 0) for one in named] + [Status(one) for one in satisfied]))

    def status(self, agreement: str, site: str, t: int, content: float = 0.0) -> Status:
        """Return the status of goods that come to originate at a site in period `t`; `content` as in `acquired`."""
        return self.acquired(agreement, self.lookups.country(site), t, content)

    def acquired(self, agreement: str, country: str, t: int, content: float = 0.0) -> Status:
        """Return the status of goods that come to originate in a country in period `t`.

        `content` [1] is what of them counts under an agreement that absorbs nothing.
        """
        provision = self.provision(agreement, t) or self.any_provision(agreement)
        named = provision is not None and (provision.differential == "yes" or provision.cumulation == "none")
        return Status(agreement, content if self.is_traced(agreement) else 1.0, True, country if named else "")

    def election(self, scheme: str, site: str, product: str) -> Election | None:
        """Return the election that averages content of a product made at a site under a scheme, or None."""
        for row in self.lookups.model.tables[Election]:
            if (row.scheme, row.site) == (scheme, site) and averages(row, product):
                return row
        return None

    def balanced(self, site: str, product: str) -> Custody | None:
        """Return how a site balances books over mixed inputs of a product it makes; None: it keeps them apart."""
        row = self.lookups.custody.find(site, product)
        return row if row is not None and row.mode == "mass_balance" else None

    def is_traced(self, agreement: str) -> bool:
        """Whether goods that originate under an agreement count for no more than their content."""
        provision = self.any_provision(agreement)
        return provision is not None and provision.roll_up == "none"


def averages(election: Election, product: str) -> bool:
    """Whether an election is about a product."""
    return election.products == EACH or product in election.products.split(";")
