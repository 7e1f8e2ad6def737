"""The tables there are: of a model, of the reference data and of a run."""

from __future__ import annotations

from corridor.schema.border import Agreement, Fee, Penalty, Quota, QuotaLicence, Relief
from corridor.schema.content import ContentRule
from corridor.schema.corridor import CorridorPolicy
from corridor.schema.custody import Custody
from corridor.schema.elections import Election
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
from corridor.schema.origin import Concordance, OriginProvision, OriginRule
from corridor.schema.origin_results import Claim, OriginInput, OriginTest
from corridor.schema.places import Entity, Listing, Period, Resource, Site
from corridor.schema.programmes import Coverage, Programme
from corridor.schema.quota_results import QuotaUse
from corridor.schema.results import (
    Closing,
    CostLine,
    Delivery,
    Dual,
    DutyLayer,
    FeeLayerResult,
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
    ContentRule,
    Election,
    Custody,
    CorridorPolicy,
    QuotaLicence,
    BaseRate,
    Programme,
    Valuation,
    SpecialRate,
    Agreement,
    Quota,
    OriginProvision,
    OriginRule,
    Penalty,
)
"""Input tables, in reading order. A model may add its own records of law (the last nine)."""

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
    Penalty,
    OriginProvision,
    OriginRule,
    Concordance,
)
"""Tables of `data/`."""

RESULT_TABLES: tuple[type[Row], ...] = (
    Flow,
    DutyLayer,
    FeeLayerResult,
    Claim,
    QuotaUse,
    Purchase,
    Production,
    Use,
    OriginTest,
    OriginInput,
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
