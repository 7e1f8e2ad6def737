"""The workbook: every sheet, real formats, totals that add up, and no text that becomes a formula."""

from datetime import datetime

import openpyxl
import pandas as pd
import pytest
from tests.unit.report_example import example_run, renamed, without_plan

from corridor.errors import UsageError
from corridor.report import workbook
from corridor.report.workbook import write_workbook

SHEETS = [
    "summary",
    "costs",
    "demand",
    "plan by stage",
    "opened and closed",
    "flows",
    "production",
    "purchases",
    "stocks",
    "landed cost",
    "landed cost per unit",
    "duty",
    "fees",
    "quotas",
    "claims",
    "not claimed",
    "claims denied",
    "capacity",
    "limits",
    "what binds",
    "assumptions",
    "solver",
]


@pytest.fixture(scope="module")
def written(tmp_path_factory):
    """The example as a workbook: (formulas, values)."""
    path = tmp_path_factory.mktemp("book") / "plan.xlsx"
    write_workbook(example_run(), path)
    return openpyxl.load_workbook(path), openpyxl.load_workbook(path, data_only=True)


def rows_of(sheet):
    """Rows of the table: below the heading, down to the first empty line."""
    rows = []
    for row in sheet.iter_rows(min_row=2, values_only=True):
        if all(cell is None for cell in row):
            break
        rows.append(row)
    return rows


def test_every_sheet_is_there_with_frozen_heading_and_filter(written):
    """Sheets come in reading order; headings stay in sight and filter."""
    book, _ = written
    assert book.sheetnames == SHEETS
    for sheet in book:
        assert sheet.freeze_panes == "A2"
        assert sheet.auto_filter.ref.startswith("A1:")
        assert all(sheet.column_dimensions[column].width >= 8 for column in ("A", "B"))


def test_totals_are_live_sums_of_the_printed_cells(written):
    """Each total is a SUM over its column, and its stored value is the sum of the cents that are printed."""
    formulas, values = written
    found = 0
    for sheet in formulas:
        for row in sheet.iter_rows():
            for cell in row:
                if cell.data_type == "f":
                    column = cell.column_letter
                    assert cell.value == f"=SUM({column}2:{column}{cell.row - 1})"
                    parts = [values[sheet.title][f"{column}{r}"].value or 0 for r in range(2, cell.row)]
                    total = values[sheet.title][cell.coordinate].value
                    assert round(total * 100) == sum(round(part * 100) for part in parts)
                    found += 1
    assert found > 15


def test_totals_agree_between_sheets(written):
    """The duty of the flows, of the layers and of the landed costs is the duty line of the cost table."""
    _, values = written
    costs = {row[1]: row[2] for row in rows_of(values["costs"])}
    places = {"flows": "Import duty [USD]", "duty": "Duty paid [USD]", "landed cost": "Import duty [USD]"}
    for sheet, title in places.items():
        heading = [cell.value for cell in values[sheet][1]]
        total = rows_of(values[sheet])[-1][heading.index(title)]
        assert round(total * 100) == round(costs["cost_duty"] * 100)


def test_money_and_quantities_have_formats_and_units(written):
    """Money has two decimals, headings name the unit, and figures are numbers."""
    _, values = written
    sheet = values["flows"]
    heading = [cell.value for cell in sheet[1]]
    freight, quantity = heading.index("Freight [USD]") + 1, heading.index("Quantity") + 1
    assert sheet.cell(2, freight).number_format.startswith("#,##0.00")
    assert isinstance(sheet.cell(2, quantity).value, int | float)
    assert "Time under way [days]" in heading
    binds = rows_of(values["what binds"])
    assert binds[0][-1] == "USD per unit by which the rule is relaxed"
    assert values["what binds"]["E2"].number_format == "0.0%"


@pytest.mark.parametrize(
    "name", ['=HYPERLINK("http://x","y")', "+1+1", "-2+3", "@SUM(A1)", "\t=1+1", "=cmd|' /C calc'!A0"]
)
def test_names_never_become_formulas_or_links(tmp_path, name):
    """Text that starts like a formula stays text, and carries Excel's quote mark."""
    path = tmp_path / "plan.xlsx"
    write_workbook(renamed(example_run(), "sites", "KUANTAN", name), path)
    sheet = openpyxl.load_workbook(path)["production"]
    cell = next(row[1] for row in sheet.iter_rows(min_row=2) if row[0].value == "KUANTAN")
    assert (cell.value.strip(), cell.data_type) == (name.strip(), "s")
    assert cell.quotePrefix
    assert not any(sheet._hyperlinks for sheet in openpyxl.load_workbook(path))


def test_web_addresses_stay_text(tmp_path):
    """An address in a citation is no link: Excel has a limit on links and opens them unasked."""
    run = example_run()
    layers = run.tables["duty_layers"].assign(citation="https://example.org/law")
    run = type(run)(run.info, {**run.tables, "duty_layers": layers}, run.labels, None)
    path = tmp_path / "plan.xlsx"
    write_workbook(run, path)
    book = openpyxl.load_workbook(path)
    assert not any(sheet._hyperlinks for sheet in book)
    assert "https://example.org/law" in [row[11] for row in rows_of(book["duty"])]


def test_the_disclaimer_stands_on_every_sheet(written):
    """Every sheet that may be torn off says what the figures are not."""
    _, values = written
    for sheet in values:
        words = [cell for row in sheet.iter_rows(values_only=True) for cell in row if isinstance(cell, str)]
        assert any(word.startswith("Planning estimate, not a customs determination") for word in words)


def test_text_that_excel_would_cut_is_refused(tmp_path):
    """A name longer than a cell is an error that names the cell, not a silent cut."""
    run = renamed(example_run(), "sites", "KUANTAN", "x" * 40_000)
    with pytest.raises(UsageError, match=r"plan by stage!F\d+: the text is longer than the 32,767 characters"):
        write_workbook(run, tmp_path / "plan.xlsx")


def test_more_rows_than_a_sheet_holds_are_refused(tmp_path, monkeypatch):
    """A table that does not fit is an error, not a table that ends early."""
    monkeypatch.setattr(workbook, "_LAST_ROW", 34)
    with pytest.raises(UsageError, match=r"'flows': 26 rows do not fit"):
        write_workbook(example_run(), tmp_path / "plan.xlsx")


def test_a_file_that_cannot_be_written_is_said_so(tmp_path):
    """A workbook that is open elsewhere, or a folder that is not there, gives a message with the path."""
    with pytest.raises(UsageError, match="cannot be written"):
        write_workbook(example_run(), tmp_path / "no" / "plan.xlsx")


def test_a_run_without_a_plan_still_gives_a_workbook(tmp_path):
    """Without a plan there are no totals, only the status and what the run rests on."""
    path = tmp_path / "plan.xlsx"
    write_workbook(without_plan(), path)
    book = openpyxl.load_workbook(path)
    assert ("Status", "infeasible, no plan", None) in list(book["summary"].iter_rows(values_only=True))
    assert not any("Total cost" in row for row in book["summary"].iter_rows(values_only=True))


def test_namibia_is_not_an_empty_cell(tmp_path):
    """The country code NA is text."""
    run = example_run()
    sites = run.labels["sites"].copy()
    sites.loc[sites["site"] == "KWINANA", "country"] = "NA"
    path = tmp_path / "plan.xlsx"
    write_workbook(type(run)(run.info, run.tables, {**run.labels, "sites": sites}, None), path)
    table = pd.read_excel(path, sheet_name="purchases", keep_default_na=False, engine="openpyxl")
    assert list(table["Country"][:4]) == ["CL", "NA", "CL", "NA"]


def test_the_summary_has_numbers_in_its_cells(written):
    """Money, shares and days are values that a formula can take, and what stays short is amber."""
    _, values = written
    rows = {row[0].value: row[1] for row in values["summary"].iter_rows(min_row=2) if row[0].value}
    assert rows["Total cost"].value == pytest.approx(400_006_303.14)
    assert rows["Gap"].value == pytest.approx(0.0005)
    assert rows["Gap"].number_format == "0.0%"
    assert rows["Law as known on"].value == datetime(2026, 11, 1)
    assert rows["Pack, all demand: short"].value == pytest.approx(12.25)
    assert rows["Pack, all demand: short"].fill.fgColor.rgb == "FFFFE2A8"
    assert rows["Total cost"].fill.fgColor.rgb != "FFFFE2A8"


def test_goods_that_cross_no_border_claim_no_preference(written):
    """Domestic transport says nothing of MFN; an import without preference says so."""
    _, values = written
    sheet = values["flows"]
    heading = [cell.value for cell in sheet[1]]
    claims = {(row[heading.index("Importer")], row[heading.index("Preference claimed")]) for row in rows_of(sheet)[:-1]}
    assert (None, None) in claims or ("", "") in claims or (None, "") in claims
    assert ("US", "none (MFN)") in claims


def test_the_disclaimer_stands_once_on_the_assumptions(written):
    """It is no row of the table as well."""
    _, values = written
    rows = [row[:2] for row in values["assumptions"].iter_rows(values_only=True)]
    words = [cell for row in rows for cell in row if isinstance(cell, str)]
    assert sum(word.startswith("Planning estimate") for word in words) == 1
    assert ("Assumption of the model", "All figures are made up for a test.") in rows
    assert ("Warning of the check", "Warning on lanes.csv row 3: transit of 42 days is long. Check it.") in rows
    kinds = [kind for kind, text in rows[1:] if text]
    assert list(dict.fromkeys(kinds)) == [
        "Assumption of the model",
        "Warning of the check",
        "Warning of the solve",
        "Note of the check",
        "Source",
    ]
