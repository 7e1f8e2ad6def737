"""Everything about a flow that follows from the tables and the law: lane, arrival, unit costs, duty."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from fractions import Fraction

from corridor.audit.book import Book
from corridor.audit.calendar import Arrival
from corridor.audit.checks import exact
from corridor.audit.origin_state import OriginState
from corridor.audit.plan import key_of
from corridor.audit.tariffs import NO_DUTY, Assessment, Tariffs
from corridor.audit.values import Values
from corridor.law.layers import Goods
from corridor.schema.moving import Lane
from corridor.schema.results import Flow
from corridor.units import DAYS_PER_YEAR


@dataclass(frozen=True)
class Shipment:
    """A flow with its lane, and what a unit of it costs."""

    flow: Flow
    key: str
    """Key of the flow in findings."""
    state: OriginState
    lane: Lane
    under_way: Fraction
    """[days] Transit, dwell and expected inspection."""
    arrival: Arrival
    importer: str
    """Customs territory entered; empty for domestic transport."""
    value: Fraction | None
    """[money / unit] Transaction value; None: unknown."""
    customs_value: Fraction
    """[money / unit] On the importer's basis; 0 for domestic transport."""
    freight: Fraction
    """[money / unit] Demurrage included."""
    insurance: Fraction
    """[money / unit]"""
    export_tax: Fraction
    """[money / unit]"""
    carrying: Fraction
    """[money / unit] Cost of capital while under way."""
    assessment: Assessment
    """The duty as the law charges it, whoever pays."""
    duty: Fraction
    """[money / unit] Duty that the plan pays; 0 where the seller bears it."""
    borne_by_seller: bool
    missing: tuple[str, ...]
    """What would be needed and is not known, in words."""


def days_under_way(lane: Lane) -> Fraction:
    """[days] Return the days from departure to arrival on a lane."""
    inspection = exact(lane.inspection_share) * exact(lane.inspection_days)
    return exact(lane.transit_days) + exact(lane.port_dwell_days) + inspection


def freight_per_unit(book: Book, lane: Lane, product: str) -> Fraction:
    """[money / unit] Return freight by unit and by mass, and expected demurrage."""
    demurrage = Fraction(0)
    if lane.shipment_size:
        days = exact(lane.inspection_share) * exact(lane.inspection_days)
        demurrage = days * exact(lane.demurrage_per_day) / exact(lane.shipment_size)
    return exact(lane.unit_cost) + exact(lane.cost_per_t) * book.mass_t(product) + demurrage


def lane_of(book: Book, flow: Flow) -> Lane | None:
    """Return the lane that a flow uses, or None if the table has none."""
    return book.lanes.find(flow.from_site, flow.to_site, flow.mode, flow.route, flow.product, flow.ship_period)


def shipments(
    book: Book, values: Values, tariffs: Tariffs, flows: Iterable[tuple[Flow, OriginState]]
) -> Iterator[Shipment]:
    """Yield a shipment for each flow that has a lane."""
    for flow, state in flows:
        lane = lane_of(book, flow)
        if lane is not None:
            yield _shipment(values, tariffs, flow, state, lane)


def _shipment(values: Values, tariffs: Tariffs, flow: Flow, state: OriginState, lane: Lane) -> Shipment:
    """Return a flow with everything that follows from its lane."""
    book = tariffs.book
    number = book.calendar.number[flow.ship_period]
    under_way = days_under_way(lane)
    out, into = book.territory(flow.from_site), book.territory(flow.to_site)
    importer = into if out != into else ""
    known = values.between(flow.from_site, flow.to_site, flow.product, flow.ship_period, state.offer)
    value = known or Fraction(0)
    freight = freight_per_unit(book, lane, flow.product)
    insurance = exact(lane.insurance) * value
    export_tax = exact(lane.export_tax) * value if importer else Fraction(0)
    assessment, customs_value = NO_DUTY, Fraction(0)
    if importer:
        begin = book.calendar.periods[number].start.toordinal() + under_way
        assessment = _assess(tariffs, flow, importer, state, begin)
        basis = book.law.valuations.get(importer)
        customs_value = value + (freight + insurance if basis and basis.basis == "cif" else 0)
    borne = bool(state.offer) and book.offers[state.offer].duty_borne_by == "seller"
    needs_value = bool(lane.insurance or (importer and lane.export_tax) or assessment.needs_value())
    return Shipment(
        flow=flow,
        key=f"flows {key_of(flow)}",
        state=state,
        lane=lane,
        under_way=under_way,
        arrival=book.calendar.arrival(number, under_way),
        importer=importer,
        value=known,
        customs_value=customs_value,
        freight=freight,
        insurance=insurance,
        export_tax=export_tax,
        carrying=value * book.rate_per_year * under_way / Fraction(DAYS_PER_YEAR),
        assessment=assessment,
        duty=Fraction(0) if borne else assessment.per_unit(customs_value),
        borne_by_seller=borne,
        missing=tuple(_missing(book, flow, lane, importer, needs_value and known is None)),
    )


def _assess(tariffs: Tariffs, flow: Flow, importer: str, state: OriginState, begin: Fraction) -> Assessment:
    """Return the duty on a unit of a flow that enters a customs territory from a moment on."""
    code = tariffs.book.code(flow.product, importer)
    if code is None:
        return Assessment((), f"the duty is unknown: product {flow.product} has no tariff code")
    goods = Goods(importer, code, state.origin(importer), state.end_use)
    return tariffs.assess(goods, flow.product, flow.ship_period, begin)


def _missing(book: Book, flow: Flow, lane: Lane, importer: str, value: bool) -> Iterator[str]:
    """Yield what a flow's costs need and the tables do not give."""
    if value:
        yield "the transaction value is unknown, and duty, insurance or export tax needs it"
    if importer and importer not in book.law.valuations:
        yield f"the valuation basis of {importer} is unknown"
    if lane.cost_per_t and book.products[flow.product].mass_kg is None:
        yield f"freight is by mass and product {flow.product} has no mass_kg"
    if lane.demurrage_per_day and lane.inspection_share and lane.inspection_days and not lane.shipment_size:
        yield "demurrage needs shipment_size"
