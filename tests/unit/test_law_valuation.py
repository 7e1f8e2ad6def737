"""Customs value by the importer's basis, and specific duties in the money of a model."""

import pytest

from corridor.errors import UsageError
from corridor.law.valuation import customs_value, specific_duty


def test_customs_value_follows_the_basis():
    """FOB leaves international freight and insurance out, CIF adds them."""
    assert customs_value("fob", 100.0, 8.0, 0.5) == 100.0
    assert customs_value("cif", 100.0, 8.0, 0.5) == 108.5


def test_a_duty_per_kg_uses_mass_currency_and_unit_of_money():
    """2 EUR per kg on 5 kg at 1.10 USD per EUR is 11 USD, or 0.011 in thousands of USD."""
    assert specific_duty(2.0, "kg", 5.0, 1.1, 1.0) == pytest.approx(11.0)
    assert specific_duty(2.0, "kg", 5.0, 1.1, 1000.0) == pytest.approx(0.011)


def test_a_duty_per_unit_needs_no_mass():
    """A duty per unit of the product is turned into money without its mass."""
    assert specific_duty(3.0, "unit", None, 2.0, 1.0) == 6.0
    assert specific_duty(0.0, "", None, 2.0, 1.0) == 0.0


def test_a_duty_per_kg_without_mass_is_refused():
    """A product without mass cannot be charged by the kg."""
    with pytest.raises(UsageError, match="mass_kg"):
        specific_duty(2.0, "kg", None, 1.0, 1.0)
