"""Proposes a map for a sheet that was never imported. Units and currencies come from a column or the user."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from corridor.io.cells import Raw
from corridor.quotes.column_map import ColumnMap
from corridor.quotes.headings import SYNONYMS, confidences, plain, same_text

SURE = 0.95
"""[1] A proposal below this waits for confirmation."""

_WEAKEST = 0.6
"""[1] Below this nothing is proposed."""

_SUPPLIER_AS_SITE = 0.9
"""[1] A column of suppliers stands for their sites if there is no column of sites."""


def propose_map(headers: Sequence[str], rows: Sequence[Sequence[Raw]]) -> ColumnMap:
    """Return the map that headings and some rows below them suggest, with a confidence for each column.

    Columns below `SURE` are put under `confirm`. Nothing is proposed from the text of a heading but the
    column itself: a unit or currency named there is left for the user to state.
    """
    found: list[tuple[float, str, str]] = []
    for position, heading in enumerate(headers):
        sample = [row[position] if position < len(row) else None for row in rows]
        for column, confidence in confidences(heading, sample).items():
            found.append((_with_unit(column, heading, confidence), column, heading))
    once = {same_text(heading): 0 for heading in headers}
    for heading in headers:
        once[same_text(heading)] += 1
    order = {column: number for number, column in enumerate(SYNONYMS)}
    chosen: dict[str, tuple[str, float]] = {}
    taken: set[str] = set()
    for confidence, column, heading in sorted(found, key=lambda one: (-one[0], order[one[1]])):
        free = column not in chosen and same_text(heading) not in taken and once[same_text(heading)] == 1
        if confidence >= _WEAKEST and free:
            chosen[column] = (heading, confidence)
            taken.add(same_text(heading))
    if "site" not in chosen and "seller" in chosen:
        heading, confidence = chosen.pop("seller")
        chosen["site"] = (heading, min(confidence, _SUPPLIER_AS_SITE))
    ordered = sorted(chosen.items(), key=lambda item: order[item[0]])
    return ColumnMap(
        columns={column: heading for column, (heading, confidence) in ordered if confidence >= SURE},
        confirm={column: heading for column, (heading, confidence) in ordered if confidence < SURE},
        scale={column: 7.0 for column, (heading, _) in ordered if other_span(column, heading) == "week"},
        confidence={column: confidence for column, (_, confidence) in ordered},
    )


def other_span(column: str, heading: str) -> str:
    """Return the span of time, other than days, that a heading names for a column of days, or empty."""
    if column.endswith("_days"):
        return next((span for span in ("week", "month", "year") if _says(heading, span)), "")
    return ""


def completed(given: ColumnMap, proposal: ColumnMap, needed: Sequence[str]) -> ColumnMap:
    """Return a map with the needed columns that a proposal adds to it, all of them to be confirmed."""
    used = {same_text(heading) for heading in given.columns.values()}
    extra = {
        column: heading
        for column, heading in {**proposal.columns, **proposal.confirm}.items()
        if column in needed and not given.has(column) and same_text(heading) not in used
    }
    return replace(given, confirm={**extra, **given.confirm})


def _with_unit(column: str, heading: str, confidence: float) -> float:
    """[1] Return the confidence, lower where the heading names another unit than the column has."""
    span = other_span(column, heading)
    if "%" in heading or span in ("month", "year"):
        return 0.0
    return min(confidence, 0.8) if span else confidence


def _says(heading: str, span: str) -> bool:
    """Return whether a heading names a span of time."""
    words = plain(heading.replace("(", " ").replace(")", " ").replace("[", " ").replace("]", " ")).split()
    return any(word.startswith(span) or (span == "week" and word in ("wk", "wks")) for word in words)
