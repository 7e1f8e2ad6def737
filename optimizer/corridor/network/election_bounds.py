"""How far an average may miss its test where nobody elects it: the smallest coefficient that cuts off no plan."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from corridor.network.bounds import Useful
from corridor.network.lookups import Lookups
from corridor.network.making import LotRows


@dataclass(frozen=True)
class MostMade:
    """Answers how much of a product some lots can make together."""

    lookups: Lookups
    useful: Useful
    lots: LotRows

    def of(self, product: str, numbers: Iterable[int]) -> float:
        """[unit] Return the most that these lots of a product make together: capacity, or what can be of use."""
        made = [self.lots.lots[number] for number in numbers]
        each = {(lot.site, lot.process, lot.t) for lot in made}
        return self.useful.within(sum(self._capacity(*key) for key in sorted(each)), {product: 1.0})

    def excess(self, worst: Mapping[int, float]) -> float:
        """[money, or t] Return the most by which lots can miss an average together.

        `worst` [money / unit, or t / unit] is how far a unit of each lot can. What misses by most is made first, as far
        as its process can and as the product can be of use.
        """
        groups: dict[str, dict[tuple[str, str, int], float]] = defaultdict(dict)
        for number, miss in worst.items():
            lot = self.lots.lots[number]
            key = (lot.site, lot.process, lot.t)
            groups[lot.product][key] = max(miss, groups[lot.product].get(key, 0.0))
        total = 0.0
        for product, by_process in groups.items():
            rest = self.of(product, [number for number in worst if self.lots.lots[number].product == product])
            for key, miss in sorted(by_process.items(), key=lambda item: (-item[1], item[0])):
                most = min(rest, self.useful.within(self._capacity(*key), {product: 1.0}))
                if miss <= 0 or most <= 0:
                    break
                total += miss * most
                rest = 0.0 if most == rest else rest - most
        return total

    def _capacity(self, site: str, process: str, t: int) -> float:
        """[unit] Return the capacity of a process in a period; inf where there is none."""
        row = self.lookups.capabilities.find(site, process, self.lookups.calendar.codes[t])
        if row is None or row.capacity is None:
            return math.inf
        return row.capacity * self.lookups.calendar.prorate(row.per, (t,))


def worst_excess(lots: LotRows, lot: int, counted: Mapping[int, float]) -> float:
    """[money / unit, or t / unit] Return the most that the inputs of a unit of output can count for.

    `counted` is what a unit of each input counts for, by use of the lot. Of a group of substitutes each member has its
    least share, and the rest goes to those that count most, up to their largest shares.
    """
    kind = lots.kinds[lot]
    dearest: dict[tuple[str, str], float] = defaultdict(lambda: -math.inf)
    for use, value in counted.items():
        key = (lots.uses[use].group, lots.uses[use].input)
        dearest[key] = max(dearest[key], value)
    total = 0.0
    for group in kind.alternative.groups:
        members = [
            (dearest[group.name, line.product] * line.quantity, line.min_share, line.max_share)
            for line in group.members
            if (group.name, line.product) in dearest
        ]
        if len(group.members) == 1:
            members = [(worth, 0.0, 1.0) for worth, _, _ in members]
        rest = max(0.0, 1.0 - sum(least for _, least, _ in members))
        for worth, least, largest in sorted(members, reverse=True):
            more = min(rest, largest - least)
            total += worth * (least + more)
            rest -= more
    return total * lots.lots[lot].runs_per_unit
