"""Write a table of a run as CSV: equal tables give equal bytes."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pandas as pd


def write_csv(table: pd.DataFrame, path: Path) -> None:
    """Write column names and rows: UTF-8, Unix line ends, nothing where a cell is empty.

    A number is written in the shortest form that reads back equal. Raises OSError.
    """
    cells = [_cells(table.iloc[:, place]) for place in range(table.shape[1])]
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(table.columns)
        writer.writerows(zip(*cells, strict=True))


def _cells(column: pd.Series[Any]) -> Sequence[Any]:
    """Return the cells of a column, empty text for those that hold nothing."""
    cells: list[Any] = column.tolist()
    if not column.hasnans:
        return cells
    return ["" if empty else cell for cell, empty in zip(cells, column.isna(), strict=True)]
