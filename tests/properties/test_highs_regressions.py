"""Tiny programs that a version of HiGHS answered wrongly and called optimal, and settings that may change nothing.

Each program stands in an issue of the HiGHS project, with the optimum that enumeration or other solvers give. The first
six went wrong in 1.14.0 with presolve on (fixed in 1.15.0), #3274 in 1.15.1.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import highspy
import numpy as np
import pytest
from scipy import sparse
from tests.properties.rich import rich

from corridor.compiled import Block, Blocks, StandardForm
from corridor.compiled.labels import Rows
from corridor.pipeline.prepare import prepare
from corridor.solve.highs import loaded
from corridor.solve.options import SolveOptions
from corridor.solve.strategy import solve

INF = np.inf


@dataclass(frozen=True)
class Small:
    """min cost x subject to lower <= rows x <= upper and bounds; `whole` columns are integer."""

    optimum: float
    cost: tuple[float, ...]
    bounds: tuple[tuple[float, float], ...]
    whole: frozenset[int]
    rows: tuple[tuple[tuple[float, ...], float, float], ...]

    def program(self) -> StandardForm:
        """Return the arrays."""
        bodies, lower, upper = zip(*self.rows, strict=True)
        columns = len(self.cost)
        return StandardForm(
            np.array(self.cost, dtype=float), 0.0, False, sparse.csr_array(np.array(bodies, dtype=float)),
            np.array(lower, dtype=float), np.array(upper, dtype=float),
            np.array([low for low, _ in self.bounds], dtype=float),
            np.array([high for _, high in self.bounds], dtype=float),
            np.array([n in self.whole for n in range(columns)]),
            Blocks([Block("x", 0, Rows.counting(columns))]), Blocks([Block("row", 0, Rows.counting(len(self.rows)))]),
        )  # fmt: skip


ISSUES = {
    "2957": Small(28.2, (1, 2), ((0, 20), (8, 20)), frozenset({0}), (((1, 1), 20.1, INF),)),
    "3043": Small(9.0, (2, 3), ((0, 10), (0, 10)), frozenset({1}), (((1, 1), 4.5, INF),)),
    "3002": Small(
        64.0, (1, 4, 9), ((0, 4), (-1, 1), (0, INF)), frozenset({2}),
        (((1, 1, 0), -INF, 5), ((1, 0, 1), 10, INF), ((0, -1, 1), 7.5, 7.5)),
    ),
    "3050": Small(-299.97, (-100, 0.01), ((1, 3), (1, 3)), frozenset({0}), (((1, -1), -INF, 0),)),
    "3073": Small(
        0.03, (100, 0.01, 0), ((0, INF), (-INF, INF), (0, INF)), frozenset({2}),
        (((1, 0, 1), 3, 3), ((0, -1, 1), -INF, 0), ((0, -1, -1), -INF, 0), ((0, 0, 1), -INF, 3),
         ((0, 0, -1), -INF, -0.45)),
    ),
    "3094": Small(
        8000.0, (0, 0, 0, 0, 10, 8), ((0, 1), (0, 1), *((0, 1000),) * 4), frozenset({0, 1}),
        (((-1000, 0, 1, 0, 0, 0), -INF, 0), ((0, -1000, 0, 1, 0, 0), -INF, 0), ((0, 0, 1, 0, 1, 0), 1000, 1000),
         ((0, 0, 0, 1, 0, 1), 1000, 1000), ((1, 1, 0, 0, 0, 0), -INF, 1)),
    ),
    "3274": Small(
        0.0, (0, 1, 0, 0), ((-INF, INF), (-INF, INF), (0, INF), (0, INF)), frozenset({0, 1, 3}),
        (((0, 1, -1, 0), 0, INF), ((1, 0, 1, -1), 0, 0), ((0, 0, -68, -1), -12, INF)),
    ),
}  # fmt: skip
"""Issue of the HiGHS project -> its program."""


def optimum(program: StandardForm, **options: object) -> float:
    """Return what HiGHS finds with some of its own options set."""
    highspy.Highs.resetGlobalScheduler(True)  # Another test may have solved with other threads.
    h = loaded(program, SolveOptions(gap=1e-7, threads=1, time_limit=60))
    for name, value in options.items():
        assert h.setOptionValue(name, value) == highspy.HighsStatus.kOk
    h.run()
    assert h.getModelStatus() == highspy.HighsModelStatus.kOptimal
    return float(h.getInfo().objective_function_value)


@pytest.mark.parametrize("issue", ISSUES)
def test_upstream_wrong_answers_stay_mended(issue: str):
    """The installed HiGHS finds the optimum of each program as we call it."""
    case = ISSUES[issue]
    found = solve(case.program(), SolveOptions(gap=1e-9, threads=1))
    assert found.status == "optimal"
    assert found.objective == pytest.approx(case.optimum, rel=1e-9, abs=1e-9)


def test_plant_with_a_ramp_and_counted_sites():
    """A plant with a ramp and three counted sites, cut out of a random model: the least cost is -2605, and 1.15.1
    calls -173.33 optimal.
    """
    h = highspy.Highs()
    h.setOptionValue("log_to_console", False)
    h.readModel(str(Path(__file__).with_name("wrong_in_highs_1_15_1.mps")))
    h.run()
    assert h.getModelStatus() == highspy.HighsModelStatus.kOptimal
    assert h.getInfo().objective_function_value == pytest.approx(-2605.0, rel=1e-6)


@pytest.mark.parametrize("first", range(0, 20, 5))
def test_presolve_and_seed_change_nothing(first: int):
    """With presolve on or off and with five seeds the optimum is the same, within the gap."""
    for seed in range(first, first + 5):
        program = prepare(rich(30_000 + seed)).program
        expected = optimum(program, presolve="off")
        for number in range(5):
            assert optimum(program, random_seed=number) == pytest.approx(expected, rel=1e-6, abs=1e-6), seed
