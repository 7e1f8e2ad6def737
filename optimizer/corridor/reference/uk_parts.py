"""The part of its codes that a rule set is for, where the agreement divides them by words (`ex` headings)."""

from __future__ import annotations

import re
import zlib
from dataclasses import dataclass

from corridor.reference.uk_read import UkRuleSet
from corridor.reference.uk_sets import REST
from corridor.reference.uk_words import plain

_LONGEST = 48
"""[characters] Of the words in the code of a part."""
_REMAINDER = re.compile(
    r"(?:.*▸ ?)?(?:-? ?(?:any )?others?(?: (?:products?|goods?)(?: (?:from|of) heading \d+)?)?)", re.IGNORECASE
)
NO_WORDS = "the file has no words for the part of the codes that the rule is for"


@dataclass(frozen=True)
class Part:
    """A part of codes; without a code it is all that no other part names."""

    code: str | None = None
    name: str = ""


def part_of_set(rule_set: UkRuleSet, shared: bool) -> Part | None:
    """Return the part that a set is for; None where the file does not say it.

    `shared`: another set of the scheme is for the same codes.
    """
    partial = rule_set.heading.casefold().startswith("ex")
    of_chapter = rule_set.heading.casefold().startswith("ex chapter")
    if rule_set.words is None:
        return None if shared or (partial and not of_chapter) else Part()
    words = plain(rule_set.words)
    if _REMAINDER.fullmatch(words) or words.casefold().endswith("except for:"):
        return Part(None, words)
    if not shared and (of_chapter or not partial):
        return Part()
    return Part(part_code(words), words) if words else Part()


def part_of_goods(of_set: Part, goods: str) -> Part:
    """Return the part that a text of a set is for: `goods` as `UkText.goods`."""
    if goods in ("", REST):
        return of_set
    name = f"{of_set.name}: {goods}" if of_set.code else goods
    return Part(part_code(name), name)


def part_code(words: str) -> str:
    """Return the code for words: the words themselves, if long their beginning and a checksum of all of them."""
    code = re.sub(r"[^A-Z0-9]+", "_", words.upper()).strip("_")
    if len(code) <= _LONGEST:
        return code
    return f"{code[:_LONGEST].rsplit('_', 1)[0]}_{zlib.crc32(words.encode()):08X}"
