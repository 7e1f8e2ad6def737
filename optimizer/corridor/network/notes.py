"""What the expansion found wrong or had to assume, as located faults."""

from __future__ import annotations

import math

from corridor.errors import Fault, Severity
from corridor.network.lookups import Lookups
from corridor.network.network import Network
from corridor.network.pricing import Pricing
from corridor.network.stores import StoreRows


def unbounded(network: Network) -> list[Fault]:
    """Return a fault for every switched capacity that nothing bounds."""
    faults = []
    families = {
        "capabilities": network.process_loads,
        "handling": network.depot_loads,
        "lanes": network.lane_loads,
        "offers": network.offer_loads,
        **{f"limits ({t})": loads for t, loads in network.count_loads.items()},
    }
    for table, loads in families.items():
        for load, capacity in zip(loads.upper["load"], loads.upper["capacity"], strict=True):
            if math.isinf(capacity):
                subject = str(loads.rows["subject"][load])
                faults.append(
                    Fault(
                        table,
                        None,
                        "capacity",
                        "",
                        subject,
                        "an open/closed decision needs a capacity, and neither the table nor demand bounds it",
                        "Give a capacity (or a closing_limit or closing_cover_days where closing_value is set).",
                        Severity.ERROR,
                    )
                )
    return sorted(set(faults))


def assumptions(pricing: Pricing, stores: StoreRows, lookups: Lookups) -> list[Fault]:
    """Return what had to be assumed to price the network, and stocks that contradict themselves."""
    return [*_values(pricing), *_stocks(stores), *_origins(lookups)]


def _values(pricing: Pricing) -> list[Fault]:
    """Return the values that were taken from an offer or left at 0."""
    remedy = "Add a row to table values."
    assumed = "no agreed price: the dearest offer at the site is taken as the value"
    unknown = "no value is known: the cost of capital on these goods is left at 0"
    told = [(f"{site}, {product}", assumed) for site, product in sorted(pricing.assumed)]
    for seller, buyer, product in sorted(pricing.unknown):
        where = f"{product} at {seller}" if seller == buyer else f"{product} from {seller} to {buyer}"
        told.append((where, unknown))
    return [Fault("values", None, "transaction_value", "", where, rule, remedy, Severity.NOTE) for where, rule in told]


def _stocks(stores: StoreRows) -> list[Fault]:
    """Return opening goods that serve nothing, and least stocks that nothing can reach."""
    useless = "these goods can serve no demand: the plan stores or disposes of them"
    check = "Check lanes, recipes and end use, or remove the row."
    faults = [
        Fault("stocks", None, "opening", "", f"{quantity:g} of {product} at {site}", useless, check, Severity.WARNING)
        for site, product, quantity in stores.unused
    ]
    empty = "no goods can be in stock there by then: no plan meets this least stock"
    allow = "Name the sites and products it holds for, allow storage, or give opening stock."
    for site, product, period, quantity in stores.missing:
        where = f"{quantity:g} of {product} at {site} in {period}"
        faults.append(Fault("stocks", None, "min_quantity", "", where, empty, allow, Severity.ERROR))
    return faults


def _origins(lookups: Lookups) -> list[Fault]:
    """Return offers whose origin was taken from their site."""
    plain = sorted(code for code, offer in lookups.offers.items() if offer.np_origin is None)
    if not plain:
        return []
    names = ", ".join(plain[:10]) + (" ..." if len(plain) > 10 else "")
    rule = f"{len(plain)} offer(s) state no origin: the country of the site is assumed"
    return [Fault("offers", None, "np_origin", "", names, rule, "Fill in np_origin.", Severity.NOTE)]


def stranded(network: Network) -> list[Fault]:
    """Return a fault for opening goods that can go nowhere."""
    live = set(network.live_nodes)
    columns = network.nodes[["product", "site", "period", "supply"]].itertuples(index=False, name=None)
    return [
        Fault(
            "stocks",
            None,
            "opening",
            "",
            f"{supply:g} of {product} at {site} in {period}",
            "these goods can be neither shipped, used, delivered, stored nor disposed of",
            "Allow storage (table stocks) or give products.disposal_cost.",
            Severity.ERROR,
        )
        for number, (product, site, period, supply) in enumerate(columns)
        if supply > 0 and number not in live
    ]
