"""Solve from nothing: linear programs by each method, mixed-integer ones with and without a first plan."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import highspy
import numpy as np

from benchmarks.side_by_side.cost import measured
from benchmarks.side_by_side.networks import loaded_network
from benchmarks.side_by_side.plan import Plan
from benchmarks.side_by_side.processes import in_process
from benchmarks.side_by_side.records import Record, medians, of
from corridor.compiled import compile_model
from corridor.formulation import build
from corridor.solve import first_plan as first_plan_module
from corridor.solve import integer as integer_module
from corridor.solve.highs import Method, loaded
from corridor.solve.options import SolveOptions
from corridor.solve.strategy import solve

GAP = 0.01
"""[1] Gap at which a mixed-integer program counts as solved."""
LIMIT = 60.0
"""[s] Wall time for a mixed-integer program."""
SEEDS = range(5)
METHODS: tuple[Method, ...] = ("interior point", "simplex")
LONGEST = 300.0
"""[s] Wall time for a linear program; what takes longer has no record."""


def records(plan: Plan) -> Iterator[Record]:
    """Yield the costs of solving. A mixed-integer case has the median, `least_s` and `most_s` over the seeds, and
    how many reached the gap within the limit as `solved`.
    """
    for case in plan.cases(("10k", "100k")):
        for method in METHODS:
            found = in_process("solving", network=plan.store.path(case), method=method)
            plan.tell(f"solve {case} {method}: {found}")
            if found["optimal"]:
                yield from of("solve", f"{case} lp", f"highs {method}", found["figures"])
    for case in plan.cases(("3k", "10k")):
        for peer in ("highs", "compiled"):
            runs = [in_process("solving", network=plan.store.path(case, "mip"), seed=seed, strategy=peer)
                    for seed in SEEDS]  # fmt: skip
            figures = {
                **medians(runs),
                "least_s": min(run["cpu_s"] for run in runs),
                "most_s": max(run["cpu_s"] for run in runs),
                "least_gap": min(run["gap"] for run in runs),
                "most_gap": max(run["gap"] for run in runs),
                "solved": sum(run["gap"] <= GAP for run in runs),
            }
            plan.tell(f"solve {case} mip {peer}: {figures}")
            yield from of("solve", f"{case} mip", peer, figures)


def measure(network: str, method: Method | None = None, seed: int = 0, strategy: str = "") -> dict[str, Any]:
    """Return what a solve costs and finds."""
    program = compile_model(build(loaded_network(network)))
    if method is not None:
        h = loaded(program, SolveOptions(threads=1, time_limit=LONGEST), method=method)
        _, figures = measured(h.run)
        return {"figures": figures, "optimal": h.getModelStatus() == highspy.HighsModelStatus.kOptimal}
    first_plan_module.WORTHWHILE = 0 if strategy == "compiled" else 10**12
    options = SolveOptions(threads=1, seed=seed, gap=GAP, time_limit=LIMIT)
    first: dict[str, float] = {}
    original = integer_module.first_plan

    def watched(*arguments: Any) -> Any:
        plan, cost = measured(lambda: original(*arguments))
        if plan.values is not None:
            first["first_plan_s"] = cost["cpu_s"] or 0.0
            first["first_plan_gap"] = (plan.objective - plan.bound) / abs(plan.objective)
        return plan

    integer_module.first_plan = watched
    solution, figures = measured(lambda: solve(program, options))
    gap = solution.gap if np.isfinite(solution.gap) else 1.0
    return {"cpu_s": figures["cpu_s"], "wall_s": figures["wall_s"], "gap": gap, **first}
