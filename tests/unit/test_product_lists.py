"""Product lists into programme records: one record a list, rate and date; nothing that is not said is guessed."""

from datetime import date
from io import StringIO

import pytest
from rich.console import Console
from tests.unit.hts_example import archive

from corridor.errors import FaultError
from corridor.reference.list_template import read_template, template_of
from corridor.reference.product_lists import import_list, records_of_list
from corridor.reference.read import read_rows
from corridor.report.data_answers import print_list
from corridor.schema.programmes import Coverage, Programme

SETTINGS = {
    "programme": ["ADDED"],
    "importer": ["XX"],
    "origins": ["CN"],
    "citation": ["notice"],
    "evidence": ["C"],
    "rates": ["1=0.25", "4A=0.075"],
    "valid_from": ["2020-02-14"],
}

LIST = """# transcribed from the notices
hts8,list,ch99_code
85076000,4A,9903.88.15
8507.10.00,1,9903.88.01
01012100,4A,9903.88.15
# the end
"""


def written(folder, text, name="list.csv"):
    """Write a list."""
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def template(**more):
    """Return the template of the settings, with some of them replaced."""
    return template_of(SETTINGS | more)


def rules_of(path, of):
    """Return the rules that a list breaks."""
    with pytest.raises(FaultError) as caught:
        records_of_list(path, of)
    return [f"{fault.row or ''} {fault.column}: {fault.rule}".strip() for fault in caught.value.faults]


def test_one_record_per_list_with_its_rate_and_heading(tmp_path):
    """Codes of one list are one row, sorted, without dots; the heading goes into the citation."""
    found = import_list(written(tmp_path, LIST), tmp_path, template())
    four, one = read_rows(Programme, tmp_path / "programmes.csv")
    assert (four.record, four.hs, four.rate, four.citation) == ("4A", "01012100;85076000", 0.075, "notice, 9903.88.15")
    assert (one.record, one.hs, one.rate, one.origins) == ("1", "85071000", 0.25, "CN")
    assert read_rows(Coverage, tmp_path / "coverage.csv") == (found.coverage,)
    assert (found.coverage.programme, found.coverage.hs) == ("ADDED", "*")


def test_lists_that_are_not_taken_are_counted(tmp_path):
    """A list that never took effect is left out by name, and the account says how many lines that were."""
    found = records_of_list(written(tmp_path, LIST), template(lists=["1"]))
    assert [row.record for row in found.programmes] == ["1"]
    assert found.left_out == {"4A": 2}


def test_the_plain_form_says_all_itself(tmp_path):
    """Columns hs, record, rate, valid_from and valid_to need nothing from the options; NA is empty."""
    text = (
        "hs,record,rate,valid_from,valid_to\n"
        "850760,EV,0.25,2024-09-27,NA\n"
        "8507,EV,0.25,2024-09-27,\n"
        "850760,EV,0.5,2026-01-01,2026-12-31\n"
        "8541,CHIP,,2025-01-01,\n"
    )
    found = records_of_list(written(tmp_path, text), template(rates=["CHIP="]))
    rows = {row.record: (row.hs, row.rate, row.valid_from, row.valid_to) for row in found.programmes}
    assert rows == {
        "EV_20240927": ("8507;850760", 0.25, date(2024, 9, 27), None),
        "EV_20260101": ("850760", 0.5, date(2026, 1, 1), date(2026, 12, 31)),
        "CHIP": ("8541", None, date(2025, 1, 1), None),
    }


def test_a_bare_text_file_is_a_list_of_codes(tmp_path):
    """One code a line, without a header, is enough."""
    path = written(tmp_path, "4009120020\n8471\n", "parts.txt")
    (row,) = records_of_list(path, template(rates=[], rate=["0.25"], record=["PARTS"])).programmes
    assert (row.record, row.hs) == ("PARTS", "4009120020;8471")


def test_dates_and_columns_can_be_named(tmp_path):
    """A template names other columns, and days by list with or without an end."""
    path = written(tmp_path, "code8,annex\n76101000,1a\n7308,3\n")
    columns = {"hs_column": ["code8"], "record_column": ["annex"], "rates": ["1a=0.5", "3=0.15"]}
    found = records_of_list(path, template(dates=["1a=2026-04-06", "3=2026-04-06..2027-12-31"], **columns))
    assert [(row.record, row.valid_from, row.valid_to) for row in found.programmes] == [
        ("1A", date(2026, 4, 6), None),
        ("3", date(2026, 4, 6), date(2027, 12, 31)),
    ]


def test_exempt_lists_need_no_rate(tmp_path):
    """A list of exemptions has no rate, and switches off what the template names."""
    path = written(tmp_path, "hts8\n25049000\n")
    of = template(rates=[], semantics=["exempt"], excludes=["OTHER", "MORE"])
    (row,) = records_of_list(path, of).programmes
    assert (row.semantics, row.rate, row.excludes) == ("exempt", None, "OTHER;MORE")


def test_what_neither_says_is_a_fault(tmp_path):
    """A list without a rate or a first day is not given one."""
    found = rules_of(written(tmp_path, LIST), template(rates=["1=0.25"], valid_from=[]))
    assert sorted(found) == [
        "rate: no rate is given for 4A",
        "valid_from: no first day is given for 1",
        "valid_from: no first day is given for 4A",
    ]


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("", "empty"),
        ("# nothing but a comment\n", "empty"),
        ("hts8,list\n", "no codes"),
        ("product,list\n85076000,1\n", "no column hs or hts8"),
        ("hts8,list\n8507600,1\n", "a leading zero was lost"),
        ("hts8,list\n850760001000,1\n", "2 to 10 digits"),
        ("hts8,list\n85076000,1,x\n", "3 cells"),
        ('hts8,list\n85076000,"1\n', "not a well-formed CSV file"),
    ],
)
def test_a_bad_list_is_a_fault_with_its_place(tmp_path, text, rule):
    """Empty, without a column of codes, with a damaged code or row: the fault says which."""
    assert any(rule in found for found in rules_of(written(tmp_path, text), template(rates=[], rate=["0.1"])))


def test_bad_values_name_the_row_of_the_list(tmp_path):
    """A rate beyond what a record holds is refused with the row it stands in."""
    found = rules_of(written(tmp_path, "hs,record,rate\n850760,A,0.1\n850710,B,250\n"), template(rates=[]))
    assert len(found) == 1
    assert found[0].startswith("3 rate:")


def test_a_bad_template_is_a_fault():
    """Unknown settings, parts without `=` and missing ones are all named at once."""
    with pytest.raises(FaultError) as caught:
        template_of({"programe": ["X"], "rates": ["0.25"], "importer": ["XX"], "citation": ["c"]})
    rules = {(fault.column, fault.rule) for fault in caught.value.faults}
    assert rules == {
        ("programe", "no such setting"),
        ("rates", "must be LIST=VALUE"),
        ("programme", "is missing"),
        ("evidence", "is missing"),
    }
    assert any("`programme`" in fault.remedy for fault in caught.value.faults)


def test_options_for_a_list_that_is_not_there_are_a_fault(tmp_path):
    """A rate for list 4B of a file without one is a slip, not a silence."""
    found = rules_of(written(tmp_path, LIST), template(rates=["1=0.25", "4A=0.075", "4B=0.1"]))
    assert found == ["lists: no list of that name in list.csv"]


def test_a_template_file_reads_as_its_settings(tmp_path):
    """The YAML form holds single values and lists."""
    text = (
        "programme: ADDED\nimporter: XX\norigins: [CN]\ncitation: notice\nevidence: C\n"
        'rates: ["1=0.25", "4A=0.075"]\nvalid_from: 2020-02-14\n'
    )
    assert read_template(written(tmp_path, text, "template.yaml")).cells == template().cells


def test_other_records_of_the_folder_stay(tmp_path):
    """A list of another programme is added; the same list again replaces its own records."""
    path = written(tmp_path, LIST)
    import_list(path, tmp_path, template())
    import_list(path, tmp_path, template(programme=["SECOND"]))
    import_list(path, tmp_path, template())
    names = sorted((row.programme, row.record) for row in read_rows(Programme, tmp_path / "programmes.csv"))
    assert names == [("ADDED", "1"), ("ADDED", "4A"), ("SECOND", "1"), ("SECOND", "4A")]


def test_the_account_is_printed(tmp_path):
    """A person sees each record with how many codes it has, and what was left out."""
    console = Console(file=StringIO(), width=160)
    print_list(records_of_list(written(tmp_path, LIST), template(lists=["4A"])), console)
    text = console.file.getvalue()
    assert "7.5 %" in text
    assert "List 1: 1 lines left out" in text


def test_a_whole_published_list(tmp_path):
    """All 12,227 lines of a Section 301 transcription: lists of thousands of codes are one row each and read back."""
    path = archive("lists/s301_product_lists.csv")
    rates = ["1=0.25", "2=0.25", "3=0.25", "4A=0.075"]
    found = import_list(path, tmp_path, template(rates=rates, lists=["1", "2", "3", "4A"]))
    assert {row.record: row.hs.count(";") + 1 for row in found.programmes} == {
        "1": 860,
        "2": 287,
        "3": 6190,
        "4A": 2967,
    }
    assert found.left_out["4B"] == 1519
    assert set(read_rows(Programme, tmp_path / "programmes.csv")) == set(found.programmes)


def test_a_damaged_code_of_a_published_list_is_named():
    """The transcribed exemptions hold one code with twelve digits; it is not cut to ten."""
    path = archive("lists/ieepa_exempt_products.csv")
    assert [rule.split(":")[0] for rule in rules_of(path, template(semantics=["exempt"], rates=[]))] == ["2640 hts10"]
