"""The top of the page: what the run is, how it ended, what to look at, and the key figures."""

from __future__ import annotations

from html import escape

from corridor.report.content import NO_PLAN, Content
from corridor.report.delivered import Demands
from corridor.report.disclaimer import percent, weak_duty_share
from corridor.report.markup import paragraphs
from corridor.report.money import short_money
from corridor.report.names import NBSP, number_of, text_of
from corridor.report.no_plan import hints
from corridor.report.outlook import what_to_look_at
from corridor.report.remarks import CHECK_WARNINGS, SOLVE_WARNINGS, plural, remarks
from corridor.report.sheets_about import audit_word, penalties, status_words

Tile = tuple[str, str, str, str]
"""(name, value, small print, class)"""


def subtitle(content: Content) -> str:
    """Return model, scenario, day of the law and currency."""
    info = content.run.info
    words = [
        f"Model {text_of(info.get('model'))}" if info.get("model") else "",
        f"scenario {text_of(info.get('scenario'))}" if info.get("scenario") else "",
        f"law as known on {text_of(info.get('known_at'))}" if info.get("known_at") else "",
        f"amounts in {content.names.currency}",
    ]
    return ", ".join(word for word in words if word)


def verdict(content: Content) -> str:
    """Return status and audit verdict, and what to look at; without a plan, what to try."""
    run = content.run
    passed = run.info.get("audit") == "passed"
    short = content.has_plan and bool(Demands.of(run).short)
    look = "good" if passed and run.info.get("status") == "optimal" and not short else "fair"
    if run.info.get("audit") == "failed" or not content.has_plan:
        look = "bad"
    audit = f"; audit {audit_word(run)}" if content.has_plan else ""
    words = status_words(run)
    badge = f'<p class="verdict {look}">{escape(words[:1].upper() + words[1:] + audit)}</p>'
    if not content.has_plan:
        return badge + _without_plan(content)
    first = len({product for _, product, _, _ in Demands.of(run).short})
    lines = "".join(
        f'<li class="headline">{escape(line)}</li>' if i < first else f"<li>{escape(line)}</li>"
        for i, line in enumerate(what_to_look_at(run, content.names))
    )
    return f'{badge}<h2>What to look at</h2><ul class="lookat">{lines}</ul>'


def _without_plan(content: Content) -> str:
    """Return what to try, and what check and solve warned of."""
    lines = hints(content.run)
    hint = f'<p class="hint">{escape(lines[0])}</p><ul class="hint">' if lines else ""
    hint += "".join(f"<li>{escape(line)}</li>" for line in lines[1:]) + ("</ul>" if lines else "")
    said = remarks(content.run)
    warnings = "".join(
        f"<h2>{plural(kind)}</h2>{paragraphs(said[kind])}" for kind in (SOLVE_WARNINGS, CHECK_WARNINGS) if said[kind]
    )
    return f'<p class="empty">{escape(NO_PLAN)}</p>{hint}{warnings}'


def tiles(content: Content) -> str:
    """Return the key figures, none without a plan."""
    if not content.has_plan:
        return ""
    info, printed, unit = content.run.info, content.printed, content.names.currency
    gap = number_of(info.get("gap"))
    fined = penalties(printed)
    shown: list[Tile] = [
        (
            "Total cost",
            f"{short_money(sum(printed.values()))}{NBSP}{unit}",
            f"of which penalties {short_money(fined)}" if fined else "",
            "",
        ),
        *_short(content),
        ("Gap", "not known" if gap is None else f"{100 * gap:.2g}{NBSP}%", "no plan is cheaper by more", ""),
        (
            "Import duty",
            f"{short_money(printed.get('cost_duty', 0))}{NBSP}{unit}",
            f"{percent(weak_duty_share(content.run))}{NBSP}% on evidence C or D",
            "",
        ),
        ("Freight", f"{short_money(printed.get('cost_freight', 0))}{NBSP}{unit}", "", ""),
        ("Weakest evidence", text_of(info.get("evidence_weakest")) or "none", "of the duty", ""),
    ]
    return "".join(
        f'<div class="tile{look}"><dt>{escape(name)}</dt><dd>{escape(value)}</dd>'
        f'<dd class="small">{escape(more)}</dd></div>'
        for name, value, more, look in shown
    )


def _short(content: Content) -> list[Tile]:
    """Return a tile for each product that stays short."""
    names = content.names
    return [
        (
            "Short",
            f"{names.amount(met.short, product).split(NBSP)[0]} of {names.amount(met.demanded, product)}",
            f"{percent(met.share)}{NBSP}% of {names.product(product)}",
            " amber",
        )
        for product, met in Demands.of(content.run).by_product().items()
        if met.is_short
    ]
