"""What-if: a linear program is solved, something changes, it is solved again."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import highspy

from benchmarks.side_by_side.changes import CHANGES, Change, restore
from benchmarks.side_by_side.cost import measured
from benchmarks.side_by_side.networks import loaded_network
from benchmarks.side_by_side.plan import Plan
from benchmarks.side_by_side.processes import in_process
from benchmarks.side_by_side.records import Figures, Record, medians, of
from corridor.compiled import compile_model
from corridor.formulation import build
from corridor.network.network import Network
from corridor.solve.highs import Method, loaded
from corridor.solve.living import LivingProgram
from corridor.solve.options import SolveOptions
from corridor.solve.strategy import solve

SAME = 1e-6
"""[1] How far objectives of two methods may lie apart."""
CHECK: tuple[Method, ...] = ("interior point",)
"""What an answer is compared with where no cold solve is measured."""
FIXED = {"3k": 60.0, "10k": 60.0}
"""Case with decisions -> time limit [s] of the plan whose openings are kept."""


def records(plan: Plan) -> Iterator[Record]:
    """Yield the costs of solving again: update and solve with Corridor's own choice of start, each cold method, the
    race of two threads, and for cases with decisions the answer with today's openings.
    """
    for case in plan.cases(("10k", "100k")):
        cold = ("interior point", "simplex") if case == "10k" else ("interior point",)
        repeats = 3 if case == "10k" else 1
        for threads in (1, 2):
            found = in_process("what_if", network=plan.store.path(case), kind="lp", cold=cold if threads == 1 else (),
                               threads=threads, repeats=repeats, timeout=1800.0)  # fmt: skip
            yield from _told(plan, case, found)
    for case in plan.cases(tuple(FIXED)):
        found = in_process("what_if", network=plan.store.path(case, "mip"), kind="mip", cold=(), threads=1,
                           repeats=plan.repeats, timeout=600.0)  # fmt: skip
        yield from _told(plan, f"{case} mip", found)


def _told(plan: Plan, case: str, found: dict[str, dict[str, Figures]]) -> Iterator[Record]:
    for change, by_peer in found.items():
        for peer, figures in by_peer.items():
            plan.tell(f"solve {case} what-if {change} {peer}: {figures['cpu_s']:.4f} CPU s")
            yield from of("solve", f"{case}/what-if {change}", peer, figures)


def measure(
    network: str, kind: str, cold: list[Method], threads: int, repeats: int
) -> dict[str, dict[str, dict[str, float | None]]]:
    """Return change -> peer -> what solving again costs. Raises ValueError where two methods differ."""
    highspy.Highs.resetGlobalScheduler(True)
    n = loaded_network(network)
    m = build(n)
    options = SolveOptions(threads=threads, gap=0.01, time_limit=FIXED["10k"] if kind == "mip" else None)
    held = None if kind == "lp" else solve(compile_model(m), options).values
    program = Base(n, m, options.model_copy(update={"time_limit": None}), held)
    found: dict[str, dict[str, dict[str, float | None]]] = {}
    for name, change in CHANGES.items():
        if threads > 1 and not name.startswith("tariff"):
            continue  # Only changes of costs are raced.
        repeated = [_again(program, change, cold) for _ in range(repeats)]
        found[name] = {peer: medians([one[peer] for one in repeated]) for peer in repeated[0]}
    return found


@dataclass(frozen=True)
class Base:
    """A model, and the basis of its optimum."""

    network: Network
    model: Any
    options: SolveOptions
    held: Any
    basis: list[Any] = field(default_factory=list)

    def program(self) -> LivingProgram:
        """Return the unchanged program, as after its solve."""
        restore(self.model, self.network)
        program = LivingProgram.of(self.model, self.options, self.held)
        if self.basis:
            program.h.setBasis(self.basis[0])
            program.h.setOptionValue("solver", "simplex")
            program.h.run()
        else:
            program.solve("fresh")
            self.basis.append(program.h.getBasis())
        return program


def _again(base: Base, change: Change, cold: list[Method]) -> dict[str, Figures]:
    """Return what solving again costs. A new program each time: what one change leaves behind must not help."""
    program = base.program()
    change(base.model, base.network)
    _, updated = measured(program.update)
    start = "race" if base.options.threads > 1 else program._start
    answer, solved = measured(lambda: program.solve(start))
    own = "race" if start == "race" else "compiled"
    found: dict[str, Figures] = {
        own: {"cpu_s": updated["cpu_s"] + solved["cpu_s"], "wall_s": updated["wall_s"] + solved["wall_s"],
              "update_s": updated["cpu_s"]},
    }  # fmt: skip
    for method in cold or CHECK:
        h, figures = measured(lambda method=method: _cold(program, method))
        objective = h.getInfo().objective_function_value
        if answer.status != "optimal" or abs(objective - answer.objective) > SAME * abs(objective):
            raise ValueError(f"{method} finds {objective}, {start} finds {answer.objective}, {answer.status}")
        if method in cold:
            found[f"highs {method}"] = {"cpu_s": figures["cpu_s"], "wall_s": figures["wall_s"]}
    return found


def _cold(program: LivingProgram, method: Method) -> highspy.Highs:
    h = loaded(program.form, program.options, fixed=program.held, method=method)
    h.run()
    return h
