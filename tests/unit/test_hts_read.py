"""Archives that cannot be read: one error, with the place and what to do."""

import gzip

import pytest
from tests.unit.hts_example import SAMPLE, written

from corridor.errors import FaultError
from corridor.reference.hts_read import read_hts

HEADER = "HTS Number,Indent,Description,Unit of Quantity,General Rate of Duty,Special Rate of Duty,"
HEADER += "Column 2 Rate of Duty,Quota Quantity,Additional Duties\n"


def fault_of(path):
    """Return the only fault of a file; it must name the file and a remedy."""
    with pytest.raises(FaultError) as caught:
        read_hts(path)
    (fault,) = caught.value.faults
    assert fault.file == path.name
    assert fault.remedy
    return fault


@pytest.mark.parametrize(
    ("name", "content", "rule"),
    [
        ("a.json", b'[{"htsno": "01', "not well-formed JSON"),
        ("a.json", b"", "empty"),
        ("a.json", b"\xff\xfe[]", "not"),
        ("a.json", b"{}", "must be a list"),
        ("a.json", b"[]", "must be a list"),
        ("a.json", b"[1]", "must be an object"),
        (
            "a.json",
            b'[{"code": "0101", "rate": "Free"}]',
            "htsno, indent, description, general, special, other missing",
        ),
        ("a.csv", b"", "empty"),
        ("a.csv", b"hs,rate\n0101,0\n", "HTS Number, Indent"),
        ("a.csv", HEADER.encode(), "no rows"),
        ("a.json.gz", b"this is not packed", "gzip"),
        ("a.json.gz", b"", "empty"),
        ("a.xml", b"<hts/>", "not a .json"),
    ],
)
def test_a_bad_file_is_one_fault_with_place_and_remedy(tmp_path, name, content, rule):
    """Not JSON, wrong columns, empty, of another kind: the fault names the file and says what to do."""
    path = tmp_path / name
    path.write_bytes(content)
    assert rule in fault_of(path).rule


def test_a_packed_file_that_was_cut_off_is_refused(tmp_path):
    """A download that broke off is not read as a shorter tariff."""
    path = tmp_path / "cut.json.gz"
    path.write_bytes(gzip.compress(SAMPLE.read_bytes())[:-200])
    assert "cut off" in fault_of(path).rule


def test_a_file_that_is_not_there(tmp_path):
    """A missing file is a fault, not a traceback."""
    assert "cannot be read" in fault_of(tmp_path / "none.json").rule


@pytest.mark.parametrize(
    ("entry", "column"),
    [({"indent": "x"}, "indent"), ({"htsno": "85o7.60"}, "htsno"), ({"htsno": 8507}, "htsno")],
)
def test_a_bad_row_is_named(tmp_path, entry, column):
    """The fault of a row names its number and its field."""
    fault = fault_of(written(tmp_path, {"htsno": "0101"}, entry))
    assert (fault.row, fault.column) == (2, column)


def test_packed_plain_and_csv_forms_hold_the_same_rows(tmp_path):
    """One row in three forms is one row."""
    plain = written(tmp_path, {"htsno": "0101.30.00.00", "indent": "1", "general": "6.8%", "other": "15%"})
    packed = tmp_path / "small.json.gz"
    packed.write_bytes(gzip.compress(plain.read_bytes()))
    table = tmp_path / "small.csv"
    table.write_text(HEADER + '"0101.30.00.00","1","","[""No.""]","6.8%","","15%","",""\n', encoding="utf-8-sig")
    (one,), (two,), (three,) = read_hts(plain), read_hts(packed), read_hts(table)
    assert one == two
    assert (three.htsno, three.indent, three.general, three.other) == (one.htsno, one.indent, one.general, one.other)
