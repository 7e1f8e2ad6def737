"""What else happens at a border: fees, agreements, quotas, reliefs and penalties, as records."""

from __future__ import annotations

from typing import Annotated, ClassVar, Literal

from pydantic import Field

from corridor.schema.row import Amount, Code, Codes, Day, Evidence, Row, Share, SourcedRow
from corridor.schema.tariff_words import SpecificUnit, Where


class Fee(Row):
    """A fee on an entry, or an exemption from it."""

    TABLE: ClassVar[str] = "fees"
    KEY: ClassVar[tuple[str, ...]] = ("fee", "record")

    fee: Code
    """Name of the fee, as MPF."""
    record: Code
    importer: Code
    kind: Literal["charge", "exempt"]
    """exempt: goods of which `where` is true do not pay the fee."""
    rate: Annotated[float, Field(ge=0, le=1)] = 0.0
    """[1] Share of the customs value."""
    least: Amount = 0.0
    """[importer currency / entry] Least fee."""
    most: Amount | None = None
    """[importer currency / entry] Largest fee; empty: none."""
    where: Where = ""
    """Facts that must hold, as `mode=sea` or `claim=KORUS|USSFTA`."""
    valid_from: Day
    valid_to: Day | None = None
    """Last day of entry, included; empty: no end known."""
    citation: str
    evidence: Evidence
    note: str = ""


class Agreement(Row):
    """An agreement between customs territories, and what it does to duties today."""

    TABLE: ClassVar[str] = "agreements"
    KEY: ClassVar[tuple[str, ...]] = ("agreement",)

    agreement: Code
    name: str
    kind: Literal["fta", "art", "framework", "mou", "plurilateral", "preference"]
    """fta: free-trade agreement; art: agreement on reciprocal trade; preference: one-sided scheme."""
    parties: Codes
    """Customs territories, separated by semicolons."""
    signed: Day | None = None
    in_force_from: Day | None = None
    """Empty: not known to be in force."""
    in_force_to: Day | None = None
    """Last day it was in force; empty: no end known. In a model's own table, or a scenario, the special rates of the
    agreement hold only while it is in force."""
    withdrawal_notice_days: Annotated[int, Field(ge=0, le=36500)] | None = None
    """[days]"""
    binding: Literal["yes", "no", "unknown"]
    marks: Codes = ""
    """Symbols of the claim in tariffs, as KR in the special column of the US."""
    covers: str = ""
    """Goods covered, in words."""
    effect: str = ""
    """What it does to duties today, in words; rates hang on the implementing instruments."""
    no_drawback: Literal["yes", "no", "unknown"] = "unknown"
    """Whether goods made with drawback of duties lose the preference."""
    citation: str
    evidence: Evidence
    note: str = ""


class Quota(Row):
    """A tariff-rate quota of one period: an amount that enters at the lower rate."""

    TABLE: ClassVar[str] = "quotas"
    KEY: ClassVar[tuple[str, ...]] = ("quota", "valid_from")

    quota: Code
    """Named by records as `where: quota=NAME`."""
    importer: Code
    valid_from: Day
    valid_to: Day
    """Last day, included."""
    amount: Amount
    """[unit] What enters at the lower rate in this period."""
    unit: SpecificUnit
    allocation: Literal["first_come", "licence"] = "first_come"
    """licence: only holders of a licence use it; how much of it is yours is yours to say."""
    carry_to: Day | None = None
    """First day of the later period of the same quota to which what is left is added; empty: it lapses."""
    citation: str
    evidence: Evidence
    note: str = ""


class QuotaLicence(SourcedRow):
    """How much of a period of a tariff-rate quota is the planner's to use."""

    TABLE: ClassVar[str] = "quota_licences"
    KEY: ClassVar[tuple[str, ...]] = ("quota", "valid_from")

    quota: Code
    """Of table quotas, of the model or the reference data."""
    valid_from: Day
    """First day of the period of the quota, as table quotas has it."""
    amount: Amount
    """[unit of the quota] What your licences allow; of a quota that is first come, first served: what is still open
    when the plan begins."""


class Relief(Row):
    """A relief from duty by customs procedure: drawback, a free-trade zone, bonded storage."""

    TABLE: ClassVar[str] = "reliefs"
    KEY: ClassVar[tuple[str, ...]] = ("relief", "importer", "valid_from")

    relief: Literal["drawback", "zone", "bond", "first_sale"]
    importer: Code
    share: Share = 1.0
    """[1] Of drawback: share of the duty that is refunded."""
    most_days: Annotated[int, Field(ge=0, le=36500)] | None = None
    """[days] Longest time goods may stay, or between import and export."""
    valid_from: Day
    valid_to: Day | None = None
    citation: str
    evidence: Evidence
    note: str = ""


class Penalty(Row):
    """What an importer risks where a claim of preference is denied: the range of a penalty, and interest."""

    TABLE: ClassVar[str] = "penalties"
    KEY: ClassVar[tuple[str, ...]] = ("importer", "kind")

    importer: Code
    kind: Literal["disclosed", "negligence", "gross_negligence", "fraud"]
    """disclosed: the importer reported the error before customs looked; else the degree of fault."""
    low: Annotated[float, Field(ge=0, le=100)] = 0.0
    """[1] Least penalty, as a multiple of the duty that was not paid."""
    high: Annotated[float, Field(ge=0, le=100)] = 0.0
    """[1] Largest penalty, as a multiple of the duty that was not paid."""
    interest_per_year: Share = 0.0
    """[1 / year] Interest on the duty that was not paid."""
    citation: str
    evidence: Evidence
    note: str = ""
