"""Tariff lines: the rows of an archive that have a code, with the rates they state or inherit.

A row without a rate has that of the nearest row above it that lies less deep, states one, and is of the same
branch: its code begins the row's, or it has none. So a statistical line has the rate of its tariff line, and a
child of a compound-rated parent has the parent's rate, never a sibling's. The preferential rates go with the
general one; column 2 is inherited by itself.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from corridor.reference.hts_read import Footnote, HtsRow
from corridor.reference.rate_text import cleaned

PROVISIONS = ("98", "99")
"""Chapters of special provisions: their rows are conditions and additions, no base rates."""

TARIFF_DIGITS = 8
"""Digits of a tariff line; the two after them are statistical."""


@dataclass(frozen=True)
class RateLine:
    """What one column of the tariff says of a code."""

    hs: str
    """Code prefix the rate holds for."""
    htsno: str
    """Code of the row, as printed."""
    text: str
    special: str
    """Preferential rates beside a general rate."""
    stated_at: HtsRow
    """Row that states the rate."""
    notes: tuple[str, ...]
    """Footnotes at the column."""


@dataclass(frozen=True)
class CodedRow:
    """A row with a code, and the rows that state its rates; None: no row does."""

    row: HtsRow
    general_from: HtsRow | None
    other_from: HtsRow | None


def coded_rows(rows: Iterable[HtsRow]) -> tuple[CodedRow, ...]:
    """Return the rows that have a code, with the rows that their rates come from."""
    found: list[CodedRow] = []
    above: list[HtsRow] = []
    for row in rows:
        while above and above[-1].indent >= row.indent:
            above.pop()
        above.append(row)
        if row.htsno:
            branch = [one for one in reversed(above) if row.hs.startswith(one.hs)]
            found.append(
                CodedRow(
                    row,
                    next((one for one in branch if cleaned(one.general)), None),
                    next((one for one in branch if cleaned(one.other)), None),
                )
            )
    return tuple(found)


def is_provision(row: HtsRow) -> bool:
    """Return whether a coded row is of the chapters of special provisions."""
    return row.hs.startswith(PROVISIONS)


def general_lines(coded: Sequence[CodedRow]) -> tuple[RateLine, ...]:
    """Return one line for each code that brings a general rate of its own, in order."""
    return _lines(coded, "general")


def other_lines(coded: Sequence[CodedRow]) -> tuple[RateLine, ...]:
    """Return one line for each code that brings a rate of column 2 of its own, in order."""
    return _lines(coded, "other")


def without_rate(coded: Sequence[CodedRow]) -> tuple[HtsRow, ...]:
    """Return the rows of 8 or more digits for which no row states a general rate."""
    return tuple(
        one.row
        for one in coded
        if len(one.row.hs) >= TARIFF_DIGITS and one.general_from is None and not is_provision(one.row)
    )


def _lines(coded: Sequence[CodedRow], column: str) -> tuple[RateLine, ...]:
    """Return the lines of a column: a row that repeats the rate of the coded row above it adds none."""
    ours = [one for one in coded if not is_provision(one.row)]
    stating = [(one.row, source) for one in ours if (source := _source(one, column)) is not None]
    by_code = {row.hs: source for row, source in stating}
    kept = [(row, source) for row, source in stating if not _repeats(row, source, by_code, column)]
    # The rate is of the 8 digits; 10 are printed where a tariff line has one statistical line only.
    sisters = Counter(row.hs[:TARIFF_DIGITS] for row, _ in stating)
    return tuple(
        RateLine(
            row.hs[:TARIFF_DIGITS] if sisters[row.hs[:TARIFF_DIGITS]] == 1 else row.hs,
            row.htsno,
            source.general if column == "general" else source.other,
            source.special if column == "general" else "",
            source,
            notes_at(source.footnotes, column),
        )
        for row, source in kept
    )


def _source(one: CodedRow, column: str) -> HtsRow | None:
    """Return the row that states the rate of a coded row."""
    return one.general_from if column == "general" else one.other_from


def _repeats(row: HtsRow, source: HtsRow, by_code: dict[str, HtsRow], column: str) -> bool:
    """Return whether the nearest coded prefix of a row already brings the same rate."""
    for length in range(len(row.hs) - 2, 1, -2):
        nearer = by_code.get(row.hs[:length])
        if nearer is not None:
            return nearer is source or _stated(nearer, column) == _stated(source, column)
    return False


def _stated(row: HtsRow, column: str) -> tuple[str, str]:
    """Return what a row states in a column, in a form that compares."""
    if column == "general":
        return cleaned(row.general), "".join(cleaned(row.special).split())
    return cleaned(row.other), ""


def notes_at(footnotes: Iterable[Footnote], column: str) -> tuple[str, ...]:
    """Return the texts of the footnotes at a column, each once; a note at no column stands at the general rate."""
    texts = (note.text for note in footnotes if column in (note.columns or ("general",)))
    return tuple(dict.fromkeys(texts))
