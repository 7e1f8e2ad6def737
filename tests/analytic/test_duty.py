"""What crossing a border costs: customs value, insurance, export tax, currency and dates, each worked by
hand.
"""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from tests.analytic.building import (
    PART,
    START,
    base_rate,
    check_optimum,
    coded,
    cost_line,
    lane,
    offer,
    sites,
    solve,
    valuation,
)

from corridor.errors import FaultError
from corridor.schema.legal import BaseRate
from corridor.schema.moving import Demand
from corridor.schema.row import Row
from corridor.schema.supply import ExchangeRate, Value


def crossing(*law: Row, price: float = 100, mass_kg: float | None = None, **columns: object) -> list[Row]:
    """Return one unit of PART bought in CN and moved to a buyer in the US."""
    return [
        *sites(SELLER="CN", BUYER="US"),
        coded(mass_kg=mass_kg),
        offer("SELLER", price, "CN"),
        lane("SELLER", "BUYER", **columns),
        Demand(site="BUYER", product=PART, quantity=1),
        *law,
    ]


@pytest.mark.parametrize(("basis", "duty"), [("fob", 10), ("cif", 11)])
def test_customs_value_with_or_without_freight_and_insurance(basis: str, duty: float):
    """Goods 100, freight 8, insurance 2 %: 10 % duty is 10 on 100 or 11 on 110, in all 110 and the duty."""
    run = solve(*crossing(valuation("US", basis), base_rate("US", 0.1), unit_cost=8, insurance=0.02))
    check_optimum(run, 110 + duty)
    assert cost_line(run, "cost_insurance") == pytest.approx(2)
    assert cost_line(run, "cost_duty") == pytest.approx(duty)


def test_export_tax_is_a_share_of_the_transaction_value():
    """10 % of 100 is due on leaving CN: 110, and 5 % duty: 115."""
    run = solve(*crossing(valuation("US"), base_rate("US", 0.05), export_tax=0.1))
    check_optimum(run, 115)
    assert cost_line(run, "cost_export_tax") == pytest.approx(10)


def test_agreed_price_is_the_customs_value():
    """The purchase costs 100, the agreed price between the two sites is 150: 20 % duty is 30."""
    price = Value(seller="SELLER", buyer="BUYER", product=PART, transaction_value=150)
    check_optimum(solve(*crossing(price, valuation("US"), base_rate("US", 0.2))), 130)


def test_a_groups_own_cost_is_no_customs_value():
    """Integrated viewpoint: the cost of 100 gives no duty base; with an agreed price of 150, 20 % duty is 30."""
    rows = crossing(valuation("US"), base_rate("US", 0.2))
    with pytest.raises(FaultError, match="needs a transaction value"):
        solve(*rows, viewpoint="integrated")
    price = Value(seller="SELLER", buyer="BUYER", product=PART, transaction_value=150)
    check_optimum(solve(*rows, price, viewpoint="integrated"), 130)


@pytest.mark.parametrize(("money_unit", "price", "cost"), [(1, 100, 106.6), (1000, 0.1, 0.1066)])
def test_specific_duty_in_the_importers_currency(money_unit: float, price: float, cost: float):
    """2 EUR a kg on 3 kg at 1.10 USD is 6.60 USD a unit, in units or in thousands of dollars."""
    run = solve(
        *crossing(
            valuation("US", currency="EUR"),
            base_rate("US", specific=2, specific_unit="kg"),
            ExchangeRate(currency="EUR", rate=1.1, as_of=START),
            price=price,
            mass_kg=3,
        ),
        money_unit=money_unit,
    )
    check_optimum(run, cost)


def test_rate_is_the_mean_over_the_days_of_arrival():
    """10 % for the first 4 of 10 days and 60 % from then on: 0.4 x 10 + 0.6 x 60 = 40 % on 100."""
    step = START + timedelta(days=4)
    run = solve(*crossing(
        valuation("US"),
        base_rate("US", 0.1, valid_to=step - timedelta(days=1)),
        base_rate("US", 0.6, valid_from=step),
    ))  # fmt: skip
    check_optimum(run, 140)


def test_longest_prefix_of_the_code_has_the_base_rate():
    """5 % on 8507 and 3 % on 850760: 103."""
    chapter = BaseRate(
        importer="US", hs="8507", rate=0.05, valid_from=date(2000, 1, 1), citation="example", evidence="D"
    )
    check_optimum(solve(*crossing(valuation("US"), chapter, base_rate("US", 0.03))), 103)


def test_unknown_duty_is_refused_or_the_lane_left_out():
    """Without a base rate the duty is unknown, never 0: the model is refused, or there is no plan without the
    lane.
    """
    rows = crossing(valuation("US"))
    with pytest.raises(FaultError, match="base rate"):
        solve(*rows)
    assert solve(*rows, unknown_duty="exclude").info["status"] == "infeasible"
