"""What the lane from the quote's site to its destination will charge: what a price must not count again."""

from __future__ import annotations

from dataclasses import dataclass

from corridor.quotes.context import Context
from corridor.quotes.faults import refuse
from corridor.schema.moving import Lane
from corridor.schema.supply import Quote


@dataclass(frozen=True)
class LaneCharges:
    """Charges of one lane in one period, for one unit of the quote's product."""

    way: str
    """The lane in words."""
    freight: float
    """[money / unit] Freight without demurrage."""
    demurrage: float
    """[money / unit] Expected demurrage of customs inspections at import."""
    insurance: float
    """[1] Share of the transaction value."""
    export_tax: float
    """[1] Share of the transaction value; 0 within a customs territory."""
    fixed_cost: float
    """[money per period] Paid beside the charges by unit."""
    days: float
    """[days] Time under way."""
    others: int
    """[1] How many other modes and routes there are; this one is the cheapest."""


def lane_charges(context: Context, quote: Quote, period: str, price: float) -> LaneCharges | None:
    """Return the charges of the cheapest way from site to destination in a period, or None without a lane.

    `price` [money / unit] is what insurance and export tax are compared on. Raises `FaultError` where freight
    by tonne meets a product without mass, or demurrage a lane without shipment size.
    """
    if quote.destination is None:
        return None
    ends = (quote.site, quote.destination)
    rows = [
        row
        for mode, route in context.ways.get(ends, ())
        if (row := context.lanes[ends].find(mode, route, quote.product, period)) is not None
    ]
    if not rows:
        return None
    crosses = context.territory(quote.site) != context.territory(quote.destination)
    found = [_charges(context, quote, row, crosses, len(rows) - 1) for row in rows]
    return min(found, key=lambda one: one.freight + one.demurrage + (one.insurance + one.export_tax) * price)


def _charges(context: Context, quote: Quote, lane: Lane, crosses: bool, others: int) -> LaneCharges:
    """Return the charges of one lane row."""
    way = f"{lane.from_site} > {lane.to_site}, {lane.mode}, {lane.route}"
    mass = context.products[quote.product].mass_kg
    if lane.cost_per_t and mass is None:
        raise refuse(
            quote,
            "product",
            quote.product,
            f"lane {way} charges by tonne and the product has no mass",
            "Fill in mass_kg in table products",
        )
    demurrage = lane.inspection_share * lane.inspection_days * lane.demurrage_per_day
    if demurrage and not lane.shipment_size:
        raise refuse(
            quote,
            "destination",
            quote.destination,
            f"lane {way} has demurrage and no shipment size",
            "Fill in shipment_size in table lanes",
        )
    return LaneCharges(
        way=way,
        freight=lane.unit_cost + lane.cost_per_t * (mass or 0.0) / 1000.0,
        demurrage=demurrage / lane.shipment_size if demurrage and lane.shipment_size else 0.0,
        insurance=lane.insurance,
        export_tax=lane.export_tax if crosses else 0.0,
        fixed_cost=lane.fixed_cost,
        days=lane.transit_days + lane.port_dwell_days + lane.inspection_share * lane.inspection_days,
        others=others,
    )
