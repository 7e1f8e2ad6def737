"""What opens and closes, what stays in store, and what each demand gets."""

import pandas as pd
import pytest
from tests.unit.report_example import example_run
from tests.unit.report_rows import bought, handed, small_run

from corridor.api import load
from corridor.report.names import NBSP, Names
from corridor.report.openings import decisions
from corridor.report.sheets_cost import printed_lines
from corridor.report.sheets_demand import demand_sheet
from corridor.report.sheets_openings import opening_sheet, opening_words
from corridor.report.sheets_stock import stock_by_period, stock_sheet


def opening(window, state, opened=0, closed=0, cost=0.0, kind="capability", subject="A:MAKE"):
    """A row of openings."""
    row = {"kind": kind, "subject": subject, "window": window, "open": state, "opened": opened, "closed": closed}
    return {**row, "cost": cost}


@pytest.mark.parametrize(
    ("rows", "words"),
    [
        ([opening("T1", 0), opening("T2", 1, opened=1)], "opened in T2"),
        ([opening("T1", 1), opening("T2", 0, closed=1)], "closed from T2"),
        ([opening("T2", 0, closed=1), opening("T1", 1, opened=1)], "opened in T1, closed from T2"),
        ([opening("T1", 1), opening("T2", 1)], "open throughout"),
        ([opening("T1", 0), opening("T2", 0)], "stays closed"),
        ([opening("T1", 0, kind="lane"), opening("T2", 1, kind="lane")], "open in T2"),
        ([opening("HORIZON", 1, kind="tooling", subject="Q1")], "open throughout"),
    ],
)
def test_a_decision_is_told_over_time(rows, words):
    """One line for each subject says from when on it is open or closed."""
    found = decisions(small_run({}, openings=rows))
    assert [item.words for item in found] == [words]


def test_costs_are_split_into_opening_closing_and_fixed():
    """The prices of the decisions tell what opening and closing cost; the rest of the cost is fixed."""
    rows = [opening("T1", 1, opened=1, cost=130.0), opening("T2", 0, closed=1, cost=7.0)]
    run = small_run({"opening": 137.0}, openings=rows)
    prices = pd.DataFrame(
        [
            {"kind": "capability", "subject": "A:MAKE", "window": window, "open_cost": 100.0, "close_cost": 7.0}
            for window in ("T1", "T2")
        ]
    )
    run = type(run)(run.info, run.tables, {**run.labels, "opening_costs": prices}, None)
    (found,) = decisions(run)
    assert (found.opening_cost, found.closing_cost, found.fixed_cost) == (100.0, 7.0, 30.0)
    names = Names.of(run)
    sheet = opening_sheet(run, printed_lines(run, names), names)
    assert sheet.rows[0] == ("A", "process", "MAKE", "A:MAKE", "opened in T1, closed from T2", 10_000, 700, 3_000)
    assert [line.replace(NBSP, " ") for line in opening_words(run, names)] == [
        "Opened (1), for 100 USD in all: A (MAKE, T1).",
        "Closed (1), for 7.00 USD in all: A (MAKE, T2).",
    ]


def test_a_run_keeps_the_prices_of_its_decisions():
    """The label table has fixed, opening and closing cost of each decision; what fell due is the cost in the run."""
    run = load("two_plants").solve().run
    both = run.tables["openings"].merge(run.labels["opening_costs"], on=["kind", "subject", "window"])
    assert len(both) == len(run.tables["openings"]) > 0
    due = both["open"] * both["fixed_cost"] + both["opened"] * both["open_cost"] + both["closed"] * both["close_cost"]
    assert list(due) == pytest.approx(list(both["cost"]))


def test_the_table_adds_up_and_leaves_out_what_only_counts():
    """All fixed costs of the example stand in the table; decisions that count sites for a limit do not."""
    run = example_run()
    names = Names.of(run)
    printed = printed_lines(run, names)
    sheet = opening_sheet(run, printed, names)
    lines = ("cost_opening", "cost_lane_fixed", "cost_purchase_fixed")
    assert sum(sum(row[-3:]) for row in sheet.rows) == sum(printed[line] for line in lines)
    assert not any("CELL_SITES" in str(row[3]) for row in sheet.rows)
    assert ("Reno to Vancouver", "lane", "road, DIRECT, Pack") in [row[:3] for row in sheet.rows]


def test_nothing_to_open_says_so():
    """A plan without decisions has no lines to look at."""
    run = small_run({})
    assert opening_words(run, Names.of(run)) == []
    assert opening_sheet(run, {}, Names.of(run)).rows == ()


def test_stock_is_listed_without_dust():
    """What the solver left as rounding is no stock; what is kept or scrapped is, with its cost."""
    stock = {"site": "A", "product": "PART", "state": "CN", "period": "T1", "disposed": 0.0}
    rows = [
        {**stock, "quantity": 40.0, "cost": 5.0},
        {**stock, "state": "JP", "quantity": 1e-7, "cost": 0.0},
        {**stock, "state": "KR", "quantity": 2.0, "period": "T2", "cost": 1.0},
        {**stock, "site": "B", "quantity": 1e-6, "cost": 0.0},
    ]
    run = small_run({"stock": 6.0}, stocks=rows)
    names = Names.of(run)
    sheet = stock_sheet(run, printed_lines(run, names), names)
    assert [(row[0], row[5], row[7], row[-1]) for row in sheet.rows] == [("A", "CN", 40.0, 500), ("A", "KR", 2.0, 100)]
    (by_period,) = stock_by_period(run, names).rows
    assert by_period[:2] == ("A", "Part")
    assert by_period[2:4] == (pytest.approx(40.0), 2.0)


def test_what_stays_short_comes_first():
    """Demanded, delivered, short and penalty of each demand; the short ones are marked."""
    short = {"site": "B", "product": "PART", "period": "T2", "end_use": "none", "demanded": 10.0}
    run = small_run(
        {"purchase": 10.0, "shortfall": 30.0},
        purchases=[bought("A", 17.0, 10.0)],
        deliveries=[handed("A", 10.0), handed("B", 7.0, period="T2")],
        shortfall=[{**short, "quantity": 3.0, "cost": 30.0}],
    )
    names = Names.of(run)
    sheet = demand_sheet(run, printed_lines(run, names), names)
    titles = [column.title for column in sheet.columns]
    assert "End use" not in titles
    first = dict(zip(titles, sheet.rows[0], strict=True))
    assert (first["Site"], first["Demanded"], first["Delivered"], first["Short"]) == ("B", 10.0, 7.0, 3.0)
    assert (first["Share short"], first["Penalty"]) == (pytest.approx(0.3), 3_000)
    assert sheet.amber == {0}
    assert len(sheet.rows) == 2
