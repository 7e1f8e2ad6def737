"""A linear program that stays in HiGHS while its model changes: only what changed is told, and the basis is used again.

For a mixed-integer model the integers are held at those of a plan: what a change costs with today's openings. Which
start is best depends on what changed and how much, as measured (benchmarks/README.md):

- right-hand sides, bounds, a few coefficients of rows: the last basis stays dual feasible or nearly so: dual simplex
  from it;
- few costs: the last basis stays primal feasible: primal simplex from it;
- many costs or coefficients: a basis is no help and switches presolve off, so interior point starts afresh. For costs,
  with two threads, both are tried, and the first to end gives status and objective.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

import highspy
import numpy as np

from corridor.compiled import Changes, LivingModel, StandardForm
from corridor.compiled.labels import Floats
from corridor.solve.highs import Method, check, give_time, loaded, set_method
from corridor.solve.linear import linear_solution
from corridor.solve.options import SolveOptions
from corridor.solve.running import race
from corridor.solve.solution import Solution

Start = Literal["dual from basis", "primal from basis", "fresh", "race"]

FEW_COSTS = 3_000_000
"""[columns squared] Up to this product of changed costs and columns primal simplex from the basis beats a new start: it
takes iterations by the changes, and time for each by the columns. Measured from 10,000 to 67,000 columns."""
FEW_COEFFICIENTS = 0.05
"""[1] Up to this share of the columns with a changed coefficient dual simplex from the basis does. Measured: 1 % takes
half the time of a new start or less, 12 % takes longer."""
ONE_BY_ONE = 500
"""Up to so many changed coefficients are told singly before a fresh start; with more the program is passed again."""

_METHODS: dict[Start, Method] = {
    "dual from basis": "simplex",
    "primal from basis": "primal simplex",
    "fresh": "interior point",
}


@dataclass
class LivingProgram:
    """A program in HiGHS that follows its Pyomo model."""

    living: LivingModel
    options: SolveOptions
    held: Floats | None
    """Values at which the integer columns are held, or None for a linear program."""
    h: highspy.Highs
    _start: Start | None = None
    """How to solve after what changed since the last solve; None: nothing did."""

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
        if changes.nothing:
            check(self.h.changeObjectiveOffset(changes.offset), "a new constant")
            return changes
        start = start_after(changes, len(self.form.cost), self.options.threads)
        self._start = start if self._start in (None, start) else "fresh"
        if self._start == "fresh" and len(changes.at_rows) > ONE_BY_ONE:
            self.h = loaded(self.form, self.options, fixed=self.held)
        else:
            self._tell(changes)
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
        places = (changes.at_rows.tolist(), changes.at_columns.tolist(), changes.coefficients.tolist())
        for row, column, value in zip(*places, strict=True):
            check(h.changeCoeff(row, column, value), "a new coefficient")
        check(h.changeObjectiveOffset(changes.offset), "a new constant")

    def solve(self, start: Start | None = None) -> Solution:
        """Return the plan of the program as it is now; `start` overrides the choice made from what changed.

        Ctrl-C ends it with what was found.
        """
        chosen = start or (self._start or "dual from basis" if self.h.getBasis().valid else "fresh")
        self._start = None
        entrants = [self.h]
        if chosen == "race":
            entrants.append(loaded(self.form, self.options, fixed=self.held, method="interior point"))
            chosen = "primal from basis"
        elif chosen == "fresh":
            check(self.h.clearSolver(), "to forget its basis")
        set_method(self.h, _METHODS[chosen])
        give_time(self.h, self.options.time_limit)
        self.h, interrupted = race(*entrants)
        return linear_solution(self.h, self.form, self.options, interrupted, [])


def start_after(changes: Changes, columns: int, threads: int) -> Start:
    """Return how to start after changes of a program of so many columns."""
    costs = len(changes.costly)
    if not costs:
        moved = len(np.unique(changes.at_columns))
        return "dual from basis" if moved <= FEW_COEFFICIENTS * columns else "fresh"
    if len(changes.rows) or len(changes.at_rows) or len(changes.columns):
        return "fresh"
    if costs * columns <= FEW_COSTS:
        return "primal from basis"
    return "race" if threads > 1 else "fresh"
