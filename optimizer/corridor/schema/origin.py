"""Rules of origin as records: what an agreement counts, product-specific rules, and codes across HS editions."""

from __future__ import annotations

from typing import Annotated, ClassVar, Literal

from pydantic import Field

from corridor.schema.row import Amount, Code, CodeOrEach, Codes, Day, Evidence, HsCode, Row, Share

ValueBasis = Literal["transaction_value", "fob", "ex_works", "adjusted_value", "net_cost"]
"""What a good is valued at in a content test; as table values names its columns."""


class OriginProvision(Row):
    """How an agreement decides on origin: everything but the rules of single products."""

    TABLE: ClassVar[str] = "origin_provisions"
    KEY: ClassVar[tuple[str, ...]] = ("agreement", "valid_from")

    agreement: Code
    valid_from: Day
    valid_to: Day | None = None
    """Last day, included; empty: no end known."""
    hs_edition: Annotated[int, Field(ge=1988, le=2100)]
    """Edition of the Harmonized System that the product-specific rules are written in."""
    value_basis: ValueBasis
    """Value of the good in a content test, where the rule names no other."""
    material_basis: Literal["cif", "transaction_value"]
    """Value of a non-originating material: with international freight and insurance to the producer, or without."""
    tolerance: Share = 0.0
    """[1] De minimis: non-originating materials that fail the rule may be worth this share of the good."""
    tolerance_of: Literal["value", "mass"] = "value"
    """What the tolerance is a share of: the value of the good on value_basis, or its mass."""
    tolerance_relaxes: Literal["none", "tariff_shift", "any"] = "none"
    """What the tolerance stands in for: a change of heading only, or any condition on materials; never a stated
    largest content of non-originating materials."""
    tolerance_in_content: Literal["counted", "not_counted"] = "counted"
    """Whether materials under the tolerance still count as non-originating in a content test."""
    cumulation: Literal["none", "originating", "partial", "full", "diagonal", "extended"]
    """none: only the producer's own country; originating: materials that originate in any party; partial: materials of
    parties with a content between partial_from and partial_to count in part; full: any production in a party counts;
    diagonal, extended: also materials that originate in cumulates_with."""
    partial_from: Share = 0.0
    """[1] Least content of a non-originating material of a party that counts in part."""
    partial_to: Share = 1.0
    """[1] Content from which such a material counts in full."""
    content_steps: Annotated[str, Field(pattern=r"^(0?\.[0-9]+(;0?\.[0-9]+)*)?$")] = ""
    """[1] Contents that a plan tells apart where content is traced: 0.2;0.25;0.3. A material counts at the step it
    reaches, never more, so a plan errs by less than a step and on the safe side. Empty: steps of 0.05."""
    cumulates_with: Codes = ""
    """diagonal, extended: agreements under which materials must originate, or countries they may come from."""
    roll_up: Literal["absorption", "traced", "none"] = "absorption"
    """absorption: an originating material counts in full, a non-originating one not at all; traced: a
    non-originating material counts for what is originating in it; none: an originating material counts for no more
    than what is originating in it."""
    direct_transport: Literal["none", "parties_only", "customs_control"] = "customs_control"
    """none: the way does not matter; parties_only: no landing in another country; customs_control: there, only
    unloading, storing and reloading under customs control."""
    averaging: Literal["none", "period", "year"] = "period"
    """Over which materials that can be exchanged for each other may be averaged; discrete parts (recipes.discrete)
    never are."""
    custody: Literal["segregated", "accounting", "mass_balance"] = "accounting"
    """The weakest custody it admits, where a site mixes what it makes a product of (table custody, mass_balance).
    segregated: nothing made there originates; accounting: books may say which inputs are in which goods, but no more
    goods originate than if they were kept apart; mass_balance: whatever the books say. By default accounting, the
    usual words of agreements on fungible materials."""
    differential: Literal["no", "yes"] = "no"
    """yes: the rate depends on the party that conferred origin (RCEP Article 2.6)."""
    no_drawback: Literal["no", "yes", "unknown"] = "unknown"
    """yes: a claim excludes drawback of duties on the materials."""
    minimal_operations: Literal["no", "yes"] = "yes"
    """yes: processes of table processes that are minimal never confer origin."""
    default_rule: str = ""
    """Rule of products without one of their own, in the rule language; empty: there is none."""
    proof: str = ""
    """Proof of origin that a claim needs, in words."""
    proof_cost: Amount = 0.0
    """[USD per shipment] Cost of one proof of origin; an assumption unless the citation says otherwise."""
    status: Literal["in_force", "hypothetical"] = "in_force"
    """hypothetical: no law; a question of policy (docs: corridors)."""
    citation: str
    evidence: Evidence
    note: str = ""


class OriginRule(Row):
    """The rule that a product must satisfy to originate under an agreement."""

    TABLE: ClassVar[str] = "origin_rules"
    KEY: ClassVar[tuple[str, ...]] = ("agreement", "hs_from", "hs_to", "part", "importer", "valid_from")

    agreement: Code
    hs_from: HsCode
    """First code, in the agreement's edition of the Harmonized System; of several rules for a code the one with the
    narrowest range holds."""
    hs_to: HsCode
    """Last code, included with everything below it: 850730 to 850780."""
    part: Code | None = None
    """Part of the codes the rule is for, where an agreement divides them by words (`ex` headings): as
    products.origin_part names it. Empty: all that no other rule names."""
    part_name: str = ""
    """The words of the agreement for the part."""
    importer: CodeOrEach = "*"
    """Customs territory the rule is for; `*`: each. A rule of its own comes first."""
    valid_from: Day
    valid_to: Day | None = None
    """Last day, included; empty: no end known."""
    rule: str
    """The rule in the rule language: CTH or RVC(build_down, 40)."""
    citation: str
    evidence: Evidence
    note: str = ""


class Concordance(Row):
    """What a code of one edition of the Harmonized System was in an older one, where the two differ."""

    TABLE: ClassVar[str] = "concordance"
    KEY: ClassVar[tuple[str, ...]] = ("edition", "hs", "older_edition", "older_hs")

    edition: Annotated[int, Field(ge=1988, le=2100)]
    """Edition of the Harmonized System: 2022."""
    hs: HsCode
    """Code of six digits in `edition`."""
    older_edition: Annotated[int, Field(ge=1988, le=2100)]
    """An earlier edition: 2017."""
    older_hs: HsCode
    """Code in the older edition; several rows: the goods were spread over several codes, and all must agree."""
    citation: str
    evidence: Evidence
    note: str = ""
