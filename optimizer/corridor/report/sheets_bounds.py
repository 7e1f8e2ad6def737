"""Tables of capacity use, limits and what binds."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping

from corridor.report.binding import FULL, RELAXED, CapacityUse, capacity_use, shadow_title, share_limits, what_binds
from corridor.report.limit_units import limit_units
from corridor.report.names import Names, number_of, records, text_of
from corridor.report.sheet import Cell, Column, Share, Sheet
from corridor.report.sheets_plan import cents_of
from corridor.result.run import Run
from corridor.schema.results import LimitResult, Opening
from corridor.schema.row import EACH
from corridor.units import unit_words

MOST_CAPACITIES = 15
"""Lines of the capacities that are used most."""


def subject_text(subject: str, names: Names) -> str:
    """Return a subject (SITE:PROCESS, FROM>TO:mode:route:PRODUCT) with names for its codes."""
    parts = re.split(r"([>:])", subject)
    if subject in names.offers:
        return names.offer(subject)
    words = [
        "all products" if part == EACH else names.site_names.get(part) or names.product_names.get(part) or part
        for part in parts
    ]
    return "".join({">": " to ", ":": ", "}.get(word, word) for word in words)


def capacity_sheet(run: Run, names: Names) -> Sheet:
    """Return how much of each capacity is used."""
    rows = tuple(
        (
            subject_text(use.subject, names),
            use.subject,
            use.kind,
            use.period,
            use.used,
            use.available,
            unit_words(use.unit),
            use.share,
        )
        for use in capacity_use(run)
    )
    columns = (
        Column("What"),
        Column("Code", show="workbook"),
        Column("Kind"),
        Column("Period"),
        Column("Used", "quantity"),
        Column("Available", "quantity"),
        Column("Unit"),
        Column("Share used", "share"),
    )
    return Sheet("capacity", "Use of capacity", columns, rows, "", "No capacity is limited.")


def fullest_capacities(run: Run, names: Names) -> Sheet:
    """Return the capacities that are used most over the horizon, one line each."""
    uses: dict[tuple[str, str], list[CapacityUse]] = defaultdict(list)
    for use in capacity_use(run):
        uses[use.kind, use.subject].append(use)
    shares = {
        key: sum(use.used for use in found) / whole
        for key, found in uses.items()
        if (whole := sum(use.available for use in found)) > 0
    }
    ranked = sorted(shares, key=lambda key: (-round(shares[key], 6), -sum(use.used for use in uses[key]), key))
    rows: tuple[tuple[Cell, ...], ...] = tuple(
        (
            subject_text(subject, names),
            kind,
            shares[kind, subject],
            f"{sum((use.share or 0.0) >= FULL for use in uses[kind, subject])} of {len(uses[kind, subject])}",
        )
        for kind, subject in ranked[:MOST_CAPACITIES]
    )
    more = f" {len(ranked) - MOST_CAPACITIES} others are used less: see the table." if len(ranked) > len(rows) else ""
    columns = (Column("What"), Column("Kind"), Column("Used over the horizon", "share"), Column("Periods when full"))
    full = sum(any((use.share or 0.0) >= FULL for use in uses[key]) for key in ranked)
    note = (
        f"Used: what goes through in all periods, of what could. {full:,} of {len(ranked):,} capacities are full in at "
        f"least one period.{more}"
    )
    return Sheet("fullest", "Capacities used most", columns, rows, note, "No capacity is limited.")


def limit_sheet(run: Run, printed: Mapping[str, int], names: Names) -> Sheet:
    """Return where each limit stands."""
    limits = records(run.table(LimitResult))
    shares, units = share_limits(run), limit_units(run)
    money = cents_of(limits, "cost", names, printed.get("cost_limit"))
    rows: list[tuple[Cell, ...]] = [
        (
            text_of(row["limit"]),
            text_of(row["attribute"]),
            text_of(row["window"]),
            *(
                Share(number) if number is not None and text_of(row["limit"]) in shares and part != "excess" else number
                for part in ("lower", "value", "upper", "excess")
                for number in (number_of(row[part]),)
            ),
            unit_words(units.get(text_of(row["limit"]), "")),
            cents,
        )
        for row, cents in zip(limits, money, strict=True)
    ]
    columns = (
        Column("Limit"),
        Column("For"),
        Column("Window"),
        Column("Lower", "quantity"),
        Column("Value", "quantity"),
        Column("Upper", "quantity"),
        Column("Excess", "quantity"),
        Column("Measured in"),
        Column("Price paid", "money", names.currency, total="sum"),
    )
    return Sheet(
        "limits",
        "Limits",
        columns,
        tuple(rows),
        "A share is a percentage of the measure; its excess is in the measure. Empty: products of several units "
        "together.",
        "The model sets no limits." if _known_to_have_none(run) else "No limit has rows in this plan.",
    )


def _known_to_have_none(run: Run) -> bool:
    """Whether the model has tables one file each, and none of limits. A workbook does not say."""
    files = [text_of(name) for name in run.info.get("inputs") or ()]
    return any(name.endswith(".csv") for name in files) and not any("limits" in name for name in files)


def binding_sheet(run: Run, names: Names) -> Sheet:
    """Return what binds, with its shadow price."""
    may_open = len(run.table(Opening)) > 0
    opening = " and only while these sites stay open; it says nothing about opening or closing one" if may_open else ""
    rows = tuple(
        (
            subject_text(item.subject, names),
            item.kind,
            item.window,
            item.level,
            item.bound,
            unit_words(item.unit),
            None if item.shadow_price is None else item.shadow_price * names.money_unit,
            f"{names.currency} per {unit_words(item.per)}",
        )
        for item in what_binds(run)
    )
    columns = (
        Column("What"),
        Column("Kind"),
        Column("Window"),
        Column("Level", "quantity"),
        Column("Bound", "quantity"),
        Column("Unit"),
        Column(shadow_title(run), "unit_money", names.currency),
        Column("Price is in"),
    )
    return Sheet(
        "what binds",
        "What binds",
        columns,
        rows,
        "Below zero: one more unit saves so much: of the bound for a capacity or a total; for a share, one "
        f"{RELAXED}, in the measure of the limit (such as one cell more), not a percentage point. The price holds "
        f"near the plan{opening}. Empty: not known.",
        "No limit is at its bound and no capacity is full.",
    )
