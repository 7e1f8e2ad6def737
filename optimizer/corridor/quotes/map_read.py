"""Reads MAP.yaml; every fault is located by its line."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from math import isfinite, nan
from pathlib import Path
from typing import cast, get_args

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.nodes import MappingNode, Node, ScalarNode

from corridor.errors import Fault, FaultError, Severity
from corridor.io.suggest import did_you_mean, listed
from corridor.quotes.column_map import ColumnMap, DayOrder, Decimal
from corridor.schema.supply import Quote

LARGEST_FILE = 1024 * 1024
"""[bytes] A larger map is refused."""

_QUOTE_COLUMNS = frozenset(Quote.model_fields)
_WORDS: Mapping[str, tuple[str, ...]] = {
    "decimal": tuple(word for word in get_args(Decimal) if word),
    "dates": tuple(word for word in get_args(DayOrder) if word),
}
_PARTS = ("sheet", "header_row", "last_row", *_WORDS, "columns", "confirm", "constants", "values", "scale")
_DEPTH: Mapping[str, int] = {**dict.fromkeys(("sheet", "header_row", "last_row", *_WORDS), 1), "values": 3}
"""How many names lead to a value of a part; else 2."""
_SHAPE: Mapping[int, str] = {
    1: "Write `part: value`",
    2: "Write `quote column: value` below the part",
    3: "Write `the sheet's word: Corridor's word` below the quote column",
}


def read_map(path: Path) -> ColumnMap:
    """Return the map of a file. Raises `FaultError` with all its faults, located by line."""
    entries, faults = _entries(_document(path), path.name)
    found = _assembled(entries, path.name, faults)
    if faults:
        raise FaultError(faults)
    return found


@dataclass(frozen=True)
class _Entry:
    """One value of the file: empty where it is still to be filled in."""

    text: str
    line: int


_Path = tuple[str, ...]
"""Names that lead to a value: part, quote column, the sheet's word."""


def _fatal(file: str, rule: str, remedy: str) -> FaultError:
    """Return the exception for a file that cannot be read."""
    return FaultError([Fault(file, None, "", "", "", rule, remedy, Severity.FATAL)])


def _document(path: Path) -> Node | None:
    """Return the YAML of a file, nothing constructed: no tags, no objects."""
    try:
        if path.stat().st_size > LARGEST_FILE:
            raise _fatal(path.name, "larger than 1 MiB", "A map holds a few lines: give the right file")
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise _fatal(path.name, f"cannot be read ({error})", "Give the path of a UTF-8 text file") from error
    try:
        node: Node | None = YAML(typ="safe", pure=True).compose(text)
    except (YAMLError, RecursionError, ValueError) as error:
        problem = error.problem if isinstance(error, MarkedYAMLError) else type(error).__name__
        raise _fatal(path.name, f"not well-formed YAML ({problem})", "Write `name: value` lines") from error
    return node


def _entries(document: Node | None, file: str) -> tuple[dict[_Path, _Entry], list[Fault]]:
    """Return every value with the names that lead to it, and the faults of the form."""
    found: dict[_Path, _Entry] = {}
    faults: list[Fault] = []

    def visit(node: Node, path: _Path) -> None:
        line = node.start_mark.line + 1
        if isinstance(node, ScalarNode):
            empty = node.tag == "tag:yaml.org,2002:null"
            found[path] = _Entry("" if empty else str(node.value).strip(), line)
        elif isinstance(node, MappingNode) and len(path) <= _DEPTH.get(path[0] if path else "", 2) - 1:
            names = [key.value if isinstance(key, ScalarNode) else "" for key, _ in node.value]
            for name, (key, value) in zip(names, node.value, strict=True):
                if names.count(name) > 1:
                    place = key.start_mark.line + 1
                    faults.append(_fault(file, place, name, "stands twice", "Keep one of the two"))
                else:
                    visit(value, (*path, name))
        else:
            rule = "a single value is needed"
            faults.append(_fault(file, line, ".".join(path), rule, "Write `name: value`"))

    if document is not None:
        visit(document, ())
    if () in found:
        raise _fatal(file, "not a list of `name: value`", f"Write the parts {listed(_PARTS, 20)}")
    return found, faults


def _assembled(entries: Mapping[_Path, _Entry], file: str, faults: list[Fault]) -> ColumnMap:
    """Return the map that entries make; faults are added to `faults`."""
    for path, entry in entries.items():
        faults.extend(_misnamed(path, entry, file))
    single = {path[0]: entry for path, entry in entries.items() if len(path) == 1}
    parts: dict[str, dict[str, str]] = {name: {} for name in ("columns", "confirm", "constants", "scale")}
    values: dict[str, dict[str, str]] = {}
    for path, entry in entries.items():
        if len(path) == 2 and path[0] in parts:
            parts[path[0]][path[1]] = entry.text
        if len(path) == 3:
            values.setdefault(path[1], {})[path[2]] = entry.text
    numbers: dict[str, float] = {}
    for name, text in parts["scale"].items():
        numbers[name] = _number(text)
        if not numbers[name] > 0:
            line = entries["scale", name].line
            rule = f"a factor above 0 is needed, got {text!r}"
            faults.append(_fault(file, line, name, rule, "Write a number, such as 7 for weeks in days"))
    rows: dict[str, int | None] = {"header_row": None, "last_row": None}
    for name in rows:
        text = single[name].text if name in single else ""
        if text.isascii() and text.isdigit() and int(text) > 0:
            rows[name] = int(text)
        elif text:
            rule = f"a row number is needed, got {text!r}"
            faults.append(_fault(file, single[name].line, name, rule, "Write the number of a row, such as 4"))
    words = {name: single[name].text if name in single else "" for name in ("sheet", *_WORDS)}
    for name, allowed in _WORDS.items():
        if words[name] and words[name] not in allowed:
            rule = f"must be one of {', '.join(allowed)}, got {words[name]!r}"
            faults.append(_fault(file, single[name].line, name, rule, "Write one of these words"))
    return ColumnMap(
        columns={name: text for name, text in parts["columns"].items() if text},
        confirm=parts["confirm"],
        constants=parts["constants"],
        values=values,
        scale=numbers,
        sheet=words["sheet"],
        header_row=rows["header_row"],
        last_row=rows["last_row"],
        decimal=cast(Decimal, words["decimal"]),
        dates=cast(DayOrder, words["dates"]),
    )


def _misnamed(path: _Path, entry: _Entry, file: str) -> list[Fault]:
    """Return the fault of a part or quote column that does not exist."""
    name = path[0]
    if name not in _PARTS:
        remedy = did_you_mean(name, _PARTS, f"Use {listed(_PARTS, 20)}")
        return [_fault(file, entry.line, name, "there is no such part of a map", remedy)]
    depth = _DEPTH.get(name, 2)
    if len(path) != depth and (depth == 1 or entry.text):
        rule = "the value stands at the wrong depth"
        return [_fault(file, entry.line, ".".join(path), rule, _SHAPE[depth])]
    if len(path) > 1 and path[1] not in _QUOTE_COLUMNS:
        remedy = did_you_mean(path[1], _QUOTE_COLUMNS, f"Use {listed(_QUOTE_COLUMNS, 40)}")
        return [_fault(file, entry.line, path[1], "table quotes has no such column", remedy)]
    return []


def _number(text: str) -> float:
    """Return a number, or not-a-number."""
    try:
        number = float(text)
    except ValueError:
        return nan
    return number if isfinite(number) else nan


def _fault(file: str, line: int, name: str, rule: str, remedy: str) -> Fault:
    """Return the fault of one line."""
    return Fault(file, line, name, "", name, rule, remedy, Severity.ERROR)
