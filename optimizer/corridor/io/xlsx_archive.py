"""The zip archive of a workbook, looked at before anything is unpacked."""

from __future__ import annotations

import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from xml.parsers import expat

from corridor.errors import Fault, Severity
from corridor.io.limits import LARGEST_FILE, LARGEST_RATIO, MOST_PARTS, RATIO_FROM

_OLE = bytes.fromhex("d0cf11e0a1b11ae1")
_CHUNK = 1 << 16

Start = Callable[[str, dict[str, str]], None]
End = Callable[[str], None]
Text = Callable[[str], None]


class BrokenWorkbookError(Exception):
    """A workbook that cannot be read. Never leaves `corridor.io`: it becomes a fault."""

    def __init__(self, rule: str, remedy: str, value: str = "") -> None:
        """Keep what the fault will say."""
        super().__init__(rule)
        self.rule = rule
        self.remedy = remedy
        self.value = value

    def fault(self, file: str) -> Fault:
        """Return the fault that stands for the error."""
        return Fault(file, None, "", "", self.value, self.rule, self.remedy, Severity.FATAL)


@contextmanager
def opened(path: Path) -> Iterator[zipfile.ZipFile]:
    """Open a workbook's archive after looking at its directory. Raises BrokenWorkbookError."""
    try:
        with path.open("rb") as file:
            magic = file.read(8)
        size = path.stat().st_size
    except OSError as error:
        raise BrokenWorkbookError(
            f"cannot be read ({error.strerror})", "Check the file and its permissions."
        ) from error
    if magic == _OLE:
        raise BrokenWorkbookError(
            "protected by a password, or in the old .xls format",
            "Remove the password and save it as an Excel workbook (.xlsx).",
        )
    if size > LARGEST_FILE:
        raise _too_large(size)
    try:
        with zipfile.ZipFile(path) as archive:
            _look(archive, size)
            yield archive
    except (zipfile.BadZipFile, zipfile.LargeZipFile, NotImplementedError, EOFError, OSError) as error:
        raise BrokenWorkbookError(
            f"not a whole .xlsx file ({error})", "Open it in a spreadsheet program and save it again."
        ) from error


def parse(archive: zipfile.ZipFile, name: str, start: Start, end: End, text: Text) -> None:
    """Stream one XML part through three handlers; names come without their namespace.

    Raises BrokenWorkbookError if the part is missing, damaged or declares a document type (entities).
    """
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True
    parser.ordered_attributes = False

    def refuse(*_: object) -> None:
        raise BrokenWorkbookError(
            "an XML part declares a document type, which no spreadsheet program writes",
            "Make the workbook anew; do not trust this file.",
            name,
        )

    parser.StartElementHandler = lambda tag, attributes: start(tag.rpartition(" ")[2], attributes)
    parser.EndElementHandler = lambda tag: end(tag.rpartition(" ")[2])
    parser.CharacterDataHandler = text
    parser.StartDoctypeDeclHandler = refuse
    try:
        with archive.open(name) as part:
            while chunk := part.read(_CHUNK):
                parser.Parse(chunk, False)
            parser.Parse(b"", True)
    except KeyError as error:
        raise BrokenWorkbookError(
            "a part of the workbook is missing", "Open it in a spreadsheet program and save it again.", name
        ) from error
    except (expat.ExpatError, RuntimeError, ValueError, OverflowError) as error:
        raise BrokenWorkbookError(
            f"a part of the workbook is damaged ({error})",
            "Open it in a spreadsheet program and save it again.",
            name,
        ) from error


def _look(archive: zipfile.ZipFile, size: int) -> None:
    """Refuse an archive whose directory already tells that it is a bomb or no workbook."""
    parts = archive.infolist()
    if len(parts) > MOST_PARTS:
        raise BrokenWorkbookError(
            f"holds {len(parts)} parts; at most {MOST_PARTS} are read", "Keep only sheets with tables."
        )
    names = [part.filename for part in parts]
    if len(set(names)) < len(names):
        raise BrokenWorkbookError("a part of the workbook stands twice", "Make it anew; do not trust this file.")
    unpacked = sum(part.file_size for part in parts)
    if unpacked > LARGEST_FILE:
        raise _too_large(unpacked)
    if unpacked > RATIO_FROM and unpacked > LARGEST_RATIO * max(size, 1):
        raise BrokenWorkbookError(
            f"unpacks to {unpacked / size:.0f} times its size; at most {LARGEST_RATIO} times is read",
            "Delete unused rows and columns, or use CSV.",
        )
    if "[Content_Types].xml" not in names or "xl/workbook.bin" in names:
        raise BrokenWorkbookError(
            "not an Excel workbook (.xlsx)", "Save it as an Excel workbook; .xlsb and .ods are not read."
        )


def _too_large(size: int) -> BrokenWorkbookError:
    """Return the error of a file that is too large."""
    return BrokenWorkbookError(
        f"{size / 2**20:.0f} MiB of content; at most {LARGEST_FILE // 2**20} MiB is read",
        "Delete unused rows and columns, or use CSV or Parquet.",
    )
