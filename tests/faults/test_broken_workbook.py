"""One workbook with more than 25 different faults: one report lists every one, with address and remedy."""

from __future__ import annotations

import csv
import io
from datetime import date
from pathlib import Path

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet
from tests.unit.tables_example import TABLES

from corridor.errors import Fault, FaultError, Severity
from corridor.tables.check import check
from corridor.tables.read import read_model

FAULTS = (
    # sheet, address, column, value, what is wrong, what to do, severity
    ("sites", "C3", "country", "", "a country is needed", "if Namibia is meant, write NA", 2),
    ("sites", "D4", "lat", "1.234,5", "decimal comma", "Write 1234.5", 2),
    ("sites", "A6", "site", "shop", "capital letters", "`SHOP`", 2),
    ("entities", "D4", "owners", "HOLDING:0.51;DIGGER:0.6", "add to 1.11, more than 1", "0.51, not 51", 2),
    ("products", "C3", "hs", "101.21", "stored as a number has lost zeros", "Perhaps it was 0101.21", 2),
    ("products", "D4", "unit", "ton", "907 kg", "Write `t`", 2),
    ("products", "E5", "mass_kg", "12 t", "a unit stands in the cell", "Write 12 only", 2),
    ("periods", "B3", "start", "01/07/2027", "ambiguous", "2027-01-07 or 2027-07-01", 2),
    ("indices", "C2", "price", "#N/A", "an error value", "look-up found nothing", 2),
    ("fx", "C2", "rate", "=1/0.9", "result is not stored", "let it calculate", 2),
    ("quotes", "M2", "valid_to", "2026-12-31", "expired before the model's as_of", "Ask for a new quote", 2),
    ("quotes", "H3", "currency", "CHF", "no rate to USD", "EUR, USD", 2),
    ("offers", "D4", "unit_cost", "1e+300", "larger than 1e+12", "larger unit", 2),
    ("offers", "F5", "max_quantity", "-5", "must be at least 0", "Check the sign", 2),
    ("offers", "I6", "duty_borne_by", "vendor", "must be one of buyer, seller", "Write", 2),
    ("recipes", "F4", "essential", "TRUE", "TRUE/FALSE", "Write yes", 2),
    ("recipes", "E6", "quantity", "inf", "not a finite number", "Write a number", 2),
    ("capabilities", "A3", "site", "OTHR", "no such site", "Did you mean `OTHER`", 2),
    ("handling", "A5", "site", "SHOP", "row 2 has the same key", "Delete one of the two rows", 2),
    ("lanes", "C1", "kind", "kind", "there is no such column", "The table has the columns", 2),
    ("lanes", "H3", "insurance", "25%", "percentage written as text", "Write 0.25", 2),
    ("demand", "B2", "product", "METAL\u00a0", "non-breaking space (U+00A0)", "write `METAL`", 2),
    ("demand", "G1", "shortfal_penalty", "shortfal_penalty", "no such column", "`shortfall_penalty`", 2),
    ("values", "C3", "product", "2027-03-01", "a day stands where a code is needed", "as text", 2),
    ("stocks", "A2", "site", "SHOP", "the cells A2:A3 are merged", "Unmerge", 2),
    ("stocks", "Z9", "", "123", "outside the table", "Delete it", 2),
    ("limits", "B2", "of", "flows[produkt=METAL]", "did you mean `product`", "flows[product=CELL", 2),
    ("limits", "G3", "lower", "3", "larger than upper (2)", "Exchange", 2),
    ("base_rates", "A3", "importer", "DE", "no such customs territory", "write `EU`", 2),
    ("programmes", "H2", "valid_to", "2025-01-01", "ends before it begins", "Mend", 2),
    ("codes", "C2", "code", "7502100000", "read as 7502100000", "as text", 1),
    ("model", "B5", "rate_per_year", "8", "must be at most 1", "did you mean 0.08", 2),
    ("model", "B6", "view_point", "view_point", "no such setting", "Did you mean `viewpoint`", 2),
    ("listings", "", "", "hidden", "the sheet is hidden", "Show it", 1),
    ("resorces", "", "", "resorces", "no table of a model has this name", "Did you mean `resources`", 1),
)  # fmt: skip


@pytest.fixture(scope="module")
def broken(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a workbook with the faults above. The sheet `entities` has a blank first row."""
    book = openpyxl.Workbook()
    model = book.active
    model.title = "model"
    for cells in (
        ("setting", "value"), ("name", "broken"), ("currency", "USD"), ("as_of", date(2027, 1, 15)),
        ("rate_per_year", 8), ("view_point", "buyer"),
    ):  # fmt: skip
        model.append(cells)
    for name, text in TABLES.items():
        sheet = book.create_sheet("resorces" if name == "resources" else name)
        header = text.splitlines()[0].split(",")
        coded = {column for column, title in enumerate(header, start=1) if title in {"hs", "code"}}
        if name == "entities":
            sheet.cell(1, 1).number_format = "@"
        for number, line in enumerate(csv.reader(io.StringIO(text)), start=2 if name == "entities" else 1):
            for column, cell in enumerate(line, start=1):
                if cell:
                    sheet.cell(number, column, cell if column in coded else natural(cell))
    for sheet_name, address, value in BREAKS:
        book[sheet_name][address] = value
    repeat(book["handling"], 2, 5)
    book["stocks"].append(["SHOP", "METAL", "P2"])
    book["stocks"].merge_cells("A2:A3")
    book["listings"].sheet_state = "hidden"
    place = tmp_path_factory.mktemp("broken") / "broken.xlsx"
    book.save(place)
    return place


@pytest.fixture(scope="module")
def report(broken: Path) -> tuple[Fault, ...]:
    """Return the report of the broken workbook."""
    return check(broken)


BREAKS = (
    ("sites", "C3", None),
    ("sites", "D4", "1.234,5"),
    ("sites", "A6", "shop"),
    ("sites", "B6", "Second shop"),
    ("sites", "C6", "US"),
    ("entities", "D4", "HOLDING:0.51;DIGGER:0.6"),
    ("products", "C3", 101.21),
    ("products", "D4", "ton"),
    ("products", "E5", "12 t"),
    ("periods", "B3", "01/07/2027"),
    ("indices", "C2", "#N/A"),
    ("fx", "C2", "=1/0.9"),
    ("quotes", "M2", date(2026, 12, 31)),
    ("quotes", "L2", date(2026, 12, 1)),
    ("quotes", "H3", "CHF"),
    ("offers", "D4", 1e300),
    ("offers", "F5", -5),
    ("offers", "I6", "vendor"),
    ("recipes", "F4", True),
    ("recipes", "E6", "inf"),
    ("capabilities", "A3", "OTHR"),
    ("lanes", "C1", "kind"),
    ("lanes", "H3", "25%"),
    ("demand", "B2", "METAL\u00a0"),
    ("demand", "G1", "shortfal_penalty"),
    ("demand", "G2", 5000),
    ("demand", "F1", None),
    ("demand", "F2", None),
    ("values", "C3", date(2027, 3, 1)),
    ("stocks", "Z9", 123),
    ("limits", "B2", "flows[produkt=METAL]"),
    ("limits", "G3", 3),
    ("base_rates", "A3", "DE"),
    ("programmes", "H2", date(2025, 1, 1)),
    ("codes", "C2", 7502100000),
)


def natural(cell: str) -> object:
    """Return a CSV cell as a spreadsheet user would type it: numbers and days typed, codes as text."""
    try:
        return float(cell)
    except ValueError:
        pass
    try:
        return date.fromisoformat(cell)
    except ValueError:
        return cell


def repeat(sheet: Worksheet, row: int, at: int) -> None:
    """Copy a row to another place of the sheet."""
    for cell in sheet[row]:
        sheet.cell(at, cell.column, cell.value)


@pytest.mark.parametrize(("sheet", "address", "column", "value", "rule", "remedy", "severity"), FAULTS)
def test_each_fault_is_reported(report, sheet, address, column, value, rule, remedy, severity):
    """Each planted fault stands in the report with sheet, address, column, value, rule and remedy."""
    found = [
        fault
        for fault in report
        if fault.file == f"broken.xlsx[{sheet}]" and fault.address == address and rule in fault.rule
    ]
    assert len(found) == 1, [str(f) for f in report if f.file == f"broken.xlsx[{sheet}]"]
    fault = found[0]
    assert (fault.column, fault.value, int(fault.severity)) == (column, value, severity)
    assert remedy in fault.remedy


def test_report_has_nothing_else_wrong(report):
    """Planted faults drag no others along."""
    planted = {(f"broken.xlsx[{f[0]}]", f[1]) for f in FAULTS}
    extra = [f for f in report if (f.file, f.address) not in planted]
    assert extra == []


def test_model_is_refused_with_all_faults(broken, report):
    """read_model raises one error that holds every fault, and its text names each address."""
    with pytest.raises(FaultError) as refused:
        read_model(broken)
    assert set(refused.value.faults) == set(report)
    text = str(refused.value)
    assert all(f"broken.xlsx[{f[0]}]!{f[1]}" in text for f in FAULTS if f[1])
    assert len({f.rule for f in refused.value.faults if f.address and f.severity >= Severity.ERROR}) >= 25
