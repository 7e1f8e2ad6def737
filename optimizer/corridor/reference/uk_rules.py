"""Published rules of origin of the UK into records: one for each part of the goods and each span of days."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from pathlib import Path

from corridor.errors import UsageError
from corridor.reference.hts_write import with_kept, write_tables
from corridor.reference.uk_parts import NO_WORDS, Part, part_of_goods, part_of_set
from corridor.reference.uk_read import UkRuleSet, read_rule_sets
from corridor.reference.uk_report import UkImport, UkLine
from corridor.reference.uk_rule_text import Reading, Unread
from corridor.reference.uk_schemes import agreement_of
from corridor.reference.uk_spans import STAND_IN, Draft, rows_of, stand_in
from corridor.reference.uk_texts import ReadText, read_set
from corridor.schema.origin import OriginRule
from corridor.schema.row import Evidence
from corridor.schema.rule_language import render

_DOUBLE = "two rule sets for the same codes that no words tell apart"
_MIXED = "the source does not say which goods each rule of the set is for"


def read_uk_rules(path: Path, agreement: str | None = None, evidence: Evidence = "C") -> UkImport:
    """Return the rules of a `.json` of a scheme, of a folder of them, or of the tidy `.csv`, and the account of them.

    `agreement` is the code that the records get; None: the one of each scheme (`uk_schemes.agreement_of`). Raises
    FaultError if a file cannot be read, UsageError for one agreement of several schemes.
    """
    sets = read_rule_sets(path)
    if agreement and len({one.scheme for one in sets}) > 1:
        raise UsageError("an agreement can be named for the rules of one scheme only; leave it out, or give one file")
    sharing = Counter((one.scheme, one.first, one.last) for one in sets)
    texts = [read_set(one) for one in sets]
    drafts = [
        _drafts(read, part_of_set(one, sharing[one.scheme, one.first, one.last] > 1))
        for one, read in zip(sets, texts, strict=True)
    ]
    owners = _owners(sets, drafts)
    rows: list[OriginRule] = []
    lines: list[UkLine] = []
    for rule_set, read, draft in zip(sets, texts, drafts, strict=True):
        code = agreement or agreement_of(rule_set.scheme)
        if isinstance(draft, str):
            rows.append(stand_in(rule_set, Part(), code, evidence))
            lines.extend(_lines(rule_set, read, draft, read))
            continue
        for one in draft:
            double = owners[_place(rule_set, one.part)] > 1
            made = [stand_in(rule_set, one.part, code, evidence)] if double else rows_of(rule_set, one, code, evidence)
            rows.extend(made)
        doubled = [text for one in draft if owners[_place(rule_set, one.part)] > 1 for text in one.texts]
        lines.extend(_lines(rule_set, read, _DOUBLE, doubled))
    kept = _without_doubles(rows)
    return UkImport(path.name, kept, tuple(lines), sum(row.note == STAND_IN for row in kept))


def import_uk_rules(path: Path, out_folder: Path, agreement: str | None = None, evidence: Evidence = "C") -> UkImport:
    """Write the rules that were read to origin_rules.csv of a folder and return the account.

    Rules of the folder stay, but for those of the agreements that are imported. The file appears whole or not at
    all. Raises FaultError if a file cannot be read, or the table of the folder has faults.
    """
    found = read_uk_rules(path, agreement, evidence)
    replaced = {row.agreement for row in found.rows}
    rows = with_kept(OriginRule, out_folder, found.rows, lambda row: row.agreement in replaced)
    write_tables(out_folder, {OriginRule: rows})
    return found


def _drafts(read: Sequence[ReadText], part: Part | None) -> tuple[Draft, ...] | str:
    """Return the texts of a set by the part they are for, or why no record can hold them."""
    if part is None:
        return NO_WORDS
    by_goods: dict[str, list[ReadText]] = defaultdict(list)
    for one in read:
        by_goods[one.text.goods].append(one)
    if "" in by_goods and len(by_goods) > 1:
        return _MIXED
    return tuple(Draft(part_of_goods(part, goods), tuple(texts)) for goods, texts in by_goods.items())


def _place(rule_set: UkRuleSet, part: Part) -> tuple[str, str, str, str | None]:
    return rule_set.scheme, rule_set.first, rule_set.last, part.code


def _owners(
    sets: Sequence[UkRuleSet], drafts: Sequence[tuple[Draft, ...] | str]
) -> Mapping[tuple[str, str, str, str | None], int]:
    """Return how many sets have rules for the same part of the same codes."""
    return Counter(
        _place(rule_set, one.part)
        for rule_set, draft in zip(sets, drafts, strict=True)
        if not isinstance(draft, str)
        for one in draft
    )


def _without_doubles(rows: Sequence[OriginRule]) -> tuple[OriginRule, ...]:
    """Return records, of several that stand in for one another the first; one that was read goes before them."""
    found: dict[tuple[object, ...], OriginRule] = {}
    for row in sorted(rows, key=lambda one: one.note == STAND_IN):
        found.setdefault(tuple(getattr(row, name) for name in OriginRule.KEY), row)
    kept = set(map(id, found.values()))
    return tuple(row for row in rows if id(row) in kept)


def _lines(rule_set: UkRuleSet, read: Sequence[ReadText], why: str, left_out: Sequence[ReadText]) -> list[UkLine]:
    """Return what became of each rule of a set; `why`: why those left out are in no record."""
    found: dict[int, UkLine] = {}
    for one in read:
        reason = why if any(one is other for other in left_out) else ""
        for number in one.text.numbers:
            found[number] = _line(rule_set, rule_set.rules[number].text, one.found, reason)
    return [found[number] for number in sorted(found)]


def _line(rule_set: UkRuleSet, text: str, found: Reading | Unread, why: str) -> UkLine:
    place = (rule_set.scheme, rule_set.heading, rule_set.first, rule_set.last, text)
    if isinstance(found, Unread):
        return UkLine(*place, "unread", False, "", found.reason)
    narrowed = "; ".join(found.narrowed)
    return UkLine(*place, "narrowed" if narrowed else "exact", not why, render(found.rule), why or narrowed)
