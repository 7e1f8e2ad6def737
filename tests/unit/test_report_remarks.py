"""What was said on the way to a plan stands under the name of who said it."""

import re
from io import StringIO

from rich.console import Console
from tests.unit.report_example import example_run, without_plan

from corridor.report.page import page_of
from corridor.report.remarks import plural, remarks, warned
from corridor.report.terminal import print_run

OF_CHECK = "Warning on lanes.csv row 3: transit of 42 days is long. Check it."
OF_SOLVE = "Warning on model, column capacity: the plan fills a bound (ULSAN). Give it a capacity."


def saying(run, **info):
    """A run that says something else."""
    return type(run)({**run.info, **info}, run.tables, run.labels, None)


def under(page, heading):
    """The list below a heading of a page."""
    return re.search(rf"<h[23]>{heading}</h[23]>(<ul>.*?</ul>)", page)[1]


def test_each_text_has_the_kind_of_who_said_it():
    """The severity at its beginning tells a text of the check from an assumption of the model."""
    found = remarks(saying(example_run(), audit_findings=["balance RENO: off by 3"]))
    assert found == {
        "Assumption of the model": ("All figures are made up for a test.", "Lots of one origin are kept apart."),
        "Warning of the check": (OF_CHECK,),
        "Warning of the solve": (OF_SOLVE,),
        "Finding of the audit": ("balance RENO: off by 3",),
        "Note of the check": ("Note on values: no agreed price. Add a row.",),
        "Source": ("Nothing but imagination.",),
    }
    assert [plural(kind) for kind in found][:2] == ["Assumptions of the model", "Warnings of the check"]


def test_an_assumption_that_begins_with_a_footnote_is_no_warning():
    """A number in brackets alone is no severity."""
    found = remarks(saying(example_run(), assumptions=["[1] Prices of May."]))
    assert found["Assumption of the model"] == ("[1] Prices of May.",)


def test_the_page_names_warnings_of_check_and_solve():
    """Below what the plan rests on; without a plan, once and at the top."""
    for page in (page_of(example_run()), page_of(without_plan())):
        assert OF_CHECK in under(page, "Warnings of the check")
        assert OF_SOLVE in under(page, "Warnings of the solve")
        assert page.count(OF_CHECK) == page.count(OF_SOLVE) == 1
    page = page_of(without_plan())
    assert page.index("Warnings of the check") < page.index("</header>") < page.index("Assumptions of the model")


def test_the_terminal_tells_warnings_of_solve_and_check():
    """Whoever solves without a check reads its warnings all the same."""
    out = StringIO()
    print_run(example_run(), Console(file=out, width=200, color_system=None))
    assert OF_CHECK in out.getvalue()
    assert OF_SOLVE in out.getvalue()


def test_many_warnings_of_the_check_are_counted():
    """Five are told; what is left is a number and a place."""
    told = warned(saying(example_run(), warnings=[], assumptions=[f"[1 warning] row {n}: odd." for n in range(7)]))
    assert told == [f"Warning on row {n}: odd." for n in range(5)] + ["2 more of the check: see `corridor check`."]
