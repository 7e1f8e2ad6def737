"""What goods are worth on their way: quantity times the average cost they carry when they leave a place."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field

from corridor.report.landed import Landed
from corridor.report.names import number_of, records, text_of
from corridor.report.tracing import Place, quantity_of
from corridor.result.run import Run
from corridor.schema.results import Flow


@dataclass
class Lane:
    """All shipments of one product from one site to another."""

    quantity: float = 0.0
    """[unit]"""
    value: float = 0.0
    """[money] Cost that the goods carry when they leave."""
    cost: float = 0.0
    """[money] Freight, insurance, export tax, duty and capital on the way."""
    duty: float = 0.0
    """[money]"""
    days: float = 0.0
    """[days] Longest time under way."""
    modes: set[str] = field(default_factory=set)
    importers: set[str] = field(default_factory=set)


def carried_lanes(run: Run, landed: Landed) -> dict[tuple[str, str, str], Lane]:
    """Return (product, from, to) -> all shipments of the horizon, in order of the key."""
    lanes: dict[tuple[str, str, str], Lane] = defaultdict(Lane)
    for row in records(run.table(Flow)):
        quantity = quantity_of(row)
        if quantity <= 0:
            continue
        product, start = text_of(row["product"]), text_of(row["from_site"])
        place = Place(start, product, text_of(row["state"]), text_of(row["ship_period"]))
        lane = lanes[product, start, text_of(row["to_site"])]
        lane.quantity += quantity
        lane.value += quantity * landed.unit_costs[place]
        lane.duty += number_of(row["duty"]) or 0.0
        lane.cost += sum(
            number_of(row[part]) or 0.0 for part in ("freight", "insurance", "export_tax", "duty", "carrying")
        )
        lane.days = max(lane.days, number_of(row["transit_days"]) or 0.0)
        lane.modes.add(text_of(row["mode"]))
        lane.importers |= {text_of(row["importer"])} - {""}
    return dict(sorted(lanes.items()))
