"""What a relief from duty gives, as an answer to a duty question: the ways that goods can go, and what each costs."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Literal, TypeAlias

from corridor.schema.row import Evidence
from corridor.schema.tariff_words import SpecificUnit

ReliefName: TypeAlias = Literal["drawback", "zone", "bond", "first_sale"]
Answer: TypeAlias = Literal["yes", "no", "unknown"]


@dataclass(frozen=True)
class Refund:
    """What drawback gives back of one layer of a duty."""

    programme: str
    record: str
    answer: Answer
    """Whether it is refunded."""
    rate: float | None
    """[1] Refund as a share of the customs value; 0 if the answer is no, None if it is unknown."""
    specific: float | None
    """[importer currency / specific_unit]"""
    specific_unit: SpecificUnit
    amount: float | None
    """[importer currency] Refund to the cent, where the amounts of the entry were given; None also if unknown."""
    reason: str
    citation: str
    evidence: Evidence


@dataclass(frozen=True)
class Way:
    """One way that the goods of an entry can go, and what it costs. All sums in the importer's currency."""

    name: str
    """In words, as `outside the zone`."""
    duty: float | None
    """Duty on entry; None: unknown."""
    refund: float = 0.0
    """What drawback certainly gives back."""
    abroad: float | None = 0.0
    """Duty of the country of export; None: unknown."""
    cost: float = 0.0
    """What the procedure itself costs."""
    deferral: float = 0.0
    """What it is worth to pay the duty later."""
    words: str = ""
    """What decides on the duty, in words."""

    @property
    def total(self) -> float | None:
        """[importer currency] Return the whole cost; None: a duty of it is unknown."""
        if self.duty is None or self.abroad is None:
            return None
        return math.fsum((self.duty, -self.refund, self.abroad, self.cost, -self.deferral))


@dataclass(frozen=True)
class ReliefAnswer:
    """What a relief does for an entry: every way of it beside the way without."""

    relief: ReliefName
    answer: Answer
    """yes: it can be had; no: it is barred, or gives nothing; unknown: the records do not say."""
    ways: tuple[Way, ...]
    """The way without the relief first."""
    reason: str
    citation: str
    evidence: Evidence
    refunds: tuple[Refund, ...] = ()
    """Of drawback: layer by layer."""
    break_even: float | None = None
    """[1] Of drawback with an export claim: rate of duty abroad at which the claim and drawback cost the same."""

    @property
    def best(self) -> Way | None:
        """Return the way that costs least, the first of equal ones; None: the cost of one is unknown."""
        totals = [way.total for way in self.ways]
        known = [total for total in totals if total is not None]
        return self.ways[totals.index(min(known))] if known and len(known) == len(totals) else None

    @property
    def saved(self) -> float | None:
        """[importer currency] Return what the best way costs less than the first one; None: unknown."""
        best, first = self.best, self.ways[0].total
        return None if best is None or best.total is None or first is None else first - best.total
