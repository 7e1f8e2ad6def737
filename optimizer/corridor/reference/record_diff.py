"""What differs between two sets of records: rows that came, went or changed, with the columns that differ."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Literal

from corridor.errors import FaultError, UsageError
from corridor.io.faults import fatal
from corridor.reference.law import Law
from corridor.reference.read import read_rows
from corridor.schema.catalog import REFERENCE_TABLES
from corridor.schema.row import Row

Tables = Mapping[type[Row], Sequence[Row]]


@dataclass(frozen=True)
class RowChange:
    """One row that is not the same in two sets of records."""

    table: str
    key: tuple[str, ...]
    """Values of the key columns."""
    kind: Literal["added", "removed", "changed"]
    columns: tuple[tuple[str, str, str], ...]
    """(column, before, after) of what differs; of a row that came or went, all that it says."""


def diff(law_a: Law, law_b: Law) -> tuple[RowChange, ...]:
    """Return what differs between the records of two laws, by table and key."""
    return diff_tables(tables_of(law_a), tables_of(law_b))


def diff_places(place_a: Path, place_b: Path) -> tuple[RowChange, ...]:
    """Return what differs between two folders of records, or between two files of one table.

    A file is known by its name (`base_rates.csv`); a table that only one folder has is all added or all removed.
    Raises FaultError if a file has faults, or is of no table; UsageError for a file and a folder, or two tables.
    """
    if place_a.is_dir() != place_b.is_dir():
        raise UsageError(f"{place_a.name} and {place_b.name}: give two folders, or two files of one table")
    if place_a.is_dir():
        return diff_tables(_folder(place_a), _folder(place_b))
    (kind_a, rows_a), (kind_b, rows_b) = _file(place_a), _file(place_b)
    if kind_a is not kind_b:
        raise UsageError(f"{kind_a.TABLE} and {kind_b.TABLE} are different tables: give two files of one")
    return diff_tables({kind_a: rows_a}, {kind_b: rows_b})


def diff_tables(before: Tables, after: Tables) -> tuple[RowChange, ...]:
    """Return what differs between two sets of tables, by table and key."""
    kinds = sorted({*before, *after}, key=lambda kind: kind.TABLE)
    return tuple(change for kind in kinds for change in _diff(kind, before.get(kind, ()), after.get(kind, ())))


def tables_of(law: Law) -> dict[type[Row], tuple[Row, ...]]:
    """Return the records of a law by row class: whatever tables of rows it holds."""
    found: dict[type[Row], tuple[Row, ...]] = {}
    for part in fields(law):
        held = getattr(law, part.name)
        rows = tuple(held.values()) if isinstance(held, Mapping) else held
        if isinstance(rows, tuple) and rows and all(isinstance(row, Row) for row in rows):
            found[type(rows[0])] = rows
    return found


def _diff(kind: type[Row], before: Iterable[Row], after: Iterable[Row]) -> list[RowChange]:
    """Return what differs between the rows of one table."""
    old = {tuple(str(getattr(row, name)) for name in kind.KEY): row for row in before}
    new = {tuple(str(getattr(row, name)) for name in kind.KEY): row for row in after}
    found = []
    for key in sorted({*old, *new}):
        if key not in new:
            found.append(RowChange(kind.TABLE, key, "removed", _said(kind, old[key], None)))
        elif key not in old:
            found.append(RowChange(kind.TABLE, key, "added", _said(kind, None, new[key])))
        elif old[key] != new[key]:
            found.append(RowChange(kind.TABLE, key, "changed", _said(kind, old[key], new[key])))
    return found


def _said(kind: type[Row], before: Row | None, after: Row | None) -> tuple[tuple[str, str, str], ...]:
    """Return the columns in which two rows differ; beside no row, those that say something."""
    found = []
    for name, info in kind.model_fields.items():
        default = None if info.is_required() else info.default
        one = default if before is None else getattr(before, name)
        two = default if after is None else getattr(after, name)
        if one != two and name not in kind.KEY:
            found.append(
                (info.alias or name, "" if before is None else _text(one), "" if after is None else _text(two))
            )
    return tuple(found)


def _text(value: object) -> str:
    """Return a value as tables write it."""
    if value is None:
        return ""
    return f"{value:.12g}" if isinstance(value, float) else str(value)


def _folder(folder: Path) -> dict[type[Row], tuple[Row, ...]]:
    """Return the tables of records that a folder has. Raises FaultError if it has none."""
    found = {
        kind: read_rows(kind, path) for kind in REFERENCE_TABLES if (path := folder / f"{kind.TABLE}.csv").is_file()
    }
    if not found:
        names = ", ".join(f"{kind.TABLE}.csv" for kind in REFERENCE_TABLES)
        raise FaultError([fatal(folder.name, "no folder of records: it has none of their files", f"Known: {names}.")])
    return found


def _file(path: Path) -> tuple[type[Row], tuple[Row, ...]]:
    """Return the table of a file, known by the file's name, which may say more after the table's."""
    fitting = [kind for kind in REFERENCE_TABLES if path.stem.startswith(kind.TABLE)]
    if not fitting:
        names = ", ".join(f"{kind.TABLE}.csv" for kind in REFERENCE_TABLES)
        raise FaultError([fatal(path.name, "no table of records has that name", f"Known: {names}.")])
    kind = max(fitting, key=lambda one: len(one.TABLE))
    return kind, read_rows(kind, path)
