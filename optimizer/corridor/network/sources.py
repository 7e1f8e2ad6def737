"""Where goods enter the network: offers and stocks, and in which origin state."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from corridor.network.lookups import Lookups
from corridor.network.states import NO_USE, State
from corridor.schema.row import EACH
from corridor.schema.supply import Offer, Stock

Spot = tuple[str, str, State]


def offer_state(lookups: Lookups, offer: Offer) -> State:
    """Return the origin state of goods bought under an offer, before an end use is declared."""
    origin = offer.np_origin or lookups.country(offer.site)
    bound = offer.offer if offer.destination and offer.destination != offer.site else ""
    return State(origin, offer=bound)


def available_share(lookups: Lookups, offer: Offer, t: int) -> float:
    """[1] Share of period `t` in which an offer can be had; 0 if not at all."""
    calendar = lookups.calendar
    if offer.period not in (EACH, calendar.codes[t]):
        return 0.0
    producer = offer.producer_entity or lookups.sites[offer.site].entity
    if lookups.barred(producer, t) or lookups.site_barred(offer.site, t):
        return 0.0
    if offer.available_from is None:
        return 1.0
    start = max(calendar.begins[t], offer.available_from.toordinal())
    return max(0.0, (calendar.ends[t] - start) / calendar.days(t))


def with_uses(spot: Spot, uses: Mapping[str, frozenset[str]]) -> Iterator[Spot]:
    """Yield a spot once for each end use its product can be declared for."""
    site, product, state = spot
    for use in sorted(uses.get(product, (NO_USE,))):
        yield site, product, state.used_for(use)


def offer_states(lookups: Lookups, uses: Mapping[str, frozenset[str]]) -> Iterator[tuple[Spot, int]]:
    """Yield each spot that an offer supplies and the first period in which it does."""
    for code in sorted(lookups.offers):
        offer = lookups.offers[code]
        for t in range(len(lookups.calendar)):
            if available_share(lookups, offer, t) > 0:
                for spot in with_uses((offer.site, offer.product, offer_state(lookups, offer)), uses):
                    yield spot, t
                break


def stock_state(lookups: Lookups, rule: Stock, site: str, uses: frozenset[str]) -> State:
    """Return the origin state of opening and in-transit goods; `uses` are the end uses of the product."""
    use = next(iter(uses)) if len(uses) == 1 else rule.end_use if rule.end_use in uses else NO_USE
    return State(rule.np_origin or lookups.country(site), end_use=use)


def initial_goods(lookups: Lookups, uses: Mapping[str, frozenset[str]]) -> Iterator[tuple[str, str, State, int, float]]:
    """Yield (site, product, state, period, quantity) of opening stocks and of goods already under way."""
    for site, product in lookups.stocked:
        for t in range(len(lookups.calendar)):
            rule = lookups.stock_rule(site, product, t)
            if rule is None:
                continue
            quantity = rule.opening if t == 0 else 0.0
            if rule.period == lookups.calendar.codes[t] or t == 0:
                quantity += rule.in_transit
            if quantity > 0:
                state = stock_state(lookups, rule, site, uses.get(product, frozenset()))
                yield site, product, state, t, quantity


def opening_states(lookups: Lookups, uses: Mapping[str, frozenset[str]]) -> Iterator[tuple[Spot, int]]:
    """Yield each spot that opening or in-transit goods reach, and when."""
    for site, product, state, t, _ in initial_goods(lookups, uses):
        yield (site, product, state), t
