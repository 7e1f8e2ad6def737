"""HiGHS through arrays: every status is checked, progress is reported, Ctrl-C keeps the plan found."""

from __future__ import annotations

import signal
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any, Literal

import highspy
import numpy as np

from corridor.compiled import StandardForm
from corridor.compiled.labels import Floats
from corridor.errors import InternalError
from corridor.solve.options import SolveOptions
from corridor.solve.quiet import new_highs

Status = Literal["optimal", "feasible", "infeasible", "unbounded", "stopped"]

LARGE_LP = 30_000
"""[columns] From here on linear programs go to the interior point method, which was measured faster there."""


INTEGRALITY, FINE_INTEGRALITY = 1e-6, 1e-9
"""[1] How far from whole an integer column may be: at first, and where rounding then changed the plan."""

EXACT_GAP = 1e-9
"""[1] Gaps up to this are rounding."""


@dataclass(frozen=True)
class Progress:
    """Where a running solve stands."""

    seconds: float
    best: float
    """[money] Objective of the best plan so far; inf before the first."""
    bound: float
    """[money] No plan can cost less; -inf before the first bound."""
    gap: float
    """[1] inf before the first plan."""
    nodes: int


@dataclass(frozen=True)
class Solution:
    """What the solver found. `values` is None where there is no plan."""

    status: Status
    objective: float
    bound: float
    gap: float
    nodes: int
    values: Floats | None
    row_values: Floats | None
    row_duals: Floats | None
    """[money / unit of the row] Of the linear program at the fixed openings."""
    reduced_costs: Floats | None
    interrupted: bool
    """Whether the user stopped it."""
    log: str


def solve(program: StandardForm, options: SolveOptions, report: Callable[[Progress], None] | None = None) -> Solution:
    """Return the best plan of a program within the options.

    A mixed-integer plan is solved again as a linear program at its rounded integers: its quantities are then exact
    for those decisions, and shadow prices exist. Raises InternalError if HiGHS refuses an option or the model.
    """
    # HiGHS fixes its threads at the first solve of a process; a later solve may ask for others.
    highspy.Highs.resetGlobalScheduler(True)
    if not program.integer.any():
        return _solve_linear(program, options)
    found = _solve_integer(program, options, report, INTEGRALITY)
    if found is None or (found.status == "feasible" and not found.interrupted and not _limited(found, options)):
        # An opening of a millionth passes HiGHS' tolerance and carries goods: rounded, it does not. Look closer.
        found = _solve_integer(program, options, report, FINE_INTEGRALITY)
    if found is None:
        raise InternalError("the plan's integers, rounded, admit no plan: please report this model")
    return found


def _limited(found: Solution, options: SolveOptions) -> bool:
    """Whether the solver stopped by its time limit, and not because it thought it had the gap."""
    return options.time_limit is not None and "Time limit reached" in found.log


def _solve_linear(program: StandardForm, options: SolveOptions) -> Solution:
    """Return the plan of a linear program. One that a limit stopped has no bound."""
    h, lines = _loaded(program, options), []
    h.cbLogging += lambda event: lines.append(event.message)
    interrupted = _run(h)
    status = _status(h)
    if status == "unbounded_or_infeasible":
        status = _tell_apart(program, options)
    if status in ("infeasible", "unbounded", "stopped"):
        return _without_plan(status, 0, interrupted, lines)
    objective = float(h.getInfo().objective_function_value)
    bound, gap = (objective, 0.0) if status == "optimal" else (-np.inf, np.inf)
    return _with_plan(status, objective, bound, gap, 0, h, interrupted, lines)


def _solve_integer(
    program: StandardForm, options: SolveOptions, report: Callable[[Progress], None] | None, tolerance: float
) -> Solution | None:
    """Return the plan of a mixed-integer program; None where its rounded integers admit no plan."""
    h, lines = _loaded(program, options, tolerance=tolerance), []
    h.cbLogging += lambda event: lines.append(event.message)
    if report is not None:
        h.cbMipInterrupt += lambda event: report(_progress(event.data_out))
    interrupted = _run(h)
    status, nodes = _status(h), max(0, int(h.getInfo().mip_node_count))
    if status == "unbounded_or_infeasible":
        status = _tell_apart(program, options)
    if status in ("infeasible", "unbounded", "stopped"):
        return _without_plan(status, nodes, interrupted, lines)
    bound = float(h.getInfo().mip_dual_bound)
    fixed = _at_fixed_integers(program, options, np.asarray(h.getSolution().col_value, dtype=float))
    if fixed is None:
        return None
    objective = float(fixed.getInfo().objective_function_value)
    bound = min(bound, objective)
    gap = abs(objective - bound) / max(abs(objective), 1e-9)
    # What counts is the plan that is stored, not the one that HiGHS held within its tolerances.
    judged: Status = "optimal" if gap <= max(options.gap, EXACT_GAP) else "feasible"
    return _with_plan(judged, objective, bound, gap, nodes, fixed, interrupted, lines)


def _without_plan(status: Status, nodes: int, interrupted: bool, lines: list[str]) -> Solution:
    return Solution(status, np.nan, -np.inf, np.inf, nodes, None, None, None, None, interrupted, "".join(lines))


def _with_plan(
    status: Status,
    objective: float,
    bound: float,
    gap: float,
    nodes: int,
    h: highspy.Highs,
    interrupted: bool,
    lines: list[str],
) -> Solution:
    solution = h.getSolution()
    return Solution(
        status,
        objective,
        bound,
        gap,
        nodes,
        np.asarray(solution.col_value, dtype=float),
        np.asarray(solution.row_value, dtype=float),
        np.asarray(solution.row_dual, dtype=float),
        np.asarray(solution.col_dual, dtype=float),
        interrupted,
        "".join(lines),
    )


def _check(status: Any, what: str) -> None:
    if status == highspy.HighsStatus.kError:
        raise InternalError(f"HiGHS refused {what}")


def _loaded(
    program: StandardForm, options: SolveOptions, relax: Floats | None = None, tolerance: float = INTEGRALITY
) -> highspy.Highs:
    """Return HiGHS holding a program; with `relax` its integer columns are fixed at these values."""
    h = new_highs()
    large_lp = (relax is not None or not program.integer.any()) and len(program.cost) >= LARGE_LP
    settings: dict[str, Any] = {
        # Not output_flag=False: that switches the MIP callbacks off.
        "log_to_console": False,
        "threads": options.threads,
        "random_seed": options.seed,
        "mip_rel_gap": options.gap,
        "mip_abs_gap": 0.0,
        "mip_feasibility_tolerance": tolerance,
        "solver": "ipm" if large_lp else "choose",
    }
    if options.time_limit is not None:
        settings["time_limit"] = options.time_limit
    for name, value in settings.items():
        _check(h.setOptionValue(name, value), f"option {name} = {value}")
    lower, upper, integer = program.col_lower, program.col_upper, program.integer
    if relax is not None:
        lower, upper = np.where(integer, relax, lower), np.where(integer, relax, upper)
        integer = np.zeros_like(integer)
    matrix = program.matrix
    if not matrix.data.all():
        matrix = matrix.copy()
        matrix.eliminate_zeros()  # A coefficient may be 0 today; HiGHS warns about it.
    _check(
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


def _run(h: highspy.Highs) -> bool:
    """Run in a thread, so that Ctrl-C reaches us and not the solver. Return whether the user stopped it."""
    h.HandleUserInterrupt = True
    interrupted = False
    h.startSolve()
    while True:
        try:
            done, status = h.wait(0.2)
            if done:
                break
        except KeyboardInterrupt:
            if interrupted:
                # A second Ctrl-C while stopping: the next one ends the process at once.
                signal.signal(signal.SIGINT, signal.SIG_DFL)
            interrupted = True
            h.cancelSolve()
    _check(status, "to run")
    return interrupted


def _status(h: highspy.Highs) -> Any:
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


def _tell_apart(program: StandardForm, options: SolveOptions) -> Status:
    """Return whether a program is infeasible, or unbounded: without costs only infeasibility remains."""
    free = replace(program, cost=np.zeros_like(program.cost))
    h = _loaded(free, options)
    _run(h)
    answers: dict[str, Status] = {"optimal": "unbounded", "feasible": "unbounded", "stopped": "stopped"}
    return answers.get(_status(h), "infeasible")


def _at_fixed_integers(program: StandardForm, options: SolveOptions, values: Floats) -> highspy.Highs | None:
    """Return HiGHS with the linear program solved in which every integer column is fixed; None if it has no plan."""
    whole = np.where(program.integer, np.round(values), values)
    limits = options.model_copy(update={"time_limit": None})
    h = _loaded(program, limits, relax=whole)
    if _run(h):
        h = _loaded(program, limits, relax=whole)  # Ctrl-C came late: finish this one, it is short.
        _run(h)
    return h if _status(h) == "optimal" else None


def _progress(data: Any) -> Progress:
    return Progress(data.running_time, data.mip_primal_bound, data.mip_dual_bound, data.mip_gap, data.mip_node_count)
