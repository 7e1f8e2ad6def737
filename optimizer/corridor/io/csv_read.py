"""Read a CSV file to raw cells. Every cell is text: `NA` stays Namibia, `0101.21` stays a code."""

from __future__ import annotations

import csv
import io
from pathlib import Path

from corridor.errors import Fault, Severity
from corridor.io.cells import Raw, RawRow, RawTable
from corridor.io.faults import fatal, unreadable
from corridor.io.limits import LARGEST_FILE
from corridor.io.text_guard import unguard


def read_csv(path: Path, file: str) -> tuple[RawTable | None, tuple[Fault, ...]]:
    """Return the table of a CSV file and the faults of the file itself.

    UTF-8 with or without byte order mark, comma separated, first line that is not blank = column names.
    `file` is the name that faults show.
    """
    text, faults = _text(path, file)
    if text is None:
        return None, faults
    try:
        lines = list(csv.reader(io.StringIO(text, newline=""), strict=True))
    except csv.Error as error:
        return None, (
            fatal(
                file,
                f"not a well-formed CSV file ({error})",
                "Look for a quotation mark that is not closed or not doubled.",
            ),
        )
    filled = [(number, cells) for number, cells in enumerate(lines, start=1) if any(map(str.strip, cells))]
    if not filled:
        return None, (fatal(file, "the file is empty", "Give it a line of column names, or delete it."),)
    (header_row, header), *body = filled
    if len(header) == 1 and any(mark in header[0] for mark in ";\t|"):
        return None, (
            fatal(
                file,
                "columns are not separated by commas",
                "Save it as `CSV UTF-8 (comma delimited)`.",
                header[0][:60],
            ),
        )
    rows, ragged = _rows(file, len(header), body)
    table = RawTable(path.stem, file, "csv", header_row, tuple(map(_cell, header)), rows)
    return table, faults + ragged


def _text(path: Path, file: str) -> tuple[str | None, tuple[Fault, ...]]:
    """Return the text of a file, or the fault why it cannot be read."""
    try:
        if path.stat().st_size > LARGEST_FILE:
            return None, (fatal(file, f"larger than {LARGEST_FILE // 2**20} MiB", "Store large tables as Parquet."),)
        content = path.read_bytes()
    except OSError as error:
        return None, (unreadable(file, error),)
    remedy = "Save it as `CSV UTF-8 (comma delimited)`."
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        return None, (fatal(file, "not UTF-8 text", remedy, f"byte {content[error.start]:#04x}", line),)
    if "\0" in text:
        return None, (fatal(file, "holds NUL bytes, so it is not UTF-8 text", remedy),)
    return text, ()


def _rows(file: str, width: int, body: list[tuple[int, list[str]]]) -> tuple[tuple[RawRow, ...], tuple[Fault, ...]]:
    """Return the rows as wide as the header, and faults for those that were not."""
    rows: list[RawRow] = []
    faults: list[Fault] = []
    for number, cells in body:
        if len(cells) != width and (len(cells) < width or any(map(str.strip, cells[width:]))):
            faults.append(
                Fault(
                    file,
                    number,
                    "",
                    "",
                    f"{len(cells)} cells",
                    f"the row has {len(cells)} cells, the column names are {width}",
                    "Text with a comma needs quotation marks around it; a decimal mark is a point.",
                    Severity.ERROR,
                )
            )
        padded = cells[:width] + [""] * (width - len(cells))
        rows.append(RawRow(number, tuple(map(_cell, padded))))
    return tuple(rows), tuple(faults)


def _cell(text: str) -> Raw:
    """Return a cell: empty text is an empty cell."""
    return unguard(text) if text else None
