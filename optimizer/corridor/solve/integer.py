"""Mixed-integer programs: a first plan at once, then HiGHS from there, then exact quantities for its decisions."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from corridor.compiled import StandardForm
from corridor.solve.first_plan import FirstPlan, begin_with, first_plan, gap_of
from corridor.solve.highs import INTEGRALITY, ended, loaded, run
from corridor.solve.linear import at_fixed_integers, tell_apart
from corridor.solve.options import SolveOptions
from corridor.solve.solution import Progress, Solution, Status, with_plan, without_plan

FINE_INTEGRALITY = 1e-9
"""[1] How far from whole an integer column may be where rounding changed the plan."""
EXACT_GAP = 1e-9
"""[1] Gaps up to this are rounding."""

Report = Callable[[Progress], None]


def solve_integer(program: StandardForm, options: SolveOptions, report: Report | None) -> Solution | None:
    """Return the plan of a mixed-integer program; None where its rounded integers admit no plan."""
    first = first_plan(program, options, report)
    found = _from(program, options, report, first, INTEGRALITY)
    if found is None or (found.status == "feasible" and not found.interrupted and not _limited(found, options)):
        # An opening of a millionth passes HiGHS' tolerance and carries goods: rounded, it does not. Look closer.
        found = _from(program, options, report, first, FINE_INTEGRALITY)
    return found


def _limited(found: Solution, options: SolveOptions) -> bool:
    """Whether the solver stopped by its time limit, and not because it thought it had the gap."""
    return options.time_limit is not None and "Time limit reached" in found.log


def _from(
    program: StandardForm, options: SolveOptions, report: Report | None, first: FirstPlan, tolerance: float
) -> Solution | None:
    """Return what HiGHS finds from a first plan."""
    lines: list[str] = []
    if first.values is not None and (first.interrupted or gap_of(first.objective, first.bound) <= options.gap):
        return _judged(program, options, first.values, first.bound, 0, first.interrupted, lines)
    if first.interrupted:
        return without_plan("stopped", 0, True, lines)
    left = options
    if options.time_limit is not None:
        left = options.model_copy(update={"time_limit": max(options.time_limit - first.seconds, 0.01)})
    h = loaded(program, left, tolerance=tolerance)
    h.cbLogging += lambda event: lines.append(event.message)
    if report is not None:
        h.cbMipInterrupt += lambda event: report(_progress(event.data_out, first))
    if first.values is not None:
        begin_with(h, first.values)
    interrupted = run(h)
    status, nodes = ended(h), max(0, int(h.getInfo().mip_node_count))
    if status == "unbounded_or_infeasible":
        status = tell_apart(program, options)
    if status in ("infeasible", "unbounded", "stopped"):
        return without_plan(status, nodes, interrupted, lines)
    bound = max(float(h.getInfo().mip_dual_bound), first.bound)
    values = np.asarray(h.getSolution().col_value, dtype=float)
    return _judged(program, options, values, bound, nodes, interrupted, lines)


def _judged(
    program: StandardForm, options: SolveOptions, values: Any, bound: float, nodes: int, interrupted: bool,
    lines: list[str],
) -> Solution | None:  # fmt: skip
    """Return the plan at the rounded integers: its own gap counts, and not the one HiGHS held within tolerances."""
    fixed = at_fixed_integers(program, options, values)
    if fixed is None:
        return None
    objective = float(fixed.getInfo().objective_function_value)
    bound = min(bound, objective)
    gap = gap_of(objective, bound)
    judged: Status = "optimal" if gap <= max(options.gap, EXACT_GAP) else "feasible"
    return with_plan(judged, objective, bound, gap, nodes, fixed, interrupted, lines)


def _progress(data: Any, first: FirstPlan) -> Progress:
    bound = max(data.mip_dual_bound, first.bound)
    best = min(data.mip_primal_bound, first.objective)
    return Progress(first.seconds + data.running_time, best, bound, gap_of(best, bound), data.mip_node_count)
