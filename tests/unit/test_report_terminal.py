"""A run at the terminal, and for machines."""

import json
from io import StringIO

import pytest
from rich.console import Console
from tests.unit.report_example import example_run, renamed, without_plan

from corridor.report.summary import as_json, plain
from corridor.report.terminal import print_run


def printed(run, width=120):
    """What is printed on a terminal without colours."""
    out = StringIO()
    print_run(run, Console(file=out, width=width, color_system=None))
    return out.getvalue()


def test_a_run_is_told_on_one_screen():
    """Status, cost by line, the plan by tier, duty, what binds, the verdict of the audit and the disclaimer."""
    text = printed(example_run())
    for words in (
        "Status: optimal",
        "Total cost: 400,006,303.14 USD",
        "Gap: 0.050 %",
        "Import duty",
        "Tier 1:",
        "Status: optimal, but 1 of 6 demands stay short",
        "12.2 short",
        "KUANTAN 54%",
        "US_RECIPROCAL",
        "MOST_FROM_KOREA",
        "-3,400.00",
        "stay open",
        "Audit: passed",
        "Planning estimate, not a customs determination or legal advice",
        "79.1 % of duty rests on evidence C or D.",
    ):
        assert words in " ".join(text.split()) or words in text, words


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
