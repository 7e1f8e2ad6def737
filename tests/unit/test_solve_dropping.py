"""Decisions are closed where a plan is cheaper without them, and only there."""

from __future__ import annotations

import numpy as np
import pytest
from tests.unit.solve_example import INF, program

from corridor.solve.clock import Clock
from corridor.solve.dropping import dropped
from corridor.solve.highs import loaded
from corridor.solve.options import SolveOptions
from corridor.solve.running import run

PLANTS = program(
    [50, 80, 60, 3, 1, 2],
    [
        ((0, 0, 0, 1, 1, 1), 30, INF),
        ((-20, 0, 0, 1, 0, 0), -INF, 0),
        ((0, -20, 0, 0, 1, 0), -INF, 0),
        ((0, 0, -20, 0, 0, 1), -INF, 0),
    ],
    [(0, 1)] * 3 + [(0, INF)] * 3,
    {0, 1, 2},
)
"""30 units from plants of 20 at 3, 1, 2 a unit, open at 50, 80, 60. All: 190 + 20 x 1 + 10 x 2 = 230. Without the
second: 110 + 20 x 2 + 10 x 3 = 180; then none can be spared. Without the first: 140 + 40 = 180 too."""


@pytest.mark.parametrize(
    ("order", "iterations", "time_limit", "open_", "cost"),
    [
        ([1, 0, 2], 100, None, [1, 0, 1], 180.0),
        ([0, 1, 2], 100, None, [0, 1, 1], 180.0),
        ([2, 1, 0], 100, None, [1, 1, 0], 180.0),
        ([1, 0, 2], 0, None, [1, 1, 1], 230.0),
        ([1, 0, 2], 100, 0.0, [1, 1, 1], 230.0),
        ([], 100, None, [1, 1, 1], 230.0),
    ],
    ids=["second first", "first first", "third first", "no iterations", "no time", "nothing to close"],
)
def test_closing_in_order(order: list[int], iterations: int, time_limit: float | None, open_: list[int], cost: float):
    """The first that can be spared is; the others then cannot be. Without iterations or time the plan stays."""
    h = loaded(PLANTS, SolveOptions(threads=1), fixed=np.ones(6))
    run(h)
    start = np.asarray(h.getSolution().col_value)
    objective = h.getInfo().objective_function_value
    assert objective == pytest.approx(230)
    values, found, interrupted = dropped(h, np.array(order, dtype=int), start, objective, iterations, Clock(time_limit))
    assert values[:3].tolist() == open_
    assert found == pytest.approx(cost)
    assert PLANTS.cost @ values == pytest.approx(cost)
    assert not interrupted
