"""Facts of a shipment as a person types them, checked: `melt_pour=US`, `metal_weight_share=0.2`."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from difflib import get_close_matches

from corridor.errors import UsageError
from corridor.reference.law import Law
from corridor.schema.tariff_words import FACTS, FactKind

_WORD, _CODE = re.compile(r"^[a-z][a-z0-9_]*$"), re.compile(r"^[A-Z0-9_]+$")

NAMED_APART = "claim"
"""Fact that a question states as its claim."""


def facts_asked(law: Law, texts: Iterable[str]) -> tuple[tuple[str, str], ...]:
    """Return facts written as `name=value`, several of them separated by commas, in order of name.

    Raises UsageError, saying what is allowed, where a name is not known, a value is not of its kind, or a fact is
    given twice.
    """
    found: dict[str, str] = {}
    for part in (part.strip() for text in texts for part in text.split(",")):
        name, sign, value = (piece.strip() for piece in part.partition("="))
        if not part:
            continue
        if not sign or not value:
            raise UsageError(f"{part!r} is no fact of a shipment: write it as name=value, such as melt_pour=US")
        checked = fact_asked(law, name, value)
        if found.get(name, checked) != checked:
            raise UsageError(f"{name} is given twice, as {found[name]} and {checked}: give it once")
        found[name] = checked
    return tuple(sorted(found.items()))


def fact_asked(law: Law, name: str, value: str) -> str:
    """Return the value of a fact as records write it. Raises UsageError if name or value are not known."""
    if name not in FACTS or name == NAMED_APART:
        names = sorted(set(FACTS) - {NAMED_APART})
        near = get_close_matches(name, names, n=1)
        hint = f"did you mean {near[0]}? " if near else ""
        apart = "state it as the claim; " if name == NAMED_APART else ""
        raise UsageError(f"no fact of a shipment is called {name!r}: {hint}{apart}known are {', '.join(names)}")
    kind, meaning = FACTS[name]
    checked = _of_kind(law, kind, value)
    if checked is None:
        raise UsageError(f"{name} must be {_ALLOWED[kind]} ({meaning}), got {value!r}")
    return checked


_ALLOWED: dict[FactKind, str] = {
    "country": "a two-letter country code such as US",
    "code": "a code of capital letters, digits and underscores",
    "word": "a word of small letters such as yes, no or sea",
    "share": "a share between 0 and 1 such as 0.15",
    "day": "a day such as 2026-04-06",
}


def _of_kind(law: Law, kind: FactKind, value: str) -> str | None:
    """Return a value as records write it, or None if it is not of its kind."""
    if kind == "country":
        code = value.upper()
        known = set(law.territories) | set(law.territories.values())
        return code if not known or code in known else None
    if kind == "code":
        return value.upper() if _CODE.match(value.upper()) else None
    if kind == "word":
        return value.lower() if _WORD.match(value.lower()) else None
    try:
        if kind == "day":
            return date.fromisoformat(value).isoformat()
        return value if 0 <= float(value) <= 1 else None
    except ValueError:
        return None
