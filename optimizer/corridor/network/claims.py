"""Claims of preference on shipments: of all ways in which the goods can be entered, the cheapest."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import NamedTuple

from corridor.law.layers import LayerMean
from corridor.law.origin.status import Status
from corridor.network.schemes import Schemes
from corridor.network.states import State
from corridor.network.timetables import way_of
from corridor.schema.moving import Lane

PROOF_CURRENCY = "USD"
"""Currency of origin_provisions.proof_cost."""


class ClaimRow(NamedTuple):
    """A shipment that is entered under an agreement."""

    arc: int
    duty_unclaimed: float
    """[money / unit] Duty if the claim were denied."""
    proof: str
    citation: str
    evidence: str


@dataclass(frozen=True)
class Claims:
    """Answers what may be claimed on a shipment, and what the proof costs."""

    schemes: Schemes
    without_size: set[str] = field(default_factory=set)
    """Agreements whose proof is paid per shipment, and some lane has no shipment size."""
    without_rate: set[str] = field(default_factory=set)
    """Currencies without an exchange rate."""
    _allowed: dict[tuple[str, str, str, str, str], frozenset[str]] = field(default_factory=dict)

    def of(self, lane: Lane, product: str, state: State) -> tuple[Status, ...]:
        """Return the statuses of goods under which preference may be claimed on a lane."""
        if not state.statuses:
            return ()
        way = way_of(lane)
        key = (*way, product)
        if key not in self._allowed:
            self._allowed[key] = frozenset(self.schemes.claimable(way, product))
        allowed = self._allowed[key]
        return tuple(one for one in state.statuses if one.originating and one.agreement in allowed)

    def cost(self, agreement: str, lane: Lane, t: int) -> float:
        """[money / unit] Return the cost of the proof of origin of a shipment, shared by its units."""
        provision = self.schemes.provision(agreement, t)
        if provision is None or not provision.proof_cost:
            return 0.0
        if not lane.shipment_size:
            self.without_size.add(agreement)
            return 0.0
        return provision.proof_cost * self._money_per_dollar(t) / lane.shipment_size

    def _money_per_dollar(self, t: int) -> float:
        """[money / USD] Return the exchange rate of a period in the model's money; 0, noted, if there is none."""
        lookups = self.schemes.lookups
        rate = lookups.exchange(PROOF_CURRENCY, t)
        if rate is None:
            self.without_rate.add(PROOF_CURRENCY)
            return 0.0
        return rate / lookups.model.settings.money_unit

    def row(self, arc: int, status: Status, unclaimed: float, layers: Iterable[LayerMean], t: int) -> ClaimRow:
        """Return the row of a claim with `layers` of duty; it is as weak as its rate and its provisions."""
        provision = self.schemes.provision(status.agreement, t)
        rate = next((one for one in layers if one.programme == status.agreement), None)
        citation, evidence = ("", "D") if rate is None else (rate.citation, rate.evidence)
        if provision is not None:
            citation = "; ".join(filter(None, (citation, provision.citation)))
            evidence = max(evidence, provision.evidence)  # D is weaker than A.
        return ClaimRow(arc, unclaimed, "" if provision is None else provision.proof, citation, evidence)
