"""Schemes of the UK's rules of origin: the agreement that each is here, and its first day."""

from __future__ import annotations

import re
from datetime import date

_AGREEMENTS: dict[str, str] = {
    "cptpp": "CPTPP",
    "eu": "EU_UK_TCA",
    "japan": "UK_JP",
    "singapore": "UK_SG",
    "vietnam": "UK_VN",
    "south-korea": "UK_KR",
    "canada": "UK_CA",
    "mexico": "UK_MX",
    "india": "UK_IN",
    "australia": "UK_AU",
    "new-zealand": "UK_NZ",
    "turkey": "UK_TR",
}
"""Name of a scheme -> code of its agreement; any other scheme has its own name in capital letters."""

_FIRST_DAYS: dict[str, date] = {
    "australia": date(2023, 5, 31),
    "new-zealand": date(2023, 5, 31),
    "dcts-ldcs": date(2023, 6, 19),
    "dcts-general-enhanced": date(2023, 6, 19),
    "cptpp": date(2024, 12, 24),
    "india": date(2026, 7, 15),
}
"""Name of a scheme -> first day in the publisher's list of schemes (validity_start_date)."""

FIRST_DAY = date(2021, 1, 1)
"""First day of every other scheme of that list: the first day of the UK's own tariff."""


def agreement_of(scheme: str) -> str:
    """Return the code of the agreement that a scheme is."""
    return _AGREEMENTS.get(scheme) or re.sub(r"[^A-Z0-9]+", "_", scheme.upper()).strip("_")


def first_day_of(scheme: str) -> date:
    """Return the first day of a scheme."""
    return _FIRST_DAYS.get(scheme, FIRST_DAY)
