"""Records that contradict one another, and a user's own folder of records: all faults at once, at their places."""

from datetime import date

import pytest

from corridor.errors import FaultError
from corridor.law.goods import Goods
from corridor.law.stack import stack
from corridor.paths import DATA
from corridor.reference.load import law_of, law_with, reference_law
from corridor.schema.programmes import Programme
from corridor.schema.settings import ModelSettings
from corridor.tables.tables import Model, Tables

KNOWN = date(2026, 11, 22)
COLUMNS = (  # noqa: SIM905
    "programme,record,importer,hs,origins,where,semantics,rate,specific,specific_unit,cap,charged_on,bundle,pick,rank,"
    "excludes,valid_from,valid_to,citation,evidence"
).split(",")


def row(programme, record="ONE", **cells):
    """A line of a table of programmes of an importer XX."""
    held = {
        "programme": programme, "record": record, "importer": "XX", "hs": "8507", "origins": "*", "where": "",
        "rate": "0.1", "valid_from": "2026-01-01", "citation": "test", "evidence": "D",
    }  # fmt: skip
    return ",".join('"' + (held | cells).get(column, "") + '"' for column in COLUMNS)


def folder(tmp_path, *rows, **files):
    """A user's folder with a table of programmes."""
    if rows:
        (tmp_path / "programmes.csv").write_text("\n".join([",".join(COLUMNS), *rows]) + "\n", "utf-8")
    for name, text in files.items():
        (tmp_path / f"{name}.csv").write_text(text, "utf-8")
    return tmp_path


def faults(place):
    """Faults of a user's folder as (row, column, value, rule)."""
    with pytest.raises(FaultError) as caught:
        law_with(reference_law(KNOWN), place)
    assert all(fault.file == f"{place.name}/programmes.csv" and fault.remedy for fault in caught.value.faults)
    return [(fault.row, fault.column, fault.value, fault.rule) for fault in caught.value.faults]


def test_all_contradictions_are_reported_together(tmp_path):
    """Every kind within one record, each at its row, column and value."""
    place = folder(
        tmp_path,
        row("A", rate="", semantics="floor_total"),
        row("B", semantics="cap_total"),
        row("C", rate="", semantics="min_price"),
        row("D", rate="", semantics="exempt", excludes="D"),
        row("E", specific="2"),
        row("F", charged_on="share:melt_pour"),
        row("G", where="melt=US"),
        row("H", excludes="NOBODY"),
        row("I", valid_to="2025-12-31"),
        row("J", pick="first"),
    )
    assert [found[:3] for found in faults(place)] == [
        (2, "rate", ""),
        (3, "cap", ""),
        (4, "specific", ""),
        (5, "excludes", "D"),
        (6, "specific_unit", ""),
        (7, "charged_on", "share:melt_pour"),
        (8, "where", "melt"),
        (9, "excludes", "NOBODY"),
        (10, "valid_to", "2025-12-31"),
        (11, "pick", "first"),
    ]


def test_a_ring_of_exclusions(tmp_path):
    """Three programmes that switch each other off on the same goods and days; a fourth stands beside the ring."""
    place = folder(
        tmp_path,
        row("A", excludes="B"),
        row("B", excludes="C"),
        row("C", excludes="A"),
        row("D", excludes="A"),
    )
    found = faults(place)
    assert [(number, column) for number, column, _, _ in found] == [(2, "excludes"), (3, "excludes"), (4, "excludes")]
    assert found[0][3].endswith("in a ring on the same goods and days: A -> B -> C -> A")


@pytest.mark.parametrize(
    "apart",
    [
        {"hs": "9018"},
        {"origins": "JP"},
        {"valid_from": "2027-01-01"},
        {"where": "mode=air"},
        {"semantics": "exempt", "rate": ""},
    ],
)
def test_no_ring_where_records_never_meet(tmp_path, apart):
    """Other codes, origins, days or conditions, or an exemption, which comes before all others: no contradiction."""
    first = {"origins": "CN", "valid_to": "2026-12-31", "where": "mode=sea"}
    place = folder(tmp_path, row("A", excludes="B", **first), row("B", excludes="A", **(first | apart)))
    if apart.get("valid_from"):
        place = folder(
            tmp_path, row("A", excludes="B", **first), row("B", excludes="A", **(first | apart | {"valid_to": ""}))
        )
    assert {one.programme for one in law_with(reference_law(KNOWN), place).programmes} >= {"A", "B"}


def test_two_records_of_a_bundle_that_could_both_be_first(tmp_path):
    """Equal rank on one code and day is a fault at the later row; another rank, code or day is none."""
    one = {"bundle": "LISTS", "pick": "first", "rank": "1"}
    place = folder(
        tmp_path,
        row("A", "X", **one),
        row("A", "Y", **(one | {"hs": "850760"})),
        row("A", "Z", **(one | {"rank": "2"})),
        row("A", "W", **(one | {"hs": "8541"})),
        row("A", "V", **(one | {"rank": "3", "pick": "highest"})),
    )
    assert [found[:3] for found in faults(place)] == [(3, "rank", "1"), (6, "pick", "highest")]


def test_base_rates_of_one_line_and_start_with_a_common_origin(tmp_path):
    """One origin in two records of a line that start on one day."""
    head = "importer,hs,rate,origins,valid_from,citation,evidence\n"
    lines = (
        "XX,8507,0.1,KP;CU,2026-01-01,test,D\nXX,8507,0.2,CU;RU,2026-01-01,test,D\nXX,8507,0.3,*,2026-01-01,test,D\n"
    )
    with pytest.raises(FaultError, match=r"row 3, column `origins`: origin CU has a base rate .* \(row 2\), too"):
        law_with(reference_law(KNOWN), folder(tmp_path, base_rates=head + lines))


def test_faults_of_all_files_at_once(tmp_path):
    """A value that cannot be read in one file, a file of another name, and a doubled key in a third."""
    place = folder(
        tmp_path,
        row("A", rate="ten"),
        programes="programme\nA\n",
        agreements="agreement,name,kind,parties,binding,citation,evidence\n" + "PACT,Pact,fta,XX,yes,test,D\n" * 2,
    )
    with pytest.raises(FaultError) as caught:
        law_with(reference_law(KNOWN), place)
    assert [(fault.file.split("/")[1], fault.row) for fault in caught.value.faults] == [
        ("agreements.csv", 3), ("programes.csv", None), ("programmes.csv", 2),
    ]  # fmt: skip
    assert "Did you mean programmes.csv?" in str(caught.value)


def test_coverage_of_a_programme_that_is_not_recorded(tmp_path):
    """A list of no programme is a slip of the pen."""
    lines = "importer,programme,hs,citation\nXX,NOBODY,8507,test\n"
    with pytest.raises(FaultError, match=r"coverage\.csv row 2, column `programme`: no such programme is recorded"):
        law_with(reference_law(KNOWN), folder(tmp_path, coverage=lines))


def test_a_folder_without_tables_is_a_fault(tmp_path):
    """The message says how tables are called."""
    with pytest.raises(FaultError, match=r"no table of the law; they are called countries\.csv"):
        law_with(reference_law(KNOWN), tmp_path)


def test_a_users_folder_adds_and_replaces(tmp_path):
    """Rows with another key are added, a row with the key of a shipped one replaces it; the rest of the law stays."""
    law = reference_law(KNOWN)
    old = next(one for one in law.programmes if one.importer == "US")
    place = folder(
        tmp_path,
        row(old.programme, old.record, importer="US", hs="8507", rate="0.77"),
        row("OWN", importer="US", hs="8507", rate="0.01", excludes=old.programme),
    )
    more = law_with(law, place)
    assert len(more.programmes) == len(law.programmes) + 1
    assert [one.rate for one in more.programmes if (one.programme, one.record) == (old.programme, old.record)] == [0.77]
    assert more.base_rates == law.base_rates
    assert law_with(law, place) == more
    layers = {layer.programme: layer for layer in stack(more, Goods("US", "8507600020", "CN"), KNOWN).layers}
    assert layers["OWN"].rate == 0.01


def test_a_models_own_records_are_compared_too():
    """A ring in the tables of a model is a fault, without a row: the law does not know it any more."""
    rows = tuple(
        Programme(
            programme=name, record="ONE", importer="US", hs="8507", rate=0.1, excludes=other,
            valid_from=date(2026, 1, 1), citation="assumption: test", evidence="D",
        )
        for name, other in (("A", "B"), ("B", "A"))
    )  # fmt: skip
    settings = ModelSettings(name="test", as_of=KNOWN, law="both")
    with pytest.raises(FaultError, match=r"programmes, column `excludes`: .* A -> B -> A, got 'A ONE: B'"):
        law_of(Model(settings, Tables({"programmes": rows}), DATA))


def test_programmes_announced_later_may_be_named():
    """A model as known earlier may exclude a shipped programme that had not been announced then."""
    late = max((one for one in reference_law(KNOWN).programmes if one.announced), key=lambda one: one.announced)
    known = min(
        one.announced or one.valid_from for one in reference_law(KNOWN).programmes if one.programme == late.programme
    )
    own = Programme(
        programme="OWN", record="ONE", importer="US", hs="8507", rate=0.1, excludes=late.programme,
        valid_from=date(2026, 1, 1), citation="assumption: test", evidence="D",
    )  # fmt: skip
    early = date.fromordinal(known.toordinal() - 1)
    settings = ModelSettings(name="test", as_of=KNOWN, known_at=early, law="both")
    law = law_of(Model(settings, Tables({"programmes": (own,)}), DATA))
    assert late.programme in law.announced_later
    assert own in law.programmes
