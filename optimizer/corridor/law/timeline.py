"""The stack of goods between two days, as the pieces of time on which it stays the same, and what changes between."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

from corridor.errors import UsageError
from corridor.law.duty import turning_points
from corridor.law.goods import Amounts, Goods
from corridor.law.parts import COUNTED
from corridor.law.stack import Stack, StackLayer, stack
from corridor.reference.law import Law


@dataclass(frozen=True)
class Stretch:
    """Days on which the duty on goods stays the same."""

    first: date
    last: date
    """Included."""
    stack: Stack
    """The stack of the first day."""
    changes: tuple[str, ...] = ()
    """What is otherwise than on the day before, layer by layer; empty on the first stretch."""


def timeline(law: Law, goods: Goods, begin: date, end: date, amounts: Amounts | None = None) -> tuple[Stretch, ...]:
    """Return the duty on goods from one day to another, both included, as stretches without a change.

    Stretches differ in what counts: its records, their rates, or whether they are known. Raises UsageError if the
    last day lies before the first.
    """
    if end < begin:
        raise UsageError(f"the timeline ends on {end.isoformat()}, before it begins on {begin.isoformat()}")
    inside = (int(cut) for cut in turning_points(law, goods) if begin.toordinal() < cut <= end.toordinal())
    starts = [begin, *(date.fromordinal(cut) for cut in inside)]
    stacks = [stack(law, goods, start, amounts) for start in starts]
    kept = [stacks[0]]
    for one in stacks[1:]:
        if _counted(one) != _counted(kept[-1]):
            kept.append(one)
    lasts = [later.day - timedelta(days=1) for later in kept[1:]] + [end]
    changes = [(), *(_changes(before, after) for before, after in pairwise(kept))]
    return tuple(Stretch(one.day, last, one, changed) for one, last, changed in zip(kept, lasts, changes, strict=True))


def _counted(one: Stack) -> tuple[tuple[object, ...], ...]:
    """Return what tells the stacks of two stretches apart."""
    return tuple(
        (layer.programme, layer.record, layer.status, layer.rate, layer.specific, layer.specific_unit)
        for layer in one.layers
        if layer.status in COUNTED
    )


def _changes(before: Stack, after: Stack) -> tuple[str, ...]:
    """Return what changed from one stack to the next, by programme."""
    old, new = _by_programme(before), _by_programme(after)
    said = []
    for programme in dict.fromkeys([*old, *new]):
        was, now = old.get(programme, ()), new.get(programme, ())
        if _words(was) != _words(now):
            said.append(f"{programme}: {_words(was)} -> {_words(now)}")
        elif [layer.record for layer in was] != [layer.record for layer in now]:
            records = ", ".join(layer.record for layer in now)
            said.append(f"{programme}: {_words(now)} as before, by record {records}")
    if not said:
        said.append(f"beyond {after.horizon.isoformat()} the duty is a projection")
    return tuple(said)


def _by_programme(one: Stack) -> dict[str, tuple[StackLayer, ...]]:
    """Return the layers that count, by programme."""
    found: dict[str, tuple[StackLayer, ...]] = {}
    for layer in one.layers:
        if layer.status in COUNTED:
            found[layer.programme] = (*found.get(layer.programme, ()), layer)
    return found


def _words(layers: tuple[StackLayer, ...]) -> str:
    """Return the duty of a programme in words."""
    if not layers:
        return "none"
    if any(layer.rate is None for layer in layers):
        return "unknown"
    rates = [f"{100 * sum(layer.rate or 0.0 for layer in layers):.6g} %"]
    return " + ".join(rates + [f"{layer.specific:.6g} per {layer.specific_unit}" for layer in layers if layer.specific])
