"""What has an open/closed decision, what the plan decided, and what that costs.

A thing without a decision has no row in table openings and counts as always open. A thing whose row is
missing counts as closed.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property

from corridor.audit.book import Book
from corridor.audit.checks import exact
from corridor.audit.election_book import ElectionBook, election_named
from corridor.audit.plan import Plan
from corridor.schema.goods import Capability
from corridor.schema.moving import Handling, Lane, Limit
from corridor.schema.results import Opening
from corridor.schema.row import EACH
from corridor.schema.supply import Offer
from corridor.tables.star import StarIndex


@dataclass(frozen=True)
class Price:
    """What a decision costs."""

    fixed: Fraction = Fraction(0)
    """[money] In each window in which it is open."""
    opening: Fraction = Fraction(0)
    """[money] Once per opening."""
    closing: Fraction = Fraction(0)
    """[money] Once per closing."""


FREE = Price()
"""A decision that costs nothing by itself."""


def lane_subject(lane: Lane, product: str) -> str:
    """Return the name under which a lane's opening stands: shared `*` rows have one for all products."""
    shared = lane.scope == "shared" and lane.product == EACH
    return f"{lane.from_site}>{lane.to_site}:{lane.mode}:{lane.route}:{EACH if shared else product}"


def handling_subject(row: Handling, product: str) -> str:
    """Return the name under which a depot's opening stands: shared `*` rows have one for all products."""
    shared = row.scope == "shared" and row.product == EACH
    return f"{row.site}:{EACH if shared else product}"


def lane_decides(lane: Lane) -> bool:
    """Return whether a lane is used or not by decision."""
    return bool(lane.fixed_cost or lane.min_shipment)


def offer_decides(offer: Offer) -> bool:
    """Return whether buying under an offer in a window must have a row; tiers may, quantities tell all."""
    return bool(offer.fixed_cost or (offer.min_quantity and not offer.schedule))


@dataclass(frozen=True)
class Decisions:
    """Openings of a plan beside the tables that they decide on."""

    book: Book
    plan: Plan

    @cached_property
    def rows(self) -> Mapping[tuple[str, str, str], Opening]:
        """(kind, subject, window) -> row."""
        return {(row.kind, row.subject, row.window): row for row in self.plan[Opening]}

    def is_open(self, kind: str, subject: str, window: str) -> int:
        """Return 1 if the plan decided to open a thing, 0 if not or if it has no row."""
        row = self.rows.get((kind, subject, window))
        return row.open if row else 0

    @cached_property
    def capabilities(self) -> Mapping[str, tuple[Capability, ...]]:
        """SITE:PROCESS -> the winning rows in order of time, for capabilities with a decision."""
        found: dict[str, tuple[Capability, ...]] = {}
        for site, process in sorted({(row.site, row.process) for row in self.book.tables[Capability]}):
            each = [self.book.capabilities.find(site, process, code) for code in self.book.calendar.codes]
            rows = tuple(row for row in each if row)
            costly = any(row.fixed_cost or row.open_cost or row.close_cost or row.min_run for row in rows)
            if costly or any(row.initially_open == "no" for row in rows[:1]):
                found[f"{site}:{process}"] = rows
        return found

    @cached_property
    def depots(self) -> Mapping[str, tuple[Handling, ...]]:
        """SITE:PRODUCT or SITE:* -> the winning rows in order of time, for depots with a decision."""
        found: dict[str, tuple[Handling, ...]] = {}
        for site in sorted({row.site for row in self.book.tables[Handling]}):
            for product in (EACH, *self.book.products):
                subject = f"{site}:{product}"
                each = [self.handling_named(site, product, code) for code in self.book.calendar.codes]
                rows = tuple(row for row in each if row and handling_subject(row, product) == subject)
                costly = any(row.fixed_cost or row.open_cost for row in rows)
                if costly or any(row.initially_open == "no" for row in rows[:1]):
                    found[subject] = rows
        return found

    def price(self, row: Opening) -> Price | None:
        """Return what an opening costs, or None if there is nothing to decide under this name."""
        resolve = {
            "capability": self._capability,
            "handling": self._handling,
            "lane": self._lane,
            "offer": self._offer,
            "order": self._order,
            "tooling": self._tooling,
            "count": self._count,
            "election": self._election,
        }.get(row.kind)
        return resolve(row.subject, row.window) if resolve else None

    def _capability(self, subject: str, window: str) -> Price | None:
        """Return the price of a capability's opening in a period."""
        if subject not in self.capabilities or window not in self.book.calendar.number:
            return None
        site, process = subject.split(":")
        row = self.book.capabilities.find(site, process, window)
        if row is None:
            return None
        scale = self.book.calendar.period_scale(row.per, window)
        return Price(exact(row.fixed_cost) * scale, exact(row.open_cost), exact(row.close_cost))

    def _handling(self, subject: str, window: str) -> Price | None:
        """Return the price of a depot's opening in a period."""
        site, _, product = subject.partition(":")
        row = self.handling_named(site, product, window)
        if row is None or subject not in self.depots or handling_subject(row, product) != subject:
            return None
        scale = self.book.calendar.period_scale(row.per, window)
        return Price(exact(row.fixed_cost) * scale, exact(row.open_cost))

    def handling_named(self, site: str, product: str, period: str) -> Handling | None:
        """Return the handling row of a product, or of all products that share one (`*`)."""
        if period not in self.book.calendar.number:
            return None
        if product == EACH:
            return self._shared_handling.find(site, period)
        return self.book.handling.find(site, product, period) if product in self.book.products else None

    @cached_property
    def _shared_handling(self) -> StarIndex[Handling]:
        """Handling rows that all products share, by site and period."""
        rows = (row for row in self.book.tables[Handling] if row.scope == "shared" and row.product == EACH)
        return StarIndex(rows, ("site", "period"))

    @cached_property
    def _shared_lanes(self) -> StarIndex[Lane]:
        """Lane rows that all products share, by lane and period."""
        rows = (row for row in self.book.tables[Lane] if row.scope == "shared" and row.product == EACH)
        return StarIndex(rows, ("from_site", "to_site", "mode", "route", "period"))

    def lane_named(self, subject: str, window: str) -> Lane | None:
        """Return the lane row that stands under a subject in a period."""
        ends, _, rest = subject.partition(":")
        from_site, _, to_site = ends.partition(">")
        mode, _, rest = rest.partition(":")
        route, _, product = rest.partition(":")
        if window not in self.book.calendar.number:
            return None
        if product == EACH:
            return self._shared_lanes.find(from_site, to_site, mode, route, window)
        lane = self.book.lanes.find(from_site, to_site, mode, route, product, window)
        return lane if lane and lane_subject(lane, product) == subject else None

    def _lane(self, subject: str, window: str) -> Price | None:
        """Return the price of using a lane in a period."""
        lane = self.lane_named(subject, window)
        return Price(exact(lane.fixed_cost)) if lane and lane_decides(lane) else None

    def _offer(self, subject: str, window: str) -> Price | None:
        """Return the price of buying under an offer in a window."""
        offer = self.book.offers.get(subject)
        if offer is None or window not in self.book.calendar.windows(offer.per):
            return None
        if not offer_decides(offer) and not offer.schedule:
            return None
        return Price(exact(offer.fixed_cost) * self.book.calendar.scale(offer.per, window))

    def _order(self, subject: str, window: str) -> Price | None:
        """Return the price of ordering in a period: nothing."""
        offer = self.book.offers.get(subject)
        known = offer is not None and offer.order_minimum and window in self.book.calendar.number
        return FREE if known else None

    def _tooling(self, subject: str, window: str) -> Price | None:
        """Return the price of the tooling of an offer, or of a group of offers that share it."""
        offers = [
            offer
            for offer in self.book.offers.values()
            if offer.tooling and (offer.tooling_group or offer.offer) == subject
        ]
        return Price(exact(offers[0].tooling)) if offers and window == "HORIZON" else None

    def _count(self, subject: str, window: str) -> Price | None:
        """Return the price of counting a site: nothing."""
        limit: Limit | None = self.book.limits.get(subject.partition(":")[0])
        if limit is None or limit.form != "count" or subject.rpartition(":")[2] not in self.book.sites:
            return None
        return FREE if window in self.book.calendar.windows(limit.per) else None

    def _election(self, subject: str, window: str) -> Price | None:
        """Return the price of electing an average: nothing."""
        named = election_named(ElectionBook(self.book).rows, subject)
        return FREE if named and window in self.book.calendar.windows(named[0].per) else None
