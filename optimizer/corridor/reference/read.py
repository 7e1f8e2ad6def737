"""Reading a reference table: as strict as a model's table, and any fault at all is refused."""

from __future__ import annotations

from pathlib import Path
from typing import TypeVar

from corridor.errors import FaultError
from corridor.io.csv_read import read_csv
from corridor.schema.row import Row
from corridor.tables.rows import draft_table

R = TypeVar("R", bound=Row)


def read_rows(row_class: type[R], path: Path) -> tuple[R, ...]:
    """Return the rows of a CSV file, in the order of the file.

    Raises FaultError, with all faults of the file, if it cannot be read, a column is unknown, missing or
    double, a value is out of range, or two rows have the same key.
    """
    raw, unreadable = read_csv(path, f"{path.parent.name}/{path.name}")
    if raw is None:
        raise FaultError(unreadable)
    draft, found = draft_table(row_class, raw)
    faults = [*unreadable, *found]
    seen: dict[tuple[object, ...], int] = {}
    for at in draft.rows:
        key = tuple(getattr(at.row, name) for name in row_class.KEY)
        if key in seen:
            rule = f"row {seen[key]} has the same key ({', '.join(row_class.KEY)})"
            faults.append(draft.fault(at, row_class.KEY[0], rule, "Remove one of the two rows"))
        seen.setdefault(key, at.number)
    if faults:
        raise FaultError(faults)
    return tuple(at.row for at in draft.rows)
