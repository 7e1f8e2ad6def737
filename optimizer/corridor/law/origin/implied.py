"""Which alternatives ask for more than another one, so that nobody needs them."""

from __future__ import annotations

from collections.abc import Sequence

from corridor.law.origin.terms import Alternative, Test


def undominated(alternatives: Sequence[Alternative]) -> tuple[Alternative, ...]:
    """Return the alternatives that no other one makes superfluous; of equal ones the first."""
    return tuple(
        one
        for number, one in enumerate(alternatives)
        if not any(
            other is not one and _implies(one, other) and (place < number or not _implies(other, one))
            for place, other in enumerate(alternatives)
        )
    )


def _implies(one: Alternative, other: Alternative) -> bool:
    """Return whether each lot that passes one alternative is sure to pass the other."""
    return all(any(_stronger(test, wanted) for test in one.tests) for wanted in other.tests)


def _stronger(one: Test, other: Test) -> bool:
    """Return whether each lot that passes one test is sure to pass the other."""
    if one.by_status != other.by_status or (other.margin and not one.margin):
        return False
    if any(one.weight(product)[0] < against for product, (against, _) in other.weights.items()):
        return False
    if one.by_status and one.limit == 0:
        return other.limit >= 0
    same = (one.basis, one.material_basis, one.own) == (other.basis, other.material_basis, other.own)
    towards = {product: weight[1] for product, weight in one.weights.items() if weight[1]}
    return same and one.limit <= other.limit and towards == {p: w[1] for p, w in other.weights.items() if w[1]}
