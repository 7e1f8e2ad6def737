"""What a limit's filter may ask of each variable, and the weights its measures sum."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from corridor.network.arcs import Arc
from corridor.network.buying import Purchase
from corridor.network.lookups import Lookups
from corridor.network.making import Lot
from corridor.network.pricing import Pricing
from corridor.network.stores import Holding
from corridor.network.wanted import Handover
from corridor.schema.moving import Limit


def origin_of(label: str) -> str:
    """Return the common origin in a state label (before `+`, `/` and `@`)."""
    for mark in "+/@":
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
    frames = {
        "flows": [{**_goods(lookups, arc.product), **_flow(lookups, arc)} for arc in arcs],
        "purchases": [
            {**_placed(lookups, row), "owner": _maker(lookups, row), "value": row.unit_cost, "cost": row.unit_cost}
            for row in purchases
        ],
        "production": [
            {
                **_placed(lookups, lot),
                "owner": lookups.owner(lookups.sites[lot.site].entity),
                "value": pricing.value_in_stock(lot.site, lot.product, lot.t),
                "cost": lot.unit_cost,
            }
            for lot in lots
        ],
        "deliveries": [
            {
                **_placed(lookups, row),
                "t": number[row.period],
                "value": pricing.value_in_stock(row.site, row.product, number[row.period]),
            }
            for row in handovers
        ],
        "stocks": [
            {**_placed(lookups, row), "value": pricing.value_in_stock(row.site, row.product, row.t)} for row in holdings
        ],
    }
    return {table: _complete(pd.DataFrame(rows)) for table, rows in frames.items()}


def _flow(lookups: Lookups, arc: Arc) -> dict[str, object]:
    """Return what a filter may ask of a shipment."""
    return {
        **arc._asdict(),
        "from_country": lookups.country(arc.from_site),
        "to_country": lookups.country(arc.to_site),
        "owner": lookups.owner(lookups.sites[arc.from_site].entity),
        "value": arc.transaction_value,
        "cost": arc.freight + arc.insurance + arc.export_tax + arc.duty + arc.carrying,
    }


def _placed(lookups: Lookups, row: Purchase | Lot | Handover | Holding) -> dict[str, object]:
    """Return what a filter may ask of anything that happens at one site."""
    return {
        **row._asdict(),
        **_goods(lookups, row.product),
        "country": lookups.country(row.site),
        "np_origin": origin_of(row.state),
    }


def _goods(lookups: Lookups, product: str) -> dict[str, object]:
    row = lookups.products[product]
    return {"group": row.group or "", "quantity": 1.0, "mass": (row.mass_kg or 0.0) / 1000.0}


def _maker(lookups: Lookups, row: Purchase) -> str:
    offer = lookups.offers[row.offer]
    return lookups.owner(offer.producer_entity or lookups.sites[row.site].entity)


def _complete(frame: pd.DataFrame) -> pd.DataFrame:
    """Give an empty table the columns that filters ask for."""
    if len(frame):
        return frame
    columns = (
        "product",
        "group",
        "from_site",
        "to_site",
        "from_country",
        "to_country",
        "mode",
        "route",
        "np_origin",
        "state",
        "end_use",
        "owner",
        "ship_period",
        "offer",
        "site",
        "country",
        "process",
        "period",
        "t",
        "quantity",
        "mass",
        "value",
        "cost",
    )
    return pd.DataFrame(columns=list(columns))
