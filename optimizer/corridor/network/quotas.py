"""Tariff-rate quotas: what may be entered within each, and which shipments use it.

A shipment that enters within a quota is an arc of its own, with the duty within the quota, beside the arc outside of
it. It is made only where it is cheaper: then the quota fills first by itself, and no binary is needed.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from corridor.errors import Fault, Severity, UsageError
from corridor.law.quota_entry import OpenQuota, open_quota, quotas_on
from corridor.network.lookups import Lookups
from corridor.schema.border import QuotaLicence
from corridor.schema.goods import UnitFactor
from corridor.schema.row import EACH
from corridor.units import factor

QuotaName = tuple[str, str]
"""(importer, quota)"""


class QuotaPeriod(NamedTuple):
    """One period of a quota that some shipment may use, or whose rest goes to one: used + left <= available."""

    importer: str
    quota: str
    first_day: str
    last_day: str
    unit: str
    allocation: str
    amount: float
    """[unit of the quota] Without what earlier periods leave to it."""
    carried_to: str
    """First day of the later period that gets what is left; empty: it lapses."""
    citation: str
    evidence: str


class QuotaRest(NamedTuple):
    """What one period of a quota leaves to a later one."""

    source: int
    """Quota period."""
    target: int
    """Quota period."""


class _Entry(NamedTuple):
    """An arc that enters within a quota."""

    arc: int
    name: QuotaName
    per_unit: float
    """[unit of the quota / unit]"""
    begin: float
    """[ordinal days] First day of arrival."""
    end: float


@dataclass
class QuotaRows:
    """Periods of quotas, what they leave to one another, and which arcs use them."""

    rows: list[QuotaPeriod] = field(default_factory=list)
    rests: list[QuotaRest] = field(default_factory=list)
    uses: list[tuple[int, int, float]] = field(default_factory=list)
    """(quota period, arc, what a unit shipped uses of it [unit of the quota / unit])"""


@dataclass
class Quotas:
    """Answers which quotas goods may be entered within, and remembers what is."""

    lookups: Lookups
    faults: dict[tuple[str, ...], Fault] = field(default_factory=dict)
    _open: dict[QuotaName, OpenQuota | None] = field(default_factory=dict)
    _entries: list[_Entry] = field(default_factory=list)

    def on(self, importer: str, code: str) -> tuple[OpenQuota, ...]:
        """Return the quotas that matter for goods of a code: those that a record on it names."""
        found = (self._opened((importer, name)) for name in quotas_on(self.lookups.law, importer, code))
        return tuple(one for one in found if one is not None)

    def _opened(self, name: QuotaName) -> OpenQuota | None:
        """Return a quota as the plan may use it; None, with a fault, where its records contradict one another."""
        if name not in self._open:
            stated = {row.valid_from: row.amount for row in self._licences if row.quota == name[1]}
            begins = date.fromordinal(self.lookups.calendar.begins[0])
            try:
                self._open[name] = open_quota(self.lookups.law, *name, stated, begins)
            except UsageError as error:
                self._open[name] = None
                self._note("carry_to", name[1], str(error), "Correct the records of the quota.", Severity.ERROR)
        return self._open[name]

    @property
    def _licences(self) -> tuple[QuotaLicence, ...]:
        return self.lookups.model.tables[QuotaLicence]

    def per_unit(self, product: str, quota: OpenQuota) -> float | None:
        """[unit of the quota / unit] Return what a unit of a product counts, or None, noted, if no table says it."""
        asked, row = quota.periods[0].unit, self.lookups.products[product]
        turned = [one for one in self.lookups.model.tables[UnitFactor] if one.from_unit == row.unit]
        own, each = ([one for one in turned if one.product == name] for name in (product, EACH))
        known = [(row.unit, 1.0), *((one.to_unit, one.factor) for one in (*own, *each))]
        # Last, because it is the gross mass, and a quota counts what the tables of units say before that.
        known += [] if row.mass_kg is None else [("kg", row.mass_kg)]
        for unit, quantity in known:
            times = factor(unit, asked)
            if times is not None:
                return quantity * times
        rule = f"quota {quota.quota} counts {asked or 'nothing that is known'}, and no table says it of {product}"
        remedy = "Add a row to table units; until then nothing enters within the quota."
        self._note("unit", f"{quota.quota} {product}", rule, remedy)
        return None

    def enter(self, arc: int, quota: OpenQuota, per_unit: float, window: tuple[float, float]) -> None:
        """Remember an arc that enters within a quota and arrives over a window."""
        self._entries.append(_Entry(arc, (quota.importer, quota.quota), per_unit, *window))

    def refused(self, quota: OpenQuota, product: str, why: str) -> None:
        """Note that goods do not enter within a quota, and why."""
        remedy = "What enters pays the duty outside of it."
        self._note("quota", f"{quota.quota} {product}", f"nothing enters within the quota: {why}", remedy)

    def rows(self) -> QuotaRows:
        """Return the periods that some arc uses, with those whose rest goes to them."""
        found = QuotaRows()
        for name in sorted({entry.name for entry in self._entries}):
            quota = self._open[name]
            assert quota is not None  # An arc entered within it.
            self._add(found, quota, [entry for entry in self._entries if entry.name == name])
        return found

    def _add(self, found: QuotaRows, quota: OpenQuota, entries: list[_Entry]) -> None:
        """Add the rows of one quota."""
        shares = [(entry, quota.overlaps(entry.begin, entry.end)) for entry in entries]
        needed = {number for _, spans in shares for number, _, _ in spans}
        for source in reversed(range(len(quota.periods))):
            if quota.carried_to.get(source) in needed and quota.open[source]:
                needed.add(source)
        place = {number: len(found.rows) + at for at, number in enumerate(sorted(needed))}
        for number in place:
            found.rows.append(self._row(quota, number))
        for source, target in quota.carried_to.items():
            if source in place and target in place:
                found.rests.append(QuotaRest(place[source], place[target]))
        for entry, spans in shares:
            days = entry.end - entry.begin
            for number, first, last in spans:
                found.uses.append((place[number], entry.arc, entry.per_unit * (last - first) / days))

    def _row(self, quota: OpenQuota, number: int) -> QuotaPeriod:
        """Return the row of a period of a quota, and note it where its whole amount is assumed to be open."""
        row, later = quota.periods[number], quota.carried_to.get(number)
        if quota.assumed[number]:
            words = f"{row.quota} from {row.valid_from}"
            rule = f"all {row.amount:g} {row.unit} of the quota are taken as open, and other importers use it too"
            self._note("amount", words, rule, "State what is left for you in table quota_licences.")
        return QuotaPeriod(
            importer=row.importer,
            quota=row.quota,
            first_day=row.valid_from.isoformat(),
            last_day=row.valid_to.isoformat(),
            unit=row.unit,
            allocation=row.allocation,
            amount=quota.amounts[number],
            carried_to="" if later is None else quota.periods[later].valid_from.isoformat(),
            citation=row.citation,
            evidence=row.evidence,
        )

    def unknown_licences(self) -> list[Fault]:
        """Return a fault for each row of table quota_licences whose quota, or period of it, is not recorded."""
        recorded = {(row.quota, row.valid_from) for row in self.lookups.law.quotas}
        faults = []
        for row in self._licences:
            if (row.quota, row.valid_from) not in recorded:
                days = sorted(day.isoformat() for name, day in recorded if name == row.quota)
                rule = f"its periods begin on {', '.join(days)}" if days else "no such quota is recorded"
                remedy = "Correct quota and valid_from, or add the period to table quotas."
                where = f"{row.quota} from {row.valid_from}"
                faults.append(Fault(QuotaLicence.TABLE, None, "valid_from", "", where, rule, remedy, Severity.ERROR))
        return faults

    def _note(self, column: str, where: str, rule: str, remedy: str, severity: Severity = Severity.NOTE) -> None:
        self.faults.setdefault((column, where), Fault("quotas", None, column, "", where, rule, remedy, severity))
