"""What to look at first: what stays short, what opens and closes, which limits bind, which full capacities matter."""

from __future__ import annotations

from collections import defaultdict

from corridor.report.binding import LIMIT_SIDES, Binding, what_binds
from corridor.report.delivered import headlines
from corridor.report.money import in_cents, short_money
from corridor.report.names import NBSP, Names, label_rows
from corridor.report.sheets_bounds import subject_text
from corridor.report.sheets_openings import opening_words
from corridor.result.run import Run
from corridor.schema.results import LimitResult

_MOST = 3
"""Capacities or limits that are named."""


def what_to_look_at(run: Run, names: Names) -> list[str]:
    """Return a line for each thing that a reader must know first; what the plan does not have is not mentioned."""
    binding = what_binds(run)
    limits = [item for item in binding if item.kind in LIMIT_SIDES]
    full = [item for item in binding if item.kind not in LIMIT_SIDES]
    lines = [*headlines(run, names), *opening_words(run, names)]
    if limits:
        lines.append(_limits(limits, names))
    elif len(run.table(LimitResult)) or label_rows(run, "limits"):
        lines.append("No limit is at its bound.")
    lines.append(_capacities(full, names))
    return lines


def _limits(limits: list[Binding], names: Names) -> str:
    """Return which limits bind, and in how many windows."""
    subjects = sorted({item.subject for item in limits})
    windows = f" ({len(limits)} windows)" if len(limits) > len(subjects) else ""
    first = f"{len(subjects)} {'limit' if len(subjects) == 1 else 'limits'}{windows}"
    more = f" and {len(subjects) - _MOST} more" if len(subjects) > _MOST else ""
    told = ", ".join(subject_text(subject, names) for subject in subjects[:_MOST])
    return f"{first} {'is' if len(subjects) == 1 else 'are'} at the bound: {told}{more}."


def _capacities(full: list[Binding], names: Names) -> str:
    """Return which full capacities are worth most."""
    worth: dict[str, float] = defaultdict(float)
    for item in full:
        if item.shadow_price:
            worth[item.subject] += item.worth
    best = sorted(worth, key=lambda subject: (-worth[subject], subject))[:_MOST]
    if not best:
        return "No full capacity has a shadow price."
    words = [
        f"{subject_text(subject, names)} ({short_money(in_cents(worth[subject], names.money_unit))}"
        f"{NBSP}{names.currency})"
        for subject in best
    ]
    return f"Full capacities with most at stake (shadow price x bound): {'; '.join(words)}."
