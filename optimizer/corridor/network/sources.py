"""Where goods enter the network: offers and stocks, and in which origin state."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from corridor.network.lookups import Lookups
from corridor.network.needs import Wanted
from corridor.network.schemes import Schemes
from corridor.network.states import NO_USE, State
from corridor.schema.row import EACH
from corridor.schema.supply import Offer, Stock

Spot = tuple[str, str, State]


def offer_state(schemes: Schemes, wanted: Wanted, offer: Offer, t: int) -> State:
    """Return the origin state of goods bought under an offer in period `t`, before an end use is declared."""
    origin = offer.np_origin or schemes.lookups.country(offer.site)
    bound = offer.offer if offer.destination and offer.destination != offer.site else ""
    state = State(origin, offer=bound, statuses=schemes.declared(offer, t))
    return wanted.projected(state, offer.site, offer.product)


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


def offer_states(schemes: Schemes, wanted: Wanted, uses: Mapping[str, frozenset[str]]) -> Iterator[tuple[Spot, int]]:
    """Yield each spot that an offer supplies and the first period in which it does."""
    lookups = schemes.lookups
    for code in sorted(lookups.offers):
        offer = lookups.offers[code]
        seen: set[State] = set()
        for t in range(len(lookups.calendar)):
            if available_share(lookups, offer, t) > 0:
                state = offer_state(schemes, wanted, offer, t)
                if state not in seen:
                    seen.add(state)
                    for spot in with_uses((offer.site, offer.product, state), uses):
                        yield spot, t


def stock_state(schemes: Schemes, rule: Stock, site: str, uses: frozenset[str]) -> State:
    """Return the origin state of opening and in-transit goods; `uses` are the end uses of the product."""
    use = next(iter(uses)) if len(uses) == 1 else rule.end_use if rule.end_use in uses else NO_USE
    origin = rule.np_origin or schemes.lookups.country(site)
    return State(origin, end_use=use, statuses=schemes.known_of(rule, origin))


def declared_anywhere(schemes: Schemes) -> Iterator[tuple[tuple[str, str], frozenset[str]]]:
    """Yield the agreements that goods bought, or there from the start, can have a status under, by (site, product)."""
    lookups = schemes.lookups
    for offer in lookups.offers.values():
        found = {one.agreement for t in range(len(lookups.calendar)) for one in schemes.declared(offer, t)}
        yield (offer.site, offer.product), frozenset(found)
    for site, product in lookups.stocked:
        for t in range(len(lookups.calendar)):
            rule = lookups.stock_rule(site, product, t)
            if rule is not None and (rule.originating_under or rule.complies_with):
                origin = rule.np_origin or lookups.country(site)
                yield (site, product), frozenset(one.agreement for one in schemes.known_of(rule, origin))


def initial_goods(schemes: Schemes, uses: Mapping[str, frozenset[str]]) -> Iterator[tuple[str, str, State, int, float]]:
    """Yield (site, product, state, period, quantity) of opening stocks and of goods already under way."""
    lookups = schemes.lookups
    for site, product in lookups.stocked:
        for t in range(len(lookups.calendar)):
            rule = lookups.stock_rule(site, product, t)
            if rule is None:
                continue
            quantity = rule.opening if t == 0 else 0.0
            if rule.period == lookups.calendar.codes[t] or t == 0:
                quantity += rule.in_transit
            if quantity > 0:
                state = stock_state(schemes, rule, site, uses.get(product, frozenset()))
                yield site, product, state, t, quantity


def opening_states(schemes: Schemes, uses: Mapping[str, frozenset[str]]) -> Iterator[tuple[Spot, int]]:
    """Yield each spot that opening or in-transit goods reach, and when."""
    for site, product, state, t, _ in initial_goods(schemes, uses):
        yield (site, product, state), t
