"""The duty on goods of one tariff line as pieces of time on which nothing changes."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from typing import TypeAlias

from corridor.law.evidence import weighed
from corridor.law.fact_values import Territory
from corridor.law.goods import Amounts, Goods
from corridor.law.interactions import holding
from corridor.law.parts import Part
from corridor.law.scope import Scope, scope_of
from corridor.reference.law import Law

Parts: TypeAlias = tuple[Part, ...]


class Pieces:
    """The parts of a duty by piece of time, worked out where they are asked for and kept."""

    def __init__(self, scope: Scope, origin: str, territory: Territory) -> None:
        """Take what covers the goods. `origin` is theirs, `territory` gives the customs territory of a country."""
        self.scope = scope
        self._origin = origin
        self._territory = territory
        self.cuts = tuple(sorted(scope.cuts()))
        """[ordinal days] First days of all pieces but the first, which has no begin."""
        self._parts: dict[int, Parts] = {}

    def on(self, day: int, amounts: Amounts | None = None) -> Parts:
        """Return the parts of the duty on a day (ordinal), those included that were switched off."""
        if amounts is not None:
            return self._worked_out(day, amounts)
        piece = bisect_right(self.cuts, day)
        found = self._parts.get(piece)
        if found is None:
            found = self._parts[piece] = self._worked_out(day, None)
        return found

    def _worked_out(self, day: int, amounts: Amounts | None) -> Parts:
        """Return the parts of the duty on a day."""
        return weighed(holding(self.scope, day), self.scope.known, self._territory, self._origin, amounts)

    def between(self, begin: float, end: float, amounts: Amounts | None = None) -> Iterator[tuple[float, Parts]]:
        """Yield ([days] length, parts) of each piece of a window [begin, end)."""
        start = begin
        for cut in self.cuts[bisect_right(self.cuts, begin) :]:
            if cut >= end:
                break
            yield cut - start, self.on(int(start), amounts)
            start = cut
        yield end - start, self.on(int(start), amounts)


def pieces_of(law: Law, goods: Goods, line: str) -> Pieces:
    """Return the pieces of the duty on goods of a tariff line; the same goods are asked for often, so they are kept."""
    kept = law.importer(goods.importer).kept
    key = (line, goods.origin, goods.end_use, goods.claim, goods.facts, law.territory(goods.origin))
    found = kept.get(key)
    if not isinstance(found, Pieces):
        found = kept[key] = Pieces(scope_of(law, goods, line), goods.origin, law.territory)
    return found
