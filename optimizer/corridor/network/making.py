"""Lots and what they use; capabilities and resources they draw on."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NamedTuple

from corridor.network.arcs import NO_TAG
from corridor.network.lookups import Lookups
from corridor.network.nodes import NodeIndex
from corridor.network.origin_rows import OriginRows
from corridor.network.reach import LotKind, Reach


class Lot(NamedTuple):
    """A part of a site's production in one period. The variable is the good output."""

    site: str
    process: str
    alternative: str
    product: str
    state: str
    rule_choice: str
    tag: str
    period: str
    t: int
    unit_cost: float
    """[money / unit of the output]"""
    credit: float
    """[money / unit of the output] What it earns by the content rules it satisfies."""
    runs_per_unit: float
    """[runs / unit of the output]"""
    resource: str
    use_per_run: float
    """[resource units / run]"""


class LotUse(NamedTuple):
    """An input that a lot may consume. The variable is the quantity."""

    lot: int
    input: str
    input_state: str
    value_class: str
    t: int
    node: int
    site: str
    runs_per_unit_of_input: float
    """[runs / unit of the input]"""
    group: str


@dataclass
class LotRows:
    """Lots, their uses, and the links between them."""

    lots: list[Lot] = field(default_factory=list)
    kinds: list[LotKind] = field(default_factory=list)
    """Of each lot, what it is in each period."""
    uses: list[LotUse] = field(default_factory=list)
    outputs: list[tuple[int, int, float]] = field(default_factory=list)
    """(node, lot, unit per unit of the lot's output)"""
    groups: list[tuple[int, str]] = field(default_factory=list)
    """(lot, input group)"""
    group_uses: list[tuple[int, int]] = field(default_factory=list)
    """(group row, use)"""
    shares: list[tuple[int, str, float, float]] = field(default_factory=list)
    """(lot, input, least share, largest share) of substitutes"""
    share_uses: list[tuple[int, int]] = field(default_factory=list)
    """(share row, use)"""


def build_lots(lookups: Lookups, reach: Reach, nodes: NodeIndex, tests: OriginRows) -> LotRows:
    """Return every useful lot, and add the tests of origin that it must pass."""
    found = LotRows()
    for kind in reach.lots:
        last = max(reach.latest[spot] for spot in kind.outputs)
        for t in kind.periods:
            if t > last or lookups.site_barred(kind.site, t):
                continue
            if any(
                not any(g == group and reach.earliest[spot] <= t for group, _, spot in kind.inputs)
                for g in range(len(kind.alternative.groups))
            ):
                continue
            _add(found, lookups, reach, nodes, kind, t, tests)
    return found


def _add(
    found: LotRows, lookups: Lookups, reach: Reach, nodes: NodeIndex, kind: LotKind, t: int, tests: OriginRows
) -> None:
    recipe = kind.alternative
    code = lookups.calendar.codes[t]
    row = lookups.capabilities.find(kind.site, recipe.process, code)
    if row is None:
        return
    lot = len(found.lots)
    found.kinds.append(kind)
    found.lots.append(
        Lot(
            kind.site,
            recipe.process,
            recipe.name,
            recipe.output,
            kind.state.label,
            kind.rule_choice,
            NO_TAG,
            code,
            t,
            row.unit_cost,
            tests.choices.credit(kind.choice, recipe.output, t),
            1.0 / recipe.output_per_run,
            row.resource or "",
            row.use_per_run,
        )
    )
    given = {nodes.at(kind.site, recipe.output, kind.state, t): 1.0}
    for product, quantity in recipe.byproducts:
        node = nodes.at(kind.site, product, kind.state.plain(), t)
        given[node] = given.get(node, 0.0) + quantity / recipe.output_per_run
    found.outputs.extend((node, lot, quantity) for node, quantity in given.items())
    _use(found, reach, nodes, kind, lot, t, tests)


def _use(found: LotRows, reach: Reach, nodes: NodeIndex, kind: LotKind, lot: int, t: int, tests: OriginRows) -> None:
    """Add what a lot may consume."""
    rows = tests.of_lot(kind, lot, t)
    for g, group in enumerate(kind.alternative.groups):
        group_row = len(found.groups)
        found.groups.append((lot, group.name))
        for k, line in enumerate(group.members):
            uses = []
            for item_group, member, spot in kind.inputs:
                if item_group != g or member != k or reach.earliest[spot] > t:
                    continue
                use = len(found.uses)
                found.uses.append(
                    LotUse(
                        lot,
                        line.product,
                        spot[2].label,
                        NO_TAG,
                        t,
                        nodes.at(*spot, t),
                        kind.site,
                        1.0 / line.quantity,
                        group.name,
                    )
                )
                tests.of_use(kind, rows, use, line.product, spot[2], t)
                found.group_uses.append((group_row, use))
                uses.append(use)
            if len(group.members) > 1 and (line.min_share > 0 or line.max_share < 1):
                share_row = len(found.shares)
                found.shares.append((lot, line.product, line.min_share, line.max_share))
                found.share_uses.extend((share_row, use) for use in uses)
