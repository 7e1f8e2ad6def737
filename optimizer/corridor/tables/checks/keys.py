"""Keys: no two rows of a table have the same, and no two rows win together for a question."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations, product
from typing import Any

from corridor.errors import Fault
from corridor.schema.catalog import MODEL_TABLES
from corridor.schema.goods import Capability, Determination, Process, Product
from corridor.schema.moving import Handling, Lane
from corridor.schema.places import Period, Site
from corridor.schema.row import EACH, Row
from corridor.schema.supply import Offer, Quote, Stock, Value
from corridor.tables.columns import columns_of
from corridor.tables.draft import Draft, Located, TableDraft
from corridor.tables.star import StarIndex

_STARRED: tuple[tuple[type[Row], tuple[str, ...]], ...] = (
    (Determination, ("site", "process", "product", "importer")),
    (Handling, Handling.KEY),
    (Lane, Lane.KEY),
    (Value, Value.KEY),
    (Stock, Stock.KEY),
)
"""Tables in which two rows with stars in different columns can win together, and the columns asked for."""

_MOST_COMPLETIONS = 10_000
"""[1] Most keys tried for one pair of rows."""


def check_keys(draft: Draft) -> tuple[Fault, ...]:
    """Return faults of rows with the same key, and of rows that win together."""
    faults: list[Fault] = []
    for row_class in MODEL_TABLES:
        faults.extend(_duplicates(draft[row_class]))
    for row_class, columns in _STARRED:
        faults.extend(_ties(draft, draft[row_class], columns))
    offers = {at.row.offer: at for at in draft[Offer].rows}
    for at in draft[Quote].rows:
        if at.row.quote in offers:
            rule = f"an offer has this code too (row {offers[at.row.quote].number} of table offers)"
            faults.append(draft[Quote].fault(at, "quote", rule, "A quote becomes an offer: rename one of them."))
    return tuple(faults)


def _duplicates(table: TableDraft[Any]) -> Iterator[Fault]:
    """Yield a fault for each row whose key already stands above."""
    first: dict[tuple[object, ...], int] = {}
    names = {column.field: column.name for column in columns_of(table.row_class)}
    for at in table.rows:
        key = tuple(getattr(at.row, field) for field in table.row_class.KEY)
        if key in first:
            words = ", ".join(f"{names[f]} {part}" for f, part in zip(table.row_class.KEY, key, strict=True))
            yield table.fault(
                at, names[table.row_class.KEY[0]], f"row {first[key]} has the same key ({words})",
                "Delete one of the two rows, or change its key.",
            )
        first.setdefault(key, at.number)


def _ties(draft: Draft, table: TableDraft[Any], columns: tuple[str, ...]) -> Iterator[Fault]:
    """Yield a fault for each row that wins together with a row above it for some key that occurs."""
    index: StarIndex[Any] = StarIndex([at.row for at in table.rows], columns)
    patterns: dict[tuple[bool, ...], list[tuple[tuple[str, ...], Located[Any]]]] = {}
    for at in table.rows:
        key = tuple(str(getattr(at.row, column)) for column in columns)
        patterns.setdefault(tuple(part != EACH for part in key), []).append((key, at))
    told: set[int] = set()
    for one, other in combinations(sorted(patterns), 2):
        if sum(one) != sum(other):
            continue
        shared = [i for i in range(len(columns)) if one[i] and other[i]]
        buckets: dict[tuple[str, ...], list[tuple[tuple[str, ...], Located[Any]]]] = {}
        for key, at in patterns[other]:
            buckets.setdefault(tuple(key[i] for i in shared), []).append((key, at))
        for key, at in patterns[one]:
            for rival_key, rival in buckets.get(tuple(key[i] for i in shared), ()):
                low, high = sorted((at, rival), key=lambda found: found.number)
                if high.number in told:
                    continue
                tied = _tied(draft, table.row_class, columns, index, key, rival_key, (low.row, high.row))
                if tied:
                    told.add(high.number)
                    words = ", ".join(f"{c} {part}" for c, part in zip(columns, tied, strict=True))
                    yield table.fault(
                        high, columns[0], f"wins together with row {low.number} for {words}",
                        "Write a row for that key, or put a code in place of a `*`.",
                    )


def _tied(
    draft: Draft,
    row_class: type[Row],
    columns: tuple[str, ...],
    index: StarIndex[Any],
    key: tuple[str, ...],
    rival: tuple[str, ...],
    rows: tuple[Row, Row],
) -> tuple[str, ...] | None:
    """Return a key that occurs and for which both rows win, or None."""
    merged = [a if a != EACH else b for a, b in zip(key, rival, strict=True)]
    options = [
        [part] if part != EACH else sorted(_universe(draft, column))
        for part, column in zip(merged, columns, strict=True)
    ]
    for tried, asked in enumerate(product(*options)):
        if tried >= _MOST_COMPLETIONS:
            return None
        if _occurs(draft, row_class, asked):
            winners = index.winners(*asked)
            if all(any(winner is row for winner in winners) for row in rows):
                return asked
    return None


def _universe(draft: Draft, column: str) -> frozenset[str]:
    """Return the codes that a starred column stands for."""
    if column == "importer":
        return frozenset(at.row.importer for at in draft[Determination].rows) - {EACH} or frozenset({"US"})
    target = {"period": (Period, "period"), "product": (Product, "product"), "process": (Process, "process")}
    row_class, field = target.get(column, (Site, "site"))
    return draft.codes(row_class, field)


def _occurs(draft: Draft, row_class: type[Row], key: tuple[str, ...]) -> bool:
    """Return whether a key can be asked for at all."""
    if row_class is Value:
        return key[0] == key[1] or (key[0], key[1]) in _pairs(draft)
    if row_class is Determination:
        return any(at.row.site == key[0] and at.row.process == key[1] for at in draft[Capability].rows)
    return True


def _pairs(draft: Draft) -> frozenset[tuple[str, str]]:
    """Return the pairs of sites that a lane joins."""
    return frozenset((at.row.from_site, at.row.to_site) for at in draft[Lane].rows)
