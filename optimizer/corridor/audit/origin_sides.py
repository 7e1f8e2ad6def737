"""Both sides of every test of origin of a plan: what its lots allow, and what their inputs count for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from typing import TypeAlias

from corridor.audit.case import Case, lot_of
from corridor.audit.checks import Term, exact
from corridor.audit.lot_rules import LotTest
from corridor.audit.origin_values import OriginValues
from corridor.audit.plan import parts
from corridor.schema.origin_results import OriginInput, OriginTest
from corridor.schema.results import Production, Use

TestKey: TypeAlias = tuple[str, ...]
"""Key of table origin_tests."""


Used: TypeAlias = Use | OriginInput
"""An input that a lot consumes, or that books assign to it."""

_test_of = parts(*OriginTest.KEY)


@dataclass
class Input:
    """An input of the lots of a test, in one state."""

    quantity: list[Term] = field(default_factory=list)
    """[unit of the input]"""
    counted: list[Term] = field(default_factory=list)
    """[money, or t] What the test counts of it; empty: nothing."""


@dataclass
class Sides:
    """Both sides of a test, over the lots that it holds over. Terms in [money, or t]."""

    one: LotTest
    unit: Fraction
    """[money / unit, or t / unit] Value of a unit of output: misses are told in units of output."""
    value: list[Term] = field(default_factory=list)
    counted: list[Term] = field(default_factory=list)
    allowed: list[Term] = field(default_factory=list)
    barred: list[Term] = field(default_factory=list)
    """[unit] Inputs that the test counts at all."""
    sources: set[tuple[str, str]] = field(default_factory=set)
    """Citation and evidence of the rules of its lots."""
    missing: list[str] = field(default_factory=list)
    """Values that no table gives, in words."""
    inputs: dict[tuple[str, str], Input] = field(default_factory=dict)
    """(input, state) -> what is used of it."""


def tests_of(case: Case) -> Mapping[TestKey, Sides]:
    """Return both sides of each test; lots of a year share one where the agreement averages over it."""
    values = OriginValues(case)
    found: dict[TestKey, Sides] = {}
    booked: dict[TestKey, tuple[LotTest, Production]] = {}
    for lot in case.plan[Production]:
        for one in case.lot_rules.tests(lot) if lot.quantity else ():
            window = str(case.agreements.last_day(lot.period).year) if one.averaging == "year" else lot.period
            window = case.book.calendar.window(lot.period, one.books) if one.books else window
            key = (*lot_of(lot)[:-1], window, one.scheme, one.test.name)
            unit = values.output(lot.site, lot.product, one.test.basis, lot.period)
            sides = found.setdefault(key, Sides(one, unit or Fraction(1)))
            # Goods without a value on the basis of a test are allowed nothing; what must be reached has no measure.
            if unit is None and one.limit < 0:
                sides.missing.append(f"no table gives {one.test.basis} of {lot.product} made at {lot.site}")
            add_lot(sides, values, one, lot, unit or Fraction(0))
            if one.books:
                booked[key] = max(booked.get(key, (one, lot)), (one, lot), key=lambda each: _number(case, each[1]))
                continue
            for use in case.uses_of(lot_of(lot)):
                add_use(case, sides, values, one, lot, use)
    for line in case.plan[OriginInput]:
        key = _test_of(line)
        if key in booked:  # What books assign is what the worksheet says (audit/custody.py checks the books).
            add_use(case, found[key], values, *booked[key], line)
    return found


def _number(case: Case, lot: Production) -> int:
    """Return the place of a lot's period in the order of time."""
    return case.book.calendar.number[lot.period]


def add_lot(sides: Sides, values: OriginValues, one: LotTest, lot: Production, unit: Fraction) -> None:
    """Add what a lot is worth and allows."""
    own = Fraction(0)
    if one.test.own:
        own = exact(one.test.own) * values.own_value(lot.site, lot.product, lot.period)
    sides.value.append((unit, lot.quantity))
    sides.allowed.append((one.limit * unit + own, lot.quantity))
    sides.sources.add((one.citation, one.evidence))


def add_use(case: Case, sides: Sides, values: OriginValues, one: LotTest, lot: Production, use: Used) -> None:
    """Add what an input counts for: its foreign part at its dearest, its originating part at its cheapest."""
    state = case.state(use.input_state)
    line = sides.inputs.setdefault((use.input, use.input_state), Input())
    line.quantity.append((1, use.quantity))
    foreign, own = case.lot_rules.effect(lot, one, use.input, state)
    if not foreign and not own:
        return
    sides.barred.append((foreign, use.quantity))
    basis = one.test.material_basis
    worth = values.material(lot.site, use.input, state.general, basis, lot.period)
    if worth is None:
        sides.missing.append(f"no table gives what {use.input} is worth as a material at {lot.site}")
        return
    least, most = worth
    weight = sum((part * (most if part > 0 else least) for part in (foreign, own)), Fraction(0))
    sides.counted.append((weight, use.quantity))
    line.counted.append((weight, use.quantity))
