"""Table of what a plan opens and closes."""

from __future__ import annotations

from collections.abc import Mapping

from corridor.report.fixed_costs import LINES
from corridor.report.money import in_cents, share_out, short_money
from corridor.report.names import NBSP, Names
from corridor.report.openings import Decision, decisions
from corridor.report.sheet import Column, Fields, Sheet
from corridor.report.sheets_bounds import subject_text
from corridor.report.short_names import short_names
from corridor.result.run import Run
from corridor.schema.row import EACH

_MOST = 3
"""Openings that are named in a line."""
_LONGEST = 36
"""[characters] Of their names there."""

_WORDS = {
    "capability": "process",
    "handling": "depot",
    "lane": "lane",
    "offer": "offer",
    "order": "order",
    "tooling": "tooling",
    "election": "averaging election",
}


def opening_sheet(run: Run, printed: Mapping[str, int], names: Names) -> Sheet:
    """Return what is opened and closed, from which period, and what it costs."""
    found = decisions(run)
    fixed, opening, closing = _cents(found, printed, names)
    fields: Fields = [
        (Column("Site"), [_place(item, names) for item in found]),
        (Column("Kind"), [_WORDS.get(item.kind, item.kind) for item in found]),
        (Column("What"), [_what(item, names) for item in found]),
        (Column("Code", show="workbook"), [item.subject for item in found]),
        (Column("What happens"), [item.words for item in found]),
        (Column("Opening cost", "money", names.currency, total="sum"), opening),
        (Column("Closing cost", "money", names.currency, total="sum"), closing),
        (Column("Fixed cost", "money", names.currency, total="sum"), fixed),
    ]
    note = (
        "Everything that has an open/closed decision: what is opened comes first, then what is closed, what stays "
        "open, what stays closed. The costs are those of the whole horizon."
    )
    return Sheet.of("opened and closed", "Opened and closed", fields, note, "The model has nothing to open or close.")


def opening_words(run: Run, names: Names) -> list[str]:
    """Return what is opened and what is closed as one line each, none where nothing is."""
    found = decisions(run)
    lines = []
    for word, picked, cost in (
        ("Opened", [item for item in found if item.opens], sum(item.opening_cost for item in found)),
        ("Closed", [item for item in found if item.closes], sum(item.closing_cost for item in found)),
    ):
        if not picked:
            continue
        sites = short_names([_place(item, names) for item in picked], _LONGEST)
        what = [
            f"{sites[i]} ({', '.join(filter(None, [_what(item, names), windows[0]]))})"
            for i, item in enumerate(picked[:_MOST])
            for windows in [item.opens if word == "Opened" else item.closes]
        ]
        more = f" and {len(picked) - _MOST} more" if len(picked) > _MOST else ""
        cents = in_cents(cost, names.money_unit)
        price = f", for {short_money(cents)}{NBSP}{names.currency} in all" if cents else ""
        lines.append(f"{word} ({len(picked)}){price}: {'; '.join(what)}{more}.")
    return lines


def _cents(found: list[Decision], printed: Mapping[str, int], names: Names) -> tuple[list[int], list[int], list[int]]:
    """Return fixed, opening and closing costs [cent]; for each cost line they add up to what is printed there."""
    columns: tuple[list[int], list[int], list[int]] = ([], [], [])
    by_line: dict[str, list[int]] = {}
    for i, item in enumerate(found):
        by_line.setdefault(LINES.get(item.kind, ""), []).append(i)
    cents = {i: [0, 0, 0] for i in range(len(found))}
    for line, members in by_line.items():
        amounts = [
            amount for i in members for amount in (found[i].fixed_cost, found[i].opening_cost, found[i].closing_cost)
        ]
        shared = share_out(amounts, names.money_unit, printed.get(line))
        for place, i in enumerate(members):
            cents[i] = shared[3 * place : 3 * place + 3]
    for i in range(len(found)):
        for column, amount in zip(columns, cents[i], strict=True):
            column.append(amount)
    return columns


def _place(item: Decision, names: Names) -> str:
    """Return the site of a decision, or both of a lane; for an offer its code."""
    head = item.subject.split(":")[0]
    if head in names.offers:
        return names.offer(head)
    return " to ".join(names.site(code) for code in head.split(">"))


def _what(item: Decision, names: Names) -> str:
    """Return what is open or closed there: the process, or the way and the goods."""
    rest = [part for part in item.subject.split(":")[1:] if part != EACH]
    return subject_text(":".join(rest), names) if rest else ""
