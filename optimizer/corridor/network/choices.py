"""Ways in which a lot can come to the statuses that its users want: one alternative of each scheme's rule."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from itertools import product as combinations
from typing import NamedTuple

from corridor.law.origin.compile import Alternative as RuleAlternative
from corridor.law.origin.compile import Test, alternatives, content_alternative
from corridor.law.origin.counting import counted_share
from corridor.law.origin.lookup import rule_for
from corridor.law.origin.materials import Material
from corridor.law.origin.status import Status
from corridor.network.recipes import Alternative
from corridor.network.schemes import Schemes
from corridor.network.states import State
from corridor.schema.content import ContentRule
from corridor.schema.origin import OriginProvision

NO_RULE = "none"
"""Rule choice of a lot that claims no status."""


class Need(NamedTuple):
    """A status that some user of goods can put to use."""

    scheme: str
    share: float = 1.0
    """[1] Content that counts. Below 1 the goods need not originate, unless the agreement absorbs nothing: there they
    originate, and this is asked for on top."""


Needs = frozenset[Need]
NOTHING: Needs = frozenset()


@dataclass(frozen=True)
class LotTest:
    """A test that a lot must pass for a scheme."""

    scheme: str
    test: Test
    limit: float
    """[1] Limit of the test, less the planner's margin."""
    under: OriginProvision | ContentRule
    """The provisions of the agreement, or the content rule."""
    citation: str
    evidence: str
    election: str = ""
    """The election that this test is averaged by: it holds over all that is made, not over the lot. Empty: none."""
    books: str = ""
    """Over what the books balance that assign inputs to lots (period, year, horizon). Empty: the lot's own inputs."""

    @property
    def averaging(self) -> str:
        """Return over what inputs that are exchanged for each other may be averaged: none, period or year."""
        return self.under.averaging if isinstance(self.under, OriginProvision) else "period"

    @property
    def forbids(self) -> bool:
        """Whether the test allows nothing of what it counts: such inputs are left out, and no row is needed."""
        return self.limit <= 0 and not self.test.own and not any(own for _, own in self.test.weights.values())


@dataclass(frozen=True)
class Choice:
    """One alternative of the rule of each scheme that a lot satisfies."""

    name: str
    """`ATIGA=CTH+RCEP=RVC_BD40`, or `none`."""
    statuses: tuple[Status, ...]
    """What its output carries."""
    tests: tuple[LotTest, ...] = ()

    @cached_property
    def rows(self) -> tuple[LotTest, ...]:
        """Return the tests that need a row of their own."""
        return tuple(one for one in self.tests if not one.election and (one.books or not one.forbids))

    @property
    def key(self) -> tuple[object, ...]:
        """Return what tells choices of different periods apart."""
        return (self.name, self.statuses, tuple((one.limit, one.under.valid_from) for one in self.tests))


NO_CHOICE = Choice(NO_RULE, ())


@dataclass(frozen=True)
class Choices:
    """Answers how a lot can satisfy what is wanted of it, and remembers the answers."""

    schemes: Schemes
    mixed: set[tuple[str, str, str]] = field(default_factory=set)
    """(scheme, site, product) of what a rule bars because the site mixes its inputs."""
    _options: dict[tuple[str, str, str, Need, int], tuple[Choice, ...]] = field(default_factory=dict)

    def of(self, site: str, recipe: Alternative, needs: Needs, t: int) -> tuple[Choice, ...]:
        """Return the choices of a lot of period `t` that give all that is needed; empty if it cannot."""
        if not needs:
            return (NO_CHOICE,)
        each = [self._of_one(site, recipe, need, t) for need in sorted(needs)]
        return tuple(
            Choice(
                "+".join(one.name for one in chosen),
                tuple(sorted(status for one in chosen for status in one.statuses)),
                tuple(test for one in chosen for test in one.tests),
            )
            for chosen in combinations(*each)
        )

    def named(self, site: str, recipe: Alternative, need: Need, name: str, t: int) -> Choice | None:
        """Return the choice of this name that meets a need, or None if a lot cannot."""
        return next((one for one in self._of_one(site, recipe, need, t) if one.name == name), None)

    def possible(self, site: str, recipe: Alternative, need: Need) -> bool:
        """Whether a lot can satisfy a need in some period."""
        return any(self._of_one(site, recipe, need, t) for t in range(len(self.schemes.lookups.calendar)))

    def _of_one(self, site: str, recipe: Alternative, need: Need, t: int) -> tuple[Choice, ...]:
        key = (site, recipe.process, recipe.name, need, t)
        if key not in self._options:
            self._options[key] = self._make(site, recipe, need, t)
        return self._options[key]

    def _make(self, site: str, recipe: Alternative, need: Need, t: int) -> tuple[Choice, ...]:
        """Return the alternatives of the rule of an agreement, or of a content rule, that a lot may satisfy."""
        schemes, agreement = self.schemes, need.scheme
        if agreement in schemes.contents.codes:
            return self._satisfied(site, recipe, agreement, t)
        lookups, provision = schemes.lookups, schemes.provision(agreement, t)
        output = lookups.products[recipe.output]
        if provision is None or not schemes.is_party(agreement, site) or not output.hs:
            return ()
        made = Material(output.product, output.hs, output.hs_edition, output.origin_part or "")
        found = rule_for(lookups.law, agreement, made, "*", schemes.day(t))
        if found is None:
            return ()
        process = lookups.processes[recipe.process]
        rows = [lookups.products[line.product] for group in recipe.groups for line in group.members]
        materials = [Material(row.product, row.hs or "", row.hs_edition, row.origin_part or "") for row in rows]
        tests = frozenset(filter(None, process.tests.split(";")))
        full = alternatives(found.rule, provision, made, materials, tests, process.minimal == "yes", lookups.law)
        margin = lookups.model.settings.claim_margin
        elected, books = schemes.election(agreement, site, recipe.output), self._books(provision, site, recipe.output)
        if books is None:
            return ()

        def test_of(one: Test) -> LotTest:
            # Content is averaged; whether a material changes its code is asked of each lot.
            election = elected.election if elected and one.margin else ""
            limit = one.limit - margin * one.margin
            held = "" if election else books
            return LotTest(agreement, one, limit, provision, found.citation, found.evidence, election, held)

        def choice(alternative: RuleAlternative, status: Status, more: tuple[Test, ...] = ()) -> Choice:
            content = f"CONTENT{100 * need.share:g}" if more or not status.originating else ""
            parts = (alternative.name if status.originating else "", content)
            return Choice(
                f"{agreement}={'&'.join(filter(None, parts))}",
                (status,),
                tuple(test_of(one) for one in (*alternative.tests, *more)),
            )

        traced = schemes.is_traced(agreement)
        content = content_alternative(provision, need.share)
        if traced or need.share == 1.0:
            status = schemes.status(agreement, site, t, need.share)
            return tuple(choice(one, status, content.tests if traced and need.share > 0 else ()) for one in full)
        return (choice(content, Status(agreement, need.share, originating=False)),)

    def _satisfied(self, site: str, recipe: Alternative, code: str, t: int) -> tuple[Choice, ...]:
        """Return the one way in which a lot satisfies a content rule, if it can."""
        contents, day = self.schemes.contents, self.schemes.day(t)
        rule = contents.rule(code, day)
        inputs = tuple(line.product for group in recipe.groups for line in group.members)
        tests = None if rule is None else contents.tests(rule, site, recipe.output, inputs, day)
        books = None if rule is None else self._books(rule, site, recipe.output)
        if rule is None or tests is None or books is None:
            return ()
        elected = self.schemes.election(code, site, recipe.output)
        name = elected.election if elected else ""
        held, shown = "" if name else books, rule.evidence or "D"
        named = tuple(LotTest(code, one, one.limit, rule, rule.source, shown, name, held) for one in tests)
        return (Choice(f"{code}={rule.form.upper()}", (Status(code),), named),)

    def _books(self, under: OriginProvision | ContentRule, site: str, product: str) -> str | None:
        """Return over what books assign inputs to lots; empty: lots have their own; None: the rule bars mixing."""
        custody = self.schemes.balanced(site, product)
        if custody is None:
            return ""
        if under.custody == "segregated":
            self.mixed.add((under.rule if isinstance(under, ContentRule) else under.agreement, site, product))
            return None
        return custody.per if under.custody == "mass_balance" else ""

    def credit(self, choice: Choice, product: str, t: int) -> float:
        """[money / unit] Return what a lot earns by the content rules it satisfies."""
        contents = self.schemes.contents
        rules = [contents.rule(one.agreement, self.schemes.day(t)) for one in choice.statuses]
        return sum(rule.credit for rule in rules if rule is not None and contents.judges(rule, product))

    def admits(self, choice: Choice, product: str, state: State, site: str) -> bool:
        """Whether a lot may use goods of a state at all."""
        barring = (one for one in choice.tests if one.forbids and not one.books)
        return not any(any(self.weights(one, product, state, site)) for one in barring)

    def counts(self, test: LotTest, state: State, site: str) -> float:
        """[1] Return what of a material counts as originating, or as free of what a rule looks for, in a test."""
        if isinstance(test.under, ContentRule):
            if test.under.attribute == "np_origin":
                return self.schemes.contents.seen_by_origin(test.under, state)
            return float(any(one.agreement == test.scheme for one in state.statuses))
        country = self.schemes.lookups.country(site)
        return counted_share(
            self.schemes.lookups.law, test.under, state.statuses, state.origin, country, test.test.by_status
        )

    def weights(self, test: LotTest, product: str, state: State, site: str) -> tuple[float, float]:
        """[1] Return what of a material's value counts in a test: of its foreign part, and of its originating part."""
        foreign, own = test.test.weight(product)
        if not foreign and not own:
            return 0.0, 0.0
        share = self.counts(test, state, site)
        return foreign * (1.0 - share), own * share

    def of_input(self, need: Need, recipe: Alternative, site: str, product: str) -> tuple[Need | None, ...]:
        """Return the statuses of an input that make a difference to a lot that meets a need; None: no status."""
        looked_at = False
        for t in range(len(self.schemes.lookups.calendar)):
            for one in self._of_one(site, recipe, need, t):
                looked_at = looked_at or any(any(test.test.weight(product)) for test in one.tests)
        if looked_at and need.scheme in self.schemes.contents.codes:
            return (None, need)
        provision = self.schemes.any_provision(need.scheme)
        if not looked_at or provision is None:
            return (None,)
        others = provision.cumulates_with.split(";") if provision.cumulation in ("diagonal", "extended") else ()
        return (
            None,
            Need(need.scheme),
            *(Need(need.scheme, step) for step in steps(provision)),
            *(Need(other) for other in others if other in self.schemes.agreements),
        )


def steps(provision: OriginProvision) -> tuple[float, ...]:
    """[1] Return the contents that a plan tells apart under an agreement, besides none and all."""
    if provision.cumulation not in ("partial", "full") and provision.roll_up == "absorption":
        return ()
    stated = [float(text) for text in provision.content_steps.split(";") if text] or [n / 20 for n in range(1, 20)]
    low = provision.partial_from if provision.cumulation == "partial" else 0.0
    high = provision.partial_to if provision.cumulation == "partial" else 1.0
    return tuple(step for step in stated if low <= step < high and step > 0)
