"""Keys: no two rows of a table have the same."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from corridor.errors import Fault
from corridor.schema.catalog import MODEL_TABLES
from corridor.schema.row import Row
from corridor.schema.supply import Offer, Quote
from corridor.tables.columns import columns_of
from corridor.tables.draft import Draft, TableDraft


def check_keys(draft: Draft) -> tuple[Fault, ...]:
    """Return faults of rows with the same key."""
    faults: list[Fault] = []
    for row_class in MODEL_TABLES:
        faults.extend(_duplicates(row_class, draft[row_class]))
    offers = {at.row.offer: at for at in draft[Offer].rows}
    for at in draft[Quote].rows:
        if at.row.quote in offers:
            rule = f"an offer has this code too (row {offers[at.row.quote].number} of table offers)"
            remedy = "A quote becomes an offer: rename one of them."
            faults.append(draft[Quote].fault(at, "quote", rule, remedy))
    return tuple(faults)


def _duplicates(row_class: type[Row], table: TableDraft[Any]) -> Iterator[Fault]:
    """Yield a fault for each row whose key already stands above."""
    first: dict[tuple[object, ...], int] = {}
    names = {column.field: column.name for column in columns_of(row_class)}
    for at in table.rows:
        key = tuple(getattr(at.row, field) for field in row_class.KEY)
        if key in first:
            words = ", ".join(f"{names[f]} {part}" for f, part in zip(row_class.KEY, key, strict=True))
            yield table.fault(
                at,
                names[row_class.KEY[0]],
                f"row {first[key]} has the same key ({words})",
                "Delete one of the two rows, or change its key.",
            )
        first.setdefault(key, at.number)
