"""What a column may hold, taken from the row classes, so that each rule is written once (in the schema)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Any, Literal

from pydantic import BaseModel

from corridor.schema.row import SourcedRow

Kind = Literal["text", "pattern", "choice", "number", "integer", "date", "hs", "hs_list", "country", "list"]

_HS = r"^[0-9]{2,10}$"
_COUNTRY = r"^[A-Z]{2}$"


@dataclass(frozen=True)
class Column:
    """One column of a table, or one setting."""

    name: str
    """Name in files."""
    field: str
    """Name in Python."""
    kind: Kind
    required: bool
    """Whether an empty cell is a fault."""
    pattern: re.Pattern[str] | None = None
    longest: int | None = None
    """Largest number of characters."""
    choices: tuple[str, ...] = ()
    least: float | None = None
    above: float | None = None
    """The value must be larger than this."""
    most: float | None = None


@cache
def columns_of(model: type[BaseModel]) -> tuple[Column, ...]:
    """Return the columns of a row class, or the settings of a settings class, in order."""
    properties = model.model_json_schema(by_alias=True)["properties"]
    found = []
    inherited = set(SourcedRow.model_fields) if issubclass(model, SourcedRow) else set()
    for field in sorted(model.model_fields, key=inherited.__contains__):  # source, evidence and note last
        info = model.model_fields[field]
        name = info.alias or field
        found.append(_column(name, field, info.is_required(), _not_null(properties[name])))
    return tuple(found)


def _not_null(schema: dict[str, Any]) -> dict[str, Any]:
    """Return the schema of a value that is given, of one that may be left out."""
    for part in schema.get("anyOf", ()):
        if part.get("type") != "null":
            return dict(part)
    return schema


def _column(name: str, field: str, required: bool, schema: dict[str, Any]) -> Column:
    """Return a column from the JSON schema of its value."""
    if schema["type"] in {"number", "integer"}:
        return Column(
            name,
            field,
            schema["type"],
            required,
            least=schema.get("minimum", schema.get("ge")),
            above=schema.get("exclusiveMinimum", schema.get("gt")),
            most=schema.get("maximum", schema.get("le")),
        )
    if schema["type"] == "array":
        return Column(name, field, "list", required)
    if schema.get("format") == "date":
        return Column(name, field, "date", required)
    choices = schema.get("enum") or ([schema["const"]] if "const" in schema else [])
    if choices:
        return Column(name, field, "choice", required, choices=tuple(c for c in choices if c))
    pattern = schema.get("pattern")
    if pattern is None:
        return Column(name, field, "text", required)
    return Column(name, field, _pattern_kind(pattern), required, re.compile(pattern), schema.get("maxLength"))


def _pattern_kind(pattern: str) -> Kind:
    """Return the kind of a text column with a pattern."""
    if pattern == _HS:
        return "hs"
    if pattern == _COUNTRY:
        return "country"
    return "hs_list" if "[0-9]{2,10}" in pattern else "pattern"
