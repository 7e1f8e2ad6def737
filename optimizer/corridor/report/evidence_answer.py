"""The documents that a plan rests on, for people at a terminal."""

from __future__ import annotations

from rich.console import Console
from rich.table import Table
from rich.text import Text

from corridor.report.disclaimer import disclaimer
from corridor.report.evidence_documents import KINDS, PROTECTS, Document
from corridor.report.money import in_cents, money_text
from corridor.report.names import Names
from corridor.result.run import Run

_MOST = 40
"""Documents that are printed; the audit pack has them all."""


def print_evidence(run: Run, found: list[Document], console: Console) -> None:
    """Print documents, those missing first, by the money they protect."""
    names = Names.of(run)
    missing = sum(one.missing for one in found)
    if not found:
        console.print(Text("No claim, origin or content of this plan rests on a document."))
        return
    console.print(Text(f"{len(found)} documents needed, {missing} missing", style="bold"))
    grid = Table(header_style="bold")
    for title in ("", "Document", "What it must say", f"Protects [{names.currency}]", "Status"):
        grid.add_column(title, justify="right" if title.startswith("Protects") else "left", overflow="fold")
    for place, one in enumerate(found[:_MOST], start=1):
        worth = "not known" if one.protects is None else money_text(in_cents(one.protects, names.money_unit))
        style = "yellow" if one.missing else "green"
        grid.add_row(str(place), KINDS[one.kind], Text(one.subject), worth,
                     Text(f"{one.status}: {one.reason}", style=style))  # fmt: skip
    console.print(grid)
    if len(found) > _MOST:
        console.print(Text(f"{len(found) - _MOST} more: see `corridor report --audit`."))
    console.print(Text(PROTECTS, style="dim"))
    console.print(Text(disclaimer(run), style="dim"))
