"""The answer of `corridor duty` over a range of days: when the duty changed, to what, and why."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from rich.console import Console
from rich.table import Table
from rich.text import Text

from corridor.law.timeline import Stretch


def timeline_json(stretches: Sequence[Stretch]) -> dict[str, Any]:
    """Return a timeline for machines; an unknown rate is null."""
    return {
        "timeline": [
            {
                "from": one.first.isoformat(),
                "to": one.last.isoformat(),
                "total_rate": None if one.stack.total_rate is None else float(f"{one.stack.total_rate:.12g}"),
                "specifics": dict(one.stack.specifics),
                "status": one.stack.status,
                "changes": list(one.changes),
            }
            for one in stretches
        ],
        "horizon": stretches[0].stack.horizon.isoformat(),
    }


def print_timeline(stretches: Sequence[Stretch], console: Console | None = None) -> None:
    """Print a timeline for people: a line for each stretch of days on which the duty stays the same."""
    console = console or Console()
    goods = stretches[0].stack.goods
    claim = f", claim {goods.claim}" if goods.claim else ""
    console.print(Text(f"Duty on {goods.code} of {goods.origin} into {goods.importer}{claim}", style="bold"))
    table = Table(show_lines=True)
    for column in ("from", "to", "duty", "status", "what changed"):
        table.add_column(column, overflow="fold")
    for one in stretches:
        duty = "unknown" if one.stack.total_rate is None else f"{100 * one.stack.total_rate:.2f} %"
        duty += "".join(f" + {each:.6g} per {unit}" for unit, each in one.stack.specifics)
        cells = (one.first.isoformat(), one.last.isoformat(), duty, one.stack.status, "\n".join(one.changes))
        table.add_row(*map(Text, cells))
    console.print(table)
    console.print(Text(f"Law known to {stretches[0].stack.horizon.isoformat()}; later entries are projections."))
