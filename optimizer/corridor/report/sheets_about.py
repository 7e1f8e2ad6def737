"""Tables about the run: its key figures, and what it rests on."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from corridor.report.delivered import Demands, short_words
from corridor.report.disclaimer import weak_duty_share
from corridor.report.lines import PENALTY_LINES, cost_lines
from corridor.report.money import in_cents
from corridor.report.names import Names, number_of, text_of
from corridor.report.remarks import remarks
from corridor.report.sheet import Cell, Cents, Column, Day, Share, Sheet
from corridor.report.sheets_cost import printed_lines
from corridor.result.run import Run

VIEWPOINTS = {"buyer": "prices that the buyer pays", "integrated": "the group's own costs"}
"""Viewpoint of a model -> what its offers are."""


KeyFigure = tuple[str, Cell, str]
"""(what, value, unit)"""

_SHORT = ": short"
"""How the rows end that say what is missing."""


def title_of(run: Run) -> str:
    """Return what the report is called."""
    title = text_of(run.info.get("title")) or text_of(run.info.get("model")) or "Plan"
    scenario = text_of(run.info.get("scenario"))
    return f"{title}: {scenario}" if scenario else title


def status_words(run: Run) -> str:
    """Return the status; a plan that failed its audit is never called by its status alone."""
    status = text_of(run.info.get("status")) or "unknown"
    if run.info.get("audit") == "failed":
        return f"{status}, but the plan failed its audit: do not use it"
    if not has_plan(run):
        return f"{status}, no plan"
    if status == "feasible":
        status = "feasible, stopped before the gap that was asked"
    short = short_words(run, Names.of(run))
    return f"{status}, but {short}" if short else status


def audit_word(run: Run) -> str:
    """Return the verdict of the audit."""
    return text_of(run.info.get("audit")) or "not done"


def has_plan(run: Run) -> bool:
    """Whether the run ended with a plan."""
    return bool(cost_lines(run))


def key_figures(run: Run, names: Names) -> list[KeyFigure]:
    """Return the key figures of a run."""
    info, unit = run.info, names.currency
    known: list[KeyFigure] = [
        ("Model", text_of(info.get("model")), ""),
        ("Scenario", text_of(info.get("scenario")) or "none", ""),
        ("Status", status_words(run), ""),
    ]
    if has_plan(run):
        printed = printed_lines(run, names)
        bound, gap = number_of(info.get("bound")), number_of(info.get("gap"))
        known += [
            ("Total cost", Cents(sum(printed.values())), unit),
            ("of which penalties", Cents(penalties(printed)) if penalties(printed) else "", unit),
            ("No plan costs less than", "" if bound is None else Cents(in_cents(bound, names.money_unit)), unit),
            ("Gap", "" if gap is None else Share(gap), ""),
            ("Import duty", Cents(printed.get("cost_duty", 0)), unit),
            ("Fees on entries", Cents(printed["cost_fees"]) if printed.get("cost_fees") else "", unit),
            ("Duty that rests on evidence C or D", Share(weak_duty_share(run)), ""),
            ("Weakest evidence of duty", text_of(info.get("evidence_weakest")), ""),
        ]
    known += [
        ("Audit", audit_word(run), ""),
        ("Offers are", VIEWPOINTS.get(text_of(info.get("viewpoint")), ""), ""),
        ("Law as known on", Day(text_of(info.get("known_at"))), ""),
        ("Law data reach to", Day(text_of(info.get("horizon"))), ""),
    ]
    return [(what, value, unit) for what, value, unit in known if value != ""]


def penalties(printed: Mapping[str, int]) -> int:
    """[cent] Return what the plan pays for demand that stays short and for limits that are broken."""
    return sum(printed.get(line, 0) for line in PENALTY_LINES)


def summary_sheet(run: Run, names: Names) -> Sheet:
    """Return what each demand gets, and the key figures. Figures are numbers, so that a formula can take them."""
    rows: list[KeyFigure] = [("Title", title_of(run), ""), *_delivered(run, names), *key_figures(run, names)]
    unit = (
        ""
        if names.money_unit == 1
        else f" The model counts money in units of {names.money_unit:,.0f} {names.currency}."
    )
    note = f"All amounts are in {names.currency}, rounded to the cent; totals add up their printed parts.{unit}"
    amber = frozenset(
        i for i, (what, _, _) in enumerate(rows) if what.endswith(_SHORT) or (what == "Status" and _is_short(run))
    )
    told: tuple[tuple[Cell, ...], ...] = tuple((what, value, measure or None) for what, value, measure in rows)
    return Sheet("summary", "Summary", (Column("What"), Column("Value"), Column("Unit")), told, note, amber=amber)


def _is_short(run: Run) -> bool:
    return has_plan(run) and bool(Demands.of(run).short)


def _delivered(run: Run, names: Names) -> list[KeyFigure]:
    """Return what each product and each demand gets, over the horizon; nothing without a plan."""
    if not has_plan(run):
        return []
    demands = Demands.of(run)
    found = [(f"{names.product(product)}, all demand", product, met) for product, met in demands.by_product().items()]
    found += [
        (f"{names.product(product)} to {names.site(site)}", product, met)
        for (site, product), met in demands.by_site().items()
    ]
    rows: list[KeyFigure] = []
    for what, product, met in found:
        unit = names.unit(product)
        rows += [(f"{what}: demanded", met.demanded, unit), (f"{what}: delivered", met.delivered, unit)]
        if met.is_short:
            rows.append((f"{what}{_SHORT}", met.short, unit))
    return rows


def solver_sheet(run: Run) -> Sheet:
    """Return size, time, versions and inputs of the run."""
    rows: list[tuple[str, str]] = []
    for group, word in (
        ("network", "Network: "),
        ("seconds", "Seconds: "),
        ("versions", "Version of "),
        ("inputs", "Input "),
    ):
        found: Mapping[str, Any] = run.info.get(group) or {}
        rows += [
            (f"{word}{name.replace('_', ' ') if group != 'inputs' else name}", _plain(value))
            for name, value in found.items()
        ]
    return Sheet("solver", "Solver and inputs", (Column("What"), Column("Value")), tuple(rows))


def assumption_sheet(run: Run) -> Sheet:
    """Return what the plan rests on: assumptions, what check, solve and audit said, sources."""
    rows = tuple((kind, words) for kind, texts in remarks(run).items() for words in texts)
    return Sheet("assumptions", "What the plan rests on", (Column("Kind"), Column("Text")), rows)


def _plain(value: object) -> str:
    """Return a figure as text: numbers with at most six figures behind the point."""
    number = number_of(value)
    if number is None or isinstance(value, str):
        return text_of(value)
    return f"{number:,.6f}".rstrip("0").rstrip(".")
