"""The law as records: customs territories, valuation bases, base rates and preferential rates."""

from __future__ import annotations

from typing import Annotated, ClassVar, Literal

from pydantic import Field

from corridor.schema.row import Amount, Code, Codes, Country, Day, Evidence, HsCode, Row
from corridor.schema.tariff_words import Combine, SpecificUnit, Where

_REPLACED = r"[0-9]{1,4}:[0-9]{4}-[0-9]{2}-[0-9]{2}:[0-9]{1,4}(\|[0-9]{1,4})*"
ReplacedSuffixes = Annotated[str, Field(pattern=rf"^({_REPLACED}(;{_REPLACED})*)?$")]
"""Statistical suffixes that others replaced, as `20:2025-12-31:30|90`."""


class CountryRecord(Row):
    """A country and the customs territory it belongs to."""

    TABLE: ClassVar[str] = "countries"
    KEY: ClassVar[tuple[str, ...]] = ("country",)

    country: Country
    name: str
    territory: Code
    """Customs territory: EU for its members, else the country itself."""


class Valuation(Row):
    """What a territory's customs value contains."""

    TABLE: ClassVar[str] = "valuations"
    KEY: ClassVar[tuple[str, ...]] = ("importer",)

    importer: Code
    basis: Literal["fob", "cif"]
    """fob: without international freight and insurance; cif: with them."""
    currency: Annotated[str, Field(pattern=r"^[A-Z]{3}$")]
    """Currency of the importer's specific duties (ISO 4217)."""
    citation: str
    evidence: Evidence


class BaseRate(Row):
    """The ordinary duty of one tariff line: most-favoured-nation, column 1 general; or column 2 with `origins`."""

    TABLE: ClassVar[str] = "base_rates"
    KEY: ClassVar[tuple[str, ...]] = ("importer", "hs", "origins", "valid_from")

    importer: Code
    hs: HsCode
    """Code prefix the rate holds for; the longest prefix that fits a code wins."""
    rate: Annotated[float, Field(ge=0, le=10)] = 0.0
    """[1] Ad valorem rate: 0.034 is 3.4 %."""
    specific: Amount = 0.0
    """[importer currency / specific_unit] Specific duty, added to the ad valorem part."""
    specific_unit: SpecificUnit = ""
    """Unit of the specific duty: kg of mass, unit of the product, or another unit of quantity."""
    combine: Combine = "sum"
    """How the ad valorem and the specific part make one duty: their sum, the higher, or the lower of them."""
    origins: Codes = "*"
    """Origins the rate holds for. A record that names the origin comes before one for all (column 2 of the US)."""
    valid_from: Day
    valid_to: Day | None = None
    """Last day, included; empty: no end known."""
    announced: Day | None = None
    """Day the rate was published: a law as known earlier does not hold it. Empty: its first day; of a rate in a model
    or a folder of your own, always known."""
    citation: str
    """Where the rate stands: instrument, edition, page."""
    evidence: Evidence
    note: str = ""
    replaced_suffixes: ReplacedSuffixes = ""
    """Statistical suffixes that others replaced, digits after `hs`: suffix, last day, suffixes since then, as
    `20:2025-12-31:30|90`. Nothing but a remark depends on them: the rate is that of the line."""


class SpecialRate(Row):
    """The preferential duty of one tariff line under an agreement. It replaces the base rate of a claim, only that."""

    TABLE: ClassVar[str] = "special_rates"
    KEY: ClassVar[tuple[str, ...]] = ("importer", "agreement", "hs", "valid_from")

    importer: Code
    agreement: Code
    """Agreement that is claimed: a code of table agreements."""
    hs: HsCode
    """Code prefix the rate holds for; the longest prefix that fits a code wins."""
    rate: Annotated[float, Field(ge=0, le=10)] = 0.0
    """[1] Ad valorem rate."""
    specific: Amount = 0.0
    """[importer currency / specific_unit] Specific duty."""
    specific_unit: SpecificUnit = ""
    """Unit of the specific duty."""
    combine: Combine = "sum"
    """How the ad valorem and the specific part make one duty."""
    where: Where = ""
    """Further conditions of the claim."""
    valid_from: Day
    valid_to: Day | None = None
    """Last day, included; empty: no end known."""
    announced: Day | None = None
    """Day the rate was published: a law as known earlier does not hold it. Empty: the day its agreement was signed, or
    else entered into force, if that lies before its first day; of a rate in a model or a folder of your own, always
    known."""
    citation: str
    evidence: Evidence
    note: str = ""
