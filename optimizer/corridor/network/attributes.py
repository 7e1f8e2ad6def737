"""What a limit's filter may ask of each variable, and the weights its measures sum."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pandas as pd

from corridor.network.arcs import Arc
from corridor.network.buying import Purchase
from corridor.network.lookups import Lookups
from corridor.network.making import Lot
from corridor.network.pricing import Pricing
from corridor.network.stores import Holding
from corridor.network.wanted import Handover
from corridor.schema.moving import Limit

_COSTS = ("freight", "insurance", "export_tax", "duty", "fees", "claim_cost", "carrying")
"""Columns of arcs that measure `cost` sums."""


def origin_of(label: str) -> str:
    """Return the common origin in a state label (before `+`, `~`, `/` and `@`)."""
    for mark in "+~/@":
        label = label.split(mark)[0]
    return label


def limit_frames(
    lookups: Lookups,
    arcs: Sequence[Arc],
    purchases: Sequence[Purchase],
    lots: Sequence[Lot],
    handovers: Sequence[Handover],
    holdings: Sequence[Holding],
    pricing: Pricing,
) -> dict[str, pd.DataFrame]:
    """Return one line per variable, by table; empty where the model has no limits."""
    if not lookups.model.tables[Limit]:
        return {}
    number = {code: t for t, code in enumerate(lookups.calendar.codes)}
    bought = _placed(lookups, pd.DataFrame(purchases, columns=Purchase._fields))
    made = _placed(lookups, pd.DataFrame(lots, columns=Lot._fields))
    delivered = _placed(lookups, pd.DataFrame(handovers, columns=Handover._fields))
    delivered["t"] = [number[row.period] for row in handovers]
    stored = _placed(lookups, pd.DataFrame(holdings, columns=Holding._fields))
    return {
        "flows": _flows(lookups, pd.DataFrame(arcs, columns=Arc._fields)),
        "purchases": bought.assign(
            owner=bought["offer"].map(_makers(lookups)), value=bought["unit_cost"], cost=bought["unit_cost"]
        ),
        "production": made.assign(
            owner=made["site"].map(_owners(lookups)), value=_in_stock(pricing, made), cost=made["unit_cost"]
        ),
        "deliveries": delivered.assign(value=_in_stock(pricing, delivered)),
        "stocks": stored.assign(value=_in_stock(pricing, stored)),
    }


def _flows(lookups: Lookups, arcs: pd.DataFrame) -> pd.DataFrame:
    """Return what a filter may ask of shipments."""
    countries = {site: lookups.country(site) for site in lookups.sites}
    return arcs.assign(
        **_goods(lookups, arcs["product"]),
        from_country=arcs["from_site"].map(countries),
        to_country=arcs["to_site"].map(countries),
        owner=arcs["from_site"].map(_owners(lookups)),
        value=arcs["transaction_value"],
        cost=sum(arcs[line] for line in _COSTS),
    )


def _placed(lookups: Lookups, rows: pd.DataFrame) -> pd.DataFrame:
    """Return what a filter may ask of anything that happens at one site."""
    return rows.assign(
        **_goods(lookups, rows["product"]),
        country=rows["site"].map({site: lookups.country(site) for site in lookups.sites}),
        np_origin=rows["state"].map({label: origin_of(label) for label in rows["state"].unique()}),
    )


def _goods(lookups: Lookups, products: pd.Series) -> dict[str, Any]:
    """Return the group of products and the weights of a unit."""
    known = lookups.products.values()
    return {
        "group": products.map({row.product: row.group or "" for row in known}),
        "quantity": 1.0,
        "mass": products.map({row.product: (row.mass_kg or 0.0) / 1000.0 for row in known}),
    }


def _in_stock(pricing: Pricing, rows: pd.DataFrame) -> list[float]:
    """[money / unit] Return what a unit is worth where it is."""
    places = zip(rows["site"], rows["product"], rows["t"].tolist(), strict=True)
    return [pricing.value_in_stock(*place) for place in places]


def _owners(lookups: Lookups) -> dict[str, str]:
    """Return the owner of each site."""
    return {code: lookups.owner(site.entity) for code, site in lookups.sites.items()}


def _makers(lookups: Lookups) -> dict[str, str]:
    """Return the owner of each offer's producer."""
    return {
        code: lookups.owner(offer.producer_entity or lookups.sites[offer.site].entity)
        for code, offer in lookups.offers.items()
    }
