"""The duty stack of goods on one day, with every programme of the importer and why it applies or not."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from corridor.law.duty import layers
from corridor.law.layers import Goods, is_unknown, total_rate, total_specific
from corridor.reference.index import Measure
from corridor.reference.law import Law
from corridor.schema.legal import Programme
from corridor.schema.row import Evidence

Status = Literal["applied", "projected", "unknown", "switched_off", "not_in_scope"]


@dataclass(frozen=True)
class StackLayer:
    """One programme in a duty stack."""

    programme: str
    record: str
    status: Status
    """switched_off: covers the goods on other days; not_in_scope: does not cover them."""
    rate: float | None
    """[1] Ad valorem rate; None where the programme does not apply or its rate is unknown."""
    specific: float | None
    """[importer currency / specific_unit]"""
    specific_unit: Literal["", "kg", "unit"]
    reason: str
    citation: str
    evidence: Evidence


@dataclass(frozen=True)
class Stack:
    """The duty on goods that enter on one day."""

    goods: Goods
    day: date
    layers: tuple[StackLayer, ...]
    """What applies or is unknown first, then what is switched off or not in scope."""
    total_rate: float | None
    """[1] Ad valorem total; None: unknown."""
    specific_per_kg: float | None
    """[importer currency / kg] None: unknown."""
    specific_per_unit: float | None
    """[importer currency / unit of the product] None: unknown."""
    evidence_weakest: Evidence
    """Weakest level among the layers that apply."""
    horizon: date


def stack(law: Law, goods: Goods, day: date) -> Stack:
    """Return the duty stack of goods that enter on a day, with reasons for what does not apply."""
    found = layers(law, goods, day.toordinal(), day.toordinal() + 1)
    unknown = is_unknown(found)
    shown = tuple(
        StackLayer(
            layer.programme,
            layer.record,
            layer.status,
            None if layer.status == "unknown" else layer.rate,
            None if layer.status == "unknown" else layer.specific,
            layer.specific_unit,
            layer.reason,
            layer.citation,
            layer.evidence,
        )
        for layer in found
    )
    named = frozenset(layer.programme for layer in found)
    return Stack(
        goods=goods,
        day=day,
        layers=shown + _misses(law, goods, day, named),
        total_rate=None if unknown else total_rate(found),
        specific_per_kg=None if unknown else total_specific(found, "kg"),
        specific_per_unit=None if unknown else total_specific(found, "unit"),
        evidence_weakest=max((layer.evidence for layer in found), default="D"),
        horizon=law.horizon,
    )


def _misses(law: Law, goods: Goods, day: date, named: frozenset[str]) -> tuple[StackLayer, ...]:
    """Return, for each programme that adds nothing, the record that comes closest and what it lacks."""
    closest: dict[str, tuple[tuple[int, int], StackLayer]] = {}
    for one in law.importer(goods.importer).measures:
        record = one.record
        if record.programme in named:
            continue
        passed, reason = _first_miss(law, one, goods)
        status: Status = "not_in_scope"
        distance = 0
        if not reason:
            status = "switched_off"
            distance, reason = _days_away(record, day)
        if record.programme not in closest or (passed, -distance) > closest[record.programme][0]:
            layer = StackLayer(
                record.programme,
                record.record,
                status,
                None,
                None,
                "",
                reason,
                record.citation,
                record.evidence,
            )
            closest[record.programme] = ((passed, -distance), layer)
    return tuple(layer for _, (_, layer) in sorted(closest.items()))


def _first_miss(law: Law, one: Measure, goods: Goods) -> tuple[int, str]:
    """Return how many tests of scope a record passes, and the first one it fails, in words."""
    name = one.record.record
    tests = (
        (
            one.lists_origin(goods.origin, law.territory(goods.origin)),
            f"does not cover origin {goods.origin}",
        ),
        (one.lists_code(goods.code), f"does not list code {goods.code}"),
        (not one.excepts_code(goods.code), f"leaves out code {goods.code}"),
        (one.lists_end_use(goods.end_use), f"does not cover end use {goods.end_use}"),
    )
    for number, (passed, reason) in enumerate(tests):
        if not passed:
            return number, f"record {name} {reason}"
    return len(tests), ""


def _days_away(record: Programme, day: date) -> tuple[int, str]:
    """[days] Return how far a day lies outside the validity of a record, and where, in words."""
    if day < record.valid_from:
        return (record.valid_from - day).days, f"starts on {record.valid_from.isoformat()}"
    last = record.valid_to or day
    return (day - last).days, f"ended on {last.isoformat()}"
