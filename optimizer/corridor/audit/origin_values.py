"""What goods are worth in tests of origin: an output on the basis of the test, a material as it reaches its maker.

A material is valued by the sources from which the plan has brought goods of its product and origin to the site so far.
They are exchanged for each other, so the dearest counts of what does not originate, the cheapest of what does.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from functools import cached_property

from corridor.audit.case import Case
from corridor.audit.checks import exact
from corridor.audit.material_sources import Place, Source, sources, stand_in
from corridor.law.origin.terms import Basis, MaterialBasis
from corridor.schema.origin import ValueBasis
from corridor.schema.row import EACH
from corridor.schema.supply import Value

STANDS_IN = ("transaction_value", "fob", "adjusted_value")
"""Bases that the transaction value stands in for where no figure of their own is stated."""


@dataclass(frozen=True)
class OriginValues:
    """Values of outputs and materials in the tests of a plan."""

    case: Case
    _outputs: dict[tuple[str, str, Basis, str], Fraction | None] = field(default_factory=dict, init=False, repr=False)

    def output(self, site: str, product: str, basis: Basis, period: str) -> Fraction | None:
        """[money / unit, or t / unit] Return what a unit made at a site is worth on a basis, or None if unknown.

        Of several prices to several buyers the lowest: whoever buys, the test must hold.
        """
        key = (site, product, basis, period)
        if key not in self._outputs:
            self._outputs[key] = self._output(site, product, basis, period)
        return self._outputs[key]

    def _output(self, site: str, product: str, basis: Basis, period: str) -> Fraction | None:
        if basis == "mass":
            return self._mass(product)
        if basis == "quantity":
            return Fraction(1)
        sold = self._sold(site, product, period)
        if not sold and basis in STANDS_IN:
            return self.case.values.between(site, site, product, period)
        return min((value for row in sold if (value := _on(row, basis)) is not None), default=None)

    def own_value(self, site: str, product: str, period: str) -> Fraction:
        """[money / unit] Return labour, overhead and profit that a build-up test counts: the least, 0 if not stated."""
        sold = self._sold(site, product, period)
        return min((exact(row.own_value or 0.0) for row in sold), default=Fraction(0))

    def _sold(self, site: str, product: str, period: str) -> list[Value]:
        """Return the rows of table values for what a site sells, to each buyer named for the product and to others."""
        agreed = self.case.values.agreed
        found = (agreed.find(site, buyer, product, period) for buyer in self._buyers.get(product, (EACH,)))
        return [row for row in found if row is not None]

    @cached_property
    def _buyers(self) -> Mapping[str, frozenset[str]]:
        """Product -> buyers that table values names, and `*`."""
        found: dict[str, set[str]] = {}
        for row in self.case.book.tables[Value]:
            found.setdefault(row.product, {EACH}).add(row.buyer)
        return {product: frozenset(buyers) for product, buyers in found.items()}

    def material(
        self, site: str, product: str, origin: str, basis: MaterialBasis, period: str
    ) -> tuple[Fraction, Fraction] | None:
        """[money / unit, or t / unit] Return the least and the most a unit of a material is worth; None: unknown."""
        if basis == "mass":
            mass = self._mass(product)
            return None if mass is None else (mass, mass)
        if basis == "quantity":
            return Fraction(1), Fraction(1)
        number = self.case.book.calendar.number[period]
        there = [one for one in self._sources.get((site, product, origin), ()) if one.since <= number]
        values = [one.landed if basis == "cif" else one.value for one in there]
        if values:
            return min(values), max(values)
        return stand_in(self.case, site, product, basis, period)

    def _mass(self, product: str) -> Fraction | None:
        """[t / unit] Return the mass of a product, or None if it is not stated."""
        return None if self.case.book.products[product].mass_kg is None else self.case.book.mass_t(product)

    @cached_property
    def _sources(self) -> Mapping[Place, list[Source]]:
        """Return where the plan has goods from."""
        return sources(self.case)


def _on(row: Value, basis: ValueBasis) -> Fraction | None:
    """[money / unit] Return a value on a basis; None if neither it nor what stands in for it is stated."""
    stated = {
        "transaction_value": row.transaction_value,
        "fob": row.fob,
        "ex_works": row.ex_works,
        "adjusted_value": row.adjusted_value,
        "net_cost": row.net_cost,
    }[basis]
    if stated is None and basis in STANDS_IN:
        stated = row.transaction_value
    return None if stated is None else exact(stated)
