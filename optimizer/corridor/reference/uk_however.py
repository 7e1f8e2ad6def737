"""Sentences that begin with `However`: materials that a rule lets in after all, or keeps out after all."""

from __future__ import annotations

import re

from corridor.reference.uk_clause import Clause, Goods
from corridor.reference.uk_codes import CODES, spans, without
from corridor.reference.uk_content import HOWEVER_WORTH, limits
from corridor.schema.rule_language import Rule, Shift, Span, all_of
from corridor.schema.rule_terms import Own

_END = r"(?=$|[,.;:]| - | and )"
_START = r"(?:However, |The )"
_ALLOWED = r" (?:may|can) (?:also )?be (?:used|incorporated into the set|incorporated)"
_SAME = re.compile(
    rf"{_START}(?:non-originating )?(?:other )?(?:materials|articles) (?:classified )?(?:of|within|in) the"
    rf" same (?P<level>heading|subheading)"
    rf"(?: as the product)?{_ALLOWED}{HOWEVER_WORTH}{_END}",
    re.IGNORECASE,
)
_SAME_DESCRIPTION = re.compile(
    rf"{_START}(?:non-originating )?materials of (?:the same|this) description(?: as the"
    rf" product)?{_ALLOWED}{HOWEVER_WORTH}{_END}",
    re.IGNORECASE,
)
_CODED = re.compile(
    rf"{_START}(?:the )?(?:other )?(?P<words>(?:non-originating )?(?:materials|tools)) (?:classified )?(?:of"
    rf"|from|within|in) (?P<codes>{CODES})"
    rf"{_ALLOWED}{HOWEVER_WORTH}{_END}",
    re.IGNORECASE,
)
_KEPT_OUT = re.compile(
    rf"{_START}(?P<words>[^.:]*?) of (?P<codes>{CODES}) (?:may|must) not be used{_END}", re.IGNORECASE
)
_LET_IN = re.compile(
    rf"{_START}(?:(?! - )[^.])*?{_ALLOWED}(?:,? provided(?: that)?:?(?:(?! - | and\b)[^.])*?)?(?=$|\.|,? and -"
    rf" | - |,? and in which )",
    re.IGNORECASE,
)


def however(text: str, before: Clause | None, goods: Goods) -> tuple[Clause, int] | None:
    """Return the clause before with what a sentence with `However` makes of it, and where the sentence ends.

    What lets in materials is left out where the language cannot say it: the rule then asks for more than the text.
    None: the text does not begin with such a sentence.
    """
    if before is None or not isinstance(before.rule, Shift):
        return None
    for read in (_same, _same_description, _coded, _kept_out, _let_in):
        found = read(text, before, before.rule, goods)
        if found is not None:
            return found
    return None


def _same(text: str, before: Clause, shift: Shift, _: Goods) -> tuple[Clause, int] | None:
    """Materials of the product's own heading up to a limit."""
    match = _SAME.match(text)
    level: Own = "HEADING" if shift.level == "CTH" else "SUBHEADING"
    if not match or match["level"].upper() != level or shift.level not in ("CTH", "CTSH"):
        return None
    return _with_limit(before, shift, (level,), match)


def _with_limit(
    before: Clause, shift: Shift, own: tuple[Span | Own, ...], match: re.Match[str], narrowed: str = ""
) -> tuple[Clause, int]:
    """Return the limit, together with what is excepted beside it."""
    parts: list[Rule] = [limits(match, own)]
    if shift.excepted:
        parts.insert(0, Shift("ANY", shift.excepted))
    return Clause(all_of(parts), "; ".join(filter(None, (before.narrowed, narrowed))), before.note), match.end()


def _same_description(text: str, before: Clause, shift: Shift, _: Goods) -> tuple[Clause, int] | None:
    """Materials that are the product's own kind of goods up to a limit: taken as all of its heading."""
    match = _SAME_DESCRIPTION.match(text)
    if not match or shift.level not in ("ANY", "CTH"):
        return None
    return _with_limit(
        before, shift, ("HEADING",), match, "the limit on materials of the product's description holds for its heading"
    )


def _coded(text: str, before: Clause, shift: Shift, goods: Goods) -> tuple[Clause, int] | None:
    """Materials of some codes up to a limit: those that were excepted, or those of the product's own heading."""
    match = _CODED.match(text)
    codes = spans(match["codes"]) if match else None
    if not match or not codes:
        return None
    excepted = tuple(code for code in shift.excepted if isinstance(code, Span))
    rest = without(excepted, codes)
    if rest is not None:
        level = Shift(shift.level, rest)
        parts: list[Rule] = [limits(match, codes)]
        if level != Shift("ANY"):
            parts.insert(0, level)
        return Clause(all_of(parts), before.narrowed, before.note), match.end()
    if shift.level == "CTH" and goods.headings_are_among(codes):
        return _with_limit(before, shift, codes, match)
    return None


def _kept_out(text: str, before: Clause, shift: Shift, _: Goods) -> tuple[Clause, int] | None:
    """Materials that may not be used: those of their codes must originate."""
    match = _KEPT_OUT.match(text)
    codes = spans(match["codes"]) if match else None
    if not match or not codes:
        return None
    narrowed = f"'{match['words']} of' these codes is read as all materials of them"
    more = "; ".join(filter(None, (before.narrowed, narrowed)))
    return Clause(Shift(shift.level, (*shift.excepted, *codes)), more, before.note), match.end()


def _let_in(text: str, before: Clause, shift: Shift, _: Goods) -> tuple[Clause, int] | None:
    """Materials that may be used although the rule keeps them out: the language cannot say it, so they stay out."""
    match = _LET_IN.match(text)
    if not match or shift == Shift("ANY"):
        return None
    narrowed = "what a sentence with 'However' lets in stays out"
    more = "; ".join(filter(None, (before.narrowed, narrowed)))
    return Clause(shift, more, before.note), match.end()
