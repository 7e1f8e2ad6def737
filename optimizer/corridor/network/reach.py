"""Which goods can be where, and from when until when it matters: pruning before any coefficient is made.

Forward from offers, stocks and processes without inputs; backward from
demand, required stocks, closing values, and from where goods that are left over can end.
What is not reached both ways is left out of the network.
"""

from __future__ import annotations

from collections import defaultdict, deque
from dataclasses import dataclass, field

from corridor.network.lookups import Lookups
from corridor.network.recipes import Alternative, Judgement, alternatives, judgement
from corridor.network.sources import offer_states, opening_states
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
    inputs: tuple[tuple[int, int, Spot], ...]
    """(group, member of the group, where the input is taken from)"""

    @property
    def outputs(self) -> tuple[Spot, ...]:
        """Return where the output and the by-products go."""
        spots = [(self.site, self.alternative.output, self.state)]
        for product, _ in self.alternative.byproducts:
            spots.append((self.site, product, self.state.used_for(NO_USE)))
        return tuple(spots)


@dataclass
class Reach:
    """What is reached: first and last useful period of every spot, ways and lots."""

    ends: frozenset[tuple[str, str]] = frozenset()
    """(site, product) that goods left over may be under way to when the horizon ends."""
    earliest: dict[Spot, int] = field(default_factory=dict)
    latest: dict[Spot, int] = field(default_factory=dict)
    moves: list[tuple[Spot, Way, Spot]] = field(default_factory=list)
    lots: list[LotKind] = field(default_factory=list)


class _Search:
    """Breadth-first search over spots, forward in time, then backward."""

    def __init__(self, lookups: Lookups) -> None:
        self.lookups = lookups
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
        for spot, t in offer_states(self.lookups, self.uses):
            self.improve(spot, t)
        for spot, t in opening_states(self.lookups, self.uses):
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
                    self.improve((way[1], product, state.arrived()), arrival)
            for alternative in self.making.get(site, ()):
                if any(line.product == product for group in alternative.groups for line in group.members):
                    self.relax_lots(site, alternative)

    def judgements(self, site: str, alternative: Alternative) -> dict[Judgement, tuple[int, ...]]:
        """Return the judgements of the horizon and the periods each holds in."""
        found: dict[Judgement, list[int]] = {}
        for t in range(self.periods):
            found.setdefault(judgement(self.lookups, site, alternative, t), []).append(t)
        return {key: tuple(periods) for key, periods in found.items()}

    def lot_kinds(self, site: str, alternative: Alternative) -> list[tuple[LotKind, int]]:
        """Return the lots that can be made of what is at the site, and the earliest period of each."""
        country = self.lookups.country(site)
        made: list[tuple[LotKind, int]] = []
        for judged, periods in self.judgements(site, alternative).items():
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
                        item = (g, k, (site, line.product, state))
                        if group.essential:
                            states[state.processed(country, judged)].append(item)
                        else:
                            shared.append(item)
            for origin, essential in sorted(states.items()):
                inputs = tuple(sorted(essential + shared))
                start = self.start_of(alternative, inputs)
                if start is None:
                    continue
                start = max(start, periods[0])
                for use in sorted(self.uses.get(alternative.output, (NO_USE,))):
                    made.append((LotKind(site, alternative, origin.used_for(use), periods, inputs), start))
        return made

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
                target = (way[1], product, state.arrived())
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
        kept: dict[tuple[str, str, str, State, tuple[int, ...]], LotKind] = {}
        while queue:
            target = queue.popleft()
            for spot, way in moves_into[target]:
                departure = self.last_departure(way, target, latest[target])
                if departure is not None:
                    useful(spot, departure)
            for kind in lots_into[target]:
                key = (kind.site, kind.alternative.process, kind.alternative.name, kind.state, kind.periods)
                kept[key] = kind
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


def search(lookups: Lookups) -> Reach:
    """Return what can be reached, both ways."""
    found = _Search(lookups)
    found.forward()
    found.backward()
    return found.reach
