"""What limits with a lower bound may ask for: which products, and how much of them."""

from __future__ import annotations

import math
from collections.abc import Mapping

from corridor.network.calendar import Calendar
from corridor.schema.filter_language import parse
from corridor.schema.goods import Product
from corridor.schema.moving import Limit
from corridor.schema.places import Site
from corridor.schema.supply import Offer, Value
from corridor.tables.tables import Model

_NOTHING = 1e-300
"""[measure / unit] Stands for no measure: divided by it, any bound is beyond every quantity."""


def asked_by_limits(model: Model, products: Mapping[str, Product], calendar: Calendar) -> dict[str, float]:
    """[unit] Return, for each product a lower bound may ask for, how much at most over the horizon.

    inf for costs, and for values and masses of products that have none; what shares ask for depends on the
    whole: `share_floors`.
    """
    found: dict[str, float] = {}
    for limit in model.tables[Limit]:
        if limit.lower is not None and limit.lower > 0:
            # One instance for each value of an attribute: never more than there are sites and offers.
            times = len(model.tables[Site]) + len(model.tables[Offer]) if limit.attribute_by else 1
            for product in _named(limit.of, products):
                amount = times * _amount(limit, limit.lower, calendar) / _least_measure(model, limit, products[product])
                found[product] = found.get(product, 0.0) + amount
    return found


def share_floors(
    model: Model, products: Mapping[str, Product], calendar: Calendar
) -> tuple[tuple[frozenset[str], frozenset[str], float], ...]:
    """Return (products of the part, products of the whole, part per rest of the whole) of every least share.

    A part of at least share s asks for s / (1 - s) of the rest; a stock counts once in each period.
    """
    found = []
    for limit in model.tables[Limit]:
        if limit.form == "share" and limit.measure == "quantity" and limit.lower and limit.lower < 1 and limit.within:
            times = len(calendar) if parse(limit.within).table == "stocks" else 1
            factor = limit.lower / (1.0 - limit.lower) * times
            part, whole = _named(limit.of, products), _named(limit.within, products)
            found.append((frozenset(part), frozenset(whole), factor))
    return tuple(found)


def _amount(limit: Limit, lower: float, calendar: Calendar) -> float:
    """[measure] Return what a lower bound asks for in all its windows together."""
    if limit.form == "count":
        lower *= limit.threshold
    elif limit.form == "share":
        return 0.0 if limit.measure == "quantity" else math.inf
    windows = calendar.windows(limit.per).values()
    return lower * math.fsum(calendar.prorate(limit.per, group) for group in windows)


def _least_measure(model: Model, limit: Limit, product: Product) -> float:
    """[measure / unit] Return the least that a unit of a product counts; a tiny number where it may be nothing."""
    if limit.form == "count" or limit.measure == "quantity":
        return 1.0
    if limit.measure == "mass":
        return (product.mass_kg or 0.0) / 1000.0 or _NOTHING
    if limit.measure == "value":
        prices = [row.unit_cost for row in model.tables[Offer] if row.product == product.product]
        prices += [row.customs_value for row in model.tables[Offer] if row.customs_value is not None]
        prices += [row.transaction_value for row in model.tables[Value] if row.product == product.product]
        return min((price for price in prices if price > 0), default=_NOTHING)
    return _NOTHING


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
