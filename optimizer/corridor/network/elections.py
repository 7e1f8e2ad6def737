"""Elections as rows: content averaged over all lots of a site's products in a window, if a claim rests on it.

Each way of qualifying that some lot claims (an alternative of the rule, as RVC_BD75) is a decision of its own. A lot
counts in its test as that way of qualifying would judge it, whatever it claims itself; a lot that cannot qualify so
counts with its whole value, and one that the test asks nothing of adds nothing to either side.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from corridor.network.choices import Choice, LotTest, Need
from corridor.network.election_bounds import MostMade, worst_excess
from corridor.network.loads import Loads
from corridor.network.making import LotRows
from corridor.network.openings import OpeningRows
from corridor.network.origin_rows import OriginRows
from corridor.network.schemes import averages
from corridor.schema.elections import Election


class ElectionTest(NamedTuple):
    """A test over all lots of an election in a window."""

    election: str
    site: str
    product: str
    """Products that are averaged together, as table elections writes them."""
    way: str
    """The alternative that is claimed."""
    window: str
    scheme: str
    test: str
    basis: str
    scale: float
    """[money / unit, or t / unit] What the row is divided by: the value of a unit of output."""
    opening: int
    most: float
    """[money, or t] Largest excess of what counts over what is allowed, where the election is not made."""


class ElectionLot(NamedTuple):
    """A lot in a test. [money / unit, or t / unit]"""

    test: int
    lot: int
    value: float
    allowed: float
    whole: float
    """What counts of a unit that cannot qualify in this way: all of it; 0 of others."""
    judged: int
    """1: judged by its inputs; 0: it counts with its whole value."""
    citation: str
    evidence: str


@dataclass
class ElectionRows:
    """Tests over all lots, what enters them, and what may be claimed if an election is made."""

    tests: list[ElectionTest] = field(default_factory=list)
    lots: list[ElectionLot] = field(default_factory=list)
    uses: list[tuple[int, int, float, float]] = field(default_factory=list)
    """(test, use, what a unit of input counts, what it is worth)"""
    claims: Loads = field(default_factory=Loads)
    """What is made of each product and claimed on the ground of a decision."""


def build_elections(lots: LotRows, origin: OriginRows, most: MostMade, openings: OpeningRows) -> ElectionRows:
    """Return the rows of every election that some lot could claim under, and add its decisions."""
    found = _Building(lots, origin, most, openings)
    lookups = origin.choices.schemes.lookups
    for election in lookups.model.tables[Election]:
        members: dict[str, list[int]] = defaultdict(list)
        for number, lot in enumerate(lots.lots):
            if lot.site == election.site and averages(election, lot.product):
                members[lookups.calendar.window(lot.t, election.per)].append(number)
        for window, numbers in members.items():
            claims: dict[tuple[str, Need], list[int]] = defaultdict(list)
            for number in numbers:
                for claimed in _claimed(election, lots.kinds[number].choice):
                    claims[claimed].append(number)
            for (way, need), claiming in sorted(claims.items()):
                found.decide(election, window, way, need, numbers, claiming)
    return found.rows


def _claimed(election: Election, choice: Choice) -> Iterator[tuple[str, Need]]:
    """Yield by which alternative a lot claims on content that an election averages, and what that gives."""
    if any(one.election == election.election for one in choice.tests):
        ways = dict(part.split("=", 1) for part in choice.name.split("+"))
        need = next(Need(one.agreement, one.share) for one in choice.statuses if one.agreement == election.scheme)
        yield ways[election.scheme], need


@dataclass(frozen=True)
class _Decision:
    """The decision to claim in one way on an average."""

    election: Election
    window: str
    way: str
    opening: int
    claiming: frozenset[int]
    """Lots that claim on it."""


@dataclass
class _Building:
    """Adds the rows of one decision after the other."""

    lots: LotRows
    origin: OriginRows
    most: MostMade
    openings: OpeningRows
    rows: ElectionRows = field(default_factory=ElectionRows)

    def __post_init__(self) -> None:
        """Index uses by their lot."""
        self.uses_of: dict[int, list[int]] = defaultdict(list)
        for number, use in enumerate(self.lots.uses):
            self.uses_of[use.lot].append(number)

    def decide(
        self, election: Election, window: str, way: str, need: Need, numbers: Sequence[int], claiming: Sequence[int]
    ) -> None:
        """Add the decision to claim in one way in a window, its tests, and what may be claimed."""
        subject = f"{election.election}:{way}"
        decision = self.openings.add("election", subject, window, self.lots.lots[numbers[0]].t, 0.0)
        judged = {number: self._tests_of(election, number, need, way) for number in numbers}
        for name in sorted({name for tests in judged.values() for name in tests or ()}):
            self._test(_Decision(election, window, way, decision, frozenset(claiming)), name, judged)
        for product in sorted({self.lots.lots[number].product for number in claiming}):
            load = self.rows.claims.add(f"{subject}:{product}", window, 0.0)
            named = [number for number in claiming if self.lots.lots[number].product == product]
            self.rows.claims.members.extend((load, number, 1.0) for number in named)
            self.rows.claims.upper.append((load, decision, self.most.of(product, named)))

    def _tests_of(self, election: Election, lot: int, need: Need, way: str) -> dict[str, LotTest] | None:
        """Return the averaged tests of a lot if it were to qualify in a way, by name; None if it cannot."""
        kind, t = self.lots.kinds[lot], self.lots.lots[lot].t
        found = self.origin.choices.named(kind.site, kind.alternative, need, f"{election.scheme}={way}", t)
        if found is None:
            return None
        return {one.test.name: one for one in found.tests if one.election == election.election}

    def _test(self, of: _Decision, name: str, judged: dict[int, dict[str, LotTest] | None]) -> None:
        """Add one test over all lots of a window."""
        row, first = len(self.rows.tests), next(tests[name] for tests in judged.values() if tests and name in tests)
        worst: dict[int, float] = {}
        scale = 0.0
        for lot, tests in judged.items():
            if tests is not None and name not in tests:
                continue
            one = first if tests is None else tests[name]
            sides = self._lot(row, lot, one, whole=tests is None)
            weights = {} if tests is None else {use: self._use(row, lot, one, use) for use in self.uses_of[lot]}
            scale = scale or sides.value
            if lot not in of.claiming:  # Without the election nothing is claimed on it.
                worst[lot] = worst_excess(self.lots, lot, weights) + sides.whole - sides.allowed
        election = of.election
        names = (election.election, election.site, election.products, of.way, of.window, election.scheme, name)
        most = self.most.excess(worst)
        self.rows.tests.append(ElectionTest(*names, first.test.basis, scale or 1.0, of.opening, most))

    def _lot(self, row: int, lot: int, one: LotTest, *, whole: bool) -> ElectionLot:
        """Add what a lot allows, and what it counts for where it cannot qualify."""
        site, product, t = self.lots.lots[lot].site, self.lots.lots[lot].product, self.lots.lots[lot].t
        values = self.origin.values
        value = values.output(site, product, one.test.basis, t)
        if not value and (whole or one.limit < 0):
            # Without a value it would count for nothing, and the average would be too good.
            values.refuse(site, product, one.test.basis)
        allowed = one.limit * value
        if one.test.own and not whole:
            allowed += one.test.own * values.own_value(site, product, t)
        foreign = max((against for against, _ in one.test.weights.values()), default=0.0 if one.test.own else 1.0)
        counts = foreign * value if whole else 0.0
        found = ElectionLot(row, lot, value, allowed, counts, int(not whole), one.citation, one.evidence)
        self.rows.lots.append(found)
        return found

    def _use(self, row: int, lot: int, one: LotTest, use: int) -> float:
        """Add what an input of a lot counts for, and return it. [money / unit of the input]"""
        kind, named = self.lots.kinds[lot], self.lots.uses[use]
        product = named.input
        if not any(one.test.weight(product)):
            return 0.0
        state = next(spot[2] for _, _, spot in kind.inputs if (spot[1], spot[2].label) == (product, named.input_state))
        counted, worth = self.origin.effect(one, kind.site, product, state, named.t)
        self.rows.uses.append((row, use, counted, worth))
        return counted
