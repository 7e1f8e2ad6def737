"""Customs value by the importer's basis, what is added to a price, first sale, and specific duties in money."""

from datetime import date

import pytest

from corridor.errors import UsageError
from corridor.law.relief import relief_record
from corridor.law.valuation import BASIS_INCLUDES, Additions, customs_value, price_of_sale, specific_duty
from corridor.reference.load import reference_law

LAW = reference_law(date(2026, 11, 22))


def test_customs_value_follows_the_basis():
    """FOB leaves international freight and insurance out, CIF adds them."""
    assert customs_value("fob", 100.0, 8.0, 0.5) == 100.0
    assert customs_value("cif", 100.0, 8.0, 0.5) == 108.5


def test_the_same_duty_is_more_where_freight_is_in_the_base():
    """10 % on goods of 100 with freight of 8.50: 10.00 on FOB, 10.85 on CIF."""
    values = {row.importer: customs_value(row.basis, 100.0, 8.0, 0.5) for row in LAW.valuations.values()}
    assert 0.1 * values["US"] == pytest.approx(10.0)
    assert 0.1 * values["EU"] == pytest.approx(10.85)


def test_assists_and_royalties_are_added():
    """A mould of 20,000 for 10,000 pieces adds 2, a royalty of 5 % on a price of 30 adds 1.50."""
    additions = Additions(assists=20_000 / 10_000, royalties=0.05 * 30)
    assert additions.total == 3.5
    assert customs_value("fob", 30.0, 4.0, 0.1, additions) == 33.5
    assert customs_value("cif", 30.0, 4.0, 0.1, additions) == pytest.approx(37.6)


def test_every_importer_of_the_data_has_a_basis():
    """Each territory with rates or programmes has a valuation, and each basis is explained."""
    importers = {row.importer for rows in (LAW.base_rates, LAW.programmes, LAW.special_rates, LAW.fees) for row in rows}
    assert importers <= set(LAW.valuations)
    assert {row.basis for row in LAW.valuations.values()} <= set(BASIS_INCLUDES)


def test_first_sale_needs_a_document_and_a_record():
    """The factory price of 70 replaces 100 only if it is documented and the importer has a record of first sale."""
    record = relief_record(LAW, "first_sale", "US", date(2026, 10, 9))
    assert record is not None
    taken = price_of_sale(100.0, 70.0, record)
    assert (taken.price, taken.citation) == (70.0, record.citation)
    assert price_of_sale(100.0, None, record).price == 100.0
    refused = price_of_sale(100.0, 70.0, relief_record(LAW, "first_sale", "EU", date(2026, 10, 9)))
    assert refused.price == 100.0
    assert "no record" in refused.reason


def test_a_first_sale_above_the_last_is_not_taken():
    """A factory price that is not lower changes nothing."""
    record = relief_record(LAW, "first_sale", "US", date(2026, 10, 9))
    assert price_of_sale(100.0, 101.0, record).price == 100.0


def test_a_duty_per_kg_uses_mass_currency_and_unit_of_money():
    """2 EUR per kg on 5 kg at 1.10 USD per EUR is 11 USD, or 0.011 in thousands of USD."""
    assert specific_duty(2.0, "kg", 5.0, 1.1, 1.0) == pytest.approx(11.0)
    assert specific_duty(2.0, "kg", 5.0, 1.1, 1000.0) == pytest.approx(0.011)


def test_a_duty_per_tonne_or_gram_follows_from_the_mass():
    """37 USD per tonne on 5 kg are 0.185 USD; 0.001 USD per gram are 5 USD."""
    assert specific_duty(37.0, "t", 5.0, 1.0, 1.0) == pytest.approx(0.185)
    assert specific_duty(0.001, "g", 5.0, 1.0, 1.0) == pytest.approx(5.0)


def test_a_duty_per_unit_needs_no_mass():
    """A duty per unit of the product is turned into money without its mass."""
    assert specific_duty(3.0, "unit", None, 2.0, 1.0) == 6.0
    assert specific_duty(0.0, "", None, 2.0, 1.0) == 0.0


def test_a_duty_by_another_quantity_needs_to_know_it():
    """0.22 USD per watt on cells of 5 W; 2 USD per litre where the product says 0.003 m3; refused where it does not."""
    assert specific_duty(0.22, "W", None, 1.0, 1.0, {"W": 5.0}) == pytest.approx(1.1)
    assert specific_duty(2.0, "l", None, 1.0, 1.0, {"m3": 0.003}) == pytest.approx(6.0)
    with pytest.raises(UsageError, match="how many W"):
        specific_duty(0.22, "W", 2.0, 1.0, 1.0)


def test_a_duty_per_kg_without_mass_is_refused():
    """A product without mass cannot be charged by the kg."""
    with pytest.raises(UsageError, match="mass_kg"):
        specific_duty(2.0, "kg", None, 1.0, 1.0)
