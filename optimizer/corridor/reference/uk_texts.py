"""The whole texts of a rule set, each read and held against what the publisher takes it for."""

from __future__ import annotations

from dataclasses import dataclass, replace

from corridor.reference.uk_class import contradicted, leaves
from corridor.reference.uk_clause import Goods
from corridor.reference.uk_read import UkRuleSet
from corridor.reference.uk_rule_text import Reading, Unread, read_text
from corridor.reference.uk_sets import UkText, texts_of
from corridor.schema.rule_language import PROCESS_TESTS, ProcessTest, all_of

NO_TEST = "an operation that is none of the process tests (processes.tests): a rule with it could not be written"
"""Why a text is unread that the patterns understand: since the vocabulary holds all their words, only if one is new."""
UNMARKED = "No word stands between the rules in the source; they are read as alternatives."


@dataclass(frozen=True)
class ReadText:
    """A text and what it was read as."""

    text: UkText
    found: Reading | Unread


def read_set(rule_set: UkRuleSet) -> tuple[ReadText, ...]:
    """Return the texts of a set, read; two of them are alternatives."""
    goods = Goods(rule_set.first, rule_set.last, rule_set.scheme)
    read: list[ReadText] = []
    for text in texts_of(rule_set):
        one = ReadText(text, _read(text, goods))
        if text.operator == "and" and read:
            read[-1] = _together(read[-1], one)
        else:
            read.append(one)
    return _unmarked(read)


def _read(text: UkText, goods: Goods) -> Reading | Unread:
    """Return what a text says, if nothing speaks against it."""
    if text.refused:
        return Unread(text.refused)
    found = read_text(text.text, goods)
    if isinstance(found, Unread):
        return found
    unknown = {test for leaf in leaves(found.rule) if isinstance(leaf, ProcessTest) for test in leaf.tests}
    if not unknown <= set(PROCESS_TESTS):
        return Unread(NO_TEST)
    if contradicted(text.classes, found.rule):
        return Unread("it was read as something else than what its publisher takes it for")
    return found


def _together(first: ReadText, second: ReadText) -> ReadText:
    """Return two texts that must both hold as one."""
    numbers = (*first.text.numbers, *second.text.numbers)
    text = replace(first.text, numbers=numbers)
    if isinstance(first.found, Unread):
        return ReadText(text, first.found)
    if isinstance(second.found, Unread):
        return ReadText(text, second.found)
    one, two = first.found, second.found
    both = Reading(all_of([one.rule, two.rule]), (*one.narrowed, *two.narrowed), (*one.notes, *two.notes))
    return ReadText(text, both)


def _unmarked(read: list[ReadText]) -> tuple[ReadText, ...]:
    """Return texts between which the source has no `or` for what they are: two of one kind are not told apart."""
    seen: dict[tuple[object, ...], int] = {}
    alone = len(read) == 1 or any(one.text.operator == "or" for one in read)
    found = list(read)
    for place, one in enumerate(read):
        if alone or isinstance(one.found, Unread):
            continue
        kinds = tuple(sorted(type(leaf).__name__ for leaf in leaves(one.found.rule)))
        key = (one.text.goods, one.text.valid_from, one.text.valid_to, kinds)
        if key in seen:
            reason = "two rules of one kind without a word between them"
            found[seen[key]] = ReadText(found[seen[key]].text, Unread(reason))
            found[place] = ReadText(one.text, Unread(reason))
            continue
        seen[key] = place
        same = [other for other in read if other.text.goods == one.text.goods]
        if len(same) > 1:
            found[place] = ReadText(one.text, replace(one.found, notes=(*one.found.notes, UNMARKED)))
    return tuple(found)
