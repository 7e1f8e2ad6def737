"""Where goods are of use, or can end: what the backward search of the network starts from."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from corridor.network.lookups import Lookups
from corridor.network.rules import asked_by_limits, share_rules
from corridor.network.states import State
from corridor.network.uses import demand_use
from corridor.schema.row import EACH
from corridor.schema.supply import Stock

Spot = tuple[str, str, State]


def targets(
    lookups: Lookups, uses: Mapping[str, frozenset[str]], spots: Mapping[Spot, int], left_over: frozenset[str]
) -> Iterator[tuple[Spot, int]]:
    """Yield the spots where goods are of use or can end, with the last period in which they are.

    Of use: for demand, a required stock, a closing value, or a limit with a lower bound. Goods that may be left over
    (`left_over`: by-products, lots, least purchases, runs and shipments) can end wherever they may be stored or
    disposed of.
    """
    last = len(lookups.calendar) - 1
    ends: dict[tuple[str, str, str], int] = {}
    for site, product, end_use, t, row in lookups.demands:
        if row.quantity > 0:
            key = (site, product, demand_use(product, end_use, uses))
            ends[key] = max(t, ends.get(key, -1))
    asked = asked_by_limits(lookups.model, lookups.products, lookups.calendar)
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
    found = set(asked_by_limits(lookups.model, lookups.products, lookups.calendar))
    for compared, _ in share_rules(lookups.model, lookups.products):
        found |= compared
    # Whatever a process gives beside what is wanted, and what it is run for only because of that.
    beside = {line.process for line in lookups.recipe_lines if line.role == "byproduct"}
    beside |= {process for _, process in lookups.least_runs}
    found |= {line.product for line in lookups.recipe_lines if line.role != "input" and line.process in beside}
    for offer in lookups.offers.values():
        if offer.order_multiple or offer.order_minimum or offer.min_quantity or offer.unit_cost < 0:
            found.add(offer.product)
    found |= _moved_in_excess(lookups)
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


def _moved_in_excess(lookups: Lookups) -> set[str]:
    """Return the products of which a least shipment, or one that arrives in several periods, may bring too much."""
    found: set[str] = set()
    for way, named in lookups.timetables.products.items():
        for product in set(lookups.products if "*" in named else named) - found:
            lanes, arrivals = lookups.timetables.of(way, product)
            late = lookups.products[product].disposal_cost != 0 and any(len(shares) > 1 for shares in arrivals)
            if late or any(lane is not None and lane.min_shipment > 0 for lane in lanes):
                found.add(product)
    return found


def places_to_end(lookups: Lookups, left_over: frozenset[str]) -> frozenset[tuple[str, str]]:
    """Return the (site, product) where goods that are left over may be under way to when the horizon ends."""
    last = len(lookups.calendar) - 1
    found = set()
    for product in left_over:
        for site in lookups.sites:
            rule = lookups.stock_rule(site, product, last)
            storable = rule is not None and rule.max_quantity != 0
            if storable or lookups.products[product].disposal_cost is not None:
                found.add((site, product))
    return frozenset(found)
