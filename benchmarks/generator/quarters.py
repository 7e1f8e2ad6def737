"""The calendar of a generated network: calendar quarters."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

from corridor.schema.places import Period

FIRST_YEAR = 2027
AS_OF = date(2026, 11, 24)
"""Day the generated law and prices are known on."""


def quarters(count: int) -> list[Period]:
    """Return so many calendar quarters from the first of 2027 on."""
    starts = [date(FIRST_YEAR + n // 4, 3 * (n % 4) + 1, 1) for n in range(count + 1)]
    return [
        Period(period=f"{start.year}Q{n % 4 + 1}", start=start, end=after - timedelta(days=1))
        for n, (start, after) in enumerate(pairwise(starts))
    ]
