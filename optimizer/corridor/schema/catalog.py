"""The tables there are: of a model, of the reference data and of a run."""

from __future__ import annotations

from corridor.schema.border import Agreement, Fee, Quota, Relief
from corridor.schema.goods import (
    Capability,
    Determination,
    Process,
    Product,
    ProductCode,
    RecipeLine,
    UnitFactor,
)
from corridor.schema.legal import BaseRate, CountryRecord, SpecialRate, Valuation
from corridor.schema.moving import Demand, Handling, Lane, Limit
from corridor.schema.places import Entity, Listing, Period, Resource, Site
from corridor.schema.programmes import Coverage, Programme
from corridor.schema.results import (
    Closing,
    CostLine,
    Delivery,
    Dual,
    DutyLayer,
    Flow,
    LimitResult,
    Opening,
    OrderLots,
    Production,
    Purchase,
    Shortfall,
    StockResult,
    Use,
)
from corridor.schema.row import Row
from corridor.schema.supply import ExchangeRate, Index, Offer, Quote, Stock, Value

MODEL_TABLES: tuple[type[Row], ...] = (
    Period,
    Site,
    Entity,
    Listing,
    Product,
    ProductCode,
    UnitFactor,
    ExchangeRate,
    Index,
    Quote,
    Offer,
    Process,
    Determination,
    RecipeLine,
    Capability,
    Resource,
    Handling,
    Lane,
    Demand,
    Value,
    Stock,
    Limit,
    BaseRate,
    Programme,
    Valuation,
)
"""Input tables, in reading order. A model may add its own duty records (the last three)."""

REQUIRED_TABLES: tuple[str, ...] = ("periods", "sites", "products", "demand")
"""Tables that no model can do without."""

REFERENCE_TABLES: tuple[type[Row], ...] = (
    CountryRecord,
    Valuation,
    BaseRate,
    SpecialRate,
    Programme,
    Coverage,
    Fee,
    Agreement,
    Quota,
    Relief,
)
"""Tables of `data/`."""

RESULT_TABLES: tuple[type[Row], ...] = (
    Flow,
    DutyLayer,
    Purchase,
    Production,
    Use,
    StockResult,
    Closing,
    Delivery,
    Shortfall,
    Opening,
    OrderLots,
    CostLine,
    LimitResult,
    Dual,
)
"""Tables of a run."""
