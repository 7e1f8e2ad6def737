"""Golden models whose optimum can be worked out by hand."""

from __future__ import annotations

from tests.analytic.building import EXACT, check_optimum, total
from tests.golden.cases import CASES

from corridor.pipeline.instance import solve_model


def test_the_cheapest_mix_of_offers_under_all_order_terms():
    """61 in each period: 41 at 11 in both; 20 of the first tier at 16 in T1; 20 in whole multiples of 4 at 13 in T2."""
    run = solve_model(CASES["buying"](), EXACT)
    check_optimum(run, 2 * 41 * 11 + 20 * 16 + 20 * 13)
    assert total(run, "purchases", offer="TIER_1", period="T1") == 20
    assert total(run, "purchases", offer="ORDERS", period="T2") == 20


def test_a_shared_resource_makes_the_ramped_process_open_at_once():
    """59 in each period.

    T1: the line (83 at 2 a run) makes 41.5, so the ramped process opens (79) and makes all it can, 25 % of 73 at 3; the
    rest is 40.75 at 5. T2: it makes 50 % of 73; the rest, 22.5, costs 4 each and 20 for the period in the process with
    a least run, 2.5 less than at 5 each.
    """
    run = solve_model(CASES["making"](), EXACT)
    check_optimum(run, 79 + 18.25 * 3 + 40.75 * 5 + 36.5 * 3 + 22.5 * 4 + 20)


def test_the_limits_decide_who_makes_how_much():
    """50 are wanted and 9 have to be in stock, the least that counts as a site with stock.

    ONE makes 30 (CAP) at 2 x 11 + 3, TWO the other 29 at 2 x 12 + 4. Their inputs are worth 660 + 696, which is 456
    above the soft limit of 900, at 3 each.
    """
    run = solve_model(CASES["limits"](), EXACT)
    check_optimum(run, 30 * 25 + 29 * 28 + 456 * 3)
