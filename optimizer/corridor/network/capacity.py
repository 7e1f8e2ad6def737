"""What capabilities, resources, depots and lanes can carry in each period, and what opens them."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial

from corridor.network.arcs import ArcRows
from corridor.network.bounds import Useful
from corridor.network.loads import Loads
from corridor.network.lookups import Lookups
from corridor.network.making import LotRows
from corridor.network.openings import OpeningRows
from corridor.schema.goods import Capability
from corridor.schema.moving import Handling, Lane
from corridor.schema.row import EACH


@dataclass
class Capacities:
    """The loads of each family."""

    processes: Loads = field(default_factory=Loads)
    resources: Loads = field(default_factory=Loads)
    depots: Loads = field(default_factory=Loads)
    lanes: Loads = field(default_factory=Loads)


def needs_decision(rows: Sequence[Capability | Handling]) -> bool:
    """Whether something has to be decided about being open: it costs, binds, or is not there yet."""
    return any(
        row.fixed_cost > 0
        or row.open_cost > 0
        or row.initially_open == "no"
        or (isinstance(row, Capability) and (row.close_cost > 0 or row.min_run > 0))
        for row in rows
    )


def process_loads(lookups: Lookups, lots: LotRows, useful: Useful, openings: OpeningRows, loads: Loads) -> None:
    """Add the output bounds of every capability that makes something useful, or costs something anyhow."""
    members: dict[tuple[str, str], dict[int, list[int]]] = defaultdict(lambda: defaultdict(list))
    products: dict[tuple[str, str], set[str]] = defaultdict(set)
    for number, lot in enumerate(lots.lots):
        members[lot.site, lot.process][lot.t].append(number)
        products[lot.site, lot.process].add(lot.product)
    for site, process in sorted(lookups.site_processes):
        rows = {
            t: row
            for t, code in enumerate(lookups.calendar.codes)
            if (row := lookups.capabilities.find(site, process, code)) is not None
        }
        by_period = members.get((site, process), {})
        if by_period or costs_anyhow(list(rows.values())):
            within = partial(useful.within, weights=dict.fromkeys(sorted(products[site, process]), 1.0))
            _process(lookups, f"{site}:{process}", rows, by_period, within, openings, loads)


def costs_anyhow(rows: Sequence[Capability]) -> bool:
    """Whether a capability that makes nothing costs something: it is open, and closing and staying both cost."""
    return (
        bool(rows)
        and rows[0].initially_open == "yes"
        and any(row.close_cost > 0 for row in rows)
        and any(row.fixed_cost > 0 or row.min_run > 0 for row in rows)
    )


def _process(
    lookups: Lookups,
    subject: str,
    rows: Mapping[int, Capability],
    by_period: Mapping[int, list[int]],
    within: Callable[[float], float],
    openings: OpeningRows,
    loads: Loads,
) -> None:
    """Add the decisions and bounds of one capability."""
    calendar = lookups.calendar
    decided: dict[int, int] = {}
    changes: list[int] = []
    first = rows[min(rows)]
    ramps = bool(first.ramp) and first.initially_open == "no"
    if needs_decision(list(rows.values())):
        for t, row in rows.items():
            cost = row.fixed_cost * calendar.prorate(row.per, (t,))
            decided[t] = openings.add("capability", subject, calendar.codes[t], t, cost)
        costs = [(row.open_cost, row.close_cost) for row in rows.values()]
        changes = openings.chain(list(decided.values()), first.initially_open == "yes", costs, at_most_once=ramps)
    for t, row in rows.items():
        numbers = by_period.get(t, [])
        if not numbers and not (decided and row.min_run > 0):
            continue
        scale = calendar.prorate(row.per, (t,))
        own = math.inf if row.capacity is None else row.capacity * scale
        free = math.inf if not numbers else 0.0 if decided else own
        load = loads.add(subject, calendar.codes[t], free)
        loads.members.extend((load, number, 1.0) for number in numbers)
        if decided and numbers:
            loads.upper.append((load, decided[t], within(own)))
        if decided and row.min_run > 0:
            loads.lower.append((load, decided[t], row.min_run * scale))
        if row.ramp and ramps and numbers:
            ramped = _ramp(row.ramp, list(rows), changes, t)
            loads.ramp.extend((load, change, within(own * share if share else 0.0)) for change, share in ramped)


def _ramp(text: str, periods: Sequence[int], changes: Sequence[int], t: int) -> list[tuple[int, float]]:
    """Return (change, share of capacity in period `t` if opened then)."""
    steps = [float(part) / 100.0 for part in text.split(";")]
    shares = []
    for start, change in zip(periods, changes, strict=True):
        if start <= t:
            age = t - start
            shares.append((change, steps[age] if age < len(steps) else 1.0))
    return shares


def resource_loads(lookups: Lookups, lots: LotRows, loads: Loads) -> None:
    """Add the bounds of every shared resource."""
    calendar = lookups.calendar
    found: dict[tuple[str, str, int], int] = {}
    for number, lot in enumerate(lots.lots):
        if not lot.resource:
            continue
        key = (lot.site, lot.resource, lot.t)
        if key not in found:
            row = lookups.resources.find(lot.site, lot.resource, lot.period)
            free = math.inf if row is None else row.capacity * calendar.prorate(row.per, (lot.t,))
            found[key] = loads.add(f"{lot.site}:{lot.resource}", lot.period, free)
        loads.members.append((found[key], number, lot.runs_per_unit * lot.use_per_run))


def depot_loads(
    lookups: Lookups,
    arcs: ArcRows,
    places: Sequence[tuple[str, str, int]],
    useful: Useful,
    openings: OpeningRows,
    loads: Loads,
) -> None:
    """Add the bounds of every depot. `places` are (site, product, period) of the balance rows."""
    arriving: dict[tuple[str, str], dict[int, dict[int, float]]] = defaultdict(lambda: defaultdict(dict))
    products: dict[tuple[str, str], set[str]] = defaultdict(set)
    for node, arc, share in arcs.arrivals:
        site, product, t = places[node]
        row = lookups.handling.find(site, product, lookups.calendar.codes[t])
        if row is None:
            continue
        scope = _scope(row, product)
        products[site, scope].add(product)
        weights = arriving[site, scope][t]
        weights[arc] = weights.get(arc, 0.0) + share
    for (site, scope), by_period in sorted(arriving.items()):
        handled = sorted(products[site, scope])
        rows = {
            t: row
            for t, code in enumerate(lookups.calendar.codes)
            for row in [_depot_row(lookups, site, scope, handled, code)]
            if row is not None
        }
        within = partial(useful.within, weights=dict.fromkeys(handled, 1.0))
        _depot(lookups, f"{site}:{scope}", rows, by_period, within, openings, loads)


def _scope(row: Handling, product: str) -> str:
    """Return whose capacity a handling row gives: the product's own, or `*` for all together."""
    return EACH if row.scope == "shared" and row.product == EACH else product


def _depot_row(lookups: Lookups, site: str, scope: str, products: Sequence[str], period: str) -> Handling | None:
    """Return the row that gives a scope its capacity in a period."""
    for product in products:
        row = lookups.handling.find(site, product, period)
        if row is not None and _scope(row, product) == scope:
            return row
    return None


def _depot(
    lookups: Lookups,
    subject: str,
    rows: Mapping[int, Handling],
    by_period: Mapping[int, Mapping[int, float]],
    within: Callable[[float], float],
    openings: OpeningRows,
    loads: Loads,
) -> None:
    """Add the decisions and bounds of one depot."""
    calendar = lookups.calendar
    decided: dict[int, int] = {}
    if needs_decision(list(rows.values())):
        for t, row in rows.items():
            cost = row.fixed_cost * calendar.prorate(row.per, (t,))
            decided[t] = openings.add("handling", subject, calendar.codes[t], t, cost)
        costs = [(row.open_cost, 0.0) for row in rows.values()]
        first = rows[min(rows)]
        openings.chain(list(decided.values()), first.initially_open == "yes", costs, at_most_once=False)
    for t, weights in sorted(by_period.items()):
        row = rows[t]
        own = math.inf if row.capacity is None else row.capacity * calendar.prorate(row.per, (t,))
        load = loads.add(subject, calendar.codes[t], 0.0 if decided else own)
        loads.members.extend((load, arc, share) for arc, share in sorted(weights.items()))
        if decided:
            loads.upper.append((load, decided[t], within(own)))


def lane_loads(lookups: Lookups, arcs: ArcRows, useful: Useful, openings: OpeningRows, loads: Loads) -> None:
    """Add the bounds of every lane that has a capacity, a least shipment or a fixed cost."""
    calendar = lookups.calendar
    members: dict[tuple[str, int], list[int]] = defaultdict(list)
    rows: dict[tuple[str, int], Lane] = {}
    for number, lane in enumerate(arcs.lanes):
        if lane.capacity is None and lane.min_shipment == 0 and lane.fixed_cost == 0:
            continue
        arc = arcs.rows[number]
        scope = EACH if lane.scope == "shared" and lane.product == EACH else arc.product
        key = (f"{lane.from_site}>{lane.to_site}:{lane.mode}:{lane.route}:{scope}", arc.t)
        members[key].append(number)
        rows[key] = lane
    for (subject, t), numbers in sorted(members.items()):
        lane = rows[subject, t]
        weights = [arcs.rows[number].mass_t if lane.capacity_measure == "mass" else 1.0 for number in numbers]
        weight_of = {arcs.rows[number].product: weight for number, weight in zip(numbers, weights, strict=True)}
        own = math.inf if lane.capacity is None else lane.capacity
        decides = lane.min_shipment > 0 or lane.fixed_cost > 0
        load = loads.add(subject, calendar.codes[t], 0.0 if decides else own)
        loads.members.extend((load, n, weight) for n, weight in zip(numbers, weights, strict=True))
        if decides:
            opening = openings.add("lane", subject, calendar.codes[t], t, lane.fixed_cost)
            loads.upper.append((load, opening, useful.within(own, weight_of)))
            if lane.min_shipment > 0:
                loads.lower.append((load, opening, lane.min_shipment))
