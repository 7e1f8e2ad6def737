"""Where money enters the goods, and how goods pass it on: the rows of the average-cost system.

A *place* is (site, product, origin state, period). Money enters at places; goods carry it from place to place
or out through an *exit*. Opening stock and by-products enter without money: what they cost is sunk, or stays
with the main output.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NamedTuple

from corridor.report.names import Record, number_of, records, text_of
from corridor.report.timing import Timing
from corridor.result.lineage import arrived
from corridor.result.run import Run
from corridor.schema.results import Delivery, Flow, Production, Purchase, StockResult, Use


class Place(NamedTuple):
    """Goods of one origin state at a site in a period."""

    site: str
    product: str
    state: str
    period: str


Exit = tuple[str, ...]
"""(delivered, site, product), or one of the words below."""

STOCK: Exit = ("in stock at the end",)
UNDER_WAY: Exit = ("under way at the end",)
DISPOSED: Exit = ("disposed of",)
IDLE: Exit = ("fixed cost of what stands idle",)
UNTRACED: Exit = ("not traced to goods",)

_FLOW_PARTS = {
    "freight": "cost_freight",
    "insurance": "cost_insurance",
    "export_tax": "cost_export_tax",
    "duty": "cost_duty",
    "fees": "cost_fees",
    "claim_cost": "cost_claim",
    "carrying": "cost_carrying",
}
"""Column of table flows -> cost line."""


@dataclass
class CostGraph:
    """The average-cost system in the making."""

    places: dict[Place, int] = field(default_factory=dict)
    leaving: list[float] = field(default_factory=list)
    """[unit] What leaves each place."""
    transfers: list[tuple[int, int, float]] = field(default_factory=list)
    """(to, from, quantity in units of the place it leaves)"""
    exits: list[tuple[int, Exit, float]] = field(default_factory=list)
    """(from, exit, quantity)"""
    money: list[tuple[int, str, float]] = field(default_factory=list)
    """(place, cost line, amount) that enters at a place"""
    exit_money: list[tuple[Exit, str, float]] = field(default_factory=list)
    """(exit, cost line, amount) that enters on the way out"""

    def at(self, place: Place) -> int:
        """Return the number of a place."""
        if place not in self.places:
            self.places[place] = len(self.leaving)
            self.leaving.append(0.0)
        return self.places[place]

    def carry(self, source: Place, target: Place, quantity: float) -> None:
        """Note that goods pass their cost on to another place."""
        self.leaving[self.at(source)] += quantity
        self.transfers.append((self.at(target), self.at(source), quantity))

    def leave(self, source: Place, way_out: Exit, quantity: float) -> None:
        """Note that goods leave the plan."""
        self.leaving[self.at(source)] += quantity
        self.exits.append((self.at(source), way_out, quantity))

    def spend(self, target: Place | Exit, line: str, amount: float) -> None:
        """Note that money enters."""
        if amount == 0.0:
            return
        if isinstance(target, Place):
            self.money.append((self.at(target), line, amount))
        else:
            self.exit_money.append((target, line, amount))


def quantity_of(row: Record) -> float:
    """[unit] Quantity of a result row; dust below zero counts as zero."""
    return max(0.0, number_of(row["quantity"]) or 0.0)


def arrivals_of(row: Record, timing: Timing) -> list[tuple[Place | Exit, float]]:
    """Return where the goods of a flow end up, with shares that add to 1.

    A mark that binds goods to an offer (`CN@OFFER`) is dropped on arrival, and so is a status lost on the way.
    """
    state = arrived(row)
    shares, under_way = timing.arrivals(text_of(row["ship_period"]), number_of(row["transit_days"]) or 0.0)
    ends: list[tuple[Place | Exit, float]] = [
        (Place(text_of(row["to_site"]), text_of(row["product"]), state, period), share) for period, share in shares
    ]
    return [*ends, (UNDER_WAY, under_way)] if under_way > 0 else ends


def trace(run: Run, timing: Timing) -> CostGraph:
    """Return how all variable cost of a plan runs through its goods."""
    graph = CostGraph()
    for row in records(run.table(Purchase)):
        graph.spend(_place(row), "cost_purchase", number_of(row["cost"]) or 0.0)
    for row in records(run.table(Production)):
        graph.spend(_place(row), "cost_conversion", number_of(row["cost"]) or 0.0)
    for row in records(run.table(Use)):
        source = Place(text_of(row["site"]), text_of(row["input"]), text_of(row["input_state"]), text_of(row["period"]))
        graph.carry(source, _place(row), quantity_of(row))
    for row in records(run.table(Flow)):
        _flow(graph, row, timing)
    for row in records(run.table(Delivery)):
        graph.leave(_place(row), ("delivered", text_of(row["site"]), text_of(row["product"])), quantity_of(row))
    _stocks(graph, run, timing)
    return graph


def _place(row: Record) -> Place:
    return Place(text_of(row["site"]), text_of(row["product"]), text_of(row["state"]), text_of(row["period"]))


def _flow(graph: CostGraph, row: Record, timing: Timing) -> None:
    source = Place(
        text_of(row["from_site"]), text_of(row["product"]), text_of(row["state"]), text_of(row["ship_period"])
    )
    ends = arrivals_of(row, timing)
    for end, share in ends:
        if isinstance(end, Place):
            graph.carry(source, end, share * quantity_of(row))
        else:
            graph.leave(source, end, share * quantity_of(row))
        for part, line in _FLOW_PARTS.items():
            graph.spend(end, line, share * (number_of(row.get(part)) or 0.0))
    arrived = sum(share for end, share in ends if isinstance(end, Place))
    for end, share in ends:
        if isinstance(end, Place):
            graph.spend(end, "cost_handling", share / arrived * (number_of(row.get("handling")) or 0.0))


def _stocks(graph: CostGraph, run: Run, timing: Timing) -> None:
    """Pass stock on to the next period with what it cost to keep; the rest of a row's cost is disposal."""
    scrap = {
        text_of(row["product"]): number_of(row.get("disposal_cost")) or 0.0
        for row in records(run.labels.get("products"))
    }
    for row in records(run.table(StockResult)):
        place = _place(row)
        kept, disposed = quantity_of(row), max(0.0, number_of(row["disposed"]) or 0.0)
        disposal = disposed * scrap.get(place.product, 0.0)
        following = timing.following(place.period)
        end: Place | Exit = STOCK if following is None else place._replace(period=following)
        if kept > 0 and isinstance(end, Place):
            graph.carry(place, end, kept)
        elif kept > 0:
            graph.leave(place, end, kept)
        if disposed > 0:
            graph.leave(place, DISPOSED, disposed)
            graph.spend(DISPOSED, "cost_disposal", disposal)
        graph.spend(end if kept > 0 else UNTRACED, "cost_stock", (number_of(row["cost"]) or 0.0) - disposal)
