"""What goods are worth on their way: quantity times the average cost they carry when they leave a place."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from corridor.report.landed import Landed
from corridor.report.names import Record, number_of, records, text_of
from corridor.report.tracing import Place, quantity_of
from corridor.result.run import Run
from corridor.schema.results import Flow


@dataclass(frozen=True)
class Carried:
    """All shipments of one product from one site to another, over the horizon."""

    product: str
    from_site: str
    to_site: str
    quantity: float
    """[unit]"""
    value: float
    """[money] Cost that the goods carry when they leave."""
    way_cost: float
    """[money] Freight, insurance, export tax, duty, fees, proofs of origin and cost of capital on the way."""
    duty: float
    """[money]"""
    longest_days: float
    """[days] Longest time under way."""
    modes: tuple[str, ...]
    importers: tuple[str, ...]


def carried_goods(run: Run, landed: Landed) -> list[Carried]:
    """Return what is carried between each two sites, in order of product, start and end."""
    groups: dict[tuple[str, str, str], list[Record]] = defaultdict(list)
    for row in records(run.table(Flow)):
        if quantity_of(row) > 0:
            groups[text_of(row["product"]), text_of(row["from_site"]), text_of(row["to_site"])].append(row)
    return [_carried(key, rows, landed) for key, rows in sorted(groups.items())]


def _carried(key: tuple[str, str, str], rows: list[Record], landed: Landed) -> Carried:
    product, start, end = key
    value = sum(
        quantity_of(row) * landed.unit_costs[Place(start, product, text_of(row["state"]), text_of(row["ship_period"]))]
        for row in rows
    )
    parts = ("freight", "insurance", "export_tax", "duty", "fees", "claim_cost", "carrying")
    return Carried(
        product,
        start,
        end,
        sum(quantity_of(row) for row in rows),
        value,
        sum(number_of(row.get(part)) or 0.0 for row in rows for part in parts),
        sum(number_of(row["duty"]) or 0.0 for row in rows),
        max(number_of(row["transit_days"]) or 0.0 for row in rows),
        tuple(sorted({text_of(row["mode"]) for row in rows})),
        tuple(sorted({text_of(row["importer"]) for row in rows} - {""})),
    )
