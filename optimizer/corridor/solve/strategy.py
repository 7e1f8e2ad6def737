"""How a program is solved."""

from __future__ import annotations

from collections.abc import Callable

import highspy

from corridor.compiled import StandardForm
from corridor.errors import InternalError
from corridor.solve.integer import solve_integer
from corridor.solve.linear import solve_linear
from corridor.solve.options import SolveOptions
from corridor.solve.solution import Progress, Solution


def solve(program: StandardForm, options: SolveOptions, report: Callable[[Progress], None] | None = None) -> Solution:
    """Return the best plan of a program within the options.

    Linear programs go to the interior point method with crossover, small ones to simplex. Mixed-integer programs get
    a first plan from the support of their relaxation, and HiGHS goes on from there; the plan is solved again as a
    linear program at its rounded integers: its quantities are then exact for those decisions, and shadow prices
    exist. Raises InternalError if HiGHS refuses an option or the model.
    """
    # HiGHS fixes its threads at the first solve of a process; a later solve may ask for others.
    highspy.Highs.resetGlobalScheduler(True)
    if not program.integer.any():
        return solve_linear(program, options)
    found = solve_integer(program, options, report)
    if found is None:
        raise InternalError("the plan's integers, rounded, admit no plan: please report this model")
    return found
