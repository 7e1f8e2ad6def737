"""Random tiny models cost what trying everything says."""

from __future__ import annotations

import math

import pytest
from tests.analytic.building import EXACT
from tests.properties.brute_force import optimum
from tests.properties.tiny import tiny
from tests.properties.tiny_tables import tables

from corridor.pipeline.instance import solve_model

BATCH = 20


@pytest.mark.parametrize("first", range(0, 200, BATCH))
def test_plan_costs_what_brute_force_finds(first: int):
    """The plan of a random tiny model is as cheap as the best of all decisions and paths, to 1e-6, and passes its
    audit; there is no plan exactly where brute force finds none.
    """
    for seed in range(first, first + BATCH):
        case = tiny(seed)
        expected = optimum(case)
        run = solve_model(tables(case), EXACT.model_copy(update={"time_limit": 60.0}))
        if math.isinf(expected):
            assert run.info["status"] == "infeasible", (seed, run.info["objective"])
            continue
        assert (run.info["status"], run.info["audit"]) == ("optimal", "passed"), seed
        assert run.info["objective"] == pytest.approx(expected, rel=1e-6, abs=1e-6), seed
