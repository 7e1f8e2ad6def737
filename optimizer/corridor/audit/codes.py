"""Whether the model knows the codes that a result row names."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from corridor.audit.book import Book
from corridor.audit.origin_state import parse
from corridor.schema.results import Flow, LimitResult, Production, Use
from corridor.schema.row import Row

OPTION, TAG, RULE_CHOICE = "MFN", "-", "none"
"""What stands in the columns of claims while no preference can be claimed."""

_FIXED: Mapping[str, str] = {"option": OPTION, "tag": TAG, "rule_choice": RULE_CHOICE}

_CLAIM_TABLES = (Flow, Production, Use)


def unknown_codes(book: Book, row: Row) -> str:
    """Return which codes of a result row the model does not know, in words; empty: it knows them all."""
    wrong = [
        f"{column} {getattr(row, column)!r}"
        for column, known in _KNOWN.items()
        if column in type(row).model_fields and not known(book, str(getattr(row, column)))
    ]
    if isinstance(row, LimitResult) and row.limit not in book.limits:
        wrong.append(f"limit {row.limit!r}")
    if isinstance(row, _CLAIM_TABLES):
        wrong += [
            f"{column} {getattr(row, column)!r}, only {only!r} is known"
            for column, only in _FIXED.items()
            if column in type(row).model_fields and getattr(row, column) != only
        ]
    return f"the model does not know {', '.join(wrong)}" if wrong else ""


def _site(book: Book, code: str) -> bool:
    return code in book.sites


def _product(book: Book, code: str) -> bool:
    return code in book.products


def _period(book: Book, code: str) -> bool:
    return code in book.calendar.number


def _offer(book: Book, code: str) -> bool:
    return code in book.offers


def _process(book: Book, code: str) -> bool:
    return code in book.processes


def _state(book: Book, label: str) -> bool:
    state = parse(label)
    return state is not None and (not state.offer or state.offer in book.offers)


_KNOWN: Mapping[str, Callable[[Book, str], bool]] = {
    "site": _site,
    "from_site": _site,
    "to_site": _site,
    "product": _product,
    "input": _product,
    "period": _period,
    "ship_period": _period,
    "offer": _offer,
    "process": _process,
    "state": _state,
    "input_state": _state,
}
"""Column -> whether the model knows a code in it."""
