"""The numerical examples of the formulation that these tables can express, each optimum worked by hand."""

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
    goods,
    lane,
    offer,
    periods,
    programme,
    sites,
    solve,
    total,
    valuation,
)

from corridor.schema.goods import Capability, Determination, Process, RecipeLine
from corridor.schema.moving import Demand, Limit
from corridor.schema.row import Row
from corridor.schema.supply import Stock, Value


@pytest.mark.parametrize(("end_use", "cost", "seller"), [("none", 110.25, "VN_SITE"), ("auto_part", 111.55, "JP_SITE")])
def test_e05_duty_stack_decides_the_seller(end_use: str, cost: float, seller: str):
    """Stacked duty decides: CN 80 x 1.475 = 118.00, VN 90 x 1.225 = 110.25, JP 97 x 1.15 = 111.55.

    As an auto part VN pays the sector duty instead of the reciprocal one, 90 x 1.275 = 114.75, and JP wins.
    """
    run = solve(
        sites(CN_SITE="CN", VN_SITE="VN", JP_SITE="JP", BUYER="US"),
        coded(),
        offer("CN_SITE", 80, "CN"),
        offer("VN_SITE", 90, "VN"),
        offer("JP_SITE", 97, "JP"),
        *(lane(site, "BUYER") for site in ("CN_SITE", "VN_SITE", "JP_SITE")),
        Demand(site="BUYER", product=PART, quantity=1, end_use=end_use),
        valuation("US"),
        base_rate("US", 0.025),
        programme("CHINA", "US", 0.45, origins="CN"),
        programme("RECIPROCAL", "US", 0.20, origins="VN", except_end_uses="auto_part"),
        programme("SECTOR", "US", 0.25, origins="VN", end_uses="auto_part"),
        programme("JAPAN_DEAL", "US", 0.125, origins="JP"),
    )
    check_optimum(run, cost)
    assert total(run, "flows", from_site=seller) == pytest.approx(1)


@pytest.mark.parametrize(
    ("closing_value", "cost", "shipped"), [(0.0, 2050.0, (50, 150, 0)), (10.0, 2012.5, (25, 150, 50))]
)
def test_e09_lead_time_pipeline_and_closing_value(closing_value: float, cost: float, shipped: tuple[float, ...]):
    """A lead time of one and a half periods: half of a shipment s arrives one period later, half two periods
    later.

    Arrivals are s1/2, (s1+s2)/2, (s2+s3)/2 in periods 2, 3, 4. Demand of 100 in 3 and in 4 needs s1 + s2/2 >=
    100 and s1 + s2 + s3/2 >= 200 with s <= 150; a unit costs 10 and 1 per period in stock at its end. All
    arrive by period 4: stocks s1/2, s1 + s2/2 - 100, 0. Worthless tail: 10 (s1+s2+s3) + s1/2 + s1 + s2/2 -
    100, and s3 delivers only half of what it costs, so s3 = 0, s2 = 150, s1 = 50: 2000 + 25 + 25 = 2050. Tail
    valued at cost: what s3 leaves under way costs nothing, so s1 falls to 100 - 75 = 25 and s3 = 50: 2250 -
    250 + 12.5 + 0 = 2012.5.
    """
    run = solve(
        periods(4),
        sites(SOURCE="US", SINK="US"),
        goods(PART),
        offer("SOURCE", 10, "US"),
        *(lane("SOURCE", "SINK", transit_days=15, capacity=150, period=f"T{t}") for t in (1, 2, 3)),
        *(Demand(site="SINK", product=PART, period=f"T{t}", quantity=100) for t in (3, 4)),
        Stock(site="SINK", unit_cost=36.5, closing_value=closing_value),
    )
    check_optimum(run, cost)
    for number, quantity in enumerate(shipped, start=1):
        assert total(run, "flows", ship_period=f"T{number}") == pytest.approx(quantity, abs=1e-6)


def concentration(limit: Limit) -> list[Row]:
    """Return the rows of example E11: CN 50, AU 70 and CL 80, the last two at most 45 units each, 100 units
    needed.
    """
    return [
        *sites(CN_SITE="CN", AU_SITE="AU", CL_SITE="CL", BUYER="MY"),
        coded(),
        offer("CN_SITE", 50, "CN"),
        offer("AU_SITE", 70, "AU", max_quantity=45),
        offer("CL_SITE", 80, "CL", max_quantity=45),
        *(lane(site, "BUYER") for site in ("CN_SITE", "AU_SITE", "CL_SITE")),
        Demand(site="BUYER", product=PART, quantity=100),
        valuation("MY"),
        base_rate("MY"),
        limit,
    ]


def test_e11_concentration_by_volume():
    """At most 40 % of the quantity from CN: CN 40, AU 45, CL 15, or 2000 + 3150 + 1200 = 6350."""
    limit = Limit(limit="CHINA", of="flows[np_origin=CN]", within="flows[product=PART]", form="share", upper=0.4)
    run = solve(*concentration(limit))
    check_optimum(run, 6350)
    assert total(run, "flows", np_origin="CN") == pytest.approx(40)


def test_e11_concentration_by_value():
    """At most 40 % of the value from CN: 50 c <= 0.4 (50 c + 45 x 70 + (55 - c) 80), so c = 3020 / 62 =
    48.71.

    Cost 50 c + 3150 + 80 (55 - c) = 7550 - 30 c.
    """
    limit = Limit(
        limit="CHINA", of="flows[np_origin=CN]", within="flows[product=PART]", measure="value", form="share",
        upper=0.4,
    )  # fmt: skip
    run = solve(*concentration(limit))
    check_optimum(run, 7550 - 30 * 3020 / 62)
    assert total(run, "flows", np_origin="CN") == pytest.approx(3020 / 62)


@pytest.mark.parametrize(
    ("rate", "most", "cost", "from_mexico"),
    [
        (0.29, None, 6000 * 1.29, 0),
        (0.31, None, 7800, 100),
        (0.33, 60.0, 6000 * 1.33, 0),
        (0.34, 60.0, 2400 * 1.34 + 4800, 60),
    ],
)
def test_e13_break_even_tariff(rate: float, most: float | None, cost: float, from_mexico: float):
    """100 units: CN costs 60 (1 + t) each, MX 75 each and 300 once, equal at 6000 (1 + t) = 7800, t = 0.30.

    With at most 60 units from MX: 6000 (1 + t) = 2400 (1 + t) + 4800, t = 1/3.
    """
    run = solve(
        sites(CN_SITE="CN", MX_SITE="MX", BUYER="US"),
        coded(),
        offer("CN_SITE", 60, "CN"),
        offer("MX_SITE", 75, "MX", fixed_cost=300, max_quantity=most),
        lane("CN_SITE", "BUYER"),
        lane("MX_SITE", "BUYER"),
        Demand(site="BUYER", product=PART, quantity=100),
        valuation("US"),
        base_rate("US"),
        programme("TARIFF", "US", rate, origins="CN"),
    )
    check_optimum(run, cost)
    assert total(run, "flows", from_site="MX_SITE") == pytest.approx(from_mexico, abs=1e-6)


def test_e23_licence_window_and_ramp():
    """A plant opened in period 1 for 500 gives 0, 15, 30, 60 in periods 1 to 4 (ramp of 60), at 12.

    Demand 50 each. Licensed goods: 40 at 10 in periods 2 and 3. Spot: 30. With the plant: 1500; 400 + 10 x 12
    = 520; 520; 50 x 12 = 600; and 500: 3640. Without it: 1500 + 700 + 700 + 1500 = 4400.
    """
    run = solve(
        periods(4),
        sites(BUYER="MY"),
        goods(PART),
        offer("BUYER", 30, "MY"),
        *(
            offer("BUYER", 10, "MY", offer=f"LICENSED_{t}", period=f"T{t}", max_quantity=40)
            for t in (2, 3)
        ),
        Process(process="MAKE"),
        RecipeLine(process="MAKE", product=PART, role="output", quantity=1),
        Capability(
            site="BUYER", process="MAKE", capacity=60, unit_cost=12, open_cost=500, initially_open="no",
            ramp="0;25;50;100",
        ),
        Demand(site="BUYER", product=PART, quantity=50),
    )  # fmt: skip
    check_optimum(run, 3640)
    assert cost_line(run, "cost_opening") == pytest.approx(500)
    assert total(run, "production", period="T4") == pytest.approx(50)


@pytest.mark.parametrize(
    ("released", "shared", "cost", "short"),
    [(True, False, 1525, 15), (True, True, 1032.5, 10), (False, True, 4000, 40)],
)
def test_e24_emergency_stock_released_shared_and_replenished(released: bool, shared: bool, cost: float, short: float):
    """Reserves of 25 in JP and 5 in US; each ally needs 10 in periods 1 and 2, goods come in period 3 only, 30 at 1.

    The reserve is min_quantity, its release a row with 0 for periods 1 and 2, its replenishment the row of period 3.
    Alone JP uses 20 and US 5, 15 stay short at 100, 25 are bought: 1525. If JP sends US its other 5 at 0.5, 10 stay
    short, 30 are bought: 1000 + 30 + 2.5. Nothing released: 40 stay short.
    """
    opening = {"JP": 25.0, "US": 5.0}
    held = [Stock(site=ally, opening=quantity, min_quantity=quantity) for ally, quantity in opening.items()]
    release = [
        Stock(site=ally, period=period, opening=quantity)
        for ally, quantity in opening.items()
        for period in ("T1", "T2")
    ]
    run = solve(
        periods(3),
        sites(JP="JP", US="US", SOURCE="AU"),
        coded(),
        offer("SOURCE", 1, "AU", period="T3", max_quantity=30),
        *(lane("SOURCE", ally) for ally in opening),
        *([lane("JP", "US", unit_cost=0.5)] if shared else []),
        *(Demand(site=ally, product=PART, period=f"T{t}", quantity=10, shortfall_penalty=100)
          for ally in opening for t in (1, 2)),
        *held,
        *(release if released else []),
        *(row for importer in opening for row in (valuation(importer), base_rate(importer))),
    )  # fmt: skip
    check_optimum(run, cost)
    assert total(run, "shortfall") == pytest.approx(short)
    assert total(run, "stocks", period="T3") == pytest.approx(30)


@pytest.mark.parametrize(("confers", "cost", "cell"), [("no", 103.5, "KR_CELL"), ("yes", 79.0, "CN_CELL")])
def test_e34_origin_is_a_tag_not_the_port(confers: str, cost: float, cell: str):
    """Packs assembled in MY (+10) from a CN cell at 60 or a KR cell at 80, sold to the US at an agreed 90.

    Assembly that confers no origin: CN 70 + 55 % of 90 = 119.5, KR 90 + 15 % of 90 = 103.5: KR. If it did
    confer origin, any pack would pay MY's 10 %: 70 + 9 = 79 with the CN cell.
    """
    run = solve(
        sites(PLANT="MY", BUYER="US"),
        coded("PACK"),
        *goods("CELL"),
        offer("PLANT", 60, "CN", offer="CN_CELL", product="CELL"),
        offer("PLANT", 80, "KR", offer="KR_CELL", product="CELL"),
        Process(process="PACKING"),
        RecipeLine(process="PACKING", product="CELL", role="input", quantity=1),
        RecipeLine(process="PACKING", product="PACK", role="output", quantity=1),
        Capability(site="PLANT", process="PACKING", unit_cost=10),
        Determination(process="PACKING", importer="US", confers_origin=confers),
        lane("PLANT", "BUYER"),
        Demand(site="BUYER", product="PACK", quantity=1),
        Value(seller="PLANT", buyer="BUYER", product="PACK", transaction_value=90),
        valuation("US"),
        base_rate("US"),
        programme("BY_ORIGIN", "US", 0.55, record="CN", origins="CN"),
        programme("BY_ORIGIN", "US", 0.15, record="KR", origins="KR"),
        programme("BY_ORIGIN", "US", 0.10, record="MY", origins="MY"),
    )
    check_optimum(run, cost)
    assert total(run, "purchases", offer=cell) == pytest.approx(1)


@pytest.mark.parametrize(("stored", "cost"), [(True, 4480.0), (False, 5400.0)])
def test_e37_front_loading_before_a_tariff_step(stored: bool, cost: float):
    """Duty rises from 10 % to 60 % after period 2; demand is 10 in each of 4 periods, 20 can be imported in
    each.

    Storing: 20 in period 1 and 20 in period 2, 40 x 110 = 4400, stocks of 10, 20, 10 at 2 = 80: 4480. Not
    storing: 20 x 110 + 20 x 160 = 5400.
    """
    step = START + timedelta(days=20)
    stock = Stock(site="BUYER", unit_cost=73, max_quantity=None if stored else 0)
    run = solve(
        periods(4),
        sites(SOURCE="CN", BUYER="US"),
        coded(),
        offer("SOURCE", 100, "CN"),
        lane("SOURCE", "BUYER", capacity=20),
        Demand(site="BUYER", product=PART, quantity=10),
        stock,
        valuation("US"),
        base_rate("US", 0.10, valid_to=step - timedelta(days=1)),
        base_rate("US", 0.60, valid_from=step),
    )
    check_optimum(run, cost)


def test_e26_specific_and_ad_valorem_duty_add_up():
    """A compound duty of 5 % on a value of 100 and 0.50 per kg on 4 kg is 5 + 2 = 7 per unit: 107 in all."""
    run = solve(
        sites(SOURCE="CN", BUYER="US"),
        coded(mass_kg=4),
        offer("SOURCE", 100, "CN"),
        lane("SOURCE", "BUYER"),
        Demand(site="BUYER", product=PART, quantity=1),
        valuation("US"),
        base_rate("US", 0.05, specific=0.5, specific_unit="kg"),
    )
    check_optimum(run, 107)
    assert cost_line(run, "cost_duty") == pytest.approx(7)
