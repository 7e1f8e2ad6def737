"""Counts: how many sites carry something, held against what the plan decided to count."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from corridor.audit.case import Case
from corridor.audit.checks import Check, Checks, Refusal, Term, column, exact
from corridor.audit.limit_instances import Instance
from corridor.audit.openings import opening_of

NOTHING = 1e-6
"""[unit] A site with no more than this carries nothing."""


def check_count(case: Case, one: Instance) -> Checks:
    """Yield that the sites that count are counted, no other is, and their number keeps its bounds."""
    loads: dict[str, list[Term]] = {}
    for row in one.of:
        loads.setdefault(row.site, []).append((1, row.quantity))
    prefix = f"{one.limit.limit}:{one.attribute}:"
    counted = {
        subject.removeprefix(prefix): opening.open
        for (kind, subject, window), opening in case.decisions.rows.items()
        if kind == "count" and window == one.window and subject.startswith(prefix)
    }
    threshold = exact(one.limit.threshold) * one.scale
    for site in sorted(loads.keys() | counted.keys()):
        terms = loads.get(site, [])
        total = sum(quantity for _, quantity in terms)
        yield from opening_of(case, "count", prefix + site, one.window, total)
        yield from _site(one, site, terms, total, counted.get(site, 0), threshold)
    number: list[Term] = [(1, is_counted) for is_counted in counted.values()]
    yield from _bounds(one, number)


def _site(
    one: Instance, site: str, terms: list[Term], total: float, counted: int, threshold: Fraction
) -> Iterator[Check | Refusal]:
    """Yield that one site is counted if it should be, and not if it should not."""
    key = f"{one.key} {site}"
    if not counted and one.limit.upper is not None:
        text = "a site is not counted and carries enough to count"
        yield Check("limits", key, text, [*terms, (-threshold, 1)], "<=")
    if counted and threshold:
        needed: list[Term] = [(threshold, 1), *((-one_, quantity) for one_, quantity in terms)]
        yield Check("limits", key, "a site is counted and carries less than the threshold", needed, "<=")
    elif counted and one.limit.lower is not None and total <= NOTHING:
        yield Refusal("limits", key, "a site is counted and carries nothing")


def _bounds(one: Instance, number: list[Term]) -> Checks:
    """Yield that the number of counted sites keeps its bounds and is the value shown."""
    limit, excess = one.limit, one.row.excess if one.row else 0.0
    if limit.upper is not None:
        terms: list[Term] = [*number, (-exact(limit.upper), 1), (-1, excess)]
        yield Check("limits", one.key, "more sites are used than the limit allows", terms, "<=")
    if limit.lower is not None:
        terms = [(exact(limit.lower), 1), *((-factor, counted) for factor, counted in number), (-1, excess)]
        yield Check("limits", one.key, "fewer sites are used than the limit asks for", terms, "<=")
    if one.row is not None:
        yield column("columns", f"limits {one.key}", "value", one.row.value, number)
