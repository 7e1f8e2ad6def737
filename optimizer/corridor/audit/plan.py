"""The result tables as rows: what is missing, malformed, doubled or of unknown codes becomes a finding."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from operator import attrgetter
from typing import Any, TypeVar

import pandas as pd

from corridor.audit.book import Book
from corridor.audit.cells import rows_of
from corridor.audit.checks import Refusal
from corridor.audit.codes import unknown_codes
from corridor.audit.origin_state import OriginState, parse
from corridor.schema.catalog import RESULT_TABLES
from corridor.schema.results import Dual
from corridor.schema.row import Row

R = TypeVar("R", bound=Row)

AUDITED: tuple[type[Row], ...] = tuple(row_class for row_class in RESULT_TABLES if row_class is not Dual)
"""Result tables that say what the plan does. Duals are no part of a plan."""


@dataclass(frozen=True)
class Plan:
    """A plan as its result tables state it: rows with known codes and finite numbers."""

    rows: Mapping[str, tuple[Row, ...]]
    """Table name -> rows."""
    faults: tuple[Refusal, ...]
    """What was found while reading."""
    states: Mapping[str, OriginState] = field(default_factory=dict)
    """Label -> state, for every label that occurs."""

    def __getitem__(self, row_class: type[R]) -> tuple[R, ...]:
        """Return the rows of a table."""
        return self.rows[row_class.TABLE]  # type: ignore[return-value]


def read_plan(book: Book, tables: Mapping[str, pd.DataFrame]) -> Plan:
    """Return the plan that result tables state; a row that cannot be understood is left out and reported."""
    faults: list[Refusal] = []
    rows: dict[str, tuple[Row, ...]] = {}
    for row_class in AUDITED:
        table = tables.get(row_class.TABLE)
        if table is None:
            text = "the result has no such table; every result table must be there, if empty"
            faults.append(Refusal("tables", row_class.TABLE, text))
            rows[row_class.TABLE] = ()
            continue
        read, wrong = rows_of(row_class, table)
        faults.extend(wrong)
        known, strangers = _known(book, row_class, read)
        faults.extend(strangers)
        rows[row_class.TABLE] = known
    labels = {
        label
        for row_class in AUDITED
        for column in STATE_COLUMNS
        if column in row_class.model_fields
        for label in map(attrgetter(column), rows[row_class.TABLE])
    }
    return Plan(rows, tuple(faults), {label: state for label in labels if (state := parse(label))})


STATE_COLUMNS = ("state", "input_state", "arrival_state")
"""Columns that hold origin states."""


def key_of(row: Row) -> str:
    """Return the key of a row in words: its codes, separated by blanks."""
    return " ".join(map(str, codes_of(row)))


def codes_of(row: Row) -> tuple[Any, ...]:
    """Return the key of a row."""
    return parts(*row.KEY)(row)


@cache
def parts(*columns: str) -> Callable[[Row], tuple[Any, ...]]:
    """Return what takes cells out of a row, as a tuple however many they are."""
    taken = attrgetter(*columns)
    return taken if len(columns) > 1 else lambda row: (taken(row),)


def _known(book: Book, row_class: type[Row], rows: Sequence[Row]) -> tuple[tuple[Row, ...], list[Refusal]]:
    """Return the rows whose codes the model knows and whose key is new, and what is wrong with the others."""
    faults: list[Refusal] = []
    known: list[Row] = []
    seen: set[tuple[object, ...]] = set()
    strange = unknown_codes(book, row_class, rows)
    for place, row in enumerate(rows):
        key = codes_of(row)
        if place in strange:
            faults.append(Refusal("keys", f"{row_class.TABLE} {key_of(row)}", strange[place]))
            continue
        if key in seen:
            text = "the table has this row twice; a key stands for one row"
            faults.append(Refusal("keys", f"{row_class.TABLE} {key_of(row)}", text))
            continue
        seen.add(key)
        known.append(row)
    return tuple(known), faults
