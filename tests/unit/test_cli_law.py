"""The commands about law as a user types them: answers, machine-readable keys, and one clear message for bad input."""

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from tests.unit.entries_by_hand import SAMPLE, causes
from typer.testing import CliRunner

from corridor.cli import app, main
from corridor.paths import DATA

HERE = Path(__file__).parent
BATTERY = ("duty", "--hs", "8507.60.0020", "--to", "US", "--known-at", "2026-11-22")
OWN = """programme,record,importer,hs,origins,rate,valid_from,bundle,pick,citation,evidence
ALPHA,ONE,US,8507,KR,0.1,2026-01-01,AB,first,assumption: test,D
ALPHA,TWO,US,850760,KR,0.2,2026-01-01,AB,first,assumption: test,D
"""


def said(*words):
    """Return what a command prints, which must succeed."""
    result = CliRunner().invoke(app, list(words), env={"COLUMNS": "200"})
    assert result.exit_code == 0, result.output
    return result.output


def answer(*words):
    """Return the answer of a command for machines."""
    return json.loads(said(*words, "--json"))


def counted(found):
    """Return programme -> rate of the layers that are in a total."""
    return {one["programme"]: one["rate"] for one in found["layers"] if one["rate"]}


@pytest.fixture
def refused(monkeypatch, capsys):
    """Return a function that runs a command which must be refused, and gives its message."""

    def run(*words):
        monkeypatch.setattr(sys, "argv", ["corridor", *words])
        with pytest.raises(SystemExit) as ended:
            main()
        text = capsys.readouterr()
        assert ended.value.code == 2, text
        assert "Traceback" not in text.out + text.err
        return text.out if "--json" in words else text.err

    return run


def test_duty_with_a_claim():
    """A claim replaces the base rate, frees from the fee where a record says so, and the Korean top-up fills it up."""
    words = (*BATTERY, "--from", "KR", "--date", "2026-10-09", "--value", "10000", "--mode", "sea")
    plain, claimed = answer(*words), answer(*words, "--claim", "KORUS")
    assert counted(plain) == {"MFN": 0.034, "FL301": 0.091}
    assert counted(claimed) == {"FL301": 0.125}
    assert [(fee["fee"], fee["amount"]) for fee in plain["fees"]] == [("HMF", 12.5), ("MPF", 34.64)]
    assert [(fee["fee"], fee["amount"]) for fee in claimed["fees"]] == [("HMF", 12.5), ("MPF", 0.0)]
    assert answer(*words, "--claim", "kr")["claim"] == "KORUS"


def test_duty_for_machines_has_the_keys_of_the_design():
    """Total, money, fees, layers with their sources, weakest evidence, duty at risk and the horizon."""
    found = answer(*BATTERY, "--from", "CN", "--date", "2025-12-01", "--value", "1000")
    assert {
        "total_rate", "total_duty", "fees", "currency", "layers", "evidence_weakest", "duty_at_risk", "horizon",
    } <= set(found)  # fmt: skip
    layer = {"programme", "status", "rate", "base", "amount", "reason", "citation", "evidence"}
    assert all(layer <= set(one) for one in found["layers"])
    assert (found["total_rate"], found["total_duty"], found["currency"]) == (0.309, 309.0, "USD")
    assert (found["duty_at_risk"], found["horizon"]) == (200.0, "2026-10-09")


def test_facts_of_a_shipment():
    """`--fact` and `--provenance` are one option, and a fact may make a difference."""
    words = ("duty", "--hs", "7318.15.80", "--from", "DE", "--to", "US", "--date", "2026-10-09")
    plain = answer(*words)
    assert plain["total_rate"] == pytest.approx(0.585)
    for option in ("--fact", "--provenance"):
        assert answer(*words, option, "us_metal_share=0.9")["total_rate"] == pytest.approx(0.185)
    assert "us_metal_share" in plain["evidence_needed"]


def test_value_and_weight_make_money_of_specific_duties(tmp_path):
    """A duty per kg in a user's own folder needs the weight: without it the money is unknown, not 0."""
    row = "importer,hs,rate,specific,specific_unit,valid_from,citation,evidence\n"
    (tmp_path / "base_rates.csv").write_text(f"{row}US,85076000,0.01,2,kg,2025-01-01,assumption: test,D\n", "utf-8")
    words = (*BATTERY, "--from", "MY", "--date", "2026-02-21", "--law", str(tmp_path), "--value", "1000")
    assert answer(*words)["total_duty"] is None
    found = answer(*words, "--weight", "25")
    assert (found["specific_per_kg"], found["total_duty"]) == (2.0, 60.0)


def test_a_range_of_days():
    """Two days with dots between them give the stretches on which the duty stays the same."""
    words = (*BATTERY, "--from", "MY", "--date", "2026-02-19..2026-02-25")
    stretches = answer(*words)["timeline"]
    assert [(one["from"], one["to"], one["total_rate"]) for one in stretches] == [
        ("2026-02-19", "2026-02-19", 0.224),
        ("2026-02-20", "2026-02-23", 0.034),
        ("2026-02-24", "2026-02-25", 0.134),
    ]
    assert "S122: none -> 10 %" in said(*words)


def test_explain_lists_what_was_rejected():
    """Programmes that never cover the goods are counted, and listed on request."""
    words = (*BATTERY, "--from", "MY", "--date", "2026-10-09")
    assert "further programme(s) of US do not cover the goods: see --explain" in said(*words)
    assert "does not apply: CN301 (not in scope: record" not in said(*words)
    assert "does not apply: CN301 (not in scope: record" in said(*words, "--explain")


def test_an_entry_after_the_horizon_is_projected():
    """Days that the records do not reach are answered as projections."""
    found = answer(*BATTERY, "--from", "MY", "--date", "2027-06-01")
    assert found["status"] == "projected"
    assert {one["status"] for one in found["layers"] if one["rate"]} == {"projected"}


@pytest.mark.parametrize(
    ("words", "parts"),
    [
        (
            ("--hs", "9999.99"),
            ("no base rate of US is recorded for code 999999", "the nearest recorded codes are 9018"),
        ),
        (("--hs", "8507.60.99"), ("nearest recorded codes are 85076000",)),
        (("--hs", "8541.40"), ("in that of 2022 its goods stand in 854141 or 854142", "85414200")),
        (("--hs", "8507"), ("no tariff code with 6 to 10 digits",)),
        (("--date", "2019-01-01"), ("the base rates of US begin on 2025-01-01", "known to 2026-10-09")),
        (("--date", "2026-13-01"), ("'2026-13-01' is no day: write it as 2027-01-31",)),
        (("--date", "2026-05-01..2026-04-01"), ("ends on 2026-04-01, before it begins",)),
        (("--claim", "KORSU"), ("is no agreement that can be claimed in US: did you mean KORUS?",)),
        (("--use", "autopart"), ("names the end use 'autopart': known are none, aircraft, auto_part",)),
        (("--fact", "meltpour=US"), ("did you mean melt_pour?",)),
        (("--mode", "vessel"), ("--mode must be one of sea, air, rail, road, barge, pipe, got 'vessel'",)),
        (("--from", "ZZ"), ("'ZZ' is no country of origin (--from)",)),
        (("--law", "no_such_folder"), ("no_such_folder: holds no table of the law",)),
        (("--value", "-5"), ("Invalid value for '--value'",)),
    ],
    ids=lambda value: value[0] if value[0].startswith("--") else "",
)
def test_bad_input_of_duty_is_one_clear_message(refused, words, parts):
    """Whatever is wrong is said once, with what is allowed, and for machines as JSON."""
    given = dict(zip(BATTERY[1::2], BATTERY[2::2], strict=True)) | {"--from": "CN", "--date": "2026-10-09"}
    given[words[0]] = words[1]
    typed = ["duty", *(part for pair in given.items() for part in pair)]
    text = refused(*typed)
    for part in parts:
        assert part in " ".join(text.split())
    assert set(json.loads(refused(*typed, "--json"))) <= {"usage", "faults"}


def test_contradictory_records_of_a_users_folder(refused, tmp_path):
    """Two records of one rank in a bundle are a fault with row and column; a folder without fault is used."""
    (tmp_path / "programmes.csv").write_text(OWN, "utf-8")
    words = (*BATTERY, "--from", "KR", "--date", "2026-10-09", "--law", str(tmp_path))
    assert "row 3, column `rank`: ALPHA ONE (row 2) has the same rank in bundle AB" in refused(*words)
    (fault,) = json.loads(refused(*words, "--json"))["faults"]
    assert (fault["row"], fault["column"], fault["severity"]) == (3, "rank", 2)
    (tmp_path / "programmes.csv").write_text("".join(OWN.splitlines(keepends=True)[:2]), "utf-8")
    assert counted(answer(*words)) == {"MFN": 0.034, "FL301": 0.091, "ALPHA": 0.1}


def test_backtest_of_the_sample():
    """The planted errors are listed with their causes, for machines and for people."""
    found = answer("backtest", str(SAMPLE), "--known-at", "2026-11-22")
    assert (found["lines"], found["unpriced"]) == (40, [])
    named = {(one["entry"], one["line"], one["programme"]): one["cause"] for one in found["differences"]}
    assert set(named) == set(causes())
    text = said("backtest", str(SAMPLE), "--known-at", "2026-11-22")
    assert "40 line(s), differences at 10 line(s) or entries. Paid 810,364.27, due 835,097.13." in text
    assert "rests on annulled measures: refundable or refunded" in text


def test_a_narrow_terminal_gets_a_paragraph_for_each_difference():
    """Sums, cause and citation keep their words whole where a table has no room."""
    words = ["backtest", str(SAMPLE), "--known-at", "2026-11-22"]
    lines = CliRunner().invoke(app, words, env={"COLUMNS": "80"}).output.splitlines()
    assert "W09, line 1, IEEPA_RECIPROCAL: paid 11,600.00, due 0.00, difference +11,600.00" in lines
    assert "  paid as before 2026-02-20, when the duty ended" in lines
    assert "W10, fees of the entry, MPF: paid 651.50, due 670.86, difference -19.36" in lines


def test_a_malformed_file_of_entries_gives_one_report(refused, tmp_path):
    """All faults of the cells come at once; then all names that the law does not know."""
    file = tmp_path / "entries.csv"
    head = "entry,line,importer,hs,origin,entry_date,value,mode,paid\n"
    file.write_text(
        f"{head}E1,1,US,8507X,CN,2026-01-32,100,sea,MFN:1\nE2,1,US,850760,CN,2026-01-31,-1,ship,MFN=1\n", "utf-8"
    )
    faults = json.loads(refused("backtest", str(file), "--json"))["faults"]
    assert {(fault["row"], fault["column"]) for fault in faults} == {
        (2, "hs"), (2, "entry_date"), (3, "value"), (3, "mode"), (3, "paid"),
    }  # fmt: skip
    file.write_text(f"{head}E1,1,US,850760,QQ,2026-01-31,100,sea,\nE1,2,US,850760,CN,2026-01-31,100,air,\n", "utf-8")
    text = refused("backtest", str(file))
    assert "E1 line 1: QQ" in text
    assert "differs from sea on line 1 of the same entry" in text
    file.write_text("entry;line\nE1;1\n", "utf-8")
    assert "columns are not separated by commas" in refused("backtest", str(file))
    assert "cannot be read" in refused("backtest", str(tmp_path / "none.csv"))


def test_data_list_and_show(refused):
    """What records there are, those of one programme, and a name that is none."""
    listed = answer("data", "list")
    assert {"tables", "programmes"} <= set(listed)
    assert "FL301" in said("data", "list")
    assert "TIER_10" in said("data", "show", "FL301")
    assert "EXEMPT_KORUS" in said("data", "show", "MPF")
    assert "no record is named 'NOSUCH'. See `corridor data list`" in refused("data", "show", "NOSUCH")


def test_data_diff_of_two_days_on_the_lanes_of_a_model():
    """Which of my lanes changed duty since then: with programme, rates and sources."""
    found = answer("data", "diff", "2026-02-19", "2026-02-20", "--model", "two_plants")
    lanes = {(one["lane"]["code"], one["lane"]["origin"]): one for one in found["changes"]}
    assert lanes[("850760", "CN")]["before"] == pytest.approx(0.484)
    assert lanes[("850760", "CN")]["after"] == pytest.approx(0.284)
    assert found["lanes"] >= len(lanes)
    assert "850760 of CN into US (PACK): 48.4 % -> 28.4 %" in said(
        "data", "diff", "2026-02-19", "2026-02-20", "--model", "two_plants"
    )


def test_data_diff_of_two_folders(refused, tmp_path):
    """A record that was changed in a copy of the data is found, by table, key and column."""
    shutil.copytree(DATA, tmp_path / "copy")
    file = tmp_path / "copy" / "valuations.csv"
    file.write_text(file.read_text("utf-8").replace("JP,cif", "JP,fob"), "utf-8")
    (change,) = answer("data", "diff", str(DATA), str(tmp_path / "copy"))
    assert (change["table"], change["key"], change["columns"]) == ("valuations", ["JP"], [["basis", "cif", "fob"]])
    assert "basis: cif -> fob" in said("data", "diff", str(DATA), str(tmp_path / "copy"))
    assert "name the model they are of with --model" in refused("data", "diff", "2026-01-01", "2026-02-01")
    assert "is no file or folder: give two of a kind" in refused("data", "diff", str(DATA), "2026-02-01")


def test_data_diff_of_two_folders_on_the_lanes_of_a_model(refused, tmp_path):
    """What a change of records does to my lanes: a measure of 5 % on battery cells of Korea in the second folder."""
    head = "programme,record,importer,hs,origins,rate,valid_from,citation,evidence\n"
    for name, rate in (("old", "0"), ("new", "0.05")):
        (tmp_path / name).mkdir()
        row = f"MINE,ONE,US,850760,KR,{rate},2026-01-01,assumption: test,D\n"
        (tmp_path / name / "programmes.csv").write_text(head + row, "utf-8")
    folders = ("data", "diff", str(tmp_path / "old"), str(tmp_path / "new"))
    (change,) = answer(*folders, "--model", "two_plants", "--date", "2026-10-09")["changes"]
    assert change["lane"]["origin"] == "KR"
    assert change["after"] - change["before"] == pytest.approx(0.05)
    files = [str(tmp_path / name / "programmes.csv") for name in ("old", "new")]
    assert "give two folders" in refused("data", "diff", *files, "--model", "two_plants")


def test_import_of_a_schedule_and_of_a_list(tmp_path, refused):
    """A schedule and a product list become records that `--law` takes; a template that is wanting is refused."""
    words = ("--out", str(tmp_path), "--edition", "2026 revision 10", "--from", "2026-06-08")
    found = answer("data", "import-hts", str(HERE / "hts_sample.json"), *words)
    assert (found["rate_lines"], found["share_read"]) == (42, 1.0)
    (tmp_path / "list.csv").write_text("hs\n8507.60.00\n", "utf-8")
    (tmp_path / "template.yaml").write_text(
        "programme: MINE\nimporter: US\norigins: CN\nrate: 0.05\nvalid_from: 2026-09-01\n"
        "citation: 'assumption: test'\nevidence: D\n",
        "utf-8",
    )
    folder = tmp_path / "own"
    said(
        "data", "import-list", str(tmp_path / "list.csv"), "--template", str(tmp_path / "template.yaml"),
        "--out", str(folder),
    )  # fmt: skip
    found = answer(*BATTERY, "--from", "CN", "--date", "2026-10-09", "--law", str(folder))
    assert counted(found)["MINE"] == 0.05
    assert refused("data", "import-hts", str(tmp_path / "none.json"), *words)


def test_a_question_to_the_law_does_without_heavy_packages():
    """`corridor duty` starts at once: pandas, numpy, Pyomo and the like are not loaded for it."""
    code = (
        "import sys\nfrom typer.testing import CliRunner\nfrom corridor.cli import app\n"
        "words = 'duty --hs 850760 --from KR --to US --value 100 --claim KORUS'.split()\n"
        "assert CliRunner().invoke(app, words).exit_code == 0\n"
        "print(*({'pandas', 'numpy', 'pyarrow', 'networkx', 'pyomo', 'scipy', 'highspy'} & set(sys.modules)))\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == ""


def test_a_weight_without_a_value(refused):
    """A weight is that of one entry: without the value of the entry it says nothing."""
    text = refused("duty", "--hs", "8507.60", "--from", "KR", "--to", "US", "--weight", "5")
    assert "--value" in text
