"""The tests that single conditions of a rule ask of a lot."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from corridor.law.origin.materials import changes, within
from corridor.law.origin.names import leaf_name
from corridor.law.origin.terms import Basis, MaterialBasis, Test
from corridor.schema.origin import OriginProvision
from corridor.schema.rule_terms import Codes, Content, Leaf, MaxMass, MaxValue, Originating, Shift

_DIGITS = {"CC": 2, "CTH": 4, "CTSH": 6, "ANY": 0}
"""Level of change -> digits of the code that must differ."""


@dataclass(frozen=True)
class Making:
    """What is made of what, as one agreement sees it."""

    provision: OriginProvision
    output: tuple[str, ...]
    """Codes of the output in the agreement's edition of the Harmonized System."""
    inputs: tuple[tuple[str, tuple[str, ...]], ...]
    """Product and codes of each material."""
    tests: frozenset[str]
    """Process tests that the process meets."""

    def named(self, codes: Codes) -> tuple[str, ...]:
        """Return the materials that a list of codes names; without a list all."""
        return tuple(product for product, own in self.inputs if not codes or within(codes, own, self.output))


def failing(leaf: Leaf, making: Making) -> tuple[str, ...]:
    """Return the materials that must originate for a condition on codes or on obtaining to hold without tolerance."""
    if isinstance(leaf, Shift):
        digits = _DIGITS[leaf.level]
        return tuple(
            product
            for product, own in making.inputs
            if (digits and not changes(own, making.output, digits)) or within(leaf.excepted, own, making.output)
        )
    if isinstance(leaf, Originating):
        return making.named(leaf.of)
    return () if "wholly_obtained" in making.tests else making.named(())


def must_originate(name: str, provision: OriginProvision, products: Iterable[str]) -> tuple[Test, ...]:
    """Return the test that these materials all originate; none where there are none."""
    weights = dict.fromkeys(products, (1.0, 0.0))
    basis, material = provision.value_basis, provision.material_basis
    return (Test(name, basis, 0.0, 0.0, material, False, True, weights),) if weights else ()


def tolerated(name: str, provision: OriginProvision, products: Iterable[str]) -> tuple[Test, ...]:
    """Return the test that those of these materials that do not originate stay within the tolerance."""
    weights = dict.fromkeys(products, (1.0, 0.0))
    by_mass = provision.tolerance_of == "mass"
    basis: Basis = "mass" if by_mass else provision.value_basis
    material: MaterialBasis = "mass" if by_mass else provision.material_basis
    return (Test(name, basis, provision.tolerance, 0.0, material, False, True, weights),) if weights else ()


def content(leaf: Content | MaxValue | MaxMass, making: Making, uncounted: frozenset[str]) -> tuple[Test, ...]:
    """Return the test of a content; none where it always holds.

    `uncounted` are the materials that the tolerance takes out of a content of originating value.
    """
    name, share = leaf_name(leaf), leaf.percent / 100
    rest = (100 - leaf.percent) / 100
    material = making.provision.material_basis
    products = making.named(leaf.of)
    against = dict.fromkeys(products, (1.0, 0.0))
    if isinstance(leaf, MaxMass):
        test = Test(name, "mass", share, 0.0, "mass", True, False, against)
    elif isinstance(leaf, MaxValue):
        test = Test(name, leaf.basis or "ex_works", share, 0.0, material, True, False, against)
    elif leaf.formula == "build_up":
        towards = dict.fromkeys(products, (0.0, -1.0))
        return (Test(name, _basis(leaf, making), -share, 1.0, material, True, False, towards),)
    else:
        counted = {product: weight for product, weight in against.items() if product not in uncounted}
        test = Test(name, _basis(leaf, making), rest, 0.0, material, True, False, counted)
    return (test,) if test.weights else ()


def _basis(leaf: Content, making: Making) -> Basis:
    """Return what the good is valued at in a content test."""
    return leaf.basis or ("net_cost" if leaf.formula == "net_cost" else making.provision.value_basis)
