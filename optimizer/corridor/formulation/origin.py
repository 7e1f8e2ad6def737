"""Origin: a lot whose output carries a status passes the tests of the rule that gives it.

For every test r of a lot (of several lots where an agreement averages over a year), per unit of output value:

    sum_u counted[r, u] use[u]  +  sum_v counted[r, v] assign[v]  -  sum_l allowed[r, l] make[l]  <=  0

counted: value of a unit of input on the rule's basis times what the test counts of it: for a build-down test what is
non-originating, for a build-up test minus what is originating, for a change of heading what fails it and does not
originate. Lots that are judged by books (formulation/custody.py) count what is assigned to them, the others what they
consume. allowed: what a unit of output allows, as (1 - threshold) of its value, or the tolerance.

No binary decides on a claim. Each alternative of each rule has lots of its own, and tests are homogeneous, so lots of
one alternative add up to lots of it, and what a site can make is the convex hull of what the alternatives allow
(Balas, disjunctive programming: the multipliers vanish because the pieces are cones). Inputs that originate count in
full because the state of an input says that it does: absorption needs no content to be carried along. An input counts
for one lot only, so nothing is counted under two agreements. Tables origin_rules, origin_provisions, values.
"""

from __future__ import annotations

from typing import Any

import pyomo.environ as pyo

from corridor.compiled import Components
from corridor.formulation.links import pairs
from corridor.network.network import Network


def origin_tests_pass(m: Any, r: int) -> Any:
    """Counted inputs are worth no more than the output allows."""
    return (
        sum(m.counted_of_use[k, u] * m.use[u] for k, u in m.uses_of_test[r])
        + sum(m.counted_of_assigned[k, v] * m.assign[v] for k, v in m.assigned_to_test[r])
        - sum(m.allowed_of_lot[k, lot] * m.make[lot] for k, lot in m.lots_of_test[r])
        <= 0.0
    )


def add(m: pyo.ConcreteModel, network: Network, c: Components) -> None:
    """Add the tests of origin."""
    m.ORIGIN_TESTS = c.Set(len(network.origin_tests))
    m.TEST_USES, m.uses_of_test, m.counted_of_use = pairs(c, network.test_uses, mutable=True)
    m.TEST_ASSIGNED, m.assigned_to_test, m.counted_of_assigned = pairs(c, network.custody.counted, mutable=True)
    m.TEST_LOTS, m.lots_of_test, m.allowed_of_lot = pairs(c, network.test_lots, mutable=True)
    m.origin_tests_pass = c.Constraint(m.ORIGIN_TESTS, rule=origin_tests_pass)
