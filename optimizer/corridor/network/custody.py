"""Mass balance as rows: which of the inputs of all lots the books assign to those that claim something.

Claimed lots are judged by what is assigned to them: as much of each input group as they consume, of any inputs that
all lots of the product at the site consume in the window. No input is assigned twice. Recipes tie what is consumed,
not what is assigned.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import NamedTuple

from corridor.network.making import LotRows
from corridor.network.origin_rows import BookedLot, OriginRows
from corridor.network.states import State


class Assigned(NamedTuple):
    """An input that books may assign to lots. The variable is the quantity."""

    site: str
    process: str
    alternative: str
    product: str
    lot_state: str
    rule_choice: str
    window: str
    group: str
    input: str
    input_state: str


@dataclass
class CustodyRows:
    """What books may assign, and the rows that bound it."""

    assigned: list[Assigned] = field(default_factory=list)
    fills: list[tuple[str, ...]] = field(default_factory=list)
    """Lots and input group, as in `Assigned`: as much is assigned as the lots consume"""
    fill_assigned: list[tuple[int, int, float]] = field(default_factory=list)
    """(fill, assigned, runs per unit of the input)"""
    fill_lots: list[tuple[int, int, float]] = field(default_factory=list)
    """(fill, lot, runs per unit of the output)"""
    pools: list[tuple[str, ...]] = field(default_factory=list)
    """(site, product, window, input, state): no more is assigned than all lots consume"""
    pool_assigned: list[tuple[int, int]] = field(default_factory=list)
    """(pool, assigned)"""
    pool_uses: list[tuple[int, int]] = field(default_factory=list)
    """(pool, use)"""
    counted: list[tuple[int, int, float, float]] = field(default_factory=list)
    """(test of origin, assigned, what a unit counts, what it is worth)"""


_Input = tuple[str, State]


def build_custody(lots: LotRows, origin: OriginRows) -> CustodyRows:
    """Return what books may assign to the lots that are judged by them."""
    found = CustodyRows()
    calendar = origin.choices.schemes.lookups.calendar
    wanted = {(one.kind.site, one.kind.alternative.output): one.per for one in origin.booked.values()}
    uses: dict[tuple[str, str, str], dict[_Input, list[int]]] = defaultdict(lambda: defaultdict(list))
    for number, use in enumerate(lots.uses):
        lot, kind = lots.lots[use.lot], lots.kinds[use.lot]
        per = wanted.get((lot.site, lot.product))
        if per is not None:
            states = {spot[2].label: spot[2] for _, _, spot in kind.inputs if spot[1] == use.input}
            place = (lot.site, lot.product, calendar.window(lot.t, per))
            uses[place][use.input, states[use.input_state]].append(number)
    pools: dict[tuple[str, ...], int] = {}
    for booked in origin.booked.values():
        place = (booked.kind.site, booked.kind.alternative.output, booked.window)
        for product, state in uses[place]:
            key = (*place, product, state.label)
            if key not in pools:
                pools[key] = len(found.pools)
                found.pools.append(key)
                found.pool_uses.extend((pools[key], use) for use in uses[place][product, state])
        _assign(found, lots, origin, booked, list(uses[place]), pools)
    return found


def _assign(
    found: CustodyRows,
    lots: LotRows,
    origin: OriginRows,
    booked: BookedLot,
    pool: list[_Input],
    pools: dict[tuple[str, ...], int],
) -> None:
    """Add what may be assigned to some lots."""
    kind, last = booked.kind, max(booked.lots.values())
    recipe = kind.alternative
    names = (kind.site, recipe.process, recipe.name, recipe.output, kind.state.label, kind.rule_choice, booked.window)
    for group in recipe.groups:
        fill = len(found.fills)
        found.fills.append((*names, group.name))
        found.fill_lots.extend((fill, lot, lots.lots[lot].runs_per_unit) for lot in booked.lots)
        for line in group.members:
            for product, state in pool:
                if product != line.product:
                    continue
                number = len(found.assigned)
                found.assigned.append(Assigned(*names, group.name, product, state.label))
                found.fill_assigned.append((fill, number, 1.0 / line.quantity))
                key = (kind.site, recipe.output, booked.window, product, state.label)
                found.pool_assigned.append((pools[key], number))
                for row, tests in booked.tests.items():
                    # At the end of the window every source is known: what counts is at its dearest then.
                    counts = (origin.effect(one, kind.site, product, state, last) for one in tests)
                    found.counted.append((row, number, *max(counts)))
