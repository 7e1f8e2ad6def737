"""Suppliers' quotes: read from a buyer's workbook, turned once into offers, with a worksheet behind each."""

from __future__ import annotations

from corridor.quotes.offers import apply
from corridor.quotes.worksheets import worksheets

__all__ = ["apply", "worksheets"]
