"""Rate lines of a tariff archive as records: base rates, and special rates by agreement."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from corridor.errors import Fault, FaultError, Severity
from corridor.reference.hts_lines import RateLine, notes_at
from corridor.reference.hts_report import NoRecord, no_record
from corridor.reference.rate_text import Rate, Reading, Special, Unreadable, parse_rate, parse_special
from corridor.schema.border import Agreement
from corridor.schema.legal import BaseRate, SpecialRate
from corridor.schema.programmes import Programme
from corridor.schema.row import EACH, LARGEST, Evidence

_MOST_RATE = 10
"""[1] Largest ad valorem rate of a record."""

_WORDS = {"+": "_PLUS", "*": "_STAR"}
"""Sign of a symbol -> how a mark of the agreements table spells it, as a mark holds capital letters only."""


@dataclass(frozen=True)
class Edition:
    """One edition of a tariff, as the records of it are to say."""

    importer: str
    name: str
    """As in citations: 2026 revision 10."""
    valid_from: date
    citation: str
    """Instrument, publisher, day."""
    other_origins: str = ""
    """Origins that column 2 holds for, separated by semicolons; empty: column 2 is not recorded."""
    other_programme: str = ""
    """Programme that says of a line whose column 2 is no record that its duty is unknown for these origins."""
    valid_to: date | None = None
    evidence: Evidence = "B"

    def cite(self, line: RateLine, column: str) -> str:
        """Return the citation of one rate."""
        return f"{self.citation}, {self.name}, {line.htsno}, {column}"


def symbols_of(agreements: Iterable[Agreement]) -> dict[str, str]:
    """Return symbol of the special column -> agreement, from the agreements' marks.

    `A+` and `A*` are marked A_PLUS and A_STAR: they hold for some of the countries of `A` only, so none stands
    for another. Raises FaultError if two agreements have one mark.
    """
    found: dict[str, str] = {}
    faults: list[Fault] = []
    for row in agreements:
        for mark in filter(None, row.marks.split(";")):
            if found.setdefault(mark, row.agreement) != row.agreement:
                rule = f"agreement {found[mark]} has the same mark"
                remedy = "Leave the mark with the one it stands for."
                fault = Fault(row.TABLE, None, "marks", "", f"{row.agreement}: {mark}", rule, remedy, Severity.ERROR)
                faults.append(fault)
    if faults:
        raise FaultError(faults)
    return found


def spelled(symbol: str) -> str:
    """Return a symbol as a mark spells it: A+ is A_PLUS."""
    return symbol[:-1] + _WORDS[symbol[-1]] if symbol[-1] in _WORDS else symbol


def base_records(
    lines: Sequence[RateLine], edition: Edition, column: str
) -> tuple[list[BaseRate], list[NoRecord], list[Reading]]:
    """Return the base rates of a column (general, other), the rates that are none, and all that was read."""
    records: list[BaseRate] = []
    missing: list[NoRecord] = []
    readings = [_bounded(line.text, parse_rate(line.text)) for line in lines]
    for line, reading in zip(lines, readings, strict=True):
        if isinstance(reading, Rate):
            records.append(
                BaseRate(
                    importer=edition.importer,
                    hs=line.hs,
                    rate=float(reading.rate),
                    specific=float(reading.specific),
                    specific_unit=reading.unit,
                    combine=reading.combine,
                    origins=EACH if column == "general" else edition.other_origins,
                    valid_from=edition.valid_from,
                    valid_to=edition.valid_to,
                    citation=edition.cite(line, "column 1 general" if column == "general" else "column 2"),
                    evidence=edition.evidence,
                    note="; ".join(line.notes),
                )
            )
        else:
            gap = no_record(line, "general" if column == "general" else "other", reading)
            missing.extend([gap] if gap else [])
    return records, missing, readings


def unknown_other(general: Sequence[BaseRate], column_2: Sequence[BaseRate], edition: Edition) -> tuple[Programme, ...]:
    """Return the record that keeps the general rate from the origins of column 2 where column 2 is no record.

    Without it the goods of these origins would be answered with the general rate, which does not hold for them.
    """
    have = {row.hs for row in column_2}
    missing = sorted(row.hs for row in general if row.hs not in have)
    if not missing:
        return ()
    record = Programme(
        programme=edition.other_programme,
        record=f"UNREAD_{edition.valid_from:%Y%m%d}",
        importer=edition.importer,
        hs=";".join(missing),
        origins=edition.other_origins,
        valid_from=edition.valid_from,
        valid_to=edition.valid_to,
        citation=f"{edition.citation}, {edition.name}, column 2",
        evidence=edition.evidence,
        note="the duty of column 2 on these lines is no single rate: see the report of the import",
    )
    return (record,)


def _bounded(text: str, reading: Reading) -> Reading:
    """Return a reading, unless its numbers are larger than a record may hold."""
    if isinstance(reading, Rate) and (reading.rate > _MOST_RATE or reading.specific > LARGEST):
        return Unreadable(text, f"more than {100 * _MOST_RATE} % of the value, or than {LARGEST:g} per unit")
    return reading


def special_records(
    lines: Sequence[RateLine], edition: Edition, agreements: Mapping[str, str]
) -> tuple[list[SpecialRate], list[NoRecord], list[Reading], dict[str, int]]:
    """Return the special rates, the groups that are none, all groups read, and symbols without an agreement."""
    records: list[SpecialRate] = []
    missing: list[NoRecord] = []
    readings: list[Reading] = []
    unmapped: dict[str, int] = {}
    for line in lines:
        groups = tuple(
            Special(group.symbols, _bounded(line.special, group.reading)) for group in parse_special(line.special)
        )
        readings.extend(group.reading for group in groups)
        rates: dict[str, tuple[Rate, str]] = {}
        for group in groups:
            gap = no_record(line, "special", group.reading, group.symbols)
            missing.extend([gap] if gap else [])
            missing.extend(_take(line, group, agreements, rates, unmapped))
        records.extend(_special(line, edition, agreement, *found) for agreement, found in rates.items() if found[1])
    return records, missing, readings, unmapped


def _take(
    line: RateLine,
    group: Special,
    agreements: Mapping[str, str],
    rates: dict[str, tuple[Rate, str]],
    unmapped: dict[str, int],
) -> list[NoRecord]:
    """Enter the rates of one group by agreement; return those that contradict what the agreement has already."""
    if not isinstance(group.reading, Rate):
        return []
    contradictions = []
    for symbol in group.symbols:
        agreement = agreements.get(symbol) or agreements.get(spelled(symbol))
        if agreement is None:
            unmapped[symbol] = unmapped.get(symbol, 0) + 1
        elif agreement not in rates:
            rates[agreement] = (group.reading, symbol)
        elif rates[agreement][0] != group.reading:
            reason = f"agreement {agreement} has two rates in this line, under {rates[agreement][1]} and {symbol}"
            text = " ".join(line.special.split())
            contradictions.append(NoRecord(line.htsno, "special", "unreadable", symbol, text, reason))
            rates[agreement] = (group.reading, "")
    return contradictions


def _special(line: RateLine, edition: Edition, agreement: str, rate: Rate, symbol: str) -> SpecialRate:
    """Return one special rate."""
    return SpecialRate(
        importer=edition.importer,
        agreement=agreement,
        hs=line.hs,
        rate=float(rate.rate),
        specific=float(rate.specific),
        specific_unit=rate.unit,
        combine=rate.combine,
        valid_from=edition.valid_from,
        valid_to=edition.valid_to,
        citation=edition.cite(line, f"special rate ({symbol})"),
        evidence=edition.evidence,
        note="; ".join(notes_at(line.stated_at.footnotes, "special")),
    )
