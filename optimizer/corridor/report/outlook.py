"""What to look at first: how many limits bind, and which full capacities are worth most."""

from __future__ import annotations

from collections import defaultdict

from corridor.report.binding import LIMIT_SIDES, what_binds
from corridor.report.money import in_cents, short_money
from corridor.report.names import Names
from corridor.report.sheets_bounds import subject_text
from corridor.result.run import Run

_MOST = 3
"""Capacities that are named."""


def what_to_look_at(run: Run, names: Names) -> tuple[str, str]:
    """Return two lines: limits at a bound, and the full capacities with the largest shadow price times bound."""
    binding = what_binds(run)
    limits = [item for item in binding if item.kind in LIMIT_SIDES]
    worth: dict[str, float] = defaultdict(float)
    for item in binding:
        if item.kind not in LIMIT_SIDES and item.shadow_price:
            worth[item.subject] += item.worth
    subjects = sorted({item.subject for item in limits})
    first = f"{len(limits)} {'limit is' if len(limits) == 1 else 'limits are'} at the bound"
    if subjects:
        more = f" and {len(subjects) - _MOST} more" if len(subjects) > _MOST else ""
        first += f": {', '.join(subjects[:_MOST])}{more}"
    best = sorted(worth, key=lambda subject: (-worth[subject], subject))[:_MOST]
    if not best:
        return f"{first}.", "No full capacity has a shadow price."
    words = [
        f"{subject_text(subject, names)} ({short_money(in_cents(worth[subject], names.money_unit))} {names.currency})"
        for subject in best
    ]
    return f"{first}.", f"Full capacities with most at stake (shadow price x bound): {'; '.join(words)}."
