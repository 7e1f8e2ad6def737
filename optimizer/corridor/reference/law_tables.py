"""The tables of the law as read from a folder: each record with its place, and all faults of all files."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from difflib import get_close_matches
from pathlib import Path
from typing import Any, TypeVar

from corridor.errors import Fault, Severity
from corridor.reference.placed import Placed, placed_rows
from corridor.reference.read import key_of, read_table
from corridor.schema.catalog import REFERENCE_TABLES
from corridor.schema.row import Row

R = TypeVar("R", bound=Row)

TABLES: Mapping[type[Row], str] = {row_class: f"{row_class.TABLE}.csv" for row_class in REFERENCE_TABLES}
"""Row class -> its file in the reference data."""

HORIZON_FILE = "horizon.txt"
"""File of the reference data that holds one date: the newest day the records speak of with knowledge."""

SOURCES_FILE = "SOURCES.csv"
"""File beside the tables that says where they come from; it is no table of the law."""


@dataclass(frozen=True)
class LawTables:
    """Records of the law, by row class, with their places."""

    by_class: Mapping[type[Row], tuple[Placed[Any], ...]] = field(default_factory=dict)

    def placed(self, row_class: type[R]) -> tuple[Placed[R], ...]:
        """Return the records of one table with their places."""
        return self.by_class.get(row_class, ())

    def __getitem__(self, row_class: type[R]) -> tuple[R, ...]:
        """Return the records of one table."""
        return tuple(one.row for one in self.placed(row_class))

    def beside(self, row_class: type[R], others: Iterable[R]) -> tuple[Placed[R], ...]:
        """Return these records of one table and, sound as they are, others with another key."""
        own = self.placed(row_class)
        taken = {key_of(one.row) for one in own}
        return (*(Placed(row, own=False) for row in others if key_of(row) not in taken), *own)


def read_law_tables(folder: Path) -> tuple[LawTables, list[Fault]]:
    """Return all tables of the reference data; a table without a file is a fault."""
    return _read(folder, TABLES)


def read_own_tables(folder: Path) -> tuple[LawTables, list[Fault]]:
    """Return the tables of a user's folder: those there are. A CSV file that is no table of the law is a fault."""
    allowed = {name: row_class for row_class, name in TABLES.items()}
    found = sorted(path.name for path in folder.glob("*.csv")) if folder.is_dir() else []
    faults = [_no_table(folder, name, allowed) for name in found if name not in allowed and name != SOURCES_FILE]
    there = {allowed[name]: name for name in found if name in allowed}
    if not there and not faults:
        rule = f"holds no table of the law; they are called {', '.join(allowed)}"
        faults.append(Fault(str(folder), None, "", "", "", rule, "Give a folder with one of them", Severity.FATAL))
    tables, more = _read(folder, there)
    return tables, [*faults, *more]


def _read(folder: Path, names: Mapping[type[Row], str]) -> tuple[LawTables, list[Fault]]:
    """Read tables of a folder."""
    tables: dict[type[Row], tuple[Placed[Any], ...]] = {}
    faults: list[Fault] = []
    for row_class, name in names.items():
        draft, found = read_table(row_class, folder / name)
        tables[row_class] = placed_rows(draft)
        faults += found
    return LawTables(tables), faults


def _no_table(folder: Path, name: str, allowed: Iterable[str]) -> Fault:
    """Return the fault of a file that is no table of the law."""
    names = sorted(allowed)
    near = get_close_matches(name, names, n=1)
    remedy = f"Did you mean {near[0]}?" if near else f"Tables of the law are called {', '.join(names)}"
    return Fault(f"{folder.name}/{name}", None, "", "", "", "is no table of the law", remedy, Severity.ERROR)


def read_horizon(path: Path) -> tuple[date, list[Fault]]:
    """Return the horizon of the records and the faults of its file, with which it is the first of all days."""
    try:
        return date.fromisoformat(path.read_text(encoding="utf-8").strip()), []
    except (OSError, ValueError) as error:
        rule = f"must hold the newest day the records speak of, as 2026-10-09: {error}"
        return date.min, [Fault(path.name, None, "", "", "", rule, "Restore the file", Severity.ERROR)]
