"""Tables of capacity use, limits and what binds."""

from __future__ import annotations

import re
from collections.abc import Mapping

from corridor.report.binding import RELAXED, SHADOW_PRICE, capacity_use, share_limits, what_binds
from corridor.report.names import Names, number_of, records, text_of
from corridor.report.sheet import Cell, Column, Share, Sheet
from corridor.report.sheets_plan import cents_of
from corridor.result.run import Run
from corridor.schema.results import LimitResult
from corridor.schema.row import EACH


def subject_text(subject: str, names: Names) -> str:
    """Return a subject (SITE:PROCESS, FROM>TO:mode:route:PRODUCT) with names for its codes."""
    parts = re.split(r"([>:])", subject)
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
            use.unit,
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


def limit_sheet(run: Run, printed: Mapping[str, int], names: Names) -> Sheet:
    """Return where each limit stands."""
    limits = records(run.table(LimitResult))
    shares = share_limits(run)
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
            cents,
        )
        for row, cents in zip(limits, money, strict=True)
    ]
    columns = (
        Column("Limit"),
        Column("For"),
        Column("Window"),
        Column("Lower", "number"),
        Column("Value", "number"),
        Column("Upper", "number"),
        Column("Excess", "number"),
        Column("Price paid", "money", names.currency, total="sum"),
    )
    return Sheet(
        "limits",
        "Limits",
        columns,
        tuple(rows),
        "Values are in the measure of the limit: product units, tonnes, model money, a share, a count.",
        "The model sets no limits." if _known_to_have_none(run) else "No limit has rows in this plan.",
    )


def _known_to_have_none(run: Run) -> bool:
    """Whether the model has tables one file each, and none of limits. A workbook does not say."""
    files = [text_of(name) for name in run.info.get("inputs") or ()]
    return any(name.endswith(".csv") for name in files) and not any("limits" in name for name in files)


def binding_sheet(run: Run, names: Names) -> Sheet:
    """Return what binds, with its shadow price."""
    rows = tuple(
        (
            subject_text(item.subject, names),
            item.kind,
            item.window,
            item.level,
            item.bound,
            item.unit,
            None if item.shadow_price is None else item.shadow_price * names.money_unit,
            f"{names.currency} per {item.per}",
        )
        for item in what_binds(run)
    )
    columns = (
        Column("What"),
        Column("Kind"),
        Column("Window"),
        Column("Level", "number"),
        Column("Bound", "number"),
        Column("Unit"),
        Column(SHADOW_PRICE, "unit_money", names.currency),
        Column("Price is in"),
    )
    return Sheet(
        "what binds",
        "What binds",
        columns,
        rows,
        "Below zero: one more unit saves so much: of the bound for a capacity or a total; for a share, one "
        f"{RELAXED}, in the measure of the limit (such as one cell more), not a percentage point. The price holds "
        "near the plan and only while these sites stay open; it says nothing about opening or closing one. "
        "Empty: not known.",
        "No limit is at its bound and no capacity is full.",
    )
