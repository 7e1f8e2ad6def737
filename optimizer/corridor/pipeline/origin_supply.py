"""What inputs of a plan cost where they are used, and what a supplier who declares origin would ask for them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from corridor.audit.case import Case
from corridor.audit.codes import OPTION, TAG
from corridor.audit.origin_state import OriginState
from corridor.audit.states import bound
from corridor.law.origin.counting import counted_share
from corridor.result.lineage import Lineage, Place
from corridor.schema.moving import Lane
from corridor.schema.origin import OriginProvision
from corridor.schema.results import Flow
from corridor.schema.row import EACH
from corridor.schema.supply import Offer


class Offered(NamedTuple):
    """An offer whose goods would count as originating."""

    offer: str
    cost: float
    """[money / unit] Price, freight and duty to the place of use."""


@dataclass(frozen=True)
class Supply:
    """Costs of inputs: those of the plan, and those of offers that declare origin."""

    case: Case
    lineage: Lineage

    def cost(self, place: Place, period: str, path: frozenset[tuple[Place, str]] = frozenset()) -> float:
        """[money / unit] Return the mean cost of goods at a place: price and ways; of goods made, their value."""
        sources = self.lineage.sources(place, period)
        whole = sum(one.quantity for one in sources)
        if not whole or (place, period) in path:
            return self._worth(place.site, place.product, period)
        total = 0.0
        for one in sources:
            if one.kind == "bought":
                unit = float(one.row["cost"]) / float(one.row["quantity"])
            elif one.kind in ("made", "start"):
                unit = self._worth(place.site, place.product, period)
            else:
                before = Place(str(one.row["from_site"]), place.product, str(one.row["state"]))
                parts = ("freight", "insurance", "export_tax", "duty", "fees", "claim_cost", "carrying", "handling")
                way = sum(float(one.row.get(part) or 0.0) for part in parts) / float(one.row["quantity"])
                unit = way + self.cost(before, one.period, path | {(place, period)})
            total += unit * one.quantity / whole
        return total

    def _worth(self, site: str, product: str, period: str) -> float:
        """[money / unit] Return the value of goods made at a site; 0 if no table gives it."""
        return float(self.case.values.at(site, product, period))

    def originating(self, provision: OriginProvision, site: str, product: str, period: str) -> Offered | None:
        """Return the cheapest offer of a product whose goods would count in full at a site; None if there is none."""
        found = [
            Offered(offer.offer, cost)
            for offer in self.case.book.tables[Offer]
            if offer.product == product and offer.period in (EACH, period)
            if self._counts(provision, offer, site, period)
            for cost in self._landed(provision, offer, site, period)
        ]
        return min(found, key=lambda one: (one.cost, one.offer), default=None)

    def _counts(self, provision: OriginProvision, offer: Offer, site: str, period: str) -> bool:
        """Whether goods of an offer count as originating for a producer at a site, by what the supplier declares."""
        sites = self.case.book.sites
        origin = offer.np_origin or sites[offer.site].country
        statuses = tuple(self.case.agreements.declared(offer, period))
        law = self.case.book.law
        return counted_share(law, provision, statuses, origin, sites[site].country, by_status=False) >= 1.0

    def _landed(self, provision: OriginProvision, offer: Offer, site: str, period: str) -> Iterator[float]:
        """Yield what a unit of an offer costs at a site, for each direct way on which it keeps its status."""
        if offer.destination not in (None, site):
            return
        if offer.site == site:
            yield offer.unit_cost
            return
        for lane in self.case.book.tables[Lane]:
            fits = (lane.from_site, lane.to_site) == (offer.site, site) and lane.product in (EACH, offer.product)
            if fits and lane.period in (EACH, period) and self.case.agreements.kept(provision.agreement, lane, period):
                yield offer.unit_cost + self._way(lane, offer, period)

    def _way(self, lane: Lane, offer: Offer, period: str) -> float:
        """[money / unit] Return what it costs to bring goods of an offer over a lane, duty included."""
        origin = offer.np_origin or self.case.book.sites[offer.site].country
        state = OriginState(origin, offer=offer.offer if bound(offer) else "")
        figures = dict.fromkeys(Flow.model_fields, 0.0)
        words = {
            "product": offer.product, "state": str(state), "from_site": lane.from_site, "to_site": lane.to_site,
            "mode": lane.mode, "route": lane.route, "option": OPTION, "tag": TAG, "ship_period": period,
            "arrival_state": "", "np_origin": origin, "end_use": "none", "importer": "",
        }  # fmt: skip
        flow = Flow.model_validate({**figures, **words})
        return float(self.case.pricing.of(flow, state, lane)[0].costs)
