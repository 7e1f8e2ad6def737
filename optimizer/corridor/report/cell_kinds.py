"""What a cell of a workbook is: by its column, or by itself where a column holds several kinds."""

from __future__ import annotations

from corridor.report.sheet import Cell, Cents, Kind, Share


def kind_of(kind: Kind, cell: Cell) -> Kind:
    """Return how a cell is written: shares, money and quantities by what they are in a column of words."""
    if isinstance(cell, Share):
        return "share"
    if is_money(kind, cell):
        return "money"
    return "quantity" if kind == "text" and isinstance(cell, float) else kind


def is_money(kind: Kind, cell: Cell) -> bool:
    """Whether a cell is money [cent]."""
    return kind == "money" or isinstance(cell, Cents)


def shown(kind: Kind, cell: Cell) -> str:
    """Return about what Excel shows, to measure its length."""
    if cell is None:
        return ""
    if isinstance(cell, str):
        return cell
    decimals = {"money": 2, "unit_money": 4, "quantity": 3, "number": 3}.get(kind_of(kind, cell), 0)
    return f"{cell / 100 if is_money(kind, cell) else cell:,.{decimals}f}"
