"""What a unit of a shipment costs by lane, importer and origin: the same for many flows, worked out once."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from fractions import Fraction
from functools import cached_property

from corridor.audit.agreements import Agreements
from corridor.audit.book import Book
from corridor.audit.checks import exact
from corridor.audit.origin_state import OriginState
from corridor.audit.tariffs import NO_DUTY, Assessment, Layer, Tariffs
from corridor.audit.values import Values
from corridor.law.goods import Goods
from corridor.law.quota import NO_QUOTA
from corridor.law.quota_entry import entered, quotas_on
from corridor.schema.border_option import border_option, claim_of, quota_of
from corridor.schema.moving import Lane
from corridor.schema.results import Flow
from corridor.units import DAYS_PER_YEAR


@dataclass(frozen=True)
class UnitCosts:
    """What a unit of a shipment is worth and costs. All in [money / unit]."""

    importer: str
    """Customs territory entered; empty for domestic transport."""
    value: Fraction
    """Transaction value; 0 if unknown."""
    customs_value: Fraction
    """On the importer's basis; 0 for domestic transport."""
    freight: Fraction
    """Demurrage included."""
    insurance: Fraction
    export_tax: Fraction
    carrying: Fraction
    """Cost of capital while under way."""
    assessment: Assessment
    """The duty as the law charges it, whoever pays."""
    duty: Fraction
    """Duty that the plan pays; 0 where the seller bears it."""
    claim_cost: Fraction
    """Proofs of origin for the claim; 0 without one."""
    by_layer: Mapping[tuple[str, str], tuple[Layer, Fraction]]
    """Programme and record -> the layer, and what the law charges by it."""
    borne_by_seller: bool
    value_known: bool
    missing: tuple[str, ...]
    """What would be needed and is not known, in words."""

    @cached_property
    def costs(self) -> Fraction:
        """Return all that moving a unit costs, but for the fees on its entry."""
        return self.freight + self.insurance + self.export_tax + self.duty + self.claim_cost + self.carrying


@dataclass(frozen=True)
class _Way:
    """A product on a lane row between two sites."""

    lane: Lane
    product: str
    importer: str
    under_way: Fraction
    """[days]"""
    freight: Fraction
    """[money / unit]"""


@dataclass(frozen=True)
class Pricing:
    """Unit costs of the flows of a model, kept by what they depend on."""

    book: Book
    values: Values
    tariffs: Tariffs
    agreements: Agreements
    _ways: dict[tuple[int, str, str, str], _Way] = field(default_factory=dict, init=False, repr=False, compare=False)
    _costs: dict[tuple[int, int, Fraction | None, bool, Fraction], UnitCosts] = field(
        default_factory=dict, init=False, repr=False, compare=False
    )
    _valued: dict[tuple[Goods, str, str, Fraction, Fraction], Assessment] = field(
        default_factory=dict, init=False, repr=False, compare=False
    )
    """Assessments that depend on the customs value of a unit."""

    def of(self, flow: Flow, state: OriginState, lane: Lane) -> tuple[UnitCosts, Fraction]:
        """Return what a unit of a flow costs on its lane, and the days it is under way."""
        return self._priced(flow, state, lane, flow.option)

    def unclaimed(self, flow: Flow, state: OriginState, lane: Lane) -> UnitCosts:
        """Return what a unit of a flow would cost on its lane without a claim."""
        return self._priced(flow, state, lane, border_option("", quota_of(flow.option)))[0]

    def _priced(self, flow: Flow, state: OriginState, lane: Lane, option: str) -> tuple[UnitCosts, Fraction]:
        """Return the costs and days of a flow that is entered with an option: what is claimed, and the quota."""
        claim = claim_of(option)
        way = self._way(flow, lane)
        known = self.values.between(flow.from_site, flow.to_site, flow.product, flow.ship_period, state.offer)
        assessment = self._assess(way, flow, state, known, option) if way.importer else NO_DUTY
        proof = self.agreements.proof_cost(claim, lane, flow.ship_period) if claim else Fraction(0)
        borne = bool(state.offer) and self.book.offers[state.offer].duty_borne_by == "seller"
        # Ways and assessments are kept as long as this is, so their ids tell them apart.
        key = (id(way), id(assessment), known, borne, proof)
        found = self._costs.get(key)
        if found is None:
            found = self._costs[key] = _unit_costs(self.book, way, known, assessment, borne, proof)
        return found, way.under_way

    def _way(self, flow: Flow, lane: Lane) -> _Way:
        """Return what all flows of a product on a lane row between two sites share."""
        key = (id(lane), flow.from_site, flow.to_site, flow.product)  # The row lives as long as the book.
        found = self._ways.get(key)
        if found is None:
            out, into = self.book.territory(flow.from_site), self.book.territory(flow.to_site)
            importer = into if out != into else ""
            freight = freight_per_unit(self.book, lane, flow.product)
            found = self._ways[key] = _Way(lane, flow.product, importer, days_under_way(lane), freight)
        return found

    def _assess(self, way: _Way, flow: Flow, state: OriginState, known: Fraction | None, option: str) -> Assessment:
        """Return the duty on a unit of a flow that enters a customs territory."""
        code = self.book.code(flow.product, way.importer)
        if code is None:
            return self.tariffs.without_code(flow.product)
        calendar = self.book.calendar
        begin = calendar.periods[calendar.number[flow.ship_period]].start.toordinal() + way.under_way
        goods = Goods(way.importer, code, state.origin(way.importer), state.end_use)
        claim, quota = claim_of(option), quota_of(option)
        if claim:
            goods = replace(goods, claim=claim, facts=_facts(state, claim))
        if quota or quotas_on(self.book.law, way.importer, code):
            goods = entered(goods, quota or NO_QUOTA)
        found = self.tariffs.assess(goods, flow.product, flow.ship_period, begin)
        if not found.unknown or known is None:
            return found
        value = _customs_value(self.book, way, known)
        key = (goods, flow.product, flow.ship_period, begin, value)
        if key not in self._valued:
            self._valued[key] = self.tariffs.assess_at(*key)
        return self._valued[key]


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


def _facts(state: OriginState, agreement: str) -> tuple[tuple[str, str], ...]:
    """Return what a rate under an agreement may depend on: the party that conferred origin, where the law asks."""
    status = state.status(agreement)
    return (("party", status.party),) if status and status.party else ()


def _unit_costs(
    book: Book, way: _Way, known: Fraction | None, assessment: Assessment, borne: bool, proof: Fraction
) -> UnitCosts:
    """Return unit costs from a transaction value and an assessment."""
    lane, importer, value = way.lane, way.importer, known or Fraction(0)
    insurance = exact(lane.insurance) * value
    customs_value = _customs_value(book, way, value) if importer else Fraction(0)
    needs_value = bool(lane.insurance or (importer and lane.export_tax) or assessment.needs_value())
    return UnitCosts(
        importer=importer,
        value=value,
        customs_value=customs_value,
        freight=way.freight,
        insurance=insurance,
        export_tax=exact(lane.export_tax) * value if importer else Fraction(0),
        carrying=value * book.rate_per_year * way.under_way / Fraction(DAYS_PER_YEAR),
        assessment=assessment,
        duty=Fraction(0) if borne else assessment.per_unit(customs_value),
        claim_cost=proof,
        by_layer={
            (one.mean.programme, one.mean.record): (one, one.rate * customs_value + one.specific)
            for one in assessment.layers
        },
        borne_by_seller=borne,
        value_known=known is not None,
        missing=tuple(_missing(book, way, needs_value and known is None)),
    )


def _customs_value(book: Book, way: _Way, value: Fraction) -> Fraction:
    """[money / unit] Return the customs value of a unit on the importer's basis."""
    basis = book.law.valuations.get(way.importer)
    return value + (way.freight + exact(way.lane.insurance) * value if basis and basis.basis == "cif" else 0)


def _missing(book: Book, way: _Way, value: bool) -> Iterator[str]:
    """Yield what a flow's costs need and the tables do not give."""
    lane, importer = way.lane, way.importer
    if value:
        yield "the transaction value is unknown, and duty, insurance or export tax needs it"
    if importer and importer not in book.law.valuations:
        yield f"the valuation basis of {importer} is unknown"
    if lane.cost_per_t and book.products[way.product].mass_kg is None:
        yield f"freight is by mass and product {way.product} has no mass_kg"
    if lane.demurrage_per_day and lane.inspection_share and lane.inspection_days and not lane.shipment_size:
        yield "demurrage needs shipment_size"
