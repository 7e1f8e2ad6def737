"""Limits of the planner as rows: which variables they sum, with which weights, in which windows."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

import pandas as pd

from corridor.network.bounds import Useful
from corridor.network.loads import Loads
from corridor.network.lookups import Lookups
from corridor.network.openings import OpeningRows
from corridor.schema.filter_language import Filter, parse
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
        chosen = _chosen(frames[of.table], of)
        groups = (
            [("", chosen)]
            if not limit.attribute_by
            else [
                (str(value), part)
                for value, part in chosen.groupby(_attribute(limit, of.table), sort=True)
                if value != ""  # A site without a company has no owner to limit.
            ]
        )
        whole = parse(limit.within) if limit.within else None
        for attribute, part in groups:
            named = of.periods(lookups.calendar.codes)
            for window, periods in lookups.calendar.windows(limit.per).items():
                if named.isdisjoint(lookups.calendar.codes[t] for t in periods):
                    continue
                inside = part[part["t"].isin(periods)]
                if limit.form == "count":
                    scale = lookups.calendar.prorate(limit.per, periods)
                    _count(found, limit, of.table, attribute, window, inside, useful, openings, scale)
                elif limit.form == "share" and whole is not None:
                    total = _chosen(frames[whole.table], whole)
                    total = total[total["t"].isin(periods)]
                    _share(found, limit, of.table, whole.table, attribute, window, inside, total)
                elif len(inside) or (limit.lower or 0.0) > 0:
                    scale = lookups.calendar.prorate(limit.per, periods)
                    row = _row(
                        found,
                        limit,
                        attribute,
                        window,
                        "total",
                        _scaled(limit.lower, scale),
                        _scaled(limit.upper, scale),
                    )
                    _terms(found.terms[of.table], row, inside, limit.measure, 1.0)
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


def _chosen(frame: pd.DataFrame, chosen: Filter) -> pd.DataFrame:
    keep = pd.Series(True, index=frame.index)
    for condition in chosen.conditions:
        hit = frame[condition.column].isin(condition.values)
        keep &= ~hit if condition.negated else hit
    return frame[keep]


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


def _terms(terms: list[tuple[int, int, float]], row: int, part: pd.DataFrame, measure: str, factor: float) -> None:
    for number, weight in zip(part.index, part[measure], strict=True):
        if weight * factor != 0.0:
            terms.append((row, int(number), float(weight) * factor))


def _share(
    found: LimitRows,
    limit: Limit,
    of_table: str,
    within_table: str,
    attribute: str,
    window: str,
    part: pd.DataFrame,
    total: pd.DataFrame,
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
        _terms(found.terms[of_table], row, part, limit.measure, 1.0)
        _terms(found.terms[within_table], row, total, limit.measure, -share)
        _terms(found.wholes[within_table], row, total, limit.measure, 1.0)


def _count(
    found: LimitRows,
    limit: Limit,
    table: str,
    attribute: str,
    window: str,
    part: pd.DataFrame,
    useful: Useful,
    openings: OpeningRows,
    scale: float,
) -> None:
    """Count the sites that carry something: a decision each, linked by what can be of use there."""
    if not len(part) and not (limit.lower or 0.0) > 0:
        return
    row = _row(found, limit, attribute, window, "count", limit.lower, limit.upper)
    column = "from_site" if table == "flows" else "site"
    for site, carried in part.groupby(column, sort=True):
        subject = f"{limit.limit}:{attribute}:{site}"
        decision = openings.add("count", subject, window, int(carried["t"].min()), 0.0)
        found.counted.append((row, decision))
        # In stock the same goods lie in each period.
        times = float(carried["t"].nunique()) if table == "stocks" else 1.0
        most = useful.within(math.inf, dict.fromkeys(sorted(carried["product"].unique()), times))
        loads = found.loads[table]
        load = loads.add(subject, window, 0.0)
        loads.members.extend((load, int(number), 1.0) for number in carried.index)
        loads.upper.append((load, decision, most))
        if limit.threshold > 0:
            loads.lower.append((load, decision, limit.threshold * scale))
