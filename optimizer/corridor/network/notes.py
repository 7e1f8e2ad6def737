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
    """Return what had to be assumed to price the network."""
    notes = []
    for site, product in sorted(pricing.assumed):
        notes.append(
            Fault(
                "values",
                None,
                "transaction_value",
                "",
                f"{site}, {product}",
                "no agreed price: the dearest offer at the site is taken as the value",
                "Add a row to table values.",
                Severity.NOTE,
            )
        )
    for seller, buyer, product in sorted(pricing.unknown):
        where = f"{product} at {seller}" if seller == buyer else f"{product} from {seller} to {buyer}"
        notes.append(
            Fault(
                "values",
                None,
                "transaction_value",
                "",
                where,
                "no value is known: the cost of capital on these goods is left at 0",
                "Add a row to table values.",
                Severity.NOTE,
            )
        )
    for site, product, quantity in stores.unused:
        notes.append(
            Fault(
                "stocks",
                None,
                "opening",
                "",
                f"{quantity:g} of {product} at {site}",
                "these goods can serve no demand: the plan stores or disposes of them",
                "Check lanes, recipes and end use, or remove the row.",
                Severity.WARNING,
            )
        )
    for site, product, period, quantity in stores.missing:
        notes.append(
            Fault(
                "stocks",
                None,
                "min_quantity",
                "",
                f"{quantity:g} of {product} at {site} in {period}",
                "no goods can be in stock there by then: no plan meets this least stock",
                "Name the sites and products it holds for, allow storage, or give opening stock.",
                Severity.ERROR,
            )
        )
    plain = sorted(code for code, offer in lookups.offers.items() if offer.np_origin is None)
    if plain:
        notes.append(
            Fault(
                "offers",
                None,
                "np_origin",
                "",
                ", ".join(plain[:10]) + (" ..." if len(plain) > 10 else ""),
                f"{len(plain)} offer(s) state no origin: the country of the site is assumed",
                "Fill in np_origin.",
                Severity.NOTE,
            )
        )
    return notes


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
