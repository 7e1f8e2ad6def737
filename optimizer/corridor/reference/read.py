"""Reading a reference table: as strict as a model's table, and any fault at all is refused."""

from __future__ import annotations

from pathlib import Path
from typing import TypeVar

from corridor.errors import Fault, FaultError
from corridor.io.csv_read import read_csv
from corridor.schema.row import Row
from corridor.tables.draft import TableDraft
from corridor.tables.rows import draft_table

R = TypeVar("R", bound=Row)


def read_rows(row_class: type[R], path: Path) -> tuple[R, ...]:
    """Return the rows of a CSV file, in the order of the file.

    Raises FaultError, with all faults of the file, if it cannot be read, a column is unknown, missing or
    double, a value is out of range, or two rows have the same key.
    """
    draft, faults = read_table(row_class, path)
    if faults:
        raise FaultError(faults)
    return tuple(at.row for at in draft.rows)


def read_table(row_class: type[R], path: Path) -> tuple[TableDraft[R], list[Fault]]:
    """Return the rows of a CSV file with their places, and all faults of the file."""
    raw, unreadable = read_csv(path, f"{path.parent.name}/{path.name}")
    if raw is None:
        return TableDraft(row_class, None, whole=False), list(unreadable)
    draft, found = draft_table(row_class, raw)
    faults = [*unreadable, *found]
    seen: dict[tuple[object, ...], int] = {}
    for at in draft.rows:
        key = key_of(at.row)
        if key in seen:
            rule = f"row {seen[key]} has the same key ({', '.join(row_class.KEY)})"
            faults.append(draft.fault(at, row_class.KEY[0], rule, "Remove one of the two rows"))
        seen.setdefault(key, at.number)
    return draft, faults


def key_of(row: Row) -> tuple[object, ...]:
    """Return the key of a row."""
    return tuple(getattr(row, name) for name in row.KEY)
