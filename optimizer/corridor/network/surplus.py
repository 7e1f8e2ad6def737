"""What the tables ask for: demand, stocks that are required or pay, lots, least runs and shipments, limits."""

from __future__ import annotations

import math
from collections import defaultdict

from corridor.network.lookups import Lookups
from corridor.network.reach import Reach
from corridor.network.rules import asked_by_limits
from corridor.schema.custody import Custody
from corridor.schema.elections import Election
from corridor.schema.goods import Product
from corridor.schema.moving import Limit
from corridor.schema.row import EACH
from corridor.schema.supply import Stock


def demanded(lookups: Lookups, product: str) -> float:
    """[unit] Return the demand for a product over the horizon."""
    return math.fsum(
        row.quantity * lookups.calendar.prorate(row.per, (t,))
        for _, wanted, _, t, row in lookups.demands
        if wanted == product
    )


def only_demand_decides(lookups: Lookups, reach: Reach) -> bool:
    """Whether nothing but demand makes a plan carry goods: then no plan needs more than demand and its inputs.

    By-products, lots, least quantities, stocks that are required, there or pay, prices below zero, shelf lives,
    shipments that arrive in several periods, limits that ask for something or compare, and averages that goods nobody
    needs may improve all can make it carry more.
    """
    last = len(lookups.calendar) - 1
    spots = {spot[:2] for spot in reach.earliest}
    return not (
        any(kind.alternative.byproducts for kind in reach.lots)
        or _arrives_in_parts(lookups, reach)
        or _improves_averages(lookups)
        or any(quantity > 0 for quantity in _forced(lookups, reach).values())
        or any(offer.unit_cost < 0 for offer in lookups.offers.values())
        or any(limit.form != "total" or (limit.lower or 0.0) > 0 for limit in lookups.model.tables[Limit])
        or any(lookups.closing_value(*spot) > 0 for spot in spots)
        or any(
            rule is not None and (rule.min_quantity > 0 or rule.shelf_life_days is not None)
            for site, product in spots
            for t in range(last + 1)
            for rule in [lookups.stock_rule(site, product, t)]
        )
    )


def _improves_averages(lookups: Lookups) -> bool:
    """Whether goods that nobody needs may be made to improve an average or the books, and got rid of or kept."""
    tables = lookups.model.tables
    ends = tables[Stock] or any(row.disposal_cost is not None for row in tables[Product])
    balanced = any(row.mode == "mass_balance" for row in tables[Custody])
    return bool((tables[Election] or balanced) and ends)


def _arrives_in_parts(lookups: Lookups, reach: Reach) -> bool:
    """Whether some shipment arrives in parts, one of them of use: then more may be sent than is of use."""
    for spot, way, target in reach.moves:
        _, arrivals = lookups.timetables.of(way, spot[1])
        for t in range(reach.earliest[spot], reach.latest[spot] + 1):
            if any(share < 1.0 and period <= reach.latest[target] for period, share in arrivals[t]):
                return True
    return False


def asks(lookups: Lookups, reach: Reach) -> dict[str, float]:
    """[unit] Return by product what the tables ask for or force, in all periods together; inf where that has no end."""
    calendar = lookups.calendar
    total = defaultdict(float, _forced(lookups, reach))
    for product, quantity in asked_by_limits(lookups.model, lookups.products, calendar).items():
        total[product] += quantity
    for _, product, _, t, row in lookups.demands:
        total[product] += row.quantity * calendar.prorate(row.per, (t,))
    for offer in lookups.offers.values():
        if offer.unit_cost < 0:  # Whoever pays for taking goods away has no end of takers.
            times = math.fsum(calendar.prorate(offer.per, group) for group in calendar.windows(offer.per).values())
            total[offer.product] += math.inf if offer.max_quantity is None else offer.max_quantity * times
    last = len(calendar) - 1
    for site, product in sorted({spot[:2] for spot in reach.earliest}):
        for t in range(last + 1):
            rule = lookups.stock_rule(site, product, t)
            total[product] += 0.0 if rule is None else rule.min_quantity
        if lookups.closing_pays(site, product):
            limit = lookups.stock_rule(site, product, last)
            total[product] += math.inf if limit is None or limit.closing_limit is None else limit.closing_limit
    cover = 1.0 + _most_cover(lookups, reach)
    return {product: quantity * cover for product, quantity in total.items()}


def _most_cover(lookups: Lookups, reach: Reach) -> float:
    """[1] Return the most closing stock that is credited per unit of the last period's use."""
    last = len(lookups.calendar) - 1
    rules = (lookups.stock_rule(site, product, last) for site, product in {spot[:2] for spot in reach.earliest})
    return max(
        (
            rule.closing_cover_days / lookups.calendar.days(last)
            for rule in rules
            if rule is not None and rule.closing_value > 0 and rule.closing_cover_days is not None
        ),
        default=0.0,
    )


def _forced(lookups: Lookups, reach: Reach) -> dict[str, float]:
    """[unit] Return by product what lots, least purchases, runs and shipments, and opening goods may force."""
    calendar = lookups.calendar
    periods = range(len(calendar))
    own: dict[str, float] = defaultdict(float)
    for _, offer in sorted(lookups.offers.items()):
        lump = offer.order_minimum * offer.orders_per_period
        if offer.order_multiple is not None:  # The least order is a whole number of multiples.
            lump = max(1, math.ceil(lump / offer.order_multiple)) * offer.order_multiple
        own[offer.product] += lump * len(calendar)
        windows = calendar.windows(offer.per).values()
        own[offer.product] += offer.min_quantity * math.fsum(calendar.prorate(offer.per, group) for group in windows)
    for site, process, output in sorted(
        {(kind.site, kind.alternative.process, kind.alternative.output) for kind in reach.lots}
    ):
        for t in periods:
            row = lookups.capabilities.find(site, process, calendar.codes[t])
            own[output] += 0.0 if row is None else row.min_run * calendar.prorate(row.per, (t,))
    for way in sorted(lookups.timetables.least_shipments):
        named = lookups.timetables.products[way]
        for product in sorted(lookups.products if EACH in named else named):
            mass = (lookups.products[product].mass_kg or 0.0) / 1000.0
            for lane in lookups.timetables.of(way, product)[0]:
                if lane is not None and lane.min_shipment > 0:
                    unit = mass if lane.capacity_measure == "mass" else 1.0
                    own[product] += lane.min_shipment / unit if unit > 0 else math.inf
    for site, product in lookups.stocked:
        for t in periods:
            rule = lookups.stock_rule(site, product, t)
            own[product] += 0.0 if rule is None else rule.opening + rule.in_transit
    return dict(own)
