"""A part of the duty on goods on one day, or a record that has no part in it and why."""

from __future__ import annotations

from typing import Literal, NamedTuple, TypeAlias

from corridor.law.amounts import Due
from corridor.schema.legal import BaseRate, SpecialRate
from corridor.schema.programmes import Programme

PartStatus: TypeAlias = Literal["applied", "needs_evidence", "unknown", "switched_off", "not_in_scope"]

COUNTED: frozenset[str] = frozenset({"applied", "projected", "needs_evidence", "unknown"})
"""Statuses of what is in the total, or makes it unknown."""

BASE_PROGRAMME = "MFN"
"""Name of the base rate among the layers."""

NO_RECORD = "NONE"
"""Record of a base duty of which nothing is recorded."""

UNREAD_RECORD = "LIST_NOT_READ"
"""Record of a programme whose list was not read for the code."""


class Part(NamedTuple):
    """What one record has to do with the duty of a day."""

    programme: str
    record: str
    row: BaseRate | SpecialRate | Programme | None
    """The record; None: there is none, or its list was not read."""
    status: PartStatus
    due: Due
    share: float = 1.0
    """[1] Share of the customs value that is charged."""
    needs: tuple[str, ...] = ()
    """Facts that would decide."""
    why: str = ""
    """What switched it off, what it switches off, or what is to be said of it, in words."""

    @property
    def counted(self) -> bool:
        """Return whether it is in the total, or makes it unknown."""
        return self.status in COUNTED

    @property
    def listed(self) -> bool:
        """Return whether it is a layer of the duty: it counts, and is no exemption that switches nothing off."""
        idle = isinstance(self.row, Programme) and self.row.semantics == "exempt" and not self.why
        return self.counted and not idle

    @property
    def open(self) -> bool:
        """Return whether facts that are not known would change something, whichever way it is presumed."""
        return bool(self.needs)

    @property
    def at_risk(self) -> bool:
        """Return whether it is assessed and refundable, or has been refunded."""
        return isinstance(self.row, Programme) and self.row.refund != "none"


def record_name(row: BaseRate | SpecialRate, origin: str) -> str:
    """Return the name of a base or special rate among the records: its line and first day, and the origin if named."""
    name = f"{row.hs}_{row.valid_from:%Y%m%d}"
    return f"{name}_{origin}" if isinstance(row, BaseRate) and row.origins != "*" else name
