"""Custody of a model: where books assign inputs to lots, and what a rule makes of it."""

from __future__ import annotations

from corridor.audit.book import Book
from corridor.schema.content import ContentRule
from corridor.schema.origin import OriginProvision
from corridor.schema.results import Production


def books_of(book: Book, under: OriginProvision | ContentRule, lot: Production) -> str | None:
    """Return over what books assign inputs to a lot; empty: it has its own; None: it is mixed, which the rule bars."""
    row = book.custody.find(lot.site, lot.product)
    if row is None or row.mode != "mass_balance":
        return ""
    if under.custody == "segregated":
        return None
    return row.per if under.custody == "mass_balance" else ""
