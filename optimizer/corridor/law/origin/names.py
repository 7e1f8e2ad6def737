"""Short names of alternatives and tests: CTH, RVC_BD40, CTH&MAXNOM50."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from corridor.schema.rule_render import percent_text
from corridor.schema.rule_terms import Content, Leaf, MaxMass, MaxValue, Originating, ProcessTest, Shift, WhollyObtained

_FORMULAS = {"build_down": "BD", "build_up": "BU", "focused": "FV", "net_cost": "NC"}
_BASES = {"transaction_value": "TV", "fob": "FOB", "ex_works": "EXW", "adjusted_value": "AV", "net_cost": "NC"}


def leaf_name(leaf: Leaf, tests: frozenset[str] = frozenset()) -> str:
    """Return the name of a condition; a process condition is called after the first of its tests that is met."""
    match leaf:
        case WhollyObtained():
            return "WO"
        case Shift(level, excepted):
            return f"{level}_EX" if excepted else level
        case Content(formula, percent, basis, _):
            return f"RVC_{_FORMULAS[formula]}{percent_text(percent)}{_basis(basis)}"
        case MaxValue(percent, basis, of):
            return f"MAXNOM{percent_text(percent)}{_basis(basis)}{'_OF' if of else ''}"
        case MaxMass(percent, of):
            return f"MAXMASS{percent_text(percent)}{'_OF' if of else ''}"
        case Originating():
            return "ORIG"
        case ProcessTest(named):
            return next((test for test in named if test in tests), named[0]).upper()


def joined(names: Iterable[str]) -> str:
    """Return the name of what holds together."""
    return "&".join(dict.fromkeys(names))


def distinct(names: Sequence[str]) -> tuple[str, ...]:
    """Return the names with a number after each that stood before: CTH_EX, CTH_EX.2."""
    found: list[str] = []
    for name in names:
        number, free = 1, name
        while free in found:
            number += 1
            free = f"{name}.{number}"
        found.append(free)
    return tuple(found)


def _basis(basis: str | None) -> str:
    return f"_{_BASES[basis]}" if basis else ""
