"""A published rule set into whole texts, each with the goods it is for: lists and sentences that go on are joined."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date

from corridor.reference.uk_codes import CODES, spans
from corridor.reference.uk_read import UkRule, UkRuleSet
from corridor.reference.uk_words import plain, undated

_LISTED = re.compile(r"((?:not less than|does not exceed)):? - (?:[a-e]\) )?(?=\d)")
_ITEM = re.compile(r"(?:- )?[a-e]\) (?P<item>.*)|(?P<share>\d+(?:\.\d+)?% of the .*)")
_BEFORE_ITEM = re.compile(r"(?P<before>.*\b(?:not less than|does not exceed) )\d", re.DOTALL)
_LAST_RULE = re.compile(r".*,? or:? (?=(?:No change|A change|Production|Manufacture)\b)")
_GOES_ON = re.compile(
    r"(?:However\b|Except that\b|Of which\b|Non-originating polypropylene|The total weight\b|\(i+\)|and\b|or\b|\d\.\d )"
)
_CHANGE = re.compile(r"A change to (?P<goods>.+?),? from (?P<rest>(?:any|within|heading|subheading|chapter)\b.*)")
_NO_CHANGE = re.compile(
    r"No change in tariff classification (?:is )?required for (?P<goods>.+?),? provided (?:that )?(?P<rest>.*)"
)
_EACH_APPLIES = re.compile(r"Note: Where more than one product-specific rule is applicable")
_WHOLE = re.compile(rf"(?P<other>an?|any other) (?:good|product)s?(?: of (?P<codes>{CODES}))?")

_OF_COUNTRY = re.compile(r"\s*(?=For originating goods of [^.]* imported )")

REST = "*"
"""The goods that are no other part."""


@dataclass(frozen=True)
class UkText:
    """One rule, whole."""

    text: str
    """Plain, without goods and days."""
    goods: str
    """Words for the goods; empty: all of the set; `REST`: all of it that no other text names."""
    classes: tuple[str, ...]
    operator: str
    numbers: tuple[int, ...]
    """Which rules of the set it was made of, counted from 0."""
    valid_from: date | None
    valid_to: date | None
    refused: str = ""
    """Why it cannot be read, whatever it says; empty: nothing stands against it."""


def texts_of(rule_set: UkRuleSet) -> tuple[UkText, ...]:
    """Return the texts of a set."""
    found: list[UkText] = []
    before = ""
    for number, rule in enumerate(rule_set.rules):
        text = _LISTED.sub(r"\1 ", plain(rule.text))
        item = _ITEM.fullmatch(text)
        start = _BEFORE_ITEM.match(before) if item else None
        if item and start:
            text = _LAST_RULE.sub("", start["before"]) + (item["item"] or item["share"])
        elif found and _GOES_ON.match(text):
            text = f"{before}, {text[0].lower()}{text[1:]}" if text.startswith("Except") else f"{before}. {text}"
            gone_on = found.pop()
            found.append(_text(rule_set, rule, text, (*gone_on.numbers, number), gone_on.operator, gone_on.classes))
            before = text
            continue
        before = text
        common, *of_country = _OF_COUNTRY.split(text, maxsplit=1)
        if common or not of_country:
            found.append(_text(rule_set, rule, plain(common), (number,), rule.operator, rule.classes))
        for own in of_country:
            whole = _text(rule_set, rule, own, (number,), rule.operator, rule.classes)
            found.append(replace(whole, refused=whole.refused or "it is for the trade of one country, in words"))
    return tuple(found)


def _text(
    rule_set: UkRuleSet, rule: UkRule, text: str, numbers: tuple[int, ...], operator: str, classes: tuple[str, ...]
) -> UkText:
    """Return a whole text, apart from its goods and days."""
    body, first, last = undated(text)
    refused = _refused(rule_set, rule, body)
    goods = ""
    for pattern, opening in ((_CHANGE, "A change from "), (_NO_CHANGE, "")):
        match = pattern.fullmatch(body)
        if match:
            body = opening + match["rest"]
            named = _goods(match["goods"], rule_set)
            refused = refused or ("" if named is not None else "the text is on other codes than its rule set")
            goods = named or ""
            break
    return UkText(body, goods, classes, operator, numbers, first, last, refused)


def _refused(rule_set: UkRuleSet, rule: UkRule, text: str) -> str:
    """Return why a rule is not for all trade in its goods, or cannot be kept apart from others; empty: it is."""
    if rule.quota or "quota" in f"{rule_set.words or ''} {text}".casefold():
        return "it holds for the goods of a quota only"
    if not rule.imports or not rule.exports:
        return "it holds for one direction of trade only"
    if _EACH_APPLIES.search(text):
        return "each of several rules of overlapping parts must be met"
    return ""


def _goods(words: str, rule_set: UkRuleSet) -> str | None:
    """Return what a text says of its goods: as `UkText.goods`; None: other codes than those of the set."""
    whole = _WHOLE.fullmatch(words)
    if not whole:
        return words
    if whole["codes"]:
        codes = spans(whole["codes"])
        hull = (min(span.first for span in codes), max(span.last for span in codes)) if codes else ("", "")
        if hull != (rule_set.first, rule_set.last):
            return None
    return REST if whole["other"] == "any other" else ""
