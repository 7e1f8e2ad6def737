"""Every kind of cell that a spreadsheet can spoil is told apart, with what to write instead."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

import pytest
from tests.unit.tables_example import TABLES, faults_of, with_cell

from corridor.errors import Severity
from corridor.io.cells import BadCell
from corridor.schema.goods import Process, Product, RecipeLine
from corridor.schema.moving import Lane
from corridor.schema.places import Period, Site
from corridor.schema.programmes import Programme
from corridor.schema.supply import Offer
from corridor.tables.columns import columns_of
from corridor.tables.convert import convert, empty
from corridor.tables.trouble import Trouble


def typed(row_class, name, raw, form="csv"):
    """Return what a cell of a column becomes."""
    return convert(next(c for c in columns_of(row_class) if c.name == name), raw, form)


GOOD = (
    (Offer, "unit_cost", "12.50", "csv", 12.5),
    (Offer, "unit_cost", "-1e3", "csv", -1000.0),
    (Offer, "unit_cost", 12.5, "xlsx", 12.5),
    (Offer, "unit_cost", " 3 ", "csv", 3.0),
    (Offer, "orders_per_period", "4", "csv", 4),
    (Offer, "orders_per_period", 4.0, "xlsx", 4),
    (Offer, "available_from", "2027-01-31", "csv", date(2027, 1, 31)),
    (Offer, "available_from", date(2027, 1, 31), "xlsx", date(2027, 1, 31)),
    (Product, "hs", "8507.60", "csv", "850760"),
    (Product, "hs", "8507.60.00.10", "csv", "8507600010"),
    (Product, "hs", "0101.21", "csv", "010121"),
    (Product, "hs", "010121", "csv", "010121"),
    (Programme, "hs", "*", "csv", "*"),
    (Programme, "hs", "8507;0101.21", "csv", "8507;010121"),
    (Site, "country", "NA", "csv", "NA"),
    (Period, "period", 2027.0, "xlsx", "2027"),
    (RecipeLine, "essential", "yes", "csv", "yes"),
    (Site, "name", "  kept as it is ", "csv", "  kept as it is "),
    (Site, "name", 12.5, "xlsx", "12.5"),
    (Offer, "max_quantity", "", "csv", None),
    (Site, "name", date(2027, 1, 31), "xlsx", "2027-01-31"),
    (Programme, "hs", "8507;123456789", "csv", "8507;123456789"),
)


@pytest.mark.parametrize(("row_class", "column", "raw", "form", "value"), GOOD)
def test_good_cells_become_values(row_class, column, raw, form, value):
    """What is meant plainly is taken as it is meant."""
    found = typed(row_class, column, raw, form)
    assert found == value
    assert type(found) is type(value)


TROUBLES = (
    # a number column
    ("lanes", "insurance", "25%", "percentage", "Write 0.25"),
    ("lanes", "insurance", "25", "at most 1", "did you mean 0.25"),
    ("offers", "unit_cost", "1.234,5", "decimal comma", "Write 1234.5"),
    ("offers", "unit_cost", "1,234.5", "thousands", "Write 1234.5"),
    ("offers", "unit_cost", "1,234", "thousands", "Write 1234 or 1.234"),
    ("offers", "unit_cost", "1 234 567", "thousands", "Write 1234567"),
    ("offers", "unit_cost", "12 t", "unit stands in the cell", "Write 12 only"),
    ("offers", "unit_cost", "$12", "currency", "Write 12 only"),
    ("offers", "unit_cost", "USD 12", "currency", "Write 12 only"),
    ("offers", "unit_cost", "12\u00a0000", "non-breaking space (U+00A0)", "Write 12000"),
    ("offers", "unit_cost", "nan", "not a finite number", "Write a number"),
    ("offers", "unit_cost", "-Infinity", "not a finite number", "Write a number"),
    ("offers", "unit_cost", "1e300", "larger than 1e+12", "larger unit"),
    ("offers", "unit_cost", "1e999", "not a finite number", "Write a number"),
    ("offers", "unit_cost", "1e-12", "nearer to zero", "Write 0"),
    ("offers", "max_quantity", "-5", "must be at least 0", "Check the sign"),
    ("offers", "unit_cost", "abc", "not a number", "Write digits"),
    ("offers", "orders_per_period", "2.5", "whole number", "Write 2 or 3"),
    ("offers", "orders_per_period", "0", "must be at least 1", "Check"),
    ("processes", "yield", "0", "must be above 0", "Check"),
    # a day column
    ("periods", "start", "01/02/2027", "ambiguous", "2027-01-02 or 2027-02-01"),
    ("periods", "start", "31.12.2027", "another form", "Write 2027-12-31"),
    ("periods", "start", "2027/1/1", "another form", "Write 2027-01-01"),
    ("periods", "start", "2027-02-30", "no such day", "Check month and day"),
    ("periods", "start", "46388", "a number stands where a day is needed", "Write 2027-01-01"),
    ("periods", "start", "1927-01-01", "days lie between", "Check the year"),
    ("periods", "start", "soon", "not a day", "2027-01-31"),
    ("periods", "start", "2027-01-01\u00a0", "non-breaking space (U+00A0)", "2027-01-31"),
    ("periods", "start", "31/13/2027", "no such day", "2027-01-31"),
    ("periods", "start", "12", "not a day", "2027-01-31"),
    ("periods", "start", "00001", "a number stands where a day is needed", "2027-01-31"),
    # codes and words
    ("sites", "country", "de", "two capital letters", "`DE`: did you mean"),
    ("sites", "country", "Germany", "two capital letters", "ISO 3166-1"),
    ("sites", "country", "DE\u00a0", "non-breaking space (U+00A0)", "write `DE`"),
    ("sites", "country", "", "a country is needed", "Namibia"),
    ("sites", "site", "plant 1", "capital letters, digits", "`PLANT_1`"),
    ("sites", "site", "P" * 61, "longer than 60", "Shorten"),
    ("sites", "name", "", "a value is needed", "Write some text"),
    ("sites", "name", "bell\x07", "control character U+0007", "Delete"),
    ("recipes", "essential", "TRUE", "must be one of yes, no", "Write yes"),
    ("recipes", "essential", "N", "must be one of yes, no", "Write no"),
    ("lanes", "mode", "see", "must be one of sea", "Write sea"),
    ("capabilities", "ramp", "25%;50%", "percentages separated by semicolons", "Write it in that form"),
    # tariff codes
    ("products", "hs", "101.21", "digits missing", "Perhaps it was 0101.21"),
    ("products", "hs", "8507.6", "digits missing", "Perhaps it was 8507.60"),
    ("products", "hs", "10121", "leading zero was lost", "Perhaps it was 010121"),
    ("products", "hs", "8507-60", "2 to 10 digits", "850760"),
    ("programmes", "hs", "8507;101.21", "in `101.21`", "0101.21"),
    ("products", "hs", "8507\u200b60", "zero-width space (U+200B)", "as text"),
    ("fx", "currency", "usd", "three capital letters", "`USD`"),
    ("recipes", "alternative", "a b", "or is `*` for each", "`A_B`"),
    ("demand", "end_use", "Auto Part", "small letters and underscores", "`auto_part`"),
    ("offers", "unit_cost", "1,2,3,4", "thousands", "Write 1234"),
    ("offers", "unit_cost", "12.5%", "percentage", "Write 0.125"),
    ("sites", "site", "A\u2028B", "invisible character U+2028", "write `AB`"),
)


@pytest.mark.parametrize(("table", "column", "value", "rule", "remedy"), TROUBLES)
def test_spoilt_cells_are_told_apart(table, column, value, rule, remedy, tmp_path: Path):
    """A spoilt cell gives one error with its place, its value, what is wrong and what to write."""
    faults = [f for f in faults_of(tmp_path, with_cell(table, 2, column, value)) if f.severity >= 2]
    spoilt = [f for f in faults if f.column == column and f.file == f"tables/{table}.csv"]
    assert len(spoilt) == 1, faults
    assert spoilt[0].row == 2
    assert spoilt[0].value == value or len(value) >= 60
    assert rule in spoilt[0].rule
    assert remedy in spoilt[0].remedy


CELLS_OF_WORKBOOKS = (
    (Product, "hs", 101.21, "lost zeros", "0101.21", Severity.ERROR),
    (Product, "hs", 8507.6, "lost zeros", "8507.60", Severity.ERROR),
    (Product, "hs", 10121.0, "may have lost zeros", "010121", Severity.ERROR),
    (Product, "hs", 8507.0, "may have lost zeros", "8507", Severity.ERROR),
    (Product, "hs", True, "not a tariff code", "as text", Severity.ERROR),
    (Period, "period", date(2027, 3, 1), "a day stands where a code", "as text", Severity.ERROR),
    (Period, "period", True, "TRUE/FALSE", "as text", Severity.ERROR),
    (Offer, "unit_cost", date(2027, 3, 1), "a day stands where a number", "as a number", Severity.ERROR),
    (Offer, "unit_cost", True, "yes/no value", "Write a number", Severity.ERROR),
    (Offer, "unit_cost", float("nan"), "not a finite number", "Write a number", Severity.ERROR),
    (Offer, "available_from", datetime(2027, 3, 1, 12), "time of day", "2027-03-01", Severity.ERROR),
    (Offer, "available_from", True, "TRUE/FALSE", "2027-01-31", Severity.ERROR),
    (RecipeLine, "essential", True, "TRUE/FALSE", "Write yes", Severity.ERROR),
    (Process, "yield", BadCell("#N/A", "an error value", "Mend it."), "error value", "Mend", Severity.ERROR),
    (Product, "hs", 850760.0, "read as 850760", "as text", Severity.WARNING),
    (Offer, "unit_cost", "12.5", "stored as text", "as a number", Severity.WARNING),
    (Offer, "orders_per_period", "4", "stored as text", "as a number", Severity.WARNING),
    (Offer, "available_from", 46388.0, "read as 2027-01-01", "as a date", Severity.WARNING),
    (Product, "hs", "123456789", "a leading zero may have been lost", "Japan", Severity.WARNING),
    (Product, "hs", " 850760", "blanks at the ends", "`850760`", Severity.WARNING),
    (Programme, "hs", 850760.0, "read as 850760", "as text", Severity.WARNING),
    (Offer, "duty_borne_by", True, "must be one of", "Write one of these", Severity.ERROR),
    (Offer, "duty_borne_by", "se\u00adller", "invisible character U+00AD", "`seller`", Severity.ERROR),
    (Offer, "orders_per_period", True, "yes/no value", "Write a number", Severity.ERROR),
    (Site, "country", " DE", "blanks at the ends", "`DE`", Severity.WARNING),
)


@pytest.mark.parametrize(("row_class", "column", "raw", "rule", "remedy", "severity"), CELLS_OF_WORKBOOKS)
def test_cells_of_workbooks(row_class, column, raw, rule, remedy, severity):
    """Numbers, days and truth values in the wrong column of a workbook are told apart."""
    found = typed(row_class, column, raw, "xlsx")
    assert isinstance(found, Trouble)
    assert (rule in found.rule, remedy in found.remedy, found.severity) == (True, True, severity)
    assert (found.used is None) == (severity >= Severity.ERROR)


def test_negative_zero_is_zero():
    """-0.0 reaches no table: a bound of minus zero has no meaning."""
    assert str(typed(Offer, "unit_cost", "-0.0")) == "0.0"


def test_every_column_of_every_table_has_a_kind():
    """Columns are understood from the schema alone, and an empty required cell can be described."""
    for row_class in (Lane, Offer, Product, Programme, Period):
        for column in columns_of(row_class):
            assert empty(column).remedy


def test_example_has_no_fault(tmp_path: Path):
    """The model that other tests break is sound."""
    assert faults_of(tmp_path, TABLES) == ()
