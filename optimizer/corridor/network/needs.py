"""Which statuses somebody downstream can put to use, place by place: what origin states are told apart by.

Forward, what goods can carry at all; backward, from borders where a claim saves duty and from lots whose rules look at
their inputs. A lot is made only for sets of statuses that one user wants of one unit together: a set grows by at most
one agreement at each border, so the states stay far below all subsets of agreements.
"""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import product as combinations
from typing import Literal

from corridor.network.choices import NOTHING, Choices, Need, Needs, steps
from corridor.network.recipes import Alternative
from corridor.network.states import State
from corridor.network.timetables import Way

Place = tuple[str, str]
"""(site, product)"""


@dataclass(frozen=True)
class Wanted:
    """What is wanted of goods at each place."""

    sets: Mapping[Place, frozenset[Needs]]
    relevant: Mapping[Place, frozenset[str]]
    """Schemes that something behind a place looks at."""

    def of(self, site: str, product: str) -> tuple[Needs, ...]:
        """Return the sets of statuses that are wanted of goods made at a place, the empty one among them, in order."""
        return tuple(sorted(self.sets.get((site, product), (NOTHING,)), key=sorted))

    def projected(self, state: State, site: str, product: str, lost: Iterable[str] = ()) -> State:
        """Return a state with the statuses that matter behind a place, without those that are lost."""
        if not state.statuses:
            return state
        matter = self.relevant.get((site, product), frozenset()).difference(lost)
        return state.with_statuses(one for one in state.statuses if one.agreement in matter)


NOTHING_WANTED = Wanted({}, {})


@dataclass
class _Search:
    """Finds what is possible, then what is wanted."""

    choices: Choices
    ways_from: Mapping[Place, list[Way]]
    making: Mapping[str, list[Alternative]]
    declared: Iterable[tuple[Place, frozenset[str]]]
    possible: dict[Place, set[str]] = field(default_factory=lambda: defaultdict(set))
    sets: dict[Place, set[Needs]] = field(default_factory=lambda: defaultdict(set))
    relevant: dict[Place, set[str]] = field(default_factory=lambda: defaultdict(set))

    def __post_init__(self) -> None:
        """Index ways by where they lead, and recipes by what they make of what."""
        self.ways_to: dict[Place, list[Way]] = defaultdict(list)
        for (_, product), ways in self.ways_from.items():
            for way in ways:
                self.ways_to[way[1], product].append(way)

    def forward(self) -> None:
        """Find the schemes that goods at each place can carry at best."""
        schemes = self.choices.schemes
        queue: deque[Place] = deque()

        def carry(place: Place, more: Iterable[str]) -> None:
            new = set(more) - self.possible[place]
            if new:
                self.possible[place] |= new
                queue.append(place)

        for place, agreements in self.declared:
            carry(place, agreements)
        for site, made in self.making.items():
            for recipe in made:
                able = [code for code in schemes.codes if self._makes(site, recipe, code)]
                carry((site, recipe.output), able)
        while queue:
            site, product = queue.popleft()
            for way in self.ways_from.get((site, product), ()):
                kept = [a for a in self.possible[site, product] if schemes.kept(way, product, a)]
                carry((way[1], product), kept)

    def _makes(self, site: str, recipe: Alternative, agreement: str) -> bool:
        """Whether a recipe can give goods that originate, or a content that counts, at a site."""
        return self.choices.possible(site, recipe, Need(agreement, 0.0 if self._traced(agreement) else 1.0))

    def _traced(self, agreement: str) -> bool:
        return self.choices.schemes.is_traced(agreement)

    def backward(self) -> None:
        """Find what is wanted, from the borders back."""
        queue: deque[tuple[Place, Needs]] = deque()

        earning = self._earning()

        def want(place: Place, needs: Needs) -> None:
            if not {one.scheme for one in needs} <= self.possible[place]:
                return
            self.relevant[place].update(one.scheme for one in needs)
            # What earns something where it is made need not be known of the goods afterwards.
            for more in (needs, *(needs | {rule} for rule in earning.get(place, ()))):
                if more not in self.sets[place]:
                    self.sets[place].add(more)
                    queue.append((place, more))

        for place in earning:
            want(place, NOTHING)
        for place, needs in (*self._at_borders(), *self._asked()):
            want(place, needs)
        while queue:
            (site, product), needs = queue.popleft()
            for way in self.ways_to[site, product]:
                for more in self._before(way, product, needs):
                    want((way[0], product), more)
            for recipe in self.making.get(site, ()):
                if recipe.output == product:
                    for item, each in self._of_inputs(site, recipe, needs):
                        want((site, item), each)

    def _asked(self) -> Iterator[tuple[Place, Needs]]:
        """Yield the content rules that demand asks for."""
        contents = self.choices.schemes.contents
        for row in contents.lookups.demand_rows:
            rules = frozenset(Need(code) for code in row.content_rules.split(";") if code in contents.codes)
            if rules:
                yield (row.site, row.product), rules

    def _earning(self) -> dict[Place, tuple[Need, ...]]:
        """Return the content rules that earn something, by where goods they judge are made."""
        contents = self.choices.schemes.contents
        days = [self.choices.schemes.day(t) for t in range(len(contents.lookups.calendar))]
        found: dict[Place, tuple[Need, ...]] = {}
        for site, made in self.making.items():
            for recipe in made:
                rules = {rule for code in contents.codes for day in days if (rule := contents.rule(code, day))}
                codes = {rule.rule for rule in rules if rule.credit > 0 and contents.judges(rule, recipe.output)}
                if codes:
                    found[site, recipe.output] = tuple(Need(code) for code in sorted(codes))
        return found

    def everything(self) -> None:
        """Want every set of statuses that goods at each place can carry, whether or not anything looks at it."""
        for place, agreements in self.possible.items():
            each = [(None, *self._statuses(agreement)) for agreement in sorted(agreements)]
            self.sets[place] = {frozenset(filter(None, chosen)) for chosen in combinations(*each)}
            self.relevant[place] = set(agreements)

    def _statuses(self, agreement: str) -> Iterator[Need]:
        """Yield the statuses that an agreement tells apart."""
        provision = self.choices.schemes.any_provision(agreement)
        yield Need(agreement)
        if self._traced(agreement):
            yield self._claim(agreement)
        for step in steps(provision) if provision is not None else ():
            yield Need(agreement, step)

    def _at_borders(self) -> Iterator[tuple[Place, Needs]]:
        """Yield what claims at borders want of the goods that cross them."""
        for (site, product), ways in self.ways_from.items():
            for way in ways:
                for agreement in self.choices.schemes.claimable(way, product):
                    yield (site, product), frozenset({self._claim(agreement)})

    def _claim(self, agreement: str) -> Need:
        return Need(agreement, 0.0 if self._traced(agreement) else 1.0)

    def _before(self, way: Way, product: str, needs: Needs) -> Iterator[Needs]:
        """Yield what is wanted before a way so that `needs` are met behind it, with a claim on the way or without."""
        schemes = self.choices.schemes
        if not all(schemes.kept(way, product, one.scheme) for one in needs):
            return
        yield needs
        named = {one.scheme for one in needs}
        for agreement in schemes.claimable(way, product):
            if agreement not in named:
                yield needs | {self._claim(agreement)}

    def _of_inputs(self, site: str, recipe: Alternative, needs: Needs) -> Iterator[tuple[str, Needs]]:
        """Yield what lots that meet `needs` can put to use in each of their inputs."""
        if not all(self.choices.possible(site, recipe, need) for need in needs):
            return
        for group in recipe.groups:
            for line in group.members:
                useful = [self.choices.of_input(need, recipe, site, line.product) for need in sorted(needs)]
                for chosen in combinations(*useful):
                    each = frozenset(need for need in chosen if need is not None)
                    if each and len({need.scheme for need in each}) == len(each):
                        yield line.product, each


States = Literal["merged", "all"]
"""merged: only states that something behind can tell apart; all: whatever can be made, to compare with."""


def find_wanted(
    choices: Choices,
    ways_from: Mapping[Place, list[Way]],
    making: Mapping[str, list[Alternative]],
    declared: Iterable[tuple[Place, frozenset[str]]],
    states: States = "merged",
) -> Wanted:
    """Return what is wanted of goods at each place, of the ways that leave it, what can be made, what is declared."""
    if not choices.schemes.codes:
        return NOTHING_WANTED
    search = _Search(choices, ways_from, making, declared)
    search.forward()
    if states == "merged":
        search.backward()
    else:
        search.everything()
    return Wanted(
        {place: frozenset({NOTHING, *sets}) for place, sets in search.sets.items()},
        {place: frozenset(codes) for place, codes in search.relevant.items()},
    )
