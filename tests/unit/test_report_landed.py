"""Landed cost: cost follows the goods, and nothing is lost on the way."""

import math
from dataclasses import replace

import pytest
from tests.unit.report_example import example_run
from tests.unit.report_rows import LOT, bought, handed, shipped, small_run

from corridor.report.landed import landed_costs
from corridor.report.names import Names
from corridor.report.sheets_cost import landed_sheet, printed_lines
from corridor.schema.results import Flow


def everything(landed):
    """[money] All that the split of costs contains."""
    parts = [sum(row) for row in [*landed.delivered.values(), *landed.left.values()]]
    return math.fsum([*parts, *landed.outside.values()])


def test_all_amounts_add_up_to_the_objective():
    """Deliveries, what is left, and penalties and credits are the objective; each line keeps its amount."""
    run = example_run()
    landed = landed_costs(run)
    assert everything(landed) == pytest.approx(run.info["objective"], rel=1e-12)
    table = dict(zip(run.tables["costs"]["line"], run.tables["costs"]["amount"], strict=True))
    for i, line in enumerate(landed.lines):
        amounts = [row[i] for row in [*landed.delivered.values(), *landed.left.values()]]
        assert math.fsum(amounts) == pytest.approx(table[line], rel=1e-12, abs=1e-6)


def test_nothing_of_the_example_is_left_untraced():
    """Every amount of the example finds its way to goods or to something that stands idle."""
    left = landed_costs(example_run()).left
    assert sum(map(abs, left["not traced to goods"])) < 1e-6
    assert sum(left["fixed cost of what stands idle"]) == pytest.approx(250_000.0)


def test_the_printed_table_adds_up_to_the_cent():
    """Each printed column adds up to its printed cost line and the totals to the printed objective."""
    run = example_run()
    names = Names.of(run)
    printed = printed_lines(run, names)
    sheet = landed_sheet(landed_costs(run), printed, names)
    totals = sheet.totals()
    total_column = next(i for i, column in enumerate(sheet.columns) if column.title == "Total")
    assert totals[total_column] == sum(printed.values()) == round(run.info["objective"] * 100)
    assert sum(totals[total_column + 1 :]) == totals[total_column]
    for row in sheet.rows:
        assert sum(row[total_column + 1 :]) == row[total_column]


def test_goods_that_are_mixed_carry_the_mean_cost():
    """30 at 1 and 10 at 5 mix to 2 a unit, at both customers."""
    run = small_run(
        {"purchase": 80.0},
        purchases=[bought("HUB", 30.0, 30.0), {**bought("HUB", 10.0, 50.0), "offer": "P"}],
        flows=[shipped("HUB", "A", 10.0), shipped("HUB", "B", 30.0)],
        deliveries=[handed("A", 10.0), handed("B", 30.0)],
    )
    landed = landed_costs(run)
    assert landed.delivered["A", "PART"] == pytest.approx((20.0,))
    assert landed.delivered["B", "PART"] == pytest.approx((60.0,))


def test_states_are_not_mixed():
    """Goods of two origins at one site keep their own cost."""
    run = small_run(
        {"purchase": 80.0},
        purchases=[bought("HUB", 10.0, 30.0), bought("HUB", 10.0, 50.0, state="KR")],
        deliveries=[handed("HUB", 10.0), handed("HUB", 10.0, state="KR")],
        flows=[],
    )
    assert landed_costs(run).unit_costs[("HUB", "PART", "KR", "T1")] == pytest.approx(5.0)


def test_inputs_conversion_and_duty_end_up_in_the_product():
    """A product carries its inputs, its conversion, and the freight and duty of the way."""
    lot = {**LOT, "site": "MILL", "product": "CAR", "state": "MY", "period": "T1"}
    run = small_run(
        {"purchase": 40.0, "conversion": 10.0, "freight": 6.0, "duty": 4.0},
        purchases=[bought("MILL", 20.0, 40.0)],
        production=[{**lot, "quantity": 5.0, "cost": 10.0}],
        uses=[{**lot, "input": "PART", "input_state": "CN", "value_class": "-", "quantity": 20.0}],
        flows=[shipped("MILL", "A", 5.0, state="MY", product="CAR", freight=6.0, duty=4.0)],
        deliveries=[handed("A", 5.0, state="MY", product="CAR")],
    )
    landed = landed_costs(run)
    assert dict(zip(landed.lines, landed.delivered["A", "CAR"], strict=True)) == pytest.approx(
        {"cost_purchase": 40.0, "cost_conversion": 10.0, "cost_freight": 6.0, "cost_duty": 4.0}
    )


def test_goods_under_way_at_the_end_keep_their_share_of_cost():
    """With 25 of 100 days under way, a quarter of the last shipment and of its freight is still at sea."""
    run = small_run(
        {"purchase": 100.0, "freight": 20.0},
        purchases=[bought("PORT", 40.0, 100.0, period="T2")],
        flows=[shipped("PORT", "A", 40.0, period="T2", transit_days=25.0, freight=20.0)],
        deliveries=[handed("A", 30.0, period="T2")],
    )
    landed = landed_costs(run)
    assert landed.delivered["A", "PART"] == pytest.approx((75.0, 15.0))
    assert landed.left["under way at the end"] == pytest.approx((25.0, 5.0))


def test_stock_carries_its_cost_and_its_keep_into_the_next_period():
    """What is stored in T1 is delivered in T2 with the cost of storing it; stock at the end is left in the plan."""
    run = small_run(
        {"purchase": 100.0, "stock": 7.0},
        purchases=[bought("A", 10.0, 100.0)],
        stocks=[
            {
                "site": "A",
                "product": "PART",
                "state": "CN",
                "period": "T1",
                "quantity": 6.0,
                "disposed": 0.0,
                "cost": 6.0,
            },
            {
                "site": "A",
                "product": "PART",
                "state": "CN",
                "period": "T2",
                "quantity": 2.0,
                "disposed": 0.0,
                "cost": 1.0,
            },
        ],
        deliveries=[handed("A", 4.0), handed("A", 4.0, period="T2")],
    )
    landed = landed_costs(run)
    assert landed.delivered["A", "PART"] == pytest.approx((80.0, 4.0))
    assert landed.left["in stock at the end"] == pytest.approx((20.0, 3.0))


def test_disposal_takes_the_goods_cost_and_its_own():
    """Scrapped goods leave with what they cost; the row's cost is split into disposal and storage."""
    run = small_run(
        {"purchase": 100.0, "disposal": 6.0, "stock": 1.0},
        purchases=[bought("A", 10.0, 100.0)],
        stocks=[
            {
                "site": "A",
                "product": "PART",
                "state": "CN",
                "period": "T1",
                "quantity": 3.0,
                "disposed": 2.0,
                "cost": 7.0,
            }
        ],
        deliveries=[handed("A", 5.0), handed("A", 3.0, period="T2")],
    )
    landed = landed_costs(run)
    by_line = dict(zip(landed.lines, landed.left["disposed of"], strict=True))
    assert by_line == pytest.approx({"cost_purchase": 20.0, "cost_disposal": 6.0, "cost_stock": 0.0})


def test_goods_that_run_in_a_circle_are_solved_for():
    """Half of what reaches B goes back to A and round again; the customer pays all of it."""
    run = small_run(
        {"purchase": 100.0, "freight": 30.0},
        purchases=[bought("A", 10.0, 100.0)],
        flows=[shipped("A", "B", 20.0, freight=20.0), shipped("B", "A", 10.0, freight=10.0)],
        deliveries=[handed("B", 10.0)],
    )
    landed = landed_costs(run)
    assert landed.delivered["B", "PART"] == pytest.approx((100.0, 30.0))


def test_a_closed_circle_is_not_traced_but_not_lost():
    """Goods that never leave a circle make no singular system: their cost is shown as not traced."""
    run = small_run(
        {"purchase": 100.0, "freight": 30.0},
        purchases=[bought("C", 5.0, 100.0)],
        deliveries=[handed("C", 5.0)],
        flows=[shipped("A", "B", 20.0, freight=20.0), shipped("B", "A", 20.0, freight=10.0)],
    )
    landed = landed_costs(run)
    assert landed.delivered["C", "PART"] == pytest.approx((100.0, 0.0))
    assert sum(landed.left["not traced to goods"]) == pytest.approx(30.0)


def test_a_mark_of_an_offer_is_dropped_on_arrival():
    """Goods bound to a quote arrive as ordinary goods of their origin."""
    run = small_run(
        {"purchase": 50.0},
        purchases=[bought("S", 10.0, 50.0, state="CN/auto_part@Q7")],
        flows=[shipped("S", "A", 10.0, state="CN/auto_part@Q7")],
        deliveries=[handed("A", 10.0, state="CN/auto_part")],
    )
    assert landed_costs(run).delivered["A", "PART"] == pytest.approx((50.0,))


def test_opening_stock_is_free():
    """Goods that were there before the first period dilute the cost: what they cost is sunk."""
    run = small_run({"purchase": 50.0}, purchases=[bought("A", 10.0, 50.0)], deliveries=[handed("A", 25.0)])
    landed = landed_costs(run)
    assert landed.delivered["A", "PART"] == pytest.approx((50.0,))
    assert landed.unit_costs[("A", "PART", "CN", "T1")] == pytest.approx(2.0)


@pytest.mark.parametrize(
    ("kind", "subject", "window", "line", "expected"),
    [
        ("capability", "MILL:MAKE", "T1", "opening", {"A": 12.0}),
        ("handling", "A:PART", "T2", "opening", {"A": 12.0}),
        ("handling", "A:*", "Y2027", "opening", {"A": 12.0}),
        ("lane", "MILL>A:sea:DIRECT:*", "T1", "lane_fixed", {"A": 12.0}),
        ("lane", "MILL>A:sea:DIRECT:PART", "T2", "lane_fixed", {"A": 12.0}),
        ("offer", "O", "Y2027", "purchase_fixed", {"MILL": 6.0, "A": 6.0}),
        ("tooling", "O", "HORIZON", "purchase_fixed", {"MILL": 6.0, "A": 6.0}),
        ("offer", "NEVER_BOUGHT", "HORIZON", "purchase_fixed", {}),
    ],
)
def test_fixed_costs_go_to_what_they_serve(kind, subject, window, line, expected):
    """A fixed cost is spread over the goods it serves in its window, else over the horizon, else stands idle."""
    lot = {**LOT, "site": "MILL", "product": "PART", "state": "CN", "period": "T1"}
    run = small_run(
        {line: 12.0},
        purchases=[bought("MILL", 10.0, 0.0, state="MX")],
        production=[{**lot, "quantity": 10.0, "cost": 0.0}],
        uses=[{**lot, "input": "PART", "input_state": "MX", "value_class": "-", "quantity": 5.0}],
        flows=[shipped("MILL", "A", 10.0)],
        deliveries=[handed("A", 10.0), handed("MILL", 5.0, state="MX")],
        openings=[
            {"kind": kind, "subject": subject, "window": window, "open": 1, "opened": 0, "closed": 0, "cost": 12.0}
        ],
    )
    landed = landed_costs(run)
    found = {site: row[0] for (site, _), row in landed.delivered.items() if row[0]}
    assert found == pytest.approx(expected)
    if not expected:
        assert landed.left["fixed cost of what stands idle"] == (12.0,)


def test_cost_that_rows_do_not_explain_is_shown_as_not_traced():
    """A cost line larger than its rows leaves a remainder in the open, so that the total still adds up."""
    run = example_run()
    flows = run.tables[Flow.TABLE].drop(columns="handling")
    without = replace(run, tables={**run.tables, Flow.TABLE: flows})
    landed = landed_costs(without)
    column = landed.lines.index("cost_handling")
    assert landed.left["not traced to goods"][column] == pytest.approx(67_406.70, abs=0.01)
    assert everything(landed) == pytest.approx(run.info["objective"], rel=1e-12)


def test_a_run_without_a_plan_has_no_landed_cost():
    """Empty tables give an empty split, not an error."""
    landed = landed_costs(small_run({}))
    assert (landed.lines, landed.delivered, landed.outside) == ((), {}, {})
