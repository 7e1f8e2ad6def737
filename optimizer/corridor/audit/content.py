"""Content rules of a model: which goods are free of what a rule looks for, what lots must pass, what they earn.

Of goods that a rule judges its status says that they satisfy it; of other goods, that they count as free of what the
rule looks for when something is made of them. What goods are made of does not change under way.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from functools import cached_property

from corridor.audit.agreements import Agreements
from corridor.audit.book import Book
from corridor.audit.checks import exact
from corridor.audit.origin_state import OriginState
from corridor.audit.rule_choices import parse_choice
from corridor.law.influence import held_by, influenced
from corridor.law.origin.status import Status
from corridor.law.origin.terms import MaterialBasis, Test
from corridor.schema.content import ContentRule
from corridor.schema.places import Entity
from corridor.schema.results import Production
from corridor.schema.row import EACH
from corridor.schema.supply import Offer, Stock

_BASES: Mapping[str, MaterialBasis] = {"value": "transaction_value", "mass": "mass", "quantity": "quantity"}
"""content_rules.base -> what inputs are measured by."""


@dataclass(frozen=True)
class ContentRules:
    """The content rules of a model."""

    book: Book
    agreements: Agreements
    _held: dict[tuple[str, str], Mapping[str, float]] = field(default_factory=dict, init=False, repr=False)

    @cached_property
    def codes(self) -> frozenset[str]:
        """Names of the rules."""
        return frozenset(row.rule for row in self.book.tables[ContentRule])

    def rule(self, code: str, day: date) -> ContentRule | None:
        """Return the row of a rule that holds on a day, the newest of several; None if none does."""
        rows = [
            row
            for row in self.book.tables[ContentRule]
            if row.rule == code and row.valid_from <= day and (row.valid_to is None or day <= row.valid_to)
        ]
        return max(rows, key=lambda row: row.valid_from, default=None)

    def known_of(self, row: Stock) -> frozenset[Status]:
        """Return the statuses of opening and in-transit goods."""
        return frozenset(Status(code) for code in row.complies_with.split(";") if code in self.codes)

    def declared(self, offer: Offer, period: str) -> frozenset[Status]:
        """Return the statuses of goods bought in a period: documented, or clear from who made them and where."""
        day = self.agreements.last_day(period)
        proven = offer.proof_until is None or offer.proof_until >= day
        found = {code for code in offer.complies_with.split(";") if code and proven}
        for code in self.codes:
            row = self.rule(code, day)
            if row is not None and row.tier == "supplier" and not judges(row, offer.product):
                entity = offer.producer_entity or self.book.sites[offer.site].entity
                origin = offer.np_origin or self.book.sites[offer.site].country
                countries = {origin, self.book.sites[offer.site].country}
                if not any(self._made_by_others(row, entity, country, day) for country in countries):
                    found.add(code)
        return frozenset(Status(code) for code in found if self.rule(code, day) is not None)

    def tests(self, rule: ContentRule, lot: Production, inputs: Sequence[str]) -> tuple[Test, ...] | str:
        """Return the tests that give a lot the status of a rule, or why it cannot have it."""
        site = self.book.sites[lot.site]
        looked_at = [product for product in inputs if rule.inputs == EACH or product in rule.inputs.split(";")]
        judged = judges(rule, lot.product)
        whole = not judged or rule.form == "none"
        if whole and self._made_by_others(rule, site.entity, site.country, self.agreements.last_day(lot.period)):
            return f"{lot.site} makes the goods, and is itself what content rule {rule.rule} looks for"
        if not looked_at or (not judged and rule.tier == "supplier"):
            return ()
        if whole:
            return (_test(rule, looked_at, Fraction(0)),)
        limit = exact(rule.limit)
        return (_test(rule, looked_at, limit if rule.form == "at_most" else 1 - limit),)

    def credit(self, lot: Production) -> Fraction:
        """[money / unit] Return what a unit of a lot earns by the rules that its rule choice names."""
        choice, day = parse_choice(lot.rule_choice), self.agreements.last_day(lot.period)
        rows = [self.rule(one.agreement, day) for one in choice.rules] if choice else []
        return sum((exact(row.credit) for row in rows if row and judges(row, lot.product)), Fraction(0))

    def _made_by_others(self, rule: ContentRule, entity: str | None, country: str, day: date) -> bool:
        """Return whether a maker, or the country it makes goods in, is what a rule looks for."""
        among = frozenset(rule.among.split(";"))
        if rule.attribute in ("country", "np_origin"):
            return rule.attribute == "country" and country in among
        if rule.attribute == "entity":
            return entity in among
        row = next((one for one in self.book.tables[Entity] if one.entity == entity), None)
        if row is None:
            return False
        key = (rule.among, rule.control_by)
        if key not in self._held:
            self._held[key] = held_by(self.book.tables[Entity], among, rule.control_by)
        kinds = frozenset(filter(None, rule.influences.split(";")))
        return self._held[key][row.entity] >= rule.control_share or influenced(row, among, kinds, day)


def judges(rule: ContentRule, product: str) -> bool:
    """Return whether a rule judges goods of a product, and not only what they add to others."""
    return rule.products == EACH or product in rule.products.split(";")


def counts_as_free(rule: ContentRule, state: OriginState) -> bool:
    """Return whether a material counts as free of what a rule looks for: by its origin, or by its status."""
    if rule.attribute == "np_origin":
        return state.general not in rule.among.split(";")
    return state.status(rule.rule) is not None


def _test(rule: ContentRule, inputs: Sequence[str], most: Fraction) -> Test:
    """Return the test that what a rule looks for is at most a share of all: (1 - most) x it <= most x the others."""
    return Test(
        name="NONE" if rule.form == "none" else f"{rule.form.upper()}_{100 * rule.limit:g}",
        basis="quantity",
        limit=0.0,
        own=0.0,
        material_basis=_BASES[rule.base],
        margin=False,
        by_status=True,
        weights=dict.fromkeys(inputs, (float(1 - most), -float(most))),
    )
