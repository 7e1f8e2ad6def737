"""Tables and lists as HTML. Every text is escaped."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape
from typing import Literal

from corridor.report.money import money_text
from corridor.report.names import NBSP
from corridor.report.sheet import Cell, Cents, Column, Share, Sheet

MOST_ROWS = 300
"""Rows of a table on the page; the workbook has them all."""
PRINTED_ROWS = 30
"""Rows of a table in print; the style of the page hides the others there."""
_OPEN_ROWS = 14
"""Tables up to this length stand open; longer ones open on demand, and in print."""

_BROAD = 8
"""Tables with more columns of money do not fit on paper."""
_LONG, _LONGER = 30, 60
"""[characters] Cells with more text get a broader column in print."""


def table(sheet: Sheet, where: Literal["everywhere", "screen"] = "everywhere") -> str:
    """Return a sheet as a table with its note, to be opened if it is long; on the screen only, or in print too."""
    shown = sheet.narrowed()
    if not shown.rows:
        return f'<p class="empty">{escape(shown.empty)}</p>'
    state = " open" if len(shown.rows) <= _OPEN_ROWS else ""
    place = ' class="screen"' if where == "screen" else ""
    rows = f"{len(shown.rows):,} {'row' if len(shown.rows) == 1 else 'rows'}"
    return (
        f"<details{place}{state}><summary>Table: {escape(shown.title)} ({rows})</summary>{open_table(sheet)}</details>"
    )


def open_table(sheet: Sheet) -> str:
    """Return a sheet as a table that always stands open. Rows beyond `MOST_ROWS` are summed in one line."""
    shown = sheet.narrowed()
    note = f'<p class="note">{escape(shown.note)}</p>' if shown.note else ""
    if not shown.rows:
        return f'<p class="empty">{escape(shown.empty)}</p>'
    head = "".join(f'<th scope="col" class="{_side(c)}">{_heading(c)}</th>' for c in shown.columns)
    body = "".join(
        _row(shown.columns, row, "amber" if i in shown.amber else "") for i, row in enumerate(shown.rows[:MOST_ROWS])
    )
    if len(shown.rows) > MOST_ROWS:
        body += _row(shown.columns, _rest(shown), "rest")
    if len(shown.rows) > PRINTED_ROWS:
        body += _in_print(shown)
    totals = shown.totals()
    foot = f"<tfoot>{_row(shown.columns, totals)}</tfoot>" if totals and len(shown.rows) > 1 else ""
    broad = " broad" if sum(column.kind == "money" for column in shown.columns) > _BROAD else ""
    return (
        f'<div class="scroll{broad}"><table><caption>{escape(shown.title)}</caption>'
        f"<thead><tr>{head}</tr></thead><tbody>{body}</tbody>{foot}</table></div>{note}"
    )


def paragraphs(texts: Iterable[str]) -> str:
    """Return texts as a list."""
    return "<ul>" + "".join(f"<li>{escape(text)}</li>" for text in texts) + "</ul>"


def cell_text(column: Column, cell: Cell) -> str:
    """Return a cell as people read it."""
    if cell is None:
        return ""
    if isinstance(cell, str):
        return cell
    if column.kind == "money" or isinstance(cell, Cents):
        return money_text(int(cell))
    if column.kind == "share" or isinstance(cell, Share):
        return f"{round(100 * cell, 1) + 0.0:.1f}{NBSP}%"
    if column.kind == "count":
        return f"{cell:,.0f}"
    decimals = {"unit_money": 2, "quantity": 1, "text": 1}.get(column.kind)
    if decimals is not None:
        return f"{round(cell, decimals) + 0.0:,.{decimals}f}"
    return f"{round(cell, 4) + 0.0:,.4f}".rstrip("0").rstrip(".")


def _rest(sheet: Sheet) -> tuple[Cell, ...]:
    """Return one line for the rows that are not shown, so that the totals still add up."""
    left = sheet.rows[MOST_ROWS:]
    cells: list[Cell] = [
        sum(int(row[i] or 0) for row in left) if column.total == "sum" else None
        for i, column in enumerate(sheet.columns)
    ]
    return (f"{len(left):,} more, listed in the workbook", *cells[1:])


def _in_print(sheet: Sheet) -> str:
    """Return the line that stands in print for the rows that are not printed."""
    words = f"{len(sheet.rows) - PRINTED_ROWS:,} more rows: see the workbook"
    return f'<tr class="printonly"><td colspan="{len(sheet.columns)}">{words}</td></tr>'


def _row(columns: Iterable[Column], row: Iterable[Cell], look: str = "") -> str:
    cells = "".join(
        f'<td class="{_class(column, cell)}">{_cell(column, cell)}</td>'
        for column, cell in zip(columns, row, strict=True)
    )
    return f'<tr class="{look}">{cells}</tr>' if look else f"<tr>{cells}</tr>"


def _class(column: Column, cell: Cell) -> str:
    if not isinstance(cell, str):
        return _side(column)
    return "text longer" if len(cell) > _LONGER else "text long" if len(cell) > _LONG else "text"


def _cell(column: Column, cell: Cell) -> str:
    text = escape(cell_text(column, cell))
    if column.kind == "share" and isinstance(cell, float) and 0 <= cell <= 1.0000001:
        return f'<span class="gauge" style="--part:{100 * cell:.1f}%">{text}</span>'
    return text


def _heading(column: Column) -> str:
    unit = f' <span class="unit">[{escape(column.unit)}]</span>' if column.unit else ""
    return escape(column.title) + unit


def _side(column: Column) -> str:
    return "text" if column.kind == "text" else "number"
