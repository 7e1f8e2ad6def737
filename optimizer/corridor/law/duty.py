"""Duty of goods over an arrival window: base rate plus every programme that covers them, day-weighted.

The base rate of a day is that of the longest code prefix with a record that holds; among records of one
prefix the one that starts last. Programmes that cover code, origin and end use add up. A code that is
coarser than the tariff lines under it gets an answer only where all lines agree.
"""

from __future__ import annotations

from datetime import date
from itertools import pairwise

from corridor.errors import UsageError
from corridor.law.layers import BASE_PROGRAMME, Goods, LayerMean, unknown_layer
from corridor.law.lines import agreed, tariff_lines
from corridor.reference.index import ImporterLaw
from corridor.reference.law import Law
from corridor.schema.legal import BaseRate, Programme


def layers(law: Law, goods: Goods, begin: float, end: float) -> tuple[LayerMean, ...]:
    """Return the layers of the duty on goods that arrive uniformly over [begin, end).

    Times are fractional ordinals (`date.toordinal()`): day d is [d, d + 1). The layers add up to the
    day-weighted mean of the daily duty. Raises UsageError if the window is empty.
    """
    if not begin < end:
        raise UsageError(f"the arrival window [{begin}, {end}) is empty: its end must lie after its begin")
    index = law.importer(goods.importer)
    by_line = {line: _of_line(law, index, goods, line, (begin, end)) for line in tariff_lines(index, goods.code)}
    return agreed(goods.code, by_line)


def turning_points(law: Law, goods: Goods) -> tuple[float, ...]:
    """[ordinal days] Return the days on which the duty on goods may change, in order.

    Windows of arrival that lie between the same two of them have the same layers.
    """
    index = law.importer(goods.importer)
    cuts = {float(law.horizon.toordinal() + 1)}  # From here on entries are projections.
    for line in tariff_lines(index, goods.code):
        covering = index.covering(line, goods.origin, law.territory(goods.origin), goods.end_use)
        records: list[BaseRate | Programme] = [*index.base_records(line), *(one.record for one in covering)]
        for record in records:
            cuts.add(float(record.valid_from.toordinal()))
            if record.valid_to is not None:
                cuts.add(float(record.valid_to.toordinal() + 1))
    return tuple(sorted(cuts))


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


def _of_line(
    law: Law, index: ImporterLaw, goods: Goods, line: str, window: tuple[float, float]
) -> tuple[LayerMean, ...]:
    """Return the layers for goods of one tariff line."""
    projected = window[1] > law.horizon.toordinal() + 1
    found = _base_layers(index.base_records(line), line, window, projected)
    for one in index.covering(line, goods.origin, law.territory(goods.origin), goods.end_use):
        weight = _overlap(one.record.valid_from, one.record.valid_to, window)
        if weight > 0:
            found.append(_programme_layer(one.record, goods, line, weight, projected))
    return tuple(found)


def _overlap(valid_from: date, valid_to: date | None, window: tuple[float, float]) -> float:
    """[1] Return the share of a window on which a record holds; valid_to is the last day, included."""
    begin, end = window
    last = end if valid_to is None else min(end, valid_to.toordinal() + 1)
    return max(0.0, last - max(begin, valid_from.toordinal())) / (end - begin)


def _base_layers(
    records: tuple[BaseRate, ...], line: str, window: tuple[float, float], projected: bool
) -> list[LayerMean]:
    """Return one layer per base rate that holds in the window, and one for the days without any."""
    begin, end = window
    cuts = {begin, end}
    for record in records:
        cuts.add(float(record.valid_from.toordinal()))
        if record.valid_to is not None:
            cuts.add(float(record.valid_to.toordinal() + 1))
    times = sorted(time for time in cuts if begin <= time <= end)
    weights: dict[tuple[str, date], float] = {}
    unknown = 0.0
    for start, stop in pairwise(times):
        weight = (stop - start) / (end - begin)
        piece = (start, stop)
        holding = [row for row in records if _overlap(row.valid_from, row.valid_to, piece)]
        if holding:
            winner = max(holding, key=lambda row: (len(row.hs), row.valid_from))
            key = (winner.hs, winner.valid_from)
            weights[key] = weights.get(key, 0.0) + weight
        else:
            unknown += weight
    found = [
        _base_layer(record, line, weights[record.hs, record.valid_from], projected)
        for record in records
        if (record.hs, record.valid_from) in weights
    ]
    if unknown:
        reason = f"no base rate is recorded for code {line} on {100 * unknown:.4g} % of the arrival window"
        found.append(unknown_layer(BASE_PROGRAMME, "NONE", unknown, reason))
    return found


def _base_layer(record: BaseRate, line: str, weight: float, projected: bool) -> LayerMean:
    """Return the layer of one base rate that holds on a share of the window."""
    return LayerMean(
        programme=BASE_PROGRAMME,
        record=f"{record.hs}_{record.valid_from:%Y%m%d}",
        status="projected" if projected else "applied",
        rate=record.rate * weight,
        specific=record.specific * weight,
        specific_unit=record.specific_unit,
        weight_unknown=0.0,
        reason=f"base rate of line {record.hs} for code {line}{_on_part(weight)}",
        citation=record.citation,
        evidence=record.evidence,
    )


def _programme_layer(record: Programme, goods: Goods, line: str, weight: float, projected: bool) -> LayerMean:
    """Return the layer of a programme record that covers the goods on a share of the window."""
    if record.rate is None and not record.specific:
        reason = f"{record.programme} covers code {line}, origin {goods.origin}, and its rate is not known"
        reason += f": {record.note}" if record.note else ""
        return unknown_layer(record.programme, record.record, weight, reason, record.citation)
    use = "" if record.end_uses == "*" else f", end use {goods.end_use}"
    return LayerMean(
        programme=record.programme,
        record=record.record,
        status="projected" if projected else "applied",
        rate=(record.rate or 0.0) * weight,
        specific=record.specific * weight,
        specific_unit=record.specific_unit,
        weight_unknown=0.0,
        reason=f"covers code {line}, origin {goods.origin}{use}{_on_part(weight)}",
        citation=record.citation,
        evidence=record.evidence,
    )


def _on_part(weight: float) -> str:
    """Return words for a record that holds on a part of the window only."""
    return "" if weight > 1 - 1e-12 else f", on {100 * weight:.4g} % of the arrival window"
