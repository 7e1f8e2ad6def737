"""Whether the model knows the codes that a result row names."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from operator import attrgetter

from corridor.audit.book import Book
from corridor.audit.origin_state import parse
from corridor.schema.results import Flow, LimitResult, Production, Use
from corridor.schema.row import Row

OPTION, TAG, RULE_CHOICE = "MFN", "-", "none"
"""What stands in the columns of claims while no preference can be claimed."""

_FIXED: Mapping[str, str] = {"option": OPTION, "tag": TAG, "rule_choice": RULE_CHOICE}

_CLAIM_TABLES = (Flow, Production, Use)


def unknown_codes(book: Book, row_class: type[Row], rows: Sequence[Row]) -> Mapping[int, str]:
    """Return the rows with codes the model does not know: place in `rows` -> which codes, in words."""
    wrong: dict[int, list[str]] = {}
    for column in row_class.model_fields:
        cells = list(map(attrgetter(column), rows)) if _is_code(row_class, column) else []
        strange = {code: words for code in set(cells) if (words := _stranger(book, column, code))}
        for place, code in enumerate(cells if strange else ()):
            if code in strange:
                wrong.setdefault(place, []).append(strange[code])
    return {place: f"the model does not know {', '.join(words)}" for place, words in wrong.items()}


def _is_code(row_class: type[Row], column: str) -> bool:
    """Return whether a column holds codes that the model must know."""
    return (
        column in _KNOWN
        or (row_class in _CLAIM_TABLES and column in _FIXED)
        or (row_class is LimitResult and column == "limit")
    )


def _stranger(book: Book, column: str, code: str) -> str:
    """Return why the model does not know a code, in words; empty: it does."""
    if column in _KNOWN:
        return "" if _KNOWN[column](book, code) else f"{column} {code!r}"
    if column == "limit":
        return "" if code in book.limits else f"limit {code!r}"
    return "" if code == _FIXED[column] else f"{column} {code!r}, only {_FIXED[column]!r}"


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
