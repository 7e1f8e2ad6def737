"""GAMS model library, `mexss` (SEQ=15): Mexican steel, small and static.

Source: D. Kendrick, A. Meeraus, J. Alatorre, The Planning of Investment Programs in the Steel Industry, Johns
Hopkins University Press, 1984; data as in https://www.gams.com/latest/gamslib_ml/libhtml/gamslib_mexss.html,
where the optimum is 538.8112. Quantities in millions of tonnes (gas: thousand million cubic metres,
electricity: million MWh) per year, money in millions of US dollars.

As tables: productive units are resources that processes draw on, raw materials are offers at the plants,
imports are an offer of a port with lanes to the markets, exports are a demand with a price whose quantity is
the export bound.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from benchmarks.instances import parts
from corridor.schema.goods import Capability, Process, RecipeLine
from corridor.schema.moving import Demand, Lane
from corridor.schema.places import Resource
from corridor.schema.row import Row
from corridor.schema.supply import Offer
from corridor.tables.tables import Model

PUBLISHED = 538.8112
"""[million $] Optimum."""

_PLANTS = {
    "AHMSA": "Altos Hornos, Monclova", "FUNDIDORA": "Monterrey", "SICARTSA": "Lazaro Cardenas",
    "HYLSA": "Monterrey", "HYLSAP": "Puebla",
}  # fmt: skip
_IMPORT, _EXPORT = "IMPORT", "EXPORT"
_PRICES = {"PELLETS": 18.7, "COKE": 52.17, "GAS": 14.0, "ELECTRICITY": 24.0, "SCRAP": 105.0}
"""[$ / t, $ / 1000 m3, $ / MWh] Domestic prices of raw materials."""
_IMPORT_PRICE, _EXPORT_PRICE = 150.0, 140.0
"""[$ / t] Steel."""
_EXPORT_BOUND = 1.0
"""[million t]"""

_RECIPES = {
    "PIG_IRON": {"PELLETS": 1.58, "COKE": 0.63},
    "SPONGE": {"PELLETS": 1.38, "GAS": 0.57},
    "STEEL_OH": {"PIG_IRON": 0.77, "SCRAP": 0.33},
    "STEEL_EL": {"SPONGE": 1.09, "ELECTRICITY": 0.58},
    "STEEL_BOF": {"PIG_IRON": 0.95, "SCRAP": 0.12},
}
"""Process -> input -> quantity per tonne of output. The first input is the one the product is made from."""
_OUTPUTS = {"PIG_IRON": "PIG_IRON", "SPONGE": "SPONGE"}
"""Output of the processes that do not make steel."""
_UNITS = {
    "PIG_IRON": "BLAST_FURNACE", "STEEL_OH": "OPEN_HEARTH", "STEEL_BOF": "OXYGEN_CONVERTER",
    "SPONGE": "DIRECT_REDUCTION", "STEEL_EL": "ARC_FURNACE",
}  # fmt: skip
"""Process -> productive unit, one unit of capacity per tonne of output."""
_CAPACITY = {
    "BLAST_FURNACE": {"AHMSA": 3.25, "FUNDIDORA": 1.40, "SICARTSA": 1.10},
    "OPEN_HEARTH": {"AHMSA": 1.50, "FUNDIDORA": 0.85},
    "OXYGEN_CONVERTER": {"AHMSA": 2.07, "FUNDIDORA": 1.50, "SICARTSA": 1.30},
    "DIRECT_REDUCTION": {"HYLSA": 0.98, "HYLSAP": 1.00},
    "ARC_FURNACE": {"HYLSA": 1.13, "HYLSAP": 0.56},
}
"""[million t / year]"""

_DEMAND, _RAW_STEEL = 5.209, 1.40
"""[million t] Demand for final goods in 1979, and [1] tonnes of raw steel for a tonne of them."""
_DEMAND_SHARES = {"MEXICO_DF": 0.55, "MONTERREY": 0.30, "GUADALAJARA": 0.15}
_RAIL = {
    "AHMSA": {"MEXICO_DF": 1204, "MONTERREY": 218, "GUADALAJARA": 1125, _EXPORT: 739},
    "FUNDIDORA": {"MEXICO_DF": 1017, "GUADALAJARA": 1030, _EXPORT: 521},
    "SICARTSA": {"MEXICO_DF": 819, "MONTERREY": 1305, "GUADALAJARA": 704},
    "HYLSA": {"MEXICO_DF": 1017, "GUADALAJARA": 1030, _EXPORT: 521},
    "HYLSAP": {"MEXICO_DF": 185, "MONTERREY": 1085, "GUADALAJARA": 760, _EXPORT: 315},
    _IMPORT: {"MEXICO_DF": 428, "MONTERREY": 521, "GUADALAJARA": 300},
}
"""[km] Rail distances. Where none is given the two are the same place, and transport is free."""


def load() -> Model:
    """Return the model. Quantities in millions of tonnes, money in millions of US dollars."""
    source = "GAMS model library, mexss (Kendrick, Meeraus, Alatorre 1984)"
    rows = (*_sites(), *_making(), *_markets(), *_lanes())
    return parts.model("mexss", rows, Path(__file__), "Mexican steel, small static", source)


def _sites() -> Iterator[Row]:
    """Yield sites and products."""
    for plant, name in _PLANTS.items():
        yield parts.site(plant, name)
    for place in (*_DEMAND_SHARES, _IMPORT, _EXPORT):
        yield parts.site(place)
    for goods in (*_PRICES, *_OUTPUTS.values(), "STEEL"):
        yield parts.product(goods)


def _making() -> Iterator[Row]:
    """Yield processes, what they need, and what each plant can do."""
    for process, inputs in _RECIPES.items():
        yield Process(process=process)
        yield RecipeLine(process=process, product=_OUTPUTS.get(process, "STEEL"), role="output", quantity=1)
        for number, (goods, quantity) in enumerate(inputs.items()):
            essential = "yes" if number == 0 else "no"
            yield RecipeLine(process=process, product=goods, role="input", quantity=quantity, essential=essential)
        for plant in _CAPACITY[_UNITS[process]]:
            yield Capability(site=plant, process=process, resource=_UNITS[process])
    for unit, capacities in _CAPACITY.items():
        for plant, capacity in capacities.items():
            yield Resource(site=plant, resource=unit, capacity=capacity)
    for plant in _PLANTS:
        for goods, price in _PRICES.items():
            yield Offer(offer=f"{goods}_{plant}", site=plant, product=goods, unit_cost=price, np_origin=parts.HOME)


def _markets() -> Iterator[Row]:
    """Yield demand, imports and exports."""
    for market, share in _DEMAND_SHARES.items():
        yield Demand(site=market, product="STEEL", quantity=_DEMAND * _RAW_STEEL * share)
    yield Offer(offer="IMPORTS", site=_IMPORT, product="STEEL", unit_cost=_IMPORT_PRICE, np_origin=parts.HOME)
    yield Demand(site=_EXPORT, product="STEEL", quantity=_EXPORT_BOUND, price=_EXPORT_PRICE)


def _lanes() -> Iterator[Row]:
    """Yield rail lanes for steel: 2.48 $ per tonne and 0.0084 $ per tonne and kilometre."""
    for origin in (*_PLANTS, _IMPORT):
        for target in (*_DEMAND_SHARES, *(() if origin == _IMPORT else (_EXPORT,))):
            distance = _RAIL[origin].get(target)
            yield Lane(
                from_site=origin, to_site=target, mode="rail", product="STEEL",
                unit_cost=0.0 if distance is None else 2.48 + 0.0084 * distance,
            )  # fmt: skip
