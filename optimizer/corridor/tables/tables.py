"""The tables of a model in memory: frozen rows, by row class."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

import pandas as pd

from corridor.errors import Fault
from corridor.schema.row import Row
from corridor.schema.settings import ModelSettings

R = TypeVar("R", bound=Row)


@dataclass(frozen=True)
class Tables:
    """Rows of each table, in the order of the file."""

    rows: Mapping[str, tuple[Row, ...]] = field(default_factory=dict)
    """Table name -> rows. A table that is not given is empty."""

    def __getitem__(self, row_class: type[R]) -> tuple[R, ...]:
        """Return the rows of a table."""
        return self.rows.get(row_class.TABLE, ())  # type: ignore[return-value]

    def with_rows(self, row_class: type[R], rows: Sequence[R]) -> Tables:
        """Return tables in which one table is replaced."""
        return Tables({**self.rows, row_class.TABLE: tuple(rows)})


@dataclass(frozen=True)
class Model:
    """A model as read: its settings, its tables, and where they came from."""

    settings: ModelSettings
    tables: Tables
    place: Path
    """Folder or workbook the model was read from."""
    faults: tuple[Fault, ...] = ()
    """Notes and warnings of the check (severity 0 and 1)."""
    inputs: Mapping[str, str] = field(default_factory=dict)
    """File name -> SHA-256 of its content."""
    scenario: str = ""
    """Name of the scenario that was applied; empty: the model as it was read."""
    scenario_hash: str = ""
    """SHA-256 of its patches; empty: none."""


def column_names(row_class: type[Row]) -> tuple[str, ...]:
    """Return the columns of a table as files write them (`yield`, `as`, not the Python names)."""
    return tuple(info.alias or name for name, info in row_class.model_fields.items())


def frame(row_class: type[Row], rows: Sequence[Row]) -> pd.DataFrame:
    """Return rows as a table with Python column names; empty tables keep their columns."""
    return pd.DataFrame([row.model_dump() for row in rows], columns=list(row_class.model_fields))
