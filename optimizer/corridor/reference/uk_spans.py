"""The texts for one part of the goods into records, one for each span of days."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from corridor.reference.uk_parts import Part
from corridor.reference.uk_read import UkRuleSet
from corridor.reference.uk_rule_text import Reading, Unread, joined
from corridor.reference.uk_schemes import first_day_of
from corridor.reference.uk_texts import ReadText
from corridor.schema.origin import OriginRule
from corridor.schema.row import Evidence
from corridor.schema.rule_language import WhollyObtained, render

STAND_IN = (
    "The rule of these goods was not read. Until it is written here, only goods of originating materials originate;"
    " without this row the rule of a wider range would hold for them."
)
_LONGEST = 120
"""[characters] Of a text that a note quotes."""


@dataclass(frozen=True)
class Draft:
    """The texts for one part of the goods."""

    part: Part
    texts: tuple[ReadText, ...]


def rows_of(rule_set: UkRuleSet, draft: Draft, agreement: str, evidence: Evidence) -> list[OriginRule]:
    """Return the records of a part: the alternatives that were read, as they hold from day to day."""
    rows: list[OriginRule] = []
    for first, last in _spans(draft, first_day_of(rule_set.scheme)):
        holding = [one for one in draft.texts if _holds(one, first)]
        read = [one.found for one in holding if isinstance(one.found, Reading)]
        whole = joined(read) if read else Reading(WhollyObtained(), notes=(STAND_IN,))
        unread = [one for one in holding if isinstance(one.found, Unread)]
        rows.append(_row(rule_set, draft.part, whole, _note(whole, unread if read else []), evidence, agreement, first))
        rows[-1] = rows[-1].model_copy(update={"valid_to": last})
    return rows


def stand_in(rule_set: UkRuleSet, part: Part, agreement: str, evidence: Evidence) -> OriginRule:
    """Return the record of goods whose rule is in no record: else that of a wider range would hold for them."""
    start = first_day_of(rule_set.scheme)
    return _row(rule_set, part, Reading(WhollyObtained()), STAND_IN, evidence, agreement, start)


def _row(
    rule_set: UkRuleSet, part: Part, whole: Reading, note: str, evidence: Evidence, agreement: str, first: date
) -> OriginRule:
    """Return a record without a last day."""
    return OriginRule(
        agreement=agreement,
        hs_from=rule_set.first,
        hs_to=rule_set.last,
        part=part.code,
        part_name=part.name,
        valid_from=first,
        rule=render(whole.rule),
        citation=f"UK trade tariff, rules of origin, scheme {rule_set.scheme}, {rule_set.heading}",
        evidence=evidence,
        note=note,
    )


def _holds(one: ReadText, day: date) -> bool:
    text = one.text
    return (text.valid_from is None or text.valid_from <= day) and (text.valid_to is None or day <= text.valid_to)


def _spans(draft: Draft, start: date) -> list[tuple[date, date | None]]:
    """Return the spans of days between which the rules change, from the first day of the scheme on."""
    begins = {start}
    for one in draft.texts:
        if one.text.valid_from:
            begins.add(max(start, one.text.valid_from))
        if one.text.valid_to and one.text.valid_to >= start:
            begins.add(one.text.valid_to + timedelta(days=1))
    days = sorted(begins)
    ends: list[date | None] = [day - timedelta(days=1) for day in days[1:]]
    return list(zip(days, [*ends, None], strict=True))


def _note(whole: Reading, unread: list[ReadText]) -> str:
    """Return what must be known of how a rule was read."""
    notes = list(whole.notes)
    if whole.narrowed:
        notes.append(f"Narrower than the agreement: {'; '.join(whole.narrowed)}.")
    notes += [f"Another alternative was not read: {_cut(one.text.text)}" for one in unread]
    return " ".join(notes)


def _cut(text: str) -> str:
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 3].rstrip()}..."
