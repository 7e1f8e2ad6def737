"""What a question says of reliefs: which ones are asked for, and what each of them needs to know."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass
from typing import get_args

from corridor.errors import UsageError
from corridor.law.relief_answer import ReliefName
from corridor.law.valuation import NO_ADDITIONS, Additions


@dataclass(frozen=True)
class ReliefTerms:
    """The reliefs that are asked for on one entry."""

    reliefs: tuple[ReliefName, ...] = ()
    price: float = 0.0
    """[importer currency] What the importer pays for the goods of the entry, without additions."""
    additions: Additions = NO_ADDITIONS
    """[importer currency] What is added to the price, for the whole entry."""
    days: int = 0
    """[days] From entry to export, or in the zone or bonded store."""
    rate_per_year: float = 0.0
    """[1 / year] Interest on a duty that is paid later; 0: paying later is worth nothing."""
    storage_cost: float = 0.0
    """[importer currency] What the zone or the bonded store costs for the goods of the entry."""
    finished_hs: str = ""
    """Code of what is made of the goods; empty: they go on as they are."""
    first_sale_price: float | None = None
    """[importer currency] What a middleman paid the maker for the goods of the entry."""
    export_to: str = ""
    """Customs territory that the goods, or what is made of them, are exported to; empty: not said, or none."""
    export_value: float | None = None
    """[importer currency] Customs value there; None: that of the entry."""
    export_claim: str = ""
    """Agreement under which preference is claimed there; empty: none."""


NO_TERMS = ReliefTerms()

_NEEDED_BY: dict[str, tuple[ReliefName, ...]] = {
    "days": ("drawback", "zone", "bond"),
    "rate_per_year": ("zone", "bond"),
    "storage_cost": ("zone", "bond"),
    "finished_hs": ("drawback", "zone"),
    "first_sale_price": ("first_sale",),
    "export_to": ("drawback", "zone", "bond"),
    "export_value": ("drawback",),
    "export_claim": ("drawback",),
}
"""Term -> the reliefs that look at it."""


def reliefs_asked(names: str | Iterable[str]) -> tuple[ReliefName, ...]:
    """Return reliefs by name, each once. Raises UsageError, with the names that are allowed, for another one."""
    words = [names] if isinstance(names, str) else list(names)
    known = get_args(ReliefName)
    for word in words:
        if word and word not in known:
            raise UsageError(f"{word!r} is no relief: known are {', '.join(known)}")
    return tuple(name for name in known if name in words)


def refuse_terms(terms: ReliefTerms, valued: bool) -> None:
    """Raise UsageError if terms are given that no relief asked for looks at, miss one, or cannot be.

    `valued` says whether the entry has a value.
    """
    if not valued and (terms.reliefs or terms.additions.total):
        raise UsageError(
            "reliefs and additions are sums of money on one entry: give the price paid for it as the value"
        )
    for name, reliefs in _NEEDED_BY.items():
        if getattr(terms, name) != getattr(NO_TERMS, name) and not set(reliefs) & set(terms.reliefs):
            raise UsageError(f"{name} is looked at for relief {' or '.join(reliefs)} only: ask for it, or leave it out")
    if "first_sale" in terms.reliefs and terms.first_sale_price is None:
        raise UsageError("relief first_sale needs what the middleman paid the maker: give first_sale_price")
    only_drawback = terms.reliefs == ("drawback",)  # A zone looks at the code of what leaves it, wherever that goes.
    if not terms.export_to and (terms.export_value is not None or (terms.finished_hs and only_drawback)):
        raise UsageError("a value or a code of exported goods says nothing without the country: give export_to")
    numbers = {"days": terms.days, "rate_per_year": terms.rate_per_year, "storage_cost": terms.storage_cost}
    numbers |= {"first_sale_price": terms.first_sale_price or 0.0, "export_value": terms.export_value or 0.0}
    numbers |= {"assists": terms.additions.assists, "royalties": terms.additions.royalties}
    for name, number in numbers.items():
        if not 0 <= number < math.inf:
            raise UsageError(f"{name} must be a number of at least 0, got {number}")
    if terms.export_value == 0.0 or terms.first_sale_price == 0.0:
        raise UsageError("a customs value must be above 0: correct export_value or first_sale_price")
