"""The law as records: customs territories, valuation bases, base rates and programmes."""

from __future__ import annotations

from typing import Annotated, ClassVar, Literal

from pydantic import Field

from corridor.schema.row import Amount, Code, Codes, Country, Day, Evidence, HsCode, Row


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
    """The ordinary (most-favoured-nation, column 1 general) duty of one tariff line."""

    TABLE: ClassVar[str] = "base_rates"
    KEY: ClassVar[tuple[str, ...]] = ("importer", "hs", "valid_from")

    importer: Code
    hs: HsCode
    """Code prefix the rate holds for; the longest prefix that fits a code wins."""
    rate: Annotated[float, Field(ge=0, le=10)] = 0.0
    """[1] Ad valorem rate: 0.034 is 3.4 %."""
    specific: Amount = 0.0
    """[importer currency / specific_unit] Specific duty, added to the ad valorem part."""
    specific_unit: Literal["", "kg", "unit"] = ""
    """Unit of the specific duty: kg of gross mass, or unit of the product."""
    valid_from: Day
    valid_to: Day | None = None
    """Last day, included; empty: no end known."""
    citation: str
    """Where the rate stands: instrument, edition, page."""
    evidence: Evidence
    note: str = ""


class Programme(Row):
    """A legal measure that adds duty. Several that apply add up."""

    TABLE: ClassVar[str] = "programmes"
    KEY: ClassVar[tuple[str, ...]] = ("programme", "record")

    programme: Code
    """Name of the measure."""
    record: Code
    """Name of this record of the measure (a rate step, a tier, a list)."""
    importer: Code
    """Customs territory that charges it."""
    hs: Annotated[str, Field(pattern=r"^(\*|[0-9]{2,10}(;[0-9]{2,10})*)$")]
    """HS prefixes it covers, separated by semicolons; `*`: all."""
    except_hs: Annotated[str, Field(pattern=r"^([0-9]{2,10}(;[0-9]{2,10})*)?$")] = ""
    """HS prefixes it leaves out."""
    origins: Codes = "*"
    """Non-preferential origins it covers (countries or territories), separated by semicolons."""
    except_origins: Codes = ""
    """Origins it leaves out."""
    end_uses: Annotated[str, Field(pattern=r"^(\*|[a-z_]+(;[a-z_]+)*)$")] = "*"
    """Declared end uses it covers."""
    except_end_uses: Annotated[str, Field(pattern=r"^([a-z_]+(;[a-z_]+)*)?$")] = ""
    """Declared end uses it leaves out."""
    rate: Annotated[float, Field(ge=0, le=10)] | None = None
    """[1] Ad valorem rate; empty together with specific: the measure exists and its rate is not known."""
    specific: Amount = 0.0
    """[importer currency / specific_unit]"""
    specific_unit: Literal["", "kg", "unit"] = ""
    valid_from: Day
    """First day of entry."""
    valid_to: Day | None = None
    """Last day of entry, included; empty: no end known."""
    announced: Day | None = None
    """Day the record became known. Empty: valid_from, in the reference data; always, in a model's own table.
    Used by --known-at."""
    end_announced: Day | None = None
    """Day the end (valid_to) became known; as known earlier the record has no end. Empty: known with it."""
    citation: str
    evidence: Evidence
    note: str = ""
