"""Thin qualification: what makes a claim that passes today fail tomorrow, or look like it was made for the rule."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from corridor.report.names import Record, number_of, text_of
from corridor.report.origin_book import OriginBook
from corridor.report.state_words import origin_of

COVERED = ("CN", "IR", "KP", "RU")
"""Covered nations of US law on prohibited entities and magnets (10 USC 4872(f)); recalled, not read."""

LEAST_MARGIN = 0.01
"""[1] Headroom below this share of the value is thin."""
_SWING = 0.1
"""[1] By how much prices, or the exchange rate they are paid at, are moved."""
_ROUNDING = 1e-9


@dataclass(frozen=True)
class Flag:
    """Why a lot qualifies only just."""

    kind: str
    """margin, price, covered_input or minimal."""
    text: str


def flags_of_test(test: Record, inputs: Sequence[Record]) -> list[Flag]:
    """Return what is thin about a test that a lot passes."""
    value, counted = number_of(test["value"]) or 0.0, number_of(test["counted"]) or 0.0
    allowed = number_of(test["allowed"]) or 0.0
    found = []
    room = (allowed - counted) / value if value else 0.0
    if value and room < LEAST_MARGIN:
        found.append(Flag("margin", f"only {100 * max(0.0, room):.2f} points of headroom"))
    worse = counted * (1.0 + (_SWING if counted > 0 else -_SWING))
    if worse > allowed + _ROUNDING * max(1.0, value):
        direction = "rise" if counted > 0 else "fall"
        found.append(Flag("price", f"lost if input prices, or the exchange rate they are paid at, {direction} by 10 %"))
    covered = sorted({origin_of(text_of(row["input_state"])) for row in inputs} & set(COVERED))
    counted_there = [row for row in inputs if origin_of(text_of(row["input_state"])) in covered]
    if any((number_of(row["counted"]) or 0.0) > 0 for row in counted_there):
        found.append(Flag("covered_input", f"inputs of {', '.join(covered)} count beside the threshold"))
    return found


def flags_of_lot(book: OriginBook, lot: Record, scheme: str) -> list[Flag]:
    """Return what is thin about the origin of a lot, each once."""
    found = [flag for test in book.tests_of(lot, scheme) for flag in flags_of_test(test, book.inputs_of(test))]
    uses = book.lineage.inputs(lot)
    covered = sorted({origin_of(text_of(use["input_state"])) for use in uses} & set(COVERED))
    if covered and not any(flag.kind == "covered_input" for flag in found):
        found.append(Flag("covered_input", f"inputs of {', '.join(covered)}, which the rule does not count"))
    process = book.processes.get(text_of(lot["process"]), {})
    if text_of(process.get("minimal")) == "yes":
        found.append(Flag("minimal", f"process {lot['process']} is a minimal operation"))
    return list(dict.fromkeys(found))
