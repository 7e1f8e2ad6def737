"""The language of rules of origin: `CTH except 8507.60 or RVC(build_down, 40) and PROCESS(diffusion)`.

    rule   = all { "or" all }
    all    = factor { "and" factor }
    factor = "(" rule ")" | leaf
    leaf   = WO                                          wholly obtained, or made of originating materials only
           | CC | CTH | CTSH | ANY [ except CODES ]      each non-originating material changes chapter, heading,
                                                         subheading, nothing; materials of CODES must originate
           | RVC(FORMULA, PERCENT [, BASIS] [of CODES])  content; `of CODES` with `focused` only
           | MAXNOM(PERCENT [, BASIS] [of CODES])        non-originating materials (of CODES), by value
           | MAXMASS(PERCENT [of CODES])                 the same by mass
           | PROCESS(TEST { | TEST })                    the process meets one of the tests
           | ORIGINATING(CODES)                          materials of CODES must originate
    CODES  = item { , item }       item = code | code-code | CHAPTER | HEADING | SUBHEADING (those of the product)

FORMULA is build_down, build_up, focused or net_cost; BASIS is transaction_value, fob, ex_works, adjusted_value or
net_cost: without it MAXNOM looks at ex_works, net_cost at net_cost, all else at the agreement's value_basis. Codes have
2 to 10 digits, with or without dots. `and` binds before `or`. Words are read in any case.
"""

from __future__ import annotations

from math import prod

from corridor.schema.process_tests import PROCESS_TESTS
from corridor.schema.rule_leaves import leaf
from corridor.schema.rule_render import render
from corridor.schema.rule_terms import (
    AllOf,
    AnyOf,
    Content,
    MaxMass,
    MaxValue,
    Originating,
    ProcessTest,
    Rule,
    Shift,
    Span,
    WhollyObtained,
    all_of,
    any_of,
)
from corridor.schema.rule_text import RuleReader, RuleSyntaxError

__all__ = [
    "PROCESS_TESTS",
    "AllOf",
    "AnyOf",
    "Content",
    "MaxMass",
    "MaxValue",
    "Originating",
    "ProcessTest",
    "Rule",
    "RuleSyntaxError",
    "Shift",
    "Span",
    "WhollyObtained",
    "all_of",
    "any_of",
    "parse",
    "render",
]

_DEEPEST = 40
"""[1] Most parentheses inside each other; beyond it a rule is a mistake."""
_MOST_ALTERNATIVES = 200
"""[1] Most alternatives that a rule may come to when its `and`s are multiplied out."""


def parse(text: str) -> Rule:
    """Return the rule that a text says.

    Raises `RuleSyntaxError`, a ValueError, with the position (counted from 1), what was found and what is allowed.
    """
    reader = RuleReader(text)
    rule = _any(reader, 0)
    if reader.peek():
        raise reader.expected("`and`, `or` or the end", ("and", "or", "except"))
    if _alternatives(rule) > _MOST_ALTERNATIVES:
        raise RuleSyntaxError(f"the rule comes to more than {_MOST_ALTERNATIVES} alternatives; write fewer `or`", 1)
    return rule


def _alternatives(rule: Rule) -> int:
    """Return how many alternatives a rule comes to when its `and`s are multiplied out."""
    if isinstance(rule, AnyOf):
        return sum(_alternatives(part) for part in rule.parts)
    return prod(_alternatives(part) for part in rule.parts) if isinstance(rule, AllOf) else 1


def _any(reader: RuleReader, depth: int) -> Rule:
    """Read alternatives."""
    rules = [_all(reader, depth)]
    while reader.took("or"):
        rules.append(_all(reader, depth))
    return any_of(rules)


def _all(reader: RuleReader, depth: int) -> Rule:
    """Read conditions that hold together."""
    rules = [_factor(reader, depth)]
    while reader.took("and"):
        rules.append(_factor(reader, depth))
    return all_of(rules)


def _factor(reader: RuleReader, depth: int) -> Rule:
    """Read a condition, or a rule in parentheses."""
    if depth > _DEEPEST:
        raise reader.error(f"at most {_DEEPEST} parentheses inside each other")
    if not reader.took("("):
        return leaf(reader)
    rule = _any(reader, depth + 1)
    reader.take(")", "`and`, `or`")
    return rule
