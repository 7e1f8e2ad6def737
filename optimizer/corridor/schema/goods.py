"""What is moved and made: products, their codes and units, processes and recipes."""

from __future__ import annotations

from typing import Annotated, ClassVar, Literal

from pydantic import Field

from corridor.schema.row import (
    EACH,
    Amount,
    Code,
    CodeOrEach,
    Day,
    HsCode,
    Positive,
    Share,
    SourcedRow,
    Yes,
)

EndUse = Annotated[str, Field(pattern=r"^[a-z_]+$")]
"""Declared end use as the law data names it: none, stationary, auto_part, industrial, ..."""


class Product(SourcedRow):
    """A good."""

    TABLE: ClassVar[str] = "products"
    KEY: ClassVar[tuple[str, ...]] = ("product",)

    product: Code
    """Code of the product."""
    name: str
    """Name for people."""
    hs: HsCode | None = None
    """Harmonized System code, 6 digits or more, without dots. Empty: the product never crosses a border."""
    hs_edition: Annotated[int, Field(ge=1988, le=2100)] = 2022
    """Edition of the Harmonized System."""
    unit: str = "unit"
    """Unit of every quantity of this product: t, kg, kWh, MWh, GWh, unit, thousand_units, m2, m3, l."""
    mass_kg: Amount | None = None
    """[kg / unit] Gross mass of one unit; needed where freight is priced by tonne."""
    group: Code | None = None
    """Product group, for filters and reports."""
    origin_part: Code | None = None
    """Part of its code that the product belongs to where an agreement divides a code by words: as origin_rules.part."""
    disposal_cost: Amount | None = None
    """[money / unit] Cost of getting rid of one unit. Empty: it cannot be disposed of."""


class ProductCode(SourcedRow):
    """The tariff code of a product at one importer, as finely as that importer's tariff goes."""

    TABLE: ClassVar[str] = "codes"
    KEY: ClassVar[tuple[str, ...]] = ("product", "importer")

    product: Code
    importer: Code
    """Customs territory: US, EU, JP, ..."""
    code: HsCode
    """National code, up to 10 digits, without dots."""
    edition: str = ""
    """Edition of the tariff the code stands in."""
    valid_from: Day | None = None
    """First day the code is used; for information."""


class UnitFactor(SourcedRow):
    """How many `to_unit` make one `from_unit` of a product (kWh, pieces, wet and dry tonnes, metal)."""

    TABLE: ClassVar[str] = "units"
    KEY: ClassVar[tuple[str, ...]] = ("product", "from_unit", "to_unit")

    product: CodeOrEach
    from_unit: str
    to_unit: str
    factor: Positive
    """[to_unit / from_unit]"""


class Process(SourcedRow):
    """A way of making something."""

    TABLE: ClassVar[str] = "processes"
    KEY: ClassVar[tuple[str, ...]] = ("process",)

    process: Code
    name: str = ""
    yield_share: Annotated[Share, Field(alias="yield", gt=0)] = 1.0
    """[1] Good output per planned output: output = runs x quantity x yield."""
    tests: Annotated[str, Field(pattern=r"^([a-z_]+(;[a-z_]+)*)?$")] = ""
    """Process tests of origin rules that the process meets: chemical_reaction;purification;diffusion;
    wholly_obtained. Each rests on evidence of its own: see `source`."""
    minimal: Yes = "no"
    """yes: minimal operations (sorting, packing, simple mixing): they never confer preferential origin."""


class Determination(SourcedRow):
    """A judgement on whether a process confers non-preferential origin (substantial transformation).

    Without a row the output keeps the origin of the essential input.
    """

    TABLE: ClassVar[str] = "determinations"
    KEY: ClassVar[tuple[str, ...]] = ("site", "process", "product", "importer", "regime")

    site: CodeOrEach = EACH
    process: CodeOrEach
    product: CodeOrEach = EACH
    """The product made."""
    importer: CodeOrEach = EACH
    """The customs territory that judges; `*`: each."""
    regime: Literal["non_preferential"] = "non_preferential"
    """The body of law the judgement belongs to."""
    confers_origin: Yes
    """yes: the output originates in the country of the site."""
    basis: str = ""
    """Why: ruling, working practice, own analysis."""
    ruling_no: str = ""
    """Number of the ruling, if there is one."""
    valid_to: Day | None = None
    """Last day the judgement may be relied on."""


class RecipeLine(SourcedRow):
    """One input or output of a process, per run."""

    TABLE: ClassVar[str] = "recipes"
    KEY: ClassVar[tuple[str, ...]] = ("process", "product", "role", "alternative")

    process: Code
    product: Code
    role: Literal["input", "output", "byproduct"]
    """Each alternative has exactly one output; by-products come along with it."""
    alternative: CodeOrEach = EACH
    """Name of a recipe alternative; `*`: the line holds in each alternative of the process."""
    quantity: Positive
    """[unit / run] Amount per run. Of a substitute: what is needed if it were used alone."""
    essential: Yes = "no"
    """yes: the output inherits this input's origin where the process confers none."""
    substitution_group: Code | None = None
    """Inputs of one group replace each other."""
    discrete: Yes = "no"
    """yes: a part that can be told apart unit by unit, so each unit made qualifies by its own parts; no: materials
    that are exchanged for each other, whose origin may be averaged."""
    min_share: Share = 0.0
    """[1] Least share of the group's need that this input covers."""
    max_share: Share = 1.0
    """[1] Largest share of the group's need that this input covers."""
    end_use: EndUse = "none"
    """Of an input: the end use that is declared when it is imported for this process."""


class Capability(SourcedRow):
    """A process that a site can run, how much of it, and at what cost."""

    TABLE: ClassVar[str] = "capabilities"
    KEY: ClassVar[tuple[str, ...]] = ("site", "process", "period")

    site: Code
    process: Code
    period: CodeOrEach = EACH
    capacity: Amount | None = None
    """[unit of the output per `per`] Largest output; empty: no limit of its own."""
    per: Literal["period", "year"] = "period"
    """What capacity, min_run and fixed_cost are counted over; `year` is prorated by days."""
    min_run: Amount = 0.0
    """[unit of the output per `per`] Least output while open."""
    unit_cost: Amount = 0.0
    """[money / unit of the output] Conversion cost."""
    fixed_cost: Amount = 0.0
    """[money per `per`] Cost of being open."""
    open_cost: Amount = 0.0
    """[money] Cost of opening, once per opening."""
    close_cost: Amount = 0.0
    """[money] Cost of closing, once per closing."""
    initially_open: Yes = "yes"
    """Whether it is open before the first period."""
    ramp: Annotated[str, Field(pattern=r"^([0-9]+(\.[0-9]+)?(;[0-9]+(\.[0-9]+)?)*)?$")] = ""
    """[%] Share of capacity in the first, second, ... period since opening: 25;50;100. Full afterwards."""
    resource: Code | None = None
    """The shared resource that the process draws on (table resources)."""
    use_per_run: Amount = 1.0
    """[resource units / run] What one run takes of the resource."""
