"""How goods reach their users: lanes, handling, demand, and the limits a planner sets."""

from __future__ import annotations

from typing import Annotated, ClassVar, Literal

from pydantic import Field

from corridor.schema.goods import EndUse
from corridor.schema.row import EACH, Amount, Code, CodeOrEach, Codes, Number, Per, Share, SourcedRow, Yes


class Lane(SourcedRow):
    """A way from one site to another."""

    TABLE: ClassVar[str] = "lanes"
    KEY: ClassVar[tuple[str, ...]] = ("from_site", "to_site", "mode", "route", "product", "period")

    from_site: Code
    to_site: Code
    mode: Literal["sea", "air", "road", "rail", "barge", "pipe"] = "sea"
    route: Code = "DIRECT"
    """Name of the route, where a pair of sites has several."""
    product: CodeOrEach = EACH
    period: CodeOrEach = EACH
    unit_cost: Amount = 0.0
    """[money / unit] Freight."""
    cost_per_t: Amount = 0.0
    """[money / t] Freight by mass, added to unit_cost; needs the product's mass_kg."""
    insurance: Share = 0.0
    """[1] Insurance as a share of the transaction value."""
    fixed_cost: Amount = 0.0
    """[money per period] Paid in each period in which the lane is used."""
    transit_days: Amount = 0.0
    """[days] Time under way."""
    port_dwell_days: Amount = 0.0
    """[days] Waiting in ports."""
    inspection_share: Share = 0.0
    """[1] Share of shipments that customs inspects."""
    inspection_days: Amount = 0.0
    """[days] Delay of an inspected shipment."""
    demurrage_per_day: Amount = 0.0
    """[money / shipment and day] Paid during an inspection; needs shipment_size."""
    capacity: Amount | None = None
    """[unit per period, or t per period] Largest departure in a period."""
    capacity_measure: Literal["quantity", "mass"] = "quantity"
    """What capacity counts: quantity in product units, or mass in tonnes (needs mass_kg)."""
    scope: Literal["own", "shared"] = "own"
    """own: each product of a `*` row has the capacity and fixed cost for itself; shared: all together."""
    min_shipment: Amount = 0.0
    """[as capacity counts, per period] Zero or at least this."""
    shipment_size: Amount | None = None
    """[unit] Size of one shipment."""
    transit_countries: Codes = ""
    """Countries on the way in which the goods are landed: direct transport is judged by them."""
    in_transit: Literal["customs_control", "free"] = "customs_control"
    """Whether goods landed on the way stay under customs control, unaltered, with proof of it; free: they do not."""
    export_tax: Share = 0.0
    """[1] Export tax of the country left, as a share of the transaction value."""
    distance_km: Amount | None = None
    """[km] Length of the way; computed as a great circle when empty."""


class Handling(SourcedRow):
    """What a depot or port can receive, and at what cost."""

    TABLE: ClassVar[str] = "handling"
    KEY: ClassVar[tuple[str, ...]] = ("site", "product", "period")

    site: Code
    product: CodeOrEach = EACH
    period: CodeOrEach = EACH
    capacity: Amount | None = None
    """[unit per `per`] Largest quantity that arrives by lane in the period."""
    per: Literal["period", "year"] = "period"
    """What capacity and fixed_cost are counted over."""
    unit_cost: Amount = 0.0
    """[money / unit] Cost of receiving one unit."""
    fixed_cost: Amount = 0.0
    """[money per `per`] Cost of being open."""
    open_cost: Amount = 0.0
    """[money] Cost of opening, once per opening."""
    initially_open: Yes = "yes"
    """Whether it is open before the first period."""
    scope: Literal["own", "shared"] = "own"
    """own: each product of a `*` row by itself; shared: all together."""


class Demand(SourcedRow):
    """What a site wants."""

    TABLE: ClassVar[str] = "demand"
    KEY: ClassVar[tuple[str, ...]] = ("site", "product", "period", "end_use")

    site: Code
    product: Code
    period: CodeOrEach = EACH
    end_use: EndUse = "none"
    """What the goods are for; duty may depend on it."""
    quantity: Amount
    """[unit per `per`]"""
    per: Literal["period", "year"] = "period"
    """`period`, or `year` prorated by days."""
    content_rules: Codes = ""
    """Content rules that each unit delivered must satisfy (table content_rules)."""
    shortfall_penalty: Amount | None = None
    """[money / unit] Cost of a unit that is not delivered. Empty (and no price): all must be delivered."""
    price: Amount | None = None
    """[money / unit] Revenue of a delivered unit; without a penalty the quantity is then only a maximum."""


class Limit(SourcedRow):
    """A rule of the planner: a bound on a quantity, a share or a number of things."""

    TABLE: ClassVar[str] = "limits"
    KEY: ClassVar[tuple[str, ...]] = ("limit",)

    limit: Code
    """Name of the rule, as reports show it."""
    of: str
    """What is limited: TABLE[column=value|value, column!=value]. Tables: flows, purchases, production,
    deliveries, stocks. `flows[product=CELL, np_origin=CN, to_country=US]`."""
    within: str = ""
    """The whole that a share is taken of, written the same way."""
    measure: Literal["quantity", "mass", "value", "cost", "sites"] = "quantity"
    """quantity [unit], mass [t], value [money, transaction value], cost [money, all cost of the rows],
    sites [number of sites that carry something]."""
    form: Annotated[Literal["total", "share", "count"], Field(alias="as")] = "total"
    """total, share of `within`, or count (measure sites)."""
    attribute_by: Literal["", "from_country", "np_origin", "owner", "site"] = ""
    """Not empty: the limit holds for each value of this attribute by itself (no single country above 40 %)."""
    lower: Number | None = None
    """Least value, in the unit of `measure`, or a share between 0 and 1."""
    upper: Number | None = None
    """Largest value."""
    per: Per = "period"
    """The limit holds in each period, each calendar year, or over the horizon."""
    price: Amount | None = None
    """[money per unit of violation] A soft limit; of a share: per unit of the measure. Empty: hard."""
    threshold: Amount = 0.0
    """[unit per `per`] In a count: each site carries nothing or at least this; needed with a lower bound."""
