"""What binds: limits at their bound and capacities that are full, with what one more unit would be worth."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from corridor.report.names import label_rows, number_of, records, text_of
from corridor.result.run import Run
from corridor.schema.results import Dual, LimitResult

SHADOW_PRICE = "Shadow price, valid while these sites stay open"
"""Name of the column: the dual of the linear program at the fixed openings."""

_TOLERANCE = 1e-6
"""[1] How near to its bound something must be, relative to the bound."""

_WORD = re.compile(r"[A-Za-z0-9_*]+")


@dataclass(frozen=True)
class Binding:
    """One bound that the plan has run into."""

    subject: str
    """Name of the limit, or SITE:PROCESS and the like."""
    kind: str
    """lower limit, upper limit, capability, resource, handling, lane, offer, ..."""
    window: str
    level: float
    bound: float
    unit: str
    shadow_price: float | None
    """[money / unit] Change of cost for one more unit of the bound; None: not known."""


@dataclass(frozen=True)
class CapacityUse:
    """How much of a capacity is used."""

    subject: str
    kind: str
    period: str
    used: float
    available: float
    unit: str

    @property
    def share(self) -> float | None:
        """[1] Used part, or None where nothing is available."""
        return self.used / self.available if self.available > 0 else None


def capacity_use(run: Run) -> list[CapacityUse]:
    """Return the use of every capacity, fullest first (label table `capacity`)."""
    uses = [
        CapacityUse(
            text_of(row["subject"]),
            text_of(row["kind"]),
            text_of(row["period"]),
            number_of(row["used"]) or 0.0,
            available,
            text_of(row["unit"]),
        )
        for row in label_rows(run, "capacity")
        if (available := number_of(row["available"])) is not None
    ]
    return sorted(uses, key=lambda use: (-(use.share or 0.0), use.kind, use.subject, use.period))


def what_binds(run: Run) -> list[Binding]:
    """Return limits at a bound, then capacities that are full, each in order of its name."""
    duals = [
        (set(_WORD.findall(text_of(row["key"]))), text_of(row["name"]), number_of(row["dual_fixed_openings"]))
        for row in records(run.table(Dual))
        if text_of(row["kind"]) == "row"
    ]
    found: list[Binding] = []
    for row in records(run.table(LimitResult)):
        limit, attribute, window = (text_of(row[column]) for column in ("limit", "attribute", "window"))
        value = number_of(row["value"]) or 0.0
        sides: tuple[tuple[Literal["upper", "lower"], int], ...] = (("upper", 1), ("lower", -1))
        for side, sign in sides:
            bound = number_of(row[side])
            if bound is None or sign * (value - bound) < -_TOLERANCE * max(1.0, abs(bound)):
                continue
            words = [limit, attribute, window] if attribute else [limit, window]
            price = _shadow_price(duals, words, "limit")
            subject = f"{limit} ({attribute})" if attribute else limit
            found.append(Binding(subject, f"{side} limit", window, value, bound, "", price))
    found.sort(key=lambda binding: (binding.subject, binding.window, binding.kind))
    full = [use for use in capacity_use(run) if (use.share or 0.0) >= 1 - _TOLERANCE]
    for use in sorted(full, key=lambda use: (use.kind, use.subject, use.period)):
        price = _shadow_price(duals, [*_WORD.findall(use.subject), use.period], "")
        found.append(Binding(use.subject, use.kind, use.period, use.used, use.available, use.unit, price))
    return found


def _shadow_price(
    duals: Iterable[tuple[set[str], str, float | None]], words: Iterable[str], family: str
) -> float | None:
    """Return the largest shadow price of the rows whose name has `family` and whose key has all the words."""
    wanted = set(words)
    prices = [price for key, name, price in duals if wanted <= key and family in name and price is not None]
    return max(prices, key=abs, default=None)
