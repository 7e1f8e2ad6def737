"""What must happen to the optimum when a model changes in a known way; every plan passes its audit."""

from __future__ import annotations

import math
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.analytic.building import lane
from tests.properties.changing import (
    added,
    dearer,
    doubled,
    halved,
    in_other_money,
    renamed,
    roomier,
    shuffled,
)
from tests.properties.rich import rich

from corridor.pipeline.instance import solve_model
from corridor.schema.places import Site
from corridor.schema.supply import Offer
from corridor.solve.options import SolveOptions
from corridor.tables.tables import Model

SEEDS = st.integers(0, 10**6)
"""Seeds of random models; a failure names the one to look at."""

SLACK = 1e-6
"""[1] Twice the gap that a mixed-integer plan may have."""

LONG = 60.0
"""[s] A model that takes longer fails its test instead of holding up all others; each takes a fraction of a second."""

bounded = settings(derandomize=True, deadline=None, max_examples=20, database=None)


def cost(model: Model) -> float:
    """[money] Return the optimum of a model, inf where no plan exists; the plan passes its audit."""
    run = solve_model(model, SolveOptions(gap=1e-7, threads=1, time_limit=LONG))
    if run.info["status"] == "infeasible":
        return math.inf
    assert (run.info["status"], run.info["audit"]) == ("optimal", "passed"), run.info["audit_findings"]
    return float(run.info["objective"])


def at_most(less: float, more: float) -> bool:
    """Whether one optimum is not above another, within the gaps."""
    return less <= more + SLACK * max(1.0, abs(more))


@given(seed=SEEDS)
@bounded
def test_higher_costs_and_tariffs_never_lower_the_optimum(seed: int):
    """Costs, values, duty rates and penalties go up, each by its own factor."""
    model = rich(seed, limits="quantity")
    assert at_most(cost(model), cost(dearer(model, Random(seed))))


@given(seed=SEEDS)
@bounded
def test_more_capacity_never_raises_the_optimum(seed: int):
    """Capacities of offers, plants, resources, depots, lanes and stores go up."""
    model = rich(seed)
    assert at_most(cost(roomier(model, Random(seed))), cost(model))


@given(seed=SEEDS, factor=st.sampled_from((0.25, 3.0, 1000.0)))
@bounded
def test_other_money_scales_the_optimum(seed: int, factor: float):
    """With all money in another unit the same plan costs as many units."""
    model = rich(seed)
    assert cost(in_other_money(model, factor)) == pytest.approx(factor * cost(model), rel=SLACK, abs=SLACK * factor)


@given(seed=SEEDS)
@bounded
def test_names_and_order_of_rows_mean_nothing(seed: int):
    """Other codes, sorting in another order, and other orders of rows give the same optimum, to 1e-9."""
    model = rich(seed, decisions="none")
    random = Random(seed)
    changed = cost(shuffled(renamed(model, random), random))
    assert changed == pytest.approx(cost(model), rel=1e-9, abs=1e-9)


@given(seed=SEEDS)
@bounded
def test_names_and_order_of_rows_mean_nothing_to_decisions(seed: int):
    """The same for models with open/closed decisions, within the gap."""
    model = rich(seed)
    random = Random(seed)
    assert cost(shuffled(renamed(model, random), random)) == pytest.approx(cost(model), rel=SLACK, abs=SLACK)


@given(seed=SEEDS, site=st.sampled_from(("PLANT_0", "PLANT_1", "DEPOT", "MARKET_0")))
@bounded
def test_two_halves_are_a_whole(seed: int, site: str):
    """A site split into two, each with half of every capacity, stock and demand, changes nothing without fixed
    costs.
    """
    model = rich(seed, decisions="none")
    changed = halved(model, site)
    assert cost(changed) == pytest.approx(cost(model), rel=SLACK, abs=SLACK)


@given(seed=SEEDS, price=st.sampled_from((1.0, 40.0, 500.0)))
@bounded
def test_another_supplier_never_hurts(seed: int, price: float):
    """A supplier of PART who may be used and need not be cannot make the optimum worse."""
    model = rich(seed)
    supplier = (
        Site(site="NEW", name="New", country="MX"),
        Offer(offer="NEW", site="NEW", product="PART", unit_cost=price, np_origin="MX"),
        lane("NEW", "MARKET_0", product="PART", unit_cost=1),
    )
    assert at_most(cost(added(model, *supplier)), cost(model))


@given(seed=SEEDS)
@bounded
def test_twice_as_much_of_everything_costs_twice_as_much(seed: int):
    """Demand, capacities, offers and stocks are doubled; without fixed costs and integers so is the optimum."""
    model = rich(seed, decisions="none")
    assert cost(doubled(model)) == pytest.approx(2 * cost(model), rel=SLACK, abs=SLACK)
