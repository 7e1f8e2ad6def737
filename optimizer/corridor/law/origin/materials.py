"""Goods as rules of origin see them: by their code, in the edition that the agreement is written in."""

from __future__ import annotations

from dataclasses import dataclass

from corridor.law.origin.concordance import codes_between
from corridor.reference.law import Law
from corridor.schema.rule_terms import Codes, Own, Span

DIGITS = {"CHAPTER": 2, "HEADING": 4, "SUBHEADING": 6}
"""Word of the rule language -> digits of the code that it looks at."""


@dataclass(frozen=True)
class Material:
    """A good that is made, or a material it is made of."""

    product: str
    hs: str
    """Code without dots, 6 digits or more; empty: not known, so it passes no test that looks at codes."""
    hs_edition: int = 2022
    """Edition of the Harmonized System that `hs` belongs to."""
    part: str | None = None
    """Part of the code it belongs to, where an agreement divides a code by words."""

    def codes(self, law: Law, edition: int) -> tuple[str, ...]:
        """Return its codes in an edition, in order: several where its code was split; none where it is not known."""
        return codes_between(law.concordance, self.hs, self.hs_edition, edition) if self.hs else ()


def changes(material: tuple[str, ...], output: tuple[str, ...], digits: int) -> bool:
    """Return whether a change of code is sure: each code of the material differs from each of the output.

    Codes are compared in their first `digits`; what a shorter code leaves open counts as no change.
    """
    if not material or not output:
        return False
    return all(_differ(one[:digits], other[:digits]) for one in material for other in output)


def within(codes: Codes, material: tuple[str, ...], output: tuple[str, ...]) -> bool:
    """Return whether a material may belong to codes that a rule names: rules only ever ask more of these.

    A code that is not known, or that is too short to tell, may.
    """
    if codes and not material:
        return True
    return any(_in_item(item, one, output) for item in codes for one in material)


def _in_item(item: Span | Own, code: str, output: tuple[str, ...]) -> bool:
    """Return whether a code may lie in one item."""
    if isinstance(item, Span):
        return code[: len(item.last)] <= item.last and code.ljust(len(item.first), "9") >= item.first
    digits = DIGITS[item]
    return not output or any(not _differ(code[:digits], own[:digits]) for own in output)


def _differ(one: str, other: str) -> bool:
    """Return whether two codes differ in the digits that both have."""
    shared = min(len(one), len(other))
    return one[:shared] != other[:shared]
