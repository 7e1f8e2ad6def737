"""Tables and lists as HTML. Every text is escaped."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

from corridor.report.money import money_text
from corridor.report.sheet import Cell, Column, Share, Sheet

MOST_ROWS = 300
"""Rows of a table on the page; the workbook has them all."""
_OPEN_ROWS = 14
"""Tables up to this length stand open; longer ones open on demand, and in print."""

_BROAD = 12
"""Tables with more columns are printed smaller."""


def table(sheet: Sheet) -> str:
    """Return a sheet as a table with its note. Rows beyond `MOST_ROWS` are summed in one line."""
    shown = sheet.narrowed()
    note = f'<p class="note">{escape(shown.note)}</p>' if shown.note else ""
    if not shown.rows:
        return f'<p class="empty">{escape(shown.empty)}</p>'
    head = "".join(f'<th scope="col" class="{_side(c)}">{_heading(c)}</th>' for c in shown.columns)
    body = "".join(_row(shown.columns, row) for row in shown.rows[:MOST_ROWS])
    if len(shown.rows) > MOST_ROWS:
        body += _row(shown.columns, _rest(shown))
    totals = shown.totals()
    foot = f"<tfoot>{_row(shown.columns, totals)}</tfoot>" if totals and len(shown.rows) > 1 else ""
    broad = " broad" if len(shown.columns) > _BROAD else ""
    grid = (
        f'<div class="scroll{broad}"><table><caption>{escape(shown.title)}</caption>'
        f"<thead><tr>{head}</tr></thead><tbody>{body}</tbody>{foot}</table></div>{note}"
    )
    state = " open" if len(shown.rows) <= _OPEN_ROWS else ""
    return (
        f"<details{state}><summary>Table: {escape(shown.title)} ({len(shown.rows):,} "
        f"{'row' if len(shown.rows) == 1 else 'rows'})</summary>{grid}</details>"
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
    if column.kind == "money":
        return money_text(int(cell))
    if column.kind == "share" or isinstance(cell, Share):
        return f"{round(100 * cell, 1) + 0.0:.1f} %"
    if column.kind == "count":
        return f"{cell:,.0f}"
    decimals = {"unit_money": 2, "quantity": 1}.get(column.kind)
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


def _row(columns: Iterable[Column], row: Iterable[Cell]) -> str:
    cells = "".join(
        f'<td class="{"text" if isinstance(cell, str) else _side(column)}">{_cell(column, cell)}</td>'
        for column, cell in zip(columns, row, strict=True)
    )
    return f"<tr>{cells}</tr>"


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
