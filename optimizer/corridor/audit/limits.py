"""Limits: the planner's bounds on totals, shares and counts, and the price of those that give way."""

from __future__ import annotations

import math
from collections.abc import Iterable
from fractions import Fraction
from functools import cache
from operator import itemgetter
from typing import Any

from corridor.audit.case import Case
from corridor.audit.checks import COST_TOLERANCE, Check, Checks, Refusal, Term, column, exact
from corridor.audit.counts import check_count
from corridor.audit.limit_instances import Instance, instances
from corridor.audit.records import Record, records
from corridor.schema.filter_language import Filter, parse
from corridor.schema.moving import Limit
from corridor.schema.results import LimitResult


def check(case: Case) -> Checks:
    """Yield the rows of each limit in each window, for each value of its attribute."""
    stored = {(row.limit, row.attribute, row.window): row for row in case.plan[LimitResult]}
    read = cache(lambda table: records(case, table))
    for limit in case.book.limits.values():
        try:
            of, within = parse(limit.of), parse(limit.within) if limit.within else None
        except ValueError as fault:
            yield Refusal("limits", limit.limit, f"the filter cannot be read: {fault}")
            continue
        chosen = _chosen(read(of.table), of)
        whole = _chosen(read(within.table), within) if within else []
        for instance in instances(case, limit, chosen, whole, stored):
            stored.pop((limit.limit, instance.attribute, instance.window), None)
            yield from check_count(case, instance) if limit.form == "count" else _check(instance)
            yield from _columns(instance)
    for row in stored.values():
        key = f"{row.limit} {row.attribute} {row.window}"
        yield Refusal("limits", key, "the limit does not hold for this window or attribute", row.excess)


def _chosen(rows: Iterable[Record], wanted: Filter) -> list[Record]:
    """Return the rows that a filter means. Rows that look alike to it are judged once."""
    if not wanted.conditions:
        return list(rows)
    seen = itemgetter(*(condition.column for condition in wanted.conditions))
    judged: dict[Any, bool] = {}
    found: list[Record] = []
    for row in rows:
        looks = seen(row.columns)
        if looks not in judged:
            judged[looks] = wanted.accepts(row.columns)
        if judged[looks]:
            found.append(row)
    return found


def _measured(limit: Limit, rows: Iterable[Record], factor: Fraction | int) -> list[Term]:
    """Return what rows count in the measure of a limit, times a factor."""
    if limit.measure in ("quantity", "sites"):
        return [(factor, row.quantity) for row in rows]
    return [(factor * row.unit(limit.measure), row.quantity) for row in rows]


def _check(one: Instance) -> Checks:
    """Yield the rows of a total or a share, and that the value shown is the one they have."""
    limit, excess = one.limit, one.row.excess if one.row else 0.0
    share = limit.form == "share"
    for bound, side, text in ((limit.lower, -1, "below its lower"), (limit.upper, 1, "above its upper")):
        if bound is None:
            continue
        level = exact(bound) * -side
        limited = _measured(limit, one.within, level) if share else [(level * one.scale, 1)]
        terms: list[Term] = [*_measured(limit, one.of, side), *limited, (-1, excess)]
        yield Check("limits", one.key, f"the limit is {text} bound", terms, "<=")
    if one.row is None:
        return
    stands = one.row.value
    shown: list[Term] = _measured(limit, one.within, -Fraction(stands)) if share else [(-1, stands)]
    terms = [*shown, *_measured(limit, one.of, 1)]
    yield Check(
        "columns",
        f"limits {one.key}",
        "column `value` is not where the limit stands",
        terms,
        "=",
        COST_TOLERANCE,
    )


def _columns(one: Instance) -> Checks:
    """Yield that only a priced limit gives way, at its price, and that bounds are shown as they are."""
    if one.row is None:
        return
    key, limit = f"limits {one.key}", one.limit
    if limit.price is None:
        yield Check("limits", one.key, "a limit without price cannot give way", [(1, one.row.excess)], "<=")
    yield column("columns", key, "cost", one.row.cost, [(exact(limit.price or 0.0), one.row.excess)])
    for name, shown, given in (("lower", one.row.lower, limit.lower), ("upper", one.row.upper, limit.upper)):
        counted = None if given is None else float(exact(given) * (one.scale if limit.form == "total" else 1))
        if not _alike(shown, given) and not _alike(shown, counted):
            yield Refusal("columns", key, f"column `{name}` is {shown}, the limit says {given}")


def _alike(shown: float | None, right: float | None) -> bool:
    """Return whether a bound is shown as it is, but for the rounding of a float."""
    if shown is None or right is None:
        return shown is right
    return math.isclose(shown, right, rel_tol=float(COST_TOLERANCE))
