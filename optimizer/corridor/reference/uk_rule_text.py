"""The text of a published rule of origin into the rule language: read as it stands, or not at all."""

from __future__ import annotations

import re
from dataclasses import dataclass

from corridor.reference.uk_clause import Clause, Goods, Pattern
from corridor.reference.uk_content import CONTENTS
from corridor.reference.uk_however import however
from corridor.reference.uk_processes import PROCESSES
from corridor.reference.uk_shift import CHANGES, SHIFTS
from corridor.schema.rule_language import Rule, all_of, any_of

_ALTERNATIVES = re.compile(r",? or:? (?=[A-Z](?!ree on))")
"""Where one whole rule ends and another begins: `or` before a capital letter."""
_HEAD = re.compile(
    r"(?:(?:manufactur(?:e|ing)|production)(?: in which)?:?|no change in tariff classification (?:is )?required,?"
    r"(?: for a good)?,?|a change from)\s*(?=-|in which|from|all |the |where|any |within|provided|RVC|heading"
    r"|chapter|subheading|$)",
    re.IGNORECASE,
)
_BETWEEN = re.compile(
    r"(?P<mark>[\s,.;:-]*)(?P<word>(?:and/or|and|or)\b)?[\s,:-]*"
    r"(?:(?:in which|where|which|provided that|provided|that|However(?=, the (?:total )?value of))[,:]?[\s-]*)?",
    re.IGNORECASE,
)
_CHANGE = re.compile(r"a change from ", re.IGNORECASE)
_NO_TEST = re.compile(
    r"non-originating materials used .*does not exceed the value of (?:all )?(?:the )?originating", re.IGNORECASE
)


@dataclass(frozen=True)
class Unread:
    """A text that was not read, and why."""

    reason: str
    words: str = ""
    """Where in the text reading stopped."""


@dataclass(frozen=True)
class Reading:
    """What a text says."""

    rule: Rule
    narrowed: tuple[str, ...] = ()
    """In what the rule asks for more than the text; empty: it says the same."""
    notes: tuple[str, ...] = ()


def read_text(text: str, goods: Goods) -> Reading | Unread:
    """Return what a plain text without days says of goods."""
    readings: list[Reading] = []
    for part in _ALTERNATIVES.split(text):
        found = _one(part, goods)
        if isinstance(found, Unread):
            return found
        readings.append(found)
    return joined(readings)


def joined(readings: list[Reading]) -> Reading:
    """Return alternatives as one reading."""
    rules = tuple(dict.fromkeys(reading.rule for reading in readings))
    narrowed = dict.fromkeys(words for reading in readings for words in reading.narrowed)
    return Reading(any_of(rules), tuple(narrowed), tuple(dict.fromkeys(note for one in readings for note in one.notes)))


def _one(text: str, goods: Goods) -> Reading | Unread:
    """Return what a text says that holds no alternative beginning with a capital letter."""
    if _NO_TEST.search(text):
        return Unread("non-originating against originating materials: a test that the rule language does not have")
    clauses: list[Clause] = []
    words: list[str] = []
    rest, patterns = _begin(text)
    while rest:
        exception = however(rest, clauses[-1] if clauses else None, goods)
        if exception is not None:
            clause, end = exception
            clauses[-1:] = [clause]
        else:
            found = _clause(rest, patterns, goods)
            if found is None:
                return Unread(_reason(rest), rest)
            clause, end = found
            clauses.append(clause)
        between = _BETWEEN.match(rest, end)
        rest = rest[between.end() :] if between else rest[end:]
        if rest and between:
            words.append((between["word"] or "").casefold())
        patterns = _PATTERNS
    return _combined(clauses, words) if clauses else Unread("no words of a rule")


def _begin(text: str) -> tuple[str, tuple[Pattern, ...]]:
    """Return a text after its opening words, and the patterns that may come first."""
    change = _CHANGE.match(text)
    if change:
        return text[change.end() :], CHANGES
    head = _HEAD.match(text)
    if not head or not head[0]:
        return text, _PATTERNS
    between = _BETWEEN.match(text, head.end())
    return text[between.end() if between else head.end() :], _PATTERNS


def _clause(text: str, patterns: tuple[Pattern, ...], goods: Goods) -> tuple[Clause, int] | None:
    """Return the clause that a text begins with, and where it ends."""
    for regex, build in patterns:
        match = regex.match(text)
        clause = build(match, goods) if match else None
        if match and clause:
            return clause, match.end()
    return None


def _combined(clauses: list[Clause], words: list[str]) -> Reading | Unread:
    """Return clauses as one rule: all of them, or one of two where `or` stands between."""
    said = {word for word in words if word}
    if said <= {"and"}:
        rule = all_of([clause.rule for clause in clauses])
    elif words == ["or"]:
        rule = any_of([clause.rule for clause in clauses])
    else:
        return Unread("`and` and `or` between conditions, which can be read in more than one way")
    narrowed = tuple(dict.fromkeys(clause.narrowed for clause in clauses if clause.narrowed))
    return Reading(rule, narrowed, tuple(dict.fromkeys(clause.note for clause in clauses if clause.note)))


_REASONS: tuple[tuple[str, str], ...] = (
    (r"\bquota|\bappendix|\bannex", "a quota or an annex of its own"),
    (r"by volume|decitex|thickness|thick\b|alcoholic", "a physical property of the goods or the materials"),
    (r"dry weight|weight", "a weight of materials without a code, or against other materials"),
    (r"wholly obtained|originating", "materials that the text names in words must originate"),
    (r"each item in the set", "a set, of which each item has its own rule"),
    (r"^(?:manufacture |production )?(?:from|of)\b", "manufacture from a material that the text names in words"),
    (r"however", "a sentence with `However` that the language cannot say"),
    (r"value", "a value of materials without a code"),
)


def _reason(rest: str) -> str:
    """Return why words were not read."""
    for words, reason in _REASONS:
        if re.search(words, rest, re.IGNORECASE):
            return reason
    return "an operation or condition that the rule language has no words for"


_PATTERNS: tuple[Pattern, ...] = (*SHIFTS, *CONTENTS, *PROCESSES)
