"""What it costs in fees to enter goods in several entries instead of one: least and largest amounts hold per entry."""

from __future__ import annotations

import math
from dataclasses import dataclass
from datetime import date

from corridor.errors import UsageError
from corridor.law.entry_lines import rounded_to_cents
from corridor.law.fees import Entry, FeeLayer, fees, per_shipment
from corridor.law.goods import Goods
from corridor.reference.law import Law


@dataclass(frozen=True)
class EntrySplit:
    """The fees on goods that are entered in several equal entries, beside those of one. Sums in importer currency."""

    entries: int
    value_each: float
    """Customs value of each entry."""
    fees: tuple[FeeLayer, ...]
    """Over all entries together."""
    total: float
    """All fees of all entries."""
    total_of_one: float
    """All fees of a single entry of the whole value."""
    notes: tuple[str, ...] = ()
    """What the records of the fees say beside their amounts."""

    @property
    def extra(self) -> float:
        """[importer currency] Return what the split costs."""
        return rounded_to_cents(self.total - self.total_of_one)


def split_entry(law: Law, goods: Goods, day: date, entry: Entry, entries: int) -> EntrySplit:
    """Return the fees on an entry when it is split into so many equal ones. Raises UsageError for less than one."""
    if entries < 1:
        raise UsageError(f"goods enter in at least 1 entry, got {entries}")
    one = fees(law, goods, day, entry)
    each = entry.value / entries
    many = per_shipment(law, goods, day, entry, each) if entries > 1 else one
    named = {(layer.fee, layer.record) for layer in many if layer.amount}
    notes = tuple(f"{row.fee}: {row.note}" for row in law.fees if row.note and (row.fee, row.record) in named)
    return EntrySplit(entries, each, many, _sum(many), _sum(one), tuple(dict.fromkeys(notes)))


def _sum(found: tuple[FeeLayer, ...]) -> float:
    """[importer currency] Return fees together."""
    return rounded_to_cents(math.fsum(layer.amount for layer in found))
