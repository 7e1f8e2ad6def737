"""A full tariff schedule from its publisher's archive into records: base rates and special rates.

The archive is that of the Harmonized Tariff Schedule (JSON or CSV). Chapters 98 and 99 are provisions, not base
rates: they are counted and left out. A rate that no record can hold is listed in the report, and the answer on
its code stays unknown.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path

from corridor.errors import FaultError, UsageError
from corridor.io.faults import fatal
from corridor.reference.hts_lines import (
    CodedRow,
    RateLine,
    coded_rows,
    general_lines,
    is_provision,
    other_lines,
    without_rate,
)
from corridor.reference.hts_read import HtsRow, read_hts
from corridor.reference.hts_records import Edition, base_records, special_records, unknown_other
from corridor.reference.hts_report import HtsReport, NoRecord, counted
from corridor.reference.hts_write import with_kept, write_tables
from corridor.schema.legal import BaseRate, SpecialRate
from corridor.schema.programmes import Programme
from corridor.schema.row import Evidence, Row


def import_hts(
    path: Path,
    out_folder: Path,
    edition: str,
    valid_from: date,
    citation: str,
    agreements: Mapping[str, str],
    *,
    importer: str,
    other_origins: str = "",
    other_programme: str = "",
    valid_to: date | None = None,
    evidence: Evidence = "B",
) -> HtsReport:
    """Write base_rates.csv and special_rates.csv of an archive (.json, .json.gz, .csv) and return the account.

    `agreements` is symbol -> agreement (`hts_records.symbols_of`), `other_origins` the origins that column 2
    holds for (empty: it is not recorded). Lines whose column 2 no rate record can hold then go into
    programmes.csv as a record of `other_programme` with an unknown rate. Records of the folder stay, but for
    those of the same importer and `valid_from`. The files appear whole or not at all. Raises FaultError if the
    archive or a table of the folder cannot be read, or two rows of the archive have one code; UsageError for
    origins without a programme.
    """
    if bool(other_origins) != bool(other_programme):
        raise UsageError("name the origins of column 2 together with the programme that lines without a record go to")
    of = Edition(importer, edition, valid_from, citation, other_origins, other_programme, valid_to, evidence)
    rows = read_hts(path)
    base, special, unknown, report = records_of(path.name, rows, of, agreements)
    all_base = with_kept(BaseRate, out_folder, base, lambda row: _same(row, of))
    all_special = with_kept(SpecialRate, out_folder, special, lambda row: _same(row, of))
    tables: dict[type[Row], tuple[Row, ...]] = {BaseRate: all_base, SpecialRate: all_special}
    if unknown:
        names = {(row.programme, row.record) for row in unknown}
        all_programmes = with_kept(Programme, out_folder, unknown, lambda row: (row.programme, row.record) in names)
        tables[Programme] = all_programmes
    write_tables(out_folder, tables)
    return report


def records_of(
    file: str, rows: Sequence[HtsRow], edition: Edition, agreements: Mapping[str, str]
) -> tuple[tuple[BaseRate, ...], tuple[SpecialRate, ...], tuple[Programme, ...], HtsReport]:
    """Return the records of the rows of an archive, and the account of them. Raises FaultError on a double code."""
    coded = coded_rows(rows)
    general, other = general_lines(coded), other_lines(coded)
    _no_double(file, general)
    base, base_gaps, base_read = base_records(general, edition, "general")
    column_2, other_gaps, other_read = base_records(other, edition, "other")
    special, special_gaps, special_read, unmapped = special_records(general, edition, agreements)
    recorded_2 = column_2 if edition.other_origins else []
    unknown = unknown_other(base, column_2, edition) if edition.other_origins else ()
    report = HtsReport(
        file=file,
        rows=len(rows),
        provisions=sum(is_provision(one.row) for one in coded),
        general=counted("general", base_read),
        special=counted("special", special_read),
        other=counted("other", other_read),
        no_records=_ordered(coded, [*base_gaps, *special_gaps, *other_gaps, *_silent(coded)]),
        unmapped=dict(sorted(unmapped.items())),
        footnotes=_footnotes(coded),
        quotas=_quotas(coded),
        base_rates=len(base) + len(recorded_2),
        special_rates=len(special),
    )
    return (*base, *recorded_2), tuple(special), unknown, report


def _same(row: BaseRate | SpecialRate, edition: Edition) -> bool:
    """Return whether a record is of the edition that is imported anew."""
    return row.importer == edition.importer and row.valid_from == edition.valid_from


def _no_double(file: str, lines: Sequence[RateLine]) -> None:
    """Raise FaultError if one code has two rates."""
    seen: dict[str, RateLine] = {}
    faults = []
    for line in lines:
        first = seen.setdefault(line.hs, line)
        if first is not line:
            rule = f"the code stands twice, first in row {first.stated_at.number}"
            faults.append(fatal(file, rule, "Fetch the archive again.", line.htsno, line.stated_at.number))
    if faults:
        raise FaultError(faults)


def _silent(coded: Sequence[CodedRow]) -> list[NoRecord]:
    """Return the tariff lines for which no row states a general rate."""
    reason = "no rate is stated, here or above"
    return [NoRecord(row.htsno, "general", "unreadable", "", "", reason) for row in without_rate(coded)]


def _ordered(coded: Sequence[CodedRow], gaps: Sequence[NoRecord]) -> tuple[NoRecord, ...]:
    """Return rates without a record in the order of the archive."""
    place = {one.row.htsno: number for number, one in enumerate(coded)}
    return tuple(sorted(gaps, key=lambda gap: place[gap.htsno]))


def _footnotes(coded: Sequence[CodedRow]) -> tuple[tuple[str, str, str], ...]:
    """Return (code, column, text) of the footnotes at rates outside the special provisions."""
    return tuple(
        (one.row.htsno, column, note.text)
        for one in coded
        if not is_provision(one.row)
        for note in one.row.footnotes
        for column in note.columns
        if column in ("general", "special", "other")
    )


def _quotas(coded: Sequence[CodedRow]) -> tuple[tuple[str, str], ...]:
    """Return (code, text) of quota amounts and additional duties outside the special provisions."""
    return tuple(
        (one.row.htsno, text)
        for one in coded
        if not is_provision(one.row)
        for text in (one.row.quota, one.row.additional)
        if text
    )
