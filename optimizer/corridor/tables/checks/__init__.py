"""Checks across rows and tables. One family per file; each returns its faults, located."""

from __future__ import annotations

from corridor.errors import Fault
from corridor.tables.draft import Draft


def check_draft(draft: Draft) -> tuple[Fault, ...]:
    """Return the faults that all checks find in a draft."""
    return ()
