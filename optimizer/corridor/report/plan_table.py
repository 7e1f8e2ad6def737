"""The plan on the page in one line for each product: how much, and a bar of the sites that do most of it."""

from __future__ import annotations

from html import escape
from itertools import groupby

from corridor.report.content import Content
from corridor.report.map_section import stage_colour
from corridor.report.names import NBSP
from corridor.report.plan_lines import PlanLine, most

_MOST_SITES = 3
"""Sites that are named in a line."""


def plan_table(content: Content) -> str:
    """Return the plan as a table that always stands open."""
    if not content.lines:
        return '<p class="empty">The plan does nothing.</p>'
    rows = []
    for stage, group in groupby(content.lines, key=lambda line: line.stage):
        lines = list(group)
        title = escape(content.stages.label(stage))
        colour = f"stage{stage_colour(stage)}" if stage in content.stages.titles else "demand"
        for i, line in enumerate(lines):
            head = f'<th scope="rowgroup" rowspan="{len(lines)}">{title}</th>' if i == 0 else ""
            rows.append(f"<tr>{head}{_cells(line, content, colour)}</tr>")
    heads = "".join(f"<th scope='col'>{word}</th>" for word in ("Stage", "Product", "Quantity", "Where"))
    return (
        '<div class="scroll"><table class="planlines"><caption>The plan in short</caption>'
        f"<thead><tr>{heads}</tr></thead><tbody>{''.join(rows)}</tbody></table></div>"
        '<p class="note">Quantities over the whole horizon. The bar shows the share of each site; the largest are '
        "named.</p>"
    )


def _cells(line: PlanLine, content: Content, colour: str) -> str:
    names = content.names
    named, others = most(line, names, _MOST_SITES)
    rest = max(0.0, 1.0 - sum(share for _, share in named))
    parts = [share for _, share in named] + ([rest] if others else [])
    bar = "".join(f'<i style="width:{100 * share:.1f}%"></i>' for share in parts)
    words = [f"{escape(name)}{NBSP}{100 * share:.0f}{NBSP}%" for name, share in named]
    words += [f"{others}{NBSP}{'other' if others == 1 else 'others'}{NBSP}{100 * rest:.0f}{NBSP}%"] if others else []
    amount = f"{line.activity} {names.amount(line.quantity, line.product)}"
    return (
        f'<td class="text">{escape(names.product(line.product))}</td><td class="number">{escape(amount)}</td>'
        f'<td class="where"><div class="stack {colour}">{bar}</div>{", ".join(words)}</td>'
    )
