"""Cells of a result table: text, whole numbers, and numbers that must be finite and not below zero."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any, TypeVar, cast, get_args

import pandas as pd

from corridor.audit.checks import Refusal
from corridor.schema.row import Row

R = TypeVar("R", bound=Row)

NEVER_NEGATIVE = frozenset({"quantity", "disposed", "excess", "demanded", "open", "opened", "closed", "lots"})
"""Columns that hold what a plan decides; the others follow from them and are recomputed."""

LEAST = -1e-9
"""[any unit] A solver's zero may be so far below zero."""

WHOLE = 1e-6
"""[1] A solver's whole number may be so far from one; it is rounded before it is used."""


def rows_of(row_class: type[R], table: pd.DataFrame) -> tuple[list[R], list[Refusal]]:
    """Return the rows of a result table, and what is wrong with its columns and cells.

    A cell that is no finite number is reported and read as 0.
    """
    name = row_class.TABLE
    wanted = list(row_class.model_fields)
    given = [str(column) for column in table.columns]
    faults = [
        Refusal("tables", f"{name} {column}", "the result table has no such column; it is read as empty")
        for column in wanted
        if column not in given
    ]
    faults += [
        Refusal("tables", f"{name} {column}", "no column of this name belongs to the table")
        for column in given
        if column not in wanted or given.count(column) > 1
    ]
    columns = {column: table[column].tolist() if given.count(column) == 1 else [None] * len(table) for column in wanted}
    clean = {column: _clean(row_class, column, cells, faults) for column, cells in columns.items()}
    stated = set(wanted)  # One for all rows: nothing changes it.
    rows = [
        row_class.model_construct(stated, **dict(zip(wanted, cells, strict=True)))
        for cells in zip(*clean.values(), strict=True)
    ]
    return cast("list[R]", rows), faults


def _clean(row_class: type[Row], column: str, cells: Sequence[Any], faults: list[Refusal]) -> list[Any]:
    """Return the cells of a column as its type, and add what is wrong with them to the faults."""
    kind = row_class.model_fields[column].annotation
    if kind is not float and kind is not int and float not in get_args(kind):
        return list(cells) if _all(str, cells) else ["" if _empty(cell) else str(cell) for cell in cells]
    optional = kind is not float and kind is not int
    if not optional and _sound(int if kind is int else float, cells, column in NEVER_NEGATIVE):
        return list(cells)
    found: list[Any] = []
    for place, cell in enumerate(cells, start=1):
        if optional and _empty(cell):
            found.append(None)
            continue
        number, words = _number(cell, kind is int, column in NEVER_NEGATIVE)
        if words:
            faults.append(Refusal("numbers", f"{row_class.TABLE} {column} row {place}", words))
        found.append(number)
    return found


def _all(kind: type, cells: Sequence[Any]) -> bool:
    """Return whether all cells are of a type, and of no type derived from it."""
    return set(map(type, cells)) <= {kind}


def _sound(kind: type, cells: Sequence[Any], never_negative: bool) -> bool:
    """Return whether a column needs no look at each of its cells: numbers of its own type, all as they must be."""
    if not _all(kind, cells) or not all(map(math.isfinite, cells)):
        return False
    return not never_negative or min(cells, default=0) >= LEAST


def _empty(cell: Any) -> bool:
    """Return whether a cell holds nothing."""
    return cell is None or cell is pd.NA or (isinstance(cell, float) and math.isnan(cell))


def _number(cell: Any, whole: bool, never_negative: bool) -> tuple[float | int, str]:
    """Return a number and what is wrong with it, in words; empty: nothing."""
    try:
        number = float(cell)
    except (TypeError, ValueError):
        return 0, f"must be a number, got {cell!r}"
    if not math.isfinite(number):
        return 0, f"must be a finite number, got {number}"
    words = ""
    if never_negative and number < LEAST:
        words = f"must not be below 0, got {number!r}"
    if not whole:
        return number, words
    nearest = round(number)
    if abs(number - nearest) > WHOLE:
        words = f"must be a whole number, got {number!r}"
    return nearest, words
