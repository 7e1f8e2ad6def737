"""Reading a reference table: strict CSV, every fault at once, each with its row and column."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import TypeVar

from pydantic import ValidationError

from corridor.errors import Fault, FaultError, Severity
from corridor.schema.row import Row

R = TypeVar("R", bound=Row)


def read_rows(row_class: type[R], path: Path) -> tuple[R, ...]:
    """Return the rows of a CSV file, in the order of the file.

    An empty cell takes the column's default. Raises FaultError, with all faults of the file, if it cannot be
    read, a column is unknown, missing or double, a value is out of range, or two rows have the same key.
    """
    try:
        with path.open(encoding="utf-8", newline="") as stream:
            lines = list(csv.reader(stream, strict=True))
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        rule = f"cannot be read: {error}"
        raise FaultError([_fault(path, None, "", "", rule, "Restore the file")]) from error
    header, *body = lines or [[]]
    faults = _header_faults(row_class, path, header)
    rows: list[R] = []
    seen: dict[tuple[object, ...], int] = {}
    for number, cells in enumerate(body, start=2):
        if faults and number == 2:
            break
        if len(cells) != len(header):
            rule = f"has {len(cells)} cells where the header has {len(header)}"
            faults.append(_fault(path, number, "", "", rule, "Give each column one cell"))
            continue
        found = _row(row_class, path, number, dict(zip(header, cells, strict=True)), faults)
        if found is None:
            continue
        key = tuple(getattr(found, name) for name in row_class.KEY)
        if key in seen:
            rule = f"has the same key ({', '.join(row_class.KEY)}) as row {seen[key]}"
            faults.append(_fault(path, number, row_class.KEY[0], str(key), rule, "Remove one of the rows"))
        seen.setdefault(key, number)
        rows.append(found)
    if faults:
        raise FaultError(faults)
    return tuple(rows)


def _row(row_class: type[R], path: Path, number: int, cells: dict[str, str], faults: list[Fault]) -> R | None:
    """Return one row, or None after its faults were added to the list."""
    given = {name: value for name, value in cells.items() if value != ""}
    try:
        return row_class.model_validate_strings(given)
    except ValidationError as error:
        for detail in error.errors():
            column = str(detail["loc"][0]) if detail["loc"] else ""
            value = cells.get(column, "")
            faults.append(_fault(path, number, column, value, detail["msg"], "Correct the cell"))
        return None


def _header_faults(row_class: type[Row], path: Path, header: list[str]) -> list[Fault]:
    """Return the faults of a header line."""
    allowed = {info.alias or name: info.is_required() for name, info in row_class.model_fields.items()}
    remedy = f"The columns are: {', '.join(allowed)}"
    faults = [
        _fault(path, 1, name, name, "is not a column of the table", remedy)
        for name in header
        if name not in allowed
    ]
    faults += [
        _fault(path, 1, name, "", "is a column the table needs", remedy)
        for name, required in allowed.items()
        if required and name not in header
    ]
    doubles = sorted({name for name in header if header.count(name) > 1})
    faults += [_fault(path, 1, name, name, "stands twice in the header", remedy) for name in doubles]
    return faults


def _fault(path: Path, row: int | None, column: str, value: str, rule: str, remedy: str) -> Fault:
    """Return a fault of a reference file: it must be mended before anything is solved."""
    return Fault(path.name, row, column, "", value, rule, remedy, Severity.ERROR)
