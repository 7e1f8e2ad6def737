"""Closing decisions of a plan, one after the other, where the plan costs less without them (the drop heuristic).

Each trial is a linear program from the last basis, which stays feasible for the dual simplex method; it ends as soon
as its cost has passed that of the plan. What this may cost is counted in iterations and not in seconds, so that equal
programs give equal plans.

Drop: Feldman, Lehrer and Ray, Management Science 12 (1966).
"""

from __future__ import annotations

import highspy
import numpy as np

from corridor.compiled.labels import Floats, Ints
from corridor.solve.clock import Clock
from corridor.solve.highs import check, ended, give_time, set_method
from corridor.solve.running import run

EFFORT = 5
"""[1] Iterations that all trials together may take, by those that found the plan."""
WORTH = 1e-9
"""[1] A plan that is cheaper by less than this share is not cheaper."""


def dropped(
    h: highspy.Highs, candidates: Ints, values: Floats, objective: float, iterations: int, clock: Clock
) -> tuple[Floats, float, bool]:
    """Return the values and the cost of the best plan, and whether the user stopped the search.

    `h` holds the linear program of a plan of these values and cost: its decisions are fixed, all candidates at 1. They
    are tried in their order. `iterations`: what it took to find the plan.
    """
    set_method(h, "simplex")
    left = EFFORT * iterations
    for column in candidates.tolist():
        if left <= 0 or clock.over():
            break
        check(h.setOptionValue("objective_bound", objective), "a cost to stop at")
        check(h.setOptionValue("simplex_iteration_limit", left), "a limit of iterations")
        check(h.changeColBounds(column, 0.0, 0.0), "a closed decision")
        give_time(h, clock.left())
        interrupted = run(h)
        left -= int(h.getInfo().simplex_iteration_count)
        cost = float(h.getInfo().objective_function_value)
        if ended(h) == "optimal" and cost < objective - WORTH * abs(objective):
            values, objective = np.asarray(h.getSolution().col_value, dtype=float), cost
        else:
            check(h.changeColBounds(column, 1.0, 1.0), "an open decision")
        if interrupted:
            return values, objective, True
    return values, objective, False
