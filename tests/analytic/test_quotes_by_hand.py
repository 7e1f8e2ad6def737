"""Quotes worked by hand: what each incoterm leaves to be paid at the site, and the customs value behind it.

The trade of `tests/unit/quotes_example.py`: one kilogram a unit, 1 EUR = 1.10 USD, freight 480 USD / t =
0.48 USD a unit, insurance 0.4 % of the value. The goods are worth 5.00 USD a unit: insurance is 0.02 USD.
"""

import math

import pytest
from tests.unit.quotes_example import AS_OF, base_rate, check_sums, lane, law, model, offers, quote, sheet

from corridor.quotes import apply, worksheets
from corridor.schema.goods import UnitFactor
from corridor.schema.supply import ExchangeRate, Index


def near(value):
    """Return what equals a number but for rounding."""
    return pytest.approx(value, rel=1e-12, abs=1e-12)


def test_cif_to_the_us_counts_freight_once_and_does_not_inflate_the_value():
    """CIF 5.00 EUR = 5.50 USD = v + 0.48 + 0.004 v, so v = 5.02 / 1.004 = 5.00, cost and US value."""
    cif = quote(incoterm="CIF", destination="USA", named_place="Los Angeles")
    offer = offers(cif)["Q1"]
    assert offer.period == "*"
    assert offer.unit_cost == near(5.00)
    assert offer.customs_value == near(5.00)
    assert offer.duty_borne_by == "buyer"
    lines = sheet(cif)
    assert lines["given.price"] == 5.0
    assert lines["given.exchange_rate"] == 1.1
    assert lines["cost.price"] == near(5.50)
    assert lines["cost.freight"] == near(-0.48)
    assert lines["cost.insurance"] == near(-0.02)
    assert lines["cost.unit_cost"] == near(5.00)
    assert lines["value.transaction_value"] == near(5.00)
    assert lines["declared.customs_value"] == near(5.00)
    # The buyer pays the seller's price, once: 5.00 at the site, 0.48 + 0.02 on the lane.
    assert lines["paid.total"] == near(5.50)


def test_cif_to_the_eu_declares_the_cif_price():
    """On the cif basis the customs value is the CIF price itself: 5.00 + 0.48 + 0.02 = 5.50 USD."""
    lines = sheet(quote(incoterm="CIF", destination="DEU"))
    assert lines["value.transaction_value"] == near(5.00)
    assert lines["declared.freight"] == near(0.48)
    assert lines["declared.insurance"] == near(0.02)
    assert lines["declared.customs_value"] == near(5.50)


def test_ddp_to_the_us_does_not_count_duty_twice():
    """DDP 6.00 USD = v + 0.48 + 0.004 v + 0.10 v, so v = 5.52 / 1.104 = 5.00, duty 0.50.

    The cost at the site is 6.00 - 0.48 - 0.02 = 5.50. The offer's duty is the seller's: the plan adds freight
    and insurance (0.50) and no duty, 6.00 in all.
    """
    ddp = quote(incoterm="DDP", price=6.0, currency="USD", destination="USA", importer_of_record="seller")
    offer = offers(ddp)["Q1"]
    assert offer.unit_cost == near(5.50)
    assert offer.customs_value == near(5.00)
    assert offer.duty_borne_by == "seller"
    assert offer.destination == "USA"
    lines = sheet(ddp)
    assert lines["cost.freight"] == near(-0.48)
    assert lines["cost.insurance"] == near(-0.02)
    assert lines["value.freight"] == near(-0.48)
    assert lines["value.insurance"] == near(-0.02)
    assert lines["value.duty"] == near(-0.50)
    assert lines["value.transaction_value"] == near(5.00)
    assert lines["declared.customs_value"] == near(5.00)
    assert lines["paid.total"] == near(6.00)


def test_ddp_to_the_eu_takes_duty_on_the_cif_value():
    """DDP 6.05 USD = 1.10 x (v + 0.48 + 0.004 v), so the value with freight is 5.50 and v = 5.00."""
    ddp = quote(incoterm="DDP", price=6.05, currency="USD", destination="DEU")
    offer = offers(ddp)["Q1"]
    assert offer.unit_cost == near(6.05 - 0.50)
    assert offer.customs_value == near(5.00)
    lines = sheet(ddp)
    assert lines["value.duty"] == near(-0.55)
    assert lines["declared.customs_value"] == near(5.50)


def test_ddp_with_a_specific_duty():
    """0.11 USD a kg beside 10 %: DDP 6.11 USD = v + 0.48 + 0.004 v + 0.10 v + 0.11, so v = 5.00."""
    rules = law(base_rate("US", specific=0.11, specific_unit="kg"))
    ddp = quote(incoterm="DDP", price=6.11, currency="USD", destination="USA")
    assert offers(ddp, of=rules)["Q1"].customs_value == near(5.00)
    assert sheet(ddp, of=rules)["value.duty"] == near(-0.61)


def test_ddp_with_unknown_duty_says_so():
    """Without a base rate the duty is unknown: there is no customs value, and the buyer pays 6.00 in all.

    The lane insures the cost at the site u: u = (6.00 - 0.48) / 1.004.
    """
    rules = law(base_rate("EU"))
    ddp = quote(incoterm="DDP", price=6.0, currency="USD", destination="USA")
    offer = offers(ddp, of=rules)["Q1"]
    assert offer.customs_value is None
    assert offer.unit_cost == near(5.52 / 1.004)
    table = worksheets(model(ddp), rules).set_index("line")
    assert math.isnan(table.amount["value.duty"])
    assert math.isnan(table.amount["value.transaction_value"])
    assert "unknown, not 0: no base rate is recorded" in table.explanation["value.duty"]
    assert table.amount["paid.total"] == near(6.00)
    notes = [fault for fault in apply(model(ddp), rules).faults if fault.column == "duty_borne_by"]
    assert [int(fault.severity) for fault in notes] == [1]


def test_ex_works_gets_its_origin_charges():
    """EXW 4.50 USD and 0.50 USD of origin charges cost 5.00 USD at the site, which is also the value."""
    exw = quote(incoterm="EXW", price=4.5, currency="USD", origin_charges=0.5, destination="USA")
    offer = offers(exw)["Q1"]
    assert offer.unit_cost == near(5.00)
    assert offer.customs_value == near(5.00)
    lines = sheet(exw)
    assert lines["cost.origin_charges"] == near(0.50)
    assert lines["paid.total"] == near(5.50)


@pytest.mark.parametrize(
    ("incoterm", "price", "extra"),
    [
        ("EXW", 4.80, {"origin_charges": 0.20}),
        ("FCA", 5.00, {}),
        ("FAS", 5.00, {}),
        ("FOB", 5.00, {}),
        ("CFR", 5.48, {}),
        ("CPT", 5.48, {}),
        ("CIF", 5.50, {}),
        ("CIP", 5.50, {}),
        ("DAP", 5.50, {}),
        ("DPU", 5.50, {}),
        ("DDP", 6.00, {}),
    ],
)
def test_the_same_goods_under_every_incoterm(incoterm, price, extra):
    """Goods of 5.00 USD cost 5.00 at the site under every term (DDP: 5.50 with its duty), valued at 5.00."""
    one = quote(incoterm=incoterm, price=price, currency="USD", destination="USA", **extra)
    offer = offers(one)["Q1"]
    assert offer.unit_cost == near(5.50 if incoterm == "DDP" else 5.00)
    assert offer.customs_value == near(5.00)


def test_freight_that_differs_from_the_lane():
    """CIF 5.50 USD that names 0.63 freight: the US value leaves out 0.63, the cost the lane's 0.48.

    v = (5.50 - 0.63) / 1.004 = 4.8506; unit cost = 5.50 - 0.48 - 0.004 v, so that the buyer pays 5.50.
    """
    cif = quote(incoterm="CIF", price=5.5, currency="USD", destination="USA", freight=0.63)
    value = 4.87 / 1.004
    offer = offers(cif)["Q1"]
    assert offer.customs_value == near(value)
    assert offer.unit_cost == near(5.02 - 0.004 * value)
    table = worksheets(model(cif), law()).set_index("line")
    assert table.amount["paid.total"] == near(5.50)
    assert "does not change what the lane charges" in table.explanation["cost.freight"]


def test_the_cheapest_way_is_taken():
    """By air 2.00 USD, by sea 0.48 USD: the freight inside a price CFR 5.48 USD is that of the sea."""
    air = lane(mode="air", cost_per_t=2000.0)
    cfr = quote(incoterm="CFR", price=5.48, currency="USD", destination="USA")
    assert offers(cfr, lane(), air)["Q1"].unit_cost == near(5.00)
    notes = apply(model(cfr, lane(), air), law()).faults
    assert any("1 other way(s)" in fault.rule and fault.severity == 0 for fault in notes)


def test_export_tax_inside_the_price():
    """FOB 5.00 USD contains the 6 % export tax that the lane charges again: 4.70 at the site, value 5.00."""
    fob = quote(currency="USD", destination="USA")
    offer = offers(fob, lane(export_tax=0.06))["Q1"]
    assert offer.unit_cost == near(4.70)
    assert offer.customs_value == near(5.00)


def test_payment_terms_lower_the_cost_and_not_the_value():
    """90 days at 7.3 % a year save 5.00 x 0.073 x 90 / 365 = 0.09 USD."""
    fob = quote(currency="USD", destination="USA", payment_days=90)
    offer = offers(fob, rate_per_year=0.073)["Q1"]
    assert offer.unit_cost == near(4.91)
    assert offer.customs_value == near(5.00)


def test_index_formula_by_period():
    """0.25 x LCE + 1.00 with LCE 16 and then 20 USD is 5.00 and then 6.00 USD: an offer for each period."""
    indexed = quote(price=None, index_formula="0.25 * LCE + 1.00", currency="USD")
    prices = [
        Index(index="LCE", period="P1", price=16.0, as_of=AS_OF),
        Index(index="LCE", period="P2", price=20.0, as_of=AS_OF),
    ]
    found = offers(indexed, *prices)
    assert {code: (offer.period, offer.unit_cost) for code, offer in found.items()} == {
        "Q1_P1": ("P1", near(5.0)),
        "Q1_P2": ("P2", near(6.0)),
    }
    table = worksheets(model(indexed, *prices), law())
    assert "LCE = 16" in table[table.line == "given.price"].explanation.iloc[0]


def test_exchange_rate_by_period():
    """5.00 EUR at 1.10 and then 1.20 USD is 5.50 and then 6.00 USD."""
    rates = [
        ExchangeRate(currency="EUR", period="P1", rate=1.1, as_of=AS_OF),
        ExchangeRate(currency="EUR", period="P2", rate=1.2, as_of=AS_OF),
    ]
    found = offers(quote(), *rates)
    assert [offer.unit_cost for offer in found.values()] == [near(5.5), near(6.0)]


def test_units_and_thousands():
    """4600 USD a tonne, 4 cells a kg, money in thousands: 4.6 / 4000 = 0.00115 thousand USD a cell."""
    per_tonne = quote(
        price=4600.0,
        currency="USD",
        per_unit="t",
        moq_per_order=0.5,
        lot_multiple=0.25,
        orders_per_period=2,
        tier_from=1.0,
        tier_to=3.0,
    )
    cells = UnitFactor(product="CELL", from_unit="kg", to_unit="unit", factor=4.0)
    offer = offers(per_tonne, cells, unit="unit", money_unit=1000.0)["Q1"]
    assert offer.unit_cost == near(0.00115)
    assert (offer.min_quantity, offer.max_quantity) == (4000.0, 12000.0)
    assert (offer.order_minimum, offer.orders_per_period) == (2000.0, 2)
    assert offer.order_multiple == 2000.0, "two equal orders, each a multiple of 1000 cells"


@pytest.mark.parametrize("incoterm", ["EXW", "FOB", "CFR", "CIF", "DAP", "DDP"])
@pytest.mark.parametrize("destination", ["USA", "DEU"])
@pytest.mark.parametrize("freight", [None, 0.63])
def test_worksheets_add_up(incoterm, destination, freight):
    """In every block of a worksheet the lines add up to the last one."""
    one = quote(
        incoterm=incoterm,
        price=7.0,
        destination=destination,
        freight=freight,
        insurance=0.05,
        origin_charges=0.3,
        payment_days=60,
        tooling=1000.0,
    )
    check_sums(worksheets(model(one, rate_per_year=0.08), law()))
