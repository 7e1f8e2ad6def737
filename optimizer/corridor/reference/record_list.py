"""What records there are: an overview of a law, and all records of one programme, agreement or code."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from corridor.errors import UsageError
from corridor.io.suggest import did_you_mean, listed
from corridor.reference.law import Law
from corridor.reference.record_diff import tables_of
from corridor.schema.programmes import Programme
from corridor.schema.row import EACH, Row

_NAMES = ("programme", "agreement", "fee", "quota", "relief")
"""Key columns by whose values records are shown."""


@dataclass(frozen=True)
class ProgrammeSummary:
    """The records of one programme of one importer, in a line."""

    programme: str
    importer: str
    records: int
    first: date
    """First day of the earliest record."""
    last: date | None
    """Last day of the latest record; None: no end known."""
    evidence: Mapping[str, float]
    """[1] Evidence level -> share of the records."""


@dataclass(frozen=True)
class Listing:
    """An overview of the records of a law."""

    tables: Mapping[str, int]
    """Table -> rows."""
    known_at: date
    horizon: date
    newest: date | None
    """Day the newest record became known, or took effect where that is not recorded."""
    programmes: tuple[ProgrammeSummary, ...]


def listing(law: Law) -> Listing:
    """Return an overview of the records of a law."""
    tables = tables_of(law)
    days = [day for rows in tables.values() for row in rows if (day := _known(row)) is not None]
    groups: dict[tuple[str, str], list[Programme]] = {}
    for row in law.programmes:
        groups.setdefault((row.importer, row.programme), []).append(row)
    return Listing(
        tables={kind.TABLE: len(rows) for kind, rows in sorted(tables.items(), key=lambda item: item[0].TABLE)},
        known_at=law.known_at,
        horizon=law.horizon,
        newest=max(days, default=None),
        programmes=tuple(_summary(rows) for _, rows in sorted(groups.items())),
    )


def show(law: Law, name: str) -> dict[str, tuple[Row, ...]]:
    """Return table -> records of a programme, agreement, fee, quota or relief, or of a tariff code.

    Of a code, with or without dots: the records whose prefix fits it, and those of finer codes; programmes that
    cover all codes are among them. Raises UsageError, with the nearest name, if there is none.
    """
    digits = name.replace(".", "").strip()
    tables = tables_of(law)
    if digits.isascii() and digits.isdigit():
        found = {kind.TABLE: tuple(row for row in rows if _of_code(row, digits)) for kind, rows in tables.items()}
        what = f"no record speaks of code {name}. {_near(tables.values(), digits)}"
    else:
        wanted = name.strip().upper()
        found = {kind.TABLE: tuple(row for row in rows if wanted in _names(row)) for kind, rows in tables.items()}
        known = {one for rows in tables.values() for row in rows for one in _names(row)}
        what = f"no record is named {name!r}. {did_you_mean(wanted, known, 'See `corridor data list`.')}"
    kept = {table: rows for table, rows in sorted(found.items()) if rows}
    if not kept:
        raise UsageError(what)
    return kept


def _summary(rows: Iterable[Programme]) -> ProgrammeSummary:
    """Return the records of a programme in a line."""
    records = list(rows)
    ends = [row.valid_to for row in records]
    levels = Counter(row.evidence for row in records)
    return ProgrammeSummary(
        programme=records[0].programme,
        importer=records[0].importer,
        records=len(records),
        first=min(row.valid_from for row in records),
        last=None if None in ends else max(end for end in ends if end is not None),
        evidence={level: levels[level] / len(records) for level in sorted(levels)},
    )


def _near(tables: Iterable[Iterable[Row]], code: str) -> str:
    """Return the codes of records that begin most like a code, in words."""
    known = {part for rows in tables for row in rows for part in str(getattr(row, "hs", "")).split(";")}
    for length in range(len(code) - 1, 1, -1):
        alike = {part for part in known if part.startswith(code[:length])}
        if alike:
            return f"Codes with records that begin with {code[:length]}: {listed(alike)}."
    return "Import a full schedule with `corridor data import-hts`."


def _known(row: Row) -> date | None:
    """Return the day a record became known; of tables without days, None."""
    day = getattr(row, "announced", None) or getattr(row, "valid_from", None)
    return day if isinstance(day, date) else None


def _names(row: Row) -> frozenset[str]:
    """Return the names that a record answers to."""
    return frozenset(str(getattr(row, column)) for column in _NAMES if hasattr(row, column))


def _of_code(row: Row, code: str) -> bool:
    """Return whether a record speaks of a code: of a prefix of it, of a finer one, or of all."""
    text = getattr(row, "hs", "")
    if not text:
        return False
    prefixes = str(text).split(";")
    excepted = [part for part in str(getattr(row, "except_hs", "")).split(";") if part]
    if any(code.startswith(part) for part in excepted):
        return False
    return any(part == EACH or code.startswith(part) or part.startswith(code) for part in prefixes)
