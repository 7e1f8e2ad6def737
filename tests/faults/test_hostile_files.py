"""Files that are damaged or made to harm: each becomes a fault, and none is unpacked blindly."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import openpyxl
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.unit.tables_example import SETTINGS, TABLES, write_folder

from corridor.errors import Severity
from corridor.tables.check import check


def workbook(**sheets: str) -> bytes:
    """Return a small valid workbook with the sheet `model` and one more."""
    book = openpyxl.Workbook()
    book.active.title = "model"
    for line in (("setting", "value"), ("name", "x"), ("as_of", "2027-01-15")):
        book.active.append(line)
    sites = book.create_sheet("sites")
    for line in (("site", "name", "country"), ("A", "A", "DE")):
        sites.append(line)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def repacked(content: bytes, changes: dict[str, bytes | None], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """Return a workbook with parts replaced, added or (None) left out."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(out, "w", method) as new:
        for name in old.namelist():
            if name not in changes:
                new.writestr(name, old.read(name))
        for name, data in changes.items():
            if data is not None:
                new.writestr(name, data)
    return out.getvalue()


def sheet(body: str, before: str = "") -> bytes:
    """Return the XML of a sheet."""
    space = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    inner = f'<worksheet xmlns="{space}"><sheetData>{body}</sheetData></worksheet>'
    return f'<?xml version="1.0"?>{before}{inner}'.encode()


SITES = "xl/worksheets/sheet2.xml"
LOL = '<!DOCTYPE l [<!ENTITY a "lol">' + "".join(
    f'<!ENTITY {b} "{f"&{a};" * 10}">' for a, b in zip("abcdefgh", "bcdefghi", strict=True)
) + "]>"  # fmt: skip
XXE = '<!DOCTYPE w [<!ENTITY x SYSTEM "file:///etc/hostname">]>'
HEADER = '<row r="1"><c r="A1" t="inlineStr"><is><t>site</t></is></c></row>'

WORKBOOKS = (
    ("zip bomb", repacked(workbook(), {SITES: b" " * 60_000_000}), "times its size"),
    ("too large unpacked", repacked(workbook(), {SITES: b" " * 270_000_000}), "MiB of content"),
    ("many parts", repacked(workbook(), {f"xl/x{n}.xml": b"" for n in range(1100)}), "parts; at most"),
    ("entities that grow", repacked(workbook(), {SITES: sheet("&i;", LOL)}), "declares a document type"),
    ("entity from a file", repacked(workbook(), {SITES: sheet("&x;", XXE)}), "declares a document type"),
    ("not well-formed", repacked(workbook(), {SITES: b"<worksheet><sheetData>"}), "is damaged"),
    ("bad row number", repacked(workbook(), {SITES: sheet('<row r="one"/>')}), "is damaged"),
    ("bad style", repacked(workbook(), {SITES: sheet('<row><c s="x"><v>1</v></c></row>')}), "is damaged"),
    ("no sheet part", repacked(workbook(), {SITES: None}), "part of the workbook is missing"),
    ("no workbook part", repacked(workbook(), {"xl/workbook.xml": None}), "part of the workbook is missing"),
    ("no relationships", repacked(workbook(), {"_rels/.rels": None}), "part of the workbook is missing"),
    ("binary workbook", repacked(workbook(), {"xl/workbook.bin": b"x"}), "not an Excel workbook"),
    ("other zip", repacked(workbook(), {"[Content_Types].xml": None}), "not an Excel workbook"),
    ("password or xls", bytes.fromhex("d0cf11e0a1b11ae1") + b"\0" * 512, "protected by a password"),
    ("text", b"site,name\nA,B\n", "not a whole .xlsx file"),
    ("nothing", b"", "not a whole .xlsx file"),
)  # fmt: skip


@pytest.mark.parametrize(("content", "rule"), [w[1:] for w in WORKBOOKS], ids=[w[0] for w in WORKBOOKS])
def test_hostile_workbooks_become_faults(content, rule, tmp_path: Path):
    """A workbook that cannot be read safely is one fault of severity 3 that says why."""
    place = tmp_path / "model.xlsx"
    place.write_bytes(content)
    fatal = [f for f in check(place) if f.severity is Severity.FATAL]
    assert [rule in f.rule for f in fatal] == [True], fatal
    assert fatal[0].remedy


def test_workbook_larger_than_the_limit(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """A packed file beyond the limit is not opened."""
    place = tmp_path / "model.xlsx"
    place.write_bytes(workbook())
    monkeypatch.setattr("corridor.io.xlsx_archive.LARGEST_FILE", 100)
    assert ["MiB of content" in f.rule for f in check(place)] == [True]


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_part_that_stands_twice(tmp_path: Path):
    """Two parts of one name could show different tables to different readers."""
    place = tmp_path / "model.xlsx"
    place.write_bytes(workbook())
    with zipfile.ZipFile(place, "a") as archive:
        archive.writestr(SITES, sheet(HEADER))
    assert "stands twice" in check(place)[0].rule


def test_wrong_checksum(tmp_path: Path):
    """A flipped byte in a stored part is noticed."""
    content = bytearray(repacked(workbook(), {SITES: sheet(HEADER)}, zipfile.ZIP_STORED))
    at = content.find(b"<sheetData>")
    content[at + 1] = ord("S")
    place = tmp_path / "model.xlsx"
    place.write_bytes(content)
    assert any(f.severity is Severity.FATAL for f in check(place))


def test_cell_at_the_end_of_the_sheet(tmp_path: Path):
    """A lone cell at XFD1048576 is a fault with its address; no million of rows is built for it."""
    far = sheet(HEADER + '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>')
    place = tmp_path / "model.xlsx"
    place.write_bytes(repacked(workbook(), {SITES: far}))
    assert [f.address for f in check(place) if "outside the table" in f.rule] == ["XFD1048576"]


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.data())
def test_damaged_workbooks_never_raise(tmp_path: Path, data: st.DataObject):
    """Whatever bytes are cut or changed, the answer is a list of faults."""
    content = bytearray(repacked(workbook(), {}, zipfile.ZIP_STORED))
    for _ in range(data.draw(st.integers(1, 5))):
        content[data.draw(st.integers(0, len(content) - 1))] = data.draw(st.integers(0, 255))
    place = tmp_path / "model.xlsx"
    place.write_bytes(bytes(content[: data.draw(st.integers(0, len(content)))]))
    assert check(place)


CSVS = (
    (b"", "the file is empty"),
    (b"\n\n", "the file is empty"),
    ("site,name,country\nA,Köln,DE\n".encode("latin-1"), "not UTF-8 text"),
    ("site,name,country\nA,Köln,DE\n".encode("utf-16"), "not UTF-8 text"),
    (b"site,name,country\nA,\0,DE\n", "NUL bytes"),
    (b'site,name,country\nA,"open,DE\n', "not a well-formed CSV file"),
    (b'site,name,country\nA,"a"b,DE\n', "not a well-formed CSV file"),
    (b"site;name;country\nA;B;DE\n", "not separated by commas"),
    (b"site\tname\tcountry\nA\tB\tDE\n", "not separated by commas"),
    (b"site,name,country\nA," + b"x" * 140_000 + b",DE\n", "not a well-formed CSV file"),
    (b"site,name,country\nA,B,DE,7\n", "4 cells, the column names are 3"),
    (b"site,name,country\nA,B\n", "2 cells, the column names are 3"),
    (b"site,name,country,name\nA,B,DE,C\n", "column name stands twice"),
    (b"site,name,country,\nA,B,DE,C\n", "column without a name"),
)


@pytest.mark.parametrize(("content", "rule"), CSVS)
def test_damaged_csv_becomes_a_fault(content, rule, tmp_path: Path):
    """A CSV file that cannot be read is one fault that says what to do."""
    write_folder(tmp_path)
    (tmp_path / "tables" / "sites.csv").write_bytes(content)
    found = [f for f in check(tmp_path) if f.file == "tables/sites.csv" and rule in f.rule]
    assert len(found) == 1, [str(f) for f in check(tmp_path)]
    assert found[0].severity >= Severity.ERROR
    assert found[0].remedy


def test_unreadable_table_drags_no_unknown_codes_along(tmp_path: Path):
    """Codes of a table that could not be read are not called unknown."""
    write_folder(tmp_path)
    (tmp_path / "tables" / "sites.csv").write_bytes(b"\xff\xff")
    assert [f.file for f in check(tmp_path) if f.severity >= Severity.ERROR] == ["tables/sites.csv"]


def test_byte_order_mark_and_windows_lines(tmp_path: Path):
    """What Excel saves as CSV UTF-8 is read."""
    write_folder(tmp_path)
    text = TABLES["sites"].replace("\n", "\r\n")
    (tmp_path / "tables" / "sites.csv").write_bytes(b"\xef\xbb\xbf" + text.encode())
    assert check(tmp_path) == ()


def test_blank_lines_keep_row_numbers(tmp_path: Path):
    """Blank lines are passed over, and a fault names the line of the file."""
    write_folder(tmp_path)
    (tmp_path / "tables" / "sites.csv").write_text("\n" + TABLES["sites"].replace("PLANT,", "\n,,\nPLANT,") + "\n,,,\n")
    text = (tmp_path / "tables" / "sites.csv").read_text().replace("48.1", "148.1")
    (tmp_path / "tables" / "sites.csv").write_text(text)
    assert [(f.row, f.column) for f in check(tmp_path) if f.column == "lat"] == [(6, "lat")]


YAMLS = (
    ("name: a\nname: b\nas_of: 2027-01-15\n", "already stands in line 1", "2:1"),
    ("name: a\n", "the setting `as_of` is missing", ""),
    ("name: a\nas_off: 2027-01-15\n", "no such setting", "2:9"),
    ("name: a\nas_of: 15.01.2027\n", "another form", "2:8"),
    ("name: a\nas_of: 2027-01-15\nrate_per_year: 8%\n", "percentage", "3:16"),
    ("name: a\nas_of: 2027-01-15\ncurrency: [USD]\n", "a list stands where one value is needed", "3:11"),
    ("name: a\nas_of: 2027-01-15\ncurrency: {a: b}\n", "has parts of its own", "3:11"),
    ("name: a\nas_of: 2027-01-15\ntitle: a: b\n", "not well-formed YAML", "3:9"),
    ("name: a\nas_of: 2027-01-15\ntitle: !!python/object/apply:os.system [x]\n", "a list stands", "3:8"),
    ("name: No Name\nas_of: 2027-01-15\n", "small letters, digits", "1:7"),
    ("- a\n- b\n", "not a list of `name: value`", ""),
    ("name: a\nas_of: 2027-01-15\nbase: &b {x: 1}\n<<: *b\n", "has parts of its own", "3:7"),
    ("a: " + "[" * 1000 + "]" * 1000, "", ""),
    ("a: &a [x]\nb: &b [*a, *a]\nc: &c [*b, *b]\nd: [*c, *c]\n", "has parts of its own", ""),
    ("x" * 2_000_000, "larger than 1 MiB", ""),
)


@pytest.mark.parametrize(("text", "rule", "address"), YAMLS)
def test_damaged_yaml_becomes_a_fault(text, rule, address, tmp_path: Path):
    """Faults of model.yaml have line and column; nothing in it is run or expanded."""
    found = [f for f in check(write_folder(tmp_path, settings=text)) if f.file == "model.yaml"]
    assert any(rule in f.rule and (not address or f.address == address) for f in found), [str(f) for f in found]
    assert all(f.severity >= Severity.ERROR and f.remedy for f in found)


def test_yaml_that_is_not_utf8(tmp_path: Path):
    """Settings in another encoding are refused, not guessed."""
    write_folder(tmp_path)
    (tmp_path / "model.yaml").write_bytes(SETTINGS.encode() + "title: Köln\n".encode("latin-1"))
    assert check(tmp_path)[0].rule == "not UTF-8 text"


def test_no_is_text_in_yaml(tmp_path: Path):
    """NO stays text (YAML 1.2)."""
    assert check(write_folder(tmp_path, settings=SETTINGS + "title: NO\n")) == ()


def parquet(**columns: object) -> bytes:
    """Return a Parquet file."""
    sink = pa.BufferOutputStream()
    pq.write_table(pa.table(columns), sink)
    return sink.getvalue().to_pybytes()


PARQUETS = (
    (b"PAR1 nothing PAR1", "not a whole Parquet file"),
    (parquet(site=["A"], name=["A"], country=["DE"])[:-9], "not a whole Parquet file"),
    (parquet(site=["A"], name=["A"], country=["DE"], lat=[float("nan")]), "not a finite number"),
    (parquet(site=["A"], name=["A"], country=["DE"], lat=[[1.0]]), "neither text, number nor day"),
    (parquet(site=["A"], name=["A"], country=[None]), "if Namibia is meant"),
)


@pytest.mark.parametrize(("content", "words"), PARQUETS)
def test_damaged_parquet_becomes_a_fault(content, words, tmp_path: Path):
    """A Parquet file that is damaged, or holds what no table takes, is a fault."""
    write_folder(tmp_path, {name: text for name, text in TABLES.items() if name != "sites"})
    (tmp_path / "tables" / "sites.parquet").write_bytes(content)
    found = [f for f in check(tmp_path) if f.file == "tables/sites.parquet"]
    assert any(words in f.rule + f.remedy for f in found), [str(f) for f in found]


def test_table_in_two_forms(tmp_path: Path):
    """A table that stands as CSV and as Parquet is an error: nobody knows which is meant."""
    write_folder(tmp_path)
    (tmp_path / "tables" / "sites.parquet").write_bytes(parquet(site=["A"], name=["A"], country=["DE"]))
    assert ["already stands in tables/sites.csv" in f.rule for f in check(tmp_path)] == [True]


@pytest.mark.parametrize("name", ["nothing", "tables/sites.csv", "model.yaml"])
def test_places_that_are_no_model(name, tmp_path: Path):
    """A path that is no model is one fault that says what to give."""
    write_folder(tmp_path)
    found = check(tmp_path / name)
    assert [f.severity for f in found] == [Severity.FATAL]
    assert "folder" in found[0].remedy


def test_empty_folder(tmp_path: Path):
    """A folder without anything names what is missing."""
    rules = [f.rule for f in check(tmp_path)]
    assert f"the folder {tmp_path.name} has no model.yaml" in rules
    assert len([rule for rule in rules if rule.startswith("the table `")]) == 4


def test_table_without_rows(tmp_path: Path):
    """A required table with names only is an error."""
    found = check(write_folder(tmp_path, {**TABLES, "demand": "site,product,quantity\n"}))
    assert [(f.file, f.rule) for f in found] == [("tables/demand.csv", "the table has no rows")]


@pytest.mark.parametrize(("name", "severity", "remedy"), [
    ("Lanes", Severity.ERROR, "`lanes`"), ("lane", Severity.ERROR, "`lanes`"),
    ("lines", Severity.WARNING, "`lanes`"), ("journal", Severity.WARNING, "Tables are"),
])  # fmt: skip
def test_table_of_unknown_name(name, severity, remedy, tmp_path: Path):
    """A table that differs from another only in spelling is an error: all its rows would be lost silently."""
    tables = {name if table == "lanes" else table: text for table, text in TABLES.items()}
    found = [f for f in check(write_folder(tmp_path, tables)) if f.value == name]
    assert [(f.severity, remedy in f.remedy) for f in found] == [(severity, True)]
