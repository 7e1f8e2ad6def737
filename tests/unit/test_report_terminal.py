"""A run at the terminal, and for machines."""

import json
from io import StringIO

import pandas as pd
import pytest
from rich.console import Console
from tests.unit.report_example import example_run, renamed, without_plan

from corridor.report.no_plan import hints
from corridor.report.plain_words import plain_words
from corridor.report.summary import as_json, plain
from corridor.report.terminal import print_run


def printed(run, width=120):
    """What is printed on a terminal without colours."""
    out = StringIO()
    print_run(run, Console(file=out, width=width, color_system=None))
    return out.getvalue()


def test_a_run_is_told_on_one_screen():
    """Status, cost by line, the plan by stage, duty, what binds, the verdict of the audit and the disclaimer."""
    text = printed(example_run())
    for words in (
        "Status: optimal",
        "Total cost: 400,006,303.14 USD",
        "Gap: 0.050 %",
        "Import duty",
        "Stage 1:",
        "Status: optimal, but 1 of 6 demands stays short",
        "Pack stays short by 12.2 of",
        "of which penalties 1,842,500.00",
        "KUANTAN 54%",
        "US_RECIPROCAL",
        "MOST_FROM_KOREA",
        "-3,400.00",
        "stay open",
        "Audit: passed",
        "Planning estimate, not a customs determination or legal advice",
        "79.1 % of duty rests on evidence C or D.",
        "Opened (3)",
    ):
        assert words in " ".join(text.split()), words


def test_names_are_not_read_as_terminal_markup():
    """A name in square brackets is printed, not obeyed."""
    assert "[red]boom[/red]" in printed(renamed(example_run(), "products", "PACK", "[red]boom[/red]"))


def test_without_a_plan_no_costs_are_told():
    """An infeasible model has a status and no total."""
    text = printed(without_plan())
    assert "Status: infeasible, no plan" in text
    assert "Total cost" not in text
    assert "Audit: not done" in text
    assert "No plan, so nothing to show." in text
    for claim in ("No limit is at its bound", "sets no limits", "No capacity", "No duty", "% of duty"):
        assert claim not in text


def test_a_failed_audit_is_told_with_its_findings():
    """The findings stand before the verdict."""
    run = example_run()
    info = {**run.info, "audit": "failed", "audit_findings": ["balance RENO: off by 3"]}
    text = printed(type(run)(info, run.tables, run.labels, None))
    assert "do not use it" in text
    assert "balance RENO: off by 3" in text


def test_json_is_strict_and_has_the_contract():
    """The summary is JSON without NaN, with the keys that run.json promises, and its costs add up."""
    found = json.loads(json.dumps(as_json(example_run()), allow_nan=False))
    for key in (
        "status",
        "objective",
        "bound",
        "gap",
        "audit",
        "network",
        "seconds",
        "versions",
        "inputs",
        "assumptions",
        "evidence_weakest",
        "costs",
        "plan",
        "landed",
        "duty",
        "binding",
        "disclaimer",
    ):
        assert key in found
    assert sum(found["costs"].values()) == pytest.approx(found["objective"])
    parts = [sum(item["parts"].values()) for item in found["landed"]]
    parts += [sum(line.values()) for line in found["left"].values()]
    outside = [found["costs"][line] for line in ("cost_shortfall", "cost_limit", "cost_revenue", "cost_closing")]
    assert sum(parts) + sum(outside) == pytest.approx(found["objective"])
    assert found["binding"][0]["subject"] == "MOST_FROM_KOREA"
    assert found["delivered"][0]["short"] == pytest.approx(12.25)
    assert [item["site"] for item in found["short"]] == ["VANCOUVER"]


def test_json_of_a_run_without_a_plan():
    """A gap that is not finite becomes null; lists are empty."""
    found = as_json(without_plan())
    assert found["gap"] is None
    assert found["plan"] == []


def test_plain_values():
    """Numbers of numpy, dates, sets and paths become what JSON knows."""
    import datetime
    import pathlib

    import numpy as np

    value = {
        "a": np.int64(3),
        "b": np.float64("nan"),
        "c": {2, 1},
        "d": datetime.date(2027, 1, 2),
        "e": pathlib.PurePosixPath("x/y"),
        "f": True,
        "g": (1.5, None),
    }
    assert plain(value) == {"a": 3, "b": None, "c": [1, 2], "d": "2027-01-02", "e": "x/y", "f": True, "g": [1.5, None]}


def test_the_last_line_is_status_and_total():
    """What scrolled away is said again at the end."""
    lines = printed(example_run()).rstrip().split("\n")
    end = " ".join(" ".join(lines[-2:]).split())
    assert "Audit: passed" in printed(example_run())
    assert "Status: optimal, but 1 of 6 demands stays short; total cost 400,006,303.14 USD" in end


def test_at_most_ten_lines_of_what_binds_and_no_code_is_cut():
    """The other lines are counted; a code stands whole even on a terminal of 80 letters."""
    run = example_run()
    rows = [
        {
            "subject": f"MY_A_SITE_WITH_A_LONG_CODE_{i:02d}:MAKE_CELL_NMC811",
            "kind": "process",
            "period": "H1",
            "used": 1.0,
            "available": 1.0,
            "unit": "MWh",
        }
        for i in range(15)
    ]
    labels = {**run.labels, "capacity": pd.DataFrame(rows)}
    text = printed(type(run)(run.info, run.tables, labels, None), width=80)
    assert text.count("MY_A_SITE_WITH_A_LONG_CODE_") == text.count("MAKE_CELL_NMC811") == 8
    assert "7 more rows: see the workbook" in text


def test_an_infeasible_run_says_what_to_try():
    """Demand gets a penalty and limits a price: then there is a plan, and it says what is too much."""
    run = without_plan()
    labels = {
        **run.labels,
        "demand": pd.DataFrame([{"shortfall_penalty": None}, {"shortfall_penalty": 3.0}]),
        "limits": pd.DataFrame([{"limit": "HARD", "price": None}, {"limit": "SOFT", "price": 1.0}]),
    }
    told = " ".join(hints(type(run)(run.info, run.tables, labels, None)))
    assert "shortfall_penalty (1 row of table demand without one)" in told
    assert "Give limits a price (HARD)" in told
    labels["demand"], labels["limits"] = labels["demand"][1:], labels["limits"][1:]
    told = " ".join(hints(type(run)(run.info, run.tables, labels, None)))
    assert "look at least quantities, required stocks" in told
    assert "shortfall_penalty" not in told
    assert hints(without_plan("stopped")) == []


@pytest.mark.parametrize(
    ("message", "told"),
    [
        (
            "[1 warning] lanes.csv row 3, column `mode`: odd, got 'mule'. Check it.",
            "Warning on lanes.csv row 3, column mode: odd (the table says mule). Check it.",
        ),
        ("[0 note] law: nothing.", "Note on law: nothing."),
        ("[0 note] values: no price, got 'A, B'. Add a row.", "Note on values: no price (A, B). Add a row."),
        (
            "[1 warning] m.xlsx[lanes]!C3: odd, got 'x'. Mend.",
            "Warning on m.xlsx[lanes]!C3: odd (the table says x). Mend.",
        ),
        ("[1] is a footnote.", "[1] is a footnote."),
        ("Interest is 8 % a year.", "Interest is 8 % a year."),
    ],
)
def test_messages_of_the_check_become_sentences(message, told):
    """Codes of severity become words; other texts stay as they are."""
    assert plain_words(message) == told


def test_a_plan_that_is_not_yet_good_enough_says_why():
    """The word of the solver alone says nothing to a planner."""
    run = example_run()
    text = printed(type(run)({**run.info, "status": "feasible"}, run.tables, run.labels, None))
    assert "Status: feasible, stopped before the gap that was asked, but 1 of 6 demands stays short" in text


def test_prices_of_what_binds_say_what_their_sign_means():
    """Below zero is a saving."""
    assert "below zero: one more unit saves so much" in " ".join(printed(example_run()).split())


def test_quantities_of_pieces_are_counted_in_units():
    """One is a unit, more are units."""
    run = example_run()
    products = run.labels["products"].replace({"unit": {"MWh": "unit"}})
    text = printed(type(run)(run.info, run.tables, {**run.labels, "products": products}, None))
    assert "units" in text
    assert not any(line.rstrip("│ ").endswith(" unit") and "made" in line for line in text.splitlines())
