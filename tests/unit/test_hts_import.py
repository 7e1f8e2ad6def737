"""A tariff archive into records: they read back without a fault, and the account leaves nothing out."""

from datetime import date
from io import StringIO

import pytest
from rich.console import Console
from tests.unit.hts_example import EDITION, SAMPLE, SYMBOLS, archive, sample, written

from corridor.errors import FaultError, UsageError
from corridor.reference.hts import import_hts, records_of
from corridor.reference.hts_records import symbols_of
from corridor.reference.read import read_rows
from corridor.report.data_answers import import_json, print_import
from corridor.schema.border import Agreement
from corridor.schema.legal import BaseRate, SpecialRate
from corridor.schema.programmes import Programme

DAY = date(2026, 6, 8)


def brought(path, folder, symbols=SYMBOLS, **more):
    """Import an archive as the tariff of XX."""
    options = {"importer": "XX", "other_origins": "KP", "other_programme": "OTHER_COLUMN"} | more
    return import_hts(path, folder, "2026 revision 10", DAY, "tariff", symbols, **options)


def printed(report):
    """Return what a person sees of an import."""
    console = Console(file=StringIO(), width=200)
    print_import(report, console)
    return console.file.getvalue()


def base_of(folder, hs, origins="*"):
    """Return the base rate of a code."""
    rows = read_rows(BaseRate, folder / "base_rates.csv")
    return next((row for row in rows if (row.hs, row.origins) == (hs, origins)), None)


def test_the_sample_reads_back_as_records(tmp_path):
    """Compound, specific and plain rates, column 2 and special rates come back as they were read."""
    report = brought(SAMPLE, tmp_path)
    milk = base_of(tmp_path, "19011026")
    assert (milk.rate, milk.specific, milk.specific_unit, milk.combine) == (0.149, 1.035, "kg", "sum")
    assert milk.citation == "tariff, 2026 revision 10, 1901.10.26.00, column 1 general"
    cells = base_of(tmp_path, "85076000")
    assert (cells.rate, cells.note) == (0.034, "See 9903.88.15 and 9903.91.06.")
    assert base_of(tmp_path, "85076000", "KP").rate == 0.4
    special = read_rows(SpecialRate, tmp_path / "special_rates.csv")
    wine = {row.agreement: (row.rate, row.specific, row.specific_unit) for row in special if row.hs == "22042150"}
    assert wine["KORUS"] == (0, 0, "")
    assert wine["USJFTA"] == (0, 0.028, "l")
    assert "GSP" not in wine
    assert (report.base_rates, report.special_rates) == (
        len(read_rows(BaseRate, tmp_path / "base_rates.csv")),
        len(special),
    )


def test_what_is_no_record_stays_unknown_and_is_listed(tmp_path):
    """Ores by their lead and garments by their parts get no base rate, and the report says why."""
    report = brought(SAMPLE, tmp_path)
    assert base_of(tmp_path, "26169000") is None
    general = {gap.htsno: (gap.kind, gap.text) for gap in report.no_records if gap.column == "general"}
    assert general["2616.90.00"] == ("parts", "1.7¢/kg on lead content")
    assert general["6104.23.00"][0] == "reference"
    counts = report.general.kinds
    assert sum(counts.values()) == report.rate_lines
    assert report.general.recorded + len(general) == report.rate_lines


def test_the_general_rate_does_not_stand_in_for_an_unread_column_2(tmp_path):
    """Where column 2 is no record, a record of unknown rate keeps its origins from the general rate."""
    path = written(
        tmp_path,
        {"htsno": "2608.00.00.30", "general": "Free", "other": "3.7¢/kg on zinc content"},
        {"htsno": "8507.60.00", "general": "3.4%", "other": "40%"},
    )
    brought(path, tmp_path)
    (record,) = read_rows(Programme, tmp_path / "programmes.csv")
    assert (record.programme, record.hs, record.origins, record.rate) == ("OTHER_COLUMN", "26080000", "KP", None)


def test_column_2_needs_origins_and_a_programme(tmp_path):
    """Origins of column 2 alone would leave unread lines at the general rate: the call is refused."""
    with pytest.raises(UsageError, match="column 2"):
        brought(SAMPLE, tmp_path, other_programme="")
    brought(SAMPLE, tmp_path, other_origins="", other_programme="")
    assert {row.origins for row in read_rows(BaseRate, tmp_path / "base_rates.csv")} == {"*"}


def test_symbols_without_an_agreement_are_counted(tmp_path):
    """A symbol that no agreement has is not recorded and not dropped in silence."""
    report = brought(SAMPLE, tmp_path, symbols={"KR": "KORUS"})
    assert report.unmapped["AU"] > 10
    assert "KR" not in report.unmapped
    assert "Symbol AU" in printed(report)


def test_two_rates_of_one_agreement_are_no_record(tmp_path):
    """Where two symbols of one agreement have two rates in a line, neither is taken."""
    path = written(tmp_path, {"htsno": "8507.60.00", "general": "3.4%", "special": "Free (E) 2% (E*)", "other": "40%"})
    report = brought(path, tmp_path, symbols={"E": "BASIN", "E_STAR": "BASIN"})
    assert read_rows(SpecialRate, tmp_path / "special_rates.csv") == ()
    assert "two rates" in report.no_records[0].reason


def test_marks_of_agreements_give_the_symbols():
    """A+ is marked A_PLUS: it is another symbol than A; one mark of two agreements is a fault."""
    row = {"name": "n", "kind": "preference", "parties": "XX", "binding": "yes", "citation": "c", "evidence": "B"}
    wide = Agreement(agreement="GSP", marks="A;A_STAR", **row)
    least = Agreement(agreement="GSP_LEAST", marks="A_PLUS", **row)
    assert symbols_of([wide, least]) == {"A": "GSP", "A_STAR": "GSP", "A_PLUS": "GSP_LEAST"}
    with pytest.raises(FaultError, match="same mark"):
        symbols_of([wide, Agreement(agreement="OTHER", marks="A", **row)])


def test_a_second_import_replaces_its_edition_only(tmp_path):
    """Importing again changes nothing; records of other editions and importers stay."""
    brought(SAMPLE, tmp_path)
    first = read_rows(BaseRate, tmp_path / "base_rates.csv")
    brought(SAMPLE, tmp_path)
    assert read_rows(BaseRate, tmp_path / "base_rates.csv") == first
    brought(SAMPLE, tmp_path, importer="YY", other_programme="OTHER_OF_YY")
    assert len(read_rows(BaseRate, tmp_path / "base_rates.csv")) == 2 * len(first)


def test_a_code_that_stands_twice_is_a_fault(tmp_path):
    """Two rates for one code are not chosen between; nothing is written."""
    line = {"htsno": "8507.60.00", "general": "3.4%", "other": "40%"}
    path = written(tmp_path, line, line | {"general": "5%"})
    with pytest.raises(FaultError, match="stands twice"):
        brought(path, tmp_path)
    assert not (tmp_path / "base_rates.csv").exists()


def test_a_rate_beyond_what_a_record_holds_is_unreadable(tmp_path):
    """5000 per cent is taken for a slip, listed and not recorded."""
    path = written(tmp_path, {"htsno": "8507.60.00", "general": "5000%", "other": "40%"})
    report = brought(path, tmp_path)
    assert [(gap.kind, gap.text) for gap in report.no_records] == [("unreadable", "5000%")]


def test_the_account_is_the_same_for_machines(tmp_path):
    """JSON has the shares, the counts and every rate that is no record."""
    report = brought(SAMPLE, tmp_path)
    found = import_json(report)
    assert found["rate_lines"] == report.rate_lines
    assert len(found["no_records"]) == len(report.no_records)
    assert 0 < found["share_recorded"] <= found["share_read"] <= 1


def test_records_of_rows_need_no_folder():
    """The records can be had without writing them."""
    base, special, unknown, report = records_of("sample", sample(), EDITION, SYMBOLS)
    assert (len(base), len(special)) == (report.base_rates, report.special_rates)
    assert unknown == ()  # Each line of the sample with a general rate has a plain rate in column 2.


PRINTED = [*"ABCDEKLPRS", "A*", "A+", "E*", "P+", "S+"]
PRINTED += ["AU", "BH", "CL", "CO", "IL", "JO", "JP", "KR", "MA", "NP", "OM", "PA", "PE", "SG"]
"""Symbols of the special column that have an agreement here; each gets one."""

WHOLE = {name.replace("+", "_PLUS").replace("*", "_STAR"): f"AG{n}" for n, name in enumerate(PRINTED)}


def test_the_whole_archive(tmp_path, capsys):
    """All 35,509 rows of 2026 revision 10 are read; over 99 % of the rate lines exactly, 98 % as one record."""
    path = archive("hts/hts_2026_rev_10.json.gz")
    report = brought(path, tmp_path, symbols=WHOLE)
    with capsys.disabled():
        print("\n" + printed(report).split("General rates")[0])
    assert (report.rows, report.rate_lines, report.provisions) == (35509, 11414, 3479)
    assert report.share_read > 0.998
    assert report.share_recorded > 0.979
    assert report.general.kinds == {"record": 11185, "parts": 172, "reference": 43, "unreadable": 14}
    assert len(read_rows(BaseRate, tmp_path / "base_rates.csv")) == 11185 + 11148
    assert len(read_rows(SpecialRate, tmp_path / "special_rates.csv")) == report.special_rates > 100_000
    assert set(report.unmapped) == {"CA", "J", "J*"}


def test_the_same_edition_as_json_and_csv(tmp_path):
    """The 2025 basic edition gives the same rates in both forms."""
    of_json = brought(archive("hts/hts_2025_basic.json.gz"), tmp_path / "json", symbols={})
    of_csv = brought(archive("hts_2025_basic_edition.csv"), tmp_path / "csv", symbols={})
    assert (of_csv.rows, of_csv.general, of_csv.other) == (of_json.rows, of_json.general, of_json.other)

    def rates(form):
        rows = read_rows(BaseRate, tmp_path / form / "base_rates.csv")
        return [(row.hs, row.origins, row.rate, row.specific, row.specific_unit) for row in rows]

    assert rates("csv") == rates("json")
