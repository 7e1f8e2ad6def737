"""What changed: between two days, two laws, two folders of records; and what records there are."""

from dataclasses import replace
from datetime import date
from io import StringIO

import pytest
from rich.console import Console
from tests.unit.law_example import base, law, programme

from corridor.errors import FaultError, UsageError
from corridor.reference.hts_write import write_tables
from corridor.reference.record_diff import RowChange, diff, diff_places, diff_tables
from corridor.reference.record_lanes import TradeLane, lanes_of
from corridor.reference.record_list import listing, show
from corridor.report.data_answers import (
    as_json,
    diff_dates,
    diff_laws,
    print_lanes,
    print_listing,
    print_rows,
    print_shown,
)
from corridor.schema.goods import Determination, ProductCode
from corridor.schema.legal import BaseRate
from corridor.schema.moving import Demand
from corridor.schema.programmes import Programme
from corridor.tables.library import find_model
from corridor.tables.read import read_model

CELLS = TradeLane("XX", "850760", "CN")
BEFORE, AFTER = date(2026, 2, 1), date(2026, 9, 1)

STEPPED = law(
    base("8507", 0.034),
    programme("LIST", "850760", 0.075, record="OLD", origins="CN", valid_to=date(2026, 5, 31)),
    programme(
        "LIST", "850760", 0.25, record="NEW", origins="CN", valid_from=date(2026, 6, 1), citation="second notice"
    ),
    programme("SHORT", "*", 0.1, valid_to=date(2026, 7, 23)),
    programme("STEADY", "8507", 0.02),
)


def shown(print_it, *answer):
    """Return what a person sees."""
    console = Console(file=StringIO(), width=160)
    print_it(*answer, console)
    return console.file.getvalue()


def test_layers_that_came_went_and_changed_are_named():
    """A rate step is one change with both rates; a programme that ended went; what stays is not mentioned."""
    (change,) = diff_dates(STEPPED, BEFORE, AFTER, [CELLS])
    assert (change.before, change.after) == (pytest.approx(0.229), pytest.approx(0.304))
    assert change.difference == pytest.approx(0.075)
    step, ended = change.layers
    assert (step.programme, step.kind, step.before.rate, step.after.rate) == ("LIST", "changed", 0.075, 0.25)
    assert (step.before.record, step.after.record, step.after.citation) == ("OLD", "NEW", "second notice")
    assert (ended.programme, ended.kind, ended.before.rate, ended.after) == ("SHORT", "went", 0.1, None)
    (back,) = diff_dates(STEPPED, AFTER, BEFORE, [CELLS])
    assert [(layer.programme, layer.kind) for layer in back.layers] == [("LIST", "changed"), ("SHORT", "came")]


def test_lanes_that_did_not_change_are_left_out():
    """Goods of another origin and two days of one regime give no line; a lane asked twice is answered once."""
    korea = CELLS._replace(origin="KR")
    assert diff_dates(STEPPED, date(2026, 8, 1), AFTER, [CELLS, korea]) == ()
    assert [change.lane for change in diff_dates(STEPPED, BEFORE, AFTER, [korea, CELLS, korea])] == [korea, CELLS]


def test_a_rate_that_becomes_unknown_is_a_change_to_unknown():
    """Unknown is never shown as 0, nor as no change."""
    unclear = law(base("8507", 0.034), programme("LIST", "850760", None, valid_from=date(2026, 6, 1)))
    (change,) = diff_dates(unclear, BEFORE, AFTER, [CELLS])
    assert (change.before, change.after, change.difference) == (0.034, None, None)
    assert (change.layers[0].kind, change.layers[0].after.rate) == ("came", None)
    assert "3.4 % -> unknown" in shown(print_lanes, (change,), 1)


def test_a_specific_duty_that_changes_is_a_change():
    """A step of 1 to 2 cents per kg leaves the ad valorem total alone and is a change all the same."""
    cents = law(
        base("8507", 0, specific=0.01, specific_unit="kg", valid_to=date(2026, 5, 31)),
        base("8507", 0, specific=0.02, specific_unit="kg", valid_from=date(2026, 6, 1)),
    )
    (change,) = diff_dates(cents, BEFORE, AFTER, [CELLS])
    assert (change.before, change.after) == (0, 0)
    assert [(layer.before.specific, layer.after.specific) for layer in change.layers] == [(0.01, 0.02)]
    assert "0.01 per kg" in shown(print_lanes, (change,), 1)


def test_a_projection_of_the_same_rate_is_no_change():
    """Beyond the horizon a layer is a projection; its rate has not changed."""
    short = law(base("8507", 0.034), horizon=date(2026, 3, 1))
    assert diff_dates(short, BEFORE, AFTER, [CELLS]) == ()


def test_a_programme_that_takes_over_at_the_same_rate_is_no_change():
    """The duty of the lane is what it was; exemptions that come or go add nothing."""
    moved = law(
        base("8507", 0.034),
        programme("OLD", "*", 0.1, valid_to=date(2026, 5, 31)),
        programme("NEW", "*", 0.1, valid_from=date(2026, 6, 1)),
        programme(
            "NEW_EXEMPT", "8507", None, origins="JP", semantics="exempt", excludes="NEW", valid_from=date(2026, 6, 1)
        ),
    )
    assert diff_dates(moved, BEFORE, AFTER, [CELLS]) == ()


def test_two_laws_on_one_day():
    """What a second set of records does to a lane."""
    without = law(base("8507", 0.034))
    (change,) = diff_laws(without, STEPPED, BEFORE, [CELLS])
    assert [(layer.programme, layer.kind) for layer in change.layers] == [
        ("LIST", "came"),
        ("SHORT", "came"),
        ("STEADY", "came"),
    ]


def test_lanes_are_printed_with_their_citations():
    """A person sees how many lanes changed, both totals, and where the new rate stands."""
    text = shown(print_lanes, diff_dates(STEPPED, BEFORE, AFTER, [CELLS]), 3)
    assert "1 of 3 lanes changed duty" in text
    assert "850760 of CN into XX: 22.9 % -> 30.4 %" in text
    assert "second notice" in text


def lanes_in(model):
    """Return (importer, code, origin, use, products) of the lanes of a model, where each country is a territory."""
    return {tuple(lane) for lane in lanes_of(model, lambda country: country)}


CELL_LANES = {(plant, "850760", origin, "none", ("CELL",)) for plant in ("MX", "MY") for origin in ("CN", "KR")}


def test_lanes_of_a_model_follow_its_tables():
    """Cells of two countries go to two plants; the packs keep the cells' origins, as no determination says other."""
    model = read_model(find_model("two_plants"))
    assert lanes_in(model) == CELL_LANES | {("US", "850760", origin, "none", ("PACK",)) for origin in ("CN", "KR")}


def test_lanes_follow_determinations_codes_and_uses():
    """A plant that confers origin for one importer, a national code and a declared use all show in the lanes."""
    model = read_model(find_model("two_plants"))
    confers = Determination(site="MX_PACKS", process="ASSEMBLY", importer="US", confers_origin="yes")
    used = [row.model_copy(update={"end_use": "auto_part"}) for row in model.tables[Demand]]
    tables = (
        model.tables.with_rows(Determination, [confers])
        .with_rows(Demand, used)
        .with_rows(ProductCode, [ProductCode(product="PACK", importer="US", code="8507600010")])
    )
    packs = {("US", "8507600010", origin, "auto_part", ("PACK",)) for origin in ("CN", "KR", "MX")}
    assert lanes_in(replace(model, tables=tables)) == CELL_LANES | packs


def test_rows_added_removed_and_changed():
    """Changed rows name their columns with both values; the key tells the row."""
    old = [base("8507", 0.034), base("8501", 0.02)]
    new = [base("8507", 0.05, note="step"), base("2504", 0.0)]
    found = diff_tables({BaseRate: old}, {BaseRate: new})
    assert {(change.kind, change.key[1]) for change in found} == {
        ("added", "2504"),
        ("removed", "8501"),
        ("changed", "8507"),
    }
    (step,) = [change for change in found if change.kind == "changed"]
    assert step.columns == (("rate", "0.034", "0.05"), ("note", "", "step"))
    text = shown(print_rows, found)
    assert "rate: 0.034 -> 0.05; note: empty -> step" in text


def test_equal_records_do_not_differ():
    """A law is the same as itself."""
    assert diff(STEPPED, STEPPED) == ()
    assert "No record differs" in shown(print_rows, ())


def test_two_folders_and_two_files(tmp_path):
    """Folders are compared table by table; a table that one lacks is all added."""
    one, two = tmp_path / "one", tmp_path / "two"
    write_tables(one, {BaseRate: [base("8507", 0.034)]})
    write_tables(two, {BaseRate: [base("8507", 0.05)], Programme: [programme("LIST", "8507", 0.25)]})
    assert [(change.table, change.kind) for change in diff_places(one, two)] == [
        ("base_rates", "changed"),
        ("programmes", "added"),
    ]
    (change,) = diff_places(one / "base_rates.csv", two / "base_rates.csv")
    assert isinstance(change, RowChange)
    assert as_json(change)["columns"] == [["rate", "0.034", "0.05"]]
    with pytest.raises(UsageError, match="different tables"):
        diff_places(one / "base_rates.csv", two / "programmes.csv")
    with pytest.raises(UsageError, match="two folders"):
        diff_places(one, two / "programmes.csv")
    with pytest.raises(FaultError, match="no folder of records"):
        diff_places(tmp_path, two)


def test_the_overview_counts_tables_and_programmes():
    """Rows by table, the newest record, and each programme with its days and evidence."""
    found = listing(STEPPED)
    assert found.tables == {"base_rates": 1, "programmes": 4}
    assert (found.newest, found.horizon) == (date(2026, 6, 1), date(2027, 12, 31))
    by_name = {one.programme: one for one in found.programmes}
    assert (by_name["LIST"].records, by_name["LIST"].last) == (2, None)
    assert by_name["SHORT"].last == date(2026, 7, 23)
    assert by_name["LIST"].evidence == {"C": 1.0}
    assert "SHORT" in shown(print_listing, found)


def test_records_are_shown_by_programme_and_by_code():
    """A name gives its records; a code those of its prefixes, of finer codes, and of all codes."""
    assert [row.record for row in show(STEPPED, "list")["programmes"]] == ["OLD", "NEW"]
    by_code = show(STEPPED, "8507.60.00")
    assert [row.hs for row in by_code["base_rates"]] == ["8507"]
    assert {row.programme for row in by_code["programmes"]} == {"LIST", "SHORT", "STEADY"}
    assert {row.programme for row in show(STEPPED, "85")["programmes"]} == {"LIST", "SHORT", "STEADY"}
    assert "STEADY" in shown(print_shown, by_code)


def test_a_name_that_is_not_there_gets_the_nearest():
    """A slip in a name is answered with the name that is meant; a code with codes that begin alike."""
    with pytest.raises(UsageError, match="STEADY"):
        show(STEPPED, "STEADI")
    with pytest.raises(UsageError, match="begin with 85: 8507"):
        show(law(base("8507", 0.034)), "8541")


def test_long_lists_of_codes_are_cut_in_print_only():
    """A record of thousands of codes is a line in the terminal; JSON has them all."""
    codes = ";".join(str(85000000 + number) for number in range(500))
    found = show(law(base("85", 0.0), programme("LONG", codes, 0.1)), "LONG")
    assert "more" in shown(print_shown, found)
    assert as_json(found)["programmes"][0]["hs"] == codes
