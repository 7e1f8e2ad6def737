"""Where goods come from: quotes as buyers get them, offers as the plan uses them, stocks, prices."""

from __future__ import annotations

from typing import Annotated, ClassVar, Literal

from pydantic import Field

from corridor.schema.goods import EndUse
from corridor.schema.row import (
    EACH,
    Amount,
    Code,
    CodeOrEach,
    Codes,
    Country,
    Day,
    Number,
    Per,
    Positive,
    SourcedRow,
)

Incoterm = Literal["EXW", "FCA", "FAS", "FOB", "CFR", "CIF", "CPT", "CIP", "DAP", "DPU", "DDP"]
"""Incoterms 2020."""

Currency = Annotated[str, Field(pattern=r"^[A-Z]{3}$")]
"""ISO 4217 code."""


class Quote(SourcedRow):
    """A supplier's price as it was given: in its currency, unit and incoterm."""

    TABLE: ClassVar[str] = "quotes"
    KEY: ClassVar[tuple[str, ...]] = ("quote",)

    quote: Code
    site: Code
    """Site the goods are shipped from."""
    product: Code
    destination: Code | None = None
    """Site the price holds for. Needed for CFR, CIF, CPT, CIP, DAP, DPU and DDP."""
    seller: Code | None = None
    """Company that sells (table entities)."""
    producer_entity: Code | None = None
    """Company that makes the goods, if not the seller."""
    np_origin: Country | None = None
    """Non-preferential country of origin of the goods; empty: the country of the site, as an assumption."""
    price: Positive | None = None
    """[currency / per_unit] Price; empty where index_formula gives it."""
    index_formula: str = ""
    """Price as a linear formula of indices: 0.82 * LME_NI + 350. Codes are those of table indices."""
    currency: Currency
    per_unit: str
    """Unit the price is for; converted with table units where it is not the product's."""
    incoterm: Incoterm
    named_place: str = ""
    """The place named with the incoterm."""
    importer_of_record: Literal["buyer", "seller"] = "buyer"
    """Who enters the goods. DDP: the seller."""
    duty_borne_by: Literal["buyer", "seller"] | None = None
    """Who pays import duty; empty: as the incoterm says (DDP: seller, else buyer)."""
    origin_charges: Amount | None = None
    """[currency / per_unit] Pick-up, export clearance and haulage to the carrier that the price leaves out.
    Needed for EXW."""
    freight: Amount | None = None
    """[currency / per_unit] International freight contained in the price; empty: as table lanes says."""
    insurance: Amount | None = None
    """[currency / per_unit] Insurance contained in the price; empty: as table lanes says."""
    quoted_on: Day
    valid_to: Day
    """Last day the price is good. A quote that expired before the model's as_of date is a fault."""
    tier_from: Amount = 0.0
    """[per_unit, per period] Quantity from which the price holds."""
    tier_to: Positive | None = None
    """[per_unit, per period] Quantity up to which the price holds; empty: no end."""
    moq_per_order: Amount = 0.0
    """[per_unit / order] Least quantity of an order."""
    lot_multiple: Positive | None = None
    """[per_unit] Orders are multiples of this."""
    orders_per_period: Annotated[int, Field(ge=1, le=1000)] = 1
    """[1] Equal orders per period; the order minimum holds for each."""
    payment_days: Annotated[float, Field(ge=0, le=720)] = 0.0
    """[days] Time between delivery and payment; its interest lowers the cost, not the customs value."""
    tooling: Amount = 0.0
    """[currency] Paid once if the quote is used at all."""
    lead_time_days: Annotated[float, Field(ge=0, le=3650)] = 0.0
    """[days] From order to readiness for shipment."""


class Offer(SourcedRow):
    """A product that can be bought at a site: what a quote becomes, or what a model states directly."""

    TABLE: ClassVar[str] = "offers"
    KEY: ClassVar[tuple[str, ...]] = ("offer",)

    offer: Code
    site: Code
    product: Code
    period: CodeOrEach = EACH
    unit_cost: Number
    """[money / unit] Price at the site, before the lane's costs."""
    min_quantity: Amount = 0.0
    """[unit per `per`] Zero or at least this is bought. In a schedule: where this tier begins."""
    max_quantity: Amount | None = None
    """[unit per `per`] At most this. In a schedule: where this tier ends."""
    per: Per = "period"
    """What the quantities and fixed_cost are counted over."""
    fixed_cost: Amount = 0.0
    """[money per `per`] Paid if anything is bought."""
    tooling: Amount = 0.0
    """[money] Paid once if anything is bought in the horizon."""
    tooling_group: Code | None = None
    """Offers of one group share one tooling, paid once for all of them; empty: the offer's own."""
    schedule: Code | None = None
    """Offers of one schedule are the price tiers of one purchase."""
    tiering: Literal["incremental", "all_units"] = "incremental"
    """incremental: each tier's price holds for its own units, and tiers fill in order of quantity;
    all_units: the reached tier's price holds for every unit."""
    order_minimum: Amount = 0.0
    """[unit / order] Zero or at least this in every order."""
    orders_per_period: Annotated[int, Field(ge=1, le=1000)] = 1
    """[1] Equal orders per period."""
    order_multiple: Positive | None = None
    """[unit] The quantity of a period is a whole multiple of this."""
    available_from: Day | None = None
    """First day goods can be had; a period that has begun counts in proportion."""
    np_origin: Country | None = None
    """Non-preferential origin; empty: the country of the site, counted as an assumption."""
    originating_under: Codes = ""
    """Agreements under which the supplier declares the goods to originate: ATIGA;RCEP."""
    traced_content: Annotated[
        str, Field(pattern=r"^([A-Z0-9_]+:(0|1|0?\.[0-9]+)(;[A-Z0-9_]+:(0|1|0?\.[0-9]+))*)?$")
    ] = ""
    """Content that counts under an agreement although the goods do not originate (or, where nothing is absorbed, of
    goods that do), as the supplier declares it: ATIGA:0.3."""
    complies_with: Codes = ""
    """Content rules that the supplier documents the goods to satisfy with everything in them (table content_rules)."""
    proof_until: Day | None = None
    """Last day the supplier's proofs of origin and compliance hold; empty: they do not expire."""
    destination: Code | None = None
    """Site the goods must go to directly; empty: any."""
    customs_value: Amount | None = None
    """[money / unit] Transaction value without international freight, where it differs from unit_cost or
    from table values. Used on the way to `destination`."""
    duty_borne_by: Literal["buyer", "seller"] = "buyer"
    """seller: unit_cost already contains the import duty (needs a destination)."""
    producer_entity: Code | None = None
    """Company that makes the goods; empty: the site's."""


class Stock(SourcedRow):
    """Permission to store a product at a site, what is there and what must be, and what it is worth."""

    TABLE: ClassVar[str] = "stocks"
    KEY: ClassVar[tuple[str, ...]] = ("site", "product", "period")

    site: CodeOrEach = EACH
    product: CodeOrEach = EACH
    period: CodeOrEach = EACH
    opening: Amount = 0.0
    """[unit] On hand before the first period."""
    in_transit: Amount = 0.0
    """[unit] Already under way; arrives in `period` (the first period if `*`). Paid and cleared."""
    np_origin: Country | None = None
    """Origin of opening and in_transit goods; empty: the country of the site, counted as an assumption."""
    originating_under: Codes = ""
    """Agreements under which opening and in_transit goods are known to originate."""
    complies_with: Codes = ""
    """Content rules that opening and in_transit goods are known to satisfy."""
    end_use: EndUse = "none"
    """End use that opening and in_transit goods were declared for, where their product has several."""
    min_quantity: Amount = 0.0
    """[unit] At least this at the end of the period."""
    max_quantity: Amount | None = None
    """[unit] At most this at the end of the period; 0: no storage; empty: no limit."""
    shelf_life_days: Positive | None = None
    """[days] What is in stock when the period ends has left the site within so many days after that, oldest
    first; empty: it keeps."""
    unit_cost: Amount = 0.0
    """[money / unit and year] Cost of storing; the cost of capital is added from rate_per_year."""
    closing_value: Amount = 0.0
    """[money / unit] Worth of a unit in stock at, or under way to, the site when the horizon ends."""
    closing_limit: Amount | None = None
    """[unit] At most so many units are worth closing_value; empty: no limit."""
    closing_cover_days: Amount | None = None
    """[days] Units worth closing_value are at most this many days of the last period's use; empty: no
    limit."""


class Value(SourcedRow):
    """Agreed price between two sites: the value that customs and the cost of capital look at."""

    TABLE: ClassVar[str] = "values"
    KEY: ClassVar[tuple[str, ...]] = ("seller", "buyer", "product", "period")

    seller: CodeOrEach = EACH
    """Site the goods leave."""
    buyer: CodeOrEach = EACH
    """Site the goods reach."""
    product: Code
    period: CodeOrEach = EACH
    transaction_value: Amount
    """[money / unit] Price of the goods when sold for export, without international freight and insurance."""
    fob: Amount | None = None
    """[money / unit] FOB value for tests of origin; empty: the transaction value."""
    ex_works: Amount | None = None
    """[money / unit] Ex-works price; tests of origin on that basis need it."""
    adjusted_value: Amount | None = None
    """[money / unit] Adjusted value of US agreements; empty: the transaction value."""
    net_cost: Amount | None = None
    """[money / unit] Net cost; tests of origin on that basis need it."""
    material_value: Amount | None = None
    """[money / unit] Value of the goods as a material in the buyer's tests of origin; empty: the transaction value,
    with freight and insurance where the agreement says so."""
    own_value: Amount | None = None
    """[money / unit] Labour, overhead and profit of the seller that a build-up test counts; empty: 0."""


class ExchangeRate(SourcedRow):
    """What one unit of a currency is worth in the model's currency."""

    TABLE: ClassVar[str] = "fx"
    KEY: ClassVar[tuple[str, ...]] = ("currency", "period")

    currency: Currency
    period: CodeOrEach = EACH
    rate: Positive
    """[model currency / currency]"""
    as_of: Day
    """Day of the quotation."""


class Index(SourcedRow):
    """A published price that index formulas refer to."""

    TABLE: ClassVar[str] = "indices"
    KEY: ClassVar[tuple[str, ...]] = ("index", "period")

    index: Code
    period: CodeOrEach = EACH
    price: Positive
    """[currency of the quote / unit of the index]"""
    as_of: Day
    """Day of the quotation."""
