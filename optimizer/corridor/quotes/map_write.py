"""Writes MAP.yaml, with comments that say what is still to be done."""

from __future__ import annotations

import io
from collections.abc import Mapping
from pathlib import Path

from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap

from corridor.io.atomic import write_files
from corridor.quotes.column_map import ColumnMap

_HEADER = """\
Map from a buyer's sheet to Corridor's table quotes.
columns: quote column -> heading in the sheet. constants: quote column -> value of each row.
values: quote column -> the sheet's word -> Corridor's word. scale: factor on the numbers of a column.
confirm: guesses; move a line to columns if it is right, delete it if not."""


def write_map(path: Path, given: ColumnMap, comments: Mapping[str, str]) -> None:
    """Write a map. Raises OSError.

    `comments` has words for `part.column` and `values.column.word`, and under `unused` the headings not used.
    """
    root = CommentedMap()
    unused = comments.get("unused", "")
    root.yaml_set_start_comment(_HEADER + (f"\nHeadings not used: {unused}" if unused else ""))
    for name in ("sheet", "header_row", "last_row", "decimal", "dates"):
        value = getattr(given, name)
        if value:
            root[name] = value
    for name in ("columns", "confirm", "constants", "scale"):
        entries = getattr(given, name)
        if entries:
            root[name] = _section(name, entries, comments)
    if given.values:
        root["values"] = CommentedMap()
        for column, words in given.values.items():
            root["values"][column] = _section(f"values.{column}", words, comments)
    out = io.StringIO()
    yaml = YAML(typ="rt")
    yaml.width = 10**6
    yaml.allow_unicode = True
    yaml.dump(root, out)
    write_files({path: out.getvalue().encode()})


def _section(name: str, entries: Mapping[str, object], comments: Mapping[str, str]) -> CommentedMap:
    """Return entries with their comments; an empty text becomes an empty value."""
    section = CommentedMap()
    for key, value in entries.items():
        section[key] = None if value == "" else value
        if f"{name}.{key}" in comments:
            section.yaml_add_eol_comment(comments[f"{name}.{key}"], key)
    return section
