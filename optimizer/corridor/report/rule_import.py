"""The answer of `corridor data import-origin`: how many rules were read, and each that was not, with the reason."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from rich.console import Console
from rich.text import Text

from corridor.reference.uk_report import UkCount, UkImport, report
from corridor.report.data_answers import as_json


def rule_import_json(found: UkImport, without: Sequence[str]) -> dict[str, Any]:
    """Return the account of an import for machines; `without`: agreements whose rules decide nothing yet."""
    return {
        "file": found.file,
        **_count(found.total),
        "records": len(found.rows) - found.stand_ins,
        "stand_ins": found.stand_ins,
        "without_provisions": list(without),
        "schemes": [{"scheme": one.scheme, **_count(one)} for one in found.counts],
        "lines": as_json(found.lines),
    }


def print_rule_import(found: UkImport, without: Sequence[str], console: Console | None = None) -> None:
    """Print the account of an import, and which agreements need records of their own before their rules decide."""
    console = console or Console()
    console.print(Text(report(found)), soft_wrap=True)
    if without:
        said = f"No provisions are recorded for {', '.join(without)}: these rules decide nothing until the tables"
        console.print(Text(f"\n{said} agreements, origin_provisions and special_rates have them."), soft_wrap=True)


def _count(count: UkCount) -> dict[str, Any]:
    """Return how many rules were read, and how."""
    kinds = {kind: count.kinds.get(kind, 0) for kind in ("exact", "narrowed", "unread")}
    return {
        "rules": count.rules,
        "read": count.read,
        "share_read": count.share_read,
        **kinds,
        "recorded": count.recorded,
    }
