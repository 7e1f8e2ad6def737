"""Evaluates check rows: in floats with an error bound, and exactly where these do not clearly pass a row."""

from __future__ import annotations

import math
from collections.abc import Iterable
from fractions import Fraction
from typing import NamedTuple

from corridor.audit.checks import Check, Refusal
from corridor.audit.verdict import FAMILIES, Finding, Verdict

_UNIT = 2.0**-53
"""[1] What rounding to a float may change at most."""

_SPARE = 8
"""[1] Roundings beside those of adding up: of a coefficient, its product, a sum, the tolerance, the comparison."""


LARGEST = 1e100
"""[any unit] Larger sums are left to fractions, long before floats overflow."""


class Outcome(NamedTuple):
    """How a row comes out."""

    miss: float
    allowed: float
    fails: bool


def evaluate(checks: Iterable[Check | Refusal]) -> Verdict:
    """Return the verdict on checks. Floats only pass a row, where they safely can; fractions decide all others."""
    findings: list[Finding] = []
    rows, terms, worst = 0, 0, 0.0
    for check in checks:
        rows += 1
        if isinstance(check, Refusal):
            findings.append(Finding(check.family, check.key, check.text, check.miss, 0.0))
            continue
        terms += len(check.terms)
        miss, allowed, fails = clearly_passed(check) or exactly(check)
        worst = max(worst, miss / allowed)
        if fails:
            findings.append(Finding(check.family, check.key, check.text, miss, allowed))
    findings.sort(key=lambda finding: FAMILIES.index(finding.family))
    return Verdict(not findings, tuple(findings), rows, terms, worst)


def exactly(check: Check) -> Outcome:
    """Return how a row comes out, from sums of fractions."""
    products = [coefficient * Fraction(quantity) for coefficient, quantity in check.terms]
    total = sum(products, Fraction(0))
    allowed = check.tolerance * max(Fraction(1), sum(map(abs, products), Fraction(0)))
    miss = abs(total) if check.sense == "=" else max(total, Fraction(0))
    return Outcome(_shown(miss), _shown(allowed), miss > allowed)


def _shown(number: Fraction) -> float:
    """Return a number as a float; infinite if no float is so large."""
    try:
        return float(number)
    except OverflowError:
        return math.inf


def clearly_passed(check: Check) -> Outcome | None:
    """Return how a row comes out if it passes whatever the rounding of floats did, else None."""
    # Numerator by denominator is what float() gives, for whole numbers too, without its detour.
    try:
        products = [one.numerator / one.denominator * quantity for one, quantity in check.terms]
    except OverflowError:
        return None
    scale = sum(map(abs, products))
    if scale > LARGEST:
        return None
    total = math.fsum(products)  # Rounded once, however many terms there are.
    allowed = check.tolerance.numerator / check.tolerance.denominator * (scale if scale > 1.0 else 1.0)
    miss = abs(total) if check.sense == "=" or total > 0.0 else 0.0
    doubt = _UNIT * (_SPARE * scale + (len(products) + _SPARE) * allowed)
    return Outcome(miss, allowed, False) if miss + doubt < allowed else None
