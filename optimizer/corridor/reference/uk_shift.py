"""Clauses on what materials are classified as: any heading, another heading, codes that are excepted."""

from __future__ import annotations

import re
from typing import get_args

from corridor.reference.uk_clause import WHOLLY_OBTAINED, Clause, Goods, Pattern, pattern
from corridor.reference.uk_codes import CODES, all_but, rest_of_heading, spans
from corridor.schema.rule_language import Originating, Shift, Span, WhollyObtained
from corridor.schema.rule_terms import Level

_LEVELS: dict[str, Level] = {"chapter": "CC", "heading": "CTH", "subheading": "CTSH"}
_PARTIAL = r"(?P<words>(?:(?!\b(?:other|than|not|except|containing|of a kind)\b)[a-z ,'-])+? (?:of|from) )"
_EXCEPT = (
    r",? (?:except|other than)(?:,? (?:for|from))?(?: those of| those from| materials of| from)?"
    r"(?: non-originating)?(?: materials? of)? "
)
_UNDERGONE = (
    r"(?P<name>CC|CTH|CTSH)(?:: All non-originating materials used in the production of the product have"
    r" undergone a change"
    r" in tariff classification at the [246]-digit level \((?:chapter|(?:tariff )?heading|(?:tariff )?subheading)\))?"
)


def _level(match: re.Match[str]) -> Level:
    """Return the change that a match names by its letters or by the word for the level."""
    named = match.groupdict()
    if named.get("name"):
        return next(level for level in get_args(Level) if level == named["name"].upper())
    return _LEVELS[named["level"].casefold()]


def _shift(match: re.Match[str], _: Goods) -> Clause | None:
    """A change of classification, materials of some codes excepted."""
    return _except(match, _level(match))


def _any(match: re.Match[str], _: Goods) -> Clause | None:
    """Materials of any heading, or all but those of some codes."""
    return _except(match, "ANY")


def _except(match: re.Match[str], level: Level) -> Clause | None:
    named = match.groupdict()
    if not named.get("codes"):
        return Clause(Shift(level))
    codes = spans(named["codes"])
    if codes is None:
        return None
    words = (named.get("words") or "").strip()
    narrowed = f"'{words}' these codes is read as all materials of them" if words else ""
    return Clause(Shift(level, codes), narrowed)


def _free(_: re.Match[str], __: Goods) -> Clause | None:
    """Materials of any heading, that of the goods too."""
    return Clause(Shift("ANY"))


def _group(match: re.Match[str], goods: Goods) -> Clause | None:
    """A change from outside a group of codes that the goods are in."""
    return Clause(Shift(_level(match), (Span(goods.first, goods.last),)))


def _obtained(match: re.Match[str], _: Goods) -> Clause | None:
    codes = spans(match["codes"])
    return Clause(Originating(codes), note=WHOLLY_OBTAINED) if codes else None


def _originating(match: re.Match[str], _: Goods) -> Clause | None:
    codes = spans(match["codes"])
    return Clause(Originating(codes)) if codes else None


def _own(match: re.Match[str], goods: Goods) -> Clause | None:
    """The goods themselves must be wholly obtained, or all materials originate."""
    chapter = match.groupdict().get("chapter")
    if chapter and chapter.zfill(2) != goods.first[:2]:
        return Clause(Originating((Span(chapter.zfill(2), chapter.zfill(2)),)), note=WHOLLY_OBTAINED)
    return Clause(WhollyObtained())


def _only(match: re.Match[str], _: Goods) -> Clause | None:
    """Manufacture from materials of some headings: those of all others must originate."""
    codes = spans(match["codes"])
    if codes is None or any(len(code.first) > 4 for code in codes):
        return None
    narrowed = "materials at an earlier stage than those named, which the agreement allows too, must originate"
    return Clause(Shift("ANY", all_but(codes)), narrowed)


def _from_codes(match: re.Match[str], goods: Goods) -> Clause | None:
    """A change from some codes, together with any other heading or subheading: none from the rest of the goods' own."""
    codes = spans(match["codes"])
    level = _level(match)
    if codes is None:
        return None
    if not any(goods.shares_heading_with(code) for code in codes):
        return Clause(Shift(level))
    if level == "CTSH":
        outside = all(code.last < goods.first or code.first > goods.last for code in codes)
        return Clause(Shift("CTSH")) if outside and len(goods.first) == 6 else None
    if goods.first[:4] != goods.last[:4]:
        return None
    return Clause(Shift("ANY", rest_of_heading(goods.first[:4], codes)))


_FROM = r"(?:(?:manufacture |production )?(?:from|of) )(?:non-originating )?"
_C = rf"(?P<codes>{CODES})"

SHIFTS: tuple[Pattern, ...] = (
    pattern(rf"{_UNDERGONE}{_EXCEPT}{_C}", _shift),
    pattern(rf"{_UNDERGONE}{_EXCEPT}{_PARTIAL}{_C}", _shift),
    pattern(_UNDERGONE, _shift),
    pattern(
        rf"{_FROM}materials of any (?P<level>heading|subheading),? (?:except|other than) that of the product"
        rf"(?:(?:,? and(?: of| those of| from)?|,? (?:and )?except(?: for)?(?: those of| materials of)?) {_C})?",
        _shift,
    ),
    pattern(
        rf"{_FROM}materials of any heading,? including (?:other )?materials of {_C}",
        _free,
    ),
    pattern(rf"{_FROM}materials of any heading{_EXCEPT}{_C}", _any),
    pattern(rf"{_FROM}materials of any heading{_EXCEPT}{_PARTIAL}{_C}", _any),
    pattern(rf"{_FROM}materials of any heading", _any),
    pattern(rf"(?:manufacture |production )?(?:from|using) materials not classified (?:within|in) {_C}", _any),
    pattern(rf"{_FROM}materials of {_C}", _only),
    pattern(
        r"(?:other operations (?:than those referred to (?:above|in column) )?in which )?all (?:the"
        r" )?(?:non-originating )?materials"
        r" used (?:are|is) classified (?:within|in) a (?P<level>chapter|heading|subheading) other than that of"
        r" the product"
        rf"(?:(?:,? (?:and|or)(?: of)?|,? except(?: for)?(?: those of| materials of)?) {_C})?",
        _shift,
    ),
    pattern(rf"all (?:the )?materials used are classified (?:within|in) a (?:chapter|heading) other than {_C}", _any),
    pattern(
        rf"all (?:the )?materials? (?:of|from|in) {_C} used (?:must be|shall be|are|is) wholly obtained(?: in"
        rf" the country or territory)?",
        _obtained,
    ),
    pattern(
        rf"all (?:the )?materials? (?:of|from|in) {_C} used (?:(?:must )?already be|must be|are|is) originating",
        _originating,
    ),
    pattern(r"all (?:the )?materials used (?:are|(?:must )?already be|must be|must already be) originating", _own),
    pattern(r"all (?:the )?goods must be wholly obtained", _own),
    pattern(
        r"all (?:the )?(?:animals|products|goods)(?: (?:of|in) chapter (?P<chapter>\d+))?(?: used)? (?:shall be"
        r"|must be|are|is)"
        r" wholly obtained",
        _own,
    ),
    pattern(
        r"(?-i:All) (?:(?!\b(?:used|materials|except|other)\b)[a-z, ])+?(?: (?:of|in) chapter (?P<chapter>\d+))?"
        r" (?:shall be|must be|are|is)"
        r" wholly obtained",
        _own,
    ),
)
"""Patterns of clauses, the more special first."""

_GROUP = r"(?:the group|that group|the range|this group|these headings|these subheadings)"
CHANGES: tuple[Pattern, ...] = (
    pattern(rf"any (?P<level>heading|subheading) outside (?:of )?{_GROUP}", _group),
    pattern(rf"any other (?P<level>chapter|heading|subheading)(?:{_EXCEPT}{_C})", _shift),
    pattern(rf"any other (?P<level>chapter|heading|subheading)(?:{_EXCEPT}{_PARTIAL}{_C})", _shift),
    pattern(r"any other (?P<level>chapter|heading|subheading)", _shift),
    pattern(
        r"(?:from )?within (?:this|any one of these) (?:headings?|subheadings?)(?: or any other (?:heading|subheading)"
        rf"|, whether or not there is also a change from (?:any other|another) (?:heading"
        rf"|subheading))(?:{_EXCEPT}{_C})?",
        _any,
    ),
    pattern(
        rf"{_C}, whether or not there is also a change from any other (?P<level>heading|subheading)",
        _from_codes,
    ),
)
"""Patterns of what follows `A change from`."""
