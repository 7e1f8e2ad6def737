"""Transaction values: the agreed price table, and what stands in for it."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field

from corridor.network.lookups import Lookups
from corridor.network.states import State


@dataclass
class Pricing:
    """Answers what a unit is worth between two sites, and remembers what it had to assume."""

    lookups: Lookups
    assumed: set[tuple[str, str]] = field(default_factory=set)
    """(site, product) whose value was taken from the dearest offer there."""
    unknown: set[tuple[str, str, str]] = field(default_factory=set)
    """(seller, buyer, product) without any value, where only the cost of capital needed it."""

    def __post_init__(self) -> None:
        """Find the dearest offer of every product at every site."""
        dearest: dict[tuple[str, str], float] = defaultdict(float)
        for offer in self.lookups.offers.values():
            if offer.destination:
                continue  # Its price holds for one way only, and may contain more than the goods (DDP).
            key = (offer.site, offer.product)
            dearest[key] = max(dearest[key], offer.unit_cost)
        self._dearest = dict(dearest)

    def transaction_value(self, seller: str, buyer: str, product: str, t: int) -> float | None:
        """[money / unit] Return the value of goods sold from one site to another; None if unknown."""
        row = self.lookups.values.find(seller, buyer, product, self.lookups.calendar.codes[t])
        if row is not None:
            return row.transaction_value
        # A group's own cost is no price, and customs value needs one (19 USC 1401a).
        a_price = self.lookups.model.settings.viewpoint == "buyer" or not self.lookups.importer(seller, buyer)
        if a_price and (seller, product) in self._dearest:
            self.assumed.add((seller, product))
            return self._dearest[seller, product]
        return None

    def value_of(self, state: State, seller: str, buyer: str, product: str, t: int) -> float | None:
        """[money / unit] Return the value of goods in a state: those bound to an offer have its price."""
        if state.offer:
            offer = self.lookups.offers[state.offer]
            # Goods that somebody pays for taking away have no value, and no duty is earned on them.
            return max(0.0, offer.unit_cost) if offer.customs_value is None else offer.customs_value
        return self.transaction_value(seller, buyer, product, t)

    def value_in_stock(self, site: str, product: str, t: int) -> float:
        """[money / unit] Return the value of goods in stock; 0, and remembered, where it is unknown."""
        value = self.transaction_value(site, site, product, t)
        if value is None:
            self.unknown.add((site, site, product))
            return 0.0
        return value
