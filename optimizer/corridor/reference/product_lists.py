"""Product lists of a measure (codes, one a line) as programme records: one record for each list, rate and date.

A list is a CSV file with a column of codes (hs, hts8, hts10 or hts_prefix) and, where it has them, the name of the
list, the heading it is entered under, a rate, a first and a last day; or a text file of codes alone. Lines that
begin with `#` are comments. What the file does not say, a template does: it is written in the columns of table
programmes, and nothing that both leave open is guessed.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from corridor.errors import Fault, FaultError, Severity
from corridor.io.cells import RawRow, RawTable
from corridor.io.faults import fatal, unreadable
from corridor.io.limits import LARGEST_FILE
from corridor.io.suggest import did_you_mean
from corridor.reference.hts_write import with_kept, write_tables
from corridor.reference.list_template import ROLES, Template, fault_of
from corridor.schema.programmes import Coverage, Programme
from corridor.schema.row import EACH
from corridor.tables.convert_hs import to_hs
from corridor.tables.rows import draft_table
from corridor.tables.trouble import Trouble

_EMPTY = frozenset({"", "NA", "N/A", "null"})
_FROM_LIST = frozenset({"hs", "record", "rate", "valid_from", "valid_to"})


@dataclass(frozen=True)
class ListImport:
    """The account of a product list."""

    programmes: tuple[Programme, ...]
    coverage: Coverage
    rows: int
    """Lines with a code."""
    left_out: Mapping[str, int]
    """List that the template does not take -> its lines."""


@dataclass(frozen=True)
class _Entry:
    """One line of a list."""

    number: int
    hs: str
    name: str
    rate: str
    valid_from: str
    valid_to: str
    heading: str


def import_list(path: Path, out_folder: Path, template: Template) -> ListImport:
    """Write the records of a list to programmes.csv and coverage.csv of a folder, and return the account.

    Records of the folder stay, but for those of the same names. Both files appear whole or not at all. Raises
    FaultError as `records_of_list` does, or if a table of the folder cannot be read or written.
    """
    found = records_of_list(path, template)
    names = {(row.programme, row.record) for row in found.programmes}
    programmes = with_kept(Programme, out_folder, found.programmes, lambda row: (row.programme, row.record) in names)
    covered = (found.coverage.importer, found.coverage.programme)
    coverage = with_kept(Coverage, out_folder, (found.coverage,), lambda row: (row.importer, row.programme) == covered)
    write_tables(out_folder, {Programme: programmes, Coverage: coverage})
    return found


def records_of_list(path: Path, template: Template) -> ListImport:
    """Return the records of a product list. Raises FaultError with every fault of the list and the template."""
    entries = _entries(path, template)
    kept = [entry for entry in entries if not template.lists or entry.name in template.lists]
    names = {entry.name for entry in entries}
    faults = [
        fault_of(template.file, "lists", name, f"no list of that name in {path.name}", did_you_mean(name, names, ""))
        for name in dict.fromkeys((*template.lists, *template.rates, *template.dates))
        if name not in names
    ]
    groups: dict[_Entry, list[_Entry]] = {}
    for entry in kept:
        completed, found = _completed(path.name, entry, template)
        faults.extend(found)
        groups.setdefault(replace(completed, number=0, hs="", heading=""), []).append(completed)
    if faults:
        raise FaultError(tuple(dict.fromkeys(faults)))
    if not groups:
        raise FaultError([fatal(path.name, "no list of it is taken", "Name at least one under `lists`.")])
    programmes = _programmes(path.name, groups, template)
    left_out: dict[str, int] = {}
    for entry in entries:
        if entry.name not in template.lists and template.lists:
            left_out[entry.name] = left_out.get(entry.name, 0) + 1
    coverage = Coverage(
        importer=programmes[0].importer,
        programme=programmes[0].programme,
        hs=EACH,
        citation=template.cells["citation"],
        note=f"the list {path.name} was read in full",
    )
    return ListImport(programmes, coverage, len(entries), left_out)


def _entries(path: Path, template: Template) -> list[_Entry]:
    """Return the lines of a list. Raises FaultError with every line that is none."""
    lines = _lines(path)
    (_, header), *body = lines
    if len(header) == 1 and header[0].replace(".", "").isdigit():
        header, body = ["hs"], lines
    at = _positions(path.name, header, template)
    entries: list[_Entry] = []
    faults: list[Fault] = []
    for number, cells in body:
        if len(cells) != len(header):
            rule = f"the row has {len(cells)} cells, the column names are {len(header)}"
            faults.append(fatal(path.name, rule, "Text with a comma needs quotation marks.", "", number))
            continue
        texts = {role: "" if (cell := cells[column].strip()) in _EMPTY else cell for role, column in at.items()}
        code = to_hs(texts["hs"])
        if isinstance(code, Trouble):
            value, column = texts["hs"], header[at["hs"]]
            faults.append(Fault(path.name, number, column, "", value, code.rule, code.remedy, Severity.ERROR))
            continue
        rest = (texts.get(role, "") for role in ("record", "rate", "valid_from", "valid_to", "heading"))
        entries.append(_Entry(number, code, *rest))
    if faults:
        raise FaultError(faults)
    if not entries:
        raise FaultError([fatal(path.name, "the list has no codes", "Give a file with one code a line.")])
    return entries


def _lines(path: Path) -> list[tuple[int, list[str]]]:
    """Return the lines of a list that are neither blank nor comments, with their numbers."""
    remedy = "Save it as `CSV UTF-8 (comma delimited)`."
    try:
        if path.stat().st_size > LARGEST_FILE:
            raise FaultError([fatal(path.name, f"larger than {LARGEST_FILE // 2**20} MiB", "Split it.")])
        texts = path.read_text(encoding="utf-8-sig").splitlines()
        numbered = [(n, text) for n, text in enumerate(texts, start=1) if text.strip() and not text.startswith("#")]
        lines = [(n, next(csv.reader([text], strict=True))) for n, text in numbered]
    except OSError as error:
        raise FaultError([unreadable(path.name, error)]) from error
    except UnicodeDecodeError:
        raise FaultError([fatal(path.name, "not UTF-8 text", remedy)]) from None
    except csv.Error as error:
        raise FaultError([fatal(path.name, f"not a well-formed CSV file ({error})", remedy)]) from None
    if not lines:
        raise FaultError([fatal(path.name, "the file is empty", "Give a file with one code a line.")])
    return lines


def _positions(file: str, header: Sequence[str], template: Template) -> dict[str, int]:
    """Return role -> place of its column. Raises FaultError if there is no column of codes, or a named one lacks."""
    names = [name.strip() for name in header]
    found: dict[str, int] = {}
    for role, known in ROLES.items():
        wanted = (template.columns[role],) if role in template.columns else known
        name = next((name for name in wanted if name in names), None)
        if name is not None:
            found[role] = names.index(name)
        elif role == "hs" or role in template.columns:
            rule = f"no column {' or '.join(wanted)}: it has {', '.join(names)[:80]}"
            raise FaultError([fatal(file, rule, f"Name it in the template as `{role}_column`.")])
    return found


def _completed(file: str, entry: _Entry, template: Template) -> tuple[_Entry, list[Fault]]:
    """Return a line with its rate and days, from the list, else its options, else the template."""
    first, last = template.dates.get(entry.name, ("", ""))
    done = replace(
        entry,
        rate=entry.rate or template.rates.get(entry.name, template.cells.get("rate", "")),
        valid_from=entry.valid_from or first or template.cells.get("valid_from", ""),
        valid_to=entry.valid_to or last or template.cells.get("valid_to", ""),
    )
    faults = []
    name = entry.name or "this list"
    rated = entry.name in template.rates or template.cells.get("semantics") == "exempt" or "specific" in template.cells
    if not done.rate and not rated:
        remedy = f"Give `rate`, or `rates: {name}=...` (nothing after = where it is not known)."
        faults.append(fault_of(file, "rate", "", f"no rate is given for {name}", remedy))
    if not done.valid_from:
        remedy = f"Give `valid_from`, or `dates: {name}=2026-01-31`."
        faults.append(fault_of(file, "valid_from", "", f"no first day is given for {name}", remedy))
    return done, faults


def _programmes(file: str, groups: Mapping[_Entry, list[_Entry]], template: Template) -> tuple[Programme, ...]:
    """Return one record per group. Raises FaultError with every value that the table does not allow."""
    shared = {name: text for name, text in template.cells.items() if name not in _FROM_LIST}
    header = (*shared, *sorted(_FROM_LIST))
    rows = []
    for (group, entries), record in zip(groups.items(), _records(groups, template), strict=True):
        cells = dict(shared)
        headings = sorted({entry.heading for entry in entries} - {""})
        if headings:
            cells["citation"] += f", {', '.join(headings)}"
        cells |= {"record": record, "rate": group.rate, "valid_from": group.valid_from, "valid_to": group.valid_to}
        cells["hs"] = ";".join(sorted({entry.hs for entry in entries}))
        rows.append(RawRow(entries[0].number, tuple(cells[name] or None for name in header)))
    draft, faults = draft_table(Programme, RawTable("programmes", file, "csv", 1, header, tuple(rows)))
    wrong = [fault for fault in faults if fault.severity >= Severity.ERROR]
    if wrong:
        raise FaultError(wrong)
    return tuple(at.row for at in draft.rows)


def _records(groups: Iterable[_Entry], template: Template) -> list[str]:
    """Return the name of each group's record: the list's name, with its first day where a list has several."""
    plain = [_code(group.name or template.cells.get("record") or "LIST") for group in groups]
    dated = [
        name if plain.count(name) == 1 else _code(f"{name}_{group.valid_from.replace('-', '')}")
        for name, group in zip(plain, groups, strict=True)
    ]
    return [
        name if dated.count(name) == 1 else f"{name}_{dated[:number].count(name) + 1}"
        for number, name in enumerate(dated)
    ]


def _code(text: str) -> str:
    """Return a name as a code: capital letters, digits and underscores."""
    return re.sub("[^A-Z0-9]+", "_", text.upper()).strip("_") or "LIST"
