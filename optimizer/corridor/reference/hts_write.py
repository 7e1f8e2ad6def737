"""Imported records beside those that a folder has already: what an import does not replace stays."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import TypeVar

from corridor.errors import FaultError
from corridor.io.atomic import write_files
from corridor.io.csv_write import csv_bytes
from corridor.io.faults import fatal
from corridor.reference.read import read_rows
from corridor.schema.row import Row
from corridor.tables.write import out_table

R = TypeVar("R", bound=Row)


def with_kept(row_class: type[R], folder: Path, rows: Iterable[R], replaced: Callable[[R], bool]) -> tuple[R, ...]:
    """Return the records of a folder's table that are not replaced, followed by new ones.

    Raises FaultError if the table that is there has faults, or a record that stays has the key of a new one.
    """
    path = folder / f"{row_class.TABLE}.csv"
    kept = tuple(row for row in read_rows(row_class, path) if not replaced(row)) if path.is_file() else ()
    new = tuple(rows)
    keys = {_key(row) for row in kept}
    double = next((row for row in new if _key(row) in keys), None)
    if double is not None:
        rule = f"a record with the key {', '.join(map(str, _key(double)))} stands there already"
        raise FaultError([fatal(path.name, rule, "Remove it, or import into another folder.")])
    return (*kept, *new)


def write_tables(folder: Path, tables: Mapping[type[Row], Sequence[Row]]) -> None:
    """Write tables to a folder, all or none. Raises FaultError if the folder cannot be written."""
    try:
        write_files({folder / f"{kind.TABLE}.csv": csv_bytes(out_table(kind, rows)) for kind, rows in tables.items()})
    except OSError as error:
        rule = f"cannot be written ({error.strerror or type(error).__name__})"
        raise FaultError([fatal(folder.name, rule, "Name another folder, or check its permissions.")]) from error


def _key(row: Row) -> tuple[object, ...]:
    """Return the key of a row."""
    return tuple(getattr(row, name) for name in row.KEY)
