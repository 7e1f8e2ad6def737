"""Duty on goods that lie in a free-trade zone or a bonded store first: whose rates, of which day, and when.

Pure functions on duty stacks. Privileged status freezes code, value and rates on the day of admission; without it what
leaves pays as it is on the day it leaves. The status is one of the goods, so a layer that must be privileged takes the
choice from all of them (US: 19 CFR 146.41). Goods that are exported from a zone or a bonded store pay nothing.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from corridor.errors import UsageError
from corridor.law.parts import COUNTED
from corridor.law.relief import programme_of, relief_record
from corridor.law.relief_answer import ReliefName
from corridor.law.stack import Stack
from corridor.reference.law import Law
from corridor.schema.border import Relief
from corridor.units import DAYS_PER_YEAR

ZoneStatus = Literal["privileged", "choice"]


@dataclass(frozen=True)
class Storage:
    """The duty on goods that lie in a zone or a bonded store before they go on."""

    status: ZoneStatus
    """privileged: of the day of admission; choice: of the day on which they leave."""
    stack: Stack | None
    """The stack that is charged; None: no duty is, or nobody knows which."""
    rate: float | None
    """[1] Ad valorem duty; None: unknown."""
    amount: float | None
    """[importer currency] Duty, where the amounts of the entry were given; None also if unknown."""
    reason: str
    citation: str


def zone_status(law: Law, admitted: Stack) -> tuple[ZoneStatus, str]:
    """Return the status in which goods must be admitted to a free-trade zone, or may be, and why.

    The status is one of the goods, not of a layer: a single layer whose record says `privileged` freezes them all.
    """
    frozen = [
        layer.programme
        for layer in admitted.layers
        if layer.status in COUNTED and (row := programme_of(law, layer)) is not None and row.zone == "privileged"
    ]
    if frozen:
        names = ", ".join(dict.fromkeys(frozen))
        return "privileged", f"{names} must be admitted as privileged: code, value and rates of that day stay"
    return "choice", "no layer demands privileged status: it may be chosen"


def zone(law: Law, admitted: Stack, leaving: Stack, chosen: Literal["privileged", "choice", "lower"]) -> Storage:
    """Return the duty on goods that go through a free-trade zone into the importer's market.

    `admitted`: the stack of the materials on the day of admission; `leaving`: that of what leaves the zone, the
    article made of them or the goods themselves, on the day of entry. Both are charged on the value of the foreign
    materials, so their rates compare. `lower` takes the status that costs less: an inverted tariff, where the article
    has a lower rate than its materials. Layers that demand privileged status leave no choice. Raises UsageError if
    goods leave before they came, or the importers differ.
    """
    _in_order(admitted, leaving)
    record = relief_record(law, "zone", admitted.goods.importer, leaving.day)
    if record is None:
        return _not_recorded("zone", admitted)
    status, why = zone_status(law, admitted)
    if status == "privileged" or chosen == "privileged":
        words = why if status == "privileged" else "privileged status was chosen: the rates of the day of admission"
        return _storage("privileged", admitted, words, record)
    if chosen == "choice":
        return _storage("choice", leaving, "rates of what leaves the zone, of the day it leaves", record)
    lower = _lower(admitted, leaving)
    if lower is None:
        words = "which status costs less is not known: a rate is unknown, or value and quantity are needed"
        return Storage("choice", None, None, None, words, record.citation)
    if lower is admitted:
        return _storage("privileged", admitted, "materials pay less on admission than what is made of them", record)
    return _storage("choice", leaving, "what leaves the zone pays less than its materials: inverted tariff", record)


def re_exported(law: Law, stored: Stack, left: date, relief: Literal["zone", "bond"]) -> Storage:
    """Return the duty on goods that leave a zone or a bonded store for another country: none.

    Raises UsageError if they leave before they came, or later than the record of the importer allows.
    """
    record = relief_record(law, relief, stored.goods.importer, left)
    if record is None:
        return _not_recorded(relief, stored)
    _in_time(record, stored.day, left)
    return Storage("choice", None, 0.0, 0.0, "exported from it: no duty is due", record.citation)


def bonded(law: Law, stored: Stack, leaving: Stack) -> Storage:
    """Return the duty on goods that lie in a bonded store and then enter the importer's market.

    They pay the rates of the day they leave it. Raises UsageError if that lies before the day they came, or later
    than the record of the importer allows, or the importers differ.
    """
    _in_order(stored, leaving)
    record = relief_record(law, "bond", stored.goods.importer, leaving.day)
    if record is None:
        return _not_recorded("bond", stored)
    _in_time(record, stored.day, leaving.day)
    return _storage("choice", leaving, "rates of the day it leaves the bonded store", record)


def deferral(duty: float, days: float, rate_per_year: float) -> float:
    """[money] Return what it is worth to pay a duty some days later: simple interest on it."""
    return duty * days * rate_per_year / DAYS_PER_YEAR


def _lower(one: Stack, other: Stack) -> Stack | None:
    """Return the stack with the lower duty, the first if they are equal; None: it cannot be told."""
    if one.total_rate is None or other.total_rate is None:
        return None
    if one.total_duty is not None and other.total_duty is not None and one.amounts == other.amounts:
        return one if one.total_duty <= other.total_duty else other
    if one.specifics or other.specifics:
        return None
    return one if one.total_rate <= other.total_rate else other


def _storage(status: ZoneStatus, charged: Stack, reason: str, record: Relief) -> Storage:
    """Return the answer that one stack is charged."""
    return Storage(status, charged, charged.total_rate, charged.total_duty, reason, record.citation)


def _not_recorded(relief: ReliefName, stored: Stack) -> Storage:
    """Return the answer where nothing is recorded of a relief."""
    return Storage("choice", None, None, None, f"no relief {relief} of {stored.goods.importer} is recorded", "")


def _in_order(stored: Stack, leaving: Stack) -> None:
    """Refuse stacks that cannot be of goods that came and left."""
    if leaving.day < stored.day:
        raise UsageError(f"goods cannot leave on {leaving.day}: they came on {stored.day}")
    if leaving.goods.importer != stored.goods.importer:
        raise UsageError(
            f"goods came in {stored.goods.importer} and leave in {leaving.goods.importer}: give one of them"
        )


def _in_time(record: Relief, came: date, left: date) -> None:
    """Refuse goods that stay longer than a record allows."""
    if record.most_days is not None and (left - came).days > record.most_days:
        raise UsageError(
            f"goods may stay {record.most_days} days under {record.relief} of {record.importer}, "
            f"these stay {(left - came).days}: let them leave earlier ({record.citation})"
        )
