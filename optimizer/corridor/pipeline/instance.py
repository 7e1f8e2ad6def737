"""One instance -> one run: quotes, law, network, formulation, solve, audit, tables."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from corridor.audit import audit
from corridor.pipeline.info import run_info
from corridor.pipeline.judged import reached, without_plan
from corridor.pipeline.labels import run_labels
from corridor.pipeline.prepare import Stopwatch, prepare
from corridor.quotes import worksheets
from corridor.result.empty import empty_tables
from corridor.result.run import Run
from corridor.schema.results import Dual
from corridor.schema.supply import Quote
from corridor.solve.extract import levels, result_tables
from corridor.solve.marginals import marginals
from corridor.solve.options import SolveOptions
from corridor.solve.solution import Progress
from corridor.solve.strategy import solve
from corridor.tables.tables import Model


def solve_model(
    model: Model, options: SolveOptions | None = None, report: Callable[[Progress], None] | None = None
) -> Run:
    """Solve a model and return its run: audited, not yet written.

    Raises FaultError for faults in the input. A model without a plan gives a run whose status says so and
    whose tables are empty.
    """
    return solve_and_log(model, options, report)[0]


def solve_and_log(
    model: Model, options: SolveOptions | None = None, report: Callable[[Progress], None] | None = None
) -> tuple[Run, str]:
    """Solve a model and return its run and the solver's log."""
    with _no_collection():
        return _solved(model, options or SolveOptions(), report)


@contextmanager
def _no_collection() -> Iterator[None]:
    """Keep the garbage collector away from one solve.

    An instance makes millions of objects that live until its end. Looking through them again and again took a fifth
    of the time that is not the solver's.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def _solved(model: Model, options: SolveOptions, report: Callable[[Progress], None] | None) -> tuple[Run, str]:
    watch = Stopwatch()
    ready = prepare(model, watch)
    with watch.phase("solve"):
        solution = solve(ready.program, options, report)
    tables, verdict = empty_tables(), None
    notes = without_plan(ready.network) if solution.status == "infeasible" else []
    if solution.values is not None:
        with watch.phase("tables"):
            at = levels(ready.pyomo_model, ready.program, solution)
            tables.update(result_tables(ready.pyomo_model, ready.network, at))
            tables[Dual.TABLE] = marginals(ready.network, ready.program, solution)
        notes = reached(ready.network, at.values)
        with watch.phase("audit"):
            verdict = audit(ready.model, ready.law, tables, solution.objective)
    sheets = worksheets(model, ready.law) if model.tables[Quote] else None
    info = run_info(ready, options, solution, verdict, watch.seconds, tables, notes)
    return Run(info, tables, run_labels(ready, tables, sheets, solution.objective)), solution.log
