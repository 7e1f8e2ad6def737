"""A linear program that stays in HiGHS while its model changes: only what changed is told, and the basis is used again.

For a mixed-integer model the integers are held at those of a plan: what a change costs with today's openings, in
milliseconds. Which start is best depends on what changed, as measured (benchmarks/README.md):

- right-hand sides, bounds, coefficients of rows: the last basis stays dual feasible or nearly so: dual simplex from it;
- few costs, or a small program: the last basis stays primal feasible: primal simplex from it;
- many costs of a large program: a basis is no help and switches presolve off, so interior point starts afresh. With two
  threads both are tried, and the first to end gives status and objective.
"""

from __future__ import annotations

import threading
from dataclasses import dataclass
from typing import Any, Literal

import highspy
import numpy as np

from corridor.compiled import Changes, LivingModel, StandardForm
from corridor.compiled.labels import Floats
from corridor.solve.highs import check, loaded
from corridor.solve.linear import linear_solution
from corridor.solve.options import SolveOptions
from corridor.solve.solution import Solution

Start = Literal["dual from basis", "primal from basis", "fresh", "race"]

LARGE = 10_000
"""[columns] From here on a change of many costs is solved afresh."""
FEW = 0.1
"""[1] Up to this share of the columns a change of costs is small."""
_DUAL, _PRIMAL = 1, 4
"""HiGHS' names of the simplex strategies."""


@dataclass
class LivingProgram:
    """A program in HiGHS that follows its Pyomo model."""

    living: LivingModel
    options: SolveOptions
    held: Floats | None
    """Values at which the integer columns are held, or None for a linear program."""
    h: highspy.Highs
    _start: Start = "fresh"

    @staticmethod
    def of(model: Any, options: SolveOptions, held: Floats | None = None) -> LivingProgram:
        """Load a model. With `held`, values of all columns, its integer columns are held at these values, rounded.

        Raises ValueError if the model has integers and nothing holds them.
        """
        living = LivingModel(model)
        if held is None and living.form.integer.any():
            raise ValueError("a living program is linear: hold the integer columns at the values of a plan")
        whole = None if held is None else np.round(held)
        return LivingProgram(living, options, whole, loaded(living.form, options, fixed=whole))

    @property
    def form(self) -> StandardForm:
        """The program as it is now."""
        return self.living.form

    def update(self) -> Changes:
        """Tell HiGHS what changed in the model since the last time, and return it."""
        changes = self.living.update()
        self._tell(changes)
        if not changes.nothing:
            self._start = start_after(changes, len(self.form.cost), self.options.threads)
        return changes

    def _tell(self, changes: Changes) -> None:
        h = self.h
        columns, lower, upper = changes.columns, changes.col_lower, changes.col_upper
        if self.held is not None:  # Bounds of held columns stay where they are held.
            free = ~self.form.integer[columns]
            columns, lower, upper = columns[free], lower[free], upper[free]
        if len(columns):
            at = columns.astype(np.int32)
            check(h.changeColsBounds(len(at), at, lower, upper), "new bounds of columns")
        if len(changes.costly):
            at = changes.costly.astype(np.int32)
            check(h.changeColsCost(len(at), at, changes.cost), "new costs")
        if len(changes.rows):
            at = changes.rows.astype(np.int32)
            check(h.changeRowsBounds(len(at), at, changes.row_lower, changes.row_upper), "new bounds of rows")
        for row, column, value in zip(changes.at_rows, changes.at_columns, changes.coefficients, strict=True):
            check(h.changeCoeff(int(row), int(column), float(value)), "a new coefficient")
        check(h.changeObjectiveOffset(changes.offset), "a new constant")

    def solve(self, start: Start | None = None) -> Solution:
        """Return the plan of the program as it is now; `start` overrides the choice made from what changed."""
        chosen = start or self._start
        lines: list[str] = []
        if chosen == "race":
            return self._race()
        if chosen == "fresh":
            check(self.h.clearSolver(), "to forget its basis")
        _method(self.h, chosen)
        _more_time(self.h, self.options)
        check(self.h.run(), "to run")
        return linear_solution(self.h, self.form, self.options, False, lines)

    def _race(self) -> Solution:
        """Return what ends first: primal simplex from the last basis, or interior point from nothing."""
        afresh = loaded(self.form, self.options, fixed=self.held, method="interior point")
        _method(self.h, "primal from basis")
        _more_time(self.h, self.options)
        both = (self.h, afresh)
        over = threading.Event()
        order: list[highspy.Highs] = []

        def go(h: highspy.Highs) -> None:
            h.run()
            order.append(h)
            over.set()

        runners = [threading.Thread(target=go, args=(h,)) for h in both]
        for h in both:
            h.HandleUserInterrupt = True
        for runner in runners:
            runner.start()
        over.wait()
        for h in both:
            if h is not order[0]:
                h.cancelSolve()
        for runner in runners:
            runner.join()
        self.h = order[0]  # A cancel stays in the object it was meant for: the loser is not used again.
        return linear_solution(self.h, self.form, self.options, False, [])


def start_after(changes: Changes, columns: int, threads: int) -> Start:
    """Return how to start after changes."""
    if not len(changes.costly):
        return "dual from basis"
    moved_rows = len(changes.rows) or len(changes.at_rows) or len(changes.columns)
    if moved_rows:
        return "fresh"
    if columns < LARGE and len(changes.costly) <= FEW * columns:
        return "primal from basis"
    return "race" if threads > 1 else "fresh"


def _method(h: highspy.Highs, start: Start) -> None:
    if start == "fresh":
        check(h.setOptionValue("solver", "ipx"), "interior point")
        return
    check(h.setOptionValue("solver", "simplex"), "simplex")
    strategy = _DUAL if start == "dual from basis" else _PRIMAL
    check(h.setOptionValue("simplex_strategy", strategy), "a simplex strategy")


def _more_time(h: highspy.Highs, options: SolveOptions) -> None:
    """Give this run the whole time limit: HiGHS counts the time of all runs of one object."""
    if options.time_limit is not None:
        check(h.setOptionValue("time_limit", h.getRunTime() + options.time_limit), "a time limit")
