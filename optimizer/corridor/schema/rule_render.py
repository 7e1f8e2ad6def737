"""Rules of origin written out: one canonical text for each."""

from __future__ import annotations

from decimal import Decimal

from corridor.schema.origin import ValueBasis
from corridor.schema.rule_terms import (
    AllOf,
    AnyOf,
    Codes,
    Content,
    MaxMass,
    MaxValue,
    Originating,
    Own,
    ProcessTest,
    Rule,
    Shift,
    Span,
    WhollyObtained,
)


def render(rule: Rule) -> str:
    """Return the text of a rule in its one canonical form: `parse(render(rule)) == rule`."""
    match rule:
        case AnyOf(parts):
            return " or ".join(render(part) for part in parts)
        case AllOf(parts):
            return " and ".join(f"({render(part)})" if isinstance(part, AnyOf) else render(part) for part in parts)
        case WhollyObtained():
            return "WO"
        case Shift(level, excepted):
            return f"{level} except {_codes_text(excepted)}" if excepted else level
        case Content(formula, percent, basis, of):
            return f"RVC({formula}, {percent_text(percent)}{_basis_text(basis)}{_of_text(of)})"
        case MaxValue(percent, basis, of):
            return f"MAXNOM({percent_text(percent)}{_basis_text(basis)}{_of_text(of)})"
        case MaxMass(percent, of):
            return f"MAXMASS({percent_text(percent)}{_of_text(of)})"
        case ProcessTest(tests):
            return f"PROCESS({' | '.join(tests)})"
        case Originating(of):
            return f"ORIGINATING({_codes_text(of)})"


def percent_text(percent: float) -> str:
    """Return a percentage with all its digits and no more: 40, 12.5."""
    text = format(Decimal(repr(float(percent))), "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def _basis_text(basis: ValueBasis | None) -> str:
    return f", {basis}" if basis else ""


def _of_text(of: Codes) -> str:
    return f" of {_codes_text(of)}" if of else ""


def _codes_text(codes: Codes) -> str:
    return ", ".join(_item_text(item) for item in codes)


def _item_text(item: Span | Own) -> str:
    if not isinstance(item, Span):
        return item
    return item.first if item.first == item.last else f"{item.first}-{item.last}"
