"""The duty on a unit of a shipment: the law's layers over the arrival window, in the money of the model."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache

from corridor.audit.book import Book
from corridor.audit.checks import exact
from corridor.law.duty import layers
from corridor.law.layers import Goods, LayerMean, is_unknown
from corridor.reference.law import Law


@dataclass(frozen=True)
class Layer:
    """One programme's part in the duty on a unit."""

    mean: LayerMean
    rate: Fraction
    """[1] Day-weighted mean over the arrival window."""
    specific: Fraction
    """[money / unit] Day-weighted mean of the specific part."""


@dataclass(frozen=True)
class Assessment:
    """The duty on a unit that enters a customs territory, or the reason why it cannot be told."""

    layers: tuple[Layer, ...]
    unknown: str = ""
    """Why the duty is unknown; empty: it is known."""

    def per_unit(self, customs_value: Fraction) -> Fraction:
        """[money / unit] Return the duty on a unit of a customs value."""
        return sum((one.rate * customs_value + one.specific for one in self.layers), Fraction(0))

    def needs_value(self) -> bool:
        """Return whether the duty depends on the customs value."""
        return any(one.rate for one in self.layers)


NO_DUTY = Assessment(())
"""Goods that enter no customs territory."""


def assess(
    book: Book, goods: Goods, product: str, period: str, window: tuple[Fraction, Fraction]
) -> Assessment:
    """Return the duty on a unit of a product that leaves in a period and arrives within a window."""
    found = _means(_ByIdentity(book.law), goods, float(window[0]), float(window[1]))
    if is_unknown(found):
        reasons = "; ".join(one.reason for one in found if one.status == "unknown")
        return Assessment((), f"the duty is unknown: {reasons}")
    money = Fraction(0)
    if any(one.specific for one in found):
        rate = _money_per_currency(book, goods.importer, period)
        if rate is None:
            return Assessment((), f"the duty is unknown: no exchange rate of {goods.importer} in {period}")
        if book.products[product].mass_kg is None and any(
            one.specific and one.specific_unit == "kg" for one in found
        ):
            return Assessment((), f"the duty is unknown: it is per kg and product {product} has no mass_kg")
        money = rate
    mass = exact(book.products[product].mass_kg or 0.0)
    return Assessment(
        tuple(
            Layer(
                one,
                Fraction(one.rate),
                Fraction(one.specific) * money * (mass if one.specific_unit == "kg" else 1),
            )
            for one in found
        )
    )


def _money_per_currency(book: Book, importer: str, period: str) -> Fraction | None:
    """[money / importer currency] Return the exchange rate of a ship period, or None if none is given."""
    valuation = book.law.valuations.get(importer)
    if valuation is None:
        return None
    settings = book.model.settings
    if valuation.currency == settings.currency:
        return 1 / exact(settings.money_unit)
    row = book.exchange.find(valuation.currency, period)
    return None if row is None else exact(row.rate) / exact(settings.money_unit)


@dataclass(frozen=True)
class _ByIdentity:
    """A law as a cache key: by identity, for comparing its records would take longer than the question."""

    law: Law

    def __hash__(self) -> int:
        """Return the identity of the law."""
        return id(self.law)

    def __eq__(self, other: object) -> bool:
        """Return whether both hold the very same law."""
        return isinstance(other, _ByIdentity) and other.law is self.law


@lru_cache(maxsize=100_000)
def _means(key: _ByIdentity, goods: Goods, begin: float, end: float) -> tuple[LayerMean, ...]:
    """Return the law's layers; the same goods arrive by many flows."""
    return layers(key.law, goods, begin, end)
