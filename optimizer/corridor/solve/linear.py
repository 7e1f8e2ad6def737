"""Linear programs: by interior point with crossover, or by simplex where they are small."""

from __future__ import annotations

from dataclasses import replace

import highspy
import numpy as np

from corridor.compiled import StandardForm
from corridor.compiled.labels import Floats
from corridor.solve.highs import ended, loaded
from corridor.solve.options import SolveOptions
from corridor.solve.running import run
from corridor.solve.solution import Solution, Status, with_plan, without_plan


def solve_linear(program: StandardForm, options: SolveOptions) -> Solution:
    """Return the plan of a linear program. One that a limit stopped has no bound."""
    h, lines = loaded(program, options), []
    h.cbLogging += lambda event: lines.append(event.message)
    return linear_solution(h, program, options, run(h), lines)


def linear_solution(
    h: highspy.Highs, program: StandardForm, options: SolveOptions, interrupted: bool, lines: list[str]
) -> Solution:
    """Return the plan of a linear program that HiGHS has run."""
    status = ended(h)
    known = tell_apart(program, options) if status == "unbounded_or_infeasible" else status
    if known in ("infeasible", "unbounded", "stopped"):
        return without_plan(known, 0, interrupted, lines)
    objective = float(h.getInfo().objective_function_value)
    bound, gap = (objective, 0.0) if known == "optimal" else (-np.inf, np.inf)
    return with_plan(known, objective, bound, gap, 0, h, interrupted, lines)


def tell_apart(program: StandardForm, options: SolveOptions) -> Status:
    """Return whether a program is infeasible, or unbounded: without costs only infeasibility remains."""
    free = replace(program, cost=np.zeros_like(program.cost))
    h = loaded(free, options)
    run(h)
    answers: dict[str, Status] = {"optimal": "unbounded", "feasible": "unbounded", "stopped": "stopped"}
    return answers.get(ended(h), "infeasible")


def at_fixed_integers(program: StandardForm, options: SolveOptions, values: Floats) -> highspy.Highs | None:
    """Return HiGHS with the linear program solved in which every integer column is fixed; None if it has no plan."""
    whole = np.where(program.integer, np.round(values), values)
    limits = options.model_copy(update={"time_limit": None})
    h = loaded(program, limits, fixed=whole)
    if run(h):
        h = loaded(program, limits, fixed=whole)  # Ctrl-C came late: finish this one, it is short.
        run(h)
    return h if ended(h) == "optimal" else None
