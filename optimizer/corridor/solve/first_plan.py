"""A first plan at once: the program restricted to what its linear relaxation uses.

The relaxation is solved by interior point, which is faster than the root node's simplex. Flows that it leaves at zero
are fixed there, decisions stay free; what is left is small, and its best plan is a plan of the whole program, often
within a few tenths of a percent of the relaxation. HiGHS then begins with it.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np

from corridor.compiled import StandardForm
from corridor.compiled.labels import Floats
from corridor.solve.highs import ended, loaded, run
from corridor.solve.options import SolveOptions
from corridor.solve.solution import Progress

WORTHWHILE = 5_000
"""[columns] Smaller programs find a plan in a second or so by themselves."""
FLOWS = ("ship", "buy", "make", "use")
"""Variables that are fixed at zero where the relaxation does not use them."""
SHARE_OF_TIME = 0.25
"""[1] Of the time limit, for the restricted program."""
MOST_SECONDS = 60.0
"""[s] The restricted program gets no more than this; what it has found by then is the first plan."""
UNUSED = 1e-9
"""[unit] Quantities up to this are zero."""


@dataclass(frozen=True)
class FirstPlan:
    """What the relaxation and the restricted program found."""

    bound: float
    """[money] Cost of the relaxation: no plan costs less. -inf: the relaxation was not solved."""
    values: Floats | None
    """A plan, or None."""
    objective: float
    interrupted: bool
    seconds: float


NONE = FirstPlan(-np.inf, None, np.inf, False, 0.0)


def first_plan(program: StandardForm, options: SolveOptions, report: Callable[[Progress], None] | None) -> FirstPlan:
    """Return a plan of the restricted program, and the bound of the relaxation; neither if the program is small."""
    if len(program.cost) < WORTHWHILE:
        return NONE
    started = time.monotonic()
    relaxed = loaded(replace(program, integer=np.zeros_like(program.integer)), options)
    interrupted = run(relaxed)
    if ended(relaxed) != "optimal":
        return replace(NONE, interrupted=interrupted, seconds=time.monotonic() - started)
    bound = float(relaxed.getInfo().objective_function_value)
    used = np.asarray(relaxed.getSolution().col_value, dtype=float)
    if report is not None:
        report(Progress(time.monotonic() - started, np.inf, bound, np.inf, 0))
    if interrupted:
        return FirstPlan(bound, None, np.inf, True, time.monotonic() - started)
    h = loaded(_restricted(program, used), options)
    limit = MOST_SECONDS if options.time_limit is None else min(MOST_SECONDS, SHARE_OF_TIME * options.time_limit)
    h.setOptionValue("time_limit", limit)
    if report is not None:
        # The bound of the restricted program is none of the whole one.
        h.cbMipInterrupt += lambda event: report(_progress(event.data_out, bound, started))
    interrupted = run(h)
    seconds = time.monotonic() - started
    if ended(h) not in ("optimal", "feasible"):
        return FirstPlan(bound, None, np.inf, interrupted, seconds)
    objective = float(h.getInfo().objective_function_value)
    return FirstPlan(bound, np.asarray(h.getSolution().col_value, dtype=float), objective, interrupted, seconds)


def _restricted(program: StandardForm, used: Floats) -> StandardForm:
    flows = np.zeros(len(program.cost), dtype=bool)
    for name in FLOWS:
        if name in program.columns.by_name:
            flows[program.columns.range(name)] = True
    drop = flows & (used <= UNUSED) & (program.col_lower <= 0.0)
    return replace(program, col_upper=np.where(drop, 0.0, program.col_upper))


def _progress(data: object, bound: float, started: float) -> Progress:
    best = float(data.mip_primal_bound)  # type: ignore[attr-defined]
    gap = abs(best - bound) / abs(best) if np.isfinite(best) and best and abs(best) < 1e20 else np.inf
    return Progress(time.monotonic() - started, best, bound, gap, int(data.mip_node_count))  # type: ignore[attr-defined]
