"""Quotas as the plan may use them: the law's amounts, and what the model states of them."""

from __future__ import annotations

from dataclasses import dataclass, field

from corridor.audit.book import Book
from corridor.errors import UsageError
from corridor.law.quota_entry import OpenQuota, open_quota
from corridor.schema.border import QuotaLicence


@dataclass(frozen=True)
class OpenQuotas:
    """The quotas of a model, each opened once."""

    book: Book
    _found: dict[tuple[str, str], OpenQuota | UsageError] = field(
        default_factory=dict, init=False, repr=False, compare=False
    )

    def of(self, importer: str, quota: str) -> OpenQuota | UsageError:
        """Return a quota of an importer, or what is wrong with its records."""
        key = (importer, quota)
        if key not in self._found:
            self._found[key] = self._open(*key)
        return self._found[key]

    def _open(self, importer: str, quota: str) -> OpenQuota | UsageError:
        stated = {row.valid_from: row.amount for row in self.book.tables[QuotaLicence] if row.quota == quota}
        try:
            return open_quota(self.book.law, importer, quota, stated, self.book.calendar.periods[0].start)
        except UsageError as error:
            return error
