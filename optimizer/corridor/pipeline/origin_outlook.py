"""Who could make a product where, and under which agreement it would originate, before anything is solved.

Each input is valued at its cheapest source: an offer that reaches the maker, or a site of the model that makes it. An
input made in the model originates in this answer where its maker, at its own cheapest sources, passes its rule.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from fractions import Fraction
from functools import cached_property

from corridor.audit.agreements import Agreements
from corridor.audit.book import Book
from corridor.audit.recipes import Recipe
from corridor.errors import UsageError
from corridor.law.origin.compile import alternatives
from corridor.law.origin.counting import counted_share
from corridor.law.origin.lookup import rule_for
from corridor.law.origin.materials import Material
from corridor.law.origin.status import Status
from corridor.law.origin.terms import Alternative, Test
from corridor.pipeline.outlook_values import OutlookSource, OutlookValues
from corridor.quotes import apply
from corridor.reference.load import law_of
from corridor.result.outlook import AgreementOutlook, InputOutlook, Maker, OriginOutlook, TestOutlook, WayOutlook
from corridor.schema.goods import Capability, RecipeLine
from corridor.schema.origin import OriginProvision
from corridor.schema.row import EACH
from corridor.schema.supply import Offer, Quote
from corridor.tables.tables import Model


def origin_outlook(model: Model, product: str) -> OriginOutlook:
    """Return who could make a product where and by which rule it would originate.

    Raises UsageError if the model has no such product, FaultError for faults in its quotes or its law.
    """
    law = law_of(model)
    quoted = apply(model, law) if model.tables[Quote] else model
    book = Book(quoted, law)
    if product not in book.products:
        known = ", ".join(sorted(book.products))
        raise UsageError(f"the model has no product {product!r}: give one of {known}")
    agreements = Agreements(book)
    return _Outlook(book, agreements, OutlookValues(book, agreements)).of(product)


@dataclass(frozen=True)
class _Outlook:
    book: Book
    agreements: Agreements
    values: OutlookValues
    _made: dict[tuple[str, str, str, str], tuple[Status, ...]] = field(default_factory=dict, init=False, repr=False)

    def of(self, product: str) -> OriginOutlook:
        row, day = self.book.products[product], self.agreements.last_day(self.values.period)
        pairs = sorted({(one.site, one.process) for one in self.book.tables[Capability]})
        makers = [
            self._maker(site, process, alternative, recipe)
            for site, process in pairs
            for (name, alternative), recipe in sorted(self.values.recipes.items())
            if name == process and recipe.output == product
        ]
        offers = tuple(
            (one.offer, one.site, one.np_origin or self.book.sites[one.site].country, one.originating_under)
            for one in self.book.tables[Offer]
            if one.product == product
        )
        return OriginOutlook(product, row.name, row.hs or "", row.hs_edition, day.isoformat(), tuple(makers), offers,
                             self.book.law.horizon.isoformat())  # fmt: skip

    def _maker(self, site: str, process: str, alternative: str, recipe: Recipe) -> Maker:
        row = self.book.sites[site]
        judged = self.book.determinations.find(site, process, recipe.output, EACH, "non_preferential")
        parties = [code for code in self._asked if self.agreements.is_party(code, self.book.territory(site))]
        return Maker(
            site, row.name, row.country, process, alternative, self.book.processes[process].minimal == "yes",
            judged is not None and judged.confers_origin == "yes",
            tuple(self._under(site, process, recipe, code) for code in parties),
        )  # fmt: skip

    @cached_property
    def _asked(self) -> tuple[str, ...]:
        """Agreements that the model may claim; of a model that claims none, all whose rules are recorded."""
        recorded = {row.agreement for row in self.book.law.provisions}
        return tuple(sorted(self.agreements.claimed or recorded))

    def _material(self, product: str) -> Material:
        row = self.book.products[product]
        return Material(product, row.hs or "", row.hs_edition, row.origin_part)

    def _under(self, site: str, process: str, recipe: Recipe, agreement: str) -> AgreementOutlook:
        """Return a maker under one agreement."""
        provision = self.agreements.provision(agreement, self.values.period)
        claimable, made = agreement in self.agreements.claimed, self._material(recipe.output)
        if provision is None or not made.hs:
            why = "no provision of it holds then" if made.hs else "the product has no code of the Harmonized System"
            return AgreementOutlook(agreement, claimable, "", False, "", "D", "", (), why)
        found = rule_for(self.book.law, agreement, made, EACH, self.agreements.last_day(self.values.period))
        row = self.book.processes[process]
        tests = frozenset(filter(None, row.tests.split(";")))
        inputs = [self._material(line.product) for line in recipe.inputs]
        rule = found.rule if found else None
        given = alternatives(rule, provision, made, inputs, tests, row.minimal == "yes", self.book.law)
        ways = tuple(self._way(site, recipe, provision, one) for one in given)
        said = (found.text, found.is_default, found.citation, found.evidence) if found else ("", False, "", "D")
        return AgreementOutlook(agreement, claimable, *said, provision.status, ways)

    def _way(self, site: str, recipe: Recipe, provision: OriginProvision, way: Alternative) -> WayOutlook:
        return WayOutlook(way.name, tuple(self._test(site, recipe, provision, test) for test in way.tests))

    def _test(self, site: str, recipe: Recipe, provision: OriginProvision, test: Test) -> TestOutlook:
        """Return a test at the cheapest sources of each input; of a substitution group at its cheapest member."""
        value = self.values.output(site, recipe.output, test.basis)
        limit = test.limit - (self.book.model.settings.claim_margin if test.margin else 0.0)
        if test.own and value:
            limit += test.own * self.values.own_value(site, recipe.output) / value
        found = [self._cheapest(site, recipe, provision, test, unit, value) for unit in recipe.units]
        looked_at = tuple(one for one in found if one is not None)
        shares = [one.share for one in looked_at]
        share = None if not value or None in shares else sum(one for one in shares if one is not None)
        return TestOutlook(test.name, test.basis, limit, test.by_status, share, looked_at)

    def _cheapest(
        self, site: str, recipe: Recipe, provision: OriginProvision, test: Test, unit: tuple[RecipeLine, ...],
        value: float | None,
    ) -> InputOutlook | None:  # fmt: skip
        """Return the input of a unit of the recipe that is cheapest; None where the test does not look at it."""
        options: list[tuple[float, InputOutlook]] = []
        for line in unit:
            against, towards = test.weight(line.product)
            if not against and not towards:
                continue
            counts, per = against != 0, float(Fraction(str(line.quantity)) / recipe.per_run)
            source = self.values.cheapest(site, line.product, test.material_basis)
            if source is None:
                options.append((float("inf"), InputOutlook(line.product, "", "", False, counts, None)))
                continue
            country = self.book.sites[site].country
            statuses = self._statuses(source, provision.agreement)
            counted = counted_share(self.book.law, provision, statuses, source.origin, country, test.by_status)
            worth = source.value * per * (against * (1.0 - counted) + towards * counted)
            share = worth / value if value else None
            named = InputOutlook(line.product, source.name, source.origin, counted >= 1.0, counts, share)
            options.append((source.price * per, named))
        return min(options, key=lambda one: (one[0], one[1].input))[1] if options else None

    def _statuses(self, source: OutlookSource, agreement: str) -> tuple[Status, ...]:
        """Return what goods of a source would be on arrival under an agreement and those it cumulates with."""
        found = source.statuses
        if source.maker is not None:
            found = (*found, *self._acquired(*source.maker, agreement))
        lane = source.lane
        kept = self.agreements.kept
        return tuple(one for one in found if lane is None or kept(one.agreement, lane, self.values.period))

    def _acquired(self, site: str, process: str, alternative: str, agreement: str) -> tuple[Status, ...]:
        """Return the status that a maker could give its goods under an agreement; none in a circle of makers."""
        key = (site, process, alternative, agreement)
        if key not in self._made:
            self._made[key] = ()
            party = self.agreements.is_party(agreement, self.book.territory(site))
            recipe = self.values.recipes[process, alternative]
            ways = self._under(site, process, recipe, agreement).ways if party else ()
            if any(one.passes for one in ways):
                country = self.book.sites[site].country
                self._made[key] = (self.agreements.acquired(agreement, country, self.values.period),)
        return self._made[key]
