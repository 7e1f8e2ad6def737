"""The plan as one HTML page that needs nothing else: no server, no network, no other file.

Scripts, styles, the world map and the figures all stand in the page. A content security policy forbids every
request and every script but the two the page was written with, by their hash.
"""

from __future__ import annotations

import base64
import hashlib
import json
from html import escape
from importlib.resources import files
from pathlib import Path
from string import Template
from typing import Any

from corridor.errors import UsageError
from corridor.report.carried import carried_goods
from corridor.report.charts import duty_data, landed_data, sankey_sheet, waterfall_data
from corridor.report.content import NO_PLAN, Content
from corridor.report.delivered import headlines
from corridor.report.disclaimer import percent, weak_duty_share
from corridor.report.map_section import lane_sheet, map_section, tier_colour
from corridor.report.markup import paragraphs, table
from corridor.report.money import short_money
from corridor.report.names import number_of, text_of
from corridor.report.outlook import what_to_look_at
from corridor.report.sankey import flow_chart
from corridor.report.sankey_data import sankey_data
from corridor.report.sheets_about import audit_word, status_words
from corridor.result.run import Run

_ECHARTS = "vendor/echarts-6.1.0-corridor.min.js"


def write_page(run: Run, path: Path) -> None:
    """Write the page of a run. Raises UsageError where the file cannot be written."""
    try:
        path.write_text(page_of(run), encoding="utf-8")
    except OSError as error:
        raise UsageError(f"{path}: the page cannot be written ({error.strerror}). Give another path.") from error


def page_of(run: Run) -> str:
    """Return the page of a run as text."""
    content = Content.of(run)
    goods = carried_goods(run, content.landed)
    chart = flow_chart(run, content.landed, content.tiers)
    drawing, map_words = map_section(content, goods)
    library, script = _asset(_ECHARTS), _asset("page.js")
    landed = landed_data(content)
    data = {
        "currency": content.names.currency,
        "sankey": sankey_data(chart, content),
        "waterfall": waterfall_data(content.printed),
        "landed": landed,
        "duty": duty_data(content),
    }
    note = f'<p class="disclaimer">{escape(content.disclaimer)}</p>'
    return Template(_asset("page.html")).substitute(
        policy=_policy(library, script),
        title=escape(content.title),
        style=_asset("page.css"),
        subtitle=escape(_subtitle(content)),
        verdict=_verdict(content),
        tiles=_tiles(content),
        disclaimer=note,
        map=drawing,
        map_note=escape(map_words),
        legend=_legend(content),
        lanes=table(content.told(lane_sheet(content, goods))),
        links=table(content.told(sankey_sheet(chart, content))),
        landed_charts=_landed_charts(landed),
        **{
            name.replace(" ", "_"): table(content.sheet(name))
            for name in (
                "costs",
                "landed cost",
                "landed cost per unit",
                "duty",
                "plan by tier",
                "capacity",
                "limits",
                "what binds",
                "summary",
                "solver",
            )
        },
        assumptions=_assumptions(run),
        library=library,
        script=script,
        data=_json(data),
    )


def _asset(name: str) -> str:
    return files("corridor.report").joinpath("assets", name).read_text(encoding="utf-8")


def _policy(*scripts: str) -> str:
    """Return the content security policy: nothing from outside, and only these scripts."""
    hashes = " ".join(
        f"'sha256-{base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()}'" for script in scripts
    )
    return f"default-src 'none'; style-src 'unsafe-inline'; img-src data:; script-src {hashes}"


def _json(data: object) -> str:
    """Return JSON that cannot end the script element it stands in."""
    text = json.dumps(data, allow_nan=False, ensure_ascii=True)
    return text.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026")


def _subtitle(content: Content) -> str:
    info = content.run.info
    words = [
        f"Model {text_of(info.get('model'))}" if info.get("model") else "",
        f"scenario {text_of(info.get('scenario'))}" if info.get("scenario") else "",
        f"law as known on {text_of(info.get('known_at'))}" if info.get("known_at") else "",
        f"amounts in {content.names.currency}",
    ]
    return ", ".join(word for word in words if word)


def _verdict(content: Content) -> str:
    """Return status and audit verdict."""
    run = content.run
    passed = run.info.get("audit") == "passed"
    short = headlines(run, content.names) if content.has_plan else []
    look = "good" if passed and run.info.get("status") == "optimal" and not short else "fair"
    if run.info.get("audit") == "failed" or not content.has_plan:
        look = "bad"
    audit = f"; audit {audit_word(run)}" if content.has_plan else ""
    words = status_words(run)
    badge = f'<p class="verdict {look}">{escape(words[:1].upper() + words[1:] + audit)}</p>'
    if not content.has_plan:
        return f'{badge}<p class="empty">{escape(NO_PLAN)}</p>'
    lines = "".join(f'<p class="headline">{escape(line)}</p>' for line in short)
    look_at = "".join(f"<li>{escape(line)}</li>" for line in what_to_look_at(run, content.names))
    return f'{badge}{lines}<h2>What to look at</h2><ul class="lookat">{look_at}</ul>'


def _tiles(content: Content) -> str:
    """Return the key figures, none without a plan."""
    if not content.has_plan:
        return ""
    info, printed, unit = content.run.info, content.printed, content.names.currency
    gap = number_of(info.get("gap"))
    weak = f"{percent(weak_duty_share(content.run))} % on evidence C or D"
    tiles = [
        ("Total cost", f"{short_money(sum(printed.values()))} {unit}", ""),
        ("Gap", "not known" if gap is None else f"{100 * gap:.2g} %", "no plan is cheaper by more"),
        ("Import duty", f"{short_money(printed.get('cost_duty', 0))} {unit}", weak),
        ("Freight", f"{short_money(printed.get('cost_freight', 0))} {unit}", ""),
        ("Weakest evidence", text_of(info.get("evidence_weakest")) or "none", "of the duty"),
    ]
    return "".join(
        f'<div class="tile"><dt>{escape(name)}</dt><dd>{escape(value)}</dd><dd class="small">{escape(more)}</dd></div>'
        for name, value, more in tiles
    )


def _legend(content: Content) -> str:
    items = [
        f'<li><span class="swatch tier{tier_colour(tier)}"></span>{escape(content.tiers.label(tier))}</li>'
        for tier in content.tiers.titles
    ]
    return "".join(items)


def _landed_charts(charts: list[dict[str, Any]]) -> str:
    return "".join(
        f'<div class="chart" data-chart="landed" data-index="{i}" role="img" '
        f'aria-label="Landed cost of one unit of {escape(chart["product"])} by demand and cost line"></div>'
        for i, chart in enumerate(charts)
    )


def _assumptions(run: Run) -> str:
    lists = (
        ("", run.info.get("assumptions")),
        ("Warnings of the solve", run.info.get("warnings")),
        ("Findings of the audit", run.info.get("audit_findings")),
        ("Sources", run.info.get("sources")),
    )
    parts = [
        (f"<h3>{title}</h3>" if title else "") + paragraphs(map(text_of, texts)) for title, texts in lists if texts
    ]
    return "".join(parts) or '<p class="empty">The run names no assumptions.</p>'
