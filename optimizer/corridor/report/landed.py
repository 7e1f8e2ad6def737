"""Landed cost of what is delivered, by cost line: the average cost that the goods carry when they arrive.

With Q[n] what leaves place n, F[n, a] what place a passes on to n, and D[n, l] the money of line l that
enters at n, the average unit costs C solve

    Q[n] C[n, l] = D[n, l] + sum over a of F[n, a] C[a, l]          for every place n and line l

one sparse linear system for all lines, so that goods that run in a circle need no special order. What leaves
through an exit takes its average cost with it; the columns of the system add up to what leaves, so all money
that enters also leaves, and landed costs plus what is left in the plan equal the objective.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import coo_matrix
from scipy.sparse.linalg import splu

from corridor.report.fixed_costs import spread_fixed_costs
from corridor.report.lines import GOODS_LINES, cost_lines
from corridor.report.timing import Timing
from corridor.report.tracing import DISPOSED, IDLE, STOCK, UNDER_WAY, UNTRACED, CostGraph, Exit, Place, trace
from corridor.result.run import Run

LEFT: tuple[Exit, ...] = (STOCK, UNDER_WAY, DISPOSED, IDLE, UNTRACED)
"""Where cost stays that no delivery carries."""


@dataclass(frozen=True)
class Landed:
    """Cost lines split over deliveries and over what is left in the plan."""

    lines: tuple[str, ...]
    """The cost lines that goods carry, those of the run only."""
    delivered: Mapping[tuple[str, str], tuple[float, ...]]
    """(site, product) -> amount [money] of each line."""
    quantities: Mapping[tuple[str, str], float]
    """(site, product) -> delivered [unit]."""
    left: Mapping[str, tuple[float, ...]]
    """Where cost stays -> amount [money] of each line."""
    outside: Mapping[str, float]
    """The lines that goods do not carry -> amount [money]."""
    unit_costs: Mapping[Place, float]
    """[money / unit] Average cost of goods at a place, all lines."""


def landed_costs(run: Run) -> Landed:
    """Return the landed cost of everything a run delivers. All its amounts add up to the cost table."""
    timing = Timing.of(run)
    graph = trace(run, timing)
    spread_fixed_costs(run, timing, graph)
    table = cost_lines(run)
    lines = tuple(line for line in table if line in GOODS_LINES)
    column = {line: i for i, line in enumerate(lines)}
    unit_costs, trapped = _solve(graph, column)
    amounts: dict[Exit, NDArray[np.float64]] = defaultdict(lambda: np.zeros(len(lines)))
    quantities: dict[tuple[str, str], float] = defaultdict(float)
    for source, way_out, quantity in [*graph.exits, *trapped]:
        amounts[way_out] += quantity * unit_costs[source]
        if way_out[0] == "delivered":
            quantities[way_out[1], way_out[2]] += quantity
    for way_out, line, amount in graph.exit_money:
        if line in column:
            amounts[way_out][column[line]] += amount
    traced = sum(amounts.values(), np.zeros(len(lines)))
    amounts[UNTRACED] = amounts[UNTRACED] + np.array([table[line] for line in lines]) - traced
    return Landed(
        lines,
        {(key[1], key[2]): _tuple(amounts[key]) for key in sorted(amounts) if key[0] == "delivered"},
        dict(quantities),
        {key[0]: _tuple(amounts[key]) for key in LEFT if key in amounts},
        {line: amount for line, amount in table.items() if line not in column},
        {place: float(unit_costs[number].sum()) for place, number in graph.places.items()},
    )


def _tuple(amounts: NDArray[np.float64]) -> tuple[float, ...]:
    return tuple(float(amount) for amount in amounts)


def _solve(graph: CostGraph, column: Mapping[str, int]) -> tuple[NDArray[np.float64], list[tuple[int, Exit, float]]]:
    """Return the average unit cost [money / unit] of each place by line, and exits for goods without one."""
    size = len(graph.leaving)
    money = np.zeros((size, len(column)))
    for place, line, amount in graph.money:
        if line in column:
            money[place, column[line]] += amount
    if size == 0:
        return money, []
    leaving = np.array(graph.leaving)
    # What never leaves (rounding dust, or goods that run in a closed circle) would make the system singular:
    # it leaves as cost that is not traced to goods.
    closed = sorted(set(range(size)) - _open_places(graph))
    trapped = [(place, UNTRACED, float(leaving[place]) or 1.0) for place in closed]
    diagonal = leaving.copy()
    for place, _, quantity in trapped:
        diagonal[place] += quantity
    every = np.arange(size)
    targets = np.array([target for target, _, _ in graph.transfers], dtype=np.int64)
    sources = np.array([source for _, source, _ in graph.transfers], dtype=np.int64)
    passed = np.array([-quantity for _, _, quantity in graph.transfers])
    values = np.concatenate([diagonal, passed])
    places = (np.concatenate([every, targets]), np.concatenate([every, sources]))
    matrix = coo_matrix((values, places), shape=(size, size)).tocsc()
    return np.asarray(splu(matrix).solve(money)), trapped


def _open_places(graph: CostGraph) -> set[int]:
    """Return the places from which goods reach an exit."""
    before: dict[int, list[int]] = defaultdict(list)
    for target, source, quantity in graph.transfers:
        if quantity > 0:
            before[target].append(source)
    queue = [source for source, _, quantity in graph.exits if quantity > 0]
    found = set(queue)
    while queue:
        for source in before[queue.pop()]:
            if source not in found:
                found.add(source)
                queue.append(source)
    return found
