"""Every check across rows and tables finds its fault, at its cell, and nothing else goes wrong with it."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.unit.tables_example import SETTINGS, TABLES, faults_of, with_cell, with_row, write_folder

from corridor.errors import FaultError, Severity
from corridor.tables.checks.countries import territories
from corridor.tables.read import read_model

CHANGED_CELLS = (
    # references
    ("sites", 2, "entity", "DIGER", "no such entity", "Did you mean `DIGGER`"),
    ("listings", 2, "entity", "NOBODY", "no such entity", "Add it to table entities"),
    ("codes", 2, "product", "METALL", "no such product", "Did you mean `METAL`"),
    ("units", 2, "product", "ORES", "no such product", "Did you mean `ORE`"),
    ("fx", 2, "period", "P9", "no such period", "table periods"),
    ("indices", 2, "period", "P9", "no such period", "table periods"),
    ("quotes", 2, "site", "MINES", "no such site", "Did you mean `MINE`"),
    ("quotes", 2, "destination", "PLANTS", "no such site", "Did you mean `PLANT`"),
    ("quotes", 2, "seller", "DIGGERS", "no such entity", "Did you mean `DIGGER`"),
    ("offers", 4, "producer_entity", "DIGGERS", "no such entity", "Did you mean `DIGGER`"),
    ("offers", 4, "period", "P7", "no such period", "table periods"),
    ("determinations", 2, "process", "SMELTING", "no such process", "Did you mean `SMELT`"),
    ("recipes", 4, "product", "OR", "no such product", "Did you mean `ORE`"),
    ("capabilities", 3, "process", "SMLT", "no such process", "Did you mean `SMELT`"),
    ("capabilities", 2, "resource", "OVEN", "no such resource", "FURNACE"),
    ("resources", 2, "period", "P3", "no such period", "table periods"),
    ("handling", 2, "site", "SHOPS", "no such site", "Did you mean `SHOP`"),
    ("lanes", 4, "from_site", "MIND", "no such site", "Did you mean `MINE`"),
    ("lanes", 4, "product", "OARE", "no such product", "Did you mean `ORE`"),
    ("demand", 2, "site", "SHIP", "no such site", "Did you mean `SHOP`"),
    ("values", 3, "seller", "PLANET", "no such site", "Did you mean `PLANT`"),
    ("values", 3, "buyer", "SHOPP", "no such site", "Did you mean `SHOP`"),
    ("stocks", 2, "product", "MEDAL", "no such product", "Did you mean `METAL`"),
    # countries and territories
    ("sites", 3, "country", "UK", "no such country", "Did you mean `GB`"),
    ("sites", 3, "country", "EU", "no such country", "customs territory"),
    ("entities", 4, "domicile", "XX", "no such country", "ISO 3166-1"),
    ("offers", 4, "np_origin", "ZZ", "no such country", "ISO 3166-1"),
    ("codes", 3, "importer", "DE", "no such customs territory", "write `EU`"),
    ("base_rates", 2, "importer", "USA", "no such customs territory", "Did you mean `US`"),
    ("programmes", 2, "origins", "NA;QQ", "country or territory as QQ", "ISO 3166-1"),
    # periods and validity
    ("periods", 2, "end", "2026-06-30", "ends before it starts", "Exchange"),
    ("periods", 3, "start", "2027-07-02", "leaves a gap after P1", "start on 2027-07-01"),
    ("periods", 3, "start", "2027-06-30", "overlaps with P1", "start on 2027-07-01"),
    ("listings", 2, "valid_to", "2029-01-01", "ends before it begins", "Mend"),
    ("base_rates", 2, "valid_to", "2024-01-01", "ends before it begins", "Mend"),
    ("programmes", 2, "valid_to", "2025-01-01", "ends before it begins", "Mend"),
    # companies
    ("entities", 3, "owners", "HOLDING:51;DIGGER:0.2", "more than 1", "0.51, not 51"),
    ("entities", 3, "owners", "HOLDING 0.5", "no owner and share", "ENTITY:0.51"),
    ("entities", 3, "owners", "MAKER:0.5", "owns itself", "Leave"),
    ("entities", 3, "owners", "HOLDING:0.2;HOLDING:0.3", "stands twice", "Add its shares"),
    ("entities", 3, "owners", "HOLDINGS:0.5", "no such entity as HOLDINGS", "Did you mean `HOLDING`"),
    # units and codes
    ("products", 2, "unit", "ton", "907 kg", "Write `t`"),
    ("products", 2, "unit", "barrel", "no such unit", "Units are"),
    ("products", 2, "unit", "KG", "no such unit", "Did you mean `kg`"),
    ("products", 2, "unit", "Pcs", "no such unit", "Did you mean `unit`"),
    ("products", 5, "hs", "7502", "6 digits or more", "subheading"),
    ("units", 2, "from_unit", "tonne", "907 kg", "Write `t`"),
    ("quotes", 3, "per_unit", "kWh", "nothing says how many t one kWh", "table units"),
    ("quotes", 3, "per_unit", "bag", "no such unit", "Units are"),
    ("quotes", 3, "per_unit", "ton", "907 kg", "Write `t`"),
    # recipes
    ("recipes", 4, "max_share", "0.1", "larger than max_share", "Exchange"),
    ("recipes", 2, "role", "byproduct", "has no output", "role output"),
    ("recipes", 3, "role", "output", "second output; the first is in row 2", "byproduct"),
    ("recipes", 6, "essential", "yes", "second essential input", "one input"),
    ("products", 6, "disposal_cost", "", "no use, no demand, no storage", "disposal_cost"),
    # capabilities, stocks
    ("capabilities", 2, "min_run", "1001", "larger than the capacity", "Exchange"),
    ("capabilities", 3, "ramp", "25;500", "above 100 percent", "25;50;100"),
    ("stocks", 2, "min_quantity", "101", "larger than max_quantity", "Exchange"),
    ("stocks", 2, "period", "P2", "stock before the first period", "row of P1"),
    # offers
    ("offers", 4, "min_quantity", "401", "larger than max_quantity", "Exchange"),
    ("offers", 4, "order_minimum", "300", "2 orders of it are 600", "Lower"),
    ("offers", 4, "order_multiple", "500", "more than max_quantity", "Mend"),
    ("offers", 3, "min_quantity", "501", "the tier below (row 2) ends at 500", "begin where"),
    ("offers", 2, "max_quantity", "", "the tier below (row 2) has no end", "begin where"),
    ("offers", 2, "min_quantity", "5", "begins at 0", "order_minimum"),
    ("offers", 3, "site", "PLANT", "tiers of one schedule have one site", "Make them equal"),
    ("offers", 6, "destination", "", "the seller bears the duty", "destination"),
    ("offers", 6, "destination", "MINE", "the site itself", "another site"),
    # quotes
    ("quotes", 2, "valid_to", "2027-01-14", "expired before the model's as_of", "new quote"),
    ("quotes", 2, "valid_to", "2027-01-01", "ends before it was given", "Mend"),
    ("quotes", 2, "destination", "", "CIF holds for one destination", "delivered to"),
    ("quotes", 2, "destination", "MINE", "the site itself", "Name the site"),
    ("quotes", 3, "duty_borne_by", "seller", "the seller bears the duty", "destination"),
    ("quotes", 3, "origin_charges", "", "EXW price leaves out", "0 if nothing"),
    ("quotes", 2, "tier_from", "5000", "ends where it begins", "Mend"),
    ("quotes", 2, "price", "", "neither price nor index_formula", "Give one"),
    ("quotes", 3, "price", "80", "both price and index_formula", "Delete one"),
    ("quotes", 3, "index_formula", "0.5 ** LME", "expected", "0.82 * LME_NI"),
    ("quotes", 3, "index_formula", "0.5 * LMA", "no such index as LMA", "Did you mean `LME`"),
    ("indices", 2, "period", "P1", "index LME has no price in P2", "table indices"),
    ("quotes", 2, "currency", "CHF", "no rate to USD", "fx"),
    ("fx", 2, "period", "P2", "no rate of EUR in P1", "table fx"),
    ("fx", 2, "currency", "USD", "own currency is 1", "Delete"),
    # lanes
    ("lanes", 5, "to_site", "MINE", "ends where it begins", "another site"),
    ("lanes", 2, "shipment_size", "", "shipment_size is not given", "shipment_size"),
    ("lanes", 3, "min_shipment", "2001", "larger than the capacity", "Mend"),
    ("products", 5, "mass_kg", "", "counts by mass", "kg"),
    ("products", 5, "hs", "", "its code is not known", "codes"),
    # limits
    ("limits", 2, "of", "flow[product=METAL]", "did you mean `flows`", "flows[product=CELL"),
    ("limits", 2, "of", "flows[produkt=METAL]", "did you mean `product`", "flows[product=CELL"),
    ("limits", 2, "within", "flows[product=METAL", "expected `]`", "flows[product=CELL"),
    ("limits", 2, "of", "flows[product=METALL]", "product METALL, which does not exist", "`METAL`"),
    ("limits", 2, "of", "flows[to_country=UK]", "to_country UK, which does not exist", "`GB`"),
    ("limits", 2, "of", "flows[mode=ship]", "mode ship, which does not exist", "lanes"),
    ("limits", 2, "of", "flows[route=CAPE]", "route CAPE, which does not exist", "DIRECT"),
    ("limits", 4, "of", "purchases[group=ROW]", "group ROW, which does not exist", "`RAW`"),
    ("limits", 4, "of", "purchases[offer=T3]", "offer T3, which does not exist", "T1, T2"),
    ("limits", 2, "within", "", "needs the whole", "within"),
    ("limits", 4, "within", "purchases", "only a share has a whole", "as = share"),
    ("limits", 3, "measure", "quantity", "goes with measure = sites", "Change one"),
    ("limits", 3, "attribute_by", "owner", "not taken for each attribute", "total or share"),
    ("limits", 2, "lower", "0.95", "larger than upper", "Exchange"),
    ("limits", 2, "upper", "90", "between 0 and 1", "did you mean 0.9"),
    ("limits", 4, "upper", "", "neither lower nor upper", "Give one"),
    ("limits", 4, "upper", "-1", "never below 0", "sign"),
    ("limits", 3, "threshold", "", "needs the quantity from which a site counts", "threshold"),
)


@pytest.mark.parametrize(("table", "row", "column", "value", "rule", "remedy"), CHANGED_CELLS)
def test_one_changed_cell(table, row, column, value, rule, remedy, tmp_path: Path):
    """A sound model with one wrong cell gives the one error that belongs to it, and is refused."""
    tables = with_cell(table, row, column, value)
    faults = faults_of(tmp_path, tables)
    errors = [f for f in faults if f.severity >= Severity.ERROR]
    matching = [f for f in errors if rule in f.rule and remedy in f.remedy]
    assert len(matching) == 1, [str(f) for f in faults]
    assert len(errors) == 1 or (table, column) in CASCADES, [str(f) for f in errors]
    assert matching[0].file.startswith("tables/")
    assert matching[0].row is not None
    assert matching[0].column
    with pytest.raises(FaultError) as refused:
        read_model(tmp_path)
    assert set(errors) <= set(refused.value.faults)


CASCADES = {
    ("recipes", "role"),
    ("recipes", "product"),
    ("recipes", "max_share"),
    ("quotes", "valid_to"),
    ("fx", "currency"),
    ("fx", "period"),
    ("indices", "period"),
    ("units", "product"),
    ("units", "from_unit"),
}
"""Cells in which one wrong value makes a second thing wrong: a quote without a rate, a blend without a member."""

OFFER = {"site": "MINE", "product": "ORE", "unit_cost": "90", "duty_borne_by": "buyer"}
LANE = {"mode": "sea", "route": "DIRECT"}

ADDED_ROWS = (
    (
        "periods",
        {"period": "P1", "start": "2028-01-01", "end": "2028-06-30"},
        "row 2 has the same key (period P1)",
    ),
    (
        "lanes",
        {"from_site": "OTHER", "to_site": "SHOP", **LANE, "product": "METAL", "period": "*"},
        "row 7 has the same key",
    ),
    (
        "quotes",
        {
            "quote": "T1",
            "site": "MINE",
            "product": "ORE",
            "price": "9",
            "currency": "USD",
            "per_unit": "t",
            "incoterm": "FOB",
            "quoted_on": "2027-01-05",
            "valid_to": "2027-06-30",
        },
        "an offer has this code too",
    ),
    ("lanes", {"from_site": "MINE", "to_site": "PLANT", **LANE, "product": "SCRAP", "period": "*"}, ""),
    (
        "lanes",
        {"from_site": "MINE", "to_site": "OTHER", **LANE, "product": "*", "period": "P2"},
        "row 4 for from_site MINE, to_site OTHER, mode sea, route DIRECT, product ORE, period P2",
    ),
    ("handling", {"site": "SHOP", "product": "METAL", "period": "*"}, ""),
    (
        "values",
        {"seller": "*", "buyer": "SHOP", "product": "METAL", "period": "P1", "transaction_value": "7"},
        "wins together with row 3 for seller PLANT, buyer SHOP, product METAL, period P1",
    ),
    (
        "determinations",
        {"site": "*", "process": "SMELT", "product": "METAL", "importer": "*", "confers_origin": "no"},
        "",
    ),
    (
        "determinations",
        {"site": "PLANT", "process": "SMELT", "product": "*", "importer": "US", "confers_origin": "no"},
        "wins together with row 3",
    ),
    (
        "stocks",
        {"site": "SHOP", "product": "*", "period": "P2"},
        "wins together with row 2 for site SHOP, product METAL, period P2",
    ),
    ("stocks", {"site": "*", "product": "*", "period": "P2"}, ""),
    ("stocks", {"site": "SHOP", "product": "METAL", "period": "P1"}, "another row says what is there before P1"),
    ("offers", {**OFFER, "offer": "A", "tooling": "5", "tooling_group": "G"}, ""),
    (
        "recipes",
        {"process": "SMELT", "product": "SCRAP", "role": "output", "alternative": "OTHER", "quantity": "1"},
        "second output; the first is in row 2",
    ),
    (
        "units",
        {"product": "ORE", "from_unit": "t", "to_unit": "kg", "factor": "900"},
        "is 1000 kg by definition",
    ),
)


@pytest.mark.parametrize(("table", "cells", "rule"), ADDED_ROWS)
def test_one_added_row(table, cells, rule, tmp_path: Path):
    """An added row gives the error that belongs to it, or none where a winner is clear."""
    errors = [f for f in faults_of(tmp_path, with_row(table, **cells)) if f.severity >= Severity.ERROR]
    assert [rule in f.rule for f in errors] == ([True] if rule else []), [str(f) for f in errors]


def test_tie_is_settled_by_a_row_for_the_key(tmp_path: Path):
    """Two rows may win together where a third wins over both."""
    tied = with_row("values", seller="*", buyer="SHOP", product="METAL", period="P1", transaction_value="7")
    added = tied["values"] + "PLANT,SHOP,METAL,P1,8\nOTHER,SHOP,METAL,P1,8\n"
    assert not [f for f in faults_of(tmp_path, {**tied, "values": added}) if f.severity >= Severity.ERROR]


def test_inputs_without_an_essential_one(tmp_path: Path):
    """With several inputs one must be marked, or the origin of the output is unknown."""
    text = TABLES["recipes"].replace("yes", "no")
    errors = [f for f in faults_of(tmp_path, {**TABLES, "recipes": text}) if f.severity >= Severity.ERROR]
    assert ["2 inputs and none is marked essential" in f.rule for f in errors] == [True]


def test_largest_shares_below_one(tmp_path: Path):
    """A group whose largest shares do not add to one has no blend."""
    text = TABLES["recipes"].replace("FEED,0.2,1", "FEED,0,0.1")
    errors = [f for f in faults_of(tmp_path, {**TABLES, "recipes": text}) if f.severity >= Severity.ERROR]
    assert ["largest shares add to 0.9" in f.rule for f in errors] == [True]


def test_tooling_of_one_group(tmp_path: Path):
    """Offers that share a tooling state the same amount."""
    first = with_row("offers", **OFFER, offer="A", tooling="5", tooling_group="G")
    text = first["offers"] + first["offers"].splitlines()[-1].replace("A,", "B,", 1).replace(",5,G", ",6,G") + "\n"
    errors = [f for f in faults_of(tmp_path, {**first, "offers": text}) if f.severity >= Severity.ERROR]
    assert [(f.row, f.column, "row 7 has 5" in f.rule) for f in errors] == [(8, "tooling", True)]


@pytest.mark.parametrize(
    ("cells", "column", "rule"),
    [
        (
            {"of": "deliveries[product=METAL]", "attribute_by": "owner"},
            "attribute_by",
            "rows of deliveries have no owner",
        ),
        ({"of": "stocks[product=METAL]", "measure": "cost"}, "measure", "no cost of their own"),
        ({"of": "flows[product=METAL]", "as": "count"}, "measure", "goes with measure = sites"),
        ({"of": "purchases[offer=Q1_P1]", "measure": "cost"}, "", ""),
        ({"of": "flows[mode=sea, end_use=none, state=NA]", "attribute_by": "owner"}, "", ""),
    ],
)
def test_limits_that_do_not_fit_their_table(cells, column, rule, tmp_path: Path):
    """Measure, form and attribute of a limit fit the table that it limits."""
    errors = [f for f in faults_of(tmp_path, with_row("limits", limit="NEW", upper="9", **cells)) if f.severity >= 2]
    assert [(f.column, rule in f.rule) for f in errors] == ([(column, True)] if rule else [])


def test_countries_without_reference_data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """Without the table of countries nothing is said about them."""
    monkeypatch.setattr("corridor.tables.checks.countries.DATA", tmp_path / "nothing")
    territories.cache_clear()
    try:
        assert faults_of(tmp_path / "m", with_cell("sites", 3, "country", "XX")) == ()
    finally:
        territories.cache_clear()


def test_place_at_zero(tmp_path: Path):
    """A site at latitude and longitude 0 was probably left blank."""
    text = TABLES["sites"].replace("-22.5,17.0", "0,0")
    found = faults_of(tmp_path, {**TABLES, "sites": text})
    assert [(f.column, f.severity) for f in found] == [("lat", Severity.WARNING)]


def test_least_shares_above_one(tmp_path: Path):
    """A group whose least shares add to more than one has no blend."""
    text = TABLES["recipes"].replace("FEED,0.2,1", "FEED,0.5,1").replace("FEED,0,0.8", "FEED,0.6,0.8")
    errors = [f for f in faults_of(tmp_path, {**TABLES, "recipes": text}) if f.severity >= Severity.ERROR]
    assert ["least shares add to 1.1" in f.rule for f in errors] == [True]


def test_process_without_recipe(tmp_path: Path):
    """A capability whose process makes nothing is an error."""
    tables = {
        **with_row("processes", process="ROAST"),
        "capabilities": TABLES["capabilities"].replace("OTHER,SMELT", "OTHER,ROAST"),
    }
    errors = [f for f in faults_of(tmp_path, tables) if f.severity >= Severity.ERROR]
    assert [(f.column, "no recipe" in f.rule) for f in errors] == [("process", True)]


def test_mass_limit_needs_masses(tmp_path: Path):
    """A limit by mass on products whose mass is not known is an error at the limit."""
    errors = [f for f in faults_of(tmp_path, with_cell("products", 4, "mass_kg", "")) if f.severity >= Severity.ERROR]
    assert [(f.file, f.column) for f in errors] == [("tables/limits.csv", "measure")]


def test_table_of_references_that_is_missing(tmp_path: Path):
    """Codes of a table that the model does not have are unknown, and the remedy says so."""
    tables = {name: text for name, text in TABLES.items() if name not in {"entities", "listings", "processes"}}
    errors = [f for f in faults_of(tmp_path, tables) if f.severity >= Severity.ERROR]
    assert {f.column for f in errors} == {"entity", "seller", "process", "of"}
    assert all("has no table" in f.remedy for f in errors)


WARNINGS = (
    ("sites", 2, "lon", "", "only one of lat and lon"),
    ("sites", 2, "lat", "", "only one of lat and lon"),
    ("fx", 2, "as_of", "2027-02-01", "after the model's as_of"),
    ("fx", 2, "as_of", "2025-12-01", "more than a year older"),
    ("indices", 2, "as_of", "2025-12-01", "more than a year older"),
    ("quotes", 2, "quoted_on", "2027-01-20", "after the model's as_of"),
    ("offers", 4, "available_from", "2029-01-01", "only after the horizon"),
    ("offers", 6, "destination", "PLANT", ""),
    ("offers", 6, "destination", "OTHER", ""),
    ("offers", 4, "customs_value", "90", "on the way to a destination only"),
    ("recipes", 6, "max_share", "0.5", "without a substitution group"),
    ("recipes", 3, "essential", "yes", "only an input can be essential"),
    ("recipes", 3, "product", "SCRAP", "made of each other: SCRAP"),
    ("capabilities", 2, "ramp", "50", "no ramp"),
    ("capabilities", 2, "use_per_run", "0", "takes nothing"),
    ("stocks", 2, "product", "*", "at each site and of each product"),
    ("lanes", 2, "inspection_days", "", "there are none"),
    ("demand", 2, "product", "ACID", "no offer, process, stock or lane brings ACID to SHOP"),
    ("limits", 4, "threshold", "3", "only a count has a threshold"),
    ("entities", 4, "owners", "MAKER:0.1", "owns itself through other companies"),
    ("offers", 4, "unit_cost", "0.00000001", "differ by a factor"),
    ("offers", 4, "unit_cost", "-3", "taking the goods is paid for"),
    ("base_rates", 2, "rate", "3.4", "3.4 is 340 %: did you mean 0.034?"),
    ("base_rates", 2, "rate", "2", ""),
    ("programmes", 2, "rate", "7.5", "7.5 is 750 %: did you mean 0.075?"),
    ("programmes", 2, "side", "export", "leaves this record out"),
)


@pytest.mark.parametrize(("table", "row", "column", "value", "rule"), WARNINGS)
def test_warnings_do_not_refuse_the_model(table, row, column, value, rule, tmp_path: Path):
    """What is probably a slip is told, and the model is read all the same."""
    write_folder(tmp_path, with_cell(table, row, column, value))
    found = [f for f in read_model(tmp_path).faults if f.severity is Severity.WARNING]
    assert bool([f for f in found if rule and rule in f.rule]) == bool(rule), [str(f) for f in found]


def test_closing_value_outside_the_last_period(tmp_path: Path):
    """A closing value in another period than the last says nothing, which is told."""
    text = TABLES["stocks"].replace("SHOP,METAL,*,20", "SHOP,METAL,P1,20")
    found = faults_of(tmp_path, {**TABLES, "stocks": text})
    assert [(f.column, f.severity) for f in found] == [("closing_value", Severity.WARNING)]


def test_periods_out_of_order(tmp_path: Path):
    """Periods may stand in any order, with a warning."""
    text = "period,start,end\nP2,2027-07-01,2027-12-31\nP1,2027-01-01,2027-06-30\n"
    found = faults_of(tmp_path, {**TABLES, "periods": text})
    assert [(f.row, f.severity) for f in found] == [(3, Severity.WARNING)]


def test_horizon_in_the_past(tmp_path: Path):
    """A horizon that lies before the model's day is probably a slip in the years."""
    found = faults_of(tmp_path, TABLES, SETTINGS.replace("2027-01-15", "2028-01-15"))
    assert any("whole horizon lies before" in f.rule for f in found)
