"""A line of a past entry as goods, amounts and payments."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal

from corridor.law.goods import Amounts, Goods
from corridor.law.parts import BASE_PROGRAMME
from corridor.schema.entries import EntryLine
from corridor.schema.tariff_words import SpecificUnit

CENT = 0.01 + 1e-9
"""[importer currency] Two sums that differ by no more are the same: each may have been rounded."""


def goods_of(line: EntryLine) -> Goods:
    """Return the goods of an entry line."""
    facts = {name.strip(): value.strip() for name, _, value in (part.partition("=") for part in line.facts.split(","))}
    facts.pop("", None)
    if line.mode:
        facts.setdefault("mode", line.mode)
    if line.shipped_from:
        facts.setdefault("shipped_from", line.shipped_from)
    return Goods(line.importer, line.hs, line.origin, line.end_use, line.claim, tuple(sorted(facts.items())))


def amounts_of(line: EntryLine) -> Amounts:
    """Return value and quantities of an entry line, as far as given."""
    quantities: tuple[tuple[SpecificUnit, float], ...] = (("kg", line.kg), ("unit", line.units))
    return Amounts(line.value, tuple((unit, amount) for unit, amount in quantities if amount))


def paid_by_programme(line: EntryLine) -> dict[str, float]:
    """[importer currency] Return what was paid, by programme. Duty paid by a special rate is base duty, too."""
    paid: dict[str, float] = {}
    for part in filter(None, line.paid.split(";")):
        name, _, amount = part.partition(":")
        programme = BASE_PROGRAMME if name == line.claim else name
        paid[programme] = rounded_to_cents(paid.get(programme, 0.0) + float(amount))
    return paid


def same_money(one: float, other: float) -> bool:
    """Return whether two sums are equal but for rounding to the cent."""
    return abs(one - other) <= CENT


def rounded_to_cents(amount: float) -> float:
    """[importer currency] Return an amount to the cent, halves up, as customs does."""
    # A product such as 0.075 x 1000.20 must not fall to the wrong side by the dust of binary fractions.
    return float(Decimal(f"{amount:.9f}").quantize(Decimal("0.01"), ROUND_HALF_UP))
