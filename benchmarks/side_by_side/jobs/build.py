"""Build: from the tables of the same network to the same program in HiGHS."""

from __future__ import annotations

from collections.abc import Iterator
from importlib import import_module
from typing import Any

from benchmarks.side_by_side.cost import measured
from benchmarks.side_by_side.networks import loaded_network
from benchmarks.side_by_side.plan import Plan
from benchmarks.side_by_side.processes import MeasurementError, in_process
from benchmarks.side_by_side.records import Record, medians, of

PEERS = ("floor", "compiled", "linopy", "pyomo_standard_form", "pyomo_appsi", "pyomo_contrib", "pulp", "ortools")

LARGE = {
    "1m": {"floor": 5, "compiled": 5, "linopy": 5, "pyomo_standard_form": 1, "pyomo_appsi": 1},
    "4m": {"floor": 1, "compiled": 1, "linopy": 1},
}
"""Case -> peers that are measured there, and repeats. The others would take minutes and say nothing new."""

TWO_ROWS = ("linopy", "pulp")
"""They have no rows with two bounds and write two: they may have more rows, never fewer."""

SOLVED = 20_000
"""[columns] Up to this size the optimum of each peer is compared too."""


def records(plan: Plan) -> Iterator[Record]:
    """Yield the build costs of each case and peer. Raises MeasurementError where a peer builds something else."""
    for case in plan.cases(("10k", "100k", "1m"), optional=("4m",)):
        built: dict[str, Any] = {}
        for peer, repeats in LARGE.get(case, dict.fromkeys(PEERS, plan.repeats)).items():
            found = [
                in_process("build", network=plan.store.path(case), warm=plan.store.path("3k"), peer=peer,
                           check=number == 0)
                for number in range(repeats)
            ]  # fmt: skip
            built[peer] = found[0]["program"]
            size = {name: built[peer][name] for name in ("columns", "rows", "entries")}
            figures = {**medians([one["figures"] for one in found]), **size}
            plan.tell(f"build {case} {peer}: {figures['cpu_s']:.3f} CPU s, {figures['peak_mb'] or 0:.0f} MB")
            yield from of("build", case, peer, figures)
        compare(built)


def compare(built: dict[str, Any]) -> None:
    """Raise MeasurementError unless all peers built the same program."""
    expected = built["compiled"]
    for peer, program in built.items():
        same = program["columns"] == expected["columns"] and (
            program["rows"] >= expected["rows"]
            if peer in TWO_ROWS
            else (program["rows"], program["entries"]) == (expected["rows"], expected["entries"])
        )
        both = program["optimum"], expected["optimum"]
        if None not in both and abs(both[0] - both[1]) > 1e-7 * abs(both[1]):
            same = False
        if not same:
            raise MeasurementError(f"{peer} builds {program}, compiled builds {expected}")


def measure(network: str, warm: str, peer: str, check: bool) -> dict[str, Any]:
    """Return what one build costs, after a small one that loads all code; with `check` also what was built."""
    module = import_module(f"benchmarks.side_by_side.peers.{peer}")
    prepare = getattr(module, "prepare", lambda given: given)
    module.build(prepare(loaded_network(warm)))
    given = prepare(loaded_network(network))
    built, figures = measured(lambda: module.build(given))
    return {"figures": figures, "program": _program(module, built) if check else None}


def _program(module: Any, built: Any) -> dict[str, Any]:
    if hasattr(module, "shape"):
        rows, columns, entries = module.shape(built)
        return {"rows": rows, "columns": columns, "entries": entries, "optimum": None}
    rows, columns, entries = built.getNumRow(), built.getNumCol(), built.getNumNz()
    optimum = None
    if columns <= SOLVED:
        built.setOptionValue("solver", "ipx")
        built.run()
        optimum = built.getInfo().objective_function_value
    return {"rows": rows, "columns": columns, "entries": entries, "optimum": optimum}
