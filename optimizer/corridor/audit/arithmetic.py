"""Evaluates check rows: exactly, or in floats with an error bound and exactly where that leaves a doubt."""

from __future__ import annotations

import math
from collections.abc import Iterable
from fractions import Fraction
from typing import NamedTuple

from corridor.audit.checks import Check, Refusal
from corridor.audit.verdict import FAMILIES, Finding, Verdict

EXACT_TERMS = 200_000
"""So many terms are evaluated in fractions; beyond that floats decide wherever they safely can."""

_ROUNDING = 4 * 2.0**-53
"""[1] A coefficient is rounded once, the product once, their correctly rounded sum once: below 4 units."""


class _Outcome(NamedTuple):
    """How a row comes out."""

    miss: float
    allowed: float
    fails: bool


def evaluate(checks: Iterable[Check | Refusal], exact_terms: int = EXACT_TERMS) -> Verdict:
    """Return the verdict on checks. Beyond `exact_terms` terms floats decide wherever they safely can."""
    findings: list[Finding] = []
    rows, terms, worst = 0, 0, 0.0
    for check in checks:
        rows += 1
        if isinstance(check, Refusal):
            findings.append(Finding(check.family, check.key, check.text, check.miss, 0.0))
            continue
        terms += len(check.terms)
        outcome = _exactly(check) if terms <= exact_terms else _in_floats(check)
        worst = max(worst, outcome.miss / outcome.allowed)
        if outcome.fails:
            findings.append(Finding(check.family, check.key, check.text, outcome.miss, outcome.allowed))
    findings.sort(key=lambda finding: FAMILIES.index(finding.family))
    return Verdict(not findings, tuple(findings), rows, terms, worst)


def _exactly(check: Check) -> _Outcome:
    """Return how a row comes out, from sums of fractions."""
    products = [coefficient * Fraction(quantity) for coefficient, quantity in check.terms]
    total = sum(products, Fraction(0))
    allowed = check.tolerance * max(Fraction(1), sum(map(abs, products), Fraction(0)))
    miss = abs(total) if check.sense == "=" else max(total, Fraction(0))
    return _Outcome(float(miss), float(allowed), miss > allowed)


def _in_floats(check: Check) -> _Outcome:
    """Return the same from floats where their error cannot change the answer, else from fractions."""
    products = [float(coefficient) * quantity for coefficient, quantity in check.terms]
    total = math.fsum(products)
    scale = math.fsum(map(abs, products))
    allowed = float(check.tolerance) * max(1.0, scale)
    miss = abs(total) if check.sense == "=" else max(total, 0.0)
    if abs(miss - allowed) <= _ROUNDING * (scale + miss + allowed):
        return _exactly(check)
    return _Outcome(miss, allowed, miss > allowed)
