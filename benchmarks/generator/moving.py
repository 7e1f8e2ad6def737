"""Lanes and depots of a generated network."""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Iterator, Mapping

from benchmarks.generator.chance import rounded, stream
from benchmarks.generator.goods import Good
from benchmarks.generator.parameters import Parameters
from benchmarks.generator.places import Place
from benchmarks.generator.ways import Way, ways
from benchmarks.generator.wiring import Wiring
from corridor.schema.moving import Handling, Lane

_BOUNDED = 0.9
"""[1] Share of the ways with a capacity of their own."""
_TAXING = ("ID", "PH")
"""Countries whose raw materials pay an export tax here; made up."""


def lane_rows(
    parameters: Parameters, goods: Mapping[str, Good], places: Mapping[str, Place], wiring: Wiring
) -> Iterator[Lane]:
    """Yield the lanes between every pair of sites with a flow in the even plan.

    A pair with several products has one row for all, whose capacity they share.
    """
    chance, decisions = stream(parameters.seed, "moving"), stream(parameters.seed, "moving/decisions")
    flows: dict[tuple[str, str], dict[str, float]] = defaultdict(dict)
    for (start, end, product), quantity in wiring.flows.items():
        flows[start, end][product] = quantity
    for (start, end), carried in sorted(flows.items()):
        tonnes = sum(quantity * goods[product].mass_kg / 1000.0 for product, quantity in carried.items())
        product = next(iter(carried)) if len(carried) == 1 else "*"
        for way in ways(places[start], places[end], parameters.second_routes, chance):
            row = _lane(places[start], places[end], product, way, chance)
            bounded, capacity = chance.random() < _BOUNDED, rounded(way.share * tonnes * chance.uniform(1.2, 1.8))
            decided = parameters.kind == "mip" and decisions.random() < parameters.decisions
            # What is switched needs a capacity, so that the relaxation does not switch it for nothing.
            if decided or bounded:
                bounds = {"capacity": capacity, "capacity_measure": "mass", "scope": "shared"}
                row = row.model_copy(update=bounds)
            yield _decided(row, decisions) if decided else row


def _lane(start: Place, end: Place, product: str, way: Way, chance: random.Random) -> Lane:
    border = start.country.territory != end.country.territory
    sea = way.mode == "sea"
    return Lane(
        from_site=start.site,
        to_site=end.site,
        mode=way.mode,
        route=way.route,
        product=product,
        cost_per_t=way.cost_per_t,
        insurance=rounded(chance.uniform(0.001, 0.004)),
        transit_days=way.transit_days,
        port_dwell_days=way.waiting_days,
        inspection_share=rounded(chance.uniform(0.01, 0.1)) if border else 0.0,
        inspection_days=round(chance.uniform(2.0, 7.0), 1) if border else 0.0,
        demurrage_per_day=0.1 if border and sea else 0.0,
        shipment_size=rounded(chance.uniform(10.0, 25.0)) if border and sea else None,
        export_tax=0.05 if border and start.stage == "supplier" and start.country.code in _TAXING else 0.0,
        distance_km=way.km,
    )


def _decided(row: Lane, decisions: random.Random) -> Lane:
    """Return a lane with a fixed cost in each quarter in which it is used; some have a least shipment."""
    capacity = row.capacity or 0.0
    changes: dict[str, object] = {"fixed_cost": rounded(capacity * row.cost_per_t * decisions.uniform(0.3, 1.0))}
    if decisions.random() < 0.3:
        changes["min_shipment"] = rounded(capacity * decisions.uniform(0.1, 0.3))
    return row.model_copy(update=changes)


def handling_rows(
    parameters: Parameters, goods: Mapping[str, Good], places: Mapping[str, Place], wiring: Wiring
) -> Iterator[Handling]:
    """Yield what depots can receive."""
    chance = stream(parameters.seed, "depots")
    arriving: dict[str, float] = defaultdict(float)
    worth: dict[str, float] = defaultdict(float)
    for (site, product), quantity in wiring.taken.items():
        if places[site].stage == "depot":
            arriving[site] += quantity
            worth[site] += quantity * goods[product].value
    for depot, quantity in arriving.items():
        fixed = rounded(0.01 * worth[depot])
        yield Handling(
            site=depot,
            capacity=rounded(chance.uniform(1.3, 1.7) * quantity),
            unit_cost=rounded(0.01 * worth[depot] / quantity),
            fixed_cost=fixed if parameters.kind == "mip" else 0.0,
            scope="shared",
        )
