"""No capacity that a decision switches is loose: a big-M above what can be of use weakens the linear relaxation."""

from __future__ import annotations

import math
from dataclasses import replace

import pytest
from tests.golden.cases import CASES
from tests.properties.rich import rich
from tests.properties.switched import reachable, real_capacity
from tests.properties.tiny import Tiny, tiny
from tests.properties.tiny_tables import tables

from corridor.network.switched import switched
from corridor.pipeline.prepare import Prepared, prepare

EXACT = 1 + 1e-9
ROUNDING = 1 + 1e-6
LARGEST = 1e8
"""[unit] Where no table gives a capacity, a judgement stands in that is meant to be too large. A solver takes a
decision for closed up to 1e-9 at the finest: beyond this capacity a closed site could still give a tenth of a unit."""


def check(ready: Prepared) -> int:
    """Assert that each switched capacity is finite and no larger than the tables and the use allow; return how
    many there are.
    """
    found = list(switched(ready.network))
    for item in found:
        assert math.isfinite(item.capacity), item
        assert 0 < item.capacity <= LARGEST, item
        assert item.capacity <= item.useful * EXACT, item
        assert item.capacity <= real_capacity(ready, item) * EXACT, item
    return len(found)


@pytest.mark.parametrize("family", CASES)
def test_capacities_of_golden_cases(family: str):
    """The tiny models of the golden files have no loose capacity."""
    check(prepare(CASES[family]()))


def test_capacities_of_random_models():
    """Random models have no loose capacity, and there are hundreds of capacities to look at."""
    tiny_ones = sum(check(prepare(tables(tiny(seed)))) for seed in range(80))
    rich_ones = sum(check(prepare(rich(40_000 + seed))) for seed in range(40))
    assert tiny_ones > 100
    assert rich_ones > 400


def one_chain(seed: int) -> Tiny:
    """Return a tiny case with one market and one plant and without capacities and minimums: what limits every
    quantity is what the market wants.
    """
    case = tiny(seed)
    market = replace(case.markets[0], quantities=(25.0,))
    plant = replace(case.plants[0], capacity=None, least=0.0, fixed=50.0)
    sellers = tuple(replace(s, most=None, least=0.0, fixed=20.0, per="period") for s in case.sellers)
    ways = tuple(replace(way, capacity=None, least=0.0, fixed=10.0, lag=0) for way in case.ways)
    places = {place.site for place in (*sellers, plant, market)}
    kept = tuple(way for way in ways if {way.source, way.target} <= places)
    return replace(case, periods=1, sellers=sellers, plants=(plant,), markets=(market,), ways=kept, disposal=None)


def test_capacity_is_what_the_load_can_reach():
    """Where nothing but the demand of one market limits a load, its capacity is exactly what the linear relaxation
    reaches with that bound taken away.
    """
    looked_at = 0
    for seed in range(40):
        ready = prepare(tables(one_chain(seed)))
        for item in switched(ready.network):
            most = reachable(ready.program, item)
            if most > 0:
                assert item.capacity <= most * ROUNDING, (seed, item, most)
                looked_at += 1
    assert looked_at > 100


def test_ratio_to_what_can_be_reached_is_reported(record_property):
    """In general a load reaches less than its capacity, as other sites, periods and capacities limit it too: the
    ratios are recorded (`pytest --junit-xml`) for whoever wants to tighten further.
    """
    ratios = []
    for seed in range(12):
        ready = prepare(rich(40_000 + seed, stocks="none", limits="none"))
        for item in switched(ready.network):
            most = reachable(ready.program, item)
            if 0 < most < math.inf:
                ratios.append(item.capacity / most)
    ratios.sort()
    record_property("capacities", len(ratios))
    record_property("median ratio", ratios[len(ratios) // 2])
    record_property("largest ratio", ratios[-1])
    assert ratios
