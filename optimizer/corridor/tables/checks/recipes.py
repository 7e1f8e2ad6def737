"""Recipes: one output per alternative, one essential input, shares that can be met, useful by-products."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import networkx as nx

from corridor.errors import Fault, Severity
from corridor.schema.goods import Capability, Process, Product, RecipeLine
from corridor.schema.moving import Demand
from corridor.schema.row import EACH
from corridor.schema.supply import Stock
from corridor.tables.draft import Draft, Located, TableDraft

Line = Located[RecipeLine]
_ROUNDING = 1e-9


def check_recipes(draft: Draft) -> tuple[Fault, ...]:
    """Return faults of recipes."""
    table = draft[RecipeLine]
    faults: list[Fault] = [*_lines(table)]
    if draft.judgeable(RecipeLine):
        for process, alternatives in recipes_of(table.rows).items():
            for name, lines in alternatives.items():
                faults.extend(_alternative(table, process, name, lines))
        faults.extend(_processes(draft))
        faults.extend(_byproducts(draft))
        faults.extend(_circles(table))
    return tuple(_once(faults))


def recipes_of(lines: Iterable[Line]) -> Mapping[str, Mapping[str, tuple[Line, ...]]]:
    """Return process -> alternative -> its lines.

    A `*` line holds in each alternative that has none of its own for the product and role.
    """
    by_process: dict[str, list[Line]] = {}
    for at in lines:
        by_process.setdefault(at.row.process, []).append(at)
    found: dict[str, Mapping[str, tuple[Line, ...]]] = {}
    for process, members in by_process.items():
        names = sorted({at.row.alternative for at in members} - {EACH}) or [EACH]
        found[process] = {name: _lines_of(members, name) for name in names}
    return found


def _lines_of(members: list[Line], name: str) -> tuple[Line, ...]:
    """Return the lines of one alternative."""
    own = {(at.row.product, at.row.role) for at in members if at.row.alternative == name != EACH}
    return tuple(
        at
        for at in members
        if at.row.alternative == name or (at.row.alternative == EACH and (at.row.product, at.row.role) not in own)
    )


def _lines(table: TableDraft[RecipeLine]) -> Iterator[Fault]:
    """Yield faults of single lines."""
    for at in table.rows:
        row = at.row
        if row.min_share > row.max_share:
            yield table.fault(
                at, "min_share", f"larger than max_share ({row.max_share:g})", "Exchange or mend the two."
            )
        shared = row.min_share > 0 or row.max_share < 1
        if shared and (row.substitution_group is None or row.role != "input"):
            yield table.fault(
                at,
                "min_share" if row.min_share > 0 else "max_share",
                "shares say nothing without a substitution group of inputs",
                "Give the inputs that replace each other one substitution_group, or delete the share.",
                Severity.WARNING,
            )
        if row.essential == "yes" and row.role != "input":
            yield table.fault(at, "essential", "only an input can be essential", "Write no.", Severity.WARNING)


def _alternative(table: TableDraft[RecipeLine], process: str, name: str, lines: tuple[Line, ...]) -> Iterator[Fault]:
    """Yield faults of one alternative of a process."""
    words = f"process {process}" + (f", alternative {name}" if name != EACH else "")
    outputs = [at for at in lines if at.row.role == "output"]
    if not outputs:
        yield table.fault(lines[0], "role", f"{words} has no output", "Add a line with role output.", value=process)
    for extra in outputs[1:]:
        yield table.fault(
            extra,
            "role",
            f"{words} has a second output; the first is in row {outputs[0].number}",
            "Make it a byproduct, or another alternative.",
        )
    groups: dict[str, list[Line]] = {}
    for at in lines:
        if at.row.role == "input":
            groups.setdefault(at.row.substitution_group or f"input {at.row.product}", []).append(at)
    essential = [members for members in groups.values() if any(at.row.essential == "yes" for at in members)]
    if len(groups) > 1 and not essential:
        yield table.fault(
            next(iter(groups.values()))[0],
            "essential",
            f"{words} has {len(groups)} inputs and none is marked essential",
            "Write essential = yes for the one whose origin the output keeps where no origin is conferred.",
        )
    for members in essential[1:]:
        marked = next(at for at in members if at.row.essential == "yes")
        yield table.fault(marked, "essential", f"{words} has a second essential input", "Leave yes at one input.")
    for group, members in groups.items():
        if members[0].row.substitution_group is not None:
            yield from _shares(table, words, group, members)


def _shares(table: TableDraft[RecipeLine], words: str, group: str, members: list[Line]) -> Iterator[Fault]:
    """Yield faults of shares that no blend can meet."""
    least = sum(at.row.min_share for at in members)
    most = sum(at.row.max_share for at in members)
    if least > 1 + _ROUNDING:
        yield table.fault(
            members[0],
            "min_share",
            f"{words}, group {group}: the least shares add to {least:g}, above 1",
            "Lower them until they add to 1 at most.",
        )
    if most < 1 - _ROUNDING:
        yield table.fault(
            members[0],
            "max_share",
            f"{words}, group {group}: the largest shares add to {most:g}, below 1",
            "Raise them until they add to 1 at least.",
        )


def _processes(draft: Draft) -> Iterator[Fault]:
    """Yield faults of processes that a site can run and that have no recipe."""
    made = {at.row.process for at in draft[RecipeLine].rows}
    table = draft[Capability]
    for at in table.rows:
        if at.row.process not in made and at.row.process in draft.codes(Process, "process"):
            yield table.fault(
                at, "process", "the process has no recipe", "Add its inputs and its output to table recipes."
            )


def _byproducts(draft: Draft) -> Iterator[Fault]:
    """Yield faults of by-products that can go nowhere: they would stop the process."""
    if not draft.judgeable(Product, Demand, Stock):
        return
    table = draft[RecipeLine]
    used = {at.row.product for at in table.rows if at.row.role == "input"}
    wanted = {at.row.product for at in draft[Demand].rows}
    stored = {at.row.product for at in draft[Stock].rows if at.row.max_quantity != 0}
    thrown = {at.row.product for at in draft[Product].rows if at.row.disposal_cost is not None}
    for at in table.rows:
        product = at.row.product
        idle = EACH not in stored and product not in used | wanted | stored | thrown
        if at.row.role == "byproduct" and idle:
            yield table.fault(
                at,
                "product",
                "the by-product has no use, no demand, no storage and no disposal",
                "Give the product a disposal_cost (0 if it costs nothing), a demand or storage.",
            )


def _circles(table: TableDraft[RecipeLine]) -> Iterator[Fault]:
    """Yield a warning for each circle of products that are made of each other."""
    graph: Any = nx.DiGraph()
    for alternatives in recipes_of(table.rows).values():
        for lines in alternatives.values():
            inputs = [at.row.product for at in lines if at.row.role == "input"]
            graph.add_edges_from((start, at.row.product) for start in inputs for at in lines if at.row.role != "input")
    for circle in nx.strongly_connected_components(graph):
        loop = len(circle) > 1 or any(graph.has_edge(product, product) for product in circle)
        if loop:
            names = sorted(circle)
            first = next(at for at in table.rows if at.row.product in circle)
            yield table.fault(
                first,
                "product",
                f"products are made of each other: {', '.join(names)}",
                "Check the recipes; recycling is allowed, making something of itself alone is not.",
                Severity.WARNING,
                value=", ".join(names),
            )


def _once(faults: list[Fault]) -> Iterator[Fault]:
    """Yield faults without repeats: a `*` line belongs to several alternatives."""
    seen: set[tuple[int | None, str, str]] = set()
    for fault in faults:
        kind = (fault.row, fault.column, fault.rule.split(", alternative")[0])
        if kind not in seen:
            seen.add(kind)
            yield fault
