"""The map from a buyer's sheet: what is proposed, how sure it is, and how MAP.yaml is read and written."""

from datetime import date

import pytest

from corridor.errors import FaultError
from corridor.quotes.cell_values import day_in, incoterm_in, number_in
from corridor.quotes.column_map import ColumnMap
from corridor.quotes.importing import propose_map, read_map, write_map
from corridor.tables.trouble import Trouble


def test_synonyms_are_sure_and_likeness_waits():
    """A heading that is a synonym is taken; one that only looks like it waits for confirmation."""
    found = propose_map(["Part No.", "Unit price (EUR)", "Curency", "Colour"], [["A1", 5.0, "EUR", "red"]])
    assert found.columns == {"product": "Part No.", "price": "Unit price (EUR)"}
    assert found.confirm == {"currency": "Curency"}
    assert found.confidence["price"] == 1.0
    assert 0.6 < found.confidence["currency"] < 0.95


def test_units_and_currencies_are_not_read_out_of_headings():
    """`EUR/kg` in a heading is left for the user to state."""
    found = propose_map(["Price EUR/kg", "Unit price [EUR/kg]"], [[5.0, 5.0]])
    proposed = found.columns.keys() | found.confirm.keys() | found.constants.keys()
    assert not {"currency", "per_unit"} & proposed


def test_values_can_speak_against_a_heading():
    """A column `Validity` full of words is no column of days."""
    assert propose_map(["Validity"], [["firm"], ["open"], ["firm"]]).columns == {}
    assert propose_map(["Validity"], [[date(2027, 1, 1)]]).columns == {"valid_to": "Validity"}


def test_values_alone_can_suggest_incoterms():
    """A column of incoterms under an unknown heading is proposed, to be confirmed."""
    found = propose_map(["Basis"], [["FOB Penang"], ["CIF"]])
    assert (found.columns, found.confirm) == ({}, {"incoterm": "Basis"})


def test_suppliers_stand_for_sites_where_there_are_none():
    """`Supplier` is the seller beside a column of plants, else perhaps the site."""
    beside = propose_map(["Supplier", "Plant"], [["Acme", "Kulim"]])
    assert beside.columns == {"seller": "Supplier", "site": "Plant"}
    assert propose_map(["Supplier"], [["Acme"]]).confirm == {"site": "Supplier"}


def test_spans_of_time_other_than_days():
    """A lead time in weeks waits for confirmation with a factor of 7; one in months is not proposed."""
    weeks = propose_map(["Lead time (weeks)"], [[6]])
    assert (weeks.confirm, weeks.scale) == ({"lead_time_days": "Lead time (weeks)"}, {"lead_time_days": 7.0})
    assert propose_map(["Lead time (months)"], [[2]]).confidence == {}


def test_a_heading_that_stands_twice_is_not_proposed():
    """Nobody can tell two columns of one name apart."""
    assert propose_map(["Price", "Price"], [[1.0, 2.0]]).confidence == {}


def test_a_map_is_remembered(tmp_path):
    """What is written is read back equal; empty words are still to be filled in."""
    given = ColumnMap(
        columns={"price": "Unit price: net # of tax", "site": "No"},
        confirm={"product": "Thing"},
        constants={"currency": "EUR", "per_unit": ""},
        values={"np_origin": {"Norway": "NO"}, "per_unit": {"pcs": ""}},
        scale={"lead_time_days": 7.0},
        sheet="RFQ 2026",
        header_row=4,
        last_row=20,
        decimal="comma",
        dates="dmy",
    )
    place = tmp_path / "map.yaml"
    write_map(place, given, {"constants.per_unit": "needed"})
    assert read_map(place) == given
    assert "per_unit:  # needed" in place.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        ("colums:\n  price: P\n", 2, "no such part"),
        ("columns:\n  prize: P\n", 2, "no such column"),
        ("columns:\n  price: P\n  price: Q\n", 2, "stands twice"),
        ("columns:\n  price: [P, Q]\n", 2, "a single value is needed"),
        ("columns: price\n", 1, "wrong depth"),
        ("values:\n  site: MY\n", 2, "wrong depth"),
        ("sheet:\n  a: b\n", 2, "a single value is needed"),
        ("decimal: ','\n", 1, "must be one of point, comma"),
        ("dates: d.m.y\n", 1, "must be one of dmy, mdy, ymd"),
        ("header_row: four\n", 1, "a row number is needed"),
        ("scale:\n  lead_time_days: week\n", 2, "a factor above 0 is needed"),
        ("just text\n", None, "not a list of `name: value`"),
        ("columns: {price: P\n", None, "not well-formed YAML"),
    ],
)
def test_faults_of_a_map_are_located(tmp_path, text, line, words):
    """Every fault of a map names its line and what is allowed."""
    place = tmp_path / "map.yaml"
    place.write_text(text, encoding="utf-8")
    with pytest.raises(FaultError) as error:
        read_map(place)
    first = error.value.faults[0]
    assert (first.file, first.row) == ("map.yaml", line)
    assert words in first.rule


@pytest.mark.parametrize(
    ("raw", "decimal", "number"),
    [
        (5, "", 5.0),
        (5.25, "comma", 5.25),
        ("5.25", "", 5.25),
        (" 1234 ", "", 1234.0),
        ("1.234,56", "comma", 1234.56),
        ("1.234", "comma", 1234.0),
        ("0,5", "comma", 0.5),
        ("1 234,5", "comma", 1234.5),
        ("1,234.56", "point", 1234.56),
        ("1.234", "point", 1.234),
        ("-3", "", -3.0),
    ],
)
def test_numbers(raw, decimal, number):
    """Numbers in text are read by the decimal mark of the map."""
    assert number_in(raw, decimal) == number


@pytest.mark.parametrize(
    ("raw", "decimal"),
    [
        ("1.234,56", ""),
        ("1,234", ""),
        ("1.234", ""),
        ("1,5", ""),
        ("1.234,56", "point"),
        ("1,234.56", "comma"),
        ("5 EUR", ""),
        ("about 5", "point"),
        (True, ""),
        ("1e5", ""),
        ("nan", ""),
    ],
)
def test_numbers_with_two_readings_are_asked(raw, decimal):
    """What can mean two numbers, or none, is trouble that says what to write into the map."""
    assert isinstance(number_in(raw, decimal), Trouble)


def test_days():
    """Days in text need their order, ISO days and real days do not."""
    assert day_in("03.04.2026", "dmy") == date(2026, 4, 3)
    assert day_in("03/04/2026", "mdy") == date(2026, 3, 4)
    assert day_in("03.04.2026", "") == "03.04.2026", "left to the reader of days, which asks"
    assert isinstance(day_in("31.02.2026", "dmy"), Trouble)


def test_incoterms_with_their_place():
    """The place may stand behind the incoterm."""
    assert incoterm_in("cif Los Angeles") == ("CIF", "Los Angeles")
    assert incoterm_in("FOB, Penang") == ("FOB", "Penang")
    assert incoterm_in("DDU Reno") == ("DDU Reno", "")
