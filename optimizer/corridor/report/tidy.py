"""Figures for people: the dust of floating-point arithmetic is 0, prices are rounded to what they are read to."""

from __future__ import annotations

from dataclasses import replace

from corridor.report.sheet import Cell, Column, Share, Sheet

SMALLEST = 5e-5
"""Figures below this print as 0."""
_LARGE = 100.0
"""[currency / unit] Prices from here on are read to the cent, smaller ones to more figures."""


def tidied(sheet: Sheet) -> Sheet:
    """Return a sheet without dust. Money is whole cents already."""
    rows = tuple(
        tuple(_tidied(column, cell) for column, cell in zip(sheet.columns, row, strict=True)) for row in sheet.rows
    )
    return replace(sheet, rows=rows)


def _tidied(column: Column, cell: Cell) -> Cell:
    if not isinstance(cell, float):
        return cell
    if column.kind == "unit_money":
        return round(cell, 2 if abs(cell) >= _LARGE else 6) + 0.0
    if abs(cell) < SMALLEST:
        return Share(0.0) if isinstance(cell, Share) else 0.0
    return cell
