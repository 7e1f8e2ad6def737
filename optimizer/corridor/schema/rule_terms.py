"""What a rule of origin can say: the terms that the rule language reads and writes.

Codes are kept without dots and are those of the agreement's edition of the Harmonized System; percentages as written.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal, TypeAlias

from corridor.schema.origin import ValueBasis

Level = Literal["CC", "CTH", "CTSH", "ANY"]
"""What must change: the chapter (2 digits), the heading (4), the subheading (6), or nothing."""

Formula = Literal["build_down", "build_up", "focused", "net_cost"]
"""How a content is reckoned: what is not originating taken from the value of the good (build_down), of named materials
only (focused), from its net cost (net_cost), or what is originating added up (build_up)."""

Own = Literal["CHAPTER", "HEADING", "SUBHEADING"]
"""The codes of the product's own chapter, heading or subheading."""


@dataclass(frozen=True)
class Span:
    """Codes from `first` to `last`, both with everything below them; one code where they are equal."""

    first: str
    last: str


Codes: TypeAlias = tuple[Span | Own, ...]
"""Codes that a rule names."""


@dataclass(frozen=True)
class WhollyObtained:
    """WO: wholly obtained, or made of originating materials only."""


@dataclass(frozen=True)
class Shift:
    """CC, CTH, CTSH, ANY: every non-originating material changes its code at the level."""

    level: Level
    excepted: Codes = ()
    """Materials of these codes must originate, whatever the change."""


@dataclass(frozen=True)
class Content:
    """RVC: at least so many percent of the good are originating."""

    formula: Formula
    percent: float
    """[%]"""
    basis: ValueBasis | None = None
    """What the good is valued at; None: the provision's value_basis, for net_cost the net cost."""
    of: Codes = ()
    """focused: the materials that are looked at; empty: all."""


@dataclass(frozen=True)
class MaxValue:
    """MAXNOM: non-originating materials are worth at most so many percent of the good."""

    percent: float
    """[%]"""
    basis: ValueBasis | None = None
    """What the good is valued at; None: ex works."""
    of: Codes = ()
    """The materials that are looked at; empty: all."""


@dataclass(frozen=True)
class MaxMass:
    """MAXMASS: non-originating materials weigh at most so many percent of the good."""

    percent: float
    """[%]"""
    of: Codes = ()
    """The materials that are looked at; empty: all."""


@dataclass(frozen=True)
class ProcessTest:
    """PROCESS: the process meets one of these tests."""

    tests: tuple[str, ...]


@dataclass(frozen=True)
class Originating:
    """ORIGINATING: materials of these codes must originate."""

    of: Codes


@dataclass(frozen=True)
class AllOf:
    """Each of two or more parts must hold; none of them is an AllOf itself (see `all_of`)."""

    parts: tuple[Leaf | AnyOf, ...]

    def __post_init__(self) -> None:
        """Refuse what has a shorter form, so that equal rules are equal terms."""
        if len(self.parts) < 2 or any(isinstance(part, AllOf) for part in self.parts):
            raise ValueError("AllOf takes two or more parts that are no AllOf; use all_of()")


@dataclass(frozen=True)
class AnyOf:
    """One of two or more parts must hold; none of them is an AnyOf itself (see `any_of`)."""

    parts: tuple[Leaf | AllOf, ...]

    def __post_init__(self) -> None:
        """Refuse what has a shorter form, so that equal rules are equal terms."""
        if len(self.parts) < 2 or any(isinstance(part, AnyOf) for part in self.parts):
            raise ValueError("AnyOf takes two or more parts that are no AnyOf; use any_of()")


Leaf: TypeAlias = WhollyObtained | Shift | Content | MaxValue | MaxMass | ProcessTest | Originating
"""A condition that is no combination of others."""

Rule: TypeAlias = Leaf | AllOf | AnyOf
"""A rule of origin."""


def all_of(rules: Sequence[Rule]) -> Rule:
    """Return the rule that each of one or more rules holds. Raises ValueError if there is none."""
    parts = tuple(part for rule in rules for part in (rule.parts if isinstance(rule, AllOf) else (rule,)))
    return parts[0] if len(parts) == 1 else AllOf(parts)


def any_of(rules: Iterable[Rule]) -> Rule:
    """Return the rule that one of one or more rules holds. Raises ValueError if there is none."""
    parts = tuple(part for rule in rules for part in (rule.parts if isinstance(rule, AnyOf) else (rule,)))
    return parts[0] if len(parts) == 1 else AnyOf(parts)
