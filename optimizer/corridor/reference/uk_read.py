"""The UK's product-specific rules of origin as published: JSON of one scheme, a folder of them, or one CSV of all.

Rules are kept as they stand, in order; what they say is the business of `uk_rule_text`.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from corridor.errors import Fault, FaultError, Severity
from corridor.io.csv_read import read_csv
from corridor.io.faults import fatal, unreadable
from corridor.io.limits import LARGEST_FILE

_EXPORT = "Fetch the rules of origin again from their publisher (rule_sets/*.json), and give that file or folder."
_LAST_NAMED = re.compile(r"\b(\d{6})\s*$")
_COLUMNS = ("scheme", "heading", "hs_min", "hs_max", "rule_no", "operator", "class", "import", "export", "rule_text")


@dataclass(frozen=True)
class UkRule:
    """One rule of a set."""

    text: str
    classes: tuple[str, ...]
    """What the publisher takes the text for: CTH, MAXNOM, WO; empty: it says nothing."""
    operator: str
    """`or`, `and`, or empty."""
    quota: bool = False
    """Whether it holds for the goods of a quota only."""
    imports: bool = True
    """Whether it holds for imports into the United Kingdom."""
    exports: bool = True
    """Whether it holds for exports from it."""


@dataclass(frozen=True)
class UkRuleSet:
    """The rules of some goods."""

    scheme: str
    heading: str
    """The goods as the agreement names them: 8507, ex Chapter 84."""
    words: str | None
    """The words of the agreement for the goods; None: the file has no words."""
    first: str
    """First code, without the digits that stand for everything below it."""
    last: str
    rules: tuple[UkRule, ...]


def read_rule_sets(path: Path) -> tuple[UkRuleSet, ...]:
    """Return the rule sets of a `.json` of one scheme, of each in a folder, or of a `.csv`, in their order.

    Raises FaultError, with all faults, if a file cannot be read or is no such file.
    """
    if path.is_dir():
        files = sorted(path.glob("*.json"))
        if not files:
            raise FaultError([fatal(path.name, "the folder holds no .json files", _EXPORT)])
        return tuple(one for file in files for one in _from_json(file))
    if path.suffix.casefold() == ".csv":
        return _from_csv(path)
    if path.suffix.casefold() == ".json":
        return _from_json(path)
    raise FaultError([fatal(path.name, "not a .json or .csv file, or a folder of .json files", _EXPORT)])


def _from_json(path: Path) -> tuple[UkRuleSet, ...]:
    """Return the rule sets of one scheme, named after its file."""
    try:
        if path.stat().st_size > LARGEST_FILE:
            raise FaultError([fatal(path.name, f"larger than {LARGEST_FILE // 2**20} MiB", _EXPORT)])
        content = json.loads(path.read_bytes())
    except OSError as error:
        raise FaultError([unreadable(path.name, error)]) from error
    except (ValueError, RecursionError) as error:
        row = error.lineno if isinstance(error, json.JSONDecodeError) else None
        raise FaultError([fatal(path.name, f"not well-formed JSON ({error})", _EXPORT, "", row)]) from None
    entries = content.get("rule_sets") if isinstance(content, dict) else None
    if not isinstance(entries, list) or not entries:
        raise FaultError([fatal(path.name, "no rules of origin: it must have a list rule_sets", _EXPORT)])
    sets, faults = [], []
    for number, entry in enumerate(entries, start=1):
        try:
            sets.append(_set(path.stem, entry))
        except (KeyError, TypeError, ValueError, AttributeError) as error:
            rule = f"no rule set: heading, min, max and rules must be there ({type(error).__name__}: {error})"
            faults.append(Fault(path.name, number, "rule_sets", "", str(entry)[:60], rule, _EXPORT, Severity.ERROR))
    if faults:
        raise FaultError(faults)
    return tuple(sets)


def _set(scheme: str, entry: Any) -> UkRuleSet:
    """Return one entry of the JSON form. Raises KeyError, TypeError, ValueError or AttributeError if it is none."""
    rules = tuple(
        UkRule(
            str(rule["rule"]),
            tuple(rule.get("class") or ()),
            (rule.get("operator") or "").casefold(),
            bool(rule.get("quota", False)),
            bool(rule.get("import", True)),
            bool(rule.get("export", True)),
        )
        for rule in entry["rules"]
    )
    first, last = codes_between(entry["min"], entry["max"], str(entry["heading"]))
    return UkRuleSet(scheme, str(entry["heading"]), entry.get("subdivision") or "", first, last, rules)


def codes_between(lowest: str, highest: str, heading: str = "") -> tuple[str, str]:
    """Return the first and last code of ten-digit limits: 0304510000 to 0304519999 is 030451.

    The publisher lets a code that ends in 0 reach to the 9 (902110 to 902119); `heading` says where it ends. Raises
    ValueError if they are no such limits.
    """
    if not (len(lowest) == len(highest) == 10 and (lowest + highest).isdigit() and lowest <= highest):
        raise ValueError(f"limits {lowest} and {highest}")
    length = next(n for n in (2, 4, 6, 8, 10) if not lowest[n:].strip("0") and not highest[n:].strip("9"))
    first, last = lowest[:length], highest[:length]
    named = _LAST_NAMED.search(heading)
    if named and length == 6 and named[1][:5] == last[:5] and named[1].endswith("0"):
        last = named[1]
    return first, last


def _from_csv(path: Path) -> tuple[UkRuleSet, ...]:
    """Return the rule sets of the CSV form: a set begins where rule_no is 1."""
    table, faults = read_csv(path, path.name)
    if table is None or faults:
        raise FaultError(faults)
    header = [str(cell or "").strip() for cell in table.header]
    missing = [column for column in _COLUMNS if column not in header]
    if missing:
        rule = f"no rules of origin: the columns {', '.join(missing)} are missing"
        raise FaultError([fatal(path.name, rule, _EXPORT, ", ".join(header)[:60], table.header_row)])
    at = {column: header.index(column) for column in _COLUMNS}
    groups: list[list[dict[str, str]]] = []
    for row in table.rows:
        cells = {column: str(row.cells[place] or "") for column, place in at.items()}
        if cells["rule_no"] == "1" or not groups:
            groups.append([])
        groups[-1].append(cells)
    return tuple(_of_cells(path.name, group) for group in groups)


def _of_cells(file: str, group: list[dict[str, str]]) -> UkRuleSet:
    """Return rows of the CSV form as one rule set. Raises FaultError if their codes are no codes."""
    head = group[0]
    try:
        first, last = codes_between(head["hs_min"], head["hs_max"], head["heading"])
    except ValueError as error:
        rule = f"codes must have ten digits, the first not above the last ({error})"
        raise FaultError([fatal(file, rule, _EXPORT, head["heading"])]) from None
    return UkRuleSet(head["scheme"], head["heading"], None, first, last, tuple(_csv_rules(group)))


def _csv_rules(group: Iterable[dict[str, str]]) -> Iterable[UkRule]:
    for cells in group:
        classes = tuple(filter(None, cells["class"].split("|")))
        imports, exports = (cells[column].casefold() != "false" for column in ("import", "export"))
        yield UkRule(cells["rule_text"], classes, cells["operator"].casefold(), False, imports, exports)
