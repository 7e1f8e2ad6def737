"""What the expansion found wrong or had to assume, as located faults."""

from __future__ import annotations

import math

from corridor.errors import Fault, Severity
from corridor.network.choices import Choices
from corridor.network.claims import Claims
from corridor.network.lookups import Lookups
from corridor.network.network import Network
from corridor.network.origin_values import OriginValues
from corridor.network.pricing import Pricing
from corridor.network.schemes import Schemes
from corridor.network.stores import StoreRows
from corridor.schema.elections import Election


def unbounded(network: Network) -> list[Fault]:
    """Return a fault for every switched capacity that nothing bounds."""
    faults = []
    families = {
        "capabilities": network.process_loads,
        "handling": network.depot_loads,
        "lanes": network.lane_loads,
        "offers": network.offer_loads,
        **{f"limits ({t})": loads for t, loads in network.count_loads.items()},
        "elections": network.elections.claims,
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
    tests = network.elections.tests
    for election, most in zip(tests["election"].tolist(), tests["most"].tolist(), strict=True):
        if math.isinf(most):
            rule = "what is averaged needs a bound, and neither capacities nor demand give one"
            remedy = "Give the capabilities of the site a capacity (or a closing_limit where closing_value is set)."
            faults.append(Fault("elections", None, "products", "", election, rule, remedy, Severity.ERROR))
    return sorted(set(faults))


def mixed_inputs(choices: Choices) -> list[Fault]:
    """Return what cannot satisfy a rule because a site mixes its inputs."""
    rule = "the site mixes what it makes this product of, and the rule wants inputs kept apart: it satisfies nothing"
    remedy = "Keep inputs apart (custody: segregated), or state what custody the rule admits."
    return [
        Fault("custody", None, "mode", "", f"{product} made at {site} under {scheme}", rule, remedy, Severity.WARNING)
        for scheme, site, product in sorted(choices.mixed)
    ]


def strange_elections(schemes: Schemes) -> list[Fault]:
    """Return elections under a scheme that the plan knows no goods to qualify under: they average nothing."""
    rule = "the plan claims under no such agreement, and no demand or credit asks for such a content rule"
    remedy = "Write an agreement that model.yaml names (agreements), or a content rule; or remove the row."
    return [
        Fault("elections", None, "scheme", "", row.scheme, rule, remedy, Severity.WARNING)
        for row in schemes.lookups.model.tables[Election]
        if row.scheme not in schemes.codes
    ]


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


def unvalued(values: OriginValues) -> list[Fault]:
    """Return a fault for every value that a test of origin needs and no table gives.

    Goods without a value pass no test that allows a share of it; a material without one would pass every test.
    """
    told = (
        (values.outputs_missing, "and no table gives it: no content is allowed, as if it were 0", Severity.WARNING),
        (values.missing, "and no table gives it", Severity.ERROR),
    )
    remedy = "State it in table values (seller, buyer, product), or leave the agreement out of model.yaml: agreements."
    return [
        Fault("values", None, basis, "", what, f"a test of origin needs this value, {rule}", remedy, severity)
        for missing, rule, severity in told
        for (_, _, basis), what in sorted(missing.items())
    ]


def unpriced_proofs(claims: Claims) -> list[Fault]:
    """Return proofs of origin whose cost could not be counted."""
    size = "a proof of origin is paid per shipment, and some lanes give no shipment_size: it is left out there"
    rate = "proofs of origin are priced in this currency, and no exchange rate is given: they are left out"
    faults = [
        Fault("fx", None, "rate", "", one, rate, "Add a row to table fx.", Severity.WARNING)
        for one in sorted(claims.without_rate)
    ]
    if claims.without_size:
        names = ", ".join(sorted(claims.without_size))
        faults.append(
            Fault("lanes", None, "shipment_size", "", names, size, "Give lanes.shipment_size.", Severity.NOTE)
        )
    return faults


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
