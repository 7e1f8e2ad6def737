"""What can make a plan carry more of a product than its users need: lumps, required stocks, rules with lower bounds."""

from __future__ import annotations

import math
from collections import defaultdict
from itertools import pairwise

from corridor.network.lookups import Lookups
from corridor.network.reach import Reach
from corridor.network.rules import asked_by_limits
from corridor.network.targets import products_left_over
from corridor.schema.row import EACH


def asked_for(lookups: Lookups, reach: Reach, product: str) -> float:
    """[unit] Return demand, and stocks that are required or pay at the end; inf where a rule may ask for any amount."""
    if any(offer.product == product and offer.unit_cost < 0 for offer in lookups.offers.values()):
        return math.inf  # Whoever pays for taking goods away has no end of takers.
    calendar = lookups.calendar
    total = asked_by_limits(lookups.model, lookups.products, calendar).get(product, 0.0)
    total += math.fsum(
        row.quantity * calendar.prorate(row.per, (t,)) for _, wanted, _, t, row in lookups.demands if wanted == product
    )
    last = len(calendar) - 1
    for site in sorted({spot[0] for spot in reach.earliest if spot[1] == product}):
        rules = [rule for t in range(last + 1) if (rule := lookups.stock_rule(site, product, t)) is not None]
        total += math.fsum(rule.min_quantity for rule in rules)
        if lookups.closing_pays(site, product):
            limit = lookups.stock_rule(site, product, last)
            total += math.inf if limit is None or limit.closing_limit is None else limit.closing_limit
    return total


def lumps(lookups: Lookups, reach: Reach) -> dict[str, float]:
    """[unit] Return by product what lots, least purchases, runs and shipments, and opening goods may force."""
    calendar = lookups.calendar
    periods = range(len(calendar))
    own: dict[str, float] = defaultdict(float)
    for _, offer in sorted(lookups.offers.items()):
        lump = max(offer.order_minimum * offer.orders_per_period, offer.order_multiple or 0.0)
        own[offer.product] += lump * len(calendar)
        windows = calendar.windows(offer.per).values()
        own[offer.product] += offer.min_quantity * math.fsum(calendar.prorate(offer.per, group) for group in windows)
    for site, process, output in sorted(
        {(kind.site, kind.alternative.process, kind.alternative.output) for kind in reach.lots}
    ):
        for t in periods:
            row = lookups.capabilities.find(site, process, calendar.codes[t])
            own[output] += 0.0 if row is None else row.min_run * calendar.prorate(row.per, (t,))
    for way, named in sorted(lookups.lanes_by_way.items()):
        for product in sorted(lookups.products if EACH in named else named):
            mass = (lookups.products[product].mass_kg or 0.0) / 1000.0
            for t in periods:
                lane = lookups.lane(way, product, t)
                if lane is not None and lane.min_shipment > 0:
                    unit = mass if lane.capacity_measure == "mass" else 1.0
                    own[product] += lane.min_shipment / unit if unit > 0 else math.inf
    for site, product in lookups.stocked:
        for t in periods:
            rule = lookups.stock_rule(site, product, t)
            own[product] += 0.0 if rule is None else rule.opening + rule.in_transit
    for site, product in sorted({spot[:2] for spot in reach.earliest}):
        rules = [lookups.stock_rule(site, product, t) for t in periods]
        for rule, later in pairwise(rules):
            if rule is not None:  # A reserve that spoils, or that the next period does not ask for, is left over.
                kept = 0.0 if later is None or rule.shelf_life_days is not None else later.min_quantity
                own[product] += max(0.0, rule.min_quantity - kept)
    return dict(own)


def flushed(lookups: Lookups, reach: Reach) -> frozenset[str]:
    """Return the products of which a plan may send more than it has too much of, to be rid of that in time.

    Where only a part of a period lies within a shelf life, only that part of what leaves in it leaves in time. What
    nobody wants and costs something to dispose of may take other goods along, from site to site.
    """
    calendar = lookups.calendar
    left_over = {code for code in products_left_over(lookups) if lookups.products[code].disposal_cost != 0}
    found = set()
    for site, product in {spot[:2] for spot in reach.earliest if spot[1] in left_over}:
        for t in range(len(calendar)):
            rule = lookups.stock_rule(site, product, t)
            for begin in (calendar.begins[t], calendar.ends[t]):
                shares = None if rule is None else calendar.shares_within(begin, rule.shelf_life_days)
                if any(share < 1.0 for _, share in shares or ()):
                    found.add(product)
    return frozenset(found)
