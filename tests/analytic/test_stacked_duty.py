"""Duties that look at one another, in a plan: top-ups over specific duties, least prices, exemptions, end of a measure.

Each optimum is worked by hand in its docstring. The audit prices every flow again.
"""

from __future__ import annotations

from datetime import timedelta

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
    programme,
    sites,
    solve,
    valuation,
)

from corridor.errors import FaultError
from corridor.schema.moving import Demand
from corridor.schema.row import Row
from corridor.schema.supply import ExchangeRate


def crossing(*law: Row, mass_kg: float | None = 3.0, price: float = 100.0) -> list[Row]:
    """Return one unit of PART bought in CN and moved to a buyer in the US."""
    parts = (*sites(SELLER="CN", BUYER="US"), coded(mass_kg=mass_kg), offer("SELLER", price, "CN"))
    return [*parts, lane("SELLER", "BUYER"), Demand(site="BUYER", product=PART, quantity=1), *law]


TOP_UP = programme("TOP", "US", 0.15, semantics="floor_total")


def test_a_top_up_over_a_duty_per_kg():
    """2 USD a kg on 3 kg is 6 on 100, 6 %; a floor of 15 % adds 9: 100 + 6 + 9 = 115."""
    run = solve(*crossing(valuation("US"), base_rate("US", specific=2, specific_unit="kg"), TOP_UP))
    check_optimum(run, 115)
    layers = run.tables["duty_layers"].set_index("programme")
    assert layers.loc["TOP", "amount"] == pytest.approx(9)
    assert layers.loc["MFN", "amount"] == pytest.approx(6)


def test_a_top_up_in_another_currency_and_unit_of_money():
    """2 EUR a kg on 3 kg at 1.10 USD is 6.60 on 100 USD: the floor of 15 % adds 8.40: 115 USD, 0.115 thousand."""
    rows = crossing(
        valuation("US", currency="EUR"),
        base_rate("US", specific=2, specific_unit="kg"),
        TOP_UP,
        ExchangeRate(currency="EUR", rate=1.1, as_of=START),
        price=0.1,
    )
    run = solve(*rows, money_unit=1000)
    check_optimum(run, 0.115)
    assert run.tables["duty_layers"].set_index("programme").loc["TOP", "amount"] == pytest.approx(0.0084)


def test_a_top_up_without_the_mass_is_not_known():
    """A duty per kg as a share of the value needs the mass: the fault names what is missing, no plan is made up."""
    rows = crossing(valuation("US"), base_rate("US", specific=2, specific_unit="kg"), TOP_UP, mass_kg=None)
    with pytest.raises(FaultError, match="needs the value and the weight"):
        solve(*rows)


@pytest.mark.parametrize(("price", "cost"), [(100.0, 120.0), (150.0, 150.0)])
def test_a_least_price_is_the_gap(price: float, cost: float):
    """40 USD a kg on 3 kg is 120 a unit: goods of 100 pay the gap of 20, goods of 150 nothing."""
    least = programme("LEAST", "US", 0.0, semantics="min_price", specific=40.0, specific_unit="kg")
    check_optimum(solve(*crossing(valuation("US"), base_rate("US"), least, price=price)), cost)


def test_one_measure_switches_off_another():
    """Base 2 %, a measure of 25 % that excludes one of 10 %: 100 + 2 + 25 = 127, not 137."""
    first = programme("FIRST", "US", 0.25, excludes="SECOND")
    run = solve(*crossing(valuation("US"), base_rate("US", 0.02), first, programme("SECOND", "US", 0.1)))
    check_optimum(run, 127)
    assert cost_line(run, "cost_duty") == pytest.approx(27)


def test_of_a_bundle_the_highest_counts():
    """Base 2 %, lists of 7.5 and 25 % of one bundle: 100 + 2 + 25 = 127."""
    lists = [
        programme("LIST", "US", rate, record=name, bundle="LIST", pick="highest")
        for name, rate in (("A", 0.075), ("B", 0.25))
    ]
    check_optimum(solve(*crossing(valuation("US"), base_rate("US", 0.02), *lists)), 127)


def test_a_fact_that_no_table_gives_is_presumed_and_said():
    """10 % unless the metal is of the US: customs presumes that it is not, 110; the layer needs evidence."""
    metal = programme("METAL", "US", 0.1, where="melt_pour!=US")
    run = solve(*crossing(valuation("US"), base_rate("US"), metal))
    check_optimum(run, 110)
    assert run.tables["duty_layers"].set_index("programme").loc["METAL", "status"] == "needs_evidence"


def test_a_measure_that_ends_within_the_window_of_arrival():
    """20 % on the first 4 of 10 days of arrival, base 5 % that it excludes nothing of: 100 + 5 + 8 = 113."""
    ending = programme("ENDING", "US", 0.2, valid_to=START + timedelta(days=3), refund="refundable")
    check_optimum(solve(*crossing(valuation("US"), base_rate("US", 0.05), ending)), 113)


def test_a_duty_that_nobody_knows_asks_for_no_exchange_rate():
    """What is unknown for another reason is left out as such: only the lane is lost, and the demand stays short."""
    unknown = programme("ORDER", "US", 0.0).model_copy(update={"rate": None})
    rows = crossing(valuation("US", currency="EUR"), base_rate("US"), unknown)
    short = [r.model_copy(update={"shortfall_penalty": 500.0}) if isinstance(r, Demand) else r for r in rows]
    run = solve(*short, unknown_duty="exclude")
    check_optimum(run, 500)
