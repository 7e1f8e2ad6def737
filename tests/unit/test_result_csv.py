"""CSV files of a run: full precision, and the same bytes whenever the tables are the same."""

from __future__ import annotations

import math
from datetime import date
from pathlib import Path

import pandas as pd
import pytest

from corridor.result.table_csv import write_csv


def written(table: pd.DataFrame, folder: Path) -> str:
    """Return what the file of a table holds."""
    write_csv(table, folder / "table.csv")
    return (folder / "table.csv").read_bytes().decode("utf-8")


def test_numbers_read_back_equal(tmp_path: Path) -> None:
    """A number is written in the shortest form that reads back equal; whole columns stay whole."""
    numbers = [0.1, 1 / 3, 1e-7, 1e16, 2.0, -0.0, 5e-324]
    text = written(pd.DataFrame({"number": numbers, "count": range(7)}), tmp_path)
    assert text.splitlines()[1:4] == ["0.1,0", "0.3333333333333333,1", "1e-07,2"]
    assert [float(line.split(",")[0]) for line in text.splitlines()[1:]] == numbers


def test_what_is_missing_is_empty(tmp_path: Path) -> None:
    """Empty text, None and not-a-number all leave the cell empty."""
    table = pd.DataFrame(
        {"a": ["x", "", None], "b": [1.5, math.nan, 2.0], "c": pd.Series([None, 3.5, "y"], dtype=object)}
    )
    assert written(table, tmp_path) == "a,b,c\nx,1.5,\n,,3.5\n,2.0,y\n"


def test_text_is_quoted_where_it_must_be(tmp_path: Path) -> None:
    """Commas, quotation marks and line ends inside a cell do not break the table."""
    texts = ["plain", "a, b", 'say "no"', "two\nlines"]
    write_csv(pd.DataFrame({"text": texts, "day": [date(2027, 1, 31)] * 4}), tmp_path / "table.csv")
    read = pd.read_csv(tmp_path / "table.csv")
    assert read["text"].tolist() == texts
    assert set(read["day"]) == {"2027-01-31"}


@pytest.mark.parametrize("columns", [["a", "b"], ["a"]])
def test_a_table_without_rows_keeps_its_columns(columns: list[str], tmp_path: Path) -> None:
    """An empty table is a line of column names."""
    assert written(pd.DataFrame(columns=columns), tmp_path) == ",".join(columns) + "\n"


def test_bytes_are_those_of_pandas(tmp_path: Path) -> None:
    """Pandas writes the same file, more slowly."""
    table = pd.DataFrame({"t": ["a", 'b"', None, ""], "x": [0.1, math.nan, 1e22, -3.0], "n": [1, 2, 3, 4]})
    table.to_csv(tmp_path / "pandas.csv", index=False, lineterminator="\n", float_format=lambda x: repr(float(str(x))))
    assert written(table, tmp_path) == (tmp_path / "pandas.csv").read_text(encoding="utf-8")
