"""Small programs as arrays, for tests of the solver; run as a module it stops itself like a user would."""

from __future__ import annotations

import os
import signal
from collections.abc import Collection, Sequence

import numpy as np
from scipy import sparse

from corridor.compiled import Block, Blocks, StandardForm
from corridor.compiled.labels import Rows
from corridor.solve.options import SolveOptions
from corridor.solve.solution import Progress
from corridor.solve.strategy import solve

INF = float("inf")

Row = tuple[Sequence[float], float, float]
"""(coefficients, lower, upper)"""


def program(
    cost: Sequence[float], rows: Sequence[Row], bounds: Sequence[tuple[float, float]], whole: Collection[int] = ()
) -> StandardForm:
    """Return min cost x subject to rows and bounds; the columns in `whole` are integer."""
    return StandardForm(
        cost=np.array(cost, dtype=float),
        offset=0.0,
        maximize=False,
        matrix=sparse.csr_array(np.array([body for body, _, _ in rows], dtype=float)),
        row_lower=np.array([low for _, low, _ in rows], dtype=float),
        row_upper=np.array([high for _, _, high in rows], dtype=float),
        col_lower=np.array([low for low, _ in bounds], dtype=float),
        col_upper=np.array([high for _, high in bounds], dtype=float),
        integer=np.array([column in whole for column in range(len(cost))]),
        columns=Blocks([Block("x", 0, Rows.counting(len(cost)))]),
        rows=Blocks([Block("row", 0, Rows.counting(len(rows)))]),
    )


def market_split(slack: bool) -> StandardForm:
    """Return 6 rows of 50 binaries that have to meet their half: easy to state, hopeless to solve in a second.

    With slack every miss costs 1, so that any choice is a plan; without, hardly any is.
    """
    rng = np.random.default_rng(1)
    weights = rng.integers(0, 100, (6, 50)).astype(float)
    halves = weights.sum(axis=1) // 2
    extra = np.hstack([np.eye(6), -np.eye(6)]) if slack else np.zeros((6, 0))
    body = np.hstack([weights, extra])
    return program(
        [0.0] * 50 + [1.0] * extra.shape[1],
        [(row, half, half) for row, half in zip(body, halves, strict=True)],
        [(0.0, 1.0)] * 50 + [(0.0, INF)] * extra.shape[1],
        range(50),
    )


def interrupt_at_first_plan() -> None:
    """Solve, send Ctrl-C to this process once there is a plan, and print how the solve ended."""
    sent: list[float] = []
    signal.signal(signal.SIGINT, signal.default_int_handler)  # A shell may have started us deaf to Ctrl-C.

    def report(progress: Progress) -> None:
        if progress.best < 1e20 and not sent:
            sent.append(progress.best)
            os.kill(os.getpid(), signal.SIGINT)

    found = solve(market_split(slack=True), SolveOptions(threads=1, time_limit=60), report)
    assert found.values is not None
    assert found.objective <= sent[0] + 1e-6
    print(found.status, found.interrupted, found.gap > 0)


if __name__ == "__main__":
    interrupt_at_first_plan()
