"""Customs value by the importer's basis, and specific duties in the money of a model."""

from __future__ import annotations

from typing import Literal

from corridor.errors import UsageError


def customs_value(basis: Literal["fob", "cif"], transaction_value: float, freight: float, insurance: float) -> float:
    """[money / unit] Return the customs value of a unit of goods.

    `fob`: the transaction value, without international freight and insurance (US: 19 USC 1401a(b)(4)(A));
    `cif`: with them. All arguments in money per unit.
    """
    return transaction_value if basis == "fob" else transaction_value + freight + insurance


def specific_duty(
    amount: float,
    per: Literal["", "kg", "unit"],
    mass_kg: float | None,
    fx_rate: float,
    money_unit: float,
) -> float:
    """[money / unit] Return a specific duty per unit of the product.

    `amount` is in the importer's currency per kg or per unit of the product, `mass_kg` in kg per unit,
    `fx_rate` in model currency per unit of the importer's currency, `money_unit` in model currency per unit
    of money. Raises UsageError where a duty per kg meets a product without mass.
    """
    if amount == 0.0:
        return 0.0
    if per == "unit":
        return amount * fx_rate / money_unit
    if mass_kg is None:
        raise UsageError("a duty per kg needs the mass of the product: fill in mass_kg in table products")
    return amount * mass_kg * fx_rate / money_unit
