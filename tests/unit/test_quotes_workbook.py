"""A buyer's workbook, twelve quotes, three currencies, four incoterms, becomes a checked model and a plan."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
import xlsxwriter
from tests.unit.quotes_example import check_sums

import corridor
from corridor.errors import FaultError
from corridor.quotes import worksheets
from corridor.quotes.importing import import_quotes, read_map
from corridor.reference.load import law_of
from corridor.schema.goods import Product, UnitFactor
from corridor.schema.legal import BaseRate, Valuation
from corridor.schema.moving import Demand, Lane
from corridor.schema.places import Period, Site
from corridor.schema.settings import ModelSettings
from corridor.schema.supply import ExchangeRate, Quote
from corridor.tables.read import read_model, write_model
from corridor.tables.tables import Model, Tables

AS_OF = date(2026, 12, 1)

HEADINGS = [
    "Bid no.",
    "Vendor",
    "Material",
    "Net price",
    "Money",
    "Price basis",
    "Terms of delivery",
    "Goes to",
    "Origin charges",
    "Bid of",
    "Valid until",
    "MOQ",
    "Lead time (weeks)",
]
"""The buyer's own names: some are synonyms, some only look like it, some are nobody's."""

KUL, OSA, TO = "Kulim works", "Osaka works", "Reno plant"
BIDS = [
    # CELL, one kilogram each; at the right what a kilogram costs at the plant [USD]
    ["B01", KUL, "Cell", 5.00, "EUR", "per kg", "CIF Oakland", TO, None],  # 5.50 + 10 % of 5.00 = 6.00
    ["B02", KUL, "Cell", 6.20, "USD", "per kg", "DDP Reno", TO, None],  # 6.20
    ["B03", KUL, "Cell", 5600.0, "USD", "per t", "FOB Penang", None, None],  # 5.60 x 1.104 + 0.48 = 6.66
    ["B04", KUL, "Cell", 5.40, "USD", "per kg", "EXW", None, 0.10],  # 5.50 x 1.104 + 0.48 = 6.55
    ["B05", OSA, "Cell", 900.0, "JPY", "per kg", "FOB Osaka", None, None],  # 6.30 x 1.10 + 0.40 = 7.33
    ["B06", OSA, "Cell", 950.0, "JPY", "per kg", "DDP Reno", TO, None],  # 6.65
    # CASE, four a kilogram; at the right what a piece costs at the plant [USD]
    ["B07", KUL, "Case", 1.00, "EUR", "each", "FOB Penang", None, None],  # 1.10 x 1.054 + 0.12 = 1.279
    ["B08", KUL, "Case", 5.00, "USD", "per kg", "CIF Oakland", TO, None],  # 1.25 + 5 % of 1.1255 = 1.306
    ["B09", KUL, "Case", 1.30, "EUR", "each", "DDP Reno", TO, None],  # 1.43
    ["B10", OSA, "Case", 150.0, "JPY", "each", "EXW", None, 10.0],  # 1.12 x 1.05 + 0.10 = 1.276
    ["B11", OSA, "Case", 180.0, "JPY", "each", "CIF Oakland", TO, None],  # 1.26 + 5 % of 1.16 = 1.318
    ["B12", OSA, "Case", 1.26, "USD", "each", "DDP Reno", TO, None],  # 1.26
]


@pytest.fixture
def workbook(tmp_path):
    """Return a workbook as a buyer keeps it: a title, a blank line, headings, twelve bids."""
    path = tmp_path / "bids_2027.xlsx"
    book = xlsxwriter.Workbook(path)
    page = book.add_worksheet("Bids")
    day = book.add_format({"num_format": "dd.mm.yyyy"})
    page.write("A1", "Bids for 2027, purchasing")
    page.write_row(3, 0, HEADINGS)
    for number, bid in enumerate(BIDS, start=4):
        page.write_row(number, 0, ["" if value is None else value for value in bid])
        page.write_datetime(number, 9, date(2026, 11, 2), day)
        page.write_datetime(number, 10, date(2027, 12, 31), day)
        page.write_row(number, 11, [50, 2])
    book.add_worksheet("Notes").write("A1", "prices without tax")
    book.close()
    return path


@pytest.fixture
def model():
    """Return a trade of cells and cases from Malaysia and Japan to the United States, without quotes.

    US duty: cells 10 %, cases 5 %, on the value without freight. 1 EUR = 1.10 USD, 100 JPY = 0.70 USD.
    """
    cited = {"citation": "example", "evidence": "D"}
    always = {"importer": "US", "valid_from": date(2000, 1, 1), **cited}
    rows = [
        Period(period="H1", start=date(2027, 1, 1), end=date(2027, 6, 30)),
        Period(period="H2", start=date(2027, 7, 1), end=date(2027, 12, 31)),
        Site(site="MYS", name="Kulim works", country="MY"),
        Site(site="JPN", name="Osaka works", country="JP"),
        Site(site="USA", name=TO, country="US"),
        Product(product="CELL", name="Cell", hs="850760", unit="kg", mass_kg=1.0),
        Product(product="CASE", name="Case", hs="850790", unit="unit", mass_kg=0.25),
        UnitFactor(product="CASE", from_unit="kg", to_unit="unit", factor=4.0),
        ExchangeRate(currency="EUR", rate=1.1, as_of=AS_OF),
        ExchangeRate(currency="JPY", rate=0.007, as_of=AS_OF),
        Lane(from_site="MYS", to_site="USA", cost_per_t=480.0, insurance=0.004),
        Lane(from_site="JPN", to_site="USA", cost_per_t=400.0),
        Demand(site="USA", product="CELL", quantity=1000.0),
        Demand(site="USA", product="CASE", quantity=2000.0),
        Valuation(importer="US", basis="fob", currency="USD", **cited),
        BaseRate(hs="850760", rate=0.10, **always),
        BaseRate(hs="850790", rate=0.05, **always),
    ]
    tables = {}
    for row in rows:
        tables[row.TABLE] = (*tables.get(row.TABLE, ()), row)
    settings = ModelSettings(name="bids", as_of=AS_OF, law="model")
    return Model(settings, Tables(tables), Path("bids"))


def complete(place):
    """Do what the draft asks a user to do: confirm, name headings, translate words."""
    text = place.read_text(encoding="utf-8")
    kept = [line for line in text.splitlines() if "certainty" not in line and "needed" not in line]
    kept = [line for line in kept if line not in ("confirm:", "constants:")]
    lines = "\n".join(kept) + "\n"
    lines = lines.replace(
        "columns:\n",
        "columns:\n  site: Vendor\n  currency: Money\n  per_unit: Price basis\n  destination: Goes to\n"
        "  quoted_on: Bid of\n  lead_time_days: Lead time (weeks)\n",
    )
    lines += "values:\n  per_unit:\n    per kg: kg\n    per t: t\n    each: unit\n"
    place.write_text(lines, encoding="utf-8")


def test_twelve_quotes_become_a_checked_model_and_a_plan(workbook, model, tmp_path):
    """First the map is asked for; then twelve quotes are read, checked and planned with.

    Cells: B01, CIF 5.00 EUR, lands at 5.50 + 0.10 x 5.00 = 6.00 USD. Cases: B12, DDP 1.26 USD, lands at 1.26.
    1000 cells and 2000 cases in each of two half-years cost 2 x (6000 + 2520) = 17040 USD.
    """
    place = tmp_path / "bids.map.yaml"
    with pytest.raises(FaultError) as error:
        import_quotes(workbook, place, model)
    asked = {fault.column for fault in error.value.faults}
    assert {"currency", "per_unit", "quoted_on", "site", "lead_time_days"} <= asked
    assert not {"price", "product", "incoterm", "valid_to"} & asked
    assert read_map(place).scale == {"lead_time_days": 7.0}
    complete(place)
    quotes = import_quotes(workbook, place, model)

    assert len(quotes) == 12
    assert len({quote.currency for quote in quotes}) == 3
    assert {quote.incoterm for quote in quotes} == {"EXW", "FOB", "CIF", "DDP"}
    assert {quote.lead_time_days for quote in quotes} == {14.0}
    folder = tmp_path / "bids"
    write_model(replace(model, tables=model.tables.with_rows(Quote, quotes)), folder)
    checked = read_model(folder)
    assert checked.tables[Quote] == tuple(quotes)
    sheets = worksheets(checked, law_of(checked))
    assert sheets.quote.nunique() == 12
    check_sums(sheets)

    plan = corridor.load(folder).solve()
    assert plan.status == "optimal"
    assert plan.audit == "passed"
    assert plan.objective == pytest.approx(17040.0)
    assert set(plan.purchases.offer) == {"B01", "B12"}
    paid = plan.flows.set_index("product")
    assert paid.loc["CELL", "duty"].sum() == pytest.approx(1000.0), "10 % of 5.00 USD for 2000 cells"
    assert paid.loc["CASE", "duty"].sum() == 0.0, "the seller's duty is not paid again"
