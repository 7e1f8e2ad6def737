"""Content rules: what may be in goods, by owner, country or list, for whoever asks for it."""

from __future__ import annotations

from typing import Annotated, ClassVar, Literal

from pydantic import Field

from corridor.schema.row import Amount, Code, Codes, Day, Share, SourcedRow


class ContentRule(SourcedRow):
    """A test of what goods are made of: a law's, a customer's, or the planner's own."""

    TABLE: ClassVar[str] = "content_rules"
    KEY: ClassVar[tuple[str, ...]] = ("rule", "valid_from")

    rule: Code
    """Name of the rule, as demand.content_rules and offers.complies_with write it."""
    valid_from: Day
    """First day of delivery or making that this row holds for: thresholds change by the year."""
    valid_to: Day | None = None
    """Last day, included; empty: no end known."""
    name: str = ""
    """Name for people."""
    products: Codes = "*"
    """Products that are judged; `*`: each."""
    inputs: Codes = "*"
    """Inputs that are looked at; `*`: each."""
    attribute: Literal["owner", "country", "np_origin", "entity"]
    """What is looked at: who controls the maker, the country it was made in, the non-preferential origin, or the
    maker itself."""
    among: Codes
    """Countries (of the controlling owner's domicile, of the site, of origin), or companies."""
    control_share: Share = 0.5
    """[1] Of attribute owner: from which share on owners of these countries together control a company."""
    control_by: Literal["tiered", "product"] = "tiered"
    """tiered: a company with a majority owner counts as that owner, and direct shares add up; product: shares multiply
    along chains. Laws differ."""
    influences: Annotated[str, Field(pattern=r"^([a-z_]+(;[a-z_]+)*)?$")] = ""
    """Of attribute owner: kinds of entities.influence that count as control, as licence;debt."""
    tier: Literal["supplier", "any_tier"] = "any_tier"
    """supplier: who made the input; any_tier: that, and everybody before."""
    form: Literal["none", "at_most", "at_least"] = "none"
    """none: nothing of it may be in a unit; at_most, at_least: its share in the inputs of a lot."""
    limit: Share = 0.0
    """[1] Of form at_most and at_least: the share."""
    base: Literal["value", "mass", "quantity"] = "value"
    """What the share is taken of: value [money, as materials], mass, or quantity of the inputs looked at."""
    custody: Literal["segregated", "mass_balance"] = "segregated"
    """The weakest custody it admits. Where a site mixes what it makes a product of (table custody, mass_balance) and
    the rule wants it segregated, nothing made there satisfies the rule."""
    credit: Amount = 0.0
    """[money / unit] What a unit that satisfies the rule earns when it is made."""
