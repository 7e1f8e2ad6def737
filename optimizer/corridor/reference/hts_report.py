"""What an import of a tariff archive read, and what it did not: nothing is left out without a word."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal

from corridor.reference.hts_lines import RateLine
from corridor.reference.rate_text import Parts, Rate, Reading, Reference, Unreadable

Column = Literal["general", "special", "other"]
Kind = Literal["record", "parts", "reference", "unreadable"]
"""record: one rate record holds the duty. parts: it was read term by term, and falls on parts of the goods or in
units that records do not have. reference: the rate stands elsewhere ("See ..."). unreadable: none of these."""


@dataclass(frozen=True)
class NoRecord:
    """A rate that stands in the archive and is not among the records."""

    htsno: str
    column: Column
    kind: Kind
    symbols: str
    """Of the special column: the symbols that the rate is for."""
    text: str
    reason: str


@dataclass(frozen=True)
class ColumnCount:
    """How many rates of one column were read, and how."""

    column: Column
    stated: int
    kinds: Mapping[str, int]
    """Kind -> how many of them."""

    @property
    def read(self) -> int:
        """Rates that were read: as a record, term by term, or as a reference to where the rate stands."""
        return self.stated - self.kinds.get("unreadable", 0)

    @property
    def recorded(self) -> int:
        """Rates that became records."""
        return self.kinds.get("record", 0)


@dataclass(frozen=True)
class HtsReport:
    """The account of an import."""

    file: str
    rows: int
    """Rows of the archive."""
    provisions: int
    """Rows of chapters 98 and 99: conditions and additions, which are no base rates and were not recorded."""
    general: ColumnCount
    special: ColumnCount
    other: ColumnCount
    no_records: tuple[NoRecord, ...]
    """Every rate that did not become a record, in the order of the archive."""
    unmapped: Mapping[str, int]
    """Symbol that no agreement has among its marks -> rates under it that were not recorded."""
    footnotes: tuple[tuple[str, str, str], ...]
    """(code, column, text) of the footnotes at rates: most name additional duties of chapter 99."""
    quotas: tuple[tuple[str, str], ...]
    """(code, text) of what the archive says of quota amounts and additional duties outside chapters 98 and 99."""
    base_rates: int
    """Base rates written."""
    special_rates: int
    """Special rates written."""

    @property
    def rate_lines(self) -> int:
        """Tariff lines with a general rate."""
        return self.general.stated

    @property
    def share_read(self) -> float:
        """[1] Share of the rate lines whose general rate was read: as a record, in parts, or as a reference."""
        return self.general.read / self.rate_lines if self.rate_lines else 0.0

    @property
    def share_recorded(self) -> float:
        """[1] Share of the rate lines whose general rate is among the records; the others stay unknown."""
        return self.general.recorded / self.rate_lines if self.rate_lines else 0.0


def kind_of(reading: Reading) -> Kind:
    """Return how a rate was read."""
    if isinstance(reading, Rate):
        return "record"
    if isinstance(reading, Parts):
        return "parts"
    return "reference" if isinstance(reading, Reference) else "unreadable"


def counted(column: Column, readings: Iterable[Reading]) -> ColumnCount:
    """Return the count of a column."""
    kinds: Counter[str] = Counter(kind_of(reading) for reading in readings)
    return ColumnCount(column, kinds.total(), dict(kinds))


def no_record(line: RateLine, column: Column, reading: Reading, symbols: Iterable[str] = ()) -> NoRecord | None:
    """Return why a rate is not among the records, or None if it is."""
    if isinstance(reading, Parts | Reference | Unreadable):
        text = " ".join(reading.text.split())
        return NoRecord(line.htsno, column, kind_of(reading), ",".join(symbols), text, reading.reason)
    return None
