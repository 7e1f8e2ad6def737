"""Which goods can be where, and from when until when it matters: pruning before any coefficient is made.

Forward from offers, stocks and processes without inputs; backward from
demand, required stocks, closing values, and from where goods that are left over can end.
What is not reached both ways is left out of the network.
"""

from __future__ import annotations

from collections import defaultdict, deque
from dataclasses import dataclass, field

from corridor.network.choices import Choice, Choices
from corridor.network.discrete import Items, each_part
from corridor.network.needs import NOTHING_WANTED, States, Wanted, find_wanted
from corridor.network.recipes import Alternative, Judgement, alternatives, judgement
from corridor.network.sources import declared_anywhere, offer_states, opening_states
from corridor.network.states import NO_USE, State
from corridor.network.targets import places_to_end, products_left_over, targets
from corridor.network.timetables import Way
from corridor.network.uses import declared_uses

Spot = tuple[str, str, State]
"""(site, product, state)"""


@dataclass(frozen=True)
class LotKind:
    """Lots that differ only in their period."""

    site: str
    alternative: Alternative
    state: State
    periods: tuple[int, ...]
    """Periods in which the state is what the law gives."""
    inputs: Items
    """(group, member of the group, where the input is taken from)"""
    choice: Choice
    """How it comes to its statuses."""
    rule_choice: str
    """The choice, and which of its discrete parts it is made of, in codes."""

    @property
    def outputs(self) -> tuple[Spot, ...]:
        """Return where the output and the by-products go."""
        spots = [(self.site, self.alternative.output, self.state)]
        for product, _ in self.alternative.byproducts:
            spots.append((self.site, product, self.state.plain()))
        return tuple(spots)

    @property
    def key(self) -> tuple[str, str, str, State, str, tuple[int, ...]]:
        """Return what tells kinds apart."""
        return self.site, self.alternative.process, self.alternative.name, self.state, self.rule_choice, self.periods


@dataclass
class Reach:
    """What is reached: first and last useful period of every spot, ways and lots."""

    ends: frozenset[tuple[str, str]] = frozenset()
    """(site, product) that goods left over may be under way to when the horizon ends."""
    earliest: dict[Spot, int] = field(default_factory=dict)
    latest: dict[Spot, int] = field(default_factory=dict)
    moves: list[tuple[Spot, Way, Spot]] = field(default_factory=list)
    lots: list[LotKind] = field(default_factory=list)
    wanted: Wanted = NOTHING_WANTED
    """What origin states are told apart by."""


class _Search:
    """Breadth-first search over spots, forward in time, then backward."""

    def __init__(self, choices: Choices, kept: States) -> None:
        self.choices, self.schemes = choices, choices.schemes
        self.lookups = lookups = choices.schemes.lookups
        self.periods = len(lookups.calendar)
        self.left_over = products_left_over(lookups)
        self.reach = Reach(ends=places_to_end(lookups, self.left_over))
        self.uses = declared_uses(lookups)
        self.ways_from: dict[tuple[str, str], list[Way]] = defaultdict(list)
        for row in sorted(lookups.timetables.products):
            products = lookups.timetables.products[row]
            for product in lookups.products if "*" in products else sorted(products):
                self.ways_from[row[0], product].append(row)
        self.making: dict[str, list[Alternative]] = {}
        for site, process in sorted(lookups.site_processes):
            lines = [line for line in lookups.recipe_lines if line.process == process]
            if lines:
                self.making.setdefault(site, []).extend(alternatives(lookups.processes[process], lines))
        self.reach.wanted = find_wanted(
            self.choices, self.ways_from, self.making, declared_anywhere(self.schemes), kept
        )
        self._ways_of_making: dict[tuple[str, str, str], list[tuple[Judgement, Choice, tuple[int, ...]]]] = {}
        self.queue: deque[Spot] = deque()
        self.at_site: dict[tuple[str, str], set[State]] = defaultdict(set)

    def may_end_under_way(self, site: str, product: str) -> bool:
        """Whether goods may be under way to a site when the horizon ends: they are worth something, or left over."""
        return (site, product) in self.reach.ends or self.lookups.closing_value(site, product) > 0

    def improve(self, spot: Spot, t: int) -> None:
        """Note that goods can be at a spot from period `t` on."""
        if t < self.reach.earliest.get(spot, self.periods):
            self.reach.earliest[spot] = t
            self.at_site[spot[0], spot[1]].add(spot[2])
            self.queue.append(spot)

    def first_arrival(self, way: Way, product: str, t: int) -> int | None:
        """Return the first period in which goods that leave in period `t` or later arrive."""
        found = None
        for shares in self.lookups.timetables.of(way, product)[1][t:]:
            if shares and (found is None or shares[0][0] < found):
                found = shares[0][0]
        return found

    def forward(self) -> None:
        """Find the earliest period of every spot."""
        for spot, t in offer_states(self.schemes, self.reach.wanted, self.uses):
            self.improve(spot, t)
        for spot, t in opening_states(self.schemes, self.uses):
            self.improve(spot, t)
        for site, made in self.making.items():
            for alternative in made:
                if not alternative.groups:
                    self.relax_lots(site, alternative)
        while self.queue:
            site, product, state = self.queue.popleft()
            t = self.reach.earliest[site, product, state]
            for way in self.ways_from[site, product]:
                if state.offer and way[1] != self.lookups.offers[state.offer].destination:
                    continue
                arrival = self.first_arrival(way, product, t)
                if arrival is None and self.may_end_under_way(way[1], product):
                    arrival = self.periods - 1  # Nothing arrives in time, yet it may be under way at the end.
                if arrival is not None:
                    self.improve((way[1], product, self.arrived(way, product, state)), arrival)
            for alternative in self.making.get(site, ()):
                if any(line.product == product for group in alternative.groups for line in group.members):
                    self.relax_lots(site, alternative)

    def arrived(self, way: Way, product: str, state: State) -> State:
        """Return the state on arrival: no longer bound to an offer, with the statuses that last and matter."""
        lost = {one.agreement for one in state.statuses if not self.schemes.kept(way, product, one.agreement)}
        return self.reach.wanted.projected(state.arrived(), way[1], product, lost)

    def ways_of_making(self, site: str, alternative: Alternative) -> list[tuple[Judgement, Choice, tuple[int, ...]]]:
        """Return who judges what of an output, how it comes to statuses, and the periods in which both hold."""
        key = (site, alternative.process, alternative.name)
        if key not in self._ways_of_making:
            found: dict[tuple[object, ...], tuple[Judgement, Choice, list[int]]] = {}
            for t in range(self.periods):
                judged = judgement(self.lookups, site, alternative, t)
                for needs in self.reach.wanted.of(site, alternative.output):
                    for choice in self.choices.of(site, alternative, needs, t):
                        found.setdefault((judged, choice.key), (judged, choice, []))[2].append(t)
            self._ways_of_making[key] = [(judged, choice, tuple(periods)) for judged, choice, periods in found.values()]
        return self._ways_of_making[key]

    def lot_kinds(self, site: str, alternative: Alternative) -> list[tuple[LotKind, int]]:
        """Return the lots that can be made of what is at the site, and the earliest period of each."""
        made: list[tuple[LotKind, int]] = []
        for judged, choice, periods in self.ways_of_making(site, alternative):
            states, shared = self.inputs_of(site, alternative, judged, choice)
            for origin, essential in sorted(states.items()):
                state = self.reach.wanted.projected(origin.with_statuses(choice.statuses), site, alternative.output)
                items = tuple(sorted(essential + shared))
                for parts, inputs in each_part(self.choices, choice, site, alternative, items):
                    start = self.start_of(alternative, inputs)
                    if start is None:
                        continue
                    for use in sorted(self.uses.get(alternative.output, (NO_USE,))):
                        named = f"{choice.name}{parts}"
                        kind = LotKind(site, alternative, state.used_for(use), periods, inputs, choice, named)
                        made.append((kind, max(start, periods[0])))
        return made

    def inputs_of(
        self, site: str, alternative: Alternative, judged: Judgement, choice: Choice
    ) -> tuple[dict[State, list[tuple[int, int, Spot]]], list[tuple[int, int, Spot]]]:
        """Return the inputs that decide on the origin of the output, by that origin, and the others."""
        country = self.lookups.country(site)
        states: dict[State, list[tuple[int, int, Spot]]] = defaultdict(list)
        shared: list[tuple[int, int, Spot]] = []
        if not alternative.groups:
            states[State(country)] = []
        for g, group in enumerate(alternative.groups):
            for k, line in enumerate(group.members):
                use = line.end_use if line.end_use in self.uses.get(line.product, ()) else NO_USE
                for state in sorted(self.at_site[site, line.product]):
                    if state.offer or state.end_use != use:
                        continue
                    if not self.choices.admits(choice, line.product, state, site):
                        continue
                    item = (g, k, (site, line.product, state))
                    if group.essential:
                        states[state.processed(country, judged)].append(item)
                    else:
                        shared.append(item)
        return states, shared

    def start_of(self, alternative: Alternative, inputs: tuple[tuple[int, int, Spot], ...]) -> int | None:
        """Return the first period in which every input group has something, or None."""
        start = 0
        for g in range(len(alternative.groups)):
            times = [self.reach.earliest[spot] for group, _, spot in inputs if group == g]
            if not times:
                return None
            start = max(start, min(times))
        return start

    def relax_lots(self, site: str, alternative: Alternative) -> None:
        """Note what the lots of an alternative give."""
        for kind, start in self.lot_kinds(site, alternative):
            for spot in kind.outputs:
                self.improve(spot, start)

    def backward(self) -> None:
        """Find the last useful period of every spot, and keep the moves and lots that lead to one."""
        moves_into: dict[Spot, list[tuple[Spot, Way]]] = defaultdict(list)
        lots_into: dict[Spot, list[LotKind]] = defaultdict(list)
        for site, made in self.making.items():
            for alternative in made:
                for kind, _ in self.lot_kinds(site, alternative):
                    for spot in kind.outputs:
                        lots_into[spot].append(kind)
        for spot in sorted(self.reach.earliest):
            site, product, state = spot
            for way in self.ways_from[site, product]:
                if state.offer and way[1] != self.lookups.offers[state.offer].destination:
                    continue
                target = (way[1], product, self.arrived(way, product, state))
                if target in self.reach.earliest:
                    moves_into[target].append((spot, way))
        latest = self.reach.latest
        queue: deque[Spot] = deque()

        def useful(spot: Spot, t: int) -> None:
            if self.lookups.closing_value(spot[0], spot[1]) > 0:
                t = self.periods - 1
            if t >= self.reach.earliest[spot] and t > latest.get(spot, -1):
                latest[spot] = t
                queue.append(spot)

        for spot, t in targets(self.lookups, self.uses, self.reach.earliest, self.left_over):
            useful(spot, t)
        kept: dict[tuple[str, str, str, State, str, tuple[int, ...]], LotKind] = {}
        while queue:
            target = queue.popleft()
            for spot, way in moves_into[target]:
                departure = self.last_departure(way, target, latest[target])
                if departure is not None:
                    useful(spot, departure)
            for kind in lots_into[target]:
                kept[kind.key] = kind
                for _, _, spot in kind.inputs:
                    useful(spot, latest[target])
        self.reach.moves = [
            (spot, way, target) for target in sorted(latest) for spot, way in moves_into[target] if spot in latest
        ]
        self.reach.lots = [kept[key] for key in sorted(kept)]
        for kind in self.reach.lots:
            end = max(latest.get(spot, -1) for spot in kind.outputs)
            for spot in kind.outputs:
                latest.setdefault(spot, end)

    def last_departure(self, way: Way, target: Spot, latest: int) -> int | None:
        """Return the last period in which goods can leave and arrive in time."""
        closing = self.may_end_under_way(target[0], target[1])
        lanes, arrivals = self.lookups.timetables.of(way, target[1])
        for departure in range(self.periods - 1, -1, -1):
            if lanes[departure] is None:
                continue
            shares = arrivals[departure]
            if closing or (shares and shares[0][0] <= latest):
                return departure
        return None


def search(choices: Choices, kept: States = "merged") -> Reach:
    """Return what can be reached, both ways, of the origin states that are `kept` apart."""
    found = _Search(choices, kept)
    found.forward()
    found.backward()
    return found.reach
