"""What a unit is worth: between two sites, under an offer, and in stock."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property

from corridor.audit.book import Book
from corridor.audit.checks import exact
from corridor.schema.supply import Offer, Value
from corridor.tables.star import StarIndex


@dataclass(frozen=True)
class Values:
    """Transaction values of a model."""

    book: Book

    @cached_property
    def agreed(self) -> StarIndex[Value]:
        """Table values by seller, buyer, product, period."""
        return StarIndex(self.book.tables[Value], Value.KEY)

    @cached_property
    def _dearest(self) -> Mapping[tuple[str, str], Fraction]:
        """[money / unit] Highest unit cost of the offers without a destination of a product at a site."""
        found: dict[tuple[str, str], Fraction] = {}
        for row in self.book.tables[Offer]:
            if row.destination is not None:
                continue
            key = (row.site, row.product)
            cost = max(Fraction(0), exact(row.unit_cost))
            found[key] = max(cost, found.get(key, cost))
        return found

    def between(self, seller: str, buyer: str, product: str, period: str, offer: str = "") -> Fraction | None:
        """[money / unit] Return the transaction value, or None if it is unknown.

        Goods bound to an offer have its `customs_value`, or its `unit_cost` where that is empty.
        """
        if offer:
            row = self.book.offers[offer]
            return max(Fraction(0), exact(row.unit_cost)) if row.customs_value is None else exact(row.customs_value)
        agreed = self.agreed.find(seller, buyer, product, period)
        if agreed is not None:
            return exact(agreed.transaction_value)
        crosses = self.book.territory(seller) != self.book.territory(buyer)
        if crosses and self.book.model.settings.viewpoint == "integrated":
            return None  # A group's own cost is no price.
        return self._dearest.get((seller, product))

    def at(self, site: str, product: str, period: str, offer: str = "") -> Fraction:
        """[money / unit] Return the value of goods at a site: between the site and itself; 0 if unknown."""
        return self.between(site, site, product, period, offer) or Fraction(0)
