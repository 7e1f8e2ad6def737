"""One instance -> one run: quotes, law, network, formulation, solve, audit, tables."""

from __future__ import annotations

from collections.abc import Callable

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
    options = options or SolveOptions()
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
    return Run(info, tables, run_labels(ready, tables, sheets)), solution.log
