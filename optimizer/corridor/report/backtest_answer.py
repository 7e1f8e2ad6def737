"""The answer of `corridor backtest`: every difference between what was paid and what the records say was due."""

from __future__ import annotations

import textwrap
from dataclasses import asdict
from typing import Any

from rich.console import Console
from rich.table import Table
from rich.text import Text

from corridor.law.backtest import Backtest
from corridor.report.disclaimer import ESTIMATE

_WIDE = 120
"""[characters] A terminal narrower than this has no room for a table with sums, cause and citation."""


def backtest_json(found: Backtest) -> dict[str, Any]:
    """Return a back-test for machines. Lines of which something is unknown are in `unpriced`, not in the sums."""
    return {
        "lines": found.lines,
        "expected": found.expected,
        "paid": found.paid,
        "duty_at_risk": found.at_risk,
        "unpriced": [asdict(one) for one in found.unpriced],
        "remarks": [asdict(one) for one in found.remarks],
        "differences": [{**asdict(one), "difference": one.amount} for one in found.differences],
    }


def print_backtest(found: Backtest, console: Console | None = None) -> None:
    """Print a back-test for people: a table where there is room for one, else a paragraph for each difference."""
    console = console or Console()
    if console.width >= _WIDE:
        _print_table(console, found)
    else:
        for one in found.differences:
            line = "fees of the entry" if one.line == "*" else f"line {one.line}"
            sums = f"paid {one.paid:,.2f}, due {one.expected:,.2f}, difference {one.amount:+,.2f}"
            console.print(Text(f"{one.entry}, {line}, {one.programme}: {sums}", style="bold"))
            for text in filter(None, (one.cause, one.citation)):
                for part in textwrap.wrap(text, console.width - 2, break_on_hyphens=False):
                    console.print(Text(f"  {part}"), soft_wrap=True)
    differing = len({(one.entry, one.line) for one in found.differences})
    where = "nothing differs" if not differing else f"differences at {differing} line(s) or entries"
    sums_up = f"{found.lines} line(s), {where}. Paid {found.paid:,.2f}, due {found.expected:,.2f}."
    console.print(Text(sums_up), soft_wrap=True)
    for said in found.unpriced:
        text = f"Not in the sums: entry {said.entry} line {said.line}: {said.text}"
        console.print(Text(text), soft_wrap=True)
    for said in found.remarks:
        console.print(Text(f"Entry {said.entry} line {said.line}: {said.text}"), soft_wrap=True)
    if found.at_risk:
        text = f"{found.at_risk:,.2f} of the duty due rests on annulled measures: refundable or refunded."
        console.print(Text(text), soft_wrap=True)
    console.print(Text(ESTIMATE), soft_wrap=True)


def _print_table(console: Console, found: Backtest) -> None:
    """Print the differences as a table. A word that is too long for its column is broken, never cut."""
    table = Table(show_lines=True)
    for column in ("entry", "line", "programme", "paid", "due", "difference"):
        table.add_column(column, no_wrap=True, justify="right" if column in ("paid", "due", "difference") else "left")
    for column in ("likely cause", "citation"):
        table.add_column(column, overflow="fold")
    for one in found.differences:
        sums = (f"{one.paid:,.2f}", f"{one.expected:,.2f}", f"{one.amount:+,.2f}")
        table.add_row(*map(Text, (one.entry, one.line, one.programme, *sums, one.cause, one.citation)))
    if found.differences:
        console.print(table)
