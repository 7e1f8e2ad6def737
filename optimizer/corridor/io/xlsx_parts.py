"""The parts of a workbook that sheets refer to: list of sheets, shared texts, number formats."""

from __future__ import annotations

import posixpath
import re
import zipfile
from dataclasses import dataclass

from corridor.io.xlsx_archive import BrokenWorkbookError, parse

_ESCAPE = re.compile(r"_x([0-9A-Fa-f]{4})_")
_DATE_IDS = frozenset((*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59)))
"""Built-in number formats of days and times (ECMA-376 part 1, 18.8.30)."""
_NOT_LETTERS = re.compile(r'"[^"]*"|\\.|_.|\*.|\[[^\]]*\]')


@dataclass(frozen=True)
class SheetEntry:
    """One sheet of a workbook."""

    name: str
    part: str
    """Name of its XML part; empty: not a worksheet."""
    state: str
    """visible, hidden or veryHidden."""


@dataclass(frozen=True)
class Book:
    """What a workbook says about itself."""

    sheets: tuple[SheetEntry, ...]
    texts: tuple[str, ...]
    """Shared texts."""
    date_styles: frozenset[int]
    """Cell styles that show a day or time."""
    epoch: int
    """1900 or 1904: where days are counted from."""
    results: str
    """`stored`, or `unsure` where the workbook asks to be calculated when it is opened."""


def read_book(archive: zipfile.ZipFile) -> Book:
    """Return what a workbook says about itself. Raises BrokenWorkbookError."""
    main = _main_part(archive)
    targets = _targets(archive, main)
    sheets: list[SheetEntry] = []
    flags = {"epoch": "1900", "results": "stored"}

    def start(tag: str, attributes: dict[str, str]) -> None:
        if tag == "sheet":
            link = next((v for k, v in attributes.items() if k.rpartition(" ")[2] == "id"), "")
            kind, part = targets.get(link, ("", ""))
            sheets.append(
                SheetEntry(
                    attributes.get("name", ""),
                    part if kind == "worksheet" else "",
                    attributes.get("state", "visible"),
                )
            )
        elif tag == "workbookPr" and attributes.get("date1904") in {"1", "true"}:
            flags["epoch"] = "1904"
        elif tag == "calcPr" and attributes.get("fullCalcOnLoad") in {"1", "true"}:
            flags["results"] = "unsure"

    parse(archive, main, start, _nothing, _nothing)
    parts = dict(targets.values())
    texts = _texts(archive, parts["sharedStrings"]) if "sharedStrings" in parts else ()
    styles = _date_styles(archive, parts["styles"]) if "styles" in parts else frozenset()
    return Book(tuple(sheets), texts, styles, int(flags["epoch"]), flags["results"])


def unescaped(text: str) -> str:
    """Return text with `_x000D_` and the like turned into the characters they stand for."""
    return _ESCAPE.sub(lambda found: chr(int(found[1], 16)), text) if "_x" in text else text


def _nothing(*_: object) -> None:
    """Handle nothing."""


def _main_part(archive: zipfile.ZipFile) -> str:
    """Return the name of the workbook part."""
    for kind, part in _targets(archive, "").values():
        if kind == "officeDocument":
            return part
    raise BrokenWorkbookError("not an Excel workbook (.xlsx)", "Save it as an Excel workbook (.xlsx).")


def _targets(archive: zipfile.ZipFile, part: str) -> dict[str, tuple[str, str]]:
    """Return relationship id -> (kind, part) of a part."""
    folder, name = posixpath.split(part)
    found: dict[str, tuple[str, str]] = {}

    def start(tag: str, attributes: dict[str, str]) -> None:
        if tag == "Relationship" and attributes.get("TargetMode") != "External":
            target = attributes.get("Target", "")
            path = posixpath.normpath(posixpath.join("/", folder, target))[1:]
            found[attributes.get("Id", "")] = (attributes.get("Type", "").rpartition("/")[2], path)

    parse(archive, posixpath.join(folder, "_rels", f"{name}.rels"), start, _nothing, _nothing)
    return found


def _texts(archive: zipfile.ZipFile, part: str) -> tuple[str, ...]:
    """Return the shared texts; readings of Japanese text (rPh) are no part of them."""
    texts: list[str] = []
    pieces: list[str] = []
    inside = {"t": 0, "rPh": 0}

    def start(tag: str, _: dict[str, str]) -> None:
        if tag == "si":
            pieces.clear()
        elif tag in inside:
            inside[tag] += 1

    def end(tag: str) -> None:
        if tag == "si":
            texts.append(unescaped("".join(pieces)))
        elif tag in inside:
            inside[tag] -= 1

    def text(data: str) -> None:
        if inside["t"] and not inside["rPh"]:
            pieces.append(data)

    parse(archive, part, start, end, text)
    return tuple(texts)


def _date_styles(archive: zipfile.ZipFile, part: str) -> frozenset[int]:
    """Return the positions of cell styles that show a day or time."""
    formats: dict[int, str] = {}
    styles: list[int] = []
    inside = {"cellXfs": 0}

    def start(tag: str, attributes: dict[str, str]) -> None:
        if tag == "numFmt":
            formats[int(attributes["numFmtId"])] = attributes.get("formatCode", "")
        elif tag == "cellXfs":
            inside[tag] += 1
        elif tag == "xf" and inside["cellXfs"]:
            styles.append(int(attributes.get("numFmtId", "0")))

    def end(tag: str) -> None:
        if tag == "cellXfs":
            inside[tag] -= 1

    try:
        parse(archive, part, start, end, _nothing)
    except KeyError as error:
        raise BrokenWorkbookError("damaged number formats", "Save the workbook again.", part) from error
    return frozenset(i for i, number in enumerate(styles) if _shows_date(number, formats.get(number)))


def _shows_date(number: int, code: str | None) -> bool:
    """Return whether a number format shows a day or time."""
    if code is None:
        return number in _DATE_IDS
    letters = _NOT_LETTERS.sub("", code.split(";")[0]).lower()
    return letters != "general" and any(letter in letters for letter in "dmyhs")
