"""The pages on tables, from the row classes of `corridor.schema`."""

from __future__ import annotations

import inspect
import re
from collections.abc import Mapping
from typing import Any, get_args, get_type_hints

from pydantic import BaseModel
from pydantic_core import PydanticUndefined

from corridor.scenario import shock
from corridor.schema import tariff_words
from corridor.schema.catalog import MODEL_TABLES, REFERENCE_TABLES, REQUIRED_TABLES, RESULT_TABLES
from corridor.schema.entries import EntryLine, Paid
from corridor.schema.row import Row, SourcedRow
from corridor.schema.scenario import LaneClosing, ScenarioHead, SiteClosing
from corridor.schema.settings import ModelSettings
from corridor.schema.tariff_words import FACTS, FactKind, Where
from pieces import docstring, prose, table

PATTERNS = {
    r"^[A-Z0-9_]+$": "code",
    r"^([A-Z0-9_]+|\*)$": "code or `*`",
    r"^([A-Z0-9_]+(;[A-Z0-9_]+)*|\*)?$": "codes between semicolons, or `*`",
    r"^[A-Z]{2}$": "country code",
    r"^[A-Z]{3}$": "currency code",
    r"^[0-9]{2,10}$": "HS code, 2 to 10 digits without dots",
    r"^[a-z_]+$": "small letters and `_`",
    r"^[a-z0-9_]+$": "small letters, digits and `_`",
    r"^[a-z_]*$": "small letters and `_`",
    r"^(\*|[0-9]{2,10}(;[0-9]{2,10})*)$": "HS codes of 2 to 10 digits between semicolons, or `*`",
    r"^([0-9]{2,10}(;[0-9]{2,10})*)?$": "HS codes of 2 to 10 digits between semicolons",
    r"^(\*|[a-z_]+(;[a-z_]+)*)$": "words between semicolons, or `*`",
    r"^([a-z_]+(;[a-z_]+)*)?$": "words between semicolons",
    r"^(value|(share|rest):[a-z][a-z0-9_]*)$": "`value`, `share:FACT`, `rest:FACT`",
    r"^(period|year)$": "`period`, `year`",
    r"^(0?\.[0-9]+(;0?\.[0-9]+)*)?$": "shares between semicolons",
    r"^([A-Z0-9_]+:(0|1|0?\.[0-9]+)(;[A-Z0-9_]+:(0|1|0?\.[0-9]+))*)?$": "`AGREEMENT:SHARE` between semicolons",
    get_args(Where)[1].pattern: "conditions",
    get_args(Paid)[1].pattern: "`PROGRAMME:amount` between semicolons",
}
"""Patterns of `corridor.schema.row`, in words. Any other pattern is printed as it stands."""

MEANINGS = {
    "site": "Code of table `sites`.",
    "from_site": "Site the goods leave: a code of table `sites`.",
    "to_site": "Site the goods reach: a code of table `sites`.",
    "product": "Code of table `products`.",
    "process": "Code of table `processes`.",
    "period": "Code of table `periods`.",
    "ship_period": "Period in which the goods depart: a code of table `periods`.",
    "entity": "Code of table `entities`.",
    "offer": "Code of table `offers`.",
    "input": "The product consumed: a code of table `products`.",
    "limit": "Name of a row of table `limits`.",
    "state": "Origin state of the goods, such as `CN` (page *What the tables mean*).",
    "input_state": "Origin state of the input.",
    "alternative": "Name of the recipe alternative.",
    "mode": "Means of transport.",
    "route": "Name of the route.",
    "end_use": "Declared end use.",
    "per": "What quantities are counted over.",
    "importer": "Customs territory that the record belongs to.",
    "agreement": "Code of the agreement.",
    "signed": "Day it was signed.",
    "in_force_to": "Last day it was in force; empty: no end known.",
    "binding": "Whether it binds in law.",
    "relief": "Kind of the procedure.",
    "entry": "Number of the entry.",
    "line": "Number of the line in the entry.",
    "hs": "Code of the goods, as finely as known.",
    "entry_date": "Day of entry.",
    "option": "How the goods are entered: `MFN` is no preference claimed.",
    "tag": "`-`: no destination tag.",
    "rule_choice": "`none`: no origin rule is claimed.",
    "value_class": "Class of value that the input counts in.",
    "window": "The period, year or horizon meant.",
    "programme": "Name of the measure.",
    "record": "Name of the record of the measure.",
    "citation": "Where the law says so: instrument, edition, page.",
    "evidence": "Evidence level: A own ruling or final assessment; B law text plus document in hand; "
    "C broker, supplier or secondary source; D assumption.",
    "reason": "Why, in words.",
    "currency": "Currency (ISO 4217).",
    "name": "Name for people.",
    "note": "Anything a reader should know.",
    "quote": "Name of the quote.",
    "quoted_on": "Day of the quote.",
    "incoterm": "Delivery term of the quote (Incoterms).",
    "index": "Code of a published price; index formulas of quotes name it.",
    "from_unit": "The unit that is converted.",
    "to_unit": "The unit that comes out.",
    "unit": "What the amount is counted in.",
    "factor": "How many `to_unit` make one `from_unit`.",
    "rate": "How much.",
    "country": "Country (ISO 3166-1 alpha-2).",
    "specific_unit": "Unit of the specific duty, such as kg, or unit of the product.",
    "status": "How the layer counts: applied, borne_by_seller, unknown or projected.",
    "kind": "What the row speaks of.",
    "opened": "1: it is opened in this window, else 0.",
    "closed": "1: it is closed in this window, else 0.",
    "lower": "Least value that is allowed.",
    "upper": "Largest value that is allowed.",
    "valid_from": "First day.",
    "valid_to": "Last day, included; empty: no end known.",
}
"""What a column means in every table that gives it no docstring of its own."""

_KINDS: Mapping[FactKind, str] = {
    "country": "country code",
    "code": "code",
    "word": "word",
    "share": "number from 0 to 1",
    "day": "date",
}
"""Kind of a fact -> what may stand for it."""


def model_page() -> str:
    """Return the reference of `model.yaml` and of the tables of a model."""
    settings = "\n\n".join(
        ["## model.yaml", docstring(inspect.getdoc(ModelSettings) or ""), _columns(ModelSettings, ())]
    )
    return "\n\n".join([settings, *(_section(row_class) for row_class in MODEL_TABLES)])


def law_page() -> str:
    """Return the reference of the tables of `data/`, of the facts their conditions name, and of past entries."""
    tables = [_section(row_class) for row_class in REFERENCE_TABLES]
    return "\n\n".join([*tables, _conditions(), _section(EntryLine)])


def _conditions() -> str:
    """Return how conditions are written, and the facts they may name."""
    rows = ([f"`{name}`", _KINDS[kind], prose(meaning)] for name, (kind, meaning) in FACTS.items())
    return "\n\n".join(
        [
            "## Conditions",
            docstring(inspect.getdoc(tariff_words) or ""),
            "A fact that is not given is not known: the answer then says what is presumed, and which fact decides.",
            table(["fact", "kind", "what it says"], rows),
        ]
    )


def run_page() -> str:
    """Return the reference of the tables of a run."""
    return "\n\n".join(_section(row_class) for row_class in RESULT_TABLES)


def scenario_page() -> str:
    """Return the reference of scenario files, and of the patches and words that have a form of their own."""
    said = ((ScenarioHead, "A scenario"), (SiteClosing, "site_closed"), (LaneClosing, "lane_closed"))
    parts = [
        part
        for kind, heading in said
        for part in (f"## {heading}", docstring(inspect.getdoc(kind) or ""), _columns(kind, ()))
    ]
    return "\n\n".join([*parts, "## shock", docstring(inspect.getdoc(shock) or "")])


def unexplained(row_class: type[Row]) -> list[str]:
    """Return the columns of a table that nothing explains."""
    return [name for name in row_class.model_fields if not _meaning(row_class, name)]


def _section(row_class: type[Row]) -> str:
    """Return heading, meaning, key and columns of one table."""
    common = tuple(SourcedRow.model_fields) if issubclass(row_class, SourcedRow) else ()
    needed = " Every model needs this table." if row_class.TABLE in REQUIRED_TABLES else ""
    key = ", ".join(f"`{column}`" for column in row_class.KEY)
    return "\n\n".join(
        [
            f"## {row_class.TABLE}",
            docstring(inspect.getdoc(row_class) or "") + needed,
            f"Key: {key}.",
            _columns(row_class, common),
        ]
    )


def _columns(model: type[BaseModel], leave_out: tuple[str, ...]) -> str:
    """Return the table of columns."""
    properties = model.model_json_schema(by_alias=False)["properties"]
    hints = get_type_hints(model, include_extras=True)
    rows = []
    for name, info in model.model_fields.items():
        if name in leave_out:
            continue
        unit, meaning = _unit_and_words(_meaning(model, name))
        kind = f"{_kind(properties[name])} {_range(hints[name])}".strip()
        rows.append([f"`{info.alias or name}`", kind, _default(info.default), unit, prose(meaning)])
    return table(["column", "kind", "if empty", "unit", "meaning"], rows)


def _meaning(model: type[BaseModel], name: str) -> str:
    """Return what a column means: its docstring, or what the word means in every table."""
    return model.model_fields[name].description or MEANINGS.get(name, "")


def _unit_and_words(text: str) -> tuple[str, str]:
    """Split `[money / unit] Price.` into the unit and the words."""
    found = re.match(r"^\[([^\]]+)\]\s*(.*)$", text, re.DOTALL)
    return (prose(found[1]), found[2]) if found else ("", text)


def _default(value: Any) -> str:
    """Return what an empty cell stands for."""
    if value is PydanticUndefined:
        return "required"
    if value in (None, "", ()):
        return ""
    return f"`{value:g}`" if isinstance(value, float) else f"`{value}`"


def _kind(schema: dict[str, Any]) -> str:
    """Return what may stand in a cell, in words."""
    if "anyOf" in schema:
        return " or ".join(_kind(part) for part in schema["anyOf"] if part.get("type") != "null")
    if "enum" in schema:
        return ", ".join(f"`{word}`" if word else "empty" for word in schema["enum"])
    if "const" in schema:
        return f"`{schema['const']}`"
    if "pattern" in schema:
        return PATTERNS.get(schema["pattern"]) or f"text like `{schema['pattern']}`"
    if schema["type"] == "array":
        return "list of texts"
    if schema["type"] == "string":
        return "date" if schema.get("format") == "date" else "text"
    return "whole number" if schema["type"] == "integer" else "number"


def _range(hint: Any) -> str:
    """Return the range of a number, in words, from the metadata of its type."""
    bounds: dict[str, float] = {}
    _collect(hint, bounds)
    signs = {"gt": ">", "ge": "≥", "le": "≤", "lt": "<"}
    if "gt" in bounds:
        bounds.pop("ge", None)
    return " and ".join(f"{sign} {bounds[name]:g}" for name, sign in signs.items() if name in bounds)


def _collect(hint: Any, bounds: dict[str, float]) -> None:
    """Collect the bounds that a type and its parts state."""
    for part in (*get_args(hint), *getattr(hint, "metadata", ())):
        for name in ("gt", "ge", "le", "lt"):
            if isinstance(getattr(part, name, None), int | float):
                bounds[name] = getattr(part, name)
        if not isinstance(part, str):
            _collect(part, bounds)
