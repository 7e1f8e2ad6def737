"""What the law makes of a lot's rule choice: the statuses of its output, and the tests that it must pass."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from fractions import Fraction

from corridor.audit.agreements import Agreements
from corridor.audit.book import Book
from corridor.audit.checks import exact
from corridor.audit.content import ContentRules, counts_as_free
from corridor.audit.custody_book import books_of
from corridor.audit.election_book import ElectionBook
from corridor.audit.origin_state import OriginState
from corridor.audit.recipes import Recipe
from corridor.audit.rule_choices import ChosenRule, parse_choice
from corridor.law.origin.compile import alternatives, content_alternative
from corridor.law.origin.counting import counted_share
from corridor.law.origin.lookup import FoundRule, rule_for
from corridor.law.origin.materials import Material
from corridor.law.origin.status import Status
from corridor.law.origin.terms import Test
from corridor.schema.content import ContentRule
from corridor.schema.origin import OriginProvision
from corridor.schema.results import Production
from corridor.schema.row import Evidence


@dataclass(frozen=True)
class LotTest:
    """A test that a lot must pass for an agreement or a content rule."""

    scheme: str
    test: Test
    limit: Fraction
    """[1] Limit of the test, less the planner's margin."""
    under: OriginProvision | ContentRule
    citation: str
    evidence: Evidence
    election: str = ""
    """Election that averages this test over all that is made; empty: the test is the lot's own."""
    books: str = ""
    """Over what books balance that assign inputs to the lot; empty: its inputs are those it consumes."""

    @property
    def averaging(self) -> str:
        """Return over what exchangeable inputs may be averaged: none, period or year."""
        return self.under.averaging if isinstance(self.under, OriginProvision) else "period"

    @property
    def forbids(self) -> bool:
        """Return whether nothing that the test counts may be in the lot; then table origin_tests need not show it."""
        return self.limit <= 0 and not self.test.own and not any(towards for _, towards in self.test.weights.values())


MIXED = "the site mixes its inputs, and {} wants them kept apart"
"""Why goods satisfy no rule that admits neither mixing nor books."""


@dataclass(frozen=True)
class LotRules:
    """What each rule choice of a plan means; lots of one recipe, site and period share the answer."""

    book: Book
    agreements: Agreements
    contents: ContentRules
    recipes: Mapping[tuple[str, str], Recipe]
    elections: ElectionBook
    _kept: dict[tuple[str, str, str, str, ChosenRule], tuple[LotTest, ...] | str] = field(
        default_factory=dict, init=False, repr=False, compare=False
    )

    def statuses(self, lot: Production) -> frozenset[Status]:
        """Return the statuses that a lot's rule choice gives its output."""
        return frozenset(self._status(lot, rule) for rule in self._rules(lot))

    def tests(self, lot: Production) -> tuple[LotTest, ...]:
        """Return the tests that a lot must pass itself; without those of choices that the law does not give."""
        return tuple(test for test in self._all_tests(lot) if not test.election)

    def averaged(self, lot: Production) -> tuple[tuple[ChosenRule, str], ...]:
        """Return what a lot claims on averages of elections: each rule, and the election."""
        found: dict[tuple[ChosenRule, str], None] = {}
        for rule in self._rules(lot):
            answer = self._answer(lot, rule)
            for test in () if isinstance(answer, str) else answer:
                if test.election:
                    found[rule, test.election] = None
        return tuple(found)

    def if_claimed(self, lot: Production, rule: ChosenRule) -> tuple[LotTest, ...] | None:
        """Return the tests that a lot would have to pass by a rule, whatever it claims; None: it cannot."""
        answer = self._answer(lot, rule)
        return None if isinstance(answer, str) else answer

    def _all_tests(self, lot: Production) -> Iterator[LotTest]:
        """Yield the tests of all choices of a lot, averaged or not."""
        for answer in (self._answer(lot, rule) for rule in self._rules(lot)):
            yield from () if isinstance(answer, str) else answer

    def faults(self, lot: Production) -> tuple[str, ...]:
        """Return what is wrong with a lot's rule choice, in words."""
        answers = (self._answer(lot, rule) for rule in self._rules(lot))
        return tuple(answer for answer in answers if isinstance(answer, str))

    def effect(self, lot: Production, one: LotTest, product: str, state: OriginState) -> tuple[Fraction, Fraction]:
        """[1] Return what of an input's value counts in a test: of its foreign part, and of its originating part."""
        against, towards = one.test.weight(product)
        if not against and not towards:
            return Fraction(0), Fraction(0)
        if isinstance(one.under, ContentRule):
            share = Fraction(counts_as_free(one.under, state))
        else:
            country, law = self.book.sites[lot.site].country, self.book.law
            found = counted_share(law, one.under, state.statuses, state.general, country, one.test.by_status)
            share = exact(found)
        return exact(against) * (1 - share), exact(towards) * share

    def _rules(self, lot: Production) -> tuple[ChosenRule, ...]:
        choice = parse_choice(lot.rule_choice)
        return choice.rules if choice else ()

    def _status(self, lot: Production, rule: ChosenRule) -> Status:
        """Return the status that one choice gives."""
        if rule.agreement in self.contents.codes:
            return Status(rule.agreement)
        if not rule.alternative:
            return Status(rule.agreement, rule.content or 0.0, False)
        country = self.book.sites[lot.site].country
        return self.agreements.acquired(rule.agreement, country, lot.period, rule.content or 0.0)

    def _answer(self, lot: Production, rule: ChosenRule) -> tuple[LotTest, ...] | str:
        """Return the tests of one choice, or why the law does not give it."""
        key = (lot.site, lot.process, lot.alternative, lot.period, rule)
        if key not in self._kept:
            self._kept[key] = self._worked_out(lot, rule)
        return self._kept[key]

    def _worked_out(self, lot: Production, rule: ChosenRule) -> tuple[LotTest, ...] | str:
        name = rule.agreement
        recipe = self.recipes.get((lot.process, lot.alternative))
        provision = self.agreements.provision(name, lot.period)
        if recipe is None:
            return f"no recipe says what the lot is made of, so nothing can be said of {name}"
        if name in self.contents.codes:
            return self._content(lot, rule, recipe)
        if name not in self.agreements.known:
            return f"model.yaml does not name {name} among the agreements of the model"
        if not self.agreements.is_party(name, self.book.territory(lot.site)):
            return f"{self.book.sites[lot.site].country} is no party of {name}"
        if provision is None:
            return f"no provision of {name} holds on {self.agreements.last_day(lot.period)}"
        if rule.alternative and rule.content is not None and provision.roll_up != "none":
            return f"{name} absorbs: no content is claimed for goods that originate"
        if books_of(self.book, provision, lot) is None:
            return MIXED.format(name)
        return self._tests(lot, rule, provision, recipe)

    def _content(self, lot: Production, rule: ChosenRule, recipe: Recipe) -> tuple[LotTest, ...] | str:
        """Return the tests of a content rule."""
        row = self.contents.rule(rule.agreement, self.agreements.last_day(lot.period))
        if row is None or rule.alternative != row.form.upper():
            return f"content rule {rule.agreement} has no form {rule.alternative} in {lot.period}"
        tests = self.contents.tests(row, lot, [line.product for line in recipe.inputs])
        books = books_of(self.book, row, lot)
        if isinstance(tests, str) or books is None:
            return tests if isinstance(tests, str) else MIXED.format(row.rule)
        held, shown = self.elections.of(row.rule, lot), row.evidence or "D"
        books = "" if held else books
        return tuple(LotTest(row.rule, one, exact(one.limit), row, row.source, shown, held, books) for one in tests)

    def _tests(
        self, lot: Production, rule: ChosenRule, provision: OriginProvision, recipe: Recipe
    ) -> tuple[LotTest, ...] | str:
        """Return the tests of an alternative of the rule and of a content."""
        day = self.agreements.last_day(lot.period)
        made = self._material(recipe.output)
        found = rule_for(self.book.law, rule.agreement, made, "*", day)
        tests: list[Test] = []
        if rule.alternative:
            process = self.book.processes[lot.process]
            given = alternatives(
                found.rule if found else None,
                provision,
                made,
                [self._material(line.product) for line in recipe.inputs],
                frozenset(filter(None, process.tests.split(";"))),
                process.minimal == "yes",
                self.book.law,
            )
            chosen = next((one for one in given if one.name == rule.alternative), None)
            if chosen is None:
                listed = ", ".join(one.name for one in given)
                return f"{rule.agreement} has no way {rule.alternative} for this lot on {day}, only {listed}"
            tests.extend(chosen.tests)
        if rule.content:
            tests.extend(content_alternative(provision, rule.content).tests)
        plain = [self._lot_test(rule.agreement, test, provision, found) for test in tests]
        # Only content is averaged, a change of code never is.
        elected, books = self.elections.of(rule.agreement, lot), books_of(self.book, provision, lot) or ""
        return tuple(
            replace(one, election=elected) if elected and one.test.margin else replace(one, books=books)
            for one in plain
        )

    def _lot_test(self, agreement: str, test: Test, provision: OriginProvision, found: FoundRule | None) -> LotTest:
        """Return a test with what it rests on."""
        margin = exact(self.book.model.settings.claim_margin) if test.margin else Fraction(0)
        source = found or provision
        return LotTest(agreement, test, exact(test.limit) - margin, provision, source.citation, source.evidence)

    def _material(self, product: str) -> Material:
        """Return a product as rules of origin see it."""
        row = self.book.products[product]
        return Material(product, row.hs or "", row.hs_edition, row.origin_part)
