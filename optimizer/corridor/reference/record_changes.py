"""Which lanes changed duty: between two days, or between two laws, layer by layer.

How a stack is built is the business of the floor above: it is passed in as a function.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal, Protocol

from corridor.reference.record_lanes import TradeLane

COUNTED = frozenset({"applied", "projected", "needs_evidence", "unknown"})
"""Statuses of layers that are in the total, or make it unknown."""

_SAME = 1e-12
"""[1] Rates nearer than this are one rate: the dust of adding up."""


class LayerLike(Protocol):
    """One layer of a duty stack."""

    @property
    def programme(self) -> str:
        """Programme of the layer."""

    @property
    def record(self) -> str:
        """Record of the programme."""

    @property
    def status(self) -> str:
        """Whether it counts."""

    @property
    def rate(self) -> float | None:
        """[1] Ad valorem part; None: unknown, or it does not count."""

    @property
    def specific(self) -> float | None:
        """[importer currency / specific_unit] Specific part."""

    @property
    def specific_unit(self) -> str:
        """Unit of the specific part."""

    @property
    def citation(self) -> str:
        """Where the record stands."""


class StackLike(Protocol):
    """A duty stack on one day."""

    @property
    def total_rate(self) -> float | None:
        """[1] Ad valorem total; None: unknown."""

    @property
    def layers(self) -> Sequence[LayerLike]:
        """Layers that count and layers that do not."""


Answer = Callable[[TradeLane], StackLike]


@dataclass(frozen=True)
class LayerState:
    """What a layer adds on one side of a comparison."""

    record: str
    status: str
    rate: float | None
    """[1] None: unknown."""
    specific: float
    """[importer currency / specific_unit]"""
    specific_unit: str
    citation: str


@dataclass(frozen=True)
class LayerChange:
    """A layer that came, went or changed."""

    programme: str
    kind: Literal["came", "went", "changed"]
    before: LayerState | None
    after: LayerState | None


@dataclass(frozen=True)
class LaneChange:
    """A lane whose duty is not the same on both sides."""

    lane: TradeLane
    before: float | None
    """[1] Ad valorem total; None: unknown."""
    after: float | None
    layers: tuple[LayerChange, ...]

    @property
    def difference(self) -> float | None:
        """[1] What the ad valorem total rose by; None where a side is unknown."""
        return None if self.before is None or self.after is None else self.after - self.before


def changes(before: Answer, after: Answer, lanes: Iterable[TradeLane]) -> tuple[LaneChange, ...]:
    """Return the lanes whose duty differs, in the order given; each lane once.

    Where one programme takes over from another at the same rate, the duty has not changed.
    """
    found = []
    for lane in dict.fromkeys(lanes):
        one, two = before(lane), after(lane)
        if not _equal(one.total_rate, two.total_rate) or not _same_specifics(one.layers, two.layers):
            found.append(LaneChange(lane, one.total_rate, two.total_rate, _layers(one.layers, two.layers)))
    return tuple(found)


def _same_specifics(before: Iterable[LayerLike], after: Iterable[LayerLike]) -> bool:
    """Return whether the specific parts of two stacks add up to the same, unit by unit."""
    sums: dict[str, float] = {}
    for sign, layers in ((-1.0, before), (1.0, after)):
        for layer in layers:
            if layer.status in COUNTED and layer.specific:
                sums[layer.specific_unit] = sums.get(layer.specific_unit, 0.0) + sign * layer.specific
    return all(_equal(each, 0.0) for each in sums.values())


def diff_dates(
    answer: Callable[[TradeLane, date], StackLike], day_a: date, day_b: date, lanes: Iterable[TradeLane]
) -> tuple[LaneChange, ...]:
    """Return the lanes whose duty differs between two days of entry. `answer` gives the stack of a lane on a day."""
    return changes(lambda lane: answer(lane, day_a), lambda lane: answer(lane, day_b), lanes)


def _layers(before: Iterable[LayerLike], after: Iterable[LayerLike]) -> tuple[LayerChange, ...]:
    """Return the layers that differ. A record that takes over from another of its programme is one change."""
    old, new = _states(before), _states(after)
    found = []
    for programme in sorted({*old, *new}):
        gone, come = old.get(programme, {}), new.get(programme, {})
        both = sorted(gone.keys() & come.keys())
        found += [
            LayerChange(programme, "changed", gone[name], come[name])
            for name in both
            if not _same(gone[name], come[name])
        ]
        ended = [state for name, state in sorted(gone.items()) if name not in come]
        begun = [state for name, state in sorted(come.items()) if name not in gone]
        if len(ended) == len(begun) == 1:
            found.append(LayerChange(programme, "changed", ended[0], begun[0]))
        else:
            found += [LayerChange(programme, "went", state, None) for state in ended]
            found += [LayerChange(programme, "came", None, state) for state in begun]
    return tuple(found)


def _states(layers: Iterable[LayerLike]) -> dict[str, dict[str, LayerState]]:
    """Return programme -> record -> what it adds, of the layers that count and add something."""
    found: dict[str, dict[str, LayerState]] = {}
    for layer in layers:
        if layer.status in COUNTED and (layer.status == "unknown" or layer.rate or layer.specific):
            rate = None if layer.status == "unknown" else layer.rate
            unit = layer.specific_unit if layer.specific else ""
            state = LayerState(layer.record, layer.status, rate, layer.specific or 0.0, unit, layer.citation)
            found.setdefault(layer.programme, {})[layer.record] = state
    return found


def _same(one: LayerState, two: LayerState) -> bool:
    """Return whether two states add the same; a projection of the same rate is no change."""
    plain = {one.status, two.status} <= {"applied", "projected"} or one.status == two.status
    same_unit = one.specific_unit == two.specific_unit
    return plain and same_unit and _equal(one.rate, two.rate) and _equal(one.specific, two.specific)


def _equal(one: float | None, two: float | None) -> bool:
    """Return whether two numbers are the same, but for dust; unknown equals unknown."""
    if one is None or two is None:
        return one is two
    return abs(one - two) <= _SAME * max(1.0, abs(one))
