"""Reads the single conditions of a rule of origin: `CTH except 8507`, `RVC(build_down, 40)`."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import cast, get_args

from corridor.schema.origin import ValueBasis
from corridor.schema.process_tests import PROCESS_TESTS
from corridor.schema.rule_terms import (
    Codes,
    Content,
    Formula,
    Leaf,
    Level,
    MaxMass,
    MaxValue,
    Originating,
    Own,
    ProcessTest,
    Shift,
    Span,
    WhollyObtained,
)
from corridor.schema.rule_text import RuleReader

_LEAVES = ("WO", "CC", "CTH", "CTSH", "ANY", "RVC", "MAXNOM", "MAXMASS", "PROCESS", "ORIGINATING")
_FORMULAS = get_args(Formula)
_BASES = get_args(ValueBasis)
_OWN = get_args(Own)


def leaf(reader: RuleReader) -> Leaf:
    """Read one condition. Raises `RuleSyntaxError`."""
    name = reader.word("a rule", _LEAVES)
    if name == "WO":
        return WhollyObtained()
    if name in get_args(Level):
        return Shift(cast(Level, name), _codes(reader) if reader.took("except") else ())
    reader.take("(")
    found = _ARGUMENTS[name](reader)
    reader.take(")")
    return found


def _content(reader: RuleReader) -> Content:
    """Read what stands between the parentheses of RVC."""
    formula = cast(Formula, reader.word("a formula", _FORMULAS))
    reader.take(",")
    percent = reader.percent()
    bases = ("net_cost",) if formula == "net_cost" else _BASES
    basis = _basis(reader, bases)
    if formula != "focused" and reader.peek() == "of":
        raise reader.error("only a focused content names the materials it looks at; write RVC(focused, 50 of 8542)")
    return Content(formula, percent, basis, _of(reader))


def _max_value(reader: RuleReader) -> MaxValue:
    """Read what stands between the parentheses of MAXNOM."""
    return MaxValue(reader.percent(), _basis(reader, _BASES), _of(reader))


def _max_mass(reader: RuleReader) -> MaxMass:
    """Read what stands between the parentheses of MAXMASS."""
    return MaxMass(reader.percent(), _of(reader))


def _process(reader: RuleReader) -> ProcessTest:
    """Read what stands between the parentheses of PROCESS."""
    tests = [reader.word("a process test", PROCESS_TESTS)]
    while reader.took("|"):
        tests.append(reader.word("a process test", PROCESS_TESTS))
    return ProcessTest(tuple(tests))


def _originating(reader: RuleReader) -> Originating:
    """Read what stands between the parentheses of ORIGINATING."""
    return Originating(_codes(reader))


_ARGUMENTS: Mapping[str, Callable[[RuleReader], Leaf]] = {
    "RVC": _content,
    "MAXNOM": _max_value,
    "MAXMASS": _max_mass,
    "PROCESS": _process,
    "ORIGINATING": _originating,
}


def _basis(reader: RuleReader, bases: tuple[str, ...]) -> ValueBasis | None:
    """Read `, BASIS` if it is there."""
    return cast(ValueBasis, reader.word("a value basis", bases)) if reader.took(",") else None


def _of(reader: RuleReader) -> Codes:
    """Read `of CODES` if it is there."""
    return _codes(reader) if reader.took("of") else ()


def _codes(reader: RuleReader) -> Codes:
    """Read codes separated by commas."""
    items = [_item(reader)]
    while reader.took(","):
        items.append(_item(reader))
    return tuple(items)


def _item(reader: RuleReader) -> Span | Own:
    """Read a code, a range of codes, or a word for codes of the product."""
    for own in _OWN:
        if reader.took(own.casefold()):
            return cast(Own, own)
    first = reader.code()
    if not reader.took("-"):
        return Span(first, first)
    before = reader.error("the last code of a range lies before the first")
    last = reader.code()
    if first.ljust(10, "0") > last.ljust(10, "9"):
        raise before
    return Span(first, last)
