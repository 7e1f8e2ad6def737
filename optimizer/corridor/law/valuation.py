"""Customs value by the importer's basis, and specific duties in the money of a model."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from math import fsum
from typing import Literal

from corridor.errors import UsageError
from corridor.schema.border import Relief
from corridor.schema.tariff_words import SpecificUnit
from corridor.units import factor

Basis = Literal["fob", "cif"]

BASIS_INCLUDES: Mapping[Basis, str] = {
    "fob": "the price paid and its additions, without international freight and insurance",
    "cif": "the price paid and its additions, with freight and insurance to the place of importation",
}
"""What a customs value of each basis is made of, in words."""


@dataclass(frozen=True)
class Additions:
    """What is added to the price paid where the price does not contain it (US: 19 USC 1401a(b)(1)(A) to (E)).

    All in money per unit of goods. The same list stands in article 8 of the WTO valuation agreement, which the other
    importers apply.
    """

    packing: float = 0.0
    """Packing that the buyer pays for."""
    selling_commission: float = 0.0
    """Commission that the buyer pays to the seller's agent; a buying commission is not added."""
    assists: float = 0.0
    """Tools, moulds, materials and designs that the buyer supplies free or cheap, spread over the goods made with
    them."""
    royalties: float = 0.0
    """Royalties and licence fees that the buyer must pay to be sold the goods."""
    proceeds: float = 0.0
    """Proceeds of a later sale or use that go back to the seller."""

    @property
    def total(self) -> float:
        """[money / unit] All additions together."""
        return fsum((self.packing, self.selling_commission, self.assists, self.royalties, self.proceeds))


NO_ADDITIONS = Additions()


@dataclass(frozen=True)
class Price:
    """The price that customs takes, and why."""

    price: float
    """[money / unit]"""
    reason: str
    citation: str = ""


def customs_value(
    basis: Basis, transaction_value: float, freight: float, insurance: float, additions: Additions = NO_ADDITIONS
) -> float:
    """[money / unit] Return the customs value of a unit of goods.

    `fob`: the transaction value, without international freight and insurance (US: 19 USC 1401a(b)(4)(A));
    `cif`: with them. What the buyer pays beside the price comes on top. All arguments in money per unit.
    """
    price = transaction_value + additions.total
    return price if basis == "fob" else price + freight + insurance


def price_of_sale(last_price: float, factory_price: float | None, first_sale: Relief | None) -> Price:
    """Return the price that customs takes of goods sold more than once on their way: the last, or the first one.

    `last_price` is what the importer pays, `factory_price` what a middleman paid the maker, in money per unit; None:
    it is not documented. `first_sale` is the importer's record that allows it to be taken; None: there is none, and
    the last price counts. The first sale must be at arm's length and clearly for export to the importer's country.
    """
    if factory_price is None:
        return Price(last_price, "the price of the last sale: no earlier one is documented")
    if first_sale is None:
        return Price(last_price, "the price of the last sale: no record of the importer allows that of an earlier one")
    if factory_price > last_price:
        words = f"the price of the last sale: that of the first, {factory_price:g}, is not lower"
        return Price(last_price, words)
    words = "the price of the first sale: keep its contract, invoice and payment, and proof that it was for export here"
    return Price(factory_price, words, first_sale.citation)


def specific_duty(
    amount: float,
    per: SpecificUnit,
    mass_kg: float | None,
    fx_rate: float,
    money_unit: float,
    quantities: Mapping[SpecificUnit, float] | None = None,
) -> float:
    """[money / unit] Return a specific duty per unit of the product.

    `amount` is in the importer's currency per `per`, `mass_kg` in kg per unit of the product, `fx_rate` in model
    currency per unit of the importer's currency, `money_unit` in model currency per unit of money. `quantities` holds
    how much of other units a unit of the product has, as 2.5 m2 or 100 W. Raises UsageError where what the duty is
    charged by is not known of the product.
    """
    if amount == 0.0:
        return 0.0
    return amount * _quantity(per, mass_kg, quantities or {}) * fx_rate / money_unit


def _quantity(per: SpecificUnit, mass_kg: float | None, quantities: Mapping[SpecificUnit, float]) -> float:
    """[per] Return how much of a unit one unit of the product has."""
    if per in quantities:
        return quantities[per]
    if per == "unit":
        return 1.0
    known: list[tuple[str, float]] = list(quantities.items())
    if mass_kg is not None:
        known.append(("kg", mass_kg))
    for unit, quantity in known:
        times = factor(unit, per)
        if times is not None:
            return quantity * times
    if factor("kg", per) is not None:
        raise UsageError(f"a duty per {per} needs the mass of the product: fill in mass_kg in table products")
    raise UsageError(f"a duty per {per} needs to know how many {per} a unit of the product has: say it in table units")
