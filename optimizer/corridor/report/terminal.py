"""A run for people at a terminal: what it costs, the plan by tier, what binds, duty, and the verdict."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace

from rich.console import Console
from rich.table import Table
from rich.text import Text

from corridor.report.binding import SHADOW_PRICE, Binding, what_binds
from corridor.report.content import NO_PLAN, Content
from corridor.report.delivered import headlines
from corridor.report.markup import cell_text
from corridor.report.money import in_cents, money_text, share_out
from corridor.report.names import number_of, text_of
from corridor.report.outlook import what_to_look_at
from corridor.report.sheet import Cell, Column, Fields, Sheet
from corridor.report.sheets_about import audit_word, status_words
from corridor.report.sheets_duty import duty_by_programme
from corridor.result.run import Run

_MOST_ROWS = 40
"""Rows of a table that are printed; the workbook and the page have them all."""
_WRAPPED = {"Tier": 12, "Product": 14, "Quantity": 14}
"""[characters] Columns that wrap at this width, so that codes beside them need not be cut."""
_MOST_SITES = 2
"""Sites that are named in a line."""
_LEAST_SHARE = 0.005
"""[1] Sites below this would print as 0 %."""


def print_run(run: Run, console: Console) -> None:
    """Print a run. Names are printed as they are: no markup of the terminal is read from them."""
    content = Content.of(run)
    console.print(Text(content.title, style="bold"))
    for line in _verdict(run, content):
        console.print(line)
    if not content.has_plan:
        console.print(Text(NO_PLAN))
    else:
        for words in what_to_look_at(run, content.names):
            console.print(Text(words))
        _print(console, _lines_that_cost(content.sheet("costs")), ("Cost line", "Amount", "Share of the total"))
        _print(console, _plan(content))
        _print(console, _duty(run, content))
        _print(console, _binding(run, content))
    for words in [*(run.info.get("warnings") or ()), *(run.info.get("audit_findings") or ())]:
        console.print(Text(text_of(words), style="yellow"))
    passed = run.info.get("audit") == "passed"
    console.print(Text(f"Audit: {audit_word(run)}", style="bold green" if passed else "bold red"))
    console.print(Text(content.disclaimer, style="dim"))


def _lines_that_cost(costs: Sheet) -> Sheet:
    """Return the cost table without the lines that are 0."""
    kept = tuple(row for row in costs.rows if row[2])
    return replace(costs, rows=kept or costs.rows)


def _plan(content: Content) -> Sheet:
    """Return the plan by tier, one line for each product: how much, and at which sites."""
    sites: dict[tuple[Cell, ...], list[tuple[float, str]]] = defaultdict(list)
    for number, _, activity, product, code, _, _, quantity, unit in content.sheet("plan by tier").rows:
        key = (content.tiers.label(int(number or 0)), activity, product, unit)
        sites[key].append((-float(quantity or 0.0), str(code)))
    fields: Fields = [
        (Column("Tier"), [key[0] for key in sites]),
        (Column("Product"), [key[2] for key in sites]),
        (
            Column("Quantity"),
            [f"{key[1]} {-sum(size for size, _ in found):,.1f} {key[3]}" for key, found in sites.items()],
        ),
        (Column("Where"), [_where(sorted(found)) for found in sites.values()]),
    ]
    return Sheet.of("plan by tier", "The plan by tier", fields, empty="The plan does nothing.")


def _where(sites: Sequence[tuple[float, str]]) -> str:
    """Return the sites that do most, with their shares, one a line; quantities come with a minus, largest first."""
    total = sum(size for size, _ in sites)
    kept = [(code, size / total) for size, code in sites if size / total >= _LEAST_SHARE]
    words = [f"{code} {100 * share:.0f}%" for code, share in kept[:_MOST_SITES]]
    more = [f"{len(kept) - _MOST_SITES} more"] if len(kept) > _MOST_SITES else []
    return "\n".join([*words, *more])


def _verdict(run: Run, content: Content) -> Iterable[Text]:
    """Yield status, cost, bound and gap."""
    names = content.names
    short = headlines(run, names) if content.has_plan else []
    yield Text(f"Status: {status_words(run)}", style="bold yellow" if short else "")
    if not content.has_plan:
        return
    for words in short:
        yield Text(words, style="bold yellow")
    yield Text(f"Total cost: {money_text(sum(content.printed.values()))} {names.currency}")
    bound, gap = number_of(run.info.get("bound")), number_of(run.info.get("gap"))
    if bound is not None:
        yield Text(f"No plan costs less than: {money_text(in_cents(bound, names.money_unit))} {names.currency}")
    yield Text("Gap: not known" if gap is None else f"Gap: {100 * gap:.3f} %")


def _duty(run: Run, content: Content) -> Sheet:
    """Return duty by programme."""
    rows = duty_by_programme(run)
    cents = share_out([row[2] for row in rows], content.names.money_unit, content.printed.get("cost_duty"))
    columns = (
        Column("Importer"),
        Column("Programme"),
        Column("Duty paid", "money", content.names.currency, total="sum"),
        Column("Weakest evidence"),
    )
    table = tuple((row[0], row[1], cents[i], row[3]) for i, row in enumerate(rows))
    return Sheet("duty", "Duty by programme", columns, table, "", "No duty is due.")


def _binding(run: Run, content: Content) -> Sheet:
    """Return what binds, one line for all windows of a limit or capacity."""
    groups: dict[tuple[str, str], list[Binding]] = defaultdict(list)
    for item in what_binds(run):
        groups[item.kind, item.subject].append(item)
    prices = [
        max((item.shadow_price for item in items if item.shadow_price is not None), key=abs, default=None)
        for items in groups.values()
    ]
    unit = content.names.money_unit
    fields: Fields = [
        (Column("What"), [subject for _, subject in groups]),
        (Column("Kind"), [kind for kind, _ in groups]),
        (Column("Binds in"), [_windows(items) for items in groups.values()]),
        (
            Column(f"{SHADOW_PRICE}, largest", "unit_money", content.names.currency),
            [None if price is None else price * unit for price in prices],
        ),
        (Column("Per"), [items[0].per for items in groups.values()]),
    ]
    return Sheet.of("what binds", "What binds", fields, empty=content.sheet("what binds").empty)


def _windows(items: Sequence[Binding]) -> str:
    windows = sorted(item.window for item in items)
    return windows[0] if len(windows) == 1 else f"{len(windows)} windows, {windows[0]} to {windows[-1]}"


def _print(console: Console, sheet: Sheet, titles: Sequence[str] = ()) -> None:
    """Print a sheet, or only its columns with these titles."""
    if not sheet.rows:
        console.print(Text(f"{sheet.title}: {sheet.empty}"))
        return
    shown = [i for i, column in enumerate(sheet.columns) if not titles or column.title in titles]
    grid = Table(title=sheet.title, title_justify="left", title_style="bold", header_style="bold")
    for i in shown:
        column = sheet.columns[i]
        grid.add_column(
            Text(column.heading),
            justify="right" if column.kind != "text" or column.title == "Quantity" else "left",
            max_width=_WRAPPED.get(column.title),
            min_width=_widest(sheet, i) if column.title == "Where" else None,
            overflow="fold",
        )
    for row in sheet.rows[:_MOST_ROWS]:
        grid.add_row(*_cells(sheet, row, shown))
    totals = sheet.totals()
    if totals is not None and len(sheet.rows) > 1:
        grid.add_section()
        grid.add_row(*_cells(sheet, totals, shown), style="bold")
    console.print(grid)
    if len(sheet.rows) > _MOST_ROWS:
        console.print(Text(f"{len(sheet.rows) - _MOST_ROWS} more rows: see the workbook of `corridor report`."))


def _widest(sheet: Sheet, i: int) -> int:
    """[characters] Longest line in a column."""
    return max(len(line) for row in sheet.rows for line in str(row[i]).split("\n"))


def _cells(sheet: Sheet, row: Sequence[Cell], shown: Sequence[int]) -> list[Text]:
    return [Text(cell_text(sheet.columns[i], row[i])) for i in shown]
