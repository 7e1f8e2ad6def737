"""CSV, YAML and the writing of files: nothing is lost, nothing is half-written."""

from __future__ import annotations

import os
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given
from hypothesis import strategies as st

from corridor.errors import Severity
from corridor.io.atomic import write_files
from corridor.io.cells import OutTable, shown
from corridor.io.csv_read import read_csv
from corridor.io.csv_write import csv_bytes, csv_cell
from corridor.io.digest import sha256
from corridor.io.parquet_read import read_parquet
from corridor.io.suggest import did_you_mean, listed, nearest, same_but_spelling
from corridor.io.text_guard import guard, unguard
from corridor.io.yaml_read import read_yaml


@given(st.text())
def test_guarded_text_is_harmless_and_comes_back(text: str):
    """No guarded text begins with a character that starts a formula, and every text comes back."""
    assert unguard(guard(text)) == text
    assert not guard(text).startswith(("=", "+", "-", "@", "\t", "\r"))


def test_hand_written_apostrophes_are_kept():
    """An apostrophe before ordinary text is part of the text."""
    assert unguard("'s-Hertogenbosch") == "'s-Hertogenbosch"


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        (1.0, "1"),
        (0.1 + 0.2, "0.30000000000000004"),
        (1e300, "1e+300"),
        (-5.0, "-5"),
        (None, ""),
        ("=1+1", "'=1+1"),
        ("a,b", '"a,b"'),
        ("a\rb", '"a\rb"'),
        ('a"b', '"a""b"'),
        (date(2027, 1, 31), "2027-01-31"),
    ],
)
def test_cells_in_csv(cell, text):
    """Numbers are written short and exact; negative numbers stay numbers; risky text is guarded."""
    assert csv_cell(cell) == text


def test_csv_comes_back(tmp_path: Path):
    """What is written as CSV is read as the same cells."""
    rows = (("a,b", "x\r\ny"), ('"', "'=1"), ("NA", None))
    place = tmp_path / "sites.csv"
    place.write_bytes(csv_bytes(OutTable("sites", ("a", "b"), ("text", "text"), rows)))
    table, faults = read_csv(place, "sites.csv")
    assert faults == ()
    assert table is not None
    assert tuple(row.cells for row in table.rows) == rows


def test_settings_have_line_and_column(tmp_path: Path):
    """Each setting knows where its value stands."""
    place = tmp_path / "model.yaml"
    place.write_text("# settings\nname: x\ntitle:   long\nsources:\n  - a\n  - b\nempty:\n")
    settings, faults = read_yaml(place, "model.yaml")
    assert faults == ()
    assert [(s.name, s.values, s.row, s.address) for s in settings[:3]] == [
        ("name", ("x",), 2, "2:7"),
        ("title", ("long",), 3, "3:10"),
        ("sources", ("a", "b"), 4, "5:3"),
    ]
    assert settings[3].values == (None,)


def test_files_are_replaced_together(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """If one file cannot be stored, no file has changed and nothing is left over."""
    first, second = tmp_path / "a.csv", tmp_path / "b.csv"
    first.write_bytes(b"old")

    def full(_: int) -> None:
        raise OSError(28, "no space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="no space"):
        write_files({first: b"new", second: b"new"})
    assert first.read_bytes() == b"old"
    assert [path.name for path in tmp_path.iterdir()] == ["a.csv"]


def test_files_appear_whole(tmp_path: Path):
    """Files are written, in new folders too."""
    write_files({tmp_path / "x" / "a.csv": b"1", tmp_path / "b.csv": b"2"})
    assert (tmp_path / "x" / "a.csv").read_bytes() == b"1"
    assert sorted(path.name for path in tmp_path.rglob("*") if path.is_file()) == ["a.csv", "b.csv"]


@pytest.mark.parametrize(
    ("word", "near"),
    [
        ("unit cost", "unit_cost"),
        ("UnitCost", "unit_cost"),
        ("unit_cots", "unit_cost"),
        ("capacity", "capacity"),
        ("banana", ""),
    ],
)
def test_nearest_words(word, near):
    """Words that differ in spelling are recognised; others are not guessed."""
    assert nearest(word, ("unit_cost", "capacity", "per")) == near


def test_suggestions_in_words():
    """A suggestion is a question, or the way out."""
    assert did_you_mean("capacty", ("capacity",), "Add it.") == "Did you mean `capacity`?"
    assert did_you_mean("x", ("capacity",), "Add it.") == "Add it."
    assert listed([f"A{n}" for n in range(10)], 3) == "A0, A1, A2 and 7 more"
    assert same_but_spelling("Lanes", "lane")
    assert not same_but_spelling("lines", "lanes")


def test_long_values_are_cut_in_faults():
    """A fault shows the beginning of a long value."""
    assert len(shown("x" * 200)) == 60
    assert shown(True) == "TRUE"


@pytest.mark.parametrize("module", ["csv_read", "yaml_read"])
def test_files_too_large_are_refused(module, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """A file beyond the limit is a fault that names the limit's way out; it is not read."""
    place = tmp_path / "file"
    place.write_text("name: x\n")
    monkeypatch.setattr(f"corridor.io.{module}.LARGEST_FILE", 3)
    read = {"csv_read": read_csv, "yaml_read": read_yaml}[module]
    found, faults = read(place, "file")
    assert not found
    assert [("larger than" in f.rule, f.severity) for f in faults] == [(True, Severity.FATAL)]


@pytest.mark.parametrize("read", [read_csv, read_yaml])
def test_files_that_are_not_there(read, tmp_path: Path):
    """A file that the system does not give is a fault with the system's reason."""
    _, faults = read(tmp_path / "nothing", "nothing")
    assert ["No such file" in f.rule for f in faults] == [True]
    assert sha256(tmp_path / "nothing") == ""


def test_values_of_parquet_files(tmp_path: Path):
    """Days, times, decimals and whole numbers of a Parquet file are read as what they are; blank rows are not."""
    columns = {
        "a": [date(2027, 1, 31), None],
        "b": pa.array([datetime(2027, 1, 31), None], pa.timestamp("us")),
        "c": pa.array([datetime(2027, 1, 31, 6), None], pa.timestamp("us")),
        "d": [Decimal("1.5"), None],
        "e": [7, None],
        "f": ["", ""],
    }
    pq.write_table(pa.table(columns), tmp_path / "t.parquet")
    table, faults = read_parquet(tmp_path / "t.parquet", "t.parquet")
    assert faults == ()
    assert table is not None
    day = date(2027, 1, 31)
    assert [(row.number, row.cells) for row in table.rows] == [(2, (day, day, datetime(2027, 1, 31, 6), 1.5, 7, None))]


def test_parquet_files_too_large_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """The directory of a Parquet file is looked at before its columns are read."""
    pq.write_table(pa.table({"a": [1, 2, 3]}), tmp_path / "t.parquet")
    monkeypatch.setattr("corridor.io.parquet_read.MOST_CELLS", 2)
    table, faults = read_parquet(tmp_path / "t.parquet", "t.parquet")
    assert table is None
    assert ["at most 2 cells" in f.rule for f in faults] == [True]
