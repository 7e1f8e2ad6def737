"""Programmes that have no part in a duty on a day: for each the record that comes closest, and what it lacks."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from corridor.law.conditions import Known, judged, known_facts
from corridor.law.goods import Goods
from corridor.law.parts import Part
from corridor.law.reasons import reason
from corridor.reference.law import Law
from corridor.reference.measure import Measure
from corridor.schema.programmes import Programme


class Rejected(NamedTuple):
    """A record that has no part in a duty."""

    programme: str
    record: str
    row: Programme | None
    status: str
    """switched_off: covers the goods, and something else or its dates keep it out; void: its measure was annulled;
    not_in_scope: does not cover them."""
    reason: str
    needs: tuple[str, ...] = ()
    """Facts that would decide."""


def kept_out(part: Part, goods: Goods, line: str) -> Rejected:
    """Return a part that covers the goods and does not count."""
    row = part.row if isinstance(part.row, Programme) else None
    if part.counted:  # An exemption that covers the goods and finds nothing to switch off.
        words = f"record {part.record} exempts from nothing that is due"
        return Rejected(part.programme, part.record, row, "not_in_scope", words, part.needs)
    return Rejected(part.programme, part.record, row, part.status, reason(part, goods, line), part.needs)


def misses(law: Law, goods: Goods, day: int, named: frozenset[str]) -> Iterator[Rejected]:
    """Yield, for each programme that is not named already, its closest record, in order of programme."""
    closest: dict[str, tuple[tuple[int, int], Rejected]] = {}
    known = known_facts(goods, law.territory)
    for one in law.importer(goods.importer).measures:
        record = one.record
        if record.programme in named:
            continue
        passed, why = _first_miss(law, one, goods, known)
        status, distance = "not_in_scope", 0
        if not why:
            distance, why = _days_away(one, day)
            status = "void" if record.refund != "none" and day > one.last else "switched_off"
        if record.programme not in closest or (passed, -distance) > closest[record.programme][0]:
            found = Rejected(record.programme, record.record, record, status, why)
            closest[record.programme] = ((passed, -distance), found)
    for programme in sorted(closest):
        yield closest[programme][1]


def _first_miss(law: Law, one: Measure, goods: Goods, known: Known) -> tuple[int, str]:
    """Return how many tests of scope a record passes, and the first one it fails, in words."""
    verdict = judged(one.where, known)
    tests = (
        (
            one.lists_origin(goods.origin, law.territory(goods.origin)),
            f"does not cover origin {goods.origin}",
        ),
        (one.lists_code(goods.code), f"does not list code {goods.code}"),
        (not one.excepts_code(goods.code), f"leaves out code {goods.code}"),
        (one.lists_end_use(goods.end_use), f"does not cover end use {goods.end_use}"),
        (verdict.holds is not False, f"does not apply: {verdict.failed}"),
    )
    for number, (passed, why) in enumerate(tests):
        if not passed:
            return number, f"record {one.record.record} {why}"
    return len(tests), ""


def _days_away(one: Measure, day: int) -> tuple[int, str]:
    """[days] Return how far a day lies outside the validity of a record, and where, in words."""
    record = one.record
    if day < one.first or record.valid_to is None:
        return one.first - day, f"starts on {record.valid_from.isoformat()}"
    refund = "" if record.refund == "none" else f"; what was assessed until then is {record.refund}"
    return day - one.last, f"ended on {record.valid_to.isoformat()}{refund}"
