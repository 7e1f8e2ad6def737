"""How the records that cover goods on a day work together: exemptions, bundles, exclusions, lists that were not read.

Exemptions come first. Then of each bundle the record is picked that counts. Then what is left switches off the
programmes it excludes, a programme before those it excludes; what is switched off excludes nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from corridor.law.amounts import NOTHING, Due, added, written
from corridor.law.bundles import rivals
from corridor.law.claims import BaseOfDay, base_of_day
from corridor.law.goods import Amounts
from corridor.law.parts import BASE_PROGRAMME, NO_RECORD, UNREAD_RECORD, Part, PartStatus, record_name
from corridor.law.scope import Candidate, Scope


class Holding(NamedTuple):
    """What holds on one day."""

    base: BaseOfDay
    covering: Sequence[Candidate]
    presumed_out: Sequence[Candidate] = ()
    unread: Sequence[Candidate] = ()


def holding(scope: Scope, day: int) -> Holding:
    """Return what of a scope holds on a day (ordinal)."""
    return Holding(
        base_of_day(scope, day),
        [one for one in scope.covering if one.measure.holds(day)],
        [one for one in scope.presumed_out if one.measure.holds(day)],
        [one for one in scope.unread if one.measure.holds(day)],
    )


def settled(held: Holding, origin: str, amounts: Amounts | None = None) -> tuple[Part, ...]:
    """Return every part of the duty of a day, the base duty first, and every record that was switched off."""
    row, special = held.base.general, held.base.special
    general = Due(unknown="no base rate is recorded") if row is None else written(row, amounts)
    claimed = general if special is None else written(special, amounts)
    off: dict[str, str] = {}
    _exclude([one for one in held.covering if _is_exempt(one)], off)
    left = [one for one in held.covering if not _is_exempt(one) and one.measure.record.programme not in off]
    dues = [
        added(one.measure.record, claimed if one.measure.record.floor_base == "claimed" else general, amounts).times(
            one.share
        )
        for one in left
    ]
    lost = rivals(left, dues, amounts)
    _exclude([one for number, one in enumerate(left) if number not in lost.reasons], off)
    numbers = {id(one): number for number, one in enumerate(left)}
    parts = _base_parts(held.base, general, claimed, origin)
    for one in held.covering:
        number = numbers.get(id(one), -1)
        why = lost.reasons.get(number) or off.get(one.measure.record.programme, "")
        if why:
            parts.append(_part(one, "switched_off", NOTHING, why))
        elif number < 0:
            parts.append(_part(one, _status(NOTHING, one.needs), NOTHING, _effect(one, held)))
        else:
            due = lost.dues.get(number, dues[number])
            parts.append(_part(one, _status(due, one.needs), due))
    parts += [
        _part(one, "not_in_scope", NOTHING, "is presumed not to apply")
        for one in held.presumed_out
        if one.needs or one.measure.record.programme not in off
    ]
    parts += _unread(held.unread, off)
    return tuple(parts)


def _is_exempt(one: Candidate) -> bool:
    """Return whether a record only switches others off."""
    return one.measure.record.semantics == "exempt"


def _effect(one: Candidate, held: Holding) -> str:
    """Return which of the programmes that cover the goods an exemption switches off, in words; empty: none."""
    there = {other.measure.record.programme for group in (held.covering, held.unread) for other in group}
    found = sorted(one.measure.excludes & there)
    return f"switches off {', '.join(found)}" if found else ""


def _base_parts(base: BaseOfDay, general: Due, claimed: Due, origin: str) -> list[Part]:
    """Return the parts of the base duty: the general rate, and the special rate in its place."""
    parts = []
    if base.general is not None:
        name = record_name(base.general, origin)
        if base.special is None:
            status = _status(general, base.needs)
            parts.append(Part(BASE_PROGRAMME, name, base.general, status, general, 1.0, base.needs, base.note))
        else:
            why = f"replaced by the claim of {base.special.agreement}"
            parts.append(Part(BASE_PROGRAMME, name, base.general, "switched_off", NOTHING, 1.0, (), why))
    elif base.special is None:
        parts.append(Part(BASE_PROGRAMME, NO_RECORD, None, "unknown", general, 1.0, base.needs, base.note))
    if base.special is not None:
        row = base.special
        status = _status(claimed, base.needs)
        parts.append(Part(row.agreement, record_name(row, origin), row, status, claimed, 1.0, base.needs))
    return parts


def _status(due: Due, needs: tuple[str, ...]) -> PartStatus:
    """Return the status of a part that counts."""
    if due.unknown:
        return "unknown"
    return "needs_evidence" if needs else "applied"


def _part(one: Candidate, status: PartStatus, due: Due, why: str = "") -> Part:
    """Return the part of a programme record."""
    record = one.measure.record
    return Part(record.programme, record.record, record, status, due, one.share, one.needs, why)


def _unread(candidates: Iterable[Candidate], off: dict[str, str]) -> list[Part]:
    """Return one part for each programme whose list was not read."""
    needs: dict[str, dict[str, None]] = {}
    for one in candidates:
        needs.setdefault(one.measure.record.programme, {}).update(dict.fromkeys(one.needs))
    parts = []
    for name, facts in needs.items():
        why = off.get(name, "")
        due = NOTHING if why else Due(unknown="its list was not read for this code")
        status: PartStatus = "switched_off" if why else "unknown"
        parts.append(Part(name, UNREAD_RECORD, None, status, due, 1.0, tuple(facts), why))
    return parts


def _exclude(candidates: Sequence[Candidate], off: dict[str, str]) -> None:
    """Note in `off` the programmes that records switch off, and by what, in words."""
    for one in in_order(candidates):
        record = one.measure.record
        if record.programme in off:
            continue
        for name in one.measure.excludes:
            if name not in off:
                evidence = f", which needs evidence of {', '.join(one.needs)}" if one.needs else ""
                off[name] = f"switched off by record {record.record} of {record.programme}{evidence}"


def in_order(candidates: Sequence[Candidate]) -> Sequence[Candidate]:
    """Return records that exclude something, those of a programme before those of the programmes it excludes.

    In a ring of exclusions, which is a fault of the data, the first by name comes first.
    """
    switching = [one for one in candidates if one.measure.excludes]
    if len(switching) < 2:
        return switching
    waiting = {one.measure.record.programme for one in switching}
    ordered: list[Candidate] = []
    while waiting:
        hit = {name for one in switching if one.measure.record.programme in waiting for name in one.measure.excludes}
        free = (waiting - hit) or {min(waiting)}
        ordered += [one for one in switching if one.measure.record.programme in free]
        waiting -= free
    return ordered
