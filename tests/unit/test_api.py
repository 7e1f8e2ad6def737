"""The Python face shows itself in one line."""

from dataclasses import replace
from pathlib import Path

from tests.analytic.building import goods, model, sites
from tests.unit.report_example import example_run, without_plan

from corridor.api import LoadedModel, Plan


def test_a_plan_is_shown_in_one_line():
    """Status, objective in the currency, gap, audit and flows; no table and no log."""
    run = example_run()
    flows = len(run.tables["flows"])
    assert repr(Plan(run, "a long log")) == (
        f"Plan(optimal, objective 400,006,303.14 USD, gap 0.05 %, audit passed, {flows} flows)"
    )


def test_a_run_without_a_plan_is_shown_as_such():
    """No objective that is not a number is shown."""
    assert repr(Plan(without_plan(), "")) == "Plan(infeasible, no plan)"


def test_a_gap_that_is_not_known_is_said():
    """A run read back has null for a gap that was not finite."""
    run = example_run()
    assert "gap not known" in repr(Plan(replace(run, info={**run.info, "gap": None})))


def test_a_model_is_shown_in_one_line():
    """Name and size, not its tables."""
    built = model(sites(A="US", B="US"), goods("PART"))
    assert repr(LoadedModel(replace(built, place=Path("x")))) == "LoadedModel(example, 3 tables, 4 rows)"
