"""Clauses on the value and the weight of materials, and on the value that originates."""

from __future__ import annotations

import re
from collections.abc import Iterable

from corridor.reference.uk_clause import Clause, Goods, Pattern, pattern
from corridor.reference.uk_codes import CODES, spans
from corridor.schema.origin import ValueBasis
from corridor.schema.rule_language import Content, MaxMass, MaxValue, Rule, Span, any_of
from corridor.schema.rule_terms import Own

_PERCENT = r"(?P<percent>\d+(?:\.\d+)?) ?%"
_EXCEEDS = r"(?:(?:does|do|must|may|can) ?not exceed|(?:are|is) only used up to a value of)"
_WORTH = (
    rf"{_EXCEEDS} {_PERCENT} of (?:the )?(?P<base>transaction value or ex-works price|ex-works price or"
    r" (?:(?P<fob>\d+(?:\.\d+)?) ?% of )?(?:the )?fob value|(?:value of the )?ex-works price|net cost|value)"
    r"(?: of the (?:product|set))?"
)
_C = rf"(?P<codes>{CODES})"
_OWN = (
    r"(?P<own>(?:(?:classified )?(?:within|in|of) )?(?:the same|this) (?P<level>heading|subheading)"
    r"(?: as the product)?)"
)
_USED = r"(?:,? used(?: in production)?)?(?:,? taken together,?)?"
_VALUE = (
    r"(?:within the above limit,? )?(?:the )?(?:total |combined )*value of (?:all |any )?(?:the |of the )?(?:other )?"
)
_ALL = r"(?:non-originating )?materials"


def limits(match: re.Match[str], of: tuple[Span | Own, ...]) -> Rule:
    """Return the largest value of materials that a match of `_WORTH` names, on each of the bases it names."""
    base = match["base"].casefold()
    percent = float(match["percent"])
    if base == "value":
        return Content("focused", 100 - percent, None, of) if of else Content("build_down", 100 - percent)
    bases: list[tuple[float, ValueBasis | None]] = []
    if base != "net cost":
        bases.append((percent, None))
    if "fob" in base:
        bases.append((float(match["fob"] or percent), "fob"))
    if "transaction" in base:
        bases.append((percent, "transaction_value"))
    if base == "net cost":
        bases.append((percent, "net_cost"))
    return any_of([MaxValue(share, basis, of) for share, basis in bases])


def _all(match: re.Match[str], _: Goods) -> Clause | None:
    return Clause(limits(match, ()))


def _of_codes(match: re.Match[str], _: Goods) -> Clause | None:
    codes = spans(match["codes"])
    if codes is None:
        return None
    words = (match.groupdict().get("words") or "").strip()
    return Clause(
        limits(match, codes), f"the limit on '{words}' these codes holds for all materials of them" if words else ""
    )


def _of_own(match: re.Match[str], _: Goods) -> Clause | None:
    own: Own = "HEADING" if match["level"].casefold() == "heading" else "SUBHEADING"
    return Clause(limits(match, (own,)))


def _of_words(match: re.Match[str], _: Goods) -> Clause | None:
    """The language knows materials by codes only: a limit on some of them is taken as one on all."""
    return Clause(limits(match, ()), f"the limit on the value of '{match['words']}' holds for all materials")


def _mass(match: re.Match[str], _: Goods) -> Clause | None:
    codes = spans(match["codes"])
    return Clause(MaxMass(float(match["percent"]), codes)) if codes else None


def _maxnom(match: re.Match[str], _: Goods) -> Clause | None:
    return Clause(MaxValue(float(match["percent"])))


def _rvc(match: re.Match[str], _: Goods) -> Clause | None:
    """A regional value content under the methods that are named."""
    named = match.groupdict()
    percent = float(match["percent"])
    words = (named.get("methods") or "").casefold()
    of = spans(named["codes"]) if named.get("codes") else ()
    if of is None:
        return None
    basis: tuple[ValueBasis | None, ...] = (None,)
    if "either" in (named.get("base") or "").casefold():
        basis = ("ex_works", "fob")
    elif named.get("base"):
        basis = ("fob",) if "fob" in named["base"].casefold() else ("ex_works",)
    return Clause(any_of(_contents(words, percent, basis, of)))


def _contents(words: str, percent: float, bases: tuple[ValueBasis | None, ...], of: tuple[Span, ...]) -> Iterable[Rule]:
    for basis in bases:
        if "build-up" in words:
            yield Content("build_up", percent, basis)
        if "build-down" in words:
            yield Content("build_down", percent, basis)
        if "focused" in words:
            yield Content("focused", percent, basis, of)
        if "net cost" in words:
            yield Content("net_cost", percent)


def _rvc_fob(match: re.Match[str], _: Goods) -> Clause | None:
    return Clause(Content("build_down", float(match["percent"]), "fob"))


def _standard_qvc(_: re.Match[str], goods: Goods) -> Clause | None:
    """The standard qualifying value content of the agreement with India: 40 % of the ex-works price or 45 % of the
    fob value under the build-down method, or 35 % of either under the build-up method."""
    if goods.scheme != "india":
        return None
    contents: list[Rule] = [Content("build_down", 40, "ex_works"), Content("build_down", 45, "fob")]
    contents += [Content("build_up", 35, "ex_works"), Content("build_up", 35, "fob")]
    return Clause(any_of(contents))


_WORDS = r"(?P<words>(?:(?!\b(?:except|originating)\b)[a-z /'-])+?(?:\([a-z, ]*\))?)"
_NOT_LESS = (
    rf"(?:there is )?(?:an? )?(?:regional value content|RVC|QVC) of not less than:? (?:- )?(?:[a-d]\) )?{_PERCENT}"
)

CONTENTS: tuple[Pattern, ...] = (
    pattern(rf"{_VALUE}{_ALL}{_USED} {_WORTH}", _all),
    pattern(rf"{_VALUE}{_ALL} {_OWN}{_USED} {_WORTH}", _of_own),
    pattern(rf"{_VALUE}{_ALL} (?:of|classified (?:within|in)) {_C}{_USED} {_WORTH}", _of_codes),
    pattern(
        rf"(?:within the above limit,? )?(?:the )?materials classified (?:within|in) {_C}{_USED} {_WORTH}", _of_codes
    ),
    pattern(rf"(?:within the above limit,? )?(?:the )?materials {_OWN}{_USED} {_WORTH}", _of_own),
    pattern(rf"{_VALUE}(?P<words>(?:non-originating )?[a-z][a-z ,'-]*? (?:of|from)) {_C}{_USED} {_WORTH}", _of_codes),
    pattern(rf"{_VALUE}(?:non-originating )?{_WORDS}(?: used)? {_WORTH}", _of_words),
    pattern(
        rf"(?:the )?(?:net |total )*weight of (?:all )?(?:the )?(?:non-originating )?materials? of {_C}{_USED}"
        rf" {_EXCEEDS}"
        rf" {_PERCENT} of the (?:net |total )*weight of (?:the )?product",
        _mass,
    ),
    pattern(rf"a maximum of {_PERCENT} of the ex-works price is made up of non-originating parts \(MAXNOM\)", _maxnom),
    pattern(
        rf"(?:the )?maximum value of non-originating materials \(MaxNOM\) cannot exceed {_PERCENT} of the"
        rf" ex-works price of the product",
        _maxnom,
    ),
    pattern(
        rf"{_NOT_LESS} (?:of (?:the )?(?P<base>ex-works price|fob value|either the ex-works price or fob"
        rf" value) )?under the"
        rf" (?P<methods>build-up|build-down|focused value|net cost) method(?:,? taking into account only the"
        rf" non-originating materials"
        rf" of {_C})?",
        _rvc,
    ),
    pattern(
        r"the good has a Regional Value Content \(RVC\) as calculated under Article 4 of the Origin Reference"
        r" Document of not less"
        rf" than {_PERCENT}, whether using the (?P<methods>build-up method or build-down) method \(RVC\d+\)",
        _rvc,
    ),
    pattern(
        rf"your goods contain a Regional Value Content \(RVC\) of at least {_PERCENT} of the fob value of the product",
        _rvc_fob,
    ),
    pattern(r"(?:a )?standard QVC", _standard_qvc),
)
"""Patterns of clauses, the more special first."""

HOWEVER_WORTH = (
    rf"(?:,? provided(?: that)?|,? if) (?:their|its|the)(?: total| combined)* value,?(?: taken together,?)? {_WORTH}"
)
"""Pattern of the limit under which a sentence with `However` lets materials be used."""
