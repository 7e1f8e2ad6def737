"""What a rule of origin is compiled to: alternatives, each a list of tests that are linear in the materials."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import ClassVar, Literal

from corridor.schema.origin import ValueBasis

Basis = ValueBasis | Literal["mass", "quantity"]
"""What a good is measured by in a test; `quantity` of content rules, whose limit is no share of the output."""

MaterialBasis = Literal["cif", "transaction_value", "mass", "quantity"]
"""What a material is measured by in a test."""

Weights = Mapping[str, tuple[float, float]]
"""Product -> weight of what does not originate, weight of what does; a product without does not count."""


@dataclass(frozen=True)
class EachMaterial(Mapping[str, tuple[float, float]]):
    """Weights of a test that counts all materials alike, whichever they are: it answers for each and lists none."""

    weight: tuple[float, float]

    def __getitem__(self, product: str) -> tuple[float, float]:
        """Return the weight of any product."""
        return self.weight

    def __iter__(self) -> Iterator[str]:
        """List no product."""
        return iter(())

    def __len__(self) -> int:
        """Return how many products are listed."""
        return 0


@dataclass(frozen=True)
class Test:
    """One linear test of a lot.

    sum over materials p of (against_p x (1 - g_p) + towards_p x g_p) x value_p
        <= (limit - margin) x V + own x own_value

    g: the share of the material that counts as originating; V: the lot on `basis`. [money, or t where by mass]
    """

    __test__: ClassVar[bool] = False  # pytest would take the class for one of its own

    name: str
    """Unique among the tests of an alternative."""
    basis: Basis
    """What the output is measured by."""
    limit: float
    """[1] Share of the output that the materials may reach."""
    own: float
    """[1] 1: the output's own value helps (build-up), else 0."""
    material_basis: MaterialBasis
    """What the materials are measured by; `mass`: tonnes."""
    margin: bool
    """Whether the claim margin applies: to content, not to a change of code."""
    by_status: bool
    """Whether a material counts as originating or not at all, whatever its content."""
    weights: Weights
    """What counts of which material."""

    def weight(self, product: str) -> tuple[float, float]:
        """Return the weight of what does not originate in a material, and of what does."""
        return self.weights.get(product, (0.0, 0.0))


@dataclass(frozen=True)
class Alternative:
    """One way to satisfy a rule: all its tests hold. Without tests it always is satisfied."""

    name: str
    """Unique among the alternatives of a rule: capital letters, digits, `_`, `&` and `.`."""
    tests: tuple[Test, ...]
