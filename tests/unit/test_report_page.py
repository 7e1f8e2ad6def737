"""The page: one file that asks for nothing from outside, shows every name as text, and adds up."""

import base64
import hashlib
import json
import re
from html.parser import HTMLParser
from itertools import pairwise

import pytest
from tests.unit.report_example import NASTY, example_run, renamed, without_plan

from corridor.errors import UsageError
from corridor.report.markup import MOST_ROWS, PRINTED_ROWS, table
from corridor.report.page import page_of, write_page
from corridor.report.sheet import Column, Sheet


class Reader(HTMLParser):
    """Collects the tags of a page, and the text of its scripts."""

    def __init__(self):
        super().__init__()
        self.tags = []
        self.scripts = []
        self.inside = False

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))
        self.inside = tag == "script"
        if self.inside:
            self.scripts.append("")

    def handle_endtag(self, tag):
        self.inside = False

    def handle_data(self, data):
        if self.inside:
            self.scripts[-1] += data


def read(page):
    """The page as tags and scripts."""
    reader = Reader()
    reader.feed(page)
    return reader


@pytest.fixture(scope="module")
def page():
    """The page of the example."""
    return page_of(example_run())


def test_nothing_is_fetched_from_outside(page):
    """No tag points anywhere, no style imports anything, and the policy of the page forbids every request."""
    reader = read(page)
    for tag, attributes in reader.tags:
        assert tag not in ("link", "img", "iframe", "object", "embed", "base", "form")
        assert "src" not in attributes
        assert attributes.get("href", "#").startswith("#")
    style = page[page.index("<style>") : page.index("</style>")]
    assert "url(" not in style
    assert "@import" not in style
    policy = next(a["content"] for t, a in reader.tags if a.get("http-equiv") == "Content-Security-Policy")
    assert policy.startswith("default-src 'none'")
    assert "unsafe-eval" not in policy


def test_the_policy_lets_only_the_scripts_of_the_page_run(page):
    """The two scripts run by their hash; an injected one would not."""
    reader = read(page)
    policy = next(a["content"] for t, a in reader.tags if a.get("http-equiv") == "Content-Security-Policy")
    allowed = set(re.findall(r"'sha256-([^']+)'", policy))
    code = [text for text in reader.scripts if not text.startswith("{")]
    assert {base64.b64encode(hashlib.sha256(text.encode()).digest()).decode() for text in code} == allowed
    assert len(allowed) == 2


@pytest.mark.parametrize("table_name", ["sites", "products"])
def test_names_are_text_wherever_they_stand(table_name):
    """A name with markup in it adds no tag, in tables, map, charts or data."""
    code = "KUANTAN" if table_name == "sites" else "CELL"
    plain = read(page_of(renamed(example_run(), table_name, code, "Plain")))
    nasty = read(page_of(renamed(example_run(), table_name, code, NASTY)))
    assert [tag for tag, _ in nasty.tags] == [tag for tag, _ in plain.tags]
    assert not any("onerror" in attributes for _, attributes in nasty.tags)


def test_titles_assumptions_and_notes_are_text():
    """Everything else that a model's author writes is escaped too."""
    run = example_run()
    info = {**run.info, "title": NASTY, "scenario": NASTY}
    info |= {"assumptions": [NASTY], "warnings": [NASTY], "sources": [NASTY]}
    page = page_of(type(run)(info, run.tables, run.labels, None))
    assert sum(tag == "script" for tag, _ in read(page).tags) == 3
    assert "<img" not in page.replace(page[page.index("<script>") :], "")


def test_the_figures_of_the_charts_are_json(page):
    """The data block is strict JSON; the waterfall ends at the total, step by step."""
    data = json.loads(next(text for text in read(page).scripts if text.startswith("{")))
    steps = data["waterfall"]["steps"]
    assert all(a["end"] == b["start"] for a, b in pairwise(steps[:-1]))
    assert steps[-1]["end"] == steps[-2]["end"] == pytest.approx(400_006_303.14)
    assert data["duty"]["programmes"][0] == "US US_RECIPROCAL"


def test_sections_have_tables_and_the_disclaimer(page):
    """Every chart has its figures in a table, and the disclaimer stands at the top, at the duty and at the end."""
    for section in ("map", "stages", "openings", "cost", "landed", "duty", "plan", "capacity", "binds", "stocks"):
        part = page[page.index(f'<section id="{section}">') :]
        assert "<table" in part[: part.index("</section>")], section
    assert page.count("Planning estimate, not a customs determination or legal advice") == 3
    assert "All figures are made up for a test." in page
    assert "valid while these sites stay open" in page
    assert "400,006,303.14" in page


def test_a_plan_that_failed_its_audit_is_marked():
    """The first thing to read is that the plan must not be used."""
    run = example_run()
    page = page_of(type(run)({**run.info, "audit": "failed"}, run.tables, run.labels, None))
    assert '<p class="verdict bad">Optimal, but the plan failed its audit: do not use it; audit failed</p>' in page


def test_a_run_without_a_plan_has_a_page_without_figures():
    """No plan: the status says so, and no total of 0 is shown."""
    page = page_of(without_plan())
    assert '<p class="verdict bad">Infeasible, no plan</p>' in page
    assert 'class="tile' not in page
    assert page.count("<section") == 2
    assert "<script" not in page
    assert "Find the one that is too much" in page
    assert "Warning on lanes.csv row 3" in page
    for claim in ("No limit is at its bound", "sets no limits", "No capacity is", "No duty is", "% of duty rests"):
        assert claim not in page


def test_a_plan_that_leaves_demand_short_is_no_success():
    """The badge is amber and says how many demands stay short; the headline says how much."""
    page = page_of(example_run())
    assert '<p class="verdict fair">Optimal, but 1 of 6 demands stays short; audit passed</p>' in page
    assert '<li class="headline">Pack stays short by 12.2 of' in page
    assert '<div class="tile amber"><dt>Short</dt><dd>12.2 of' in page
    assert "of which penalties 1.84" in page
    assert '<section id="short">' in page
    assert '<tr class="amber"><td class="text">Vancouver</td>' in page
    assert "demand that stays short</li>" in page
    assert 'class="ring"' in page
    run = example_run()
    full = type(run)(run.info, {**run.tables, "shortfall": run.tables["shortfall"].iloc[:0]}, run.labels, None)
    assert '<p class="verdict good">Optimal; audit passed</p>' in page_of(full)
    assert "stays short" not in page_of(full)


def test_sites_without_coordinates_are_named():
    """A site that cannot be drawn is named under the map, and its flows stay in the table."""
    run = example_run()
    sites = run.labels["sites"].assign(lat=lambda frame: frame["lat"].where(frame["site"] != "RENO"))
    page = page_of(type(run)(run.info, run.tables, {**run.labels, "sites": sites}, None))
    assert "Without coordinates, and therefore not on the map: Reno." in page


def test_long_tables_are_cut_and_still_add_up():
    """Rows beyond the limit are summed in one line, so that the total is that of the printed lines."""
    columns = (Column("What"), Column("Amount", "money", "USD", total="sum"))
    rows = tuple((f"row {i}", 101) for i in range(MOST_ROWS + 5))
    html = table(Sheet("x", "X", columns, rows))
    assert "5 more, listed in the workbook" in html
    assert ">5.05<" in html
    assert f">{101 * (MOST_ROWS + 5) / 100:,.2f}<" in html


def test_a_page_that_cannot_be_written_is_said_so(tmp_path):
    """The message names the path and what to do."""
    with pytest.raises(UsageError, match=r"plan\.html: the page cannot be written"):
        write_page(example_run(), tmp_path / "no" / "plan.html")


def test_long_tables_are_shorter_in_print():
    """A line that only print has says how many rows the workbook has more."""
    rows = tuple((f"row {i}",) for i in range(PRINTED_ROWS + 7))
    html = table(Sheet("x", "X", (Column("What"),), rows))
    assert '<tr class="printonly"><td colspan="1">7 more rows: see the workbook</td></tr>' in html
    assert "printonly" not in table(Sheet("x", "X", (Column("What"),), rows[:PRINTED_ROWS]))
    assert f"nth-child(n + {PRINTED_ROWS + 1})" in page_of(without_plan())


def test_the_plan_stands_open_with_its_main_sites(page):
    """Each product has a bar of shares, and the sites that do most are named."""
    part = page[page.index('<section id="plan">') : page.index('<section id="stages">')]
    first = part[: part.index("<details")]
    assert "Kuantan\u00a054\u00a0%" in first
    assert re.search(r'<i style="width:5[34]\.\d%">', first)
