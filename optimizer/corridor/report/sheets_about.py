"""Tables about the run: its key figures, and what it rests on."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from corridor.report.delivered import Demands, met_words, short_words
from corridor.report.disclaimer import disclaimer, percent, weak_duty_share
from corridor.report.lines import cost_lines
from corridor.report.money import in_cents, money_text
from corridor.report.names import Names, number_of, text_of
from corridor.report.sheet import Column, Sheet
from corridor.report.sheets_cost import printed_lines
from corridor.result.run import Run

VIEWPOINTS = {"buyer": "prices that the buyer pays", "integrated": "the group's own costs"}
"""Viewpoint of a model -> what its offers are."""


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
    short = short_words(run)
    return f"{status}, but {short}" if short else status


def audit_word(run: Run) -> str:
    """Return the verdict of the audit."""
    return text_of(run.info.get("audit")) or "not done"


def has_plan(run: Run) -> bool:
    """Whether the run ended with a plan."""
    return bool(cost_lines(run))


def key_figures(run: Run, names: Names) -> list[tuple[str, str]]:
    """Return the key figures of a run as (what, value)."""
    info = run.info
    known = [
        ("Model", text_of(info.get("model"))),
        ("Scenario", text_of(info.get("scenario")) or "none"),
        ("Status", status_words(run)),
    ]
    if has_plan(run):
        total = money_text(sum(printed_lines(run, names).values()))
        known += [
            ("Total cost", f"{total} {names.currency}"),
            ("No plan costs less than", _money(info.get("bound"), names)),
            ("Gap", _share(info.get("gap"))),
            ("Duty that rests on evidence C or D", f"{percent(weak_duty_share(run))} %"),
            ("Weakest evidence of duty", text_of(info.get("evidence_weakest"))),
        ]
    known += [
        ("Audit", audit_word(run)),
        ("Offers are", VIEWPOINTS.get(text_of(info.get("viewpoint")), "")),
        ("Law as known on", text_of(info.get("known_at"))),
        ("Law data reach to", text_of(info.get("horizon"))),
    ]
    return [(what, value) for what, value in known if value]


def summary_sheet(run: Run, names: Names) -> Sheet:
    """Return what each demand gets, and the key figures."""
    rows = [("Title", title_of(run)), *_delivered(run, names), *key_figures(run, names)]
    unit = (
        ""
        if names.money_unit == 1
        else f" The model counts money in units of {names.money_unit:,.0f} {names.currency}."
    )
    note = f"All amounts are in {names.currency}, rounded to the cent; totals add up their printed parts.{unit}"
    return Sheet("summary", "Summary", (Column("What"), Column("Value")), tuple(rows), note)


def _delivered(run: Run, names: Names) -> list[tuple[str, str]]:
    """Return what each product and each demand gets, over the horizon; nothing without a plan."""
    if not has_plan(run):
        return []
    demands = Demands.of(run)
    rows = [
        (f"{names.product(product)}, all demand", met_words(met, names.unit(product)))
        for product, met in demands.by_product().items()
    ]
    rows += [
        (f"{names.product(product)} to {names.site(site)}", met_words(met, names.unit(product)))
        for (site, product), met in demands.by_site().items()
    ]
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
    """Return what the plan rests on: assumptions, notes and warnings of the check, the disclaimer."""
    rows = [("Assumption", text_of(words)) for words in run.info.get("assumptions") or ()]
    rows += [("Warning", text_of(words)) for words in run.info.get("warnings") or ()]
    rows += [("Source", text_of(words)) for words in run.info.get("sources") or ()]
    rows.append(("Disclaimer", disclaimer(run)))
    return Sheet("assumptions", "What the plan rests on", (Column("Kind"), Column("Text")), tuple(rows))


def _plain(value: object) -> str:
    """Return a figure as text: numbers with at most six figures behind the point."""
    number = number_of(value)
    if number is None or isinstance(value, str):
        return text_of(value)
    return f"{number:,.6f}".rstrip("0").rstrip(".")


def _money(value: object, names: Names) -> str:
    number = number_of(value)
    return "" if number is None else f"{money_text(in_cents(number, names.money_unit))} {names.currency}"


def _share(value: object) -> str:
    number = number_of(value)
    return "" if number is None else f"{100 * number:.3f} %"
