"""Duty on arcs: what is unknown is never zero, and every fault is named."""

from __future__ import annotations

import pytest
from tests.analytic.building import (
    PART,
    base_rate,
    coded,
    goods,
    lane,
    offer,
    programme,
    sites,
    valuation,
)
from tests.unit.network_example import network, recipe

from corridor.errors import FaultError, Severity
from corridor.network.network import Network
from corridor.schema.goods import Capability, ProductCode
from corridor.schema.moving import Demand
from corridor.schema.row import Row
from corridor.schema.supply import Value


def border(*rows: Row | list[Row], product: Row | None = None, **settings: object) -> Network:
    """Return the network of a seller in CN and a buyer in the US."""
    return network(
        sites(SELLER="CN", BUYER="US"),
        product or coded(),
        offer("SELLER", 100, "CN"),
        lane("SELLER", "BUYER", unit_cost=5, insurance=0.01),
        Demand(site="BUYER", product=PART, quantity=1, shortfall_penalty=1000),
        *rows,
        **settings,
    )


def faults(*rows: Row | list[Row], product: Row | None = None) -> str:
    """Return the faults that refuse the network of a border."""
    with pytest.raises(FaultError) as caught:
        border(*rows, product=product)
    return "\n".join(str(fault) for fault in caught.value.faults if fault.severity >= Severity.ERROR)


def test_unknown_duty_is_refused():
    """Without a base rate the model is refused, and the fault says what to add."""
    text = faults(valuation("US"))
    assert "duty of US on 850760 from CN is unknown" in text
    assert "base_rates" in text


def test_unknown_duty_leaves_the_lane_out_if_the_model_says_so():
    """With `unknown_duty: exclude` there is no arc, and a warning says so."""
    found = border(valuation("US"), unknown_duty="exclude")
    assert len(found.arcs) == 0
    (note,) = [fault for fault in found.notes if fault.severity == Severity.WARNING]
    assert "left out" in note.remedy


def test_a_programme_without_a_rate_is_unknown_too():
    """A measure that exists and whose rate nobody knows is no zero."""
    text = faults(valuation("US"), base_rate("US"), programme("NEW", "US", None))
    assert "unknown" in text


def test_a_product_without_a_code_cannot_cross_a_border():
    """The fault names the product and where a code can be given."""
    (plain,) = goods(PART)
    text = faults(valuation("US"), base_rate("US"), product=plain)
    assert "has no HS code" in text
    assert "codes" in text


def test_an_importer_without_a_valuation_basis_is_refused():
    """ZZ is a territory of which nothing is recorded: it is not guessed what its customs value contains."""
    with pytest.raises(FaultError, match="no valuation basis is known for ZZ"):
        network(
            sites(SELLER="CN", BUYER="ZZ"),
            coded(),
            offer("SELLER", 100, "CN"),
            lane("SELLER", "BUYER"),
            Demand(site="BUYER", product=PART, quantity=1),
            base_rate("ZZ", 0.1),
        )


def made(*rows: Row, rate: float) -> Network:
    """Return the network of a plant in MX whose product goes to the US; no offer of it gives a price."""
    return network(
        sites(PLANT="MX", BUYER="US"),
        coded(),
        goods("ORE"),
        offer("PLANT", 1, product="ORE"),
        recipe("MAKE", PART, ORE=1),
        Capability(site="PLANT", process="MAKE"),
        lane("PLANT", "BUYER"),
        Demand(site="BUYER", product=PART, quantity=1),
        valuation("US"),
        base_rate("US", rate),
        *rows,
    )


def test_duty_on_goods_without_a_price_is_refused():
    """A rate above zero needs a value; the fault names both sites."""
    with pytest.raises(FaultError, match="duty on PART from PLANT to BUYER needs a transaction value"):
        made(rate=0.1)
    assert made(Value(product=PART, transaction_value=50), rate=0.1).arcs["duty"].tolist() == [5.0]


def test_free_goods_need_no_price():
    """At a rate of zero the duty is zero whatever the value; that none is known is noted."""
    found = made(rate=0.0)
    assert found.arcs["duty"].tolist() == [0.0]
    assert any("no value is known" in note.rule for note in found.notes)


@pytest.mark.parametrize(("basis", "value"), [("fob", 100.0), ("cif", 106.0)])
def test_customs_value_is_that_of_the_importer(basis: str, value: float):
    """100 free on board; freight 5 and insurance 1 on top where the importer counts them."""
    found = border(valuation("US", basis), base_rate("US", 0.1))
    assert found.arcs["customs_value"].tolist() == pytest.approx([value])
    assert found.arcs["duty"].tolist() == pytest.approx([value / 10])


def test_the_importers_own_code_decides():
    """Table codes gives the US another code than products.hs, with another rate."""
    found = border(
        valuation("US"),
        base_rate("US", 0.1),
        base_rate("US", 0.2, hs="99"),
        ProductCode(product=PART, importer="US", code="9903880300"),
    )
    assert found.arcs["duty"].tolist() == pytest.approx([20.0])


@pytest.mark.parametrize(
    ("columns", "expected"),
    [
        ({"specific": 0.5, "specific_unit": "kg"}, "a duty per kg falls on PART"),
        ({"specific": 0.5, "specific_unit": "unit"}, "a specific duty is stated in EUR"),
    ],
)
def test_specific_duty_needs_mass_and_exchange_rate(columns: dict[str, object], expected: str):
    """A duty per kg needs the product's mass, a duty in euros the rate of the euro."""
    currency = "EUR" if columns["specific_unit"] == "unit" else "USD"
    assert expected in faults(valuation("US", "fob", currency), base_rate("US", **columns))


def test_every_fault_is_told_at_once():
    """Two products without a known duty give two faults in one error."""
    with pytest.raises(FaultError) as caught:
        border(
            valuation("US"),
            coded("OTHER").model_copy(update={"hs": "750210"}),
            offer("SELLER", 50, "CN", offer="SECOND", product="OTHER"),
            Demand(site="BUYER", product="OTHER", quantity=1),
        )
    codes = {code for code in ("850760", "750210") if any(code in str(fault) for fault in caught.value.faults)}
    assert codes == {"850760", "750210"}


def test_within_a_territory_there_is_no_duty():
    """Germany and France are one customs territory: no importer, no duty, no code needed."""
    found = network(
        sites(SELLER="DE", BUYER="FR"),
        goods(PART),
        offer("SELLER", 100, "CN"),
        lane("SELLER", "BUYER"),
        Demand(site="BUYER", product=PART, quantity=1),
    )
    assert found.arcs[["importer", "duty"]].to_numpy().tolist() == [["", 0.0]]
