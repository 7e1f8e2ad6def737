"""A small law of an importer XX, for tests of the duty arithmetic."""

from datetime import date

from corridor.law.layers import Goods
from corridor.reference.law import Law
from corridor.schema.legal import BaseRate, Programme

START = date(2026, 1, 1)
CELL = Goods("XX", "850760", "CN")


def base(hs, rate=0.0, **more):
    """Return a base rate of XX, from the start of 2026 unless said otherwise."""
    row = {"importer": "XX", "valid_from": START, "citation": "law", "evidence": "B"}
    return BaseRate(hs=hs, rate=rate, **(row | more))


def programme(name, hs, rate, **more):
    """Return a programme record of XX, from the start of 2026 unless said otherwise."""
    row = {"record": "ONE", "importer": "XX", "valid_from": START, "citation": "notice", "evidence": "C"}
    return Programme(programme=name, hs=hs, rate=rate, **(row | more))


def law(*records, horizon=date(2027, 12, 31)):
    """Return a law of these records, in which DE and FR belong to EU."""
    return Law(
        territories={"DE": "EU", "FR": "EU"},
        valuations={},
        base_rates=tuple(row for row in records if isinstance(row, BaseRate)),
        programmes=tuple(row for row in records if isinstance(row, Programme)),
        known_at=horizon,
        horizon=horizon,
    )
