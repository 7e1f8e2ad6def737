"""Rules of origin for tests: small files that are always there, and the published ones where they are at hand."""

import json
import os
from pathlib import Path

import pytest

from corridor.reference.uk_read import UkRule, UkRuleSet
from corridor.reference.uk_rules import read_uk_rules

CTH = "Manufacture from materials of any heading, except that of the product."
HALF = "Manufacture in which the value of all the materials used does not exceed **50%** of the ex-works price."


def published(name):
    """Return a path in the folder that CORRIDOR_ORIGIN_RULES names, or skip the test and say why."""
    folder = os.environ.get("CORRIDOR_ORIGIN_RULES", "")
    path = Path(folder, name)
    if not folder or not path.exists():
        pytest.skip(f"CORRIDOR_ORIGIN_RULES names no folder with {name}: it holds published rules of origin")
    return path


def rule_set(*texts, first="8507", last="8507", scheme="eu", heading="8507", words=""):
    """Return a rule set; a text may come as (text, {field: value})."""
    pairs = [text if isinstance(text, tuple) else (text, {}) for text in texts]
    rules = tuple(UkRule(text, **({"classes": (), "operator": ""} | more)) for text, more in pairs)
    return UkRuleSet(scheme, heading, words, first, last, rules)


def entry(*texts, hs="8507", heading=None, words="", **more):
    """Return an entry of the JSON form; between its rules stands `or`."""
    empty = {"class": [], "footnotes": [], "quota": False, "import": True, "export": True}
    rules = [empty | {"rule": text, "operator": "or" if place else None} | more for place, text in enumerate(texts)]
    return {
        "heading": heading or hs,
        "subdivision": words,
        "min": hs.ljust(10, "0"),
        "max": hs.ljust(10, "9"),
        "rules": rules,
        "valid": True,
    }


def written(folder, *entries, name="eu.json"):
    """Write a file of the JSON form and return it."""
    path = folder / name
    path.write_text(json.dumps({"rule_sets": list(entries)}), encoding="utf-8")
    return path


def rows_of(folder, *entries, name="eu.json"):
    """Return the records of entries."""
    return read_uk_rules(written(folder, *entries, name=name)).rows
