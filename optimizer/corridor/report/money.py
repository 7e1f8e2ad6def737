"""Money for people: rounded half-even to the cent, and totals that are the sum of their printed parts.

Inside, money is a float in the model's unit of money. Here it becomes whole cents of the currency, as
integers.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from math import floor

from corridor.report.names import NBSP

_RELATIVE_SLACK = Fraction(1, 10**9)
"""How far a line may be from the sum of its parts, relative to it: what the audit allows."""


def in_cents(amount: float, money_unit: float = 1.0) -> int:
    """Return an amount in cents, rounded half-even.

    `amount` [money]; `money_unit` [currency / money].
    """
    return round(_exact(amount, money_unit))


def share_out(amounts: Sequence[float], money_unit: float = 1.0, printed_total: int | None = None) -> list[int]:
    """Return amounts in cents that add up to their rounded total, by largest remainder.

    `printed_total` [cent] is what the parts must add up to where that figure is printed elsewhere, such as a
    line of the cost table. It is kept if it is the total but for rounding, and not otherwise: then the parts
    are not a breakdown of it, and they add up to their own rounded sum.
    """
    if not amounts:
        return []
    exact = [_exact(amount, money_unit) for amount in amounts]
    whole = sum(exact, Fraction(0))
    total = round(whole)
    if printed_total is not None and abs(whole - printed_total) <= 1 + _RELATIVE_SLACK * abs(whole):
        total = printed_total
    cents = [floor(part) for part in exact]
    by_remainder = sorted(range(len(exact)), key=lambda i: (cents[i] - exact[i], i))
    each, extra = divmod(total - sum(cents), len(cents))
    for rank, i in enumerate(by_remainder):
        cents[i] += each + (1 if rank < extra else 0)
    return cents


def money_text(cents: int) -> str:
    """Return cents as money: 123456 is 1,234.56."""
    sign = "-" if cents < 0 else ""
    return f"{sign}{abs(cents) // 100:,}.{abs(cents) % 100:02d}"


def short_money(cents: int) -> str:
    """Return cents as money in three figures, for charts and tiles: 1.23 m, 45.6 k."""
    value = cents / 100
    for size, letter in ((1e12, "tn"), (1e9, "bn"), (1e6, "m"), (1e3, "k")):
        if abs(value) >= 0.9995 * size:
            value, unit = value / size, f"{NBSP}{letter}"
            break
    else:
        unit = ""
    decimals = 2 if abs(value) < 9.995 else 1 if abs(value) < 99.95 else 0
    return f"{value:,.{decimals}f}{unit}"


def _exact(amount: float, money_unit: float) -> Fraction:
    return Fraction(amount) * Fraction(money_unit) * 100
