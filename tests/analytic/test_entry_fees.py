"""Fees on entries in a plan: least and largest amount of an entry, modes, fiscal years, currencies, who pays.

The fees are the shipped records of the US: the merchandise processing fee MPF, 0.3464 % of the value of an entry, at
least 34.58 and at most 670.86 USD from October 2026 on (33.58 and 651.50 in the year before), and the harbor
maintenance fee HMF, 0.125 % by sea. Duty is 0 in every model. Each optimum is worked by hand in its docstring,
unrounded: a plan's fee per unit is a coefficient.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date

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
    total,
    valuation,
)

from corridor.errors import FaultError
from corridor.pipeline import prepare
from corridor.reference.law import Law
from corridor.reference.load import law_of, reference_law
from corridor.result.run import Run
from corridor.schema.border import Fee
from corridor.schema.moving import Demand, Lane, Limit
from corridor.schema.places import Period
from corridor.schema.row import Row
from corridor.schema.supply import ExchangeRate
from corridor.tables.tables import Model

Charge = Callable[..., None]
"""Puts fee records into the law of models to come."""


@pytest.fixture
def charge(monkeypatch: pytest.MonkeyPatch) -> Charge:
    """Return what lets the model's own law, which has no table of fees, charge some."""

    def fees_of(*fees: Fee) -> None:
        def law(model: Model) -> Law:
            return replace(law_of(model), fees=fees)

        monkeypatch.setattr(prepare, "law_of", law)

    fees_of(*reference_law(START).fees)
    return fees_of


pytestmark = pytest.mark.usefixtures("charge")


def buying(*ways: Lane, quantity: float = 100.0, price: float = 100.0, **columns: object) -> list[Row]:
    """Return PART bought in KR at a price, ways to a buyer in the US, and its demand; no duty."""
    seller = (*sites(SELLER="KR", BUYER="US"), coded(), offer("SELLER", price, "KR", **columns))
    demand = Demand(site="BUYER", product=PART, quantity=quantity)
    return [*seller, *ways, demand, valuation("US"), base_rate("US")]


def way(mode: str = "air", **columns: object) -> Lane:
    """Return a lane from the seller to the buyer."""
    return lane("SELLER", "BUYER", mode=mode, **columns)


def layers(run: Run) -> dict[tuple[str, str], float]:
    """Return (fee, record) -> amount."""
    rows = run.tables["fee_layers"]
    return {(row.fee, row.record): row.amount for row in rows.itertuples()}


def notes(run: Run) -> list[str]:
    """Return what the run assumes of shipment sizes."""
    return [text for text in run.info["assumptions"] if "shipment_size" in text]


def test_the_rate_between_least_and_largest_amount():
    """Entries of 150 units are worth 15,000: 0.3464 % is 51.96, so 100 units pay 34.64: 10,034.64."""
    run = solve(*buying(way(shipment_size=150)))
    check_optimum(run, 10_034.64)
    assert cost_line(run, "cost_fees") == pytest.approx(34.64)
    assert total(run, "flows", "fees") == pytest.approx(34.64)
    assert layers(run) == {("MPF", "FY2027"): pytest.approx(34.64)}


def test_the_least_amount_makes_the_larger_shipment_win():
    """By air in tens an entry is worth 1,000 and pays 34.58, that is 3.458 a unit; in hundreds it is worth 10,000 and
    pays 34.64, 0.3464 a unit. Freight is 2 in tens and 5 in hundreds: 5.458 against 5.3464 a unit. The larger
    shipment wins, though its freight is higher and the rate the same: 100 x (100 + 5 + 0.3464) = 10,534.64."""
    small = way(route="SMALL", unit_cost=2, shipment_size=10)
    large = way(route="LARGE", unit_cost=5, shipment_size=100)
    run = solve(*buying(small, large))
    check_optimum(run, 10_534.64)
    assert total(run, "flows", route="LARGE") == pytest.approx(100)
    assert total(run, "flows", route="SMALL") == 0


def test_the_least_amount_of_each_small_entry():
    """With the way in tens alone, ten entries pay 34.58 each: 10,000 + 200 + 345.80 = 10,545.80."""
    run = solve(*buying(way(unit_cost=2, shipment_size=10)))
    check_optimum(run, 10_545.80)
    reason = run.tables["fee_layers"]["reason"].item()
    assert reason == "0.3464 % of the customs value, raised to the least fee of an entry"


def test_the_largest_amount_of_an_entry():
    """An entry of 5,000 units is worth 500,000: 0.3464 % would be 1,732, the largest amount is 670.86. Two of them:
    1,000,000 + 1,341.72 = 1,001,341.72."""
    run = solve(*buying(way(shipment_size=5_000), quantity=10_000))
    check_optimum(run, 1_001_341.72)
    assert run.tables["fee_layers"]["most"].item() == pytest.approx(670.86)


def test_the_largest_amount_makes_dear_goods_cheap_to_enter():
    """Goods at 100 in entries of 5,000 units pay 670.86 / 5,000 = 0.134172 a unit, in entries of 1,000 the rate,
    0.3464. A freight of 0.2 more for the large ones is worth it: 5,000 x (100 + 0.2 + 0.134172) = 501,670.86."""
    large, small = way(route="LARGE", unit_cost=0.2, shipment_size=5_000), way(route="SMALL", shipment_size=1_000)
    run = solve(*buying(large, small, quantity=5_000))
    check_optimum(run, 501_670.86)
    assert total(run, "flows", route="LARGE") == pytest.approx(5_000)


@pytest.mark.parametrize(
    ("air_freight", "mode", "cost"),
    [(0.10, "air", 10_000 + 34.64 + 10), (0.15, "sea", 10_000 + 34.64 + 12.50)],
)
def test_the_harbor_fee_decides_on_the_mode(air_freight: float, mode: str, cost: float):
    """By sea goods at 100 pay 0.125 more a unit: an air freight of 0.10 above that by sea is cheaper, one of 0.15 not.
    100 x (100 + 0.3464 + 0.10) = 10,044.64 by air, 100 x (100 + 0.3464 + 0.125) = 10,047.14 by sea."""
    run = solve(*buying(way("air", unit_cost=air_freight, shipment_size=100), way("sea", shipment_size=100)))
    check_optimum(run, cost)
    assert total(run, "flows", mode=mode) == pytest.approx(100)
    assert ("HMF", "VESSEL") in layers(run) or mode == "air"


def october() -> Period:
    """Return ten days, of which six lie in fiscal year 2026 and four in 2027."""
    return Period(period="T1", start=date(2026, 9, 25), end=date(2026, 10, 4))


def test_a_new_fiscal_year_in_the_middle_of_a_window():
    """Arrival from 25 September to 4 October: six days at a least amount of 33.58, four at 34.58, on entries worth
    1,000: (0.6 x 33.58 + 0.4 x 34.58) / 10 = 3.398 a unit. 100 x (100 + 3.398) = 10,339.80."""
    run = solve(october(), *buying(way(shipment_size=10)))
    check_optimum(run, 10_339.80)
    assert layers(run) == {("MPF", "FY2026"): pytest.approx(201.48), ("MPF", "FY2027"): pytest.approx(138.32)}
    assert sorted(run.tables["fee_layers"]["window_share"]) == pytest.approx([0.4, 0.6])


def test_days_under_way_move_the_window_of_arrival():
    """Four and a half days under way: arrival from noon of 29 September, so a day and a half of the ten lie in fiscal
    year 2026: (0.15 x 33.58 + 0.85 x 34.58) / 10 = 3.443 a unit, 100 x (100 + 3.443) = 10,344.30. Of a
    shipment 55 % arrive in the first period and 45 % in the second, just as they are wanted."""
    later = Period(period="T2", start=date(2026, 10, 5), end=date(2026, 10, 14))
    demand = Demand(site="BUYER", product=PART, period="T2", quantity=45.0)
    first = Demand(site="BUYER", product=PART, period="T1", quantity=55.0)
    rows = [row for row in buying(way(shipment_size=10, transit_days=4.5)) if not isinstance(row, Demand)]
    run = solve(october(), later, *rows, first, demand)
    check_optimum(run, 10_344.30)


def test_without_a_size_the_rate_alone_counts_and_the_run_says_so():
    """Two lanes without shipment_size: 100 x (100 + 0.3464) = 10,034.64 by air; one note of severity 0 counts both."""
    run = solve(*buying(way("air"), way("sea")))
    check_optimum(run, 10_034.64)
    (note,) = notes(run)
    assert note.startswith("[0 note] lanes, column `shipment_size`: no size of a shipment is given")
    assert "MPF" in note
    assert "'2 lane(s)'" in note
    row = run.tables["fee_layers"].iloc[0]
    assert (row["least"], row["most"], row["entry_size"]) == (0.0, None, None)


def test_a_fee_without_bounds_needs_no_size(charge: Charge):
    """The harbor fee has neither least nor largest amount: 100 x (100 + 0.125) = 10,012.50, and no note."""
    charge(*(fee for fee in reference_law(START).fees if fee.fee == "HMF"))
    run = solve(*buying(way("sea")))
    check_optimum(run, 10_012.50)
    assert notes(run) == []


def test_amounts_of_an_entry_are_turned_by_the_exchange_rate():
    """A plan in thousands of EUR at 0.8 EUR a dollar: an entry of 10 units is worth 0.8 thousand EUR, 1,000 USD, and
    pays 34.58 USD, 0.027664 thousand EUR: 100 x (0.08 + 0.0027664) = 8.27664."""
    rate = ExchangeRate(currency="USD", rate=0.8, as_of=START)
    run = solve(*buying(way(shipment_size=10), price=0.08), rate, currency="EUR", money_unit=1000)
    check_optimum(run, 8.27664)
    assert run.tables["fee_layers"]["least"].item() == pytest.approx(0.027664)


def test_amounts_of_an_entry_without_an_exchange_rate_are_a_fault():
    """A least amount in dollars is never taken as 0: the fault names the currency and table fx."""
    with pytest.raises(FaultError, match=r"a fee on an entry is stated in USD.*Add it to table fx"):
        solve(*buying(way(shipment_size=10)), currency="EUR")


def test_a_rate_alone_needs_no_exchange_rate():
    """Without shipment_size only shares of the value count: 100 x (100 + 0.3464) = 10,034.64 EUR."""
    check_optimum(solve(*buying(way()), currency="EUR"), 10_034.64)


def test_goods_without_a_value_are_a_fault():
    """Within a group no price is agreed: free of duty or not, the fee is a share of a value that nobody states."""
    with pytest.raises(FaultError, match="fees on an entry of PART need a transaction value"):
        solve(*buying(way()), viewpoint="integrated")


def test_a_seller_who_bears_the_duty_bears_the_fees():
    """Delivered duty paid at 110, the seller enters the goods: 11,000; the layer says who pays."""
    columns = {"destination": "BUYER", "duty_borne_by": "seller", "customs_value": 100}
    run = solve(*buying(way(shipment_size=10), price=110.0, **columns))
    check_optimum(run, 11_000)
    assert run.tables["fee_layers"]["status"].tolist() == ["borne_by_seller"]
    assert run.tables["fee_layers"]["amount"].item() == pytest.approx(345.80)


def test_domestic_transport_and_other_importers_pay_no_fee():
    """From the US into KR nothing is recorded, within the US nothing is entered: 100 x 100 = 10,000 each time."""
    for buyer in ("KR", "US"):
        seller = (*sites(SELLER="US", BUYER=buyer), coded(), offer("SELLER", 100, "US"), way(shipment_size=10))
        demand = Demand(site="BUYER", product=PART, quantity=100)
        run = solve(*seller, demand, valuation("KR"), base_rate("KR"))
        check_optimum(run, 10_000)
        assert run.tables["fee_layers"].empty


def test_a_condition_that_no_table_decides_counts_as_due(charge: Charge):
    """A fee of 1 % unless the producer is ACME: nobody names the producer, so it is due, 100 x 101 = 10,100."""
    columns = {"importer": "US", "valid_from": date(2020, 1, 1), "citation": "example", "evidence": "D"}
    due = Fee(fee="STAMP", record="ALL", kind="charge", rate=0.01, **columns)
    charge(due, Fee(fee="STAMP", record="ACME", kind="exempt", where="producer=ACME", **columns))
    run = solve(*buying(way()))
    check_optimum(run, 10_100)
    row = run.tables["fee_layers"].iloc[0]
    assert row["status"] == "needs_evidence"
    assert row["reason"] == "1 % of the customs value; taken as due: give producer"


def test_an_exempt_mode_is_told(charge: Charge):
    """A fee of 1 % that goods by rail are exempt from: 10,000, and the record that exempts them is in the plan."""
    columns = {"importer": "US", "valid_from": date(2020, 1, 1), "citation": "example", "evidence": "D"}
    due = Fee(fee="STAMP", record="ALL", kind="charge", rate=0.01, **columns)
    charge(due, Fee(fee="STAMP", record="RAIL", kind="exempt", where="mode=rail", **columns))
    run = solve(*buying(way("rail", unit_cost=0.9), way("sea")))
    check_optimum(run, 10_090)
    assert run.tables["fee_layers"][["record", "status", "amount"]].values.tolist() == [["RAIL", "switched_off", 0.0]]


def test_days_without_a_record_pay_nothing(charge: Charge):
    """A fee of 1 % from the seventh of ten days on: 0.4 % in the mean, 100 x 100.4 = 10,040."""
    columns = {"importer": "US", "citation": "example", "evidence": "D"}
    charge(Fee(fee="STAMP", record="ALL", kind="charge", rate=0.01, valid_from=date(2027, 1, 7), **columns))
    check_optimum(solve(*buying(way())), 10_040)


def test_the_cost_of_flows_in_a_limit_contains_the_fees():
    """By rail in tens a unit pays 3.458 and no freight, by sea 5 and 0.4714: all goes by rail, 345.80. Moving may cost
    200, and each unit of money above that costs 1 more, 145.80: 10,000 + 345.80 + 145.80 = 10,491.60."""
    limit = Limit(limit="MOVING", of="flows", measure="cost", form="total", upper=200, price=1, per="horizon")
    run = solve(*buying(way("rail", shipment_size=10), way("sea", unit_cost=5)), limit)
    check_optimum(run, 10_491.60)
