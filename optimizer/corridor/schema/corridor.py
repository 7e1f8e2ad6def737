"""Corridors: agreements that do not exist, as policy objects, so that a plan can say what one would be worth."""

from __future__ import annotations

from typing import Annotated, ClassVar, Literal

from pydantic import Field

from corridor.schema.origin import ValueBasis
from corridor.schema.row import Amount, Code, Codes, Day, Share, SourcedRow


class CorridorPolicy(SourcedRow):
    """A hypothetical cumulation corridor: who is in it, how goods qualify, and what qualifying is worth at a border.

    It is read as an agreement, its provisions, one rule, and special rates; nothing of it is law.
    """

    TABLE: ClassVar[str] = "corridors"
    KEY: ClassVar[tuple[str, ...]] = ("corridor",)

    corridor: Code
    """Name of the corridor: what flows claim."""
    name: str = ""
    """Name for people."""
    members: Codes
    """Customs territories in it: US;TH;MY;ID."""
    mode: Literal["none", "originating", "partial", "full"] = "full"
    """How materials of other members count (origin_provisions.cumulation); full: content in steps of a fifth."""
    rule: str
    """How goods qualify, in the rule language: RVC(build_down, 40) or CTH."""
    value_basis: ValueBasis = "fob"
    """Value of the good in a content test, where the rule names no other."""
    goods: Codes = "*"
    """HS codes it is for, as prefixes of 2 to 10 digits; `*`: all."""
    benefit_at: Codes
    """Members at whose border qualifying goods have the benefit."""
    rate: Share = 0.0
    """[1] Ad valorem rate in place of the base rate."""
    waives: Codes = ""
    """Programmes that qualifying goods do not pay, by name; `*`: all additional ones; empty: the base rate alone."""
    audit_standard: Literal["self_certified", "certified", "verified"] = "certified"
    """What a claim rests on, in words for the report: the exporter's word, a certificate, or a verification on site."""
    proof_cost: Amount = 0.0
    """[USD per shipment] Cost of one proof."""
    determination_days: Annotated[int, Field(ge=0, le=3650)] = 0
    """[days] From the start of the corridor until goods are determined to qualify: claims are possible from then on."""
    valid_from: Day
    valid_to: Day | None = None
    """Last day, included; empty: no end."""
    status: Literal["hypothetical"] = "hypothetical"
    """What it is: no law."""
