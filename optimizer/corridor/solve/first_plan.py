"""A first plan at once: fixed costs spread over what flows (slope scaling), then the decisions that come out of it.

The relaxation pays for a decision only the part that flows through it, so it opens a little of everything. Solved again
with each decision's cost divided by the part that was open, it learns to concentrate; a few rounds from the last basis
take less than the first. Rounded up, its decisions give a plan; the program in which only these decisions may open
gives a better one. HiGHS then begins with it. Measured: benchmarks/README.md.

Slope scaling: Kim and Pardalos, Operations Research Letters 24 (1999); for multicommodity design Crainic, Gendron and
Hernu, Journal of Heuristics 10 (2004).
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

import highspy
import numpy as np

from corridor.compiled import StandardForm
from corridor.compiled.labels import Floats, Ints
from corridor.solve.highs import check, ended, loaded, run
from corridor.solve.options import SolveOptions
from corridor.solve.solution import Progress

WORTHWHILE = 2_000
"""[columns] Smaller programs find a good plan in a second or so by themselves."""
ROUNDS = 8
"""Times that costs are scaled, at most; it ends when the decisions stay the same."""
LEAST_OPEN = 1e-3
"""[1] A decision that is open by less than this has its cost divided by this."""
SHARE_OF_TIME = 0.25
"""[1] Of the time limit, for the restricted program."""
MOST_SECONDS = 60.0
"""[s] The restricted program gets no more than this, and no more than `TIMES_RELAXED`; what it has found is taken."""
TIMES_RELAXED = 10.0
"""[1] Times what the relaxation and the scaling took."""
UNUSED = 1e-6
"""[1] Decisions open by less are closed."""


@dataclass(frozen=True)
class FirstPlan:
    """What the relaxation, the scaling and the restricted program found."""

    bound: float
    """[money] Cost of the relaxation: no plan costs less. -inf: the relaxation was not solved."""
    values: Floats | None
    """A plan, or None."""
    objective: float
    interrupted: bool
    seconds: float


NONE = FirstPlan(-np.inf, None, np.inf, False, 0.0)
Report = Callable[[Progress], None]


def first_plan(program: StandardForm, options: SolveOptions, report: Report | None) -> FirstPlan:
    """Return a plan and the bound of the relaxation; neither if the program is small."""
    if len(program.cost) < WORTHWHILE:
        return NONE
    started = time.monotonic()
    h = loaded(replace(program, integer=np.zeros_like(program.integer)), options)
    interrupted = run(h)
    if ended(h) != "optimal":
        return replace(NONE, interrupted=interrupted, seconds=time.monotonic() - started)
    found = FirstPlan(float(h.getInfo().objective_function_value), None, np.inf, interrupted, 0.0)
    _tell(report, found, started)
    if not interrupted:
        scaled, interrupted = _scaled(h, program)
        if not interrupted:
            found, interrupted = _rounded_up(program, options, scaled, found)
            _tell(report, found, started)
        if not interrupted:
            found, interrupted = _restricted(program, options, scaled, found, started, report)
    return replace(found, interrupted=interrupted, seconds=time.monotonic() - started)


def _tell(report: Report | None, found: FirstPlan, started: float) -> None:
    if report is not None:
        gap = gap_of(found.objective, found.bound)
        report(Progress(time.monotonic() - started, found.objective, found.bound, gap, 0))


def _scaled(h: highspy.Highs, program: StandardForm) -> tuple[Floats, bool]:
    """Return the values of the last relaxation with scaled costs, and whether the user stopped it."""
    decisions = np.flatnonzero(program.integer & (program.col_upper <= 1.0))
    values = _values(h)
    check(h.setOptionValue("solver", "simplex"), "simplex")
    check(h.setOptionValue("simplex_strategy", 4), "primal simplex: the last basis is feasible for new costs")
    cost = program.cost[decisions].copy()
    opened: Any = None
    for _ in range(ROUNDS):
        part = values[decisions]
        now = part > UNUSED
        if opened is not None and (now == opened).all():
            break
        opened = now
        # What is closed keeps the cost it was closed at.
        cost = np.where(now, program.cost[decisions] / np.maximum(part, LEAST_OPEN), cost)
        check(h.changeColsCost(len(decisions), decisions.astype(np.int32), cost), "scaled costs")
        if run(h):
            return values, True
        if ended(h) != "optimal":
            break
        values = _values(h)
    return values, False


def _rounded_up(
    program: StandardForm, options: SolveOptions, scaled: Floats, found: FirstPlan
) -> tuple[FirstPlan, bool]:
    """Return the plan in which every decision that is used at all is taken."""
    h = loaded(program, options, fixed=np.where(program.integer, np.ceil(scaled - UNUSED), 0.0))
    interrupted = run(h)
    if ended(h) != "optimal":
        return found, interrupted
    return replace(found, values=_values(h), objective=float(h.getInfo().objective_function_value)), interrupted


def _restricted(
    program: StandardForm,
    options: SolveOptions,
    scaled: Floats,
    found: FirstPlan,
    started: float,
    report: Report | None,
) -> tuple[FirstPlan, bool]:
    """Return the best plan found in which only decisions that the scaling used may open."""
    closed: Ints = np.flatnonzero(program.integer & (program.col_upper <= 1.0) & (scaled <= UNUSED))
    upper = program.col_upper.copy()
    upper[closed] = np.maximum(program.col_lower[closed], 0.0)
    h = loaded(replace(program, col_upper=upper), options)
    limit = min(MOST_SECONDS, TIMES_RELAXED * (time.monotonic() - started))
    if options.time_limit is not None:
        limit = min(limit, SHARE_OF_TIME * options.time_limit)
    check(h.setOptionValue("time_limit", max(limit, 0.1)), "a time limit")
    if found.values is not None:
        begin_with(h, found.values)
    if report is not None:
        # The bound of the restricted program is none of the whole one.
        h.cbMipInterrupt += lambda event: report(_progress(event.data_out, found, started))
    interrupted = run(h)
    if ended(h) not in ("optimal", "feasible"):
        return found, interrupted
    objective = float(h.getInfo().objective_function_value)
    if objective >= found.objective:
        return found, interrupted
    return replace(found, values=_values(h), objective=objective), interrupted


def begin_with(h: highspy.Highs, values: Floats) -> None:
    """Give HiGHS a plan to begin with."""
    start = highspy.HighsSolution()
    start.col_value = values.tolist()
    check(h.setSolution(start), "the first plan")


def gap_of(objective: float, bound: float) -> float:
    """[1] Return the relative gap between a plan and a bound; inf without a plan."""
    return abs(objective - bound) / max(abs(objective), 1e-9) if abs(objective) < 1e20 else np.inf


def _values(h: highspy.Highs) -> Floats:
    return np.asarray(h.getSolution().col_value, dtype=float)


def _progress(data: Any, found: FirstPlan, started: float) -> Progress:
    best = min(float(data.mip_primal_bound), found.objective)
    return Progress(time.monotonic() - started, best, found.bound, gap_of(best, found.bound), int(data.mip_node_count))
