"""Quotas: what enters within a tariff-rate quota fits what is open of it, in each of its periods."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction

from corridor.audit.book import Book
from corridor.audit.case import Case
from corridor.audit.checks import Check, Checks, Refusal, Term, column, exact
from corridor.audit.plan import codes_of, key_of
from corridor.audit.shipments import Shipment
from corridor.errors import UsageError
from corridor.law.quota_entry import OpenQuota
from corridor.schema.border_option import quota_of
from corridor.schema.goods import UnitFactor
from corridor.schema.quota_results import QuotaUse
from corridor.schema.row import EACH
from corridor.units import factor

FAMILY = "quotas"


@dataclass
class _Period:
    """One period of a quota: what it has by itself, what enters, and which periods leave their rest to it."""

    amount: Fraction
    used: list[Term] = field(default_factory=list)
    """[unit of the quota] Units of the quota in a unit that leaves, and what leaves."""
    sources: list[_Period] = field(default_factory=list)

    def left(self) -> Iterator[Term]:
        """Yield the terms of what is left of the period."""
        yield from self.available()
        yield from ((-weight, quantity) for weight, quantity in self.used)

    def available(self) -> Iterator[Term]:
        """Yield the terms of what may enter: its own amount, and what is left of its sources."""
        yield self.amount, 1
        yield from self.carried()

    def carried(self) -> Iterator[Term]:
        """Yield the terms of what its sources leave to it."""
        for source in self.sources:
            yield from source.left()


def check(case: Case) -> Checks:
    """Yield quotas that cannot be used, that are overdrawn, and rows of table quotas with wrong figures."""
    periods: dict[tuple[str, str, str], _Period] = {}
    for one in case.shipments:
        name = quota_of(one.flow.option)
        if name:
            yield from _enter(case, one, name, periods)
    stored = {codes_of(row): row for row in case.plan[QuotaUse]}
    for row in stored.values():  # A period that nothing enters in may be listed too.
        _opened(case, row.importer, row.quota, periods)
    for key, period in periods.items():
        words, shown = " ".join(key), stored.pop(key, None)
        terms = [*period.used, *((-weight, quantity) for weight, quantity in period.available())]
        yield Check(FAMILY, words, "more enters within the quota than is open", terms, "<=")
        if shown is not None:
            yield from _columns(case, period, shown)
        elif any(quantity for _, quantity in period.used):
            yield Refusal(FAMILY, words, "goods enter within the quota and table quotas has no row for it")
    for row in stored.values():
        yield Refusal(FAMILY, f"quotas {key_of(row)}", "no such period of a quota is recorded for this importer")


def _opened(
    case: Case, importer: str, quota: str, periods: dict[tuple[str, str, str], _Period]
) -> OpenQuota | UsageError:
    """Return a quota, with its periods among `periods`, or what is wrong with its records."""
    found = case.pricing.tariffs.quotas.of(importer, quota)
    if isinstance(found, OpenQuota):
        keys = [_key(found, number) for number in range(len(found.periods))]
        if keys[0] not in periods:
            periods.update({key: _Period(exact(amount)) for key, amount in zip(keys, found.amounts, strict=True)})
            for source, target in found.carried_to.items():
                periods[keys[target]].sources.append(periods[keys[source]])
    return found


def _key(quota: OpenQuota, number: int) -> tuple[str, str, str]:
    return quota.importer, quota.quota, quota.periods[number].valid_from.isoformat()


def _enter(case: Case, one: Shipment, name: str, periods: dict[tuple[str, str, str], _Period]) -> Checks:
    """Yield why a flow cannot enter within a quota; else add it to the periods in which it does, by days."""
    importer = one.unit.importer
    if not importer:
        yield Refusal(FAMILY, one.key, f"quota {name} is used and the goods enter no customs territory")
        return
    quota = _opened(case, importer, name, periods)
    if isinstance(quota, UsageError):
        yield Refusal(FAMILY, one.key, str(quota), one.flow.quantity)
        return
    per_unit = counted(case.book, one.flow.product, quota.periods[0].unit)
    if per_unit is None:
        text = f"no table says how much of quota {name} a unit of {one.flow.product} is"
        yield Refusal(FAMILY, one.key, text, one.flow.quantity)
        return
    calendar = case.book.calendar
    number = calendar.number[one.flow.ship_period]
    begin = calendar.periods[number].start.toordinal() + one.under_way
    end = begin + calendar.days[number]
    inside = Fraction(0)
    for place, row in enumerate(quota.periods):
        share = _shared(begin, end, row.valid_from, row.valid_to) if quota.open[place] else Fraction(0)
        if share:
            inside += share
            periods[_key(quota, place)].used.append((per_unit * share, one.flow.quantity))
    if not inside:
        yield Refusal(FAMILY, one.key, f"nothing of quota {name} is open when the goods arrive", one.flow.quantity)


def _shared(begin: Fraction, end: Fraction, first: date, last: date) -> Fraction:
    """[1] Return the share of a window that lies on days from a first to a last, included."""
    overlap = min(end, Fraction(last.toordinal() + 1)) - max(begin, Fraction(first.toordinal()))
    return max(Fraction(0), overlap) / (end - begin)


def counted(book: Book, product: str, unit: str) -> Fraction | None:
    """[unit / unit of the product] Return how much a unit of a product counts, or None if no table says it.

    By the product's own unit, else by table units (its own rows first), else by its mass.
    """
    goods = book.products[product]
    rows = [row for row in book.tables[UnitFactor] if row.from_unit == goods.unit]
    known = [(goods.unit, Fraction(1))]
    for name in (product, EACH):
        known += [(row.to_unit, exact(row.factor)) for row in rows if row.product == name]
    if goods.mass_kg is not None:
        known.append(("kg", exact(goods.mass_kg)))
    for from_unit, quantity in known:
        times = factor(from_unit, unit)
        if times is not None:
            return quantity * exact(times)
    return None


def _columns(case: Case, period: _Period, row: QuotaUse) -> Checks:
    """Yield columns of a row of table quotas that are not what flows, tables and law give."""
    key = f"quotas {key_of(row)}"
    for name, stored, terms in (
        ("amount", row.amount, [(period.amount, 1)]),
        ("carried_in", row.carried_in, list(period.carried())),
        ("available", row.available, list(period.available())),
        ("used", row.used, period.used),
    ):
        yield column(FAMILY, key, name, stored, terms)
    quota = case.pricing.tariffs.quotas.of(row.importer, row.quota)
    assert isinstance(quota, OpenQuota)  # Its periods were read from it.
    number = next(n for n, one in enumerate(quota.periods) if one.valid_from.isoformat() == row.first_day)
    law, later = quota.periods[number], quota.carried_to.get(number)
    told = {
        "last_day": law.valid_to.isoformat(),
        "unit": law.unit,
        "allocation": law.allocation,
        "carried_to": "" if later is None else quota.periods[later].valid_from.isoformat(),
        "citation": law.citation,
        "evidence": law.evidence,
    }
    for name, right in told.items():
        if getattr(row, name) != right:
            yield Refusal(FAMILY, key, f"column `{name}` is {getattr(row, name)!r}, the law says {right!r}")
