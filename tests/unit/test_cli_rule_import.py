"""`corridor data import-origin` as a user types it: the account, the file, and one clear message for bad input."""

import json
import sys

import pytest
from tests.unit.uk_example import CTH, HALF, entry, written
from typer.testing import CliRunner

from corridor.cli import app, main
from corridor.reference import uk_texts
from corridor.reference.read import read_rows
from corridor.reference.uk_rules import read_uk_rules
from corridor.schema.origin import OriginRule

LITHIUM = "Manufacture in which all the lithium used is wholly obtained."


def said(*words):
    """Return what a command prints, which must succeed."""
    result = CliRunner().invoke(app, ["data", "import-origin", *map(str, words)], env={"COLUMNS": "80"})
    assert result.exit_code == 0, result.output
    return result.output


@pytest.fixture
def refused(monkeypatch, capsys):
    """Return a function that runs the command, which must be refused, and gives its message."""

    def run(*words):
        monkeypatch.setattr(sys, "argv", ["corridor", "data", "import-origin", *map(str, words)])
        with pytest.raises(SystemExit) as ended:
            main()
        text = capsys.readouterr()
        assert ended.value.code == 2, text
        assert "Traceback" not in text.out + text.err
        return text.out if "--json" in words else text.err

    return run


def test_without_out_only_the_account_is_given(tmp_path):
    """What was read, what was not and why; the folder stays as it was."""
    file = written(tmp_path, entry(CTH, HALF), entry(LITHIUM, hs="8506"))
    text = said(file)
    assert "3 rules, 2 read (66.7%)" in text
    assert "materials that the text names in words must originate" in text
    assert LITHIUM in text
    assert "Nothing is written: name a folder with --out" in text
    assert [path.name for path in tmp_path.iterdir()] == ["eu.json"]


def test_rules_are_written_as_a_table_of_a_model(tmp_path):
    """The table reads back; a scheme whose provisions are recorded needs nothing more."""
    text = said(written(tmp_path, entry(CTH, HALF)), "--out", tmp_path / "own")
    assert "No provisions" not in text
    (row,) = read_rows(OriginRule, tmp_path / "own" / "origin_rules.csv")
    assert (row.agreement, row.rule) == ("EU_UK_TCA", "CTH or MAXNOM(50)")


def test_an_agreement_without_provisions_is_told(tmp_path):
    """Rules alone decide nothing: of an agreement that nobody has described, that is said."""
    text = said(written(tmp_path, entry(CTH)), "--agreement", "OWN", "--out", tmp_path / "own")
    assert "No provisions are recorded for OWN: these rules decide nothing" in text
    assert [row.agreement for row in read_rows(OriginRule, tmp_path / "own" / "origin_rules.csv")] == ["OWN"]


def test_a_folder_of_schemes_for_machines(tmp_path):
    """JSON counts by scheme and lists every rule with what became of it."""
    written(tmp_path, entry(CTH, HALF))
    written(tmp_path, entry(LITHIUM, hs="8506"), name="cotedivoire.json")
    found = json.loads(said(tmp_path, "--json"))
    assert (found["rules"], found["read"], found["records"], found["stand_ins"]) == (3, 2, 1, 1)
    assert [(one["scheme"], one["unread"]) for one in found["schemes"]] == [("cotedivoire", 1), ("eu", 0)]
    assert found["without_provisions"] == ["COTEDIVOIRE"]
    assert [line["kind"] for line in found["lines"]] == ["unread", "exact", "exact"]


def test_what_cannot_be_read_is_said(tmp_path, refused):
    """A file that is none, a code that is none, and one agreement for two schemes: one message each, exit code 2."""
    assert "none.json" in refused(tmp_path / "none.json")
    assert json.loads(refused(tmp_path / "none.json", "--json"))["faults"][0]["file"] == "none.json"
    file = written(tmp_path, entry(CTH))
    assert "'own' is no code: write capital letters" in refused(file, "--agreement", "own")
    written(tmp_path, entry(CTH), name="japan.json")
    assert "one scheme only" in refused(tmp_path, "--agreement", "OWN")
    assert [path.suffix for path in tmp_path.iterdir()] == [".json", ".json"]


def test_an_operation_that_is_no_process_test_is_left_out(tmp_path, monkeypatch):
    """A rule that names an operation without a word of its own could not be written: it is listed."""
    file = written(tmp_path, entry("Spinning."))
    assert read_uk_rules(file).total.read == 1
    monkeypatch.setattr(uk_texts, "PROCESS_TESTS", ("weaving",))
    (line,) = read_uk_rules(file).unread
    assert line.reason == uk_texts.NO_TEST
    assert "none of the process tests" in line.reason
