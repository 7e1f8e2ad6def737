"""Where a product can be at all: what is bought, made or in stock at a site, and where lanes carry it."""

from __future__ import annotations

from collections import defaultdict

from corridor.schema.goods import Capability, Product, RecipeLine
from corridor.schema.moving import Lane
from corridor.schema.places import Site
from corridor.schema.row import EACH
from corridor.schema.supply import Offer, Quote, Stock
from corridor.tables.draft import Draft


def reachable(draft: Draft) -> frozenset[tuple[str, str]]:
    """Return (site, product) pairs that goods can reach; inputs, capacities and time are not looked at."""
    onward: dict[tuple[str, str], set[str]] = defaultdict(set)
    for at in draft[Lane].rows:
        onward[at.row.from_site, at.row.product].add(at.row.to_site)
    found = set(_sources(draft))
    ahead = list(found)
    while ahead:
        site, product = ahead.pop()
        for next_site in onward.get((site, product), set()) | onward.get((site, EACH), set()):
            if (next_site, product) not in found:
                found.add((next_site, product))
                ahead.append((next_site, product))
    return frozenset(found)


def _sources(draft: Draft) -> frozenset[tuple[str, str]]:
    """Return (site, product) pairs at which goods begin."""
    found = {(at.row.site, at.row.product) for at in draft[Offer].rows}
    found |= {(at.row.site, at.row.product) for at in draft[Quote].rows}
    made: dict[str, set[str]] = defaultdict(set)
    for line in draft[RecipeLine].rows:
        if line.row.role != "input":
            made[line.row.process].add(line.row.product)
    for capability in draft[Capability].rows:
        found |= {(capability.row.site, product) for product in made[capability.row.process]}
    sites, products = draft.codes(Site, "site"), draft.codes(Product, "product")
    for stock in draft[Stock].rows:
        if stock.row.opening > 0 or stock.row.in_transit > 0:
            at_sites = sites if stock.row.site == EACH else {stock.row.site}
            of_products = products if stock.row.product == EACH else {stock.row.product}
            found |= {(site, product) for site in at_sites for product in of_products}
    return frozenset(found)
