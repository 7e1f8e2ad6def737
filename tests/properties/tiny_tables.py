"""A tiny case as the tables of a model."""

from __future__ import annotations

from tests.analytic.building import base_rate, model, periods, programme, valuation
from tests.properties.tiny import PERIOD_DAYS, Market, Plant, Seller, Tiny, Way

from corridor.schema.goods import Capability, Determination, Process, Product, RecipeLine
from corridor.schema.moving import Demand, Lane
from corridor.schema.places import Site
from corridor.schema.row import Row
from corridor.schema.supply import Offer, Value
from corridor.tables.tables import Model

HS = {"ORE": "260400", "AUX": "280700", "PART": "850760"}


def tables(case: Tiny) -> Model:
    """Return the model that says what the case says."""
    calendar = periods(case.periods, PERIOD_DAYS)
    rows: list[Row] = [
        *(Site(site=place.site, name=place.site, country=place.country)
          for place in (*case.sellers, *case.plants, *case.markets)),
        *(Product(product=code, name=code, hs=hs, disposal_cost=case.disposal) for code, hs in HS.items()),
        *_law(case),
    ]  # fmt: skip
    for seller in case.sellers:
        rows.extend(_seller(seller))
    for plant in case.plants:
        rows.extend(_plant(plant))
    for market in case.markets:
        rows.extend(_market(market))
    rows.extend(_way(way) for way in case.ways)
    return model(list(calendar), *rows, rate_per_year=case.rate_per_year)


def _law(case: Tiny) -> list[Row]:
    importers = sorted({importer for importer, _ in case.base})
    return [
        *(valuation(importer, "cif" if importer in case.cif else "fob") for importer in importers),
        *(base_rate(importer, rate, hs=HS[product]) for (importer, product), rate in case.base.items()),
        *(programme(f"{importer}_{origin}", importer, rate, origins=origin)
          for (importer, origin), rate in case.extra.items()),
    ]  # fmt: skip


def _seller(seller: Seller) -> list[Row]:
    return [
        Offer(
            offer=f"OFFER_{seller.site}", site=seller.site, product=seller.product, unit_cost=seller.price,
            np_origin=seller.origin, max_quantity=seller.most, min_quantity=seller.least, fixed_cost=seller.fixed,
            tooling=seller.tooling, per=seller.per,
        ),
        Value(seller=seller.site, product=seller.product, transaction_value=seller.value),
    ]  # fmt: skip


def _plant(plant: Plant) -> list[Row]:
    process = f"MAKE_{plant.site}"
    inputs = [
        RecipeLine(process=process, product=product, role="input", quantity=quantity,
                   essential="yes" if n == 0 else "no")
        for n, (product, quantity) in enumerate(plant.needs)
    ]  # fmt: skip
    return [
        Process.model_validate({"process": process, "yield": plant.good}),
        RecipeLine(process=process, product="PART", role="output", quantity=plant.output),
        *inputs,
        Capability(
            site=plant.site, process=process, capacity=plant.capacity, unit_cost=plant.unit_cost,
            fixed_cost=plant.fixed, min_run=plant.least, open_cost=plant.open_cost, close_cost=plant.close_cost,
            initially_open="yes" if plant.initially_open else "no",
        ),
        *(Determination(process=process, importer=importer, confers_origin="yes")
          for importer in sorted(plant.confers)),
        Value(seller=plant.site, product="PART", transaction_value=plant.value),
    ]  # fmt: skip


def _market(market: Market) -> list[Row]:
    return [
        Demand(
            site=market.site, product="PART", period=f"T{t + 1}", quantity=quantity,
            shortfall_penalty=market.penalty, price=market.price,
        )
        for t, quantity in enumerate(market.quantities)
    ]  # fmt: skip


def _way(way: Way) -> Lane:
    return Lane(
        from_site=way.source, to_site=way.target, mode="sea", product=way.product, unit_cost=way.freight,
        transit_days=way.lag * PERIOD_DAYS, insurance=way.insurance, capacity=way.capacity,
        min_shipment=way.least, fixed_cost=way.fixed,
    )  # fmt: skip
