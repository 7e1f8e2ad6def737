"""The duty on a unit of a shipment: the law's layers over the arrival window, in the money of the model."""

from __future__ import annotations

from dataclasses import dataclass, field
from fractions import Fraction
from functools import cached_property
from typing import TypeAlias

from corridor.audit.book import Book
from corridor.audit.checks import exact
from corridor.audit.open_quotas import OpenQuotas
from corridor.law.duty import layers, layers_of_spells
from corridor.law.goods import Amounts, Goods
from corridor.law.layers import LayerMean, is_unknown
from corridor.law.quota import FACT, NO_QUOTA
from corridor.law.quota_entry import OpenQuota


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

_Question: TypeAlias = tuple[str, tuple[LayerMean, ...], str, str]
"""Importer, layers of the law, product, and the period if money has to be exchanged in it."""


@dataclass(frozen=True)
class Tariffs:
    """The duty questions of a model; the same goods arrive by many flows, so answers are kept."""

    book: Book
    _answers: dict[tuple[Goods, str, str, Fraction], Assessment] = field(
        default_factory=dict, init=False, repr=False, compare=False
    )
    _assessments: dict[_Question, Assessment] = field(default_factory=dict, init=False, repr=False, compare=False)
    """One for all windows of arrival in which the law says the same."""
    _uncoded: dict[str, Assessment] = field(default_factory=dict, init=False, repr=False, compare=False)

    def assess(self, goods: Goods, product: str, period: str, begin: Fraction) -> Assessment:
        """Return the duty on a unit of a product that leaves in a period.

        It arrives within a window as long as the period that begins at `begin` (fractional ordinal).
        """
        key = (goods, product, period, begin)
        found = self._answers.get(key)
        if found is None:
            calendar = self.book.calendar
            end = begin + calendar.days[calendar.number[period]]
            means = self._means(goods, float(begin), float(end))
            question = (goods.importer, means, product, period if any(one.specific for one in means) else "")
            if question not in self._assessments:
                self._assessments[question] = _assessment(self.book, means, goods.importer, product, period)
            found = self._answers[key] = self._assessments[question]
        return found

    def assess_at(
        self, goods: Goods, product: str, period: str, begin: Fraction, customs_value: Fraction
    ) -> Assessment:
        """Return the duty on a unit of a customs value [money / unit], where the law needs the value to tell it."""
        rate, mass = money_per_currency(self.book, goods.importer, period), self.book.products[product].mass_kg
        if not rate or not customs_value:
            return self.assess(goods, product, period, begin)
        quantities = (("unit", 1.0), *((("kg", mass),) if mass else ()))
        end = begin + self.book.calendar.days[self.book.calendar.number[period]]
        amounts = Amounts(float(customs_value / rate), quantities)
        means = self._means(goods, float(begin), float(end), amounts)
        return _assessment(self.book, means, goods.importer, product, period)

    @cached_property
    def quotas(self) -> OpenQuotas:
        """Quotas as the plan may use them."""
        return OpenQuotas(self.book)

    def _means(self, goods: Goods, begin: float, end: float, amounts: Amounts | None = None) -> tuple[LayerMean, ...]:
        """Return the layers of the law over a window; goods enter within a quota only on days on which it is open."""
        name = dict(goods.facts).get(FACT, NO_QUOTA)
        quota = None if name == NO_QUOTA else self.quotas.of(goods.importer, name)
        if isinstance(quota, OpenQuota):
            return layers_of_spells(self.book.law, quota.spells(goods, begin, end), amounts)
        return layers(self.book.law, goods, begin, end, amounts)

    def without_code(self, product: str) -> Assessment:
        """Return what can be said of a product without a tariff code."""
        if product not in self._uncoded:
            text = f"the duty is unknown: product {product} has no tariff code"
            self._uncoded[product] = Assessment((), text)
        return self._uncoded[product]


def _assessment(book: Book, means: tuple[LayerMean, ...], importer: str, product: str, period: str) -> Assessment:
    """Return layers in the money of the model, or why they cannot be told."""
    if is_unknown(means):
        reasons = "; ".join(one.reason for one in means if one.status == "unknown")
        return Assessment((), f"the duty is unknown: {reasons}")
    money, mass = Fraction(0), exact(book.products[product].mass_kg or 0.0)
    specific = {one.specific_unit for one in means if one.specific}
    if specific:
        rate = money_per_currency(book, importer, period)
        if rate is None:
            return Assessment((), f"the duty is unknown: no exchange rate of {importer} in {period}")
        if "kg" in specific and not mass:
            return Assessment((), f"the duty is unknown: it is per kg and product {product} has no mass_kg")
        if specific - {"kg", "unit"}:
            listed = ", ".join(sorted(specific - {"kg", "unit"}))
            return Assessment((), f"the duty is unknown: it is per {listed}, and tables give only mass and number")
        money = rate
    units = {"kg": mass * money, "unit": money, "": money}
    return Assessment(
        tuple(Layer(one, Fraction(one.rate), Fraction(one.specific) * units[one.specific_unit]) for one in means)
    )


def money_per_currency(book: Book, importer: str, period: str) -> Fraction | None:
    """[money / importer currency] Return the exchange rate of a ship period, or None if none is given."""
    valuation = book.law.valuations.get(importer)
    return None if valuation is None else exchanged(book, valuation.currency, period)


def exchanged(book: Book, currency: str, period: str) -> Fraction | None:
    """[money / currency] Return the exchange rate of a period, or None if none is given."""
    settings = book.model.settings
    if currency == settings.currency:
        return 1 / exact(settings.money_unit)
    row = book.exchange.find(currency, period)
    return None if row is None else exact(row.rate) / exact(settings.money_unit)
