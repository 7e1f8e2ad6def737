"""Units: people read words, machines the codes of the tables."""

import json
from io import StringIO

import openpyxl
import pytest
from rich.console import Console
from tests.unit.report_example import example_run

from corridor.report.page import page_of
from corridor.report.summary import as_json
from corridor.report.terminal import print_run
from corridor.report.workbook import write_workbook
from corridor.units import UNITS, unit_words


@pytest.fixture(scope="module")
def in_thousands():
    """The example with packs in thousands, in a capacity and a limit too."""
    run = example_run()
    products = run.labels["products"].replace({"unit": {"MWh": "thousand_units"}})
    capacity = run.labels["capacity"].replace({"unit": {"MWh": "thousand_units"}})
    return type(run)(run.info, run.tables, {**run.labels, "products": products, "capacity": capacity}, None)


def test_units_in_words_have_no_underscore():
    """The list of units holds two of two words."""
    assert sorted(unit_words(unit) for unit in UNITS if "_" in unit) == ["thousand m2", "thousand units"]
    assert unit_words("kWh") == "kWh"


def test_people_never_read_an_underscore_in_a_unit(in_thousands, tmp_path):
    """Page, workbook and terminal say thousand units."""
    out = StringIO()
    print_run(in_thousands, Console(file=out, width=200, color_system=None))
    write_workbook(in_thousands, tmp_path / "plan.xlsx")
    book = openpyxl.load_workbook(tmp_path / "plan.xlsx")
    sheets = {sheet.title: " ".join(str(cell) for row in sheet.values for cell in row) for sheet in book}
    for told in (page_of(in_thousands), out.getvalue(), *sheets.values()):
        assert "thousand_units" not in told
    for told in (page_of(in_thousands), out.getvalue(), sheets["capacity"], sheets["what binds"], sheets["flows"]):
        assert "thousand units" in told


def test_machines_read_the_codes(in_thousands):
    """JSON has units, products and sites as the tables write them, with names beside them."""
    found = as_json(in_thousands)
    assert {item["unit"] for item in found["plan"]} == {"t", "thousand_units"}
    assert {item["unit"] for item in found["capacity"]} == {"thousand_units"}
    assert "thousand_units" in {item["per"] for item in found["binding"]}
    assert {(item["product"], item["product_name"]) for item in found["plan"]} >= {("CELL", "Cell"), ("PACK", "Pack")}
    assert "thousand units" not in json.dumps(found)
