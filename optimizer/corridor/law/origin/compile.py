"""Rules of origin compiled to linear tests of a lot.

The tolerance of an agreement stands in for a change of code (`tariff_shift`), or for each condition that materials
originate or change their code (`any`): what fails one of these conditions may together reach the tolerance. It never
adds to a largest share of non-originating materials that the rule states (MAXNOM, MAXMASS, RVC).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from corridor.law.origin.conditions import Making, content, failing, must_originate, tolerated
from corridor.law.origin.implied import undominated
from corridor.law.origin.materials import Material
from corridor.law.origin.names import distinct, joined, leaf_name
from corridor.law.origin.normal_form import Conjunction, conjunctions
from corridor.law.origin.terms import Alternative, Basis, EachMaterial, MaterialBasis, Test, Weights
from corridor.reference.law import Law
from corridor.schema.origin import OriginProvision
from corridor.schema.rule_render import percent_text
from corridor.schema.rule_terms import (
    Content,
    Leaf,
    MaxMass,
    MaxValue,
    Originating,
    ProcessTest,
    Rule,
    Shift,
    WhollyObtained,
)

__all__ = [
    "Alternative",
    "Basis",
    "MaterialBasis",
    "Test",
    "Weights",
    "alternatives",
    "content_alternative",
    "exclusively_originating",
]

_RELAXED: dict[str, tuple[type[Leaf], ...]] = {
    "none": (),
    "tariff_shift": (Shift,),
    "any": (Shift, WhollyObtained, Originating),
}
"""What the tolerance stands in for (origin_provisions.tolerance_relaxes)."""


def alternatives(
    rule: Rule | None,
    provision: OriginProvision,
    output: Material,
    inputs: Sequence[Material],
    tests: frozenset[str],
    minimal: bool,
    law: Law,
) -> tuple[Alternative, ...]:
    """Return the ways in which a lot can originate under an agreement: any one suffices, all its tests must hold.

    `tests` are the process tests that the process meets; `minimal` says that it is a minimal operation. Alternatives
    that cannot hold, or that ask for more than another one, are left out; goods made of originating materials only (PE)
    are added where no alternative covers them. Without a rule, PE is all there is.
    """
    exclusively = exclusively_originating(provision, [material.product for material in inputs])
    if rule is None or (minimal and provision.minimal_operations == "yes"):
        return (exclusively,)
    edition = provision.hs_edition
    materials = tuple((material.product, material.codes(law, edition)) for material in inputs)
    making = Making(provision, output.codes(law, edition), materials, tests)
    possible = [one for one in conjunctions(rule) if _processes_met(one, tests)]
    found = list(undominated([_alternative(one, making) for one in possible]))
    if not any(_covers_originating(one, provision) for one in found):
        found.append(exclusively)
    names = distinct([one.name for one in found])
    return tuple(replace(one, name=name) for one, name in zip(found, names, strict=True))


def exclusively_originating(provision: OriginProvision, products: Sequence[str]) -> Alternative:
    """Return the alternative PE: all these materials originate."""
    return Alternative("PE", must_originate("PE", provision, products))


def content_alternative(provision: OriginProvision, share: float) -> Alternative:
    """Return the alternative that a lot, originating or not, has at least a share [1] of content; for any materials."""
    percent = Decimal(repr(float(share))) * 100
    name = f"CONTENT{percent_text(float(percent))}"
    limit = float((100 - percent) / 100)
    weights = EachMaterial((1.0, 0.0))
    test = Test(name, provision.value_basis, limit, 0.0, provision.material_basis, True, False, weights)
    return Alternative(name, (test,))


def _processes_met(conjunction: Conjunction, tests: frozenset[str]) -> bool:
    """Return whether the process meets each condition on it."""
    return all(not tests.isdisjoint(leaf.tests) for leaf in conjunction if isinstance(leaf, ProcessTest))


def _alternative(conjunction: Conjunction, making: Making) -> Alternative:
    """Return the tests of conditions that hold together."""
    provision = making.provision
    relaxed = _RELAXED[provision.tolerance_relaxes] if provision.tolerance > 0 else ()
    strict: dict[str, list[str]] = {}
    eased: dict[str, list[str]] = {}
    for leaf in conjunction:
        if isinstance(leaf, Shift | WhollyObtained | Originating):
            for product in failing(leaf, making):
                (eased if isinstance(leaf, relaxed) else strict).setdefault(product, []).append(leaf_name(leaf))
    eased = {product: names for product, names in eased.items() if product not in strict}
    uncounted = frozenset(eased) if provision.tolerance_in_content == "not_counted" else frozenset()
    tests = [
        *must_originate(_names(strict), provision, strict),
        *tolerated(_names(eased), provision, eased),
    ]
    for leaf in conjunction:
        if isinstance(leaf, Content | MaxValue | MaxMass):
            tests.extend(content(leaf, making, uncounted))
    names = distinct([test.name for test in tests])
    named = tuple(replace(test, name=name) for test, name in zip(tests, names, strict=True))
    return Alternative(joined(leaf_name(leaf, making.tests) for leaf in conjunction), named)


def _names(products: dict[str, list[str]]) -> str:
    """Return the name of the test of conditions that these materials fail."""
    return joined(name for names in products.values() for name in names)


def _covers_originating(alternative: Alternative, provision: OriginProvision) -> bool:
    """Return whether a lot of originating materials only is sure to pass.

    Where an originating material counts in part (roll_up none), it may fail a content test. A limit of 0 with a claim
    margin lets nothing pass.
    """
    return all(
        test.own == 0
        and (test.limit > 0 or (test.limit == 0 and not test.margin))
        and (test.by_status or provision.roll_up != "none")
        for test in alternative.tests
    )
