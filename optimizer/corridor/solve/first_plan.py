"""A first plan at once: fixed costs spread over what flows (slope scaling), then the decisions that come out of it.

The relaxation pays for a decision only the part that flows through it, so it opens a little of everything. Solved again
with each decision's cost divided by the part that was open, it learns to concentrate; a few rounds from the last basis
take less than the first. Rounded up, its decisions give a plan. Closing one after the other whatever the plan is
cheaper without gives a better one (`dropping.py`), and the program in which only the decisions of the scaling may open
another. HiGHS then begins with the best. Measured: benchmarks/README.md.

Slope scaling: Kim and Pardalos, Operations Research Letters 24 (1999); for multicommodity design Crainic, Gendron and
Hernu, Journal of Heuristics 10 (2004).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

import highspy
import numpy as np

from corridor.compiled import StandardForm
from corridor.compiled.labels import Floats, Ints
from corridor.errors import InternalError
from corridor.solve.clock import Clock
from corridor.solve.dropping import dropped
from corridor.solve.highs import check, ended, give_time, loaded, method_for, set_method
from corridor.solve.options import SolveOptions
from corridor.solve.running import run
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
"""[1] Times what came before it took."""
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

    @property
    def gap(self) -> float:
        """[1] Between plan and bound; inf without a plan."""
        return gap_of(self.objective, self.bound)


NONE = FirstPlan(-np.inf, None, np.inf, False, 0.0)
Report = Callable[[Progress], None]


def first_plan(program: StandardForm, options: SolveOptions, report: Report | None) -> FirstPlan:
    """Return a plan and the bound of the relaxation; neither if the program is small."""
    if len(program.cost) < WORTHWHILE:
        return NONE
    clock = Clock(options.time_limit)
    h = loaded(replace(program, integer=np.zeros_like(program.integer)), options)
    interrupted = run(h)
    if ended(h) != "optimal":
        return replace(NONE, interrupted=interrupted, seconds=clock.seconds())
    found = FirstPlan(float(h.getInfo().objective_function_value), None, np.inf, interrupted, 0.0)
    _tell(report, found, clock)
    if not interrupted:
        found = _Search(program, options, report, clock, h).better_than(found)
    return replace(found, seconds=clock.seconds())


def _tell(report: Report | None, found: FirstPlan, clock: Clock) -> None:
    if report is not None:
        report(Progress(clock.seconds(), found.objective, found.bound, found.gap, 0))


@dataclass
class _Search:
    """The steps from a relaxation that HiGHS holds solved."""

    program: StandardForm
    options: SolveOptions
    report: Report | None
    clock: Clock
    h: highspy.Highs
    iterations: int = 0
    """Of the simplex method in the scaling: what dropping may cost is measured by it."""
    gave_up: bool = False
    """Whether HiGHS ended the last run with an error."""

    def better_than(self, relaxed: FirstPlan) -> FirstPlan:
        """Return the best plan of all steps."""
        scaled, interrupted = self.scaled()
        if interrupted:
            return replace(relaxed, interrupted=True)
        found = self.rounded_up(scaled, relaxed)
        _tell(self.report, found, self.clock)
        if found.values is not None and not found.interrupted:
            found = self.dropped(scaled, found)
            _tell(self.report, found, self.clock)
        if found.interrupted or found.gap <= self.options.gap or self.clock.over():
            return found
        return self.restricted(scaled, found)

    def run(self) -> bool:
        """Run within what is left of the time. Return whether the user stopped it.

        The simplex method may give up on the wide costs of the scaling: then this step finds nothing, that is all.
        """
        give_time(self.h, self.clock.left())
        self.gave_up = False
        try:
            return run(self.h)
        except InternalError:
            self.gave_up = True
            return False

    def optimal(self) -> bool:
        """Whether the last run has an optimum."""
        return not self.gave_up and ended(self.h) == "optimal"

    def decisions(self) -> Ints:
        """Return the columns that are yes or no."""
        return np.flatnonzero(self.program.integer & (self.program.col_upper <= 1.0))

    def scaled(self) -> tuple[Floats, bool]:
        """Return the values of the last relaxation with scaled costs, and whether the user stopped it."""
        decisions, h, costs = self.decisions(), self.h, self.program.cost
        values = _values(h)
        set_method(h, "primal simplex")
        cost = costs[decisions].copy()
        opened: Any = None
        for _ in range(ROUNDS):
            part = values[decisions]
            now = part > UNUSED
            if opened is not None and (now == opened).all():
                break
            opened = now
            # What is closed keeps the cost it was closed at.
            cost = np.where(now, costs[decisions] / np.maximum(part, LEAST_OPEN), cost)
            check(h.changeColsCost(len(decisions), decisions.astype(np.int32), cost), "scaled costs")
            if self.run():
                return values, True
            self.iterations += int(h.getInfo().simplex_iteration_count)
            if not self.optimal():
                break
            values = _values(h)
        return values, False

    def rounded_up(self, scaled: Floats, found: FirstPlan) -> FirstPlan:
        """Return the plan in which every decision that is used at all is taken."""
        h, decisions = self.h, self.decisions()
        check(h.changeColsCost(len(decisions), decisions.astype(np.int32), self.program.cost[decisions]), "costs")
        whole = np.flatnonzero(self.program.integer)
        taken = np.maximum(np.ceil(scaled[whole] - UNUSED), self.program.col_lower[whole])
        check(h.changeColsBounds(len(whole), whole.astype(np.int32), taken, taken), "decisions")
        check(h.clearSolver(), "to forget its basis")
        set_method(h, method_for(len(self.program.cost)))
        interrupted = self.run()
        if not self.optimal():
            return replace(found, interrupted=interrupted)
        objective = float(h.getInfo().objective_function_value)
        return replace(found, values=_values(h), objective=objective, interrupted=interrupted)

    def dropped(self, scaled: Floats, found: FirstPlan) -> FirstPlan:
        """Return the plan without the decisions that it is cheaper without."""
        assert found.values is not None
        decisions = self.decisions()
        part = scaled[decisions]
        partly = decisions[(part > UNUSED) & (part < 1.0 - UNUSED) & (self.program.col_lower[decisions] <= 0.0)]
        least_used_first = partly[np.argsort(scaled[partly], kind="stable")]
        values, objective, interrupted = dropped(self.h, least_used_first, found.values, found.objective,
                                                 self.iterations, self.clock)  # fmt: skip
        return replace(found, values=values, objective=objective, interrupted=interrupted)

    def restricted(self, scaled: Floats, found: FirstPlan) -> FirstPlan:
        """Return the best plan found in which only decisions that the scaling used may open."""
        program = self.program
        closed: Ints = np.flatnonzero(program.integer & (program.col_upper <= 1.0) & (scaled <= UNUSED))
        upper = program.col_upper.copy()
        upper[closed] = np.maximum(program.col_lower[closed], 0.0)
        h = loaded(replace(program, col_upper=upper), self.options)
        limit = max(min(MOST_SECONDS, TIMES_RELAXED * self.clock.seconds()), 0.1)
        left = self.clock.left()
        if left is not None and self.options.time_limit is not None:
            limit = min(limit, left, SHARE_OF_TIME * self.options.time_limit)
        give_time(h, limit)
        if found.values is not None:
            begin_with(h, found.values)
        report, before = self.report, self.clock.seconds()
        if report is not None:
            # The bound of the restricted program is none of the whole one.
            h.cbMipInterrupt += lambda event: report(_progress(event.data_out, found, before))
        interrupted = run(h)
        objective = float(h.getInfo().objective_function_value)
        if ended(h) not in ("optimal", "feasible") or objective >= found.objective:
            return replace(found, interrupted=interrupted)
        return replace(found, values=_values(h), objective=objective, interrupted=interrupted)


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


def _progress(data: Any, found: FirstPlan, before: float) -> Progress:
    best = min(float(data.mip_primal_bound), found.objective)
    seconds = before + float(data.running_time)
    return Progress(seconds, best, found.bound, gap_of(best, found.bound), int(data.mip_node_count))
