"""Lanes and depots: they lead somewhere, and what their costs need is known."""

from __future__ import annotations

from collections.abc import Iterator

from corridor.errors import Fault, Severity
from corridor.schema.goods import Product, ProductCode
from corridor.schema.moving import Lane
from corridor.schema.places import Site
from corridor.schema.row import EACH
from corridor.tables.checks.countries import territories
from corridor.tables.checks.supply import reachable
from corridor.tables.draft import Draft, Located, TableDraft


def check_lanes(draft: Draft) -> tuple[Fault, ...]:
    """Return faults of lanes, and of products that lack what their lanes need."""
    table = draft[Lane]
    faults: list[Fault] = []
    for at in table.rows:
        faults.extend(_one(table, at))
    if draft.judgeable(Product, Lane):
        faults.extend(_carried(draft))
    return tuple(faults)


def _one(table: TableDraft[Lane], at: Located[Lane]) -> Iterator[Fault]:
    """Yield faults of one lane by itself."""
    row = at.row
    if row.from_site == row.to_site:
        yield table.fault(at, "to_site", "the lane ends where it begins", "Name another site, or delete it.")
    if row.demurrage_per_day > 0 and not row.shipment_size:
        yield table.fault(
            at,
            "demurrage_per_day",
            "demurrage is paid per shipment, and shipment_size is not given",
            "Give shipment_size, or leave demurrage out.",
        )
    if row.demurrage_per_day > 0 and row.inspection_share * row.inspection_days == 0:
        yield table.fault(
            at,
            "demurrage_per_day",
            "demurrage is paid during inspections, and there are none",
            "Give inspection_share and inspection_days.",
            Severity.WARNING,
        )
    bounded = row.capacity is not None and row.capacity_measure == "quantity"
    if bounded and row.min_shipment > (row.capacity or 0.0) > 0:
        yield table.fault(at, "min_shipment", f"larger than the capacity ({row.capacity:g})", "Mend one of the two.")


def _carried(draft: Draft) -> Iterator[Fault]:
    """Yield one fault for each product that a lane carries without knowing its mass or tariff code."""
    products = draft[Product]
    lacking = {at.row.product: at for at in products.rows if not at.row.mass_kg or at.row.hs is None}
    if not lacking:
        return
    told: set[tuple[str, str]] = set()
    places = reachable(draft)
    coded = {(at.row.product, at.row.importer) for at in draft[ProductCode].rows}
    country = {at.row.site: at.row.country for at in draft[Site].rows}
    home = territories()
    for at in draft[Lane].rows:
        lane = at.row
        bound = lane.capacity is not None or lane.fixed_cost > 0 or lane.min_shipment > 0
        counts_mass = lane.capacity_measure == "mass" and bound
        start, end = country.get(lane.from_site, ""), country.get(lane.to_site, "")
        importer = home.get(end, end)
        crosses = bool(start and end) and home.get(start, start) != importer
        for code in sorted(lacking) if lane.product == EACH else (lane.product,):
            product = lacking.get(code)
            if product is None or (lane.from_site, code) not in places:
                continue
            unknown = product.row.mass_kg is None and lane.cost_per_t > 0
            if (unknown or (counts_mass and not product.row.mass_kg)) and (code, "mass_kg") not in told:
                told.add((code, "mass_kg"))
                yield products.fault(
                    product,
                    "mass_kg",
                    f"lanes row {at.number} counts by mass, and the mass is not known or 0",
                    "Give the gross mass of one unit in kg.",
                    value="",
                )
            unknown = product.row.hs is None and (code, importer) not in coded
            if crosses and unknown and (code, "hs") not in told:
                told.add((code, "hs"))
                yield products.fault(
                    product,
                    "hs",
                    f"lanes row {at.number} takes it into {importer}; its code is not known",
                    "Give hs, or a row of table codes.",
                    value="",
                )
