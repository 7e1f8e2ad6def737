"""States: every label a plan writes is one the tables and the law give.

Goods bought carry the origin of their offer, goods made the country of the site where the process confers
origin and else the origin of the essential input, by importer. Goods of an offer with a destination go
straight to it. The end use declared is the one the goods are for. Goods bought have no status under an agreement
that their supplier does not declare, and goods that arrive none that is lost on the way.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from corridor.audit.case import Case
from corridor.audit.checks import Checks, Refusal
from corridor.audit.origin_state import NO_USE, OriginState
from corridor.audit.plan import key_of
from corridor.audit.shipments import Shipment
from corridor.schema.results import Delivery, Flow, Production, Purchase, StockResult, Use
from corridor.schema.row import Row
from corridor.schema.supply import Offer


def check(case: Case) -> Checks:
    """Yield what is wrong with the labels of flows, purchases, lots, uses, stocks and deliveries."""
    uses = _declared_uses(case)
    yield from _end_uses(case, uses)
    for purchase in case.plan[Purchase]:
        yield from _refused(purchase, _purchase(case, purchase))
    for flow in case.plan[Flow]:
        yield from _refused(flow, _route(case, flow))
    for shipment in case.shipments:
        yield from _refused(shipment.flow, _columns(case, shipment))
        yield from _refused(shipment.flow, _arrival(case, shipment))
    for use in case.plan[Use]:
        yield from _refused(use, _use(case, use))
    for delivery in case.plan[Delivery]:
        yield from _refused(delivery, _delivery(case, delivery))
    for stock in case.plan[StockResult]:
        yield from _refused(stock, _kept(case, stock))


def _refused(row: Row, faults: Iterator[str]) -> Iterator[Refusal]:
    """Yield faults of a result row as findings of this family."""
    for text in faults:
        yield Refusal("states", f"{row.TABLE} {key_of(row)}", text, float(getattr(row, "quantity", 1.0)))


def _declared_uses(case: Case) -> Mapping[str, frozenset[str]]:
    """Return for each product whose duty depends on it the end uses that goods can be declared for."""
    # By-products, and initial goods that nobody wants, carry none.
    return {product: uses | {NO_USE} for product, uses in case.book.wanted_uses.items()}


def _end_uses(case: Case, uses: Mapping[str, frozenset[str]]) -> Checks:
    """Yield labels with an end use that the product does not carry, or that nothing in the model has."""
    seen = {(row.input, row.input_state) for row in case.plan[Use]}
    seen |= {(flow.product, flow.state) for flow in case.plan[Flow]}
    seen |= {(purchase.product, purchase.state) for purchase in case.plan[Purchase]}
    seen |= {(lot.product, lot.state) for lot in case.plan[Production]}
    seen |= {(stock.product, stock.state) for stock in case.plan[StockResult]}
    seen |= {(delivery.product, delivery.state) for delivery in case.plan[Delivery]}
    for product, label in sorted(seen):
        use = case.state(label).end_use
        if use == NO_USE or use in uses.get(product, ()):
            continue
        why = "nothing in the model has this end use" if product in uses else "no duty of it depends on end use"
        yield Refusal("states", f"{product} {label}", f"the product cannot carry end use {use}: {why}")


def _purchase(case: Case, row: Purchase) -> Iterator[str]:
    """Yield what is wrong with the label of a purchase."""
    offer = case.book.offers[row.offer]
    state = case.state(row.state)
    if (row.site, row.product) != (offer.site, offer.product):
        yield f"the offer is of {offer.product} at {offer.site}"
    origin = offer.np_origin or case.book.sites[offer.site].country
    if (state.general, state.special) != (origin, ()):
        yield f"goods of this offer originate in {origin}"
    mark = offer.offer if bound(offer) else ""
    if state.offer != mark:
        yield f"goods of this offer carry the mark `@{mark}`" if mark else "goods of this offer carry no mark"
    declared = case.agreements.declared(offer, row.period) | case.contents.declared(offer, row.period)
    for status in state.statuses:
        if status not in declared:
            yield f"the supplier declares no status {status.label()} for goods bought in {row.period}"


def bound(offer: Offer) -> bool:
    """Return whether goods of an offer are bound to it on their way to a destination."""
    return offer.destination is not None and offer.destination != offer.site


def _route(case: Case, flow: Flow) -> Iterator[str]:
    """Yield where goods bound to an offer go astray."""
    mark = case.state(flow.state).offer
    if not mark:
        return
    offer = case.book.offers[mark]
    expected = (offer.product, offer.site, offer.destination)
    if (flow.product, flow.from_site, flow.to_site) != expected:
        yield f"goods of offer {mark} go straight from {offer.site} to {offer.destination}"


def _columns(case: Case, shipment: Shipment) -> Iterator[str]:
    """Yield the columns of a flow that its label and its sites contradict."""
    flow, state, importer = shipment.flow, shipment.state, shipment.unit.importer
    if flow.importer != importer:
        place = f"enters {importer}" if importer else "enters no customs territory"
        yield f"column `importer` is {flow.importer!r}, the flow {place}"
    views = {state.origin(importer)} if importer else _domestic_views(case, flow, state)
    if flow.np_origin not in views:
        yield f"column `np_origin` is {flow.np_origin!r}, the label means {' or '.join(sorted(views))}"
    if flow.end_use != state.end_use:
        yield f"column `end_use` is {flow.end_use!r}, the label means {state.end_use!r}"


def _arrival(case: Case, shipment: Shipment) -> Iterator[str]:
    """Yield what goods cannot be when they arrive: statuses may be lost or dropped on the way, nothing else changes."""
    flow, left, arrived = shipment.flow, shipment.state, case.arrived(shipment.flow)
    if arrived._replace(statuses=()) != left.arrived()._replace(statuses=()):
        yield f"goods that leave as {left} cannot arrive as {arrived}"
    for status in arrived.statuses:
        code = status.agreement
        if status not in left.statuses:
            yield f"the goods arrive with status {status.label()}, which they did not have when they left"
        elif code not in case.contents.codes and not case.agreements.kept(code, shipment.lane, flow.ship_period):
            yield f"status {status.label()} is lost on this way (direct transport), and the goods arrive with it"


def _domestic_views(case: Case, flow: Flow, state: OriginState) -> set[str]:
    """Return what may be shown where goods enter nothing: everyone's view, or that of the territory."""
    return {state.general, state.origin(case.book.territory(flow.to_site))}


def _use(case: Case, row: Use) -> Iterator[str]:
    """Yield what is wrong with the label of an input."""
    state = case.state(row.input_state)
    if state.offer:
        yield "goods bound to an offer are used before they reach its destination"
    recipe = case.recipes.get((row.process, row.alternative))
    line = recipe.lines.get(row.input) if recipe else None
    if line and row.input in case.book.by_end_use and line.end_use != state.end_use:
        yield f"the recipe takes this input for end use {line.end_use}, it was declared for {state.end_use}"


def _delivery(case: Case, row: Delivery) -> Iterator[str]:
    """Yield what is wrong with the label of a delivery."""
    state = case.state(row.state)
    if state.offer:
        yield "goods bound to an offer are delivered before they reach its destination"
    if row.product in case.book.by_end_use and row.end_use != state.end_use:
        yield f"the demand is for end use {row.end_use}, the goods were declared for {state.end_use}"
    demand = case.book.demand.find(row.site, row.product, row.period, row.end_use)
    asked = {code for code in demand.content_rules.split(";") if code} if demand else set()
    for code in sorted(asked - {one.agreement for one in state.statuses}):
        yield f"the demand asks for goods that satisfy {code}, and their state does not say that they do"


def _kept(case: Case, row: StockResult) -> Iterator[str]:
    """Yield where goods bound to an offer lie in the wrong place."""
    mark = case.state(row.state).offer
    if mark and (row.site, row.product) != (case.book.offers[mark].site, case.book.offers[mark].product):
        yield f"goods of offer {mark} can only be at {case.book.offers[mark].site}"
