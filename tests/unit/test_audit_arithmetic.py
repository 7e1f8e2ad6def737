"""The arithmetic of the audit: exact where it matters, whatever the number of terms."""

from __future__ import annotations

import math
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corridor.audit.arithmetic import LARGEST, clearly_passed, evaluate, exactly
from corridor.audit.checks import COST_TOLERANCE, Check, Refusal, Term, column, exact
from corridor.audit.verdict import Finding, Verdict


def verdicts(check: Check) -> tuple[bool, bool, bool]:
    """Return whether a row passes by floats alone, which may leave it open; by fractions; and by the audit."""
    return clearly_passed(check), not exactly(check).fails, evaluate([check]).passed


def passes_both(check: Check) -> bool:
    """Return whether a row passes; floats may leave it to fractions, and pass nothing that these refuse."""
    by_floats, by_fractions, by_audit = verdicts(check)
    assert by_fractions or not by_floats
    assert by_audit is by_fractions
    return by_audit


def row(terms: list[Term], sense: str = "=") -> Check:
    """A row of some terms."""
    return Check("balance", "key", "text", terms, sense)


def test_table_values_are_read_as_decimals() -> None:
    """0.1 is one tenth, not the double beside it."""
    assert exact(0.1) == Fraction(1, 10)
    assert exact(1e-7) == Fraction(1, 10**7)
    assert exact(3) == 3


def test_three_tenths_are_three_tenths() -> None:
    """A coefficient of 0.1 three times is 0.3 without any rounding of its own."""
    check = row([(exact(0.1), 3.0), (-exact(0.3), 1.0)])
    assert passes_both(check)
    assert exactly(check).miss == 0.0
    assert evaluate([check]).worst < 1e-9


@pytest.mark.parametrize(("miss", "passes"), [(0.0, True), (2.0**-20, True), (2.0**-19, False), (-1.0, False)])
def test_equal_rows(miss: float, passes: bool) -> None:
    """A row may miss by 1e-6 on either side while its terms are small."""
    assert passes_both(row([(1, 0.25), (-1, 0.25), (1, miss)])) is passes


@pytest.mark.parametrize(("left", "passes"), [(-5.0, True), (0.0, True), (2.0**-20, True), (2.0**-19, False)])
def test_bounded_rows(left: float, passes: bool) -> None:
    """A bounded row may lie below its bound by anything, above by the tolerance."""
    assert passes_both(row([(1, left)], "<=")) is passes


def test_the_tolerance_grows_with_the_terms() -> None:
    """Terms of a million on each side may miss by two, not by three."""
    assert passes_both(row([(1, 1e6), (-1, 1e6 + 1.9)]))
    assert not passes_both(row([(1, 1e6), (-1, 1e6 + 3.0)]))


@pytest.mark.parametrize("step", [-1, 0, 1])
def test_fractions_decide_at_the_edge(step: int) -> None:
    """Where a miss is what is allowed but for the last bit, floats hand over to fractions."""
    edge = 1e-6
    for _ in range(abs(step)):
        edge = math.nextafter(edge, math.copysign(math.inf, step))
    check = row([(1, 0.125), (-1, 0.125), (1, edge)])
    assert clearly_passed(check) is None
    assert evaluate([check]).passed is (Fraction(edge) <= Fraction(1, 10**6))


def test_what_fails_is_told_exactly() -> None:
    """The miss of a finding is that of fractions, whatever floats made of it."""
    check = row([(exact(0.1), 3.0), (-exact(0.3), 1.0), (1, 0.25)])
    finding = evaluate([check]).findings[0]
    assert (finding.miss, finding.allowed) == (0.25, 1e-6)


def test_sums_that_floats_cannot_hold_are_left_to_fractions() -> None:
    """Terms beyond what floats can add up neither raise nor pass unseen."""
    assert clearly_passed(row([(1, LARGEST), (-1, LARGEST)])) is None
    assert passes_both(row([(1, 1e307), (-1, 1e307)]))
    assert not passes_both(row([(1, 1e307), (-1, 2e307)]))
    assert not passes_both(row([(10**400, 1.0)]))
    assert passes_both(row([(10**400, 0.0)]))


def test_cancellation_does_not_hide_a_miss() -> None:
    """Between terms of 1e16 and -1e16 a miss is still seen, and is small beside them."""
    check = row([(1, 1e16), (1, 1.0), (-1, 1e16)])
    assert exactly(check).miss == 1.0
    assert evaluate([check]).worst == pytest.approx(1.0 / 2e10)


def test_a_cost_may_miss_by_less() -> None:
    """A stored column may be off by 1e-9 of its terms."""
    assert evaluate([column("columns", "key", "cost", 1000.0, [(10, 100.0 + 1e-8)])]).passed
    assert not evaluate([column("columns", "key", "cost", 1000.0, [(10, 100.0 + 1e-6)])]).passed
    assert column("columns", "key", "cost", 0.0, []).tolerance == COST_TOLERANCE


def test_a_refusal_is_a_finding_without_tolerance() -> None:
    """What is refused is found, before or after rows, in the order of the families."""
    wrong = row([(1, 2.0)])
    verdict = evaluate([Refusal("costs", "b", "no"), wrong, Refusal("tables", "a", "no", 3.0)])
    assert [finding.family for finding in verdict.findings] == ["tables", "balance", "costs"]
    assert verdict.findings[0] == Finding("tables", "a", "no", 3.0, 0.0)
    assert (verdict.rows_checked, verdict.terms) == (3, 1)
    assert str(verdict.findings[0]) == "[tables] a: no"
    assert "misses by 2" in str(verdict.findings[1])


def test_nothing_checked_passes() -> None:
    """No rows, no findings."""
    assert evaluate([]) == Verdict(True, (), 0, 0, 0.0)


quantities = st.floats(-1e9, 1e9)
coefficients = st.fractions(-1000, 1000, max_denominator=10**6)


@given(st.lists(st.tuples(coefficients, quantities), min_size=1, max_size=6), st.sampled_from(["=", "<="]))
def test_floats_decide_as_fractions_do(terms: list[Term], sense: str) -> None:
    """What floats pass, fractions pass; all else is up to fractions."""
    by_floats, by_fractions, by_audit = verdicts(row(terms, sense))
    assert by_fractions or not by_floats
    assert by_audit is by_fractions


@given(coefficients, quantities, st.floats(-1e-2, 1e-2))
def test_floats_decide_as_fractions_do_near_the_edge(one: Fraction, quantity: float, off: float) -> None:
    """The same where a row nearly holds."""
    by_floats, by_fractions, by_audit = verdicts(row([(one, quantity), (-one, quantity), (1, off)]))
    assert by_fractions or not by_floats
    assert by_audit is by_fractions
