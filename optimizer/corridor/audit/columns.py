"""Columns: money and values stored beside a quantity are what the tables make of it."""

from __future__ import annotations

from fractions import Fraction

from corridor.audit.case import Case
from corridor.audit.checks import Checks, Refusal, Term, column, exact
from corridor.audit.distance import same_way, way_km
from corridor.audit.handling import handling_cost
from corridor.audit.plan import key_of
from corridor.audit.shipments import Shipment
from corridor.schema.results import Production, Purchase, StockResult
from corridor.units import DAYS_PER_YEAR


def check(case: Case) -> Checks:
    """Yield one check for each stored column that follows from others."""
    for shipment in case.shipments:
        yield from _flow(case, shipment)
    for row in case.plan[Purchase]:
        unit = exact(case.book.offers[row.offer].unit_cost)
        yield column("columns", f"purchases {key_of(row)}", "cost", row.cost, [(unit, row.quantity)])
    for lot in case.plan[Production]:
        terms: list[Term] = [(conversion_cost(case, lot), lot.quantity)]
        yield column("columns", f"production {key_of(lot)}", "cost", lot.cost, terms)
    for stock in case.plan[StockResult]:
        disposal = exact(case.book.products[stock.product].disposal_cost or 0.0)
        terms = [(stock_cost(case, stock), stock.quantity), (disposal, stock.disposed)]
        yield column("columns", f"stocks {key_of(stock)}", "cost", stock.cost, terms)


def conversion_cost(case: Case, lot: Production) -> Fraction:
    """[money / unit] Return what making a unit of a lot costs."""
    row = case.book.capabilities.find(lot.site, lot.process, lot.period)
    return exact(row.unit_cost) if row else Fraction(0)


def stock_cost(case: Case, stock: StockResult) -> Fraction:
    """[money / unit] Return storage and cost of capital of a unit in stock at the end of a period."""
    row = case.book.stocks.find(stock.site, stock.product, stock.period)
    storing = exact(row.unit_cost) if row else Fraction(0)
    mark = case.state(stock.state).offer
    value = case.values.at(stock.site, stock.product, stock.period, mark)
    days = case.book.calendar.days[case.book.calendar.number[stock.period]]
    return (storing + value * case.book.rate_per_year) * days / Fraction(DAYS_PER_YEAR)


def _flow(case: Case, shipment: Shipment) -> Checks:
    """Yield the columns of one flow. Duty is checked with its layers."""
    flow, key, unit = shipment.flow, shipment.key, shipment.unit
    for name, stored, cost in (
        ("freight", flow.freight, unit.freight),
        ("insurance", flow.insurance, unit.insurance),
        ("export_tax", flow.export_tax, unit.export_tax),
        ("carrying", flow.carrying, unit.carrying),
        ("claim_cost", flow.claim_cost, unit.claim_cost),
        ("handling", flow.handling, handling_cost(case, shipment)),
    ):
        yield column("columns", key, name, stored, [(cost, flow.quantity)])
    yield column("columns", key, "transaction_value", flow.transaction_value, [(unit.value, 1)])
    yield column("columns", key, "transit_days", flow.transit_days, [(shipment.under_way, 1)])
    right = way_km(shipment.lane, case.book.sites[flow.from_site], case.book.sites[flow.to_site])
    if not same_way(flow.distance_km, right):
        yield Refusal("columns", key, f"column `distance_km` is {flow.distance_km}, the way is {right}")
    if unit.importer or flow.customs_value not in (0.0, flow.transaction_value):
        yield column("columns", key, "customs_value", flow.customs_value, [(unit.customs_value, 1)])
