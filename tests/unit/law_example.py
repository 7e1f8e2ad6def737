"""A small law of an importer XX, for tests of the duty arithmetic."""

from datetime import date

from corridor.law.goods import Goods
from corridor.reference.law import Law
from corridor.schema.border import Agreement, Fee, Quota, Relief
from corridor.schema.legal import BaseRate, SpecialRate
from corridor.schema.programmes import Coverage, Programme

START = date(2026, 1, 1)
CELL = Goods("XX", "850760", "CN")


def base(hs, rate=0.0, **more):
    """Return a base rate of XX, from the start of 2026 unless said otherwise."""
    row = {"importer": "XX", "valid_from": START, "citation": "law", "evidence": "B"}
    return BaseRate(hs=hs, rate=rate, **(row | more))


def special(agreement, hs, rate=0.0, **more):
    """Return a special rate of XX, from the start of 2026 unless said otherwise."""
    row = {"importer": "XX", "valid_from": START, "citation": "treaty", "evidence": "B"}
    return SpecialRate(agreement=agreement, hs=hs, rate=rate, **(row | more))


def programme(name, hs, rate, **more):
    """Return a programme record of XX, from the start of 2026 unless said otherwise."""
    row = {"record": "ONE", "importer": "XX", "valid_from": START, "citation": "notice", "evidence": "C"}
    return Programme(programme=name, hs=hs, rate=rate, **(row | more))


def exempt(name, hs, excludes, **more):
    """Return a record of XX that switches off programmes."""
    return programme(name, hs, None, semantics="exempt", excludes=excludes, **more)


def coverage(name, hs):
    """Return the codes for which a programme of XX was read."""
    return Coverage(importer="XX", programme=name, hs=hs, citation="list")


def agreement(name, parties="XX;JP", **more):
    """Return an agreement of XX."""
    row = {"name": name.title(), "kind": "fta", "binding": "yes", "citation": "treaty", "evidence": "B"}
    return Agreement(agreement=name, parties=parties, **(row | more))


def law(*records, horizon=date(2027, 12, 31)):
    """Return a law of these records, in which DE and FR belong to EU."""

    def of(row_class):
        return tuple(row for row in records if isinstance(row, row_class))

    return Law(
        territories={"DE": "EU", "FR": "EU"},
        valuations={},
        base_rates=of(BaseRate),
        programmes=of(Programme),
        known_at=horizon,
        horizon=horizon,
        special_rates=of(SpecialRate),
        coverage=of(Coverage),
        fees=of(Fee),
        agreements=of(Agreement),
        quotas=of(Quota),
        reliefs=of(Relief),
    )
