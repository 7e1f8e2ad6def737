"""The tables of a run: what a plan does, what it costs, and what binds."""

from __future__ import annotations

from typing import ClassVar, Literal

from corridor.schema.row import Row


class Flow(Row):
    """A shipment: a product in one origin state, leaving a site in one period."""

    TABLE: ClassVar[str] = "flows"
    KEY: ClassVar[tuple[str, ...]] = (
        "product",
        "state",
        "from_site",
        "to_site",
        "mode",
        "route",
        "option",
        "tag",
        "ship_period",
    )

    product: str
    state: str
    """Origin state, such as CN, or CN/auto_part where duty depends on the end use, or CN@Q12 where the
    goods are bound to one quote's terms."""
    from_site: str
    to_site: str
    mode: str
    route: str
    option: str
    """MFN: no preference claimed; else the agreement that is. Behind `@` the tariff-rate quota that the goods enter
    within, as MFN@GB_AUTOS."""
    tag: str
    ship_period: str
    arrival_state: str = ""
    """Origin state on arrival, where statuses were lost on the way or nothing behind it looks at them; empty: as on
    departure, no longer bound to an offer."""
    quantity: float
    """[unit] Departs in ship_period."""
    np_origin: str
    """Non-preferential origin as the importer sees it."""
    end_use: str
    importer: str
    """Customs territory entered; empty for domestic transport."""
    transaction_value: float
    """[money / unit]"""
    customs_value: float
    """[money / unit] On the importer's basis."""
    freight: float
    """[money] Lane freight of the whole flow, demurrage included."""
    insurance: float
    """[money]"""
    export_tax: float
    """[money]"""
    duty: float
    """[money] Duty that the plan pays; 0 where the seller bears it."""
    fees: float = 0.0
    """[money] Fees on the entries, as recorded; 0 where the seller, who enters the goods, bears them."""
    carrying: float
    """[money] Cost of capital while under way."""
    claim_cost: float = 0.0
    """[money] Cost of proofs of origin for the claim."""
    handling: float
    """[money] Cost of receiving what arrives within the horizon."""
    transit_days: float
    """[days] Transit, dwell and expected inspection."""
    distance_km: float | None
    """[km] Length of the way: the lane's, else the great circle; empty without coordinates."""


class DutyLayer(Row):
    """One programme's part in the duty of one flow."""

    TABLE: ClassVar[str] = "duty_layers"
    KEY: ClassVar[tuple[str, ...]] = (
        "product",
        "state",
        "from_site",
        "to_site",
        "mode",
        "route",
        "option",
        "tag",
        "ship_period",
        "programme",
        "record",
    )

    product: str
    state: str
    from_site: str
    to_site: str
    mode: str
    route: str
    option: str
    tag: str
    ship_period: str
    programme: str
    record: str
    status: Literal["applied", "borne_by_seller", "unknown", "projected", "needs_evidence"]
    """applied; borne_by_seller: due, and in the price; projected: beyond the horizon of the law; needs_evidence:
    presumed to apply, facts that no table gives would decide; unknown: not to be read as 0."""
    rate: float
    """[1] Day-weighted mean over the arrival window."""
    specific: float
    """[money / unit] Day-weighted mean of the specific part."""
    base: float
    """[money] Customs value of the flow."""
    amount: float
    """[money]"""
    reason: str
    citation: str
    evidence: str


class FeeLayerResult(Row):
    """One record's part in the fees on the entries of one flow."""

    TABLE: ClassVar[str] = "fee_layers"
    KEY: ClassVar[tuple[str, ...]] = (*Flow.KEY, "fee", "record")

    product: str
    state: str
    from_site: str
    to_site: str
    mode: str
    route: str
    option: str
    tag: str
    ship_period: str
    fee: str
    """Name of the fee, as MPF."""
    record: str
    status: Literal["applied", "borne_by_seller", "projected", "needs_evidence", "switched_off"]
    """applied; borne_by_seller: due, and the seller who enters the goods pays; projected: beyond the horizon of the
    law; needs_evidence: facts that no table gives would decide, it counts as due; switched_off: exempt."""
    window_share: float
    """[1] Share of the arrival window on which the record decides."""
    entry_size: float | None
    """[unit] What is entered at once; empty: the lane gives no shipment_size, and neither least nor most is applied."""
    rate: float
    """[1] Share of the customs value."""
    least: float
    """[money / entry] As applied."""
    most: float | None
    """[money / entry] As applied; empty: none."""
    base: float
    """[money] Customs value of the flow, of the part that the record decides on."""
    amount: float
    """[money]"""
    reason: str
    citation: str
    evidence: str


class Purchase(Row):
    """What is bought under an offer."""

    TABLE: ClassVar[str] = "purchases"
    KEY: ClassVar[tuple[str, ...]] = ("offer", "state", "period")

    offer: str
    state: str
    period: str
    site: str
    product: str
    quantity: float
    """[unit]"""
    cost: float
    """[money] Quantity times unit cost."""


class Production(Row):
    """A lot: output of one process at one site in one origin state."""

    TABLE: ClassVar[str] = "production"
    KEY: ClassVar[tuple[str, ...]] = (
        "site",
        "process",
        "alternative",
        "product",
        "state",
        "rule_choice",
        "tag",
        "period",
    )

    site: str
    process: str
    alternative: str
    product: str
    state: str
    rule_choice: str
    tag: str
    period: str
    quantity: float
    """[unit of the output]"""
    cost: float
    """[money] Conversion cost."""


class Use(Row):
    """Input that a lot consumes."""

    TABLE: ClassVar[str] = "uses"
    KEY: ClassVar[tuple[str, ...]] = (
        "site",
        "process",
        "alternative",
        "product",
        "state",
        "rule_choice",
        "tag",
        "period",
        "input",
        "input_state",
        "value_class",
    )

    site: str
    process: str
    alternative: str
    product: str
    state: str
    rule_choice: str
    tag: str
    period: str
    input: str
    input_state: str
    value_class: str
    quantity: float
    """[unit of the input]"""


class StockResult(Row):
    """Goods in store at the end of a period, and goods disposed of in it."""

    TABLE: ClassVar[str] = "stocks"
    KEY: ClassVar[tuple[str, ...]] = ("site", "product", "state", "period")

    site: str
    product: str
    state: str
    period: str
    quantity: float
    """[unit] At the end of the period."""
    disposed: float
    """[unit] Disposed of in the period."""
    cost: float
    """[money] Storage, cost of capital and disposal."""


class Closing(Row):
    """Goods in stock or under way at the end of the horizon that are credited at their closing value."""

    TABLE: ClassVar[str] = "closing"
    KEY: ClassVar[tuple[str, ...]] = ("site", "product")

    site: str
    product: str
    quantity: float
    """[unit] Credited."""
    value: float
    """[money / unit]"""


class Delivery(Row):
    """Goods handed to demand."""

    TABLE: ClassVar[str] = "deliveries"
    KEY: ClassVar[tuple[str, ...]] = ("site", "product", "state", "period", "end_use")

    site: str
    product: str
    state: str
    period: str
    end_use: str
    quantity: float
    """[unit]"""


class Shortfall(Row):
    """Demand that is not met."""

    TABLE: ClassVar[str] = "shortfall"
    KEY: ClassVar[tuple[str, ...]] = ("site", "product", "period", "end_use")

    site: str
    product: str
    period: str
    end_use: str
    demanded: float
    """[unit]"""
    quantity: float
    """[unit] Not delivered."""
    cost: float
    """[money]"""


class Opening(Row):
    """Whether a capability, depot, lane, offer or counted site is open or used."""

    TABLE: ClassVar[str] = "openings"
    KEY: ClassVar[tuple[str, ...]] = ("kind", "subject", "window")

    kind: str
    """capability, handling, lane, offer, tooling, count or election."""
    subject: str
    """What it is: SITE:PROCESS, FROM>TO:mode:route, the offer, ELECTION:ALTERNATIVE, ..."""
    window: str
    """Period, year or horizon."""
    open: int
    """1 open, 0 closed."""
    opened: int
    closed: int
    cost: float
    """[money] Fixed, opening and closing cost."""


class OrderLots(Row):
    """Whole lots ordered under an offer with an order multiple."""

    TABLE: ClassVar[str] = "order_lots"
    KEY: ClassVar[tuple[str, ...]] = ("offer", "period")

    offer: str
    period: str
    lots: int
    """[1] The quantity of the period is this many order multiples."""


class CostLine(Row):
    """A line of the cost table. The lines add up to the objective."""

    TABLE: ClassVar[str] = "costs"
    KEY: ClassVar[tuple[str, ...]] = ("line",)

    line: str
    """Name of the line, such as cost_purchase."""
    amount: float
    """[money]"""


class LimitResult(Row):
    """Where a limit stands."""

    TABLE: ClassVar[str] = "limits"
    KEY: ClassVar[tuple[str, ...]] = ("limit", "attribute", "window")

    limit: str
    attribute: str
    """The attribute value, where the limit holds for each; else empty."""
    window: str
    value: float
    """Left side: total, share or count."""
    lower: float | None
    upper: float | None
    excess: float
    """[measure] Violation of a soft limit."""
    cost: float
    """[money] Price of the violation."""


class Dual(Row):
    """Marginal value of a constraint, or reduced cost of a variable, and what it is valid for."""

    TABLE: ClassVar[str] = "duals"
    KEY: ClassVar[tuple[str, ...]] = ("kind", "name", "key")

    kind: Literal["row", "column"]
    name: str
    """Name of the constraint family or variable."""
    key: str
    """Which one, in codes."""
    value: float
    """Level of the row or column."""
    dual_fixed_openings: float
    """[money / unit] Shadow price or reduced cost, valid while these sites stay open."""
