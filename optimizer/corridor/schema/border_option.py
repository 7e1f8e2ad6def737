"""The border option of a shipment: what is claimed for it, and the tariff-rate quota it enters within.

MFN               no preference is claimed, and the goods enter within no quota
KORUS             preference is claimed under KORUS
MFN@GB_AUTOS      no preference is claimed; within the quota GB_AUTOS
KORUS@KR_RICE     preference is claimed under KORUS; within the quota KR_RICE
"""

from __future__ import annotations

MFN = "MFN"
"""What stands in place of an agreement where none is claimed."""

WITHIN = "@"
"""Stands before the quota. No code has it."""


def border_option(claim: str, quota: str = "") -> str:
    """Return the option of goods for which preference is claimed (empty: none is), within a quota (empty: none)."""
    claimed = claim or MFN
    return f"{claimed}{WITHIN}{quota}" if quota else claimed


def claim_of(option: str) -> str:
    """Return the agreement that an option claims; empty: none."""
    claimed = option.partition(WITHIN)[0]
    return "" if claimed == MFN else claimed


def quota_of(option: str) -> str:
    """Return the quota that an option enters within; empty: none."""
    return option.partition(WITHIN)[2]
