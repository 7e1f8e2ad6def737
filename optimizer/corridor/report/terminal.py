"""A run for people at a terminal: what it costs, the plan by stage, what binds, duty, and the verdict."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from rich.console import Console
from rich.table import Table
from rich.text import Text

from corridor.report.binding import Binding, shadow_title, what_binds
from corridor.report.content import NO_PLAN, Content
from corridor.report.markup import cell_text
from corridor.report.money import in_cents, money_text, share_out
from corridor.report.names import number_of
from corridor.report.no_plan import hints
from corridor.report.outlook import what_to_look_at
from corridor.report.plan_lines import PlanLine
from corridor.report.remarks import warned
from corridor.report.sheet import Cell, Column, Fields, Sheet
from corridor.report.sheets_about import audit_word, penalties, status_words
from corridor.report.sheets_cost import spent
from corridor.report.sheets_duty import duty_by_programme
from corridor.result.run import Run
from corridor.units import unit_words

_MOST_ROWS = 40
"""Rows of a table that are printed; the workbook and the page have them all."""
_MOST_BINDING = 10
"""Lines of what binds that are printed."""
_WRAPPED = {"Stage": 14, "Product": 14, "Quantity": 14, "Binds in": 12, "Per": 14, "Largest shadow price": 14}
"""[characters] Columns that wrap at this width, so that codes beside them need not be cut."""
_CODES = ("Where", "What")
"""Columns with codes: they are as wide as their longest code, which is never cut."""
_MOST_CLAIMS = 6
"""Claims that are printed, those that save most."""
_CLAIM_TITLES = ("Product", "Way", "Agreement", "Saved", "Evidence", "Missing", "Thin")
_DENIED_TITLES = ("Importer", "Duty that falls due", "Interest for one year", "Least penalty", "Largest penalty")
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
        for words in hints(run):
            console.print(Text(words, style="bold"))
    else:
        for number, words in enumerate(what_to_look_at(run, content.names)):
            console.print(Text(words, style="bold yellow" if number < _short_products(content) else ""))
        _print(console, spent(content.sheet("costs")), ("Cost line", "Amount", "Share of the total"))
        _print(console, _plan(content))
        _print(console, _duty(run, content))
        if content.sheet("claims").rows:
            _print(console, content.sheet("claims"), _CLAIM_TITLES, most=_MOST_CLAIMS)
            _print(console, content.sheet("claims denied"), _DENIED_TITLES)
            console.print(Text(content.sheet("claims denied").note, style="dim"))
        _print(console, _binding(run, content), most=_MOST_BINDING)
    for words in warned(run):
        console.print(Text(words, style="yellow"))
    passed = run.info.get("audit") == "passed"
    console.print(Text(content.disclaimer, style="dim"))
    console.print(Text(f"Audit: {audit_word(run)}", style="bold green" if passed else "bold red"))
    if content.has_plan:
        console.print(Text(f"Status: {status_words(run)}; total cost {_total(content)}", style="bold"))


def _short_products(content: Content) -> int:
    """[1] Return how many of the first lines to look at say that a product stays short."""
    return len({row[3] for i, row in enumerate(content.sheet("demand").rows) if i in content.sheet("demand").amber})


def _total(content: Content) -> str:
    """Return the total cost, and what part of it is penalties."""
    words = f"{money_text(sum(content.printed.values()))} {content.names.currency}"
    fined = penalties(content.printed)
    return f"{words}, of which penalties {money_text(fined)}" if fined else words


def _plan(content: Content) -> Sheet:
    """Return the plan by stage, one line for each product: how much, and at which sites."""
    names = content.names
    fields: Fields = [
        (Column("Stage"), [content.stages.label(line.stage) for line in content.lines]),
        (Column("Product"), [names.product(line.product) for line in content.lines]),
        (
            Column("Quantity"),
            [f"{line.activity} {names.amount(line.quantity, line.product)}" for line in content.lines],
        ),
        (Column("Where"), [_where(line) for line in content.lines]),
    ]
    return Sheet.of("plan by stage", "The plan by stage", fields, empty="The plan does nothing.")


def _where(line: PlanLine) -> str:
    """Return the codes of the sites that do most, with their shares, one a line."""
    kept = [(code, q / line.quantity) for code, q in line.sites if q / line.quantity >= _LEAST_SHARE]
    words = [f"{code} {100 * share:.0f}%" for code, share in kept[:_MOST_SITES]]
    more = [f"{len(kept) - _MOST_SITES} more"] if len(kept) > _MOST_SITES else []
    return "\n".join([*words, *more])


def _verdict(run: Run, content: Content) -> Iterable[Text]:
    """Yield status, cost, bound and gap."""
    names = content.names
    short = content.has_plan and bool(content.sheet("demand").amber)
    yield Text(f"Status: {status_words(run)}", style="bold yellow" if short else "")
    if not content.has_plan:
        return
    yield Text(f"Total cost: {_total(content)}")
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
        (Column("What"), [f"{_broken(subject)}\n{kind}" for kind, subject in groups]),
        (Column("Binds in"), [_windows(items) for items in groups.values()]),
        (
            Column("Largest shadow price", "unit_money", content.names.currency),
            [None if price is None else price * unit for price in prices],
        ),
        (Column("Per"), [unit_words(items[0].per) for items in groups.values()]),
    ]
    title = f"What binds ({shadow_title(run).lower()}; below zero: one more unit saves so much)"
    return Sheet.of("what binds", title, fields, empty=content.sheet("what binds").empty)


def _broken(subject: str) -> str:
    """Return a subject with a line for each of its codes, so that none is cut in two."""
    return subject.replace(":", ":\n", 1).replace(" (", "\n(", 1)


def _windows(items: Sequence[Binding]) -> str:
    windows = sorted(item.window for item in items)
    return windows[0] if len(windows) == 1 else f"{len(windows)} windows\n{windows[0]} to {windows[-1]}"


def _print(console: Console, sheet: Sheet, titles: Sequence[str] = (), most: int = _MOST_ROWS) -> None:
    """Print a sheet, or only its columns with these titles; at most so many rows."""
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
            min_width=_widest(sheet, i, most) if column.title in _CODES else None,
            overflow="fold",
        )
    for row in sheet.rows[:most]:
        grid.add_row(*_cells(sheet, row, shown))
    totals = sheet.totals()
    if totals is not None and len(sheet.rows) > 1:
        grid.add_section()
        grid.add_row(*_cells(sheet, totals, shown), style="bold")
    console.print(grid)
    if len(sheet.rows) > most:
        console.print(Text(f"{len(sheet.rows) - most} more rows: see the workbook of `corridor report`."))


def _widest(sheet: Sheet, i: int, most: int) -> int:
    """[characters] Longest line in a column, of the rows that are printed."""
    return max(len(line) for row in sheet.rows[:most] for line in str(row[i]).split("\n"))


def _cells(sheet: Sheet, row: Sequence[Cell], shown: Sequence[int]) -> list[Text]:
    return [Text(cell_text(sheet.columns[i], row[i])) for i in shown]
