"""HiGHS through arrays: every status is checked."""

from __future__ import annotations

from typing import Any, Literal

import highspy
import numpy as np

from corridor.compiled import StandardForm
from corridor.compiled.labels import Floats
from corridor.errors import InternalError
from corridor.solve.options import SolveOptions
from corridor.solve.quiet import new_highs

SMALL_LP = 2_000
"""[columns] Smaller linear programs go to the simplex method; from here on the interior point method with crossover
was faster on every instance measured (benchmarks/README.md)."""

INTEGRALITY = 1e-6
"""[1] How far from whole an integer column may be."""

Ended = Literal["optimal", "feasible", "infeasible", "unbounded", "unbounded_or_infeasible", "stopped"]
Method = Literal["interior point", "simplex", "primal simplex"]
"""How a linear program is solved. `simplex` is the dual one, for which the last basis is feasible after changes of rows
and bounds; after changes of costs it is so for the primal one."""

_NAMES: dict[Method, tuple[str, int]] = {
    "interior point": ("ipx", 1),
    "simplex": ("simplex", 1),
    "primal simplex": ("simplex", 4),
}
"""Method -> HiGHS' name of the solver, and its number of the simplex strategy."""


def check(status: Any, what: str) -> None:
    """Raise InternalError if HiGHS refused something."""
    if status == highspy.HighsStatus.kError:
        raise InternalError(f"HiGHS refused {what}")


def set_method(h: highspy.Highs, method: Method) -> None:
    """Choose how HiGHS solves linear programs. Raises InternalError if it refuses."""
    solver, strategy = _NAMES[method]
    check(h.setOptionValue("solver", solver), f"method {method}")
    check(h.setOptionValue("simplex_strategy", strategy), f"the strategy of {method}")


def give_time(h: highspy.Highs, seconds: float | None) -> None:
    """Give the next run so much time, or all it takes: HiGHS counts the time of all runs of one object together."""
    limit = highspy.kHighsInf if seconds is None else h.getRunTime() + seconds
    check(h.setOptionValue("time_limit", limit), "a time limit")


def method_for(columns: int) -> Method:
    """Return the method for a linear program that starts from nothing."""
    return "simplex" if columns < SMALL_LP else "interior point"


def loaded(
    program: StandardForm,
    options: SolveOptions,
    *,
    fixed: Floats | None = None,
    tolerance: float = INTEGRALITY,
    method: Method | None = None,
) -> highspy.Highs:
    """Return HiGHS holding a program; with `fixed` its integer columns are continuous and fixed at these values.

    `method` solves linear programs (None: by size). Raises InternalError if HiGHS refuses an option or the program.
    """
    h = new_highs()
    settings: dict[str, Any] = {
        # Not output_flag=False: that switches the MIP callbacks off.
        "log_to_console": False,
        "threads": options.threads,
        "random_seed": options.seed,
        "mip_rel_gap": options.gap,
        "mip_abs_gap": 0.0,
        "mip_feasibility_tolerance": tolerance,
    }
    if options.time_limit is not None:
        settings["time_limit"] = options.time_limit
    for name, value in settings.items():
        check(h.setOptionValue(name, value), f"option {name} = {value}")
    if fixed is not None or not program.integer.any():
        set_method(h, method or method_for(len(program.cost)))
    lower, upper, integer = program.col_lower, program.col_upper, program.integer
    if fixed is not None:
        lower, upper = np.where(integer, fixed, lower), np.where(integer, fixed, upper)
        integer = np.zeros_like(integer)
    matrix = program.matrix
    if not matrix.data.all():
        matrix = matrix.copy()
        matrix.eliminate_zeros()  # A coefficient may be 0 today; HiGHS warns about it.
    check(
        h.passModel(
            len(program.cost),
            len(program.row_lower),
            int(matrix.nnz),
            int(highspy.MatrixFormat.kRowwise),
            int(highspy.ObjSense.kMinimize),
            program.offset,
            program.cost,
            lower,
            upper,
            program.row_lower,
            program.row_upper,
            matrix.indptr.astype(np.int32),
            matrix.indices.astype(np.int32),
            matrix.data,
            integer.astype(np.int32),
        ),
        "the program",
    )
    return h


def ended(h: highspy.Highs) -> Ended:
    """Return how a run ended. Raises InternalError for an end that should not happen."""
    found = h.getModelStatus()
    states = highspy.HighsModelStatus
    has_plan = h.getInfo().primal_solution_status == int(highspy.SolutionStatus.kSolutionStatusFeasible)
    if found in (states.kOptimal, states.kModelEmpty):
        return "optimal"
    if found == states.kInfeasible:
        return "infeasible"
    if found == states.kUnbounded:
        return "unbounded"
    if found == states.kUnboundedOrInfeasible:
        return "unbounded_or_infeasible"
    if found in (
        states.kTimeLimit,
        states.kInterrupt,
        states.kIterationLimit,
        states.kSolutionLimit,
        states.kObjectiveBound,
        states.kObjectiveTarget,
        states.kUnknown,
    ):
        return "feasible" if has_plan else "stopped"
    raise InternalError(f"HiGHS ended with status {h.modelStatusToString(found)}")
