"""Custody: what books assign to lots is as much as they consume, and no more than all lots consume together."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from typing import TypeAlias

from corridor.audit.case import Case, lot_of
from corridor.audit.checks import Check, Checks, Refusal, Term, exact
from corridor.audit.plan import parts
from corridor.schema.origin_results import OriginInput, OriginTest
from corridor.schema.results import Production

Booked: TypeAlias = tuple[str, ...]
"""Key of lots without their period, and the window of the books."""

_TEST = parts(*OriginTest.KEY)
_LOTS = len(Production.KEY)


@dataclass
class _Lots:
    """Lots that books assign inputs to."""

    lots: list[Production] = field(default_factory=list)
    tests: set[tuple[str, str]] = field(default_factory=set)
    """(scheme, test) of their tests."""
    lines: dict[tuple[str, str], dict[tuple[str, str], float]] = field(default_factory=dict)
    """(scheme, test) -> (input, state) -> what its worksheet says is assigned [unit]."""


def check(case: Case) -> Checks:
    """Yield books that assign more or less than lots consume, or other inputs for one test than for another."""
    pools: dict[tuple[str, str, str, str, str], list[Term]] = {}
    for key, booked in _booked(case).items():
        name = " ".join(key)
        assigned = next(iter(booked.lines.values()), {})
        for test in booked.tests:
            if booked.lines.get(test, {}) != assigned:
                text = f"the books of {' '.join(test)} assign other inputs than those of another test"
                yield Refusal("origin", f"origin_inputs {name}", text)
        yield from _fills(case, name, booked, assigned)
        for (product, state), quantity in assigned.items():
            pools.setdefault((key[0], key[3], key[-1], product, state), []).append((1, quantity))
    uses = _consumed(case, {key[:3] for key in pools})
    for pool, terms in pools.items():
        text = "the books assign more of this input than all lots of the product consume"
        yield Check("origin", " ".join(pool), text, [*terms, *uses.get(pool, [])], "<=")


def _booked(case: Case) -> Mapping[Booked, _Lots]:
    """Return the lots that are judged by books, each with its worksheets."""
    found: dict[Booked, _Lots] = {}
    for lot in case.plan[Production]:
        for one in case.lot_rules.tests(lot) if lot.quantity else ():
            if one.books:
                key = (*lot_of(lot)[:-1], case.book.calendar.window(lot.period, one.books))
                booked = found.setdefault(key, _Lots())
                booked.tests.add((one.scheme, one.test.name))
                if lot not in booked.lots:
                    booked.lots.append(lot)
    for line in case.plan[OriginInput]:
        key = _TEST(line)[:_LOTS]
        if key in found and (line.scheme, line.test) in found[key].tests:
            worksheet = found[key].lines.setdefault((line.scheme, line.test), {})
            worksheet[line.input, line.input_state] = line.quantity
    return found


def _fills(case: Case, name: str, booked: _Lots, assigned: Mapping[tuple[str, str], float]) -> Checks:
    """Yield that each input group is assigned as often as its lots run, and nothing else is assigned."""
    first = booked.lots[0]
    recipe = case.recipes.get((first.process, first.alternative))
    if recipe is None:
        return  # The families of recipes and origin say so.
    runs = [(-1 / recipe.per_run, lot.quantity) for lot in booked.lots]
    for lines in recipe.units:
        need = {line.product: exact(line.quantity) for line in lines}
        terms: list[Term] = [(1 / need[one[0]], quantity) for one, quantity in assigned.items() if one[0] in need]
        text = f"the books assign more or less of {', '.join(need)} than the lots run for"
        yield Check("origin", f"origin_inputs {name}", text, [*terms, *runs])
    for product, _ in assigned:
        if product not in recipe.lines:
            yield Refusal("origin", f"origin_inputs {name}", f"{product} is no input of these lots")


def _consumed(case: Case, places: set[tuple[str, str, str]]) -> Mapping[tuple[str, str, str, str, str], list[Term]]:
    """Return what all lots of a product at a site consume in the windows of books, with the sign of what is there."""
    found: dict[tuple[str, str, str, str, str], list[Term]] = {}
    for lot in case.plan[Production]:
        row = case.book.custody.find(lot.site, lot.product)
        window = "" if row is None else case.book.calendar.window(lot.period, row.per)
        if (lot.site, lot.product, window) in places:
            for use in case.uses_of(lot_of(lot)):
                key = (lot.site, lot.product, window, use.input, use.input_state)
                found.setdefault(key, []).append((Fraction(-1), use.quantity))
    return found
