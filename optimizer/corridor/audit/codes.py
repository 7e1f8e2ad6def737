"""Whether the model knows the codes that a result row names."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from operator import attrgetter

from corridor.audit.agreements import Agreements
from corridor.audit.book import Book
from corridor.audit.origin_state import parse
from corridor.audit.rule_choices import parse_choice
from corridor.schema.border_option import border_option, claim_of, quota_of
from corridor.schema.origin_results import OriginInput, OriginTest
from corridor.schema.results import Flow, LimitResult, Production, Use
from corridor.schema.row import EACH, Row

OPTION, TAG = "MFN", "-"
"""Option of a flow that claims no preference, and the tag of all goods while no content is traced."""

_CLAIMS = ("option", "tag", "rule_choice")

_YEARLY = (OriginTest, OriginInput)
"""Tables whose period may be a year: that it is one of the plan's tests is checked where these are."""

_OF_AVERAGES = {"process": ("each",), "state": ("each",), "product": ("each", "several")}
"""Columns of these tables that name no single thing where a test is over all that a site makes (table elections)."""

_CLAIM_TABLES = (Flow, Production, Use)


def unknown_codes(book: Book, row_class: type[Row], rows: Sequence[Row]) -> Mapping[int, str]:
    """Return the rows with codes the model does not know: place in `rows` -> which codes, in words."""
    wrong: dict[int, list[str]] = {}
    for column in row_class.model_fields:
        cells = list(map(attrgetter(column), rows)) if _is_code(row_class, column) else []
        averaged = _OF_AVERAGES.get(column, ()) if row_class in _YEARLY else ()
        known = {code for code in set(cells) if "each" in averaged and code == EACH}
        if "several" in averaged:
            known |= {code for code in set(cells) if all(_product(book, one) for one in code.split(";"))}
        strange = {code: words for code in set(cells) - known if (words := _stranger(book, column, code))}
        for place, code in enumerate(cells if strange else ()):
            if code in strange:
                wrong.setdefault(place, []).append(strange[code])
    return {place: f"the model does not know {', '.join(words)}" for place, words in wrong.items()}


def _is_code(row_class: type[Row], column: str) -> bool:
    """Return whether a column holds codes that the model must know."""
    return (
        (column in _KNOWN and not (row_class in _YEARLY and column == "period"))
        or (row_class in _CLAIM_TABLES and column in _CLAIMS)
        or (row_class is LimitResult and column == "limit")
    )


def _stranger(book: Book, column: str, code: str) -> str:
    """Return why the model does not know a code, in words; empty: it does."""
    if column in _KNOWN:
        return "" if _KNOWN[column](book, code) else f"{column} {code!r}"
    if column == "limit":
        return "" if code in book.limits else f"limit {code!r}"
    if column == "option":
        return _strange_option(book, code)
    if column == "tag" and code != TAG:
        return f"tag {code!r}, only {TAG!r}"
    return f"rule_choice {code!r}" if column == "rule_choice" and parse_choice(code) is None else ""


def _strange_option(book: Book, code: str) -> str:
    """Return why no such claim or quota is known, in words; empty: it is."""
    claim, quota = claim_of(code), quota_of(code)
    if claim and claim not in Agreements(book).claimed:
        return f"option {code!r}, only {OPTION!r} and the agreements that model.yaml names"
    if quota and all(row.quota != quota for row in book.law.quotas):
        return f"option {code!r}: no quota {quota} is recorded"
    return "" if code == border_option(claim, quota) else f"option {code!r}, which is not written as options are"


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


def _arrival_state(book: Book, label: str) -> bool:
    return not label or ("@" not in label and _state(book, label))


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
    "arrival_state": _arrival_state,
}
"""Column -> whether the model knows a code in it."""
