"""The page in a browser: it draws map, flow chart and bars, asks for nothing, and runs nothing that a name says."""

import os

import pytest
from tests.unit.report_example import NASTY, example_run, renamed

from corridor.report.page import write_page

CHROMIUM = "/usr/bin/chromium"

if not os.path.exists(CHROMIUM):
    pytest.skip(f"no browser at {CHROMIUM}: the page was not looked at", allow_module_level=True)

sync_api = pytest.importorskip("playwright.sync_api", reason="playwright is missing: the page was not looked at")


@pytest.fixture(scope="module")
def browser():
    """A browser."""
    with sync_api.sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture
def opened(browser, tmp_path):
    """Open the page of a run; returns (tab, requests, errors)."""
    tabs = []

    def open_page(run, **options):
        path = tmp_path / "plan.html"
        write_page(run, path)
        tab = browser.new_page(viewport={"width": 1280, "height": 900}, **options)
        tabs.append(tab)
        requests, errors = [], []
        tab.on("request", lambda request: requests.append(request.url))
        tab.on("console", lambda message: errors.append(message.text) if message.type != "log" else None)
        tab.on("pageerror", lambda error: errors.append(str(error)))
        tab.goto(path.as_uri())
        tab.wait_for_selector("html[data-drawn=yes]")
        return tab, requests, errors

    yield open_page
    for tab in tabs:
        tab.close()


def test_everything_is_drawn_offline(opened):
    """Map, flow chart, waterfall, landed cost and duty are drawn; the page itself is the only request."""
    tab, requests, errors = opened(example_run())
    assert errors == []
    assert len(requests) == 1
    for chart in ("sankey", "waterfall", "landed", "duty"):
        paths = tab.locator(f"[data-chart={chart}] svg path").count()
        assert paths > 5, chart
    assert tab.locator("svg.map .way").count() == 12
    assert "Long Beach" in tab.locator("[data-chart=sankey] svg").text_content()
    assert "Singapore hub" in tab.locator("svg.map").text_content()


@pytest.mark.parametrize(("table", "code"), [("sites", "KUANTAN"), ("products", "CELL")])
def test_names_run_nothing(opened, table, code):
    """A name with a script in it is shown as it is, also in the tooltips of map and charts."""
    tab, requests, errors = opened(renamed(example_run(), table, code, NASTY))
    for selector in ("svg.map .spot circle", "[data-chart=sankey] svg path", "[data-chart=landed] svg path"):
        tab.locator(selector).nth(1).hover(force=True)
    assert tab.evaluate("window.pwned") is None
    assert (errors, len(requests)) == ([], 1)


def test_the_map_zooms_and_labels_stay_apart(opened):
    """The world fits, zooming out hides labels that would cover others, and the plan's own view comes back."""
    tab, _, errors = opened(example_run())
    home = tab.locator("svg.map").get_attribute("viewBox")
    tab.click("[data-zoom=world]")
    assert tab.locator("svg.map").get_attribute("viewBox").startswith("0.00 ")
    boxes = tab.evaluate(
        """() => [...document.querySelectorAll("svg.map .name text")]
            .filter((label) => getComputedStyle(label).visibility === "visible")
            .map((label) => label.getBoundingClientRect().toJSON())"""
    )
    for i, a in enumerate(boxes):
        for b in boxes[i + 1 :]:
            apart = a["right"] <= b["left"] or b["right"] <= a["left"]
            assert apart or a["bottom"] - 3 <= b["top"] or b["bottom"] - 3 <= a["top"]
    tab.click("[data-zoom=home]")
    found = tab.locator("svg.map").get_attribute("viewBox")
    assert [float(part) for part in found.split()] == pytest.approx([float(part) for part in home.split()], abs=0.5)
    assert errors == []


def test_dark_narrow_and_printed(opened):
    """Dark colours, a narrow window and a print-out raise no error, and nothing runs out of the window."""
    tab, _, errors = opened(example_run(), color_scheme="dark")
    tab.set_viewport_size({"width": 400, "height": 800})
    assert tab.evaluate("document.documentElement.scrollWidth") <= 400
    assert len(tab.pdf()) > 50_000
    assert errors == []


def test_the_flow_chart_needs_no_scrolling_on_a_desk(opened):
    """At 1280 pixels nothing is cut; on a telephone the hint is there, and goes at the end of the scrolling."""
    tab, _, _ = opened(example_run())
    frame = "document.querySelector('[data-chart=sankey]').parentElement"
    assert tab.evaluate(f"{frame}.scrollWidth <= {frame}.clientWidth + 1")
    assert tab.evaluate("document.querySelectorAll('.wide.cut').length") == 0
    tab.set_viewport_size({"width": 400, "height": 800})
    tab.wait_for_selector(".wide.cut:not(.end)")
    tab.evaluate(f"{frame}.scrollLeft = 5000")
    tab.wait_for_selector(".wide.cut.end")


def test_a_narrow_map_names_demand_only_and_a_near_one_in_full(opened):
    """On a telephone only sites with demand carry a label; zooming in shows whole names."""
    name = "Vehicle plant of the buyer in the far north, Vancouver"
    tab, _, errors = opened(renamed(example_run(), "sites", "VANCOUVER", name))
    label = "() => [...document.querySelectorAll('svg.map text[data-full]')].map((text) => text.textContent)"
    assert tab.evaluate(label) == ["Vehicle plant of the buyer \u2026 Vancouver"]
    for _ in range(2):
        tab.click("[data-zoom=in]")
    assert tab.evaluate(label) == [name]
    tab.set_viewport_size({"width": 400, "height": 800})
    shown = tab.evaluate(
        """() => [...document.querySelectorAll("svg.map .name")]
            .filter((name) => getComputedStyle(name.querySelector("text")).visibility === "visible")
            .map((name) => name.classList.contains("market"))"""
    )
    assert shown
    assert all(shown)
    assert errors == []


def test_the_map_is_printed_on_the_first_page(opened):
    """Before printing, the page takes the width of the paper, and the map ends where the first sheet does."""
    tab, _, _ = opened(example_run())
    tab.emulate_media(media="print")
    tab.evaluate("window.dispatchEvent(new Event('beforeprint'))")
    place = "document.querySelector('svg.map').getBoundingClientRect().bottom + window.scrollY"
    assert tab.evaluate(place) < 703
    tab.evaluate("window.dispatchEvent(new Event('afterprint'))")
    assert tab.evaluate("document.querySelector('svg.map').style.width") == ""
