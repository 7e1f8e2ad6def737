"""Duty of goods over an arrival window: the mean of the daily stacks, weighted by days.

On each piece of the window on which no record begins or ends the stack is settled as on any of its days: the base
duty or what a claim puts in its place, the programmes that cover the goods, and what they switch off. A code that
is coarser than the tariff lines under it gets an answer only where all lines agree.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from itertools import chain
from typing import TypeAlias

from corridor.errors import UsageError
from corridor.law.amounts import Due
from corridor.law.goods import Amounts, Goods
from corridor.law.layers import LayerMean, status_of
from corridor.law.lines import agreed, tariff_lines
from corridor.law.parts import BASE_PROGRAMME, NO_RECORD, Part
from corridor.law.pieces import Parts, pieces_of
from corridor.law.reasons import reason
from corridor.reference.law import Law
from corridor.schema.legal import SpecialRate

Spell: TypeAlias = tuple[Goods, float, float]
"""Goods, and begin and end [fractional ordinal days] of a time over which they arrive."""

_Key = tuple[int, str, bool, str, str]
"""Order of a layer: base rate, special rate, programmes; name, known before unknown, record, unit."""


def layers(law: Law, goods: Goods, begin: float, end: float, amounts: Amounts | None = None) -> tuple[LayerMean, ...]:
    """Return the layers of the duty on goods that arrive uniformly over [begin, end).

    Times are fractional ordinals (`date.toordinal()`): day d is [d, d + 1). The layers add up to the
    day-weighted mean of the daily duty. `amounts` of an entry turn specific duties into shares of the value where
    the law compares the two. Raises UsageError if the window is empty.
    """
    if not begin < end:
        raise UsageError(f"the arrival window [{begin}, {end}) is empty: its end must lie after its begin")
    return layers_of_spells(law, ((goods, begin, end),), amounts)


def layers_of_spells(law: Law, spells: Sequence[Spell], amounts: Amounts | None = None) -> tuple[LayerMean, ...]:
    """Return the layers of goods that arrive uniformly over spells of time, and enter in another way in each.

    The goods of the spells have the same importer, code, origin and end use: only facts and claim differ. The layers
    add up to the day-weighted mean over all spells. There is at least one spell, and none is empty.
    """
    goods, days = spells[0][0], math.fsum(end - begin for _, begin, end in spells)
    projected = max(end for _, _, end in spells) > law.horizon.toordinal() + 1
    by_line = {}
    for line in tariff_lines(law.importer(goods.importer), goods.code):
        pieces = chain.from_iterable(
            pieces_of(law, one, line).between(begin, end, amounts) for one, begin, end in spells
        )
        by_line[line] = _means(pieces, goods, line, days, projected)
    return agreed(goods.code, by_line)


def turning_points(law: Law, goods: Goods) -> tuple[float, ...]:
    """[ordinal days] Return the days on which the duty on goods may change, in order.

    Windows of arrival that lie between the same two of them have the same layers.
    """
    cuts = {law.horizon.toordinal() + 1}  # From here on entries are projections.
    for line in tariff_lines(law.importer(goods.importer), goods.code):
        cuts.update(pieces_of(law, goods, line).cuts)
    return tuple(float(cut) for cut in sorted(cuts))


def end_use_conditions(law: Law, importer: str, code: str) -> frozenset[str]:
    """Return the end uses that matter for the duty on a code at an importer; empty: none does.

    An end use matters if some programme record that covers the code, or a finer line of it, names the use
    or leaves it out, whatever its dates and origins.
    """
    index = law.importer(importer)
    return frozenset(
        use
        for line in (code, *index.finer_codes(code))
        for one in index.measures_on(line)
        for use in one.named_end_uses()
    )


def _means(
    pieces: Iterable[tuple[float, Parts]], goods: Goods, line: str, days: float, projected: bool
) -> tuple[LayerMean, ...]:
    """Return the layers of goods of one tariff line: the mean of what counts on the pieces of a window."""
    found: dict[_Key, list[tuple[float, Part]]] = {}
    for length, parts in pieces:
        for part in parts:
            if part.listed:
                found.setdefault(_key(part), []).append((length, part))
    ordered = sorted(found, key=lambda key: key[:-1])  # Stable: base rates of a window stay in order of time.
    return tuple(_mean(found[key], goods, line, days, projected) for key in ordered)


def _key(part: Part) -> _Key:
    """Return what parts must share to make one layer; layers are listed in its order."""
    base = part.programme == BASE_PROGRAMME
    rank = 0 if base else 1 if isinstance(part.row, SpecialRate) else 2
    unknown = part.status == "unknown"
    return (rank, part.programme, unknown, part.record if not base else "", f"{part.record} {part.due.unit}")


def _mean(parts: list[tuple[float, Part]], goods: Goods, line: str, days: float, projected: bool) -> LayerMean:
    """Return the layer of one record: the mean over the pieces on which it counts."""
    lengths: dict[Due, float] = {}
    for length, part in parts:
        lengths[part.due] = lengths.get(part.due, 0.0) + length
    held = math.fsum(lengths.values())
    first = parts[0][1]
    unknown = first.status == "unknown"
    needs = tuple(dict.fromkeys(fact for _, part in parts for fact in part.needs))
    rate = math.nan if unknown else math.fsum(due.rate * (length / days) for due, length in lengths.items())
    return LayerMean(
        programme=first.programme,
        record=first.record,
        status=status_of(unknown, needs, projected),
        rate=rate,
        specific=math.nan if unknown else math.fsum(due.specific * (length / days) for due, length in lengths.items()),
        specific_unit="" if unknown else first.due.unit,
        weight_unknown=held / days if unknown else 0.0,
        reason="; ".join(dict.fromkeys(reason(part, goods, line) for _, part in parts))
        + _on_part(held / days, always=first.record == NO_RECORD),
        citation="" if first.row is None else first.row.citation,
        evidence="D" if unknown or first.row is None else first.row.evidence,
        charged_share=math.fsum(length * part.share for length, part in parts) / held,
        at_risk=rate if first.at_risk else 0.0,
        evidence_needed=needs,
    )


def _on_part(weight: float, always: bool) -> str:
    """Return words for what holds on a part of the window only; `always` says the share of a whole window, too."""
    if weight <= 1 - 1e-12:
        return f", on {100 * weight:.4g} % of the arrival window"
    return " on 100 % of the arrival window" if always else ""
