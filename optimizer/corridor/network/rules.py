"""What limits may ask for: which products, and how much of them."""

from __future__ import annotations

import math
from collections.abc import Mapping

from corridor.network.calendar import Calendar
from corridor.schema.filter_language import parse
from corridor.schema.goods import Capability, Product
from corridor.schema.moving import Lane, Limit
from corridor.schema.places import Site
from corridor.schema.supply import Offer, Value
from corridor.tables.tables import Model

_MOST_FACTOR = 20.0
"""[1] Shares nearer to 0 or 1 than this leaves ask for more than any bound is worth."""


def asked_by_limits(model: Model, products: Mapping[str, Product], calendar: Calendar) -> dict[str, float]:
    """[unit] Return, for each product that a limit may ask for, how much at most over the horizon.

    What shares ask for depends on what they compare: `share_rules`.
    """
    found: dict[str, float] = {}
    sites = len(model.tables[Site])
    for limit in model.tables[Limit]:
        asked = _amount(limit, calendar, sites)
        if asked > 0:
            # One instance for each value of an attribute: never more than there are sites and offers.
            times = sites + len(model.tables[Offer]) if limit.attribute_by else 1
            for product in _named(limit.of, products):
                amount = times * asked / _least_measure(model, limit, products[product])
                found[product] = found.get(product, 0.0) + amount
    return found


def share_rules(model: Model, products: Mapping[str, Product]) -> tuple[tuple[frozenset[str], float], ...]:
    """Return (products that a limit by share compares, most of one of them that it asks for per unit of all).

    A least share s of the whole needs s / (1 - s) of the rest; a largest share s needs (1 - s) / s of the part.
    """
    found = []
    for limit in model.tables[Limit]:
        if limit.form == "share" and limit.within:
            compared = frozenset(_named(limit.of, products) | _named(limit.within, products))
            least, most = limit.lower or 0.0, limit.upper
            factor = max(
                least / (1.0 - least) if least < 1.0 else _MOST_FACTOR,
                (1.0 - most) / most if most else 0.0,
            )
            found.append((compared, min(factor, _MOST_FACTOR)))
    return tuple(found)


def _amount(limit: Limit, calendar: Calendar, sites: int) -> float:
    """[measure] Return what a limit asks for in all its windows; a count asks for its threshold at each site."""
    if limit.form == "share":
        return 0.0
    asked = limit.threshold * sites if limit.form == "count" else (limit.lower or 0.0)
    return asked * math.fsum(calendar.prorate(limit.per, group) for group in calendar.windows(limit.per).values())


def _least_measure(model: Model, limit: Limit, product: Product) -> float:
    """[measure / unit] Return the least that a unit of a product counts; inf where it cannot count."""
    if limit.form == "count" or limit.measure == "quantity":
        return 1.0
    if limit.measure == "mass":
        return (product.mass_kg or 0.0) / 1000.0 or math.inf
    prices = [row.unit_cost for row in model.tables[Offer] if row.product == product.product]
    prices += [row.customs_value for row in model.tables[Offer] if row.customs_value is not None]
    prices += [row.transaction_value for row in model.tables[Value] if row.product == product.product]
    if limit.measure == "cost":
        prices += [row.unit_cost for row in model.tables[Lane]] + [row.unit_cost for row in model.tables[Capability]]
    return min((price for price in prices if price > 0), default=math.inf)


def _named(text: str, products: Mapping[str, Product]) -> set[str]:
    """Return the products that a filter lets through."""
    chosen = set(products)
    for condition in parse(text).conditions:
        if condition.column == "product":
            hit = {code for code in chosen if code in condition.values}
        elif condition.column == "group":
            hit = {code for code in chosen if (products[code].group or "") in condition.values}
        else:
            continue
        chosen = chosen - hit if condition.negated else hit
    return chosen
