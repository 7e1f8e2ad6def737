"""What outputs and inputs are worth before anything is solved: at the cheapest source that reaches a maker."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from corridor.audit.agreements import Agreements
from corridor.audit.book import Book
from corridor.audit.recipes import Recipe, recipe_book
from corridor.audit.values import Values
from corridor.law.origin.status import Status
from corridor.law.origin.terms import Basis
from corridor.schema.goods import Capability
from corridor.schema.moving import Lane
from corridor.schema.row import EACH
from corridor.schema.supply import Offer, Value


class OutlookSource(NamedTuple):
    """Goods of one source at the site of a maker."""

    price: float
    """[money / unit] With freight: the cheapest source is shown."""
    value: float
    """[money / unit, or t / unit] As a material in a test."""
    name: str
    origin: str
    statuses: tuple[Status, ...]
    lane: Lane | None = None
    """The way it comes by; None: it is at the site."""
    maker: tuple[str, str, str] | None = None
    """(site, process, alternative) that makes it; None: it is bought."""


@dataclass(frozen=True)
class OutlookValues:
    """Values of a model in the last period of its horizon."""

    book: Book
    agreements: Agreements

    @cached_property
    def period(self) -> str:
        """The last period."""
        return self.book.calendar.codes[-1]

    @cached_property
    def recipes(self) -> Mapping[tuple[str, str], Recipe]:
        """(process, alternative) -> recipe."""
        return recipe_book(self.book)

    @cached_property
    def _values(self) -> Values:
        return Values(self.book)

    def output(self, site: str, product: str, basis: Basis) -> float | None:
        """[money / unit, or t / unit] Return what a unit of output is worth on a basis; None: no table says.

        Of several prices to several buyers the lowest: whoever buys, the test must hold.
        """
        if basis == "mass":
            return float(self.book.mass_t(product)) or None
        rows, stand_in = self._sold(site, product), basis in ("transaction_value", "fob", "adjusted_value")
        stated = [] if basis == "quantity" else [getattr(row, basis) for row in rows]
        known = [row.transaction_value if one is None else one for row, one in zip(rows, stated, strict=False)
                 if one is not None or stand_in]  # fmt: skip
        if not rows and stand_in:
            agreed = self._values.between(site, site, product, self.period)
            known = [] if agreed is None else [float(agreed)]
        return min(known, default=None)

    def own_value(self, site: str, product: str) -> float:
        """[money / unit] Return labour, overhead and profit that a build-up test counts; 0 if not stated."""
        return min((row.own_value or 0.0 for row in self._sold(site, product)), default=0.0)

    def _sold(self, site: str, product: str) -> list[Value]:
        """Return the prices of what a site sells, one for each buyer named for the product, and for all others."""
        buyers = {EACH} | {row.buyer for row in self.book.tables[Value] if row.product == product}
        found = (self._values.agreed.find(site, buyer, product, self.period) for buyer in sorted(buyers))
        return [row for row in found if row is not None]

    def _material(self, start: str, end: str, product: str, price: float, lane: Lane | None, basis: str) -> float:
        """[money / unit] Return the value of a material at its maker: as stated, else its price from its source."""
        row = self._values.agreed.find(start, end, product, self.period)
        if row is not None and row.material_value is not None:
            return row.material_value
        agreed = self._values.between(start, end, product, self.period) if lane is not None else None
        value = price if agreed is None else float(agreed)
        if basis != "cif" or lane is None or self.book.territory(start) == self.book.territory(end):
            return value
        return value + self._freight(lane, product) + lane.insurance * value

    def _freight(self, lane: Lane, product: str) -> float:
        """[money / unit] Return the freight of a lane."""
        return lane.unit_cost + lane.cost_per_t * float(self.book.mass_t(product))

    def cheapest(self, site: str, product: str, basis: str) -> OutlookSource | None:
        """Return the cheapest source of an input at a site; None if none is known."""
        return min(self._sources(site, product, basis), key=lambda one: (one.price, one.name), default=None)

    def _sources(self, site: str, product: str, basis: str) -> Iterator[OutlookSource]:
        """Yield the sources of an input: offers at the site and on direct lanes, and sites that make it."""
        if basis == "mass":
            mass = float(self.book.mass_t(product))
            yield OutlookSource(0.0, mass, "any source", "", ())
            return
        for offer in self.book.tables[Offer]:
            if offer.product != product or offer.period not in (EACH, self.period):
                continue
            origin = offer.np_origin or self.book.sites[offer.site].country
            statuses = tuple(self.agreements.declared(offer, self.period))
            for freight, lane in self._ways(offer.site, site, product) if offer.destination in (None, site) else ():
                worth = self._material(offer.site, site, product, offer.unit_cost, lane, basis)
                yield OutlookSource(offer.unit_cost + freight, worth, f"offer {offer.offer}", origin, statuses, lane)
        for one in self.book.tables[Capability]:
            made = [key for key, recipe in self.recipes.items() if key[0] == one.process and recipe.output == product]
            value = self._values.between(one.site, site, product, self.period) if made else None
            country = self.book.sites[one.site].country
            for freight, lane in self._ways(one.site, site, product) if value is not None else ():
                price, maker = float(value or 0), (one.site, *min(made))
                worth = self._material(one.site, site, product, price, lane, basis)
                yield OutlookSource(price + freight, worth, f"made at {one.site}", country, (), lane, maker)

    def _ways(self, start: str, end: str, product: str) -> Iterator[tuple[float, Lane | None]]:
        """[money / unit] Yield the freight of each way from a source: 0, without a lane, at the site itself."""
        if start == end:
            yield 0.0, None
        for lane in self.book.tables[Lane]:
            if (lane.from_site, lane.to_site) == (start, end) and lane.product in (EACH, product):
                yield self._freight(lane, product), lane
