"""Limits of the planner as rows: which variables they sum, with which weights, in which windows."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

import numpy as np
import pandas as pd

from corridor.network.bounds import Useful
from corridor.network.filtered import Chosen, by_value, chosen_by
from corridor.network.loads import Loads
from corridor.network.lookups import Lookups
from corridor.network.openings import OpeningRows
from corridor.schema.filter_language import parse
from corridor.schema.moving import Limit

TABLES = ("flows", "purchases", "production", "deliveries", "stocks")
"""Tables a filter can name."""


class LimitRow(NamedTuple):
    """One side of a limit, for one attribute value, in one window: lower <= sum <= upper."""

    limit: str
    attribute: str
    window: str
    side: str
    """total, count, or of a share: upper, lower"""
    lower: float
    upper: float
    price: float
    """[money per unit of violation] NaN: hard"""
    share: float
    """[1] The share that `side` compares with; NaN unless the limit is a share"""


@dataclass
class LimitRows:
    """Limit rows and their terms by table."""

    rows: list[LimitRow] = field(default_factory=list)
    terms: dict[str, list[tuple[int, int, float]]] = field(default_factory=lambda: {t: [] for t in TABLES})
    """table -> (limit row, row of the table, weight)"""
    wholes: dict[str, list[tuple[int, int, float]]] = field(default_factory=lambda: {t: [] for t in TABLES})
    """table -> terms of what a share is taken of, with the weight of the measure alone"""
    counted: list[tuple[int, int]] = field(default_factory=list)
    """(limit row, decision)"""
    loads: dict[str, Loads] = field(default_factory=lambda: {t: Loads() for t in TABLES})
    """What a counted site carries, by table."""


def build_limits(
    lookups: Lookups, frames: Mapping[str, pd.DataFrame], useful: Useful, openings: OpeningRows
) -> LimitRows:
    """Return the rows of every limit.

    `frames` hold, for each of `TABLES`, one line per variable with the columns a filter may name, the weights
    `quantity`, `mass`, `value` and `cost`, and the period number `t`.
    """
    found = LimitRows()
    for limit in lookups.model.tables[Limit]:
        of = parse(limit.of)
        chosen = chosen_by(frames[of.table], of)
        whole = parse(limit.within) if limit.within else None
        within = None if whole is None else chosen_by(frames[whole.table], whole)
        groups = by_value(chosen, _attribute(limit, of.table)) if limit.attribute_by else {"": chosen}
        named = of.periods(lookups.calendar.codes)
        for attribute, part in groups.items():
            for window, periods in lookups.calendar.windows(limit.per).items():
                if named.isdisjoint(lookups.calendar.codes[t] for t in periods):
                    continue
                inside = part.during(periods)
                scale = lookups.calendar.prorate(limit.per, periods)
                if limit.form == "count":
                    _count(found, limit, of.table, attribute, window, inside, useful, openings, scale)
                elif limit.form == "share" and whole is not None and within is not None:
                    total = within.during(periods)
                    _share(found, limit, of.table, whole.table, attribute, window, inside, total)
                elif len(inside) or (limit.lower or 0.0) > 0:
                    bounds = _scaled(limit.lower, scale), _scaled(limit.upper, scale)
                    row = _row(found, limit, attribute, window, "total", *bounds)
                    found.terms[of.table].extend(inside.terms(row, limit.measure, 1.0))
    return found


def _scaled(bound: float | None, scale: float) -> float | None:
    """Return a bound per window; a total per year counts in proportion to the days of the window."""
    return None if bound is None else bound * scale


def _attribute(limit: Limit, table: str) -> str:
    return (
        "country"
        if limit.attribute_by == "from_country" and table != "flows"
        else ("from_site" if limit.attribute_by == "site" and table == "flows" else limit.attribute_by)
    )


def _row(
    found: LimitRows,
    limit: Limit,
    attribute: str,
    window: str,
    side: str,
    lower: float | None,
    upper: float | None,
    share: float = math.nan,
) -> int:
    found.rows.append(
        LimitRow(
            limit.limit,
            attribute,
            window,
            side,
            -math.inf if lower is None else lower,
            math.inf if upper is None else upper,
            math.nan if limit.price is None else limit.price,
            share,
        )
    )
    return len(found.rows) - 1


def _share(
    found: LimitRows,
    limit: Limit,
    of_table: str,
    within_table: str,
    attribute: str,
    window: str,
    part: Chosen,
    total: Chosen,
) -> None:
    """Add `of <= share x within` and `of >= share x within`: linear, whatever the whole turns out to be."""
    if not len(part) and not len(total):
        return
    for side, share in (("upper", limit.upper), ("lower", limit.lower)):
        if share is None:
            continue
        row = _row(
            found,
            limit,
            attribute,
            window,
            side,
            0.0 if side == "lower" else None,
            0.0 if side == "upper" else None,
            share,
        )
        found.terms[of_table].extend(part.terms(row, limit.measure, 1.0))
        found.terms[within_table].extend(total.terms(row, limit.measure, -share))
        found.wholes[within_table].extend(total.terms(row, limit.measure, 1.0))


def _count(
    found: LimitRows,
    limit: Limit,
    table: str,
    attribute: str,
    window: str,
    part: Chosen,
    useful: Useful,
    openings: OpeningRows,
    scale: float,
) -> None:
    """Count the sites that carry something: a decision each, linked by what can be of use there."""
    if not len(part) and not (limit.lower or 0.0) > 0:
        return
    row = _row(found, limit, attribute, window, "count", limit.lower, limit.upper)
    for site, carried in by_value(part, "from_site" if table == "flows" else "site").items():
        periods, subject = carried.of("t", np.int64), f"{limit.limit}:{attribute}:{site}"
        decision = openings.add("count", subject, window, int(periods.min()), 0.0)
        found.counted.append((row, decision))
        # In stock the same goods lie in each period.
        times = float(len(np.unique(periods))) if table == "stocks" else 1.0
        most = useful.within(math.inf, dict.fromkeys(sorted(set(carried.of("product"))), times))
        loads = found.loads[table]
        load = loads.add(subject, window, 0.0)
        loads.members.extend((load, number, 1.0) for number in carried.numbers.tolist())
        loads.upper.append((load, decision, most))
        if limit.threshold > 0:
            loads.lower.append((load, decision, limit.threshold * scale))
