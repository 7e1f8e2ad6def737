"""The rows of a tariff archive as its publisher writes them: JSON, packed JSON (.gz) or CSV.

Rows are kept as they stand, in order; what they inherit from the rows above is the business of `hts_lines`.
"""

from __future__ import annotations

import gzip
import json
import re
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from corridor.errors import Fault, FaultError, Severity
from corridor.io.csv_read import read_csv
from corridor.io.faults import fatal, unreadable
from corridor.io.limits import LARGEST_FILE

_FIELDS: Mapping[str, str] = {
    "htsno": "HTS Number",
    "indent": "Indent",
    "description": "Description",
    "general": "General Rate of Duty",
    "special": "Special Rate of Duty",
    "other": "Column 2 Rate of Duty",
}
"""Field of the JSON form -> column of the CSV form."""
_OPTIONAL: Mapping[str, str] = {"quotaQuantity": "Quota Quantity", "additionalDuties": "Additional Duties"}
_CODE = re.compile(r"(\d{4}(\.\d{2}){0,3})?")
_EXPORT = "Export the tariff again from its publisher, as JSON or CSV, and give that file."


@dataclass(frozen=True)
class Footnote:
    """A note of the archive on one row."""

    columns: tuple[str, ...]
    """Columns it stands at: desc, general, special, other, units, stat."""
    text: str


@dataclass(frozen=True)
class HtsRow:
    """One row of a tariff archive."""

    number: int
    """JSON: how manieth entry, from 1; CSV: row of the file."""
    htsno: str
    """Code with dots; empty for a row of description only."""
    indent: int
    description: str
    general: str
    """Text of the general rate (column 1); empty: inherited."""
    special: str
    """Text of the preferential rates (column 1)."""
    other: str
    """Text of the rate of column 2."""
    footnotes: tuple[Footnote, ...] = ()
    quota: str = ""
    additional: str = ""
    """Additional duties, in words."""

    @property
    def hs(self) -> str:
        """Code without dots."""
        return self.htsno.replace(".", "")


def read_hts(path: Path) -> tuple[HtsRow, ...]:
    """Return the rows of an archive (`.json`, `.json.gz`, `.csv`), in its order.

    Raises FaultError, with all faults of the file, if it cannot be read or is not such an archive.
    """
    name = path.name.casefold()
    if name.endswith(".csv"):
        return _from_csv(path)
    if name.endswith((".json", ".json.gz")):
        return _from_json(path)
    raise FaultError([fatal(path.name, "not a .json, .json.gz or .csv file", _EXPORT)])


def _from_csv(path: Path) -> tuple[HtsRow, ...]:
    """Return the rows of the CSV form."""
    table, faults = read_csv(path, path.name)
    if table is None or faults:
        raise FaultError(faults)
    header = [str(cell or "").strip() for cell in table.header]
    missing = [column for column in _FIELDS.values() if column not in header]
    if missing:
        rule = f"no tariff archive: the columns {', '.join(missing)} are missing"
        raise FaultError([fatal(path.name, rule, _EXPORT, ", ".join(header)[:60], table.header_row)])
    at = {field: header.index(column) for field, column in {**_FIELDS, **_OPTIONAL}.items() if column in header}
    entries = [
        (row.number, {field: str(row.cells[column] or "") for field, column in at.items()}) for row in table.rows
    ]
    return _rows(path.name, entries)


def _from_json(path: Path) -> tuple[HtsRow, ...]:
    """Return the rows of the JSON form."""
    content = _content(path)
    if not content.strip():
        raise FaultError([fatal(path.name, "the file is empty", _EXPORT)])
    try:
        entries = json.loads(content)
    except UnicodeDecodeError:
        raise FaultError([fatal(path.name, "not UTF-8 text", _EXPORT)]) from None
    except (ValueError, RecursionError) as error:
        row = error.lineno if isinstance(error, json.JSONDecodeError) else None
        raise FaultError([fatal(path.name, f"not well-formed JSON ({error})", _EXPORT, "", row)]) from None
    if not isinstance(entries, list) or not entries:
        raise FaultError([fatal(path.name, "no tariff archive: it must be a list of rows", _EXPORT)])
    return _rows(path.name, list(enumerate(entries, start=1)))


def _content(path: Path) -> bytes:
    """Return the bytes of a file, unpacked if it is packed."""
    try:
        if path.stat().st_size > LARGEST_FILE:
            raise FaultError([fatal(path.name, f"larger than {LARGEST_FILE // 2**20} MiB", _EXPORT)])
        if not path.name.casefold().endswith(".gz"):
            return path.read_bytes()
        with gzip.open(path, "rb") as file:
            content = file.read(LARGEST_FILE + 1)
    except (EOFError, zlib.error, gzip.BadGzipFile) as error:
        rule = f"not a whole gzip file ({error}): it was cut off or is damaged"
        raise FaultError([fatal(path.name, rule, "Fetch the file again.")]) from None
    except OSError as error:
        raise FaultError([unreadable(path.name, error)]) from error
    if len(content) > LARGEST_FILE:
        raise FaultError([fatal(path.name, f"unpacked, it is larger than {LARGEST_FILE // 2**20} MiB", _EXPORT)])
    return content


def _rows(file: str, entries: list[tuple[int, Any]]) -> tuple[HtsRow, ...]:
    """Return entries as rows. Raises FaultError with every entry that is none."""
    rows: list[HtsRow] = []
    faults: list[Fault] = []
    for number, entry in entries:
        found = _row(number, entry)
        if isinstance(found, HtsRow):
            rows.append(found)
        else:
            column, value, rule = found
            faults.append(Fault(file, number, column, "", value[:60], rule, _EXPORT, Severity.ERROR))
    if faults:
        raise FaultError(faults)
    if not rows:
        raise FaultError([fatal(file, "no tariff archive: it has no rows", _EXPORT)])
    return tuple(rows)


def _row(number: int, entry: Any) -> HtsRow | tuple[str, str, str]:
    """Return an entry as a row, or (column, value, rule) of what is wrong with it."""
    if not isinstance(entry, dict):
        return "", str(entry), "no row of a tariff: it must be an object with htsno, indent, general"
    missing = [field for field in _FIELDS if field not in entry]
    if missing:
        return missing[0], "", f"no row of a tariff: {', '.join(missing)} missing"
    texts = {field: entry.get(field) or "" for field in (*_FIELDS, *_OPTIONAL)}
    wrong = next((field for field, text in texts.items() if not isinstance(text, str)), "")
    if wrong:
        return wrong, str(texts[wrong]), "must be text"
    if not texts["indent"].isdecimal():
        return "indent", texts["indent"], "must be a whole number: how deep the row lies"
    htsno = texts["htsno"].strip()
    if not _CODE.fullmatch(htsno):
        return "htsno", htsno, "must be a code such as 8507.60.00.10, or empty"
    return HtsRow(
        number,
        htsno,
        int(texts["indent"]),
        texts["description"],
        texts["general"],
        texts["special"],
        texts["other"],
        _footnotes(entry.get("footnotes")),
        texts["quotaQuantity"].strip(),
        texts["additionalDuties"].strip(),
    )


def _footnotes(entry: Any) -> tuple[Footnote, ...]:
    """Return the notes of a row; what has no text is left out."""
    if not isinstance(entry, list):
        return ()
    return tuple(
        Footnote(tuple(map(str, note.get("columns") or ())), " ".join(note["value"].split()))
        for note in entry
        if isinstance(note, dict) and isinstance(note.get("value"), str)
    )
