"""The arithmetic of the audit: exact where it matters, whatever the number of terms."""

from __future__ import annotations

import math
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corridor.audit.arithmetic import evaluate
from corridor.audit.checks import COST_TOLERANCE, Check, Refusal, Term, column, exact
from corridor.audit.verdict import Finding, Verdict

EVERY_WAY = pytest.mark.parametrize("exact_terms", [10**9, 0], ids=["fractions", "floats"])


def row(terms: list[Term], sense: str = "=") -> Check:
    """A row of some terms."""
    return Check("balance", "key", "text", terms, sense)


def test_table_values_are_read_as_decimals() -> None:
    """0.1 is one tenth, not the double beside it."""
    assert exact(0.1) == Fraction(1, 10)
    assert exact(1e-7) == Fraction(1, 10**7)
    assert exact(3) == 3


@EVERY_WAY
def test_three_tenths_are_three_tenths(exact_terms: int) -> None:
    """A coefficient of 0.1 three times is 0.3 without any rounding of its own."""
    verdict = evaluate([row([(exact(0.1), 3.0), (-exact(0.3), 1.0)])], exact_terms)
    assert verdict.passed
    assert verdict.worst < 1e-9


@EVERY_WAY
@pytest.mark.parametrize(("miss", "passes"), [(0.0, True), (2.0**-20, True), (2.0**-19, False), (-1.0, False)])
def test_equal_rows(miss: float, passes: bool, exact_terms: int) -> None:
    """A row may miss by 1e-6 on either side while its terms are small."""
    assert evaluate([row([(1, 0.25), (-1, 0.25), (1, miss)])], exact_terms).passed is passes


@EVERY_WAY
@pytest.mark.parametrize(("left", "passes"), [(-5.0, True), (0.0, True), (2.0**-20, True), (2.0**-19, False)])
def test_bounded_rows(left: float, passes: bool, exact_terms: int) -> None:
    """A bounded row may lie below its bound by anything, above by the tolerance."""
    assert evaluate([row([(1, left)], "<=")], exact_terms).passed is passes


@EVERY_WAY
def test_the_tolerance_grows_with_the_terms(exact_terms: int) -> None:
    """Terms of a million on each side may miss by two, not by three."""
    assert evaluate([row([(1, 1e6), (-1, 1e6 + 1.9)])], exact_terms).passed
    assert not evaluate([row([(1, 1e6), (-1, 1e6 + 3.0)])], exact_terms).passed


@pytest.mark.parametrize("step", [-1, 0, 1])
def test_floats_and_fractions_agree_at_the_edge(step: int) -> None:
    """Where a miss is what is allowed but for the last bit, floats hand over to fractions."""
    edge = 1e-6
    for _ in range(abs(step)):
        edge = math.nextafter(edge, math.copysign(math.inf, step))
    check = row([(1, 0.125), (-1, 0.125), (1, edge)])
    assert evaluate([check], 0).passed is evaluate([check], 10**9).passed


def test_cancellation_does_not_hide_a_miss() -> None:
    """Between terms of 1e16 and -1e16 a miss is still seen, and is small beside them."""
    verdict = evaluate([row([(1, 1e16), (1, 1.0), (-1, 1e16)])], 0)
    assert verdict.worst == pytest.approx(1.0 / 2e10)


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
    """Both ways of evaluating a row come to the same verdict."""
    assert evaluate([row(terms, sense)], 0).passed is evaluate([row(terms, sense)], 10**9).passed


@given(coefficients, quantities, st.floats(-1e-2, 1e-2))
def test_floats_decide_as_fractions_do_near_the_edge(one: Fraction, quantity: float, off: float) -> None:
    """The same where a row nearly holds."""
    terms: list[Term] = [(one, quantity), (-one, quantity), (1, off)]
    assert evaluate([row(terms)], 0).passed is evaluate([row(terms)], 10**9).passed
