"""Update: some duty rates change; how long until the program in HiGHS knows. Nothing is solved."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from importlib import import_module
from typing import Any

import highspy
import numpy as np

from benchmarks.side_by_side.cost import measured
from benchmarks.side_by_side.networks import loaded_network
from benchmarks.side_by_side.plan import Plan
from benchmarks.side_by_side.processes import in_process
from benchmarks.side_by_side.records import Record, medians, of
from corridor.compiled import STOCK, compile_model
from corridor.formulation import build
from corridor.solve.highs import loaded
from corridor.solve.living import LivingProgram
from corridor.solve.options import SolveOptions

PEERS = ("compiled", "rebuild", "pyomo_appsi", "pyomo_contrib")
SHARES = {"1 %": 0.01, "10 %": 0.1, "100 %": 1.0}
OPTIONS = SolveOptions(threads=1)
NAME = "cost_duty_per_unit"


def records(plan: Plan) -> Iterator[Record]:
    """Yield what updates cost. `assign_s` is the time to write the new numbers into the model, not part of cpu_s;
    `first_cpu_s` is the first update of a kind, which Corridor uses to note what depends on what.
    """
    for case in plan.cases(("10k", "100k")):
        for peer in PEERS:
            found = in_process("update", network=plan.store.path(case), peer=peer, repeats=plan.repeats)
            for share, figures in found.items():
                plan.tell(f"update {case} {peer} {share}: {1000 * figures['cpu_s']:.2f} CPU ms")
                yield from of("update", f"{case}/tariff {share}", peer, figures)


def measure(network: str, peer: str, repeats: int) -> dict[str, Any]:
    """Return share of the arcs -> what its update costs. Raises ValueError if HiGHS has other costs afterwards."""
    n = loaded_network(network)
    m = build(n) if peer in ("compiled", "rebuild") else build(n, STOCK)
    update = _updater(peer, m)
    now = n.arcs["duty"].to_numpy(dtype=float).copy()
    other = n.arcs[["freight", "insurance", "export_tax", "handling", "carrying"]].to_numpy(dtype=float).sum(axis=1)
    chance = np.random.default_rng(1)
    found = {}
    for share, part in SHARES.items():
        costs = []
        for _ in range(repeats + 1):
            at = np.sort(chance.choice(len(now), max(1, round(part * len(now))), replace=False))
            now[at] = now[at] * chance.uniform(0.8, 1.25, len(at)) + 0.01
            _, assigned = measured(lambda at=at: _assign(m, peer, at, now))
            h, updated = measured(update)
            costs.append({"cpu_s": updated["cpu_s"], "wall_s": updated["wall_s"], "assign_s": assigned["cpu_s"]})
            _check(h, now + other, peer)
        found[share] = {**medians(costs[1:]), "first_cpu_s": costs[0]["cpu_s"]}
    return found


def _updater(peer: str, m: Any) -> Callable[[], highspy.Highs]:
    """Return what tells HiGHS of changes of the model."""
    if peer == "rebuild":
        return lambda: loaded(compile_model(m), OPTIONS)
    if peer == "compiled":
        program = LivingProgram.of(m, OPTIONS)

        def follow() -> highspy.Highs:
            program.update()
            return program.h

        return follow
    module = import_module(f"benchmarks.side_by_side.peers.{peer}")
    interface = module.connected(m)
    return lambda: module.update(interface)


def _assign(m: Any, peer: str, at: Any, values: Any) -> None:
    """Write new numbers into the model."""
    parameter = getattr(m, NAME)
    if peer in ("compiled", "rebuild"):
        parameter.assign(values)
        return
    for key, value in zip(at.tolist(), values[at].tolist(), strict=True):
        parameter[key] = value


def _check(h: highspy.Highs, expected: Any, peer: str) -> None:
    """Raise ValueError unless HiGHS has the costs. Shipments are the first columns of every peer's program or not,
    so the costs are compared in order of size.
    """
    cost = np.sort(np.asarray(h.getLp().col_cost_))
    missing = np.setdiff1d(np.round(expected, 6), np.round(cost, 6))
    if len(missing) > 0.001 * len(expected):  # A rounding boundary may lie between two equal numbers.
        raise ValueError(f"{peer}: {len(missing)} of {len(expected)} new costs did not reach HiGHS")
