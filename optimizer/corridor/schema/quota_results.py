"""Table of a run about tariff-rate quotas: how much a plan enters within each, and how much it may."""

from __future__ import annotations

from typing import ClassVar, Literal

from corridor.schema.row import Row


class QuotaUse(Row):
    """What a plan enters within one period of a tariff-rate quota."""

    TABLE: ClassVar[str] = "quotas"
    KEY: ClassVar[tuple[str, ...]] = ("importer", "quota", "first_day")

    importer: str
    """Customs territory entered."""
    quota: str
    """Name of the quota, as table quotas has it."""
    first_day: str
    """First day of entry of this period of the quota, as 2026-01-01."""
    last_day: str
    """Last day of entry, included."""
    unit: str
    """Unit of the quota."""
    allocation: Literal["first_come", "licence"]
    """first_come: whoever enters first, until it is used up; licence: whoever holds licences."""
    amount: float
    """[unit of the quota] What the plan may use of this period by itself: what table quota_licences states, else the
    whole amount; 0 without a licence where the quota goes by licence, and of a period that was over before the plan."""
    carried_in: float
    """[unit of the quota] What earlier periods leave to this one."""
    available: float
    """[unit of the quota] amount + carried_in."""
    used: float
    """[unit of the quota] What enters within the quota in this period, by days of arrival."""
    carried_to: str
    """First day of the later period that gets what is left; empty: what is left lapses."""
    citation: str
    evidence: str
