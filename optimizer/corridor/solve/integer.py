"""Mixed-integer programs: a first plan at once, then HiGHS from there, then exact quantities for its decisions."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from corridor.compiled import StandardForm
from corridor.solve.clock import Clock
from corridor.solve.first_plan import FirstPlan, begin_with, first_plan, gap_of
from corridor.solve.highs import INTEGRALITY, ended, loaded
from corridor.solve.linear import at_fixed_integers, tell_apart
from corridor.solve.options import SolveOptions
from corridor.solve.running import run
from corridor.solve.solution import Progress, Solution, Status, with_plan, without_plan

FINE_INTEGRALITY = 1e-9
"""[1] How far from whole an integer column may be where rounding changed the plan."""
EXACT_GAP = 1e-9
"""[1] Gaps up to this are rounding."""

Report = Callable[[Progress], None]


def solve_integer(program: StandardForm, options: SolveOptions, report: Report | None) -> Solution | None:
    """Return the plan of a mixed-integer program; None where its rounded integers admit no plan."""
    clock = Clock(options.time_limit)
    first = first_plan(program, options, report)
    found = _at_once(program, options, first) or _searched(program, options, report, first, clock, INTEGRALITY)
    if found is None or (found.status == "feasible" and not found.interrupted and not clock.over()):
        # An opening of a millionth passes HiGHS' tolerance and carries goods: rounded, it does not. Look closer.
        found = _better(found, _searched(program, options, report, first, clock, FINE_INTEGRALITY))
    return found


def _at_once(program: StandardForm, options: SolveOptions, first: FirstPlan) -> Solution | None:
    """Return the first plan where it is the answer, because it is good enough or the user wants no more."""
    if first.values is not None and (first.interrupted or first.gap <= options.gap):
        return _judged(program, options, first.values, first.bound, 0, first.interrupted, [])
    return None


def _better(found: Solution | None, again: Solution | None) -> Solution | None:
    """Return the cheaper of two answers to one program; one without a plan is no answer where the other has one."""
    if found is None or again is None:
        return found or again
    return found if again.values is None or again.objective > found.objective else again


def _searched(
    program: StandardForm,
    options: SolveOptions,
    report: Report | None,
    first: FirstPlan,
    clock: Clock,
    tolerance: float,
) -> Solution | None:
    """Return what HiGHS finds from a first plan; None where its rounded integers admit no plan."""
    lines: list[str] = []
    if first.interrupted:
        return without_plan("stopped", 0, True, lines)
    left = clock.rest(options)
    h = loaded(program, left, tolerance=tolerance)
    h.cbLogging += lambda event: lines.append(event.message)
    if report is not None:
        before = clock.seconds()
        h.cbMipInterrupt += lambda event: report(_progress(event.data_out, first, before))
    if first.values is not None:
        begin_with(h, first.values)
    interrupted = run(h)
    status, nodes = ended(h), max(0, int(h.getInfo().mip_node_count))
    if status == "unbounded_or_infeasible":
        status = tell_apart(program, clock.rest(options))
    if status == "stopped" and first.values is not None:  # It had no time to look at what it was to begin with.
        return _judged(program, options, first.values, first.bound, nodes, interrupted, lines)
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


def _progress(data: Any, first: FirstPlan, before: float) -> Progress:
    bound = max(data.mip_dual_bound, first.bound)
    best = min(data.mip_primal_bound, first.objective)
    return Progress(before + data.running_time, best, bound, gap_of(best, bound), data.mip_node_count)
