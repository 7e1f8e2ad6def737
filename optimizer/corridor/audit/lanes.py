"""Lanes: flows use ways that exist, within their capacity, and no shipment is too small."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from corridor.audit.case import Case
from corridor.audit.checks import Check, Checks, Refusal, Term, exact
from corridor.audit.decisions import lane_decides, lane_subject
from corridor.audit.openings import opening_of
from corridor.audit.plan import key_of
from corridor.audit.shipments import Shipment, lane_of
from corridor.schema.moving import Lane
from corridor.schema.results import Flow


@dataclass(frozen=True)
class _Load:
    """What leaves on a lane row in a period: one product, or all that share the row."""

    lane: Lane
    subject: str
    shipments: list[Shipment] = field(default_factory=list)

    def quantity(self) -> list[Term]:
        """[unit] Return the terms of the load in product units."""
        return [(1, one.flow.quantity) for one in self.shipments]


def check(case: Case) -> Checks:
    """Yield flows without a lane, loads above capacity, on a closed lane or below the least shipment."""
    for flow in case.plan[Flow]:
        if lane_of(case.book, flow) is None:
            yield Refusal("lanes", f"flows {key_of(flow)}", "table lanes has no such lane", flow.quantity)
    loads = _loads(case)
    for (subject, period), load in loads.items():
        yield from _load(case, load, subject, period)
    yield from _idle(case, loads)


def _loads(case: Case) -> Mapping[tuple[str, str], _Load]:
    """Return the loads by subject and period; a shared row with a product has a load of its own."""
    found: dict[tuple[str, str], _Load] = {}
    for shipment in case.shipments:
        lane, flow = shipment.lane, shipment.flow
        subject = lane_subject(lane, flow.product)
        found.setdefault((subject, flow.ship_period), _Load(lane, subject)).shipments.append(shipment)
    return found


def _load(case: Case, load: _Load, subject: str, period: str) -> Checks:
    """Yield the rows of one load."""
    lane, key, opened = load.lane, f"{subject} {period}", 1
    if lane_decides(lane):
        opened = case.decisions.is_open("lane", subject, period)
        total = sum(one.flow.quantity for one in load.shipments)
        yield from opening_of(case, "lane", subject, period, total)
    if not opened:
        yield Check("lanes", key, "goods leave on a lane that is not used", load.quantity(), "<=")
    by_mass = lane.capacity_measure == "mass"
    carried: list[Term] = [
        (case.book.mass_t(one.flow.product) if by_mass else 1, one.flow.quantity) for one in load.shipments
    ]
    if lane.capacity is not None:
        text = "more leaves than the lane can carry"
        yield Check("lanes", key, text, [*carried, (-exact(lane.capacity), opened)], "<=")
    if lane.min_shipment and opened:
        terms: list[Term] = [(exact(lane.min_shipment), 1), *((-weight, q) for weight, q in carried)]
        yield Check("lanes", key, "less leaves than the least shipment", terms, "<=")


def _idle(case: Case, loads: Mapping[tuple[str, str], _Load]) -> Checks:
    """Yield lanes that are used by decision, have a least shipment, and carry nothing."""
    for kind, subject, window in case.decisions.rows:
        if kind != "lane" or (subject, window) in loads or not case.decisions.is_open(kind, subject, window):
            continue
        lane = case.decisions.lane_named(subject, window)
        if lane is not None and lane.min_shipment:
            terms: list[Term] = [(exact(lane.min_shipment), 1)]
            yield Check("lanes", f"{subject} {window}", "less leaves than the least shipment", terms, "<=")
