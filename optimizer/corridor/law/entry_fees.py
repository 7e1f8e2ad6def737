"""Fees on a unit of goods that arrive over a window: what a plan pays of the fees on whole entries.

A plan decides quantities, not entries. A lane says how many units n are entered at once; a unit of customs value V pays
the fee of such an entry, divided by its units, and where the amounts change within the window of arrival, their mean:

    fee per unit = sum over parts p of the window   share[p] clamp(r[p] V n, least[p], most[p]) / n

Unlike the fee on an entry (law/fees.py) nothing is rounded to the cent: this is a coefficient, not an amount to pay.
Without n a unit pays r V, and least and largest amount are left out. A fee whose records do not reach to some part of
the window counts nothing there.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import NamedTuple

from corridor.errors import UsageError
from corridor.law.fees import Decision, FeeStatus, decisions
from corridor.law.goods import Goods
from corridor.reference.law import Law
from corridor.schema.border import Fee


@dataclass(frozen=True)
class FeeShare:
    """A record that decides on a fee over a share of the window of arrival."""

    record: Fee
    """The charge, or the exemption."""
    status: FeeStatus
    """applied, projected (beyond the horizon of the law), needs_evidence: due; switched_off: exempt."""
    weight: float
    """[1] Share of the window."""
    reason: str
    """Why it is not due, or which facts would decide; else empty."""

    @property
    def due(self) -> bool:
        """Return whether the fee has to be paid."""
        return self.status != "switched_off"

    @property
    def bounded(self) -> bool:
        """Return whether an entry pays a least or a largest amount, so that its size matters."""
        return self.due and (self.record.least > 0 or self.record.most is not None)

    def per_unit(self, value: float, size: float | None, exchange: float) -> float:
        """[money / unit] Return what a unit pays by this record, as its part of the mean over the window.

        `value` [money / unit] is the customs value, `size` [unit] what is entered at once (None: not known, least and
        largest amount are left out), `exchange` [money / importer currency] turns these two.
        """
        if not self.due:
            return 0.0
        if not size:
            return self.weight * self.record.rate * value
        least, most = self.bounds(exchange)
        return self.weight * min(max(self.record.rate * value * size, least), most) / size

    def explained(self, value: float, size: float | None, exchange: float) -> str:
        """Return how `per_unit` comes about, in words."""
        if not self.due:
            return self.reason
        words = f"{100 * self.record.rate:.6g} % of the customs value"
        least, most = self.bounds(exchange)
        entry = self.record.rate * value * (size or 0.0)
        if self.bounded and not size:
            words += ", without the least and the largest fee of an entry: the lane gives no shipment_size"
        elif size and entry < least:
            words += ", raised to the least fee of an entry"
        elif size and entry > most:
            words += ", cut to the largest fee of an entry"
        if self.weight <= 1 - 1e-12:
            words += f", on {100 * self.weight:.4g} % of the arrival window"
        return "; ".join(filter(None, (words, self.reason)))

    def bounds(self, exchange: float) -> tuple[float, float]:
        """[money / entry] Return least and largest fee; infinite where there is no largest."""
        most = math.inf if self.record.most is None else self.record.most * exchange
        return self.record.least * exchange, most


def fee_shares(law: Law, goods: Goods, mode: str, begin: float, end: float) -> tuple[FeeShare, ...]:
    """Return the records that decide on the fees of goods that arrive uniformly over [begin, end).

    Times are fractional ordinals (`date.toordinal()`): day d is [d, d + 1). `mode` is that of the transport across the
    border. Fees that are not due on these goods (by sea only, as an example) are left out, exemptions are not. Facts
    that nobody gave count as for an entry: the fee is due, and the share says what would decide. Raises UsageError if
    the window is empty.
    """
    if not begin < end:
        raise UsageError(f"the arrival window [{begin}, {end}) is empty: its end must lie after its begin")
    cuts = (cut for cut in fee_turning_points(law, goods.importer) if begin < cut < end)
    found: dict[tuple[str, str], list[_Part]] = {}
    for start, stop in pairwise((begin, *cuts, end)):
        day = date.fromordinal(math.floor(start))
        for one in decisions(law, goods, day, mode):
            if one.status != "not_in_scope":
                part = _Part(one, stop - start, day > law.horizon)
                found.setdefault((one.record.fee, one.record.record), []).append(part)
    shares = [_share(parts, end - begin) for parts in found.values()]
    return tuple(sorted(shares, key=lambda one: (one.record.fee, one.record.valid_from, one.record.record)))


def fee_turning_points(law: Law, importer: str) -> tuple[float, ...]:
    """[ordinal days] Return the days on which fees of an importer may change, in order; none where it has no fees."""
    records = [fee for fee in law.fees if fee.importer == importer]
    if not records:
        return ()
    cuts = {fee.valid_from.toordinal() for fee in records}
    cuts |= {fee.valid_to.toordinal() + 1 for fee in records if fee.valid_to is not None}
    return tuple(float(cut) for cut in sorted({*cuts, law.horizon.toordinal() + 1}))


class _Part(NamedTuple):
    """A part of the window on which a record decides."""

    decision: Decision
    length: float
    """[days]"""
    projected: bool


def _share(parts: list[_Part], days: float) -> FeeShare:
    """Return the share of a window that a record decides on; what needs evidence comes before what is projected."""
    needs = tuple(dict.fromkeys(fact for part in parts for fact in part.decision.needs))
    first = parts[0].decision
    status: FeeStatus = "needs_evidence" if needs else first.status
    if status == "applied" and any(part.projected for part in parts):
        status = "projected"
    words = f"taken as due: give {' and '.join(needs)}" if needs else first.words
    return FeeShare(first.record, status, math.fsum(part.length for part in parts) / days, words)
