"""Tariff programmes: every measure that adds to, tops up, limits or lifts a duty, as one record each."""

from __future__ import annotations

from typing import Annotated, ClassVar, Literal

from pydantic import Field

from corridor.schema.row import Amount, Code, Codes, Day, Evidence, Row
from corridor.schema.tariff_words import Combine, SpecificUnit, Where

Semantics = Literal["additive", "floor_total", "cap_total", "min_price", "exempt", "rebate"]
"""What a record does to the duty.

additive: adds its rate. floor_total: adds what the base duty lacks to reach `rate` of the value (a top-up).
cap_total: adds `rate`, but base and record together reach at most `cap`. min_price: adds what the price per
`specific_unit` lacks to reach `specific`. exempt: adds nothing and switches off what it names in `excludes`.
rebate: takes its rate off (a tax refund of the exporting country).
"""


class Programme(Row):
    """One record of a legal measure. Records that apply to the same goods add up, but for what they say of others."""

    TABLE: ClassVar[str] = "programmes"
    KEY: ClassVar[tuple[str, ...]] = ("programme", "record")

    programme: Code
    """Name of the measure."""
    record: Code
    """Name of this record of the measure (a rate step, a tier, a list)."""
    importer: Code
    """Customs territory that charges it; with side `export`, the territory that the goods leave."""
    side: Literal["import", "export"] = "import"
    """import: duty on entry; export: tax, royalty or rebate of the country the goods leave."""
    authority: str = ""
    """Legal power the measure rests on, such as Section 301 of the Trade Act of 1974."""
    hs: Annotated[str, Field(pattern=r"^(\*|[0-9]{2,10}(;[0-9]{2,10})*)$")]
    """HS prefixes it covers, separated by semicolons; `*`: all."""
    except_hs: Annotated[str, Field(pattern=r"^([0-9]{2,10}(;[0-9]{2,10})*)?$")] = ""
    """HS prefixes it leaves out."""
    hs_edition: str = ""
    """Edition of the nomenclature that the codes are of, as HS2022; empty: the importer's current one."""
    origins: Codes = "*"
    """Non-preferential origins it covers (countries or territories), separated by semicolons."""
    except_origins: Codes = ""
    """Origins it leaves out."""
    end_uses: Annotated[str, Field(pattern=r"^(\*|[a-z_]+(;[a-z_]+)*)$")] = "*"
    """Declared end uses it covers."""
    except_end_uses: Annotated[str, Field(pattern=r"^([a-z_]+(;[a-z_]+)*)?$")] = ""
    """Declared end uses it leaves out."""
    where: Where = ""
    """Further facts of a shipment that must hold, as `melt_pour=US, metal_weight_share>=0.15`."""
    presumed: Literal["applies", "not"] = "applies"
    """What customs presumes where a fact of `where` is not known: the answer then needs evidence."""
    semantics: Semantics = "additive"
    """additive, floor_total, cap_total, min_price, exempt or rebate."""
    rate: Annotated[float, Field(ge=0, le=20)] | None = None
    """[1] Ad valorem rate; empty together with specific: the measure exists and its rate is not known."""
    specific: Amount = 0.0
    """[importer currency / specific_unit] Specific part; of min_price, the least price."""
    specific_unit: SpecificUnit = ""
    """Unit of the specific part."""
    combine: Combine = "sum"
    """How the ad valorem and the specific part make one duty."""
    cap: Annotated[float, Field(ge=0, le=20)] | None = None
    """[1] Of cap_total: most that the base duty and this record may reach together."""
    floor_base: Literal["general", "claimed"] = "general"
    """Of floor_total and cap_total: the base duty counted is the general rate, or the rate that is claimed."""
    charged_on: Annotated[str, Field(pattern=r"^(value|(share|rest):[a-z][a-z0-9_]*)$")] = "value"
    """value: the customs value; `share:FACT`: that share of it; `rest:FACT`: one less that share of it.
    Where the fact is not known the whole value is charged and the answer needs evidence."""
    bundle: Code | Literal[""] = ""
    """Records of one bundle do not add up: `pick` says which of them counts."""
    pick: Literal["all", "highest", "first"] = "all"
    """highest: of the records of the bundle that apply, the one with the highest duty; first: that of least `rank`."""
    rank: Annotated[int, Field(ge=0, le=1000)] = 0
    """Order within the bundle."""
    excludes: Codes = ""
    """Programmes that do not apply where this record applies."""
    valid_from: Day
    """First day of entry."""
    valid_to: Day | None = None
    """Last day of entry, included; empty: no end known."""
    announced: Day | None = None
    """Day the record became known. Empty: valid_from, in the reference data; always, in a model's own table.
    Used by --known-at."""
    end_announced: Day | None = None
    """Day the end (valid_to) became known; as known earlier the record has no end. Empty: known with it."""
    refund: Literal["none", "refundable", "refunded"] = "none"
    """Of a measure that was annulled: what was assessed while it held may be, or has been, paid back."""
    final_rate: Annotated[float, Field(ge=0, le=20)] | None = None
    """[1] Rate at liquidation where `rate` was a deposit (anti-dumping and countervailing duties)."""
    drawback: Literal["yes", "no", "unknown"] = "unknown"
    """Whether the duty is refunded by drawback on export."""
    zone: Literal["privileged", "choice"] = "choice"
    """privileged: in a free-trade zone the rate is frozen on the day of admission; choice: of entry."""
    triggered_by: Codes = ""
    """Programmes of another territory that this one answers (retaliation)."""
    citation: str
    """Where it stands: proclamation, Federal Register page, heading of the tariff."""
    evidence: Evidence
    confidence: Literal["high", "medium", "low", ""] = ""
    """How sure the record is, apart from how good its source is."""
    note: str = ""


class Coverage(Row):
    """The codes for which the records of a programme were read in full: on others its answer is unknown, not none."""

    TABLE: ClassVar[str] = "coverage"
    KEY: ClassVar[tuple[str, ...]] = ("importer", "programme")

    importer: Code
    programme: Code
    """Programme; a programme without a row here is complete for all codes."""
    hs: Annotated[str, Field(pattern=r"^(\*|[0-9]{2,10}(;[0-9]{2,10})*)$")]
    """HS prefixes read in full, separated by semicolons; `*`: all."""
    citation: str
    note: str = ""
