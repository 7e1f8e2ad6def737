"""Content rules as statuses: goods carry what they are known to satisfy, and lots satisfy rules by what is in them.

Of a product that a rule judges the status says that the goods satisfy it; of any other product, that the goods count
as free of what the rule looks for.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from corridor.law.influence import held_by, influenced
from corridor.law.origin.terms import MaterialBasis, Test
from corridor.network.lookups import Lookups
from corridor.network.states import State
from corridor.schema.content import ContentRule
from corridor.schema.moving import Demand
from corridor.schema.places import Entity
from corridor.schema.row import EACH
from corridor.schema.supply import Offer


@dataclass(frozen=True)
class ContentSchemes:
    """Content rules of a model."""

    lookups: Lookups
    _held: dict[tuple[str, str], dict[str, float]] = field(default_factory=dict)
    """(countries, way of counting) -> company -> share that their owners hold."""

    @cached_property
    def codes(self) -> frozenset[str]:
        """Rules that some demand asks for, or that earn something."""
        rows = self.lookups.model.tables[ContentRule]
        asked = {code for row in self.lookups.model.tables[Demand] for code in row.content_rules.split(";")}
        earning = {row.rule for row in rows if row.credit > 0}
        return frozenset(row.rule for row in rows) & (asked | earning)

    def rule(self, code: str, day: date) -> ContentRule | None:
        """Return the row of a rule that holds on a day, the newest of several; None if none does."""
        rows = [
            row
            for row in self.lookups.model.tables[ContentRule]
            if row.rule == code and row.valid_from <= day and (row.valid_to is None or day <= row.valid_to)
        ]
        return max(rows, key=lambda row: row.valid_from, default=None)

    def judges(self, rule: ContentRule, product: str) -> bool:
        """Whether a rule judges goods of a product, and not only what they add to others."""
        return rule.products == EACH or product in rule.products.split(";")

    def looks_at(self, rule: ContentRule, product: str) -> bool:
        """Whether a rule looks at an input."""
        return rule.inputs == EACH or product in rule.inputs.split(";")

    def foul(self, rule: ContentRule, entity: str | None, country: str, day: date) -> bool:
        """Whether a maker, or the country it makes goods in, is what a rule looks for."""
        among = frozenset(rule.among.split(";"))
        if rule.attribute == "country":
            return country in among
        if rule.attribute == "entity":
            return entity in among
        row = self._entities.get(entity or "")
        if rule.attribute == "np_origin" or row is None:
            return False
        key = (rule.among, rule.control_by)
        if key not in self._held:
            self._held[key] = held_by(self._entities.values(), among, rule.control_by)
        kinds = frozenset(filter(None, rule.influences.split(";")))
        return self._held[key][row.entity] >= rule.control_share or influenced(row, among, kinds, day)

    @cached_property
    def _entities(self) -> dict[str, Entity]:
        return {row.entity: row for row in self.lookups.model.tables[Entity]}

    def bought(self, rule: ContentRule, offer: Offer, day: date) -> bool:
        """Whether goods of an offer have the status of a rule."""
        if rule.rule in offer.complies_with.split(";"):
            return True
        if self.judges(rule, offer.product) or rule.tier == "any_tier":
            return False  # What is in them, and who made that, only the supplier can tell.
        entity = offer.producer_entity or self.lookups.sites[offer.site].entity
        sold_in = self.lookups.country(offer.site)
        return not any(self.foul(rule, entity, country, day) for country in {sold_in, offer.np_origin or sold_in})

    def tests(
        self, rule: ContentRule, site: str, product: str, inputs: tuple[str, ...], day: date
    ) -> tuple[Test, ...] | None:
        """Return the tests by which a lot of a product comes to the status of a rule; None if it cannot."""
        foul = self.foul(rule, self.lookups.sites[site].entity, self.lookups.country(site), day)
        looked_at = tuple(one for one in inputs if self.looks_at(rule, one))
        if not self.judges(rule, product):
            if foul:
                return None
            return (_test(rule, looked_at, 1.0, 0.0),) if rule.tier == "any_tier" and looked_at else ()
        if rule.form == "none":
            return None if foul else (_test(rule, looked_at, 1.0, 0.0),) if looked_at else ()
        # foul <= limit x all, or clean >= limit x all, that is foul <= (1 - limit) x all.
        most = rule.limit if rule.form == "at_most" else 1.0 - rule.limit
        return (_test(rule, looked_at, 1.0 - most, -most),) if looked_at else ()

    def seen_by_origin(self, rule: ContentRule, state: State) -> float:
        """[1] Return what of goods counts as free of the origins that a rule looks for: all or nothing."""
        return 0.0 if state.origin in rule.among.split(";") else 1.0


_BASES: Mapping[str, MaterialBasis] = {"value": "transaction_value", "mass": "mass", "quantity": "quantity"}
"""content_rules.base -> what inputs are measured by."""


def _test(rule: ContentRule, inputs: tuple[str, ...], foul: float, clean: float) -> Test:
    """Return the test that foul x value of foul inputs + clean x value of others <= 0."""
    basis = _BASES[rule.base]
    return Test(
        name=rule.form.upper() if rule.form == "none" else f"{rule.form.upper()}_{100 * rule.limit:g}",
        basis="quantity",
        limit=0.0,
        own=0.0,
        material_basis=basis,
        margin=False,
        by_status=True,
        weights=dict.fromkeys(inputs, (foul, clean)),
    )
