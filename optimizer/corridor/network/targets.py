"""Where goods are of use, or can end: what the backward search of the network starts from."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from corridor.network.lookups import Lookups
from corridor.network.rules import asked_by_limits
from corridor.network.states import State
from corridor.network.uses import demand_use
from corridor.schema.row import EACH
from corridor.schema.supply import Stock

Spot = tuple[str, str, State]


def targets(
    lookups: Lookups, uses: Mapping[str, frozenset[str]], spots: Mapping[Spot, int]
) -> Iterator[tuple[Spot, int]]:
    """Yield the spots where goods are of use or can end, with the last period in which they are.

    Of use: for demand, a required stock, a closing value, or a limit with a lower bound. Goods that may be left over
    (by-products, lots, least purchases, runs and shipments) can end wherever they may be stored or disposed of.
    """
    last = len(lookups.calendar) - 1
    ends: dict[tuple[str, str, str], int] = {}
    for site, product, end_use, t, row in lookups.demands:
        if row.quantity > 0:
            key = (site, product, demand_use(product, end_use, uses))
            ends[key] = max(t, ends.get(key, -1))
    asked = asked_by_limits(lookups.model, lookups.products, lookups.calendar)
    left_over = products_left_over(lookups)
    to_the_end: dict[tuple[str, str], bool] = {}
    for spot in sorted(spots):
        site, product, state = spot
        end = ends.get((site, product, state.end_use)) if not state.offer else None
        if (site, product) not in to_the_end:
            rules = [rule for t in range(last + 1) if (rule := lookups.stock_rule(site, product, t)) is not None]
            wanted = any(rule.min_quantity > 0 for rule in rules) or lookups.closing_pays(site, product)
            storable = any(rule.max_quantity != 0 for rule in rules)
            can_end = storable or lookups.products[product].disposal_cost is not None
            to_the_end[site, product] = wanted or product in asked or (product in left_over and can_end)
        if to_the_end[site, product]:
            end = last
        if end is not None:
            yield spot, end


def products_left_over(lookups: Lookups) -> frozenset[str]:
    """Return the products of which a plan may have more than it needs, and what can be made of them."""
    found = {line.product for line in lookups.recipe_lines if line.role == "byproduct"}
    for offer in lookups.offers.values():
        if offer.order_multiple or offer.order_minimum or offer.min_quantity or offer.unit_cost < 0:
            found.add(offer.product)
    for way, named in lookups.lanes_by_way.items():
        for product in lookups.products if "*" in named else named:
            lanes = (lookups.lane(way, product, t) for t in range(len(lookups.calendar)))
            if any(lane is not None and lane.min_shipment > 0 for lane in lanes):
                found.add(product)
    found |= _late(lookups)
    runs = {process for _, process in lookups.least_runs}
    found |= {line.product for line in lookups.recipe_lines if line.role == "output" and line.process in runs}
    found |= {product for _, product in lookups.stocked}
    for row in lookups.model.tables[Stock]:
        if row.min_quantity > 0:  # A reserve may spoil, or be needed in one period and be in the way in the next.
            found |= set(lookups.products) if row.product == EACH else {row.product}
    makes: dict[str, set[str]] = {}
    for line in lookups.recipe_lines:
        makes.setdefault(line.process, set())
        if line.role != "input":
            makes[line.process].add(line.product)
    grown = True
    while grown:
        more = {
            product
            for line in lookups.recipe_lines
            if line.role == "input" and line.product in found
            for product in makes[line.process]
        }
        grown = not more <= found
        found |= more
    return frozenset(found)


def _late(lookups: Lookups) -> set[str]:
    """Return the products that a shipment may bring to a site when nobody wants them and nothing keeps them."""
    found = set()
    for way, named in lookups.lanes_by_way.items():
        for product in lookups.products if "*" in named else named:
            if product in found or lookups.products[product].disposal_cost is not None:
                continue
            for t in range(len(lookups.calendar)):
                arrivals = lookups.arrivals(way, product, t)
                kept = (lookups.stock_rule(way[1], product, later) for later, _ in arrivals)
                if len(arrivals) > 1 and any(rule is None or rule.max_quantity is not None for rule in kept):
                    found.add(product)
    return found
