"""The plan as one HTML page that needs nothing else: no server, no network, no other file.

Scripts, styles, the world map and the figures all stand in the page. A content security policy forbids every
request and every script but the two the page was written with, by their hash.
"""

from __future__ import annotations

import base64
import hashlib
import json
from dataclasses import replace
from html import escape
from importlib.resources import files
from pathlib import Path
from string import Template
from typing import Any

from corridor.errors import UsageError
from corridor.report.carried import carried_goods
from corridor.report.charts import duty_data, landed_data, sankey_sheet, waterfall_data
from corridor.report.content import Content
from corridor.report.delivered import Demands
from corridor.report.map_section import lane_sheet, map_section, stage_colour
from corridor.report.markup import open_table, paragraphs, table
from corridor.report.page_head import subtitle, tiles, verdict
from corridor.report.plan_table import plan_table
from corridor.report.remarks import CHECK_WARNINGS, SOLVE_WARNINGS, plural, remarks
from corridor.report.sankey import flow_chart
from corridor.report.sankey_data import sankey_data
from corridor.report.sheets_bounds import fullest_capacities
from corridor.report.sheets_cost import spent
from corridor.report.sheets_stock import stock_by_period
from corridor.result.run import Run

_TABLES = (
    "landed cost",
    "landed cost per unit",
    "duty",
    "fees",
    "quotas",
    "claims denied",
    "limits",
    "what binds",
)
"""Sheets of the workbook that the page shows as they are."""
_SUMMED_UP = ("plan by stage", "capacity")
"""Those that a short table stands before; in print that is enough."""
_ECHARTS = "vendor/echarts-6.1.0-corridor.min.js"


def write_page(run: Run, path: Path) -> None:
    """Write the page of a run. Raises UsageError where the file cannot be written."""
    try:
        path.write_text(page_of(run), encoding="utf-8")
    except OSError as error:
        raise UsageError(f"{path}: the page cannot be written ({error.strerror}). Give another path.") from error


def page_of(run: Run) -> str:
    """Return the page of a run as text; without a plan a short one, which says what to try."""
    content = Content.of(run)
    shared = {"disclaimer": f'<p class="disclaimer">{escape(content.disclaimer)}</p>', "about": _about(content)}
    if not content.has_plan:
        return _filled("no_plan.html", **shared, head=_head(content, _policy()))
    library, script = _asset(_ECHARTS), _asset("page.js")
    head = _head(content, _policy(library, script))
    return _filled("page.html", **shared, head=head, library=library, script=script, **_plan(content))


def _head(content: Content, policy: str) -> str:
    """Return how every page begins: title, style, and how the run ended."""
    return _filled(
        "head.html",
        policy=policy,
        title=escape(content.title),
        style=_asset("page.css"),
        subtitle=escape(subtitle(content)),
        verdict=verdict(content),
    )


def _about(content: Content) -> str:
    """Return the sections about the run, which every page ends with."""
    return _filled(
        "about.html",
        assumptions=_assumptions(content),
        summary=table(content.sheet("summary")),
        solver=table(content.sheet("solver"), "screen"),
    )


def _plan(content: Content) -> dict[str, str]:
    """Return what the page shows of a plan: charts, tables and their data."""
    run = content.run
    goods = carried_goods(run, content.landed)
    chart = flow_chart(run, content.landed, content.stages)
    drawing, map_words = map_section(content, goods)
    landed = landed_data(content)
    data = {
        "currency": content.names.currency,
        "sankey": sankey_data(chart, content),
        "waterfall": waterfall_data(content.printed),
        "landed": landed,
        "duty": duty_data(content),
    }
    return {
        "tiles": tiles(content),
        "short": _short(content),
        "map": drawing,
        "map_note": escape(map_words),
        "legend": _legend(content),
        "lanes": table(content.told(lane_sheet(content, goods))),
        "plan_summary": plan_table(content),
        "links": table(content.told(sankey_sheet(chart, content)), "screen"),
        "landed_charts": _landed_charts(landed),
        "fullest": open_table(content.told(fullest_capacities(run, content.names))),
        "openings": open_table(content.sheet("opened and closed")),
        "claims": table(content.sheet("claims")),
        "not_claimed": table(content.sheet("not claimed")),
        "stock": table(content.told(stock_by_period(run, content.names))),
        "demand": table(content.sheet("demand"), "screen"),
        "costs": table(spent(content.sheet("costs"))),
        **{name.replace(" ", "_"): table(content.sheet(name)) for name in _TABLES},
        **{name.replace(" ", "_"): table(content.sheet(name), "screen") for name in _SUMMED_UP},
        "data": _json(data),
    }


def _short(content: Content) -> str:
    """Return the section on demand that stays short, nothing where none does."""
    sheet = content.sheet("demand")
    if not sheet.amber:
        return ""
    rows = tuple(row for i, row in enumerate(sheet.rows) if i in sheet.amber)
    short = replace(sheet, title="Demand that stays short", rows=rows, amber=frozenset(range(len(rows))))
    return f'<section id="short"><h2>Demand that stays short</h2>{open_table(short)}</section>'


def _filled(template: str, **parts: str) -> str:
    """Return a template with its parts; what looks like a placeholder within a part stays as it is."""
    return Template(_asset(template)).substitute(parts)


def _asset(name: str) -> str:
    return files("corridor.report").joinpath("assets", name).read_text(encoding="utf-8")


def _policy(*scripts: str) -> str:
    """Return the content security policy: nothing from outside, and only these scripts, if any."""
    if not scripts:
        return "default-src 'none'; style-src 'unsafe-inline'"
    hashes = " ".join(
        f"'sha256-{base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()}'" for script in scripts
    )
    return f"default-src 'none'; style-src 'unsafe-inline'; img-src data:; script-src {hashes}"


def _json(data: object) -> str:
    """Return JSON that cannot end the script element it stands in."""
    text = json.dumps(data, allow_nan=False, ensure_ascii=True)
    return text.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026")


def _legend(content: Content) -> str:
    items = [
        f'<li><span class="swatch stage{stage_colour(stage)}"></span>{escape(content.stages.label(stage))}</li>'
        for stage in content.stages.titles
    ]
    marks = [("dot", "site"), ("dot market", "site with demand")]
    if Demands.of(content.run).short:
        marks.append(("dot market short", "demand that stays short"))
    items += [f'<li><span class="swatch {look}"></span>{words}</li>' for look, words in marks]
    return "".join(items)


def _landed_charts(charts: list[dict[str, Any]]) -> str:
    return "".join(
        f'<div class="chart" data-chart="landed" data-index="{i}" role="img" '
        f'aria-label="Landed cost of one unit of {escape(chart["product"])} by demand and cost line"></div>'
        for i, chart in enumerate(charts)
    )


def _assumptions(content: Content) -> str:
    """Return what the plan rests on; without a plan the warnings stand at the top of the page instead."""
    above = () if content.has_plan else (SOLVE_WARNINGS, CHECK_WARNINGS)
    parts = [
        f"<h3>{plural(kind)}</h3>{paragraphs(texts)}"
        for kind, texts in remarks(content.run).items()
        if texts and kind not in above
    ]
    return "".join(parts) or '<p class="empty">The run names no assumptions.</p>'
