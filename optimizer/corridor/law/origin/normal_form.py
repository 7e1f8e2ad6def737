"""A rule as alternatives of conditions that hold together: the or-of-and form."""

from __future__ import annotations

from itertools import product

from corridor.schema.rule_terms import AllOf, AnyOf, Leaf, Rule

Conjunction = tuple[Leaf, ...]
"""Conditions that all must hold, each once."""


def conjunctions(rule: Rule) -> tuple[Conjunction, ...]:
    """Return the alternatives of a rule, in the order of its text, each once."""
    if isinstance(rule, AnyOf):
        return tuple(dict.fromkeys(found for part in rule.parts for found in conjunctions(part)))
    if isinstance(rule, AllOf):
        chosen = product(*(conjunctions(part) for part in rule.parts))
        return tuple(dict.fromkeys(tuple(dict.fromkeys(leaf for one in choice for leaf in one)) for choice in chosen))
    return ((rule,),)
