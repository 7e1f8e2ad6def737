"""Tests of origin as rows: what a lot's inputs count for against what its output allows."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NamedTuple

from corridor.network.choices import Choices, LotTest
from corridor.network.origin_values import OriginValues
from corridor.network.reach import LotKind
from corridor.network.states import State


class OriginTestRow(NamedTuple):
    """A test: counted inputs of its lots are worth no more than their outputs allow."""

    site: str
    process: str
    alternative: str
    product: str
    state: str
    rule_choice: str
    window: str
    """The period, or the year that the agreement averages over."""
    scheme: str
    test: str
    basis: str
    scale: float
    """[money / unit, or t / unit] What the row is divided by: the value of a unit of output."""
    citation: str
    evidence: str


@dataclass
class BookedLot:
    """Lots that differ only in their period, whose inputs are those that books assign to them in a window."""

    kind: LotKind
    window: str
    per: str
    lots: dict[int, int] = field(default_factory=dict)
    """Lot -> its period."""
    tests: dict[int, list[LotTest]] = field(default_factory=dict)
    """Row -> the test, of each lot."""


@dataclass
class OriginRows:
    """Tests of lots, and what enters them."""

    choices: Choices
    values: OriginValues
    rows: list[OriginTestRow] = field(default_factory=list)
    lots: list[tuple[int, int, float, float]] = field(default_factory=list)
    """(test, lot, what a unit of output allows, value of a unit of output)"""
    uses: list[tuple[int, int, float, float]] = field(default_factory=list)
    """(test, use, what a unit of input counts, what it is worth)"""
    booked: dict[tuple[object, ...], BookedLot] = field(default_factory=dict)
    """Lots whose inputs are those that books assign."""
    _numbers: dict[tuple[object, ...], int] = field(default_factory=dict)

    def of_lot(self, kind: LotKind, lot: int, t: int) -> tuple[int, ...]:
        """Add a lot to the tests it must pass and return them."""
        return tuple(self._add(kind, number, lot, t) for number in range(len(kind.choice.rows)))

    def _add(self, kind: LotKind, number: int, lot: int, t: int) -> int:
        one, recipe = kind.choice.rows[number], kind.alternative
        calendar = self.choices.schemes.lookups.calendar
        value = self.values.output(kind.site, recipe.output, one.test.basis, t)
        if one.limit < 0 and not value:
            # A least content of a value that is not known would be 0, and every lot would have it.
            self.values.refuse(kind.site, recipe.output, one.test.basis)
        allowed = one.limit * value
        if one.test.own:
            allowed += one.test.own * self.values.own_value(kind.site, recipe.output, t)
        year = str(calendar.last_day(t).year)
        window = year if one.averaging == "year" else calendar.codes[t]
        if one.books:
            window = calendar.window(t, one.books)
        # Books are judged as one, also where the limit changes within their window.
        key = (*kind.key[:-1], number, one.test.name if one.books else one.limit, window)
        if key not in self._numbers:
            self._numbers[key] = len(self.rows)
            # Divided by the value of a unit, rows of dear and of cheap goods look alike to the solver.
            scale = value if value > 0 else 1.0
            names = (kind.site, recipe.process, recipe.name, recipe.output, kind.state.label, kind.rule_choice)
            row = OriginTestRow(
                *names, window, one.scheme, one.test.name, one.test.basis, scale, one.citation, one.evidence
            )
            self.rows.append(row)
        self.lots.append((self._numbers[key], lot, allowed, value))
        if one.books:
            booked = self.booked.setdefault((*kind.key[:-1], window), BookedLot(kind, window, one.books))
            booked.lots[lot] = t
            booked.tests.setdefault(self._numbers[key], []).append(one)
        return self._numbers[key]

    def of_use(self, kind: LotKind, rows: tuple[int, ...], use: int, product: str, state: State, t: int) -> None:
        """Add an input of a lot to the tests of the lot."""
        for row, one in zip(rows, kind.choice.rows, strict=True):
            if one.books or not any(one.test.weight(product)):
                continue
            self.uses.append((row, use, *self.effect(one, kind.site, product, state, t)))

    def effect(self, one: LotTest, site: str, product: str, state: State, t: int) -> tuple[float, float]:
        """[money / unit, or t / unit] Return what a unit of input counts for in a test, and what it is worth to it."""
        weights = self.choices.weights(one, product, state, site)
        asked = (site, product, state.origin, one.test.material_basis, t)
        # What counts for nothing may have no value.
        least, most = self.values.material(*asked) if any(weights) else self.values.known(*asked) or (0.0, 0.0)
        # What counts against the lot at its dearest, what counts for it at its cheapest.
        counted = sum(weight * (most if weight > 0 else least) for weight in weights)
        return counted, least if counted < 0 else most
