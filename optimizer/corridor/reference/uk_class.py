"""What the publisher takes a rule for, against what its text was read as."""

from __future__ import annotations

from collections.abc import Iterable

from corridor.schema.rule_language import (
    AllOf,
    AnyOf,
    Content,
    MaxMass,
    MaxValue,
    Originating,
    Rule,
    Shift,
    WhollyObtained,
)
from corridor.schema.rule_terms import Leaf


def leaves(rule: Rule) -> Iterable[Leaf]:
    """Return the conditions of a rule, in its order."""
    if isinstance(rule, AllOf | AnyOf):
        for part in rule.parts:
            yield from leaves(part)
    else:
        yield rule


def contradicted(classes: tuple[str, ...], rule: Rule) -> bool:
    """Return whether the publisher's one class for a text is not among what was read.

    Only a class that stands alone speaks: of several, the publisher joins some and leaves out others.
    """
    if len(classes) != 1:
        return False
    found = {name for leaf in leaves(rule) for name in _names(leaf)}
    return classes[0] in _KNOWN and classes[0] not in found


_KNOWN = frozenset({"WO", "CC", "CTH", "CTSH", "MAXNOM", "RVC"})


def _names(leaf: Leaf) -> tuple[str, ...]:
    """Return the classes that a condition may be put into."""
    match leaf:
        case WhollyObtained() | Originating():
            return ("WO",)
        case Shift(level, excepted):
            return (level, "WO", "CTH", "CC") if level == "ANY" and excepted else (level,)
        case MaxValue():
            return ("MAXNOM", "CTH", "CTSH") if leaf.of else ("MAXNOM",)
        case Content():
            return ("RVC", "MAXNOM")
        case MaxMass():
            return ("MAXNOM", "MAXWEIGHT")
        case _:
            return ()
