"""One instance -> one run: quotes, law, network, formulation, solve, audit, tables."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

import pandas as pd

from corridor.audit import Verdict, audit
from corridor.formulation import build
from corridor.network.expand import expand
from corridor.network.network import Network
from corridor.pipeline.info import run_info
from corridor.pipeline.labels import run_labels
from corridor.quotes import apply, worksheets
from corridor.reference.law import Law
from corridor.reference.load import law_of
from corridor.result.empty import empty_tables
from corridor.result.run import Run
from corridor.schema.results import Dual
from corridor.schema.supply import Quote
from corridor.solve.extract import levels, result_tables
from corridor.solve.highs import Progress, Solution, solve
from corridor.solve.marginals import marginals
from corridor.solve.options import SolveOptions
from corridor.solve.program import Program, compile_program
from corridor.tables.tables import Model


@dataclass
class Stopwatch:
    """Seconds by phase."""

    seconds: dict[str, float] = field(default_factory=dict)

    @contextmanager
    def phase(self, name: str) -> Iterator[None]:
        """Measure a phase."""
        start = time.perf_counter()
        try:
            yield
        finally:
            self.seconds[name] = round(time.perf_counter() - start, 3)


@dataclass(frozen=True)
class Prepared:
    """An instance ready to solve."""

    model: Model
    """With the offers that its quotes became."""
    law: Law
    network: Network
    program: Program
    pyomo_model: Any


def prepare(model: Model, watch: Stopwatch | None = None) -> Prepared:
    """Return an instance as a program. Raises FaultError where the tables do not give every coefficient."""
    watch = watch or Stopwatch()
    with watch.phase("law"):
        law = law_of(model)
        quoted = apply(model, law) if model.tables[Quote] else model
    with watch.phase("network"):
        network = expand(quoted, law)
    with watch.phase("formulation"):
        m = build(network)
    with watch.phase("compile"):
        program = compile_program(m)
    return Prepared(quoted, law, network, program, m)


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
    if solution.values is not None:
        with watch.phase("tables"):
            tables.update(_plan_tables(ready, solution))
        with watch.phase("audit"):
            verdict = audit(ready.model, ready.law, tables, solution.objective)
    sheets = worksheets(model, ready.law) if model.tables[Quote] else None
    info = run_info(ready, options, solution, verdict, watch.seconds, tables)
    return Run(info, tables, run_labels(ready, tables, sheets)), solution.log


def _plan_tables(ready: Prepared, solution: Solution) -> dict[str, pd.DataFrame]:
    at = levels(ready.pyomo_model, ready.program, solution)
    tables = result_tables(ready.pyomo_model, ready.network, at)
    tables[Dual.TABLE] = marginals(ready.network, ready.program, solution)
    return tables


__all__ = ["Prepared", "Stopwatch", "Verdict", "prepare", "solve_and_log", "solve_model"]
