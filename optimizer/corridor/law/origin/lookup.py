"""Which provisions and which rule an agreement has for a good on a day."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache

from corridor.law.origin.indexed import indexed
from corridor.law.origin.materials import Material
from corridor.reference.law import Law
from corridor.schema.origin import OriginProvision, OriginRule
from corridor.schema.row import EACH, Evidence
from corridor.schema.rule_language import parse, render
from corridor.schema.rule_terms import Rule, all_of

_parse = cache(parse)


@dataclass(frozen=True)
class FoundRule:
    """The rule for a good, and what it rests on."""

    rule: Rule
    text: str
    """The rule as its record writes it."""
    citation: str
    evidence: Evidence
    is_default: bool
    """Whether it is the agreement's rule for all goods without one of their own."""


def provision_of(law: Law, agreement: str, day: date) -> OriginProvision | None:
    """Return how an agreement decides on origin on a day, or None if nothing is recorded; the newest record wins."""
    rows = indexed(law.provisions, _provisions).get(agreement, ())
    return next((row for row in rows if _holds(row, day)), None)


def rule_for(law: Law, agreement: str, material: Material, importer: str, day: date) -> FoundRule | None:
    """Return the rule that a good must satisfy to originate under an agreement, or None if there is none.

    Of several the narrowest range of codes wins, then a rule for the good's own part, then one for the importer, then
    the newest. A good whose code was several codes in the agreement's edition must satisfy the rules of all of them.
    Raises RuleSyntaxError if the text of the rule cannot be read.
    """
    provision = provision_of(law, agreement, day)
    if provision is None:
        return None
    by_chapter = indexed(law.origin_rules, _rules)
    importers = (law.territory(importer), EACH)
    found: list[FoundRule] = []
    for code in material.codes(law, provision.hs_edition) or ("",):
        near = by_chapter.get((agreement, code[:2]), ())
        held = [row for row in near if row.importer in importers and row.part in (None, material.part)]
        rows = [row for row in held if _holds(row, day) and _covers(row, code)]
        rule = _own(min(rows, key=_rank)) if rows else _default(provision)
        if rule is None:
            return None
        found.append(rule)
    return _together(found)


def _provisions(rows: Iterable[OriginProvision]) -> Mapping[str, tuple[OriginProvision, ...]]:
    """Return agreement -> its provisions, newest first."""
    found: dict[str, list[OriginProvision]] = {}
    for row in sorted(rows, key=lambda row: row.valid_from, reverse=True):
        found.setdefault(row.agreement, []).append(row)
    return {agreement: tuple(members) for agreement, members in found.items()}


def _rules(rows: Iterable[OriginRule]) -> Mapping[tuple[str, str], tuple[OriginRule, ...]]:
    """Return agreement, chapter -> the rules for codes of the chapter."""
    found: dict[tuple[str, str], list[OriginRule]] = {}
    for row in rows:
        for chapter in range(int(row.hs_from[:2]), int(row.hs_to[:2]) + 1):
            found.setdefault((row.agreement, f"{chapter:02}"), []).append(row)
    return {key: tuple(members) for key, members in found.items()}


def _holds(row: OriginProvision | OriginRule, day: date) -> bool:
    """Return whether a record holds on a day."""
    return row.valid_from <= day and (row.valid_to is None or day <= row.valid_to)


def _covers(row: OriginRule, code: str) -> bool:
    """Return whether a code, with everything that may be below it, lies in the range of a rule."""
    digits = len(row.hs_to)
    return row.hs_from <= code and code.ljust(digits, "9")[:digits] <= row.hs_to


def _rank(row: OriginRule) -> tuple[int, bool, bool, int, str]:
    """Return what orders the rules for one code: the first wins."""
    width = int(row.hs_to.ljust(10, "9")) - int(row.hs_from.ljust(10, "0"))
    return width, row.part is None, row.importer == EACH, -row.valid_from.toordinal(), row.rule


def _own(row: OriginRule) -> FoundRule:
    return FoundRule(_parse(row.rule), row.rule, row.citation, row.evidence, is_default=False)


def _default(provision: OriginProvision) -> FoundRule | None:
    text = provision.default_rule
    return FoundRule(_parse(text), text, provision.citation, provision.evidence, is_default=True) if text else None


def _together(found: list[FoundRule]) -> FoundRule:
    """Return the rules of several codes as one: all must hold; the weakest evidence is that of all."""
    different = list({one.rule: one for one in found}.values())
    if len(different) == 1:
        return different[0]
    rule = all_of([one.rule for one in different])
    citation = "; ".join(dict.fromkeys(one.citation for one in different))
    evidence = max(one.evidence for one in different)
    return FoundRule(rule, render(rule), citation, evidence, all(one.is_default for one in different))
