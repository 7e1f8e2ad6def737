"""Ties: for no key that can be asked for do two rows win together."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from itertools import combinations, islice, product
from typing import Any

from corridor.errors import Fault
from corridor.schema.custody import Custody
from corridor.schema.goods import Capability, Determination, Process, Product
from corridor.schema.moving import Handling, Lane
from corridor.schema.places import Period, Site
from corridor.schema.row import EACH, Row
from corridor.schema.supply import Stock, Value
from corridor.tables.draft import Draft, Located
from corridor.tables.star import StarIndex

_STARRED: tuple[tuple[type[Row], tuple[str, ...]], ...] = (
    (Determination, ("site", "process", "product", "importer")),
    (Handling, Handling.KEY),
    (Lane, Lane.KEY),
    (Value, Value.KEY),
    (Stock, Stock.KEY),
    (Custody, Custody.KEY),
)
"""Tables in which rows with stars in different columns can win together, and the columns asked for."""

_MOST_KEYS = 10_000
"""[1] Most keys tried for one pair of rows."""

Key = tuple[str, ...]


@dataclass(frozen=True)
class _Question:
    """What can be asked of one table."""

    columns: tuple[str, ...]
    index: StarIndex[Any]
    codes: Mapping[str, tuple[str, ...]]
    """Column -> codes a star stands for."""
    occurs: Callable[[Key], bool]
    """Whether a key can be asked for."""


def check_ties(draft: Draft) -> tuple[Fault, ...]:
    """Return a fault for each row that wins together with a row above it."""
    return tuple(fault for row_class, columns in _STARRED for fault in _ties(draft, row_class, columns))


def _ties(draft: Draft, row_class: type[Row], columns: tuple[str, ...]) -> Iterator[Fault]:
    """Yield the ties of one table, one for each row at most."""
    table = draft[row_class]
    question = _Question(
        columns,
        StarIndex([at.row for at in table.rows], columns),
        {column: tuple(sorted(_codes(draft, column))) for column in columns},
        _occurring(draft, row_class),
    )
    told: set[int] = set()
    for (key, at), (rival_key, rival) in _rivals(table.rows, columns):
        low, high = sorted((at, rival), key=lambda found: found.number)
        if high.number in told:
            continue
        tied = _tied(question, _merged(key, rival_key), (low.row, high.row))
        if tied:
            told.add(high.number)
            words = ", ".join(f"{column} {part}" for column, part in zip(columns, tied, strict=True))
            yield table.fault(
                high,
                columns[0],
                f"wins together with row {low.number} for {words}",
                "Write a row for that key, or put a code in place of a `*`.",
            )


def _rivals(
    rows: tuple[Located[Any], ...], columns: tuple[str, ...]
) -> Iterator[tuple[tuple[Key, Located[Any]], tuple[Key, Located[Any]]]]:
    """Yield pairs of rows with as many, but other, given columns that can both hold for one key."""
    patterns: dict[tuple[bool, ...], list[tuple[Key, Located[Any]]]] = {}
    for at in rows:
        key = tuple(str(getattr(at.row, column)) for column in columns)
        patterns.setdefault(tuple(part != EACH for part in key), []).append((key, at))
    for one, other in combinations(sorted(patterns), 2):
        if sum(one) == sum(other):
            shared = [i for i in range(len(columns)) if one[i] and other[i]]
            buckets: dict[Key, list[tuple[Key, Located[Any]]]] = {}
            for found in patterns[other]:
                buckets.setdefault(tuple(found[0][i] for i in shared), []).append(found)
            for found in patterns[one]:
                for rival in buckets.get(tuple(found[0][i] for i in shared), ()):
                    yield found, rival


def _merged(key: Key, rival: Key) -> Key:
    """Return the key for which both rows hold."""
    return tuple(a if a != EACH else b for a, b in zip(key, rival, strict=True))


def _tied(question: _Question, merged: Key, rows: tuple[Row, Row]) -> Key | None:
    """Return a key for which both rows win, or None."""
    options = [
        (part,) if part != EACH else question.codes[column]
        for part, column in zip(merged, question.columns, strict=True)
    ]
    for asked in islice(product(*options), _MOST_KEYS):
        if question.occurs(asked):
            winners = question.index.winners(*asked)
            if all(any(winner is row for winner in winners) for row in rows):
                return asked
    return None


def _codes(draft: Draft, column: str) -> frozenset[str]:
    """Return the codes that a star in a column stands for."""
    match column:
        case "importer":
            named = frozenset(at.row.importer for at in draft[Determination].rows) - {EACH}
            return named or frozenset({EACH})
        case "period":
            return draft.codes(Period, "period")
        case "product":
            return draft.codes(Product, "product")
        case "process":
            return draft.codes(Process, "process")
        case "mode" | "route":
            return frozenset()
        case _:
            return draft.codes(Site, "site")


def _occurring(draft: Draft, row_class: type[Row]) -> Callable[[Key], bool]:
    """Return a test whether a key of a table can be asked for at all."""
    if row_class is Value:
        pairs = {(at.row.from_site, at.row.to_site) for at in draft[Lane].rows}
        return lambda key: key[0] == key[1] or (key[0], key[1]) in pairs
    if row_class is Determination:
        made = {(at.row.site, at.row.process) for at in draft[Capability].rows}
        return lambda key: (key[0], key[1]) in made
    return lambda key: bool(key)
